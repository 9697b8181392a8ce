// A digit is kept, relabelled, forgotten and brought back by one key each, and none of it is lost.
#include "app/session/labelling.h"
#include "app/language/tr.h"
#include "app/session/shown_digits.h"
#include "app/work/pad_cut.h"
#include "nn/strokes/trace.h"
#include <stdio.h>
#include <string.h>

void labelling_count(const struct session *session, char text[LABELLING_COUNT])
{
    size_t count = session->own_digits.strokes.count;
    tr_print(text, LABELLING_COUNT, tr_many("%'zu digit", "%'zu digits", count), count);
}

// Of several digits that were drawn, the strokes of one.
static bool take_part(struct drawing *drawing, int index, struct status *status)
{
    struct split split;
    struct stroke strokes[SPLIT_STROKES];
    struct drawing whole = *drawing;
    split_drawing(&split, &whole);
    struct drawing part = split_digit(&split, &whole, (size_t)index, strokes);
    bool good = drawing_copy(drawing, &part) ||
                status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the strokes"));
    drawing_free(&whole);
    return good;
}

// What was drawn; of a picture, the middle lines of the ink that the network sees. Of several
// digits, this one alone. After session_read.
static bool take_digit(struct session *session, int index, struct drawing *drawing,
                       struct status *status)
{
    const struct digit_row *row = &session->row;
    if (row->count > 0 && row->ink)
        return trace_digit(drawing, row->digit[index].image, PAD_SIDE, status);
    if (pad_cut_strokes(&session->pad, drawing, status))
        return row->count == 0 || take_part(drawing, index, status);
    if (status->code != STATUS_USAGE)
        return false;
    *status = (struct status){0};
    return trace_digit(drawing, session->reading.normalized.digit, PAD_SIDE, status);
}

// What is kept is not what is learned: that takes "Learn my digits".
static void say_taught(struct session *session, int label, int left)
{
    char text[240], count[LABELLING_COUNT];
    labelling_count(session, count);
    if (left > 0)
        tr_print(text, sizeof text, "Kept as %s %d, not learned yet. %d of %d on the pad left.",
                 tr(shown_digits_article(label)), label, left, session->row.count);
    else
        tr_print(text, sizeof text, "Kept as %s %d, not learned yet. You have %s.",
                 tr(shown_digits_article(label)), label, count);
    notice_say(&session->notice, text, ACTION_FORGET_LAST, 6);
}

// ---- One that is shown --------------------------------------------------------------------------

bool labelling_shows(const struct session *session)
{
    return session->strokes_mine && session->strokes.count > 0 &&
           session->strokes_pad == session->pad.version;
}

// Shows the digits anew after a change, from place `index` on or the last one.
static void show(struct session *session, size_t index)
{
    struct status status = {0};
    size_t count = session->own_digits.strokes.count;
    if (count == 0) {
        pad_clear(&session->pad);
        shown_digits_forget(session);
    } else if (!shown_digits_open_own(session, index < count ? index : count - 1, &status)) {
        questions_error(&session->questions, tr("Your digits cannot be shown"), &status);
    }
}

void labelling_show(struct session *session)
{
    struct status status = {0};
    session->changed = true;
    if (!own_digits_refresh(&session->own_digits, &status))
        questions_error(&session->questions, tr("Your digits cannot be shown"), &status);
    else if (session->own_digits.strokes.count == 0)
        notice_say(&session->notice, tr("There are no digits of yours any more."), ACTION_NONE, 4);
    else
        show(session, 0);
}

// Gives the digit at `place` another label. False after a dialog.
static bool relabel(struct session *session, const struct strokes_digit *kept, size_t *place,
                    int label)
{
    struct status status = {0};
    int before = kept->label;
    char text[240], past[64] = "";
    if (before == label) {
        tr_print(text, sizeof text, "It is kept as %s %d already.", tr(shown_digits_article(label)),
                 label);
    } else if (own_digits_relabel(&session->own_digits, kept, place, label, &status)) {
        if (before >= 0)
            tr_print(past, sizeof past, ", no longer as %s %d", tr(shown_digits_article(before)),
                     before);
        tr_print(text, sizeof text, "It is kept as %s %d now%s.", tr(shown_digits_article(label)),
                 label, past);
    } else {
        questions_error(&session->questions, tr("This digit could not be changed"), &status);
        return false;
    }
    notice_say(&session->notice, text, ACTION_NONE, 6);
    return true;
}

static void relabel_shown(struct session *session, int label)
{
    size_t place = session->strokes_index;
    if (relabel(session, &session->strokes.digit[place], &place, label))
        show(session, place);
}

// ---- One that came back onto the pad ------------------------------------------------------------

static void take_off(struct session *session)
{
    pad_clear(&session->pad);
    session->taught_pad = session->pad.version;
}

static bool is_kept(struct session *session, int index, size_t *place)
{
    struct drawing drawing;
    bool kept = take_digit(session, index, &drawing, &(struct status){0});
    if (kept) {
        kept = own_digits_holds(&session->own_digits, &drawing, place);
        drawing_free(&drawing);
    }
    return kept;
}

// The digit that was kept of what is on the pad.
static bool pad_is_kept(struct session *session, size_t *place)
{
    session_read(session);
    return !pad_empty(&session->pad) && is_kept(session, session->row.current, place);
}

// ---- Several digits, taught one after the other -------------------------------------------------

const bool *labelling_kept(const struct session *session)
{
    return session->row_kept_pad == session->pad.version ? session->row_kept : NULL;
}

// Which of them are kept; returns how many are not.
static int find_kept(struct session *session)
{
    int left = 0;
    session_read(session);
    session->row_kept_pad = session->pad.version;
    for (int i = 0; i < session->row.count; i++) {
        size_t place;
        session->row_kept[i] = is_kept(session, i, &place);
        left += !session->row_kept[i];
    }
    return left;
}

// Where one of several digits was kept, the next one's turn is come. Returns how many are left.
static int go_on(struct session *session)
{
    int left = find_kept(session), count = session->row.count, next = session->row.current;
    while (left > 0 && session->row_kept[next])
        next = (next + 1) % count;
    session_look_at_digit(session, next);
    return left;
}

// Undo brings a drawing back that is kept already: it is not to be kept twice.
static void relabel_kept(struct session *session, size_t place, int label)
{
    struct strokes_digit kept = session->own_digits.strokes.digit[place]; // which is read anew
    if (!drawing_copy(&kept.drawing, &session->own_digits.strokes.digit[place].drawing)) {
        struct status status = {0};
        status_fail(&status, STATUS_NO_MEMORY, tr("not enough memory"));
        questions_error(&session->questions, tr("This digit could not be changed"), &status);
        return;
    }
    if (relabel(session, &kept, &place, label) && go_on(session) == 0)
        pad_clear(&session->pad);
    drawing_free(&kept.drawing);
}

// Of several digits of which it was `known` which are kept, the one that is not any more.
static void look_at_forgotten(struct session *session, bool known)
{
    bool before[DIGIT_ROW_MOST];
    memcpy(before, session->row_kept, sizeof before);
    find_kept(session);
    for (int i = 0; known && i < session->row.count; i++)
        if (before[i] && !session->row_kept[i])
            session_look_at_digit(session, i);
}

static void say_forgotten(struct session *session, const char *format, int label)
{
    char text[240], count[LABELLING_COUNT], what[32] = "";
    labelling_count(session, count);
    if (label >= 0)
        snprintf(what, sizeof what, ", %s %d", tr(shown_digits_article(label)), label);
    snprintf(text, sizeof text, format, what, count);
    notice_say(&session->notice, text, ACTION_BRING_BACK, 8);
}

static void forget_shown(struct session *session)
{
    struct status status = {0};
    size_t place = session->strokes_index;
    int label = session->strokes.digit[place].label;
    if (!own_digits_forget(&session->own_digits, &session->strokes.digit[place], &place, &status)) {
        questions_error(&session->questions, tr("The digit could not be forgotten"), &status);
        return;
    }
    show(session, place);
    say_forgotten(session, tr("Forgot this one%s. %s left."), label);
}

void labelling_add(struct session *session, int label)
{
    struct status status = {0};
    struct drawing drawing;
    size_t place;
    session->changed = true;
    if (session->pad.active)
        return; // it is not finished
    if (labelling_shows(session)) {
        relabel_shown(session, label);
        return;
    }
    if (pad_empty(&session->pad)) {
        notice_say(&session->notice, tr("Draw a digit first, then say what it is."), ACTION_NONE,
                   4);
        return;
    }
    own_digits_look(&session->own_digits);
    session_read(session); // the drawing may have come since the last frame
    bool drawn_now = session->row.count == 0 &&
                     session->drawn_pad == session->pad.version; // the same again, perhaps
    if (!drawn_now && pad_is_kept(session, &place)) {
        relabel_kept(session, place, label);
        return;
    }
    if (!take_digit(session, session->row.current, &drawing, &status)) {
        questions_error(&session->questions, tr("This drawing cannot be taught"), &status);
        return;
    }
    bool added = own_digits_add(&session->own_digits, label, &drawing, &status);
    drawing_free(&drawing);
    if (!added) {
        questions_error(&session->questions, tr("This digit could not be kept"), &status);
        return;
    }
    int left = go_on(session);
    say_taught(session, label, left);
    if (left == 0)
        take_off(session);
}

void labelling_forget_last(struct session *session)
{
    struct status status = {0};
    int label;
    session->changed = true;
    if (labelling_shows(session)) {
        forget_shown(session);
        return;
    }
    if (!own_digits_forget_last(&session->own_digits, &label, &status)) {
        if (status.code != STATUS_OK)
            questions_error(&session->questions, tr("The digit could not be forgotten"), &status);
        return;
    }
    bool comes_back = session->pad.version == session->taught_pad;
    bool known = comes_back || labelling_kept(session);
    if (comes_back)
        pad_undo(&session->pad);
    look_at_forgotten(session, known);
    say_forgotten(session, tr("Forgot the last one%s. %s left."), label);
}

void labelling_forget_all(struct session *session)
{
    struct status status = {0};
    char kept[PATH_SIZE], text[PATH_SIZE + 96];
    session->changed = true;
    tr_print(text, sizeof text, "All your digits are forgotten.");
    if (!own_digits_forget_all(&session->own_digits, kept, &status)) {
        questions_error(&session->questions, tr("Your digits could not be forgotten"), &status);
        return;
    }
    if (labelling_shows(session))
        show(session, 0);
    else if (session->strokes_mine)
        shown_digits_forget(session);
    find_kept(session);
    if (kept[0])
        tr_print(text, sizeof text,
                 "Your digits are forgotten. Their file was damaged and is kept as %s.",
                 path_name(kept));
    notice_say(&session->notice, text, ACTION_BRING_BACK, 12);
}

void labelling_bring_back(struct session *session)
{
    struct status status = {0};
    size_t brought, place;
    char text[240], count[LABELLING_COUNT];
    bool kept = pad_is_kept(session, &place);
    session->changed = true;
    if (!own_digits_bring_back(&session->own_digits, &brought, &status)) {
        questions_error(&session->questions, tr("Your digits could not be brought back"), &status);
        return;
    }
    if (labelling_shows(session))
        show(session, session->strokes_index);
    else if (!kept && pad_is_kept(session, &place) && go_on(session) == 0)
        take_off(session); // it is what was brought back
    labelling_count(session, count);
    tr_print(text, sizeof text,
             tr_many("Brought back %'zu. %s of yours is kept.",
                     "Brought back %'zu. %s of yours are kept.", session->own_digits.strokes.count),
             brought, count);
    notice_say(&session->notice, text, ACTION_NONE, 6);
}
