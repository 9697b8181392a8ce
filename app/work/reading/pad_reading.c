// What the pad holds may have come about in several ways, and each is read in its own; and how a
// reading is said.
#include "app/work/reading/pad_reading.h"

#include "app/language/tr.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void reading_of_pad(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, struct pad *pad)
{
    const struct drawing *strokes = pad_strokes(pad);
    const struct pad_picture *picture = pad_untouched_picture(pad);
    if (strokes) {
        reading_of_drawing(reading, lenet, calibration, strokes, PAD_SIDE);
    } else if (picture && picture->count == 1) {
        reading_of_normalized(reading, lenet, calibration, &picture->digit->normalized);
    } else {
        reading_of_ink(reading, lenet, calibration, &pad->sheet);
    }
}

void reading_silence(struct reading *reading, const struct lenet *lenet,
                     const struct calibration *calibration, const struct ablation *ablation)
{
    if (!ablation || ablation_is_none(ablation))
        return;
    ablation_forward(&reading->activations, lenet, ablation);
    reading_of_logits(reading, calibration);
}

void reading_point_on_pad(const struct normalized *normalized, const struct pad *pad, float x,
                          float y, float *pad_x, float *pad_y)
{
    float source_y = normalized->origin_y + normalized->scale * y;
    float source_x = normalized->origin_x + normalized->scale * x - normalized->slant * source_y;
    *pad_x = source_x;
    *pad_y = source_y;
    const struct pad_picture *picture = pad_untouched_picture(pad);
    if (picture && picture->count == 1) // several are read in pad units
        pad_point_of_picture(pad, source_x, source_y, pad_x, pad_y);
}

int reading_percent(float probability)
{
    return (int)lrintf(probability * 100);
}

// ---- Words --------------------------------------------------------------------------------------

// '\n' is where a line may be broken. The shortest must fit on the smallest card.
static const char *const impossible[][READING_FORMS] = {
    [READING_SEVERAL] = {TR("not sure:\nseveral digits"), TR("several\ndigits"),
                         TR("several\ndigits")},
    [READING_DOT] = {TR("not sure:\nnot a digit? A dot"), TR("not a digit?\nA dot"),
                     TR("not a\ndigit?")},
    [READING_FLAT] = {TR("not sure:\nnot a digit? Too flat"), TR("not a digit?\nToo flat"),
                      TR("not a\ndigit?")},
    [READING_BLACK] = {TR("not sure:\nnot a digit? Too much ink"), TR("not a digit?\nToo much ink"),
                       TR("not a\ndigit?")},
    [READING_TOUCHING] = {TR("not sure:\nmore than one digit?"), TR("more than\none digit?"),
                          TR("not a\ndigit?")},
    [READING_OUTLINE] = {TR("not sure:\nonly an outline?"), TR("only an\noutline?"),
                         TR("not a\ndigit?")},
};

// Of what may be a digit.
static void say_doubt(const struct reading *reading, enum reading_form form, char *text,
                      size_t size)
{
    bool unlike = reading->doubt == READING_UNLIKE;
    char candidates[16];
    if (reading->rival >= 0)
        tr_print(candidates, sizeof candidates, "%d or %d", reading->best, reading->rival);
    else
        tr_print(candidates, sizeof candidates, "%d%s", reading->best, unlike ? "" : "?");
    if (form == READING_SHORTEST)
        tr_print(text, size, unlike ? "like no\ndigit" : "not\nsure");
    else if (!unlike)
        tr_print(text, size, "not sure:\n%s", candidates);
    else if (form == READING_WHOLE)
        tr_print(text, size, "not sure: %s?\nIt looks unlike the digits I learned", candidates);
    else
        tr_print(text, size, "not sure:\nunlike my digits");
}

void reading_say(const struct reading *reading, enum reading_form form, char *text, size_t size)
{
    int percent = reading_percent(reading->probability[reading->best]);
    if (reading->empty)
        tr_print(text, size, form == READING_SHORTEST ? "no\nink" : "nothing\ndrawn");
    else if (reading->sure && form == READING_WHOLE)
        tr_print(text, size, "%d (%d%%)", reading->best, percent);
    else if (reading->sure)
        tr_print(text, size, "%d%%\nsure", percent);
    else if (reading->doubt < READING_UNLIKE)
        tr_print(text, size, "%s", tr(impossible[reading->doubt][form]));
    else
        say_doubt(reading, form, text, size);
}

void reading_describe(const struct reading *reading, char *text, size_t size)
{
    reading_say(reading, READING_WHOLE, text, size);
    for (char *c = text; *c; c++)
        if (*c == '\n')
            *c = ' ';
}
