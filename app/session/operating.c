// Everything is a step of one list that is replayed (state/operations.h); here it is told what the
// window knows: cells, kernels, gestures, and which of drawing and operating was done last.
#include "app/session/operating.h"
#include "app/language/tr.h"
#include "nn/net/places.h"
#include <stdio.h>
#include <string.h>

bool operating_is(const struct session *session)
{
    return !session->operating.steps.none;
}

// ---- Steps --------------------------------------------------------------------------------------

static void work_out(struct session *session)
{
    operations_apply(&session->operating.steps, &session->weights);
    session->weights_version++;
    session->changed = true;
}

// The steps, or what they mean, have changed.
static void apply(struct session *session)
{
    session->operating.changes++;
    work_out(session);
}

static void add(struct session *session, struct operation *step, bool merge)
{
    struct status status = {0};
    step->drawing = session->pad.done;
    if (operations_add(&session->operating.steps, step, merge, &status))
        apply(session);
    else
        questions_error(&session->questions, tr("Nothing more can be operated"), &status);
}

// The step that holds and was made last, if a new one of the kind can be the same gesture.
static const struct operation *latest(const struct session *session, enum operation_kind kind)
{
    const struct operations *steps = &session->operating.steps;
    const struct operation *step = steps->done > 0 ? &steps->list[steps->done - 1] : NULL;
    return step && step->kind == kind && step->drawing == session->pad.done ? step : NULL;
}

bool operating_can_silence(struct terms_cell cell)
{
    return cell.layer >= LENET_C1 && cell.layer <= LENET_F6;
}

bool operating_silences(const struct session *session, struct terms_cell cell)
{
    return operating_can_silence(cell) &&
           ablation_silences(&session->operating.steps.ablation, cell);
}

void operating_toggle(struct session *session, struct terms_cell cell)
{
    if (!operating_can_silence(cell))
        return;
    struct operation step = {
        .kind = operating_silences(session, cell) ? OPERATION_RESTORE : OPERATION_SILENCE,
        .cell = cell,
    };
    add(session, &step, false);
}

void operating_set_noise(struct session *session, enum lenet_layer_id layer, float deviation,
                         bool same_gesture)
{
    struct operation step = {.kind = OPERATION_NOISE, .cell = {.layer = layer}, .noise = deviation};
    const struct operation *before = latest(session, OPERATION_NOISE);
    if (session->operating.steps.ablation.noise[layer] != deviation)
        add(session, &step, same_gesture && before && before->cell.layer == layer);
}

void operating_heal_all(struct session *session)
{
    struct operation step = {.kind = OPERATION_HEAL};
    if (operating_is(session))
        add(session, &step, false);
}

// ---- Kernels ------------------------------------------------------------------------------------

bool operating_has_kernels(enum lenet_layer_id layer)
{
    return layer == LENET_C1 || layer == LENET_C3 || layer == LENET_C5;
}

bool operating_kernel_of(struct operating_kernel *kernel, struct terms_cell cell, int from_map)
{
    const struct lenet_place *place = &lenet_places[cell.layer];
    if (!operating_has_kernels(cell.layer))
        return false;
    size_t kernels = (size_t)(cell.map * place->inputs + from_map);
    kernel->first = place->weight + kernels * OPERATION_WEIGHTS;
    return true;
}

const float *operating_kernel_weights(const struct session *session, struct operating_kernel kernel)
{
    return (const float *)session_network(session) + kernel.first;
}

bool operating_kernel_is_painted(const struct session *session, struct operating_kernel kernel)
{
    return memcmp(operating_kernel_weights(session, kernel),
                  (const float *)&session->weights + kernel.first,
                  OPERATION_WEIGHTS * sizeof(float)) != 0;
}

// A step that has the kernel as it is.
static struct operation begin_painting(const struct session *session,
                                       struct operating_kernel kernel)
{
    struct operation step = {
        .kind = OPERATION_PAINT, .first = kernel.first, .count = OPERATION_WEIGHTS};
    memcpy(step.weight, operating_kernel_weights(session, kernel), sizeof step.weight);
    return step;
}

void operating_paint(struct session *session, struct operating_kernel kernel, int row, int column,
                     float weight, bool same_gesture)
{
    struct operation step = begin_painting(session, kernel);
    const struct operation *before = latest(session, OPERATION_PAINT);
    float *cell = &step.weight[row * 5 + column];
    if (*cell == weight)
        return;
    *cell = weight;
    add(session, &step, same_gesture && before && before->first == kernel.first);
}

void operating_negate(struct session *session, struct operating_kernel kernel)
{
    struct operation step = begin_painting(session, kernel);
    for (int i = 0; i < OPERATION_WEIGHTS; i++)
        step.weight[i] = -step.weight[i];
    add(session, &step, false);
}

void operating_zero(struct session *session, struct operating_kernel kernel)
{
    struct operation step = begin_painting(session, kernel);
    memset(step.weight, 0, sizeof step.weight);
    add(session, &step, false);
}

// ---- One way back -------------------------------------------------------------------------------

// Whether the latest thing that was done is an operation, not something drawn.
static bool operated_last(const struct session *session)
{
    const struct operations *steps = &session->operating.steps;
    return steps->done > 0 && (steps->list[steps->done - 1].drawing >= session->pad.done ||
                               !pad_can_undo(&session->pad));
}

// Whether the first thing that was taken back is an operation; none is, once something was drawn
// instead.
static bool operates_next(const struct session *session)
{
    const struct operations *steps = &session->operating.steps;
    return steps->done < steps->count && steps->begun == session->pad.begun &&
           steps->list[steps->done].drawing <= session->pad.done;
}

bool operating_can_undo(const struct session *session)
{
    return operated_last(session) || pad_can_undo(&session->pad);
}

bool operating_can_redo(const struct session *session)
{
    return operates_next(session) || pad_can_redo(&session->pad);
}

void operating_undo(struct session *session)
{
    if (!operated_last(session)) {
        pad_undo(&session->pad);
        return;
    }
    struct operations *steps = &session->operating.steps;
    if (steps->begun != session->pad.begun)
        steps->count = steps->done;
    steps->begun = session->pad.begun;
    steps->done--;
    apply(session);
}

void operating_redo(struct session *session)
{
    if (!operates_next(session)) {
        pad_redo(&session->pad);
        return;
    }
    session->operating.steps.done++;
    apply(session);
}

// ---- A test set ---------------------------------------------------------------------------------

static bool open_tester(struct session *session)
{
    struct status status = {0};
    if (session->operating.tester ||
        tester_open(&session->operating.tester, session->wake, session->wake_context, &status))
        return true;
    questions_error(&session->questions, tr("No test set can be read"), &status);
    return false;
}

static void ask(struct session *session)
{
    struct operating *operating = &session->operating;
    struct tester_question *question = tester_begin(operating->tester);
    question->number = session->weights_version;
    question->whole = session->weights;
    question->operated = *session_network(session);
    question->ablation = operating->steps.ablation;
    session_data_folder(session, question->data);
    tester_ask(operating->tester);
    operating->waits = true;
}

// The mean came, or is another one, since the weights are.
static void take_mean(struct session *session)
{
    struct operations *steps = &session->operating.steps;
    const struct lenet_activations *mean = &session->operating.tested.mean;
    bool first = !steps->mean_there;
    if (!first && memcmp(&steps->mean, mean, sizeof *mean) == 0)
        return;
    steps->mean = *mean;
    steps->mean_there = true;
    if (steps->to_mean && steps->ablation.silenced_count > 0)
        (first ? apply : work_out)(session); // what was counted before was silenced to 0
}

static void take_answer(struct session *session)
{
    struct operating *operating = &session->operating;
    operating->waits = false;
    operating->there = true;
    session->changed = true;
    if (operating->tested.failure.code == STATUS_OK)
        take_mean(session);
}

// A run has new weights all the time: of those, one set an epoch is read, which costs it little.
static bool is_asked(const struct session *session)
{
    const struct operating *operating = &session->operating;
    bool same_epoch = session_trains(session) && operating->asked_epoch == session->progress.epoch;
    return operating->asked == session->weights_version ||
           (same_epoch && operating->asked_changes == operating->changes);
}

void operating_follow(struct session *session)
{
    struct operating *operating = &session->operating;
    if (operating->tester && tester_take(operating->tester, &operating->tested))
        take_answer(session);
    bool wanted =
        operating_is(session) || (operating->steps.to_mean && !operating->steps.mean_there);
    // One question at a time, so that there are answers while one paints.
    if (!wanted || operating->waits || is_asked(session))
        return;
    operating->asked = session->weights_version; // also where that fails, which is said once
    operating->asked_changes = operating->changes;
    operating->asked_epoch = session->progress.epoch;
    if (open_tester(session))
        ask(session);
}

void operating_choose_mean(struct session *session, bool to_mean)
{
    if (session->operating.steps.to_mean == to_mean)
        return;
    session->operating.steps.to_mean = to_mean;
    apply(session);
}

bool operating_is_tested(const struct session *session)
{
    const struct operating *operating = &session->operating;
    return operating->there && operating->tested.number == operating->asked && is_asked(session);
}

// ---- In words -----------------------------------------------------------------------------------

static int count_silenced(const struct session *session, enum lenet_layer_id layer, bool maps)
{
    const struct lenet_layer *shape = &lenet_layers[layer];
    int count = 0;
    for (int map = 0; map < shape->maps; map++) {
        struct terms_cell cell = {layer, map, -1, -1};
        if (operating_silences(session, cell) == maps)
            for (int i = 0; i < (maps ? 1 : shape->side * shape->side); i++) {
                cell.row = maps ? -1 : i / shape->side;
                cell.column = i % shape->side;
                count += operating_silences(session, cell);
            }
    }
    return count;
}

// "2 kernels"; appended behind what there is.
static void add_count(char *text, size_t size, int count, const char *format)
{
    size_t length = strlen(text);
    if (count > 0)
        snprintf(text + length, size - length, "%s", length > 0 ? tr(", ") : "");
    length = strlen(text);
    if (count > 0)
        snprintf(text + length, size - length, format, count);
}

static void say_silenced(const struct session *session, char *text, size_t size)
{
    int maps = 0, units = 0, cells = 0;
    for (enum lenet_layer_id layer = LENET_C1; layer <= LENET_F6; layer++) {
        *(layer >= LENET_C5 ? &units : &maps) += count_silenced(session, layer, true);
        cells += lenet_layers[layer].side > 1 ? count_silenced(session, layer, false) : 0;
    }
    add_count(text, size, maps, tr_many("%d map", "%d maps", (unsigned long)maps));
    add_count(text, size, units, tr_many("%d unit", "%d units", (unsigned long)units));
    add_count(text, size, cells, tr_many("%d cell", "%d cells", (unsigned long)cells));
}

void operating_say(const struct session *session, char *text, size_t size)
{
    const struct operations *steps = &session->operating.steps;
    const char *join = tr("noise in ");
    size_t length;
    text[0] = '\0';
    say_silenced(session, text, size);
    length = strlen(text);
    if (length > 0)
        tr_print(text + length, size - length, " silenced");
    add_count(text, size, (int)steps->painted,
              tr_many("%d kernel", "%d kernels", (unsigned long)steps->painted));
    length = strlen(text);
    if (steps->painted > 0)
        tr_print(text + length, size - length, " painted");
    for (int layer = LENET_C1; layer <= LENET_F6; layer++) {
        if (steps->ablation.noise[layer] == 0)
            continue;
        length = strlen(text);
        snprintf(text + length, size - length, "%s%s%s", length > 0 ? tr(", ") : "", join,
                 lenet_layers[layer].name);
        join = "";
    }
}
