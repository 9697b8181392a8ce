// A run that fails does so silently: its curve stays high, and nothing says why. So every run is
// looked into as it goes, whether anybody looks at the curves or not.
#include "app/session/health.h"

#include "app/base/clock.h"
#include "app/session/weights/fine_tuning.h"

#include <math.h>
#include <stdio.h>

static const double pause_seconds = 0.5; // between two questions while a run goes on

static void forget(struct session *session)
{
    struct health *health = &session->health;
    health->run = session->progress.run;
    health->left_out = health->waits = health->there = false;
    health->failure = (struct status){0};
    health->diagnosis = (struct diagnosis){0};
}

// What was asked about other weights than those that are shown is of no use any more.
static void turn(struct session *session)
{
    struct health *health = &session->health;
    const struct looking_back *looking = &session->looking;
    if (looking->there == health->past && (!looking->there || looking->step == health->step))
        return;
    health->past = looking->there;
    health->step = looking->step;
    health->waits = health->there = false;
    health->generation = 0; // those of now are asked about anew, and at once
    health->asked_at = 0;
}

static bool open_checkup(struct session *session)
{
    struct health *health = &session->health;
    // Without memory for it a run goes on all the same, and this is tried again after a pause.
    if (health->checkup ||
        checkup_open(&health->checkup, session->wake, session->wake_context, &health->failure))
        return true;
    health->asked_at = clock_seconds();
    session->changed = true;
    return false;
}

static bool is_due(const struct session *session)
{
    const struct health *health = &session->health;
    const struct trainer_progress *progress = &session->progress;
    if (progress->batches == 0 || health->waits)
        return false;
    bool rested = clock_seconds() >= health->asked_at + pause_seconds;
    if (health->past)
        return !health->there && rested;
    if (progress->phase == TRAINER_PAST)
        return false; // of its end only what its record tells is known
    if (progress->generation == health->generation)
        return false;
    bool at_once = progress->phase != TRAINER_RUNNING && health->failure.code == STATUS_OK;
    return at_once || rested;
}

static void ask(struct session *session)
{
    struct health *health = &session->health;
    struct checkup_question *question = checkup_begin(health->checkup);
    question->number = ++health->asked;
    snprintf(question->data, PATH_SIZE, "%s", session->progress.data);
    if (health->past)
        question->weights = session->looking.moment.state.average;
    else
        trainer_snapshot(session->trainer, &question->weights, &health->generation);
    checkup_ask(health->checkup);
    health->waits = true;
    health->asked_at = clock_seconds();
}

static void take_answer(struct session *session)
{
    struct health *health = &session->health;
    if (!health->checkup || !checkup_take(health->checkup, &health->answer) || !health->waits ||
        health->answer.number != health->asked)
        return;
    health->waits = false;
    health->failure = health->answer.failure;
    health->there = health->failure.code == STATUS_OK;
    session->changed = true;
}

// The weights of a run that has diverged are not shown any more: its end tells.
static bool has_diverged(const struct trainer_progress *progress)
{
    return progress->phase == TRAINER_FAILED && progress->batches > 0 &&
           progress->failure.code == STATUS_BAD_DATA;
}

// Of a moment that is looked back at, its layers are known, and how well it reads is not.
static void diagnose(struct session *session)
{
    const struct trainer_progress *progress = &session->progress;
    const struct diagnosis_facts past = {
        .stats = health_stats(session), .loss = NAN, .train_error = NAN, .test_error = NAN};
    const struct diagnosis_facts now = {
        .stats = health_stats(session),
        .diverged = has_diverged(progress),
        .seen = progress->seen,
        .loss = progress->loss,
        .train_error = progress->train_error,
        .test_error = progress->test_error,
    };
    diagnosis_make(&session->health.diagnosis, session->health.past ? &past : &now);
}

void health_follow(struct session *session)
{
    struct health *health = &session->health;
    if (session->progress.run != health->run)
        forget(session);
    turn(session);
    take_answer(session);
    health->left_out = health->left_out || fine_tuning_runs(session);
    if (health->left_out || session->progress.batches == 0)
        return;
    if (is_due(session) && open_checkup(session))
        ask(session);
    diagnose(session);
}

const struct layer_stats *health_stats(const struct session *session)
{
    return session->health.there ? &session->health.answer.stats : NULL;
}

const struct status *health_failure(const struct session *session)
{
    const struct health *health = &session->health;
    return health->failure.code == STATUS_OK ? NULL : &health->failure;
}

const struct diagnosis *health_diagnosis(const struct session *session)
{
    return &session->health.diagnosis;
}
