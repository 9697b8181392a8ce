// A practice digit is a template whose points are moved: each a little (wobble), all together along
// a smooth bend, then stretched, slanted and turned. A curve through the moved points, a pen of
// random width, and the normalisation that drawings get: so a practice digit reaches the network
// exactly as a drawn one.
//
// Every digit has its own random stream, named by part and index. Every ten digits in a row are the
// ten classes in random order, so that a digit does not depend on how many are asked for.
#include "nn/data/practice.h"
#include "nn/base/random.h"
#include "nn/data/practice_templates.h"
#include "nn/ink/normalize.h"
#include "nn/strokes/outline.h"

#include <assert.h>
#include <string.h>

enum { CLASSES = 10 };

// The pen, in pixels of the digit.
static const float thin_pen = 1.5f, thick_pen = 3.8f;

static bool draw_digit(struct drawing *drawing, int label, struct random *random,
                       struct status *status)
{
    uint32_t template = random_below(random, PRACTICE_TEMPLATES);
    const struct practice_style *style = &practice_styles[template / PRACTICE_VARIANTS];
    struct outline outline;
    outline_parse(&outline, style->digit[label][template % PRACTICE_VARIANTS]);
    outline_distort(&outline, random);
    *drawing = (struct drawing){0};
    if (outline_draw(drawing, &outline))
        return true;
    drawing_free(drawing);
    return status_fail(status, STATUS_NO_MEMORY, "no memory for a practice digit");
}

// Streams of the seed: for each part one for each digit and one for the order of each ten.
enum purpose { FOR_DIGITS, FOR_ORDER, FOR_SINGLE_DRAWINGS };

static void open_stream(struct random *random, uint64_t seed, enum dataset_part part,
                        enum purpose purpose, uint64_t number)
{
    uint64_t kind = (uint64_t)part << 8 | (uint64_t)purpose;
    random_init(random, seed, kind << 48 | number);
}

static bool make_image(struct dataset *dataset, size_t index, uint64_t seed, enum dataset_part part,
                       struct status *status)
{
    struct random random;
    open_stream(&random, seed, part, FOR_DIGITS, index);
    struct drawing drawing;
    if (!draw_digit(&drawing, dataset->label[index], &random, status))
        return false;
    float pen = (thin_pen + thick_pen) / 2 + (thick_pen - thin_pen) / 2 * random_small(&random);
    struct normalized normalized;
    normalize_drawing_with_pen(&normalized, &drawing, pen);
    memcpy(dataset->image[index], normalized.digit, sizeof normalized.digit);
    drawing_free(&drawing);
    return true;
}

static void choose_labels(struct dataset *dataset, uint64_t seed, enum dataset_part part)
{
    for (size_t first = 0; first < dataset->count; first += CLASSES) {
        struct random random;
        open_stream(&random, seed, part, FOR_ORDER, first);
        uint32_t order[CLASSES];
        for (uint32_t i = 0; i < CLASSES; i++)
            order[i] = i;
        random_shuffle(&random, order, CLASSES);
        for (size_t i = 0; i < CLASSES && first + i < dataset->count; i++)
            dataset->label[first + i] = (uint8_t)order[i];
    }
}

bool practice_make(struct dataset *dataset, size_t count, uint64_t seed, enum dataset_part part,
                   struct status *status)
{
    if (!dataset_init(dataset, count, status))
        return false;
    choose_labels(dataset, seed, part);
    for (size_t i = 0; i < count; i++)
        if (!make_image(dataset, i, seed, part, status))
            goto fail;
    return true;
fail:
    dataset_free(dataset);
    return false;
}

bool practice_drawing(struct drawing *drawing, int label, uint64_t seed, struct status *status)
{
    assert(label >= 0 && label < CLASSES);
    struct random random;
    open_stream(&random, seed, DATASET_TRAIN, FOR_SINGLE_DRAWINGS, (uint64_t)label);
    return draw_digit(drawing, label, &random, status);
}
