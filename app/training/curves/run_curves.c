// Points of the loss lie at fixed places of an epoch and tell the mean since the point before. A
// checkpoint is written between them, so that it keeps how much the latest point told: else the
// first point of a run that goes on would tell less than it should.
#include "app/training/curves/run_curves.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const int losses_per_epoch = 40;

enum { CURVES = RUN_CURVES_NOTES - 1, NOTE_TOLD = CURVES };

static const char *const note_names[RUN_CURVES_NOTES] = {"note.loss", "note.train", "note.test",
                                                         "note.held", "note.told"};

// ---- As it goes ---------------------------------------------------------------------------------

static bool is_due(const struct train *train, bool epoch_trained)
{
    int every = train_batches_per_epoch(train) / losses_per_epoch;
    return epoch_trained || train_get_state(train)->batch % (every > 0 ? every : 1) == 0;
}

// `seen`: of the present epoch, or all of it at its end, when the state is at the next one's
// beginning.
static bool add_loss(struct run_curves *curves, double epochs, double sum, uint64_t seen)
{
    if (seen <= curves->told_seen)
        return false;
    double loss = (sum - curves->told_sum) / (double)(seen - curves->told_seen);
    curve_add(&curves->loss, (float)epochs, (float)loss);
    curves->told_sum = sum;
    curves->told_seen = seen;
    return true;
}

bool run_curves_add_step(struct run_curves *curves, const struct train *train, size_t items,
                         bool epoch_trained)
{
    const struct train_state *state = train_get_state(train);
    if (!is_due(train, epoch_trained))
        return false;
    if (!epoch_trained)
        return add_loss(curves, state->epoch + (double)state->seen / (double)items, state->loss_sum,
                        state->seen);
    bool added =
        add_loss(curves, state->epoch, train_epoch_loss(train) * (double)items, (uint64_t)items);
    curves->told_sum = 0;
    curves->told_seen = 0;
    return added;
}

// ---- In a checkpoint ----------------------------------------------------------------------------

void run_curves_name(struct checkpoint_note notes[RUN_CURVES_NOTES])
{
    for (int i = 0; i < RUN_CURVES_NOTES; i++)
        notes[i] = (struct checkpoint_note){.name = note_names[i]};
}

void run_curves_write(struct checkpoint_note notes[RUN_CURVES_NOTES], struct run_curves_text *text,
                      const struct run_curves *curves)
{
    const struct curve *const listed[CURVES] = {&curves->loss, &curves->train, &curves->test,
                                                &curves->held};
    uint64_t bits;
    run_curves_name(notes);
    for (int i = 0; i < CURVES; i++) {
        curve_write(text->curve[i], listed[i]);
        notes[i].text = text->curve[i];
    }
    memcpy(&bits, &curves->told_sum, sizeof bits);
    int used =
        snprintf(text->told, sizeof text->told, "%016" PRIx64 " %" PRIu64, bits, curves->told_seen);
    if (curves->items > 0)
        snprintf(text->told + used, sizeof text->told - (size_t)used, " %" PRIu64, curves->items);
    notes[NOTE_TOLD].text = text->told;
}

// Earlier versions told all that they had seen, and not how many an epoch has.
static void read_told(struct run_curves *curves, const char *text, const struct train_state *state)
{
    uint64_t bits = 0, seen = 0, items = 0;
    double sum = 0;
    bool read =
        text && sscanf(text, "%16" SCNx64 " %" SCNu64 " %" SCNu64, &bits, &seen, &items) >= 2;
    memcpy(&sum, &bits, sizeof sum);
    read = read && isfinite(sum) && sum >= 0 && seen <= state->seen;
    curves->told_sum = read ? sum : state->loss_sum;
    curves->told_seen = read ? seen : state->seen;
    curves->items = read && items >= state->seen && items <= TRAIN_IMAGES_MOST ? items : 0;
}

void run_curves_read(struct run_curves *curves,
                     const struct checkpoint_note notes[RUN_CURVES_NOTES],
                     const struct train_state *state)
{
    struct curve *const listed[CURVES] = {&curves->loss, &curves->train, &curves->test,
                                          &curves->held};
    for (int i = 0; i < CURVES; i++)
        curve_read(listed[i], notes[i].text ? notes[i].text : "");
    read_told(curves, notes[NOTE_TOLD].text, state);
}
