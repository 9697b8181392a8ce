// What is asked of the session as a whole, and what several of its parts need.
#include "app/session/state/session.h"
#include "app/language/tr.h"
#include "app/training/data_source.h"
#include "nn/explain/presums.h"
#include <math.h>

void session_set_brush(struct session *session, float brush)
{
    session->settings.brush = fminf(fmaxf(brush, SESSION_BRUSH_MIN), SESSION_BRUSH_MAX);
    session->changed = true;
}

float session_brush_diameter(const struct session *session, bool erasing)
{
    // An eraser as wide as the pen would leave the soft edge of a stroke that it follows.
    return session->settings.brush * PAD_SIDE / 1000 * (erasing ? 1.5f : 1);
}

bool session_trains(const struct session *session)
{
    enum trainer_phase phase = session->progress.phase;
    return phase == TRAINER_LOADING || phase == TRAINER_RUNNING || phase == TRAINER_PAUSED;
}

void session_data_folder(const struct session *session, char folder[PATH_SIZE])
{
    data_source_folder(folder, session->settings.data);
}

bool session_save_settings(struct session *session, struct status *status)
{
    return remembering_save(&session->remembering, &session->settings, status);
}

const struct lenet *session_network(const struct session *session)
{
    const struct operations *steps = &session->operating.steps;
    return steps->painted > 0 ? &steps->lenet : &session->weights;
}

void session_end_operations(struct session *session)
{
    struct operating *operating = &session->operating;
    if (operating->steps.count == 0)
        return;
    if (!operating->steps.none)
        notice_say(
            &session->notice,
            tr("Other weights come into use: what was operated on the ones before has ended."),
            ACTION_NONE, 6);
    operations_clear(&operating->steps);
    operations_apply(&operating->steps, &session->weights);
    operating->there = false;
    session->weights_version++;
    session->changed = true;
}

static void add_up(struct session *session)
{
    if (session->before_sigmoid)
        presums_of(&session->sums, session_network(session), &session->reading.activations);
}

// Which of several digits is to be read: -1, the one with the latest stroke. What was opened begins
// with its first.
static int digit_to_read(const struct session *session, bool drawn)
{
    const struct pad *pad = &session->pad;
    if (!drawn)
        return session->row.count > 0 ? session->row.current : -1;
    enum pad_op_kind latest = pad->done > 0 ? pad->op[pad->done - 1].kind : PAD_CLEAR;
    return latest == PAD_DRAWING || latest == PAD_PICTURE ? 0 : -1;
}

static void read_digit(struct session *session, int digit)
{
    const struct ablation *ablation = &session->operating.steps.ablation;
    const struct calibration *calibration = &session->model_info.calibration;
    const struct lenet *lenet = session_network(session);
    if (session_joins_digits(session))
        digit_row_read_joined(&session->row, &session->reading, lenet, calibration, ablation,
                              &session->pad);
    else
        digit_row_read_pad(&session->row, digit, &session->reading, lenet, calibration, ablation,
                           &session->pad);
    session->read_pad = session->pad.version;
    session->read_weights = session->weights_version;
    add_up(session);
    session->changed = true;
}

void session_read(struct session *session)
{
    bool drawn = session->read_pad != session->pad.version;
    if (!drawn && session->read_weights == session->weights_version)
        return;
    read_digit(session, digit_to_read(session, drawn));
    session->read_drawings += drawn;
}

void session_look_at_digit(struct session *session, int index)
{
    session_read(session);
    if (index < 0 || index >= session->row.count || index == session->row.current)
        return;
    session->read_drawings++;
    read_digit(session, index);
}

bool session_joins_digits(const struct session *session)
{
    return session->joins && session->joined_pad == session->pad.version;
}

void session_join_digits(struct session *session, bool join)
{
    session_read(session);
    session->joins = join;
    session->joined_pad = session->pad.version;
    session->read_drawings++;
    read_digit(session, -1);
}

void session_show_before_sigmoid(struct session *session, bool before)
{
    session->before_sigmoid = before;
    session_read(session); // the weights may be others since
    add_up(session);
    session->changed = true;
}

const struct lenet_activations *session_shown_values(const struct session *session)
{
    return session->before_sigmoid ? &session->sums : &session->reading.activations;
}
