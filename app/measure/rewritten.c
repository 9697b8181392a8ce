// Through the training data's own code, which is where ways of writing are known.
#include "app/measure/rewritten.h"

#include "nn/base/name_list.h"
#include "nn/data/stroke_dataset.h"

static bool refuse(const char *name, struct status *status)
{
    char names[400] = "";
    for (size_t i = 0; i < ways_count; i++)
        name_list_add(names, sizeof names, ", ", ways_table[i].name);
    return status_fail(status, STATUS_USAGE, "there is no way of writing '%s'; there are %s", name,
                       names);
}

// Adds the digit in that way; where it cannot be written so, nothing.
static bool add(struct strokes *out, const struct strokes_digit *digit, const struct way *way,
                struct random *random)
{
    struct stroke_dataset one = {0};
    struct strokes_digit written = *digit;
    enum stroke_dataset_added added = stroke_dataset_add(&one, digit);
    bool good = added != STROKE_DATASET_NO_MEMORY;
    if (added == STROKE_DATASET_ADDED) {
        good = stroke_dataset_write(&written.drawing, &one, 0, way, random);
        if (good && written.drawing.count > 0 && !strokes_add_digit(out, &written)) {
            drawing_free(&written.drawing);
            good = false;
        }
    }
    stroke_dataset_free(&one);
    return good;
}

bool rewritten_in(struct strokes *strokes, const char *name, struct status *status)
{
    struct strokes out = {.box_width = strokes->box_width, .box_height = strokes->box_height};
    const struct way *way = ways_find(name);
    bool good = true;
    if (!way)
        return refuse(name, status);
    for (size_t i = 0; i < strokes->count && good; i++) {
        struct random random;
        random_init(&random, 1, i);
        good = strokes->digit[i].label != way->label || add(&out, &strokes->digit[i], way, &random);
    }
    if (!good)
        status_fail(status, STATUS_NO_MEMORY, "no memory for the digits");
    else if (out.count == 0)
        good = status_fail(status, STATUS_BAD_DATA, "no %d can be written in the way '%s'",
                           way->label, name);
    if (!good) {
        strokes_free(&out);
        return false;
    }
    strokes_free(strokes);
    *strokes = out;
    return true;
}
