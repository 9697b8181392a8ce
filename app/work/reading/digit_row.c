// Strokes are told apart as strokes, ink as ink; each digit is then read as if it stood alone.
#include "app/work/reading/digit_row.h"

#include "app/work/pad_cut.h"
#include "app/work/reading/pad_digits.h"
#include "app/work/reading/pad_reading.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void digit_row_keep(struct digit_row *row, int index, const struct reading *reading)
{
    struct row_digit *digit = &row->digit[index];
    memcpy(digit->image, reading->normalized.digit, sizeof digit->image);
    memcpy(digit->probability, reading->probability, sizeof digit->probability);
    digit->best = reading->best;
    digit->digit = reading->evidence.possible;
    digit->sure = reading->sure;
    reading_describe(reading, digit->text, sizeof digit->text);
}

void digit_row_read(struct digit_row *row, int current, struct reading *reading,
                    const struct lenet *lenet, const struct calibration *calibration,
                    const struct ablation *ablation, const struct drawing *drawing, float side)
{
    struct split split;
    struct stroke strokes[SPLIT_STROKES];
    split_drawing(&split, drawing);
    row->count = split.count > 1 ? (int)split.count : 0;
    row->ink = false;
    if (row->count == 0) {
        reading_of_part(reading, lenet, calibration, drawing, side);
        reading_silence(reading, lenet, calibration, ablation);
        return;
    }
    row->current = current >= 0 && current < row->count ? current : split.of[drawing->count - 1];
    for (int i = 1; i <= row->count; i++) { // the current one last
        int index = (row->current + i) % row->count;
        struct drawing digit = split_digit(&split, drawing, (size_t)index, strokes);
        reading_of_part(reading, lenet, calibration, &digit, side);
        reading_silence(reading, lenet, calibration, ablation);
        digit_row_keep(row, index, reading);
        row->digit[index].place = drawing_extent(&digit, 0);
    }
}

// ---- On the pad ---------------------------------------------------------------------------------

struct reader {
    struct reading *reading;
    const struct lenet *lenet;
    const struct calibration *calibration;
    const struct ablation *ablation;
};

// Reads every digit of ink, the current one last.
static void read_ink(struct digit_row *row, int current, const struct pad_digit *digit, int count,
                     const struct reader *reader)
{
    row->ink = true;
    row->count = count;
    row->current = current >= 0 && current < count ? current : 0;
    for (int i = 1; i <= count; i++) {
        int index = (row->current + i) % count;
        reading_of_normalized(reader->reading, reader->lenet, reader->calibration,
                              &digit[index].normalized);
        reading_silence(reader->reading, reader->lenet, reader->calibration, reader->ablation);
        digit_row_keep(row, index, reader->reading);
        row->digit[index].place = digit[index].place;
    }
}

static double outside(double at, double low, double high)
{
    return at < low ? low - at : at > high ? at - high : 0;
}

// Which digit is nearest to where the pen or the eraser was last.
static int nearest(const struct pad *pad, const struct pad_digit *digit, int count)
{
    const struct stroke *stroke = pad->op[pad->done - 1].drawing.stroke;
    struct point last = stroke->point[stroke->count - 1];
    double least = INFINITY;
    int best = 0;
    for (int i = 0; i < count; i++) {
        const struct drawing_extent *place = &digit[i].place;
        double away = hypot(outside(last.x, place->left, place->right),
                            outside(last.y, place->top, place->bottom));
        if (away < least) {
            least = away;
            best = i;
        }
    }
    return best;
}

// Where one digit is left, or there is no memory, the sheet is read.
static void read_picture(struct digit_row *row, int current, const struct pad *pad,
                         const struct reader *reader)
{
    int count;
    struct pad_digit *digit = pad_digits_on(pad, &count);
    bool touched = !pad_untouched_picture(pad);
    if (digit && count > 1)
        read_ink(row, touched && current < 0 ? nearest(pad, digit, count) : current, digit, count,
                 reader);
    free(digit);
}

void digit_row_read_pad(struct digit_row *row, int current, struct reading *reading,
                        const struct lenet *lenet, const struct calibration *calibration,
                        const struct ablation *ablation, struct pad *pad)
{
    const struct drawing *strokes = pad_strokes(pad);
    struct drawing cut = {0};
    row->count = 0;
    if (strokes) {
        digit_row_read(row, current, reading, lenet, calibration, ablation, strokes, PAD_SIDE);
    } else if (pad_picture_digits(pad) > 1) {
        read_picture(row, current, pad, &(struct reader){reading, lenet, calibration, ablation});
    } else if (pad_cut_strokes(pad, &cut, NULL)) {
        digit_row_read(row, current, reading, lenet, calibration, ablation, &cut, PAD_SIDE);
        drawing_free(&cut);
    }
    if (strokes || row->count > 0)
        return;
    reading_of_pad(reading, lenet, calibration, pad);
    reading_silence(reading, lenet, calibration, ablation);
}

void digit_row_read_joined(struct digit_row *row, struct reading *reading,
                           const struct lenet *lenet, const struct calibration *calibration,
                           const struct ablation *ablation, struct pad *pad)
{
    const struct drawing *strokes = pad_strokes(pad);
    row->count = 0;
    if (strokes)
        reading_of_part(reading, lenet, calibration, strokes, PAD_SIDE);
    else
        reading_of_pad(reading, lenet, calibration, pad);
    reading_silence(reading, lenet, calibration, ablation);
}

// ---- In words -----------------------------------------------------------------------------------

void digit_row_say_one(const struct row_digit *digit, char text[4])
{
    if (digit->digit)
        snprintf(text, 4, "%d%s", digit->best % 10, digit->sure ? "" : "?");
    else
        snprintf(text, 4, "?");
}

void digit_row_say(const struct digit_row *row, char text[DIGIT_ROW_TEXT])
{
    char one[4];
    bool sure = true;
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; i < row->count; i++)
        sure = sure && row->digit[i].sure;
    for (int i = 0; i < row->count; i++) {
        digit_row_say_one(&row->digit[i], one);
        used += (size_t)snprintf(text + used, DIGIT_ROW_TEXT - used, "%s%s",
                                 sure || i == 0 ? "" : " ", one);
    }
}
