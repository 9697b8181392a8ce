// A digit is kept, relabelled, forgotten and brought back by one key each, and none of it is lost.
#include "app/session/labelling.h"
#include "app/session/shown_digits.h"
#include "app/work/pad_cut.h"
#include "nn/strokes/trace.h"
#include <stdio.h>

void labelling_count(const struct session *session, char text[32])
{
    size_t count = session->own_digits.strokes.count;
    snprintf(text, 32, "%zu digit%s", count, count == 1 ? "" : "s");
}

// What was drawn; of a picture, the middle lines of the ink that the network sees.
static bool take_strokes(struct session *session, struct drawing *drawing, struct status *status)
{
    if (pad_cut_strokes(&session->pad, drawing, status))
        return true;
    if (status->code != STATUS_USAGE)
        return false;
    session_read(session); // it may have come since the last frame
    *status = (struct status){0};
    return trace_digit(drawing, session->reading.normalized.digit, PAD_SIDE, status);
}

// What is kept is not what is learned: that takes "Learn my digits".
static void say_taught(struct session *session, int label)
{
    char text[96], count[32];
    labelling_count(session, count);
    snprintf(text, sizeof text, "Kept as %s %d, not learned yet. You have %s.",
             shown_digits_article(label), label, count);
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
        questions_error(&session->questions, "Your digits cannot be shown", &status);
    }
}

void labelling_show(struct session *session)
{
    struct status status = {0};
    session->changed = true;
    if (!own_digits_refresh(&session->own_digits, &status))
        questions_error(&session->questions, "Your digits cannot be shown", &status);
    else if (session->own_digits.strokes.count == 0)
        notice_say(&session->notice, "There are no digits of yours any more.", ACTION_NONE, 4);
    else
        show(session, 0);
}

// Gives the digit at `place` another label. False after a dialog.
static bool relabel(struct session *session, const struct strokes_digit *kept, size_t *place,
                    int label)
{
    struct status status = {0};
    int before = kept->label;
    char text[96], past[32] = "";
    if (before == label) {
        snprintf(text, sizeof text, "It is kept as %s %d already.", shown_digits_article(label),
                 label);
    } else if (own_digits_relabel(&session->own_digits, kept, place, label, &status)) {
        if (before >= 0)
            snprintf(past, sizeof past, ", no longer as %s %d", shown_digits_article(before),
                     before);
        snprintf(text, sizeof text, "It is kept as %s %d now%s.", shown_digits_article(label),
                 label, past);
    } else {
        questions_error(&session->questions, "This digit could not be changed", &status);
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

// The digit that was kept of what is on the pad.
static bool pad_is_kept(struct session *session, size_t *place)
{
    struct drawing drawing;
    bool kept = !pad_empty(&session->pad) && take_strokes(session, &drawing, &(struct status){0});
    if (kept) {
        kept = own_digits_holds(&session->own_digits, &drawing, place);
        drawing_free(&drawing);
    }
    return kept;
}

// Undo brings a drawing back that is kept already: it is not to be kept twice.
static void relabel_kept(struct session *session, size_t place, int label)
{
    struct strokes_digit kept = session->own_digits.strokes.digit[place]; // which is read anew
    if (!drawing_copy(&kept.drawing, &session->own_digits.strokes.digit[place].drawing)) {
        struct status status = {0};
        status_fail(&status, STATUS_NO_MEMORY, "not enough memory");
        questions_error(&session->questions, "This digit could not be changed", &status);
        return;
    }
    if (relabel(session, &kept, &place, label))
        pad_clear(&session->pad);
    drawing_free(&kept.drawing);
}

static void say_forgotten(struct session *session, const char *which, int label)
{
    char text[96], count[32], what[16] = "";
    labelling_count(session, count);
    if (label >= 0)
        snprintf(what, sizeof what, ", %s %d", shown_digits_article(label), label);
    snprintf(text, sizeof text, "Forgot %s%s. %s left.", which, what, count);
    notice_say(&session->notice, text, ACTION_BRING_BACK, 8);
}

static void forget_shown(struct session *session)
{
    struct status status = {0};
    size_t place = session->strokes_index;
    int label = session->strokes.digit[place].label;
    if (!own_digits_forget(&session->own_digits, &session->strokes.digit[place], &place, &status)) {
        questions_error(&session->questions, "The digit could not be forgotten", &status);
        return;
    }
    show(session, place);
    say_forgotten(session, "this one", label);
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
        notice_say(&session->notice, "Draw a digit first, then say what it is.", ACTION_NONE, 4);
        return;
    }
    own_digits_look(&session->own_digits);
    bool drawn_now = session->drawn_pad == session->pad.version; // a person may draw the same again
    if (!drawn_now && pad_is_kept(session, &place)) {
        relabel_kept(session, place, label);
        return;
    }
    if (!take_strokes(session, &drawing, &status)) {
        questions_error(&session->questions, "This drawing cannot be taught", &status);
        return;
    }
    bool added = own_digits_add(&session->own_digits, label, &drawing, &status);
    drawing_free(&drawing);
    if (!added) {
        questions_error(&session->questions, "This digit could not be kept", &status);
        return;
    }
    take_off(session);
    say_taught(session, label);
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
            questions_error(&session->questions, "The digit could not be forgotten", &status);
        return;
    }
    if (session->pad.version == session->taught_pad)
        pad_undo(&session->pad);
    say_forgotten(session, "the last one", label);
}

void labelling_forget_all(struct session *session)
{
    struct status status = {0};
    char kept[PATH_SIZE], text[PATH_SIZE + 96] = "All your digits are forgotten.";
    session->changed = true;
    if (!own_digits_forget_all(&session->own_digits, kept, &status)) {
        questions_error(&session->questions, "Your digits could not be forgotten", &status);
        return;
    }
    if (labelling_shows(session))
        show(session, 0);
    else if (session->strokes_mine)
        shown_digits_forget(session);
    if (kept[0])
        snprintf(text, sizeof text,
                 "Your digits are forgotten. Their file was damaged and is kept as %s.",
                 path_name(kept));
    notice_say(&session->notice, text, ACTION_BRING_BACK, 12);
}

void labelling_bring_back(struct session *session)
{
    struct status status = {0};
    size_t brought, place;
    char text[96], count[32];
    bool kept = pad_is_kept(session, &place);
    session->changed = true;
    if (!own_digits_bring_back(&session->own_digits, &brought, &status)) {
        questions_error(&session->questions, "Your digits could not be brought back", &status);
        return;
    }
    if (labelling_shows(session))
        show(session, session->strokes_index);
    else if (!kept && pad_is_kept(session, &place))
        take_off(session); // it is what was brought back
    labelling_count(session, count);
    snprintf(text, sizeof text, "Brought back %zu. %s of yours %s kept.", brought, count,
             session->own_digits.strokes.count == 1 ? "is" : "are");
    notice_say(&session->notice, text, ACTION_NONE, 6);
}
