// The preview goes through the code that a run's digits go through, and shows real ones of the data
// that was chosen.
#include "app/training/setup/setup_preview.h"

#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"

#include <stdio.h>
#include <string.h>

enum { LOOKED_AT = 200, PRACTICE_SEED = 1, PREVIEW_SEED = 8 };

// The first of each label, in the order in which they come, up to eight.
static void take_digits(struct setup_preview *preview, const struct dataset *data)
{
    bool there[256] = {false};
    for (size_t i = 0; i < data->count && preview->count < SETUP_PREVIEW_DIGITS; i++) {
        if (there[data->label[i]])
            continue;
        there[data->label[i]] = true;
        memcpy(preview->digit[preview->count++], data->image[i], sizeof *preview->digit);
    }
}

static bool take_folder(struct setup_preview *preview, const char *folder)
{
    struct dataset data;
    if (!folder[0] || !dataset_load_first(&data, folder, DATASET_TRAIN, LOOKED_AT, NULL))
        return false;
    take_digits(preview, &data);
    dataset_free(&data);
    snprintf(preview->folder, PATH_SIZE, "%s", folder);
    return preview->count > 0;
}

void setup_preview_choose(struct setup_preview *preview, const struct run_setup *setup)
{
    char mnist[PATH_SIZE];
    struct dataset data;
    preview->count = 0;
    preview->folder[0] = '\0';
    run_setup_mnist_folder(mnist, setup);
    if ((setup->part[RUN_PART_MNIST].used && take_folder(preview, mnist)) ||
        (setup->part[RUN_PART_FOLDER].used &&
         take_folder(preview, setup->part[RUN_PART_FOLDER].path)) ||
        !practice_make(&data, LOOKED_AT / 4, PRACTICE_SEED, DATASET_TRAIN, NULL))
        return;
    take_digits(preview, &data);
    dataset_free(&data);
}

void setup_preview_draw(struct setup_preview *preview, enum augment kind, uint64_t round)
{
    for (int i = 0; i < preview->count; i++) {
        struct random random;
        random_init(&random, PREVIEW_SEED + round, (uint64_t)i);
        augment_digit(preview->drawn[i], preview->digit[i], kind, &random);
    }
}
