// What is asked of the session as a whole, and what several of its parts need.
#include "app/session/state/session.h"
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
        notice_say(&session->notice,
                   "Other weights come into use: what was operated on the ones before has ended.",
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

void session_read(struct session *session)
{
    const struct ablation *ablation = &session->operating.steps.ablation;
    const struct calibration *calibration = &session->model_info.calibration;
    struct reading *reading = &session->reading;
    if (session->read_pad == session->pad.version &&
        session->read_weights == session->weights_version)
        return;
    reading_of_pad(reading, session_network(session), calibration, &session->pad);
    if (!ablation_is_none(ablation)) {
        ablation_forward(&reading->activations, session_network(session), ablation);
        reading_of_logits(reading, calibration);
    }
    session->read_pad = session->pad.version;
    session->read_weights = session->weights_version;
    add_up(session);
    session->changed = true;
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
