// Steps are replayed from the whole weights on: taking one back can never leave a trace, and what
// is painted stays painted over weights that training goes on with.
#include "app/session/state/operations.h"
#include "app/language/tr.h"
#include "nn/base/grow.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

void operations_init(struct operations *operations)
{
    *operations = (struct operations){.none = true, .ablation.seed = 1};
}

void operations_free(struct operations *operations)
{
    free(operations->list);
    operations_init(operations);
}

void operations_clear(struct operations *operations)
{
    operations->count = operations->done = 0;
}

bool operations_add(struct operations *operations, const struct operation *operation, bool merge,
                    struct status *status)
{
    assert(operation->count <= OPERATION_WEIGHTS &&
           operation->first + operation->count <= LENET_PARAMETERS);
    size_t at = merge && operations->done > 0 ? operations->done - 1 : operations->done;
    struct operation *list = grow_array(operations->list, at, 1, sizeof *list);
    if (!list)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for another step"));
    operations->list = list;
    list[at] = *operation;
    operations->done = at + 1;
    operations->count = operations->done;
    return true;
}

static void apply(struct operations *operations, const struct lenet *weights,
                  const struct operation *step)
{
    struct ablation *ablation = &operations->ablation;
    float *painted = lenet_parameters(&operations->lenet) + step->first;
    switch (step->kind) {
    case OPERATION_SILENCE:
        ablation_silence(ablation, step->cell,
                         operations->to_mean && operations->mean_there ? &operations->mean : NULL);
        break;
    case OPERATION_RESTORE:
        ablation_heal(ablation, step->cell);
        break;
    case OPERATION_NOISE:
        ablation->noise[step->cell.layer] = step->noise;
        break;
    case OPERATION_PAINT:
        memcpy(painted, step->weight, step->count * sizeof *painted);
        break;
    case OPERATION_HEAL:
        *ablation = (struct ablation){.seed = ablation->seed};
        operations->lenet = *weights;
        break;
    }
}

// Whether a step's run is what a step before it painted already.
static bool is_painted_before(const struct operations *operations, size_t step)
{
    for (size_t i = step; i-- > 0 && operations->list[i].kind != OPERATION_HEAL;)
        if (operations->list[i].kind == OPERATION_PAINT &&
            operations->list[i].first == operations->list[step].first)
            return true;
    return false;
}

// The runs that are others than the weights' own; what was painted back is none.
static size_t count_painted(const struct operations *operations, const struct lenet *weights)
{
    const float *own = (const float *)weights, *now = (const float *)&operations->lenet;
    size_t count = 0, i = operations->done;
    for (; i-- > 0 && operations->list[i].kind != OPERATION_HEAL;) {
        const struct operation *step = &operations->list[i];
        count += step->kind == OPERATION_PAINT && !is_painted_before(operations, i) &&
                 memcmp(own + step->first, now + step->first, step->count * sizeof *own) != 0;
    }
    return count;
}

void operations_apply(struct operations *operations, const struct lenet *weights)
{
    operations->ablation = (struct ablation){.seed = operations->ablation.seed};
    operations->lenet = *weights;
    for (size_t i = 0; i < operations->done; i++)
        apply(operations, weights, &operations->list[i]);
    operations->painted = count_painted(operations, weights);
    operations->none = operations->painted == 0 && ablation_is_none(&operations->ablation);
}
