// What options name may not be there, or be meant for a file of another kind: each mistake is said
// as what to do instead.
#include "app/measure/one_digit.h"

#include "app/measure/strokes_file.h"
#include "app/pictures/picture.h"
#include "nn/strokes/split.h"

// What is to be read, and where that goes.
struct work {
    struct reading *reading;
    int *several;
    const struct one_digit *digit;
    const struct lenet *lenet;
    const struct calibration *calibration;
};

// Of several digits beside each other the one that was asked for.
static bool read_drawing(const struct work *work, const struct drawing *drawing,
                         struct status *status)
{
    const struct one_digit *wanted = work->digit;
    struct stroke strokes[SPLIT_STROKES];
    struct split split;
    split_drawing(&split, drawing);
    if (wanted->part < 0) {
        reading_of_drawing(work->reading, work->lenet, work->calibration, drawing, 0);
        *work->several = split.count > 1 ? (int)split.count : 0;
        return true;
    }
    if (split.count == 1)
        return status_fail(status, STATUS_USAGE, "%s has one digit there: leave --part out",
                           wanted->path);
    if ((size_t)wanted->part >= split.count)
        return status_fail(status, STATUS_USAGE,
                           "%s has %zu digits side by side there; --part counts them from 0",
                           wanted->path, split.count);
    struct drawing digit = split_digit(&split, drawing, (size_t)wanted->part, strokes);
    reading_of_part(work->reading, work->lenet, work->calibration, &digit, 0);
    return true;
}

static bool read_strokes(const struct work *work, struct status *status)
{
    const struct one_digit *wanted = work->digit;
    struct strokes strokes;
    if (picture_recognised(wanted->path))
        return status_fail(status, STATUS_USAGE, "%s is a picture of one digit: leave --index out",
                           wanted->path);
    if (!strokes_file_load(&strokes, wanted->path, status))
        return false;
    bool read =
        (size_t)wanted->index < strokes.count
            ? read_drawing(work, &strokes.digit[wanted->index].drawing, status)
            : status_fail(status, STATUS_USAGE, "%s has %zu digits; --index counts them from 0",
                          wanted->path, strokes.count);
    strokes_free(&strokes);
    return read;
}

static bool read_picture(const struct work *work, struct status *status)
{
    const char *path = work->digit->path;
    struct ink ink;
    struct strokes strokes;
    if (!picture_load(&ink, path, status)) {
        if (status->code != STATUS_BAD_DATA || !strokes_file_load(&strokes, path, NULL))
            return false;
        status_fail(status, STATUS_USAGE,
                    "%s is a strokes file: choose one of its %zu digits with "
                    "--index, counted from 0",
                    path, strokes.count);
        strokes_free(&strokes);
        return false;
    }
    reading_of_ink(work->reading, work->lenet, work->calibration, &ink);
    ink_free(&ink);
    return true;
}

bool one_digit_read(struct reading *reading, int *several, const struct one_digit *digit,
                    const struct lenet *lenet, const struct calibration *calibration,
                    struct status *status)
{
    const struct work work = {reading, several, digit, lenet, calibration};
    *several = 0;
    if (!(digit->index >= 0 ? read_strokes(&work, status) : read_picture(&work, status)))
        return false;
    return !reading->empty ||
           status_fail(status, STATUS_BAD_DATA, "%s: nothing is drawn there to be explained",
                       digit->path);
}
