// A strokes file holds any number of digits; the pad shows one, and knows which.
#include "app/session/shown_digits.h"
#include "app/language/tr.h"
#include "app/pictures/foreign.h"
#include "nn/strokes/strokes_text.h"
#include <stdio.h>
#include <string.h>

static void say_of_strokes(char *text, size_t size, const struct shown_digit *digit)
{
    char place[48] = "", label[24] = "";
    if (digit->count > 1)
        tr_print(place, sizeof place, "%'zu of %'zu", digit->number, digit->count);
    if (digit->label >= 0)
        tr_print(label, sizeof label, "labelled %d", digit->label);
    snprintf(text, size, "%s%s%s", place, place[0] && label[0] ? tr(", ") : "", label);
}

static void write_note(struct session *session)
{
    const struct shown_digit *digit = &session->shown_digit;
    const char *article = digit->label >= 0 ? tr(shown_digits_article(digit->label)) : "";
    char *text = session->digit_note;
    size_t size = sizeof session->digit_note;
    switch (digit->from) {
    case SHOWN_STROKES:
        say_of_strokes(text, size, digit);
        break;
    case SHOWN_PRACTICE:
        tr_print(text, size, "practice digit, %s %d", article, digit->label);
        break;
    case SHOWN_PRACTICE_SET:
        tr_print(text, size, "practice digit %'zu, %s %d", digit->number, article, digit->label);
        break;
    case SHOWN_TEST:
        tr_print(text, size, "test digit %'zu, %s %d", digit->number, article, digit->label);
        break;
    }
}

void shown_digits_note(struct session *session, struct shown_digit digit)
{
    session->shown_digit = digit;
    session->digit_pad = session->pad.version;
    write_note(session);
}

void shown_digits_note_again(struct session *session)
{
    if (session->digit_note[0])
        write_note(session);
}

// What the pad saved comes back to its place; what others wrote fills the pad.
static bool show_digit(struct session *session, const struct strokes *strokes, size_t index,
                       struct status *status)
{
    const struct strokes_digit *digit = &strokes->digit[index];
    bool ours = strokes->box_width == PAD_SIDE && strokes->box_height == PAD_SIDE;
    float pen = session_brush_diameter(session, false);
    bool ok = ours
                  ? pad_set_drawing(&session->pad, &digit->drawing, PAD_SIDE, PAD_SIDE, pen, status)
                  : pad_fit_drawing(&session->pad, &digit->drawing, pen, status);
    if (!ok)
        return false;
    shown_digits_note(session, (struct shown_digit){.from = SHOWN_STROKES,
                                                    .number = index + 1,
                                                    .count = strokes->count,
                                                    .label = digit->label});
    session->strokes_pad = session->pad.version;
    return true;
}

static bool is_blank(const struct strokes_digit *digit)
{
    for (size_t i = 0; i < digit->drawing.count; i++)
        if (digit->drawing.stroke[i].count > 0)
            return false;
    return true;
}

// Shows the digit, or says that there is nothing to show; the drawing then stays.
static bool show_or_say(struct session *session, const struct strokes *strokes, size_t index,
                        struct status *status)
{
    char text[96];
    if (!is_blank(&strokes->digit[index]))
        return show_digit(session, strokes, index, status);
    tr_print(text, sizeof text, "Digit %'zu of %'zu has no strokes. The drawing stays.", index + 1,
             strokes->count);
    notice_say(&session->notice, text, ACTION_NONE, 6);
    session->strokes_pad = UINT64_MAX; // what stands on the pad is not this digit
    return true;
}

static bool check_strokes(const struct strokes *strokes, const char *path, size_t index,
                          struct status *status)
{
    if (index >= strokes->count)
        return status_fail(status, STATUS_USAGE,
                           tr("%s: there is no digit number %zu, only 0 to %zu"), path, index,
                           strokes->count - 1);
    for (size_t i = 0; i < strokes->count; i++)
        if (!is_blank(&strokes->digit[i]))
            return true;
    return status_fail(status, STATUS_BAD_DATA,
                       tr("%s has no strokes: there is nothing to show. The drawing stays."), path);
}

bool shown_digits_open(struct session *session, const char *path, size_t index,
                       struct status *status)
{
    struct strokes strokes;
    if (foreign_explain_file(path, status) || !strokes_load(&strokes, path, status))
        return false;
    if (!check_strokes(&strokes, path, index, status) ||
        !show_or_say(session, &strokes, index, status)) {
        strokes_free(&strokes);
        return false;
    }
    shown_digits_forget(session);
    session->strokes = strokes;
    session->strokes_index = index;
    session->strokes_mine = own_digits_is_at(&session->own_digits, path);
    return true;
}

void shown_digits_forget(struct session *session)
{
    strokes_free(&session->strokes);
    session->strokes = (struct strokes){0};
    session->strokes_mine = false;
    session->exam_shown.walked = false;
}

bool shown_digits_open_own(struct session *session, size_t index, struct status *status)
{
    struct strokes strokes;
    if (!strokes_copy(&strokes, &session->own_digits.strokes))
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for your digits"));
    if (!show_digit(session, &strokes, index, status)) {
        strokes_free(&strokes);
        return false;
    }
    shown_digits_forget(session);
    session->strokes = strokes;
    session->strokes_index = index;
    session->strokes_mine = true;
    return true;
}

bool shown_digits_can_step(const struct session *session, int step)
{
    return step < 0 ? session->strokes.count > 0 && session->strokes_index > 0
                    : session->strokes_index + 1 < session->strokes.count;
}

void shown_digits_step(struct session *session, int step)
{
    struct status status = {0};
    if (!shown_digits_can_step(session, step))
        return;
    size_t index = step < 0 ? session->strokes_index - 1 : session->strokes_index + 1;
    if (show_or_say(session, &session->strokes, index, &status))
        session->strokes_index = index;
    else
        questions_error(&session->questions, tr("This digit cannot be shown"), &status);
}

const char *shown_digits_article(int label)
{
    return label == 8 ? TR("an") : TR("a");
}
