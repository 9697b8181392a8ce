// The limits were chosen by measuring: each lies between what runs that learn well have (the recipe
// of the shipped weights, at its beginning and at its end, and the plain one of 1998) and what runs
// have that were made to fail, with room to both sides. In brackets: the worst of the good ones,
// and the best of the bad ones.
#include "app/explain/diagnosis.h"

#include "app/base/amount.h"
#include "app/language/tr.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

static const float loss_of_overshooting = 0.11f;  // (0.091, 0.115); 0.09 is that of blind guessing
static const double loss_of_bad_digits = 0.095;   // of those of the stats, so that no few count
static const float weights_of_explosion = 20;     // rms of a layer (3.2, 31)
static const float saturation = 0.75f;            // share of a layer's values (0.51, 0.84)
static const float vanished = 4e-5f;              // error in C1 by that in OUTPUT (0.01, 0.00002)
static const float nothing_to_vanish = 1e-12f;    // error in OUTPUT, of digits read without one
static const float death = 0.5f;                  // share of a layer's maps or units (0, 0.9)
static const float gap = 0.05f, gap_by_train = 2; // test error of a run that learns by heart
static const float loss_of_guessing = 0.085f;     // (0.05, 0.09)
static const double patience = 30000;             // digits until something must have been learnt
static const float error_of_guessing = 0.8f;

static void warn(struct diagnosis *diagnosis, enum diagnosis_kind kind, enum lenet_layer_id layer,
                 const char *title, const char *format, ...) __attribute__((format(printf, 5, 6)));

static void warn(struct diagnosis *diagnosis, enum diagnosis_kind kind, enum lenet_layer_id layer,
                 const char *title, const char *format, ...)
{
    struct diagnosis_warning *warning = &diagnosis->warning[diagnosis->count++];
    va_list arguments;
    warning->kind = kind;
    warning->layer = layer;
    snprintf(warning->title, sizeof warning->title, "%s", tr(title));
    va_start(arguments, format);
    tr_vprint(warning->text, sizeof warning->text, format, arguments);
    va_end(arguments);
}

// Layers of maps have maps, the others units.
static const char *parts_of(enum lenet_layer_id id)
{
    return lenet_layers[id].side > 1 ? tr("maps") : tr("units");
}

// ---- The layers ---------------------------------------------------------------------------------

typedef float measure(const struct layer_stats_layer *layer);

static float weights_in(const struct layer_stats_layer *layer)
{
    return layer->weight_rms;
}

static float saturated_in(const struct layer_stats_layer *layer)
{
    return layer->saturated;
}

static float dead_in(const struct layer_stats_layer *layer)
{
    return layer->dead;
}

// The layer, up to `last`, with the most of it.
static enum lenet_layer_id worst(const struct layer_stats *stats, measure *of,
                                 enum lenet_layer_id last)
{
    enum lenet_layer_id found = LENET_C1;
    for (int i = LENET_C1; i <= (int)last; i++)
        if (of(&stats->layer[i]) > of(&stats->layer[found]))
            found = (enum lenet_layer_id)i;
    return found;
}

static void find_explosion(struct diagnosis *diagnosis, const struct diagnosis_facts *facts)
{
    const char *title = TR("Exploding"), *remedy = tr("Start again with a lower rate.");
    const struct layer_stats *stats = facts->stats;
    if (facts->diverged || (stats && !stats->finite)) {
        warn(diagnosis, DIAGNOSIS_EXPLODING, LENET_INPUT, title,
             TR("The weights have grown so large that nothing can be computed with them any more, "
                "and "
                "there is no way back. %s"),
             remedy);
        return;
    }
    enum lenet_layer_id at = stats ? worst(stats, weights_in, LENET_OUTPUT) : LENET_INPUT;
    if (stats && stats->layer[at].weight_rms > weights_of_explosion)
        warn(
            diagnosis, DIAGNOSIS_EXPLODING, at, title,
            TR("The weights of %s have grown to %.0f on average, where below 4 is usual: each step "
               "overshoots, and the next one more so. %s"),
            lenet_layers[at].name, (double)stats->layer[at].weight_rms, remedy);
    else if (facts->loss > loss_of_overshooting && stats && stats->loss > loss_of_bad_digits)
        warn(
            diagnosis, DIAGNOSIS_EXPLODING, LENET_INPUT, title,
            TR("The loss is %.3f, and blind guessing would have 0.09: the steps overshoot, so that "
               "the network is sure of what is wrong. %s"),
            (double)facts->loss, remedy);
}

static void find_saturation(struct diagnosis *diagnosis, const struct layer_stats *stats)
{
    enum lenet_layer_id at = worst(stats, saturated_in, LENET_F6);
    if (stats->layer[at].saturated < saturation)
        return;
    warn(diagnosis, DIAGNOSIS_SATURATED, at, TR("Saturated"),
         TR("%.0f%% of the values of %s are all but 0 or 1. There a sigmoid is flat: it lets "
            "almost no "
            "error through, and the layers before it stop learning. A lower rate, or smaller first "
            "weights, keep values where the sigmoid is steep."),
         100 * (double)stats->layer[at].saturated, lenet_layers[at].name);
}

static void find_vanishing(struct diagnosis *diagnosis, const struct layer_stats *stats)
{
    float output = stats->layer[LENET_OUTPUT].error_rms, first = stats->layer[LENET_C1].error_rms;
    if (output < nothing_to_vanish || first >= vanished * output)
        return;
    warn(diagnosis, DIAGNOSIS_VANISHING, LENET_C1, TR("Vanishing gradients"),
         TR("Of the error at the output %s arrives in C1: each layer on the way makes it smaller. "
            "The "
            "first layers hardly learn. First weights that are scaled to the size of each layer "
            "help."),
         first * 1e6f < output ? tr("less than a millionth") : tr("less than a ten-thousandth"));
}

static void find_dead(struct diagnosis *diagnosis, const struct layer_stats *stats)
{
    enum lenet_layer_id at = worst(stats, dead_in, LENET_F6);
    int parts = lenet_layers[at].maps;
    int dead = (int)lroundf(stats->layer[at].dead * (float)parts);
    if (stats->layer[at].dead < death)
        return;
    warn(
        diagnosis, DIAGNOSIS_DEAD, at, TR("Dead"),
        TR("%d of the %d %s of %s have the same value whatever the digit: they tell the next layer "
           "nothing. A lower rate, or first weights that are scaled to the size of each layer, "
           "keep "
           "them alive."),
        dead, parts, parts_of(at), lenet_layers[at].name);
}

// ---- How well it reads --------------------------------------------------------------------------

static void find_memorising(struct diagnosis *diagnosis, const struct diagnosis_facts *facts)
{
    double train = amount_percent_of((double)facts->train_error),
           test = amount_percent_of((double)facts->test_error);
    if (!(facts->test_error > gap + gap_by_train * facts->train_error))
        return;
    if (facts->test_error >= error_of_guessing)
        warn(
            diagnosis, DIAGNOSIS_MEMORISING, LENET_INPUT, TR("Learning by heart"),
            TR("It misreads %.1f%% of the digits that it learns, but %.1f%% of the test digits, as "
               "many as by guessing: it learns each digit's label by heart. Do the labels belong "
               "to "
               "the digits?"),
            train, test);
    else
        warn(
            diagnosis, DIAGNOSIS_MEMORISING, LENET_INPUT, TR("Memorising"),
            TR("It misreads %.1f%% of the digits that it learns, but %.1f%% of the test digits: it "
               "learns these digits by heart, not what makes a digit. More digits help, or "
               "distorting them."),
            train, test);
}

static bool found(const struct diagnosis *diagnosis, enum diagnosis_kind kind)
{
    for (int i = 0; i < diagnosis->count; i++)
        if (diagnosis->warning[i].kind == kind)
            return true;
    return false;
}

static void find_nothing(struct diagnosis *diagnosis, const struct diagnosis_facts *facts)
{
    // Those come of something else, and of that nothing is learnt.
    if (found(diagnosis, DIAGNOSIS_EXPLODING) || found(diagnosis, DIAGNOSIS_SATURATED) ||
        found(diagnosis, DIAGNOSIS_VANISHING) || facts->seen < patience ||
        !(facts->loss > loss_of_guessing))
        return;
    char seen[AMOUNT_SIZE];
    amount_count(seen, (uint64_t)facts->seen);
    warn(
        diagnosis, DIAGNOSIS_NOTHING, LENET_INPUT, TR("Learning nothing"),
        TR("%s digits were seen, and the loss is %.3f, still that of guessing, though errors reach "
           "every layer. Then the labels have nothing to do with the digits, or the rate is far "
           "too "
           "low."),
        seen, (double)facts->loss);
}

void diagnosis_make(struct diagnosis *diagnosis, const struct diagnosis_facts *facts)
{
    *diagnosis = (struct diagnosis){0};
    find_explosion(diagnosis, facts);
    if (facts->stats && facts->stats->finite) {
        find_saturation(diagnosis, facts->stats);
        find_vanishing(diagnosis, facts->stats);
        find_dead(diagnosis, facts->stats);
    }
    find_memorising(diagnosis, facts);
    find_nothing(diagnosis, facts);
}
