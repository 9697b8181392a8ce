// A question stays open while one draws on, so it is asked anew for every change of the drawing or
// of the weights, and an answer says which question it belongs to.
#include "app/session/why.h"
#include "app/language/tr.h"
#include "nn/explain/change.h"

int why_digit(const struct session *session)
{
    const struct why *why = &session->why;
    if (!why->asked || session->reading.empty)
        return -1;
    return why->digit >= 0 ? why->digit : session->reading.best;
}

bool why_is_answered(const struct session *session)
{
    const struct explainer_question *asked = &session->why.question,
                                    *answered = &session->why.answer.question;
    return why_digit(session) >= 0 && session->why.there && asked->digit == answered->digit &&
           asked->instead == answered->instead && asked->method == answered->method;
}

bool why_is_current(const struct session *session)
{
    const struct why *why = &session->why;
    bool newest = why->answer.question.number == why->question.number &&
                  why->weights == session->weights_version;
    // A run has other weights before anything is worked out: of those a moment ago, then.
    bool of_run = session_trains(session) && why->answer.question.flip == why->flip;
    return why_is_answered(session) && why->answered_drawing == session->read_drawings &&
           session->read_pad == session->pad.version && (newest || of_run);
}

// ---- Asking -------------------------------------------------------------------------------------

static bool open_explainer(struct session *session)
{
    struct status status = {0};
    if (session->why.explainer ||
        explainer_open(&session->why.explainer, session->wake, session->wake_context, &status))
        return true;
    questions_error(&session->questions, tr("This reading cannot be explained"), &status);
    return false;
}

// The next why_follow asks.
static void ask_anew(struct session *session)
{
    session->why.drawing = session->why.weights = UINT64_MAX;
    session->changed = true;
}

void why_ask(struct session *session, int digit, int instead)
{
    struct why *why = &session->why;
    if (why->asked && why->digit == digit && why->instead == instead) {
        why_drop(session);
        return;
    }
    if (!open_explainer(session))
        return;
    why->asked = true;
    why->digit = digit;
    why->instead = instead;
    ask_anew(session);
}

void why_drop(struct session *session)
{
    session->why.asked = session->why.there = session->why.flip = false;
    session->changed = true;
}

void why_choose_method(struct session *session, enum explainer_method method)
{
    session->why.method = method;
    ask_anew(session);
}

void why_search(struct session *session, bool on)
{
    session->why.flip = on;
    ask_anew(session);
}

// Why a digit and not the same: then, why it.
static void ask(struct session *session)
{
    struct why *why = &session->why;
    why->question = (struct explainer_question){
        .digit = why_digit(session),
        .instead = why->instead == why_digit(session) ? -1 : why->instead,
        .method = why->method,
        .flip = why->flip,
        .number = why->question.number + 1,
    };
    why->drawing = session->read_drawings;
    why->weights = session->read_weights;
    const struct explainer_subject subject = {
        session_network(session), &session->operating.steps.ablation,
        (const float(*)[LENET_SIDE])session->reading.activations.input};
    explainer_ask(why->explainer, &why->question, &subject);
}

static void take_answer(struct session *session)
{
    struct why *why = &session->why;
    why->there = why->asked;
    why->answered_drawing =
        why->answer.question.number == why->question.number ? why->drawing : UINT64_MAX;
    session->changed = true;
}

void why_follow(struct session *session)
{
    struct why *why = &session->why;
    if (!why->explainer)
        return;
    if (explainer_take(why->explainer, &why->answer))
        take_answer(session);
    // Asked anew for each of a run's weights, what takes longer would never be worked out.
    bool only_run = session_trains(session) && why->drawing == session->read_drawings &&
                    why->answer.question.number != why->question.number;
    if (why_digit(session) < 0)
        why->there = false;
    else if ((why->drawing != session->read_drawings || why->weights != session->read_weights) &&
             !only_run)
        ask(session);
}

// ---- What it would take -------------------------------------------------------------------------

bool why_apply_flip(struct session *session)
{
    const struct change_flip *flip = &session->why.answer.flip;
    struct normalized changed = session->reading.normalized;
    struct pad_picture picture;
    struct status status = {0};
    if (!why_is_current(session) || flip->count == 0)
        return false;
    change_apply_to_digit(changed.digit, flip);
    if (pad_picture_make_digit(&picture, &changed, &status)) {
        if (pad_put_picture(&session->pad, &picture, &status))
            return true;
        pad_picture_free(&picture);
    }
    questions_error(&session->questions, tr("The changed digit cannot be shown"), &status);
    return false;
}
