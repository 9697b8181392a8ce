// The step itself is worked out whole when it begins (nn/explain/one_step.h): to go on a stage, or
// back, only shows more or less of it.
#include "app/session/step/slow_motion.h"

#include "app/language/tr.h"
#include "nn/explain/presums.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct slow_motion_stage stages[SLOW_MOTION_STAGES] = {
    {SLOW_MOTION_FORWARD, LENET_C1},      {SLOW_MOTION_FORWARD, LENET_S2},
    {SLOW_MOTION_FORWARD, LENET_C3},      {SLOW_MOTION_FORWARD, LENET_S4},
    {SLOW_MOTION_FORWARD, LENET_C5},      {SLOW_MOTION_FORWARD, LENET_F6},
    {SLOW_MOTION_FORWARD, LENET_OUTPUT},  {SLOW_MOTION_SOFTMAX, LENET_OUTPUT},
    {SLOW_MOTION_LOSS, LENET_OUTPUT},     {SLOW_MOTION_BACK, LENET_OUTPUT},
    {SLOW_MOTION_BACK, LENET_F6},         {SLOW_MOTION_BACK, LENET_C5},
    {SLOW_MOTION_BACK, LENET_S4},         {SLOW_MOTION_BACK, LENET_C3},
    {SLOW_MOTION_BACK, LENET_S2},         {SLOW_MOTION_BACK, LENET_C1},
    {SLOW_MOTION_GRADIENT, LENET_OUTPUT}, {SLOW_MOTION_UPDATE, LENET_OUTPUT},
    {SLOW_MOTION_AFTER, LENET_OUTPUT},
};

// Of the next step. A run's rate is shared by the images of a batch: of 32, each has about a tenth
// of this.
static const float first_rate = 0.1f;

// ---- The step -----------------------------------------------------------------------------------

static bool is_known(const struct session *session)
{
    return session->digit_note[0] && session->digit_pad == session->pad.version &&
           session->shown_digit.label >= 0;
}

// `weights` may be those that the step has made, `values` its own.
static void run(struct session *session, const struct lenet *weights,
                const struct lenet_activations *values, int label)
{
    struct slow_motion *slow = &session->slow_motion;
    one_step_run(slow->step, weights, slow->ablation, (const float(*)[LENET_SIDE])values->input,
                 label, slow->rate);
    if (slow->losses == SLOW_MOTION_LOSSES)
        memmove(slow->loss, slow->loss + 1, (size_t)--slow->losses * sizeof *slow->loss);
    slow->loss[slow->losses++] = slow->step->loss;
    session->changed = true;
}

// The first step with what is drawn and what is in use.
static void start(struct session *session)
{
    struct slow_motion *slow = &session->slow_motion;
    bool known = is_known(session);
    slow->label_from = known ? SLOW_MOTION_KNOWN : SLOW_MOTION_READ;
    *slow->ablation = session->operating.steps.ablation;
    slow->drawing = session->read_drawings;
    slow->weights = session->read_weights;
    slow->of_run = session_trains(session);
    slow->steps = slow->losses = 0;
    run(session, session_network(session), &session->reading.activations,
        known ? session->shown_digit.label : session->reading.best);
}

static bool make_room(struct slow_motion *slow)
{
    if (!slow->step)
        slow->step = calloc(1, sizeof *slow->step);
    if (!slow->ablation)
        slow->ablation = calloc(1, sizeof *slow->ablation);
    if (!slow->sums)
        slow->sums = calloc(1, sizeof *slow->sums);
    return slow->step && slow->ablation && slow->sums;
}

void slow_motion_begin(struct session *session)
{
    struct slow_motion *slow = &session->slow_motion;
    session_read(session);
    if (session->reading.empty) {
        notice_say(&session->notice, tr("Draw a digit, and a step is taken with it."), ACTION_NONE,
                   4);
        return;
    }
    if (!make_room(slow)) {
        notice_say(&session->notice, tr("There is no memory for a step."), ACTION_NONE, 4);
        return;
    }
    slow->on = true;
    slow->stage = 0;
    slow->row = slow->column = -1;
    if (slow->rate == 0)
        slow->rate = first_rate;
    start(session);
}

void slow_motion_end(struct session *session)
{
    session->slow_motion.on = false;
    session->changed = true;
}

void slow_motion_free(struct slow_motion *slow_motion)
{
    free(slow_motion->step);
    free(slow_motion->ablation);
    free(slow_motion->sums);
}

static bool is_after(const struct session *session)
{
    return slow_motion_at(session).kind == SLOW_MOTION_AFTER;
}

void slow_motion_follow(struct session *session)
{
    struct slow_motion *slow = &session->slow_motion;
    if (!slow->on)
        return;
    if (session->reading.empty)
        slow_motion_end(session);
    else if (slow->drawing != session->read_drawings)
        start(session);
    if (slow->on && session->before_sigmoid)
        presums_of(slow->sums, is_after(session) ? &slow->step->after : &slow->step->weights,
                   is_after(session) ? &slow->step->activations_after : &slow->step->activations);
}

// ---- Stages -------------------------------------------------------------------------------------

static void go_on(struct session *session, int stage)
{
    struct slow_motion *slow = &session->slow_motion;
    slow->steps++;
    slow->stage = stage;
    run(session, &slow->step->after, &slow->step->activations, slow->step->label);
}

void slow_motion_next(struct session *session)
{
    struct slow_motion *slow = &session->slow_motion;
    if (slow->stage == SLOW_MOTION_STAGES - 1)
        go_on(session, 0);
    else
        slow->stage++;
    session->changed = true;
}

void slow_motion_back(struct session *session)
{
    struct slow_motion *slow = &session->slow_motion;
    slow->stage -= slow->stage > 0;
    session->changed = true;
}

// At the stage where one sees what the first step did, that is the second one.
void slow_motion_again(struct session *session)
{
    struct slow_motion *slow = &session->slow_motion;
    if (slow->stage == SLOW_MOTION_STAGES - 1)
        go_on(session, slow->stage);
    slow->stage = SLOW_MOTION_STAGES - 1;
    session->changed = true;
}

void slow_motion_choose_label(struct session *session, int label)
{
    struct slow_motion *slow = &session->slow_motion;
    slow->label_from = SLOW_MOTION_CHOSEN;
    slow->losses = 0; // of another label
    run(session, &slow->step->weights, &slow->step->activations, label);
}

void slow_motion_choose_rate(struct session *session, float rate)
{
    struct slow_motion *slow = &session->slow_motion;
    slow->rate = rate;
    one_step_update(slow->step, slow->ablation, rate);
    session->changed = true;
}

void slow_motion_take_weight(struct session *session, int row, int column)
{
    session->slow_motion.row = row;
    session->slow_motion.column = column;
    session->changed = true;
}

struct slow_motion_stage slow_motion_at(const struct session *session)
{
    return stages[session->slow_motion.stage];
}

bool slow_motion_is_apart(const struct session *session)
{
    return session->slow_motion.of_run || session->slow_motion.weights != session->read_weights;
}

// ---- What the figure shows ----------------------------------------------------------------------

enum slow_motion_shown slow_motion_shows(const struct session *session, enum lenet_layer_id layer)
{
    struct slow_motion_stage stage = slow_motion_at(session);
    if (stage.kind == SLOW_MOTION_FORWARD && layer > stage.layer)
        return SLOW_MOTION_NOTHING;
    bool back = stage.kind >= SLOW_MOTION_BACK && stage.kind <= SLOW_MOTION_UPDATE;
    bool reached = stage.kind != SLOW_MOTION_BACK || layer >= stage.layer;
    return back && reached && layer != LENET_INPUT ? SLOW_MOTION_ERRORS : SLOW_MOTION_VALUES;
}

bool slow_motion_shows_logits(const struct session *session)
{
    return session->before_sigmoid || slow_motion_at(session).kind == SLOW_MOTION_FORWARD ||
           slow_motion_shows(session, LENET_OUTPUT) == SLOW_MOTION_ERRORS;
}

const float *slow_motion_values(const struct session *session, enum lenet_layer_id layer)
{
    const struct one_step *step = session->slow_motion.step;
    const struct lenet_activations *values =
        is_after(session) ? &step->activations_after : &step->activations;
    bool errors = slow_motion_shows(session, layer) == SLOW_MOTION_ERRORS;
    if (errors)
        values = session->before_sigmoid ? &step->error_before : &step->error;
    else if (session->before_sigmoid)
        values = session->slow_motion.sums;
    if (layer == LENET_OUTPUT && slow_motion_shows_logits(session))
        return values->logits;
    return lenet_layer_values(values, layer);
}

// ---- What is looked at --------------------------------------------------------------------------

static struct terms_cell largest_cell(const struct session *session, enum lenet_layer_id layer)
{
    const struct lenet_layer *shape = &lenet_layers[layer];
    const float *value = slow_motion_values(session, layer);
    int side = shape->side, largest = 0;
    for (int i = 1; i < shape->maps * side * side; i++)
        if (fabsf(value[i]) > fabsf(value[largest]))
            largest = i;
    return (struct terms_cell){layer, largest / (side * side), largest / side % side,
                               largest % side};
}

struct terms_cell slow_motion_cell(const struct session *session,
                                   const struct terms_cell *looked_at)
{
    enum lenet_layer_id layer = slow_motion_at(session).layer;
    const struct pin *pin = &session->pin;
    if (looked_at && looked_at->layer == layer)
        return *looked_at;
    return pin->held && pin->cell.layer == layer ? pin->cell : largest_cell(session, layer);
}

// ---- The kernel ---------------------------------------------------------------------------------

static const float *gradient_from(const struct session *session, size_t first)
{
    return lenet_parameters(&session->slow_motion.step->gradient) + first;
}

static int count_of(enum lenet_layer_id layer)
{
    static const int count[LENET_LAYERS] = {
        [LENET_C1] = 25, [LENET_S2] = 1,   [LENET_C3] = 25,    [LENET_S4] = 1,
        [LENET_C5] = 25, [LENET_F6] = 120, [LENET_OUTPUT] = 84};
    return count[layer];
}

static float largest_gradient(const struct session *session, size_t first, int count, int *at)
{
    const float *gradient = gradient_from(session, first);
    int largest = 0;
    for (int i = 1; i < count; i++)
        if (fabsf(gradient[i]) > fabsf(gradient[largest]))
            largest = i;
    if (at)
        *at = largest;
    return fabsf(gradient[largest]);
}

// Of a map of C1, C3 or C5: the map below whose kernel is unfolded, else the one with the largest
// gradient.
static int from_map(const struct session *session, struct terms_cell cell)
{
    const struct pin *pin = &session->pin;
    int maps = lenet_layers[cell.layer - 1].maps, from = 0;
    if (cell.layer != LENET_C1 && cell.layer != LENET_C3 && cell.layer != LENET_C5)
        return 0;
    if (pin->held && pin->open >= 0 && pin->open < maps)
        return pin->open;
    float most = -1;
    for (int m = 0; m < maps; m++) {
        size_t first = one_step_weight_index((struct one_step_weight){cell, m, 0, 0});
        float largest = largest_gradient(session, first, 25, NULL);
        from = largest > most ? m : from;
        most = fmaxf(largest, most);
    }
    return from;
}

// Without a pin, that of C1 with the largest gradient: its inputs are pixels.
static struct terms_cell kernel_cell(const struct session *session)
{
    struct terms_cell cell = session->pin.cell;
    if (session->pin.held && cell.layer != LENET_INPUT)
        return cell;
    cell = (struct terms_cell){LENET_C1, 0, 0, 0};
    int at;
    largest_gradient(session, 0, 6 * 25, &at);
    cell.map = at / 25;
    return cell;
}

// The weight with the largest gradient but `rank` others.
static int at_rank(const struct session *session, size_t first, int count, int rank)
{
    const float *gradient = gradient_from(session, first);
    for (int i = 0; i < count; i++) {
        int larger = 0;
        for (int j = 0; j < count; j++)
            larger += fabsf(gradient[j]) > fabsf(gradient[i]) ||
                      (fabsf(gradient[j]) == fabsf(gradient[i]) && j < i);
        if (larger == rank)
            return i;
    }
    return 0;
}

struct slow_motion_kernel slow_motion_kernel(const struct session *session)
{
    const struct slow_motion *slow = &session->slow_motion;
    struct terms_cell cell = kernel_cell(session);
    struct slow_motion_kernel kernel = {.weight = {cell, from_map(session, cell), 0, 0},
                                        .count = count_of(cell.layer)};
    kernel.first = one_step_weight_index(kernel.weight);
    if (kernel.count > 25)
        kernel.weight.from = at_rank(session, kernel.first, kernel.count,
                                     slow->row < 0 ? 0 : slow->row % kernel.count);
    if (kernel.count != 25)
        return kernel;
    int at = slow->row * 5 + slow->column;
    if (slow->row < 0 || slow->row > 4 || slow->column < 0)
        largest_gradient(session, kernel.first, 25, &at);
    kernel.weight.row = at / 5;
    kernel.weight.column = at % 5;
    return kernel;
}
