// The shipped network and its activations for practice digits, for tests of nn/explain.
#ifndef TESTS_SUPPORT_EXPLAINED_H
#define TESTS_SUPPORT_EXPLAINED_H

#include "nn/data/practice.h"
#include "nn/explain/change.h"
#include "nn/ink/normalize.h"
#include "nn/net/forward.h"
#include "nn/net/model.h"

enum { EXPLAINED = 20 };

struct explained {
    struct lenet lenet;
    struct lenet_activations activations[EXPLAINED];
    uint8_t label[EXPLAINED];
};

static inline void explained_load(struct explained *explained)
{
    struct model_info info;
    struct dataset digits = {0};
    assert_true(
        model_load(&explained->lenet, &info, LENETPAD_SOURCE_ASSETS "/lenet5.safetensors", NULL));
    assert_true(practice_make(&digits, EXPLAINED, 11, DATASET_TEST, NULL));
    for (int i = 0; i < EXPLAINED; i++) {
        lenet_input_from_digit(explained->activations[i].input, digits.image[i]);
        lenet_forward(&explained->activations[i], &explained->lenet);
        explained->label[i] = digits.label[i];
    }
    dataset_free(&digits);
}

// The input with the changes, as the engine's own change_apply_to_digit must come out.
static inline void explained_apply(float input[LENET_SIDE][LENET_SIDE],
                                   const struct change_flip *flip)
{
    for (int i = 0; i < flip->count; i++)
        input[flip->pixel[i].row][flip->pixel[i].column] =
            lenet_input_level(flip->pixel[i].ink ? 255 : 0);
}

#endif
