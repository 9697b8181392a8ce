// The walk through the network, a cell at a time: sideways within a layer, and down along what made
// a value what it is.
#include "app/session/state/pin.h"

#include <math.h>
#include <string.h>

static bool same(struct terms_cell a, struct terms_cell b)
{
    return a.layer == b.layer && a.map == b.map && a.row == b.row && a.column == b.column;
}

// ---- Holding ------------------------------------------------------------------------------------

void pin_init(struct pin *pin)
{
    *pin = (struct pin){.cell = {LENET_OUTPUT, 0, 0, 0}, .open = PIN_LARGEST};
}

static bool move_to(struct pin *pin, struct terms_cell cell)
{
    if (!terms_cell_exists(cell) || same(cell, pin->cell))
        return false;
    // The maps below are the same for every cell of a layer: one goes on looking at one of them.
    if (cell.layer != pin->cell.layer)
        pin->open = PIN_LARGEST;
    pin->cell = cell;
    return true;
}

static bool jump_to(struct pin *pin, struct terms_cell cell)
{
    struct terms_cell from = pin->cell;
    if (!move_to(pin, cell))
        return false;
    if (pin->jumps == PIN_WAY)
        memmove(pin->way, pin->way + 1, (size_t)--pin->jumps * sizeof *pin->way);
    pin->way[pin->jumps++] = from;
    return true;
}

void pin_hold(struct pin *pin, struct terms_cell cell)
{
    if (pin->held)
        jump_to(pin, cell);
    else
        move_to(pin, cell);
    pin->held = true;
}

void pin_let_go(struct pin *pin)
{
    pin->held = false;
    pin->jumps = 0;
}

void pin_toggle(struct pin *pin, struct terms_cell cell)
{
    if (pin->held && same(cell, pin->cell))
        pin_let_go(pin);
    else
        pin_hold(pin, cell);
}

void pin_unfold(struct pin *pin, int group)
{
    pin->open = group;
}

// ---- Sideways -----------------------------------------------------------------------------------

bool pin_step(struct pin *pin, int down, int right, int columns)
{
    struct terms_cell cell = pin->cell;
    if (lenet_layers[cell.layer].side > 1) {
        cell.row += down;
        cell.column += right;
        return move_to(pin, cell);
    }
    int column = cell.map % columns + right;
    if (column < 0 || column >= columns)
        return false;
    cell.map += down * columns + right;
    return move_to(pin, cell);
}

bool pin_step_map(struct pin *pin, int step)
{
    struct terms_cell cell = pin->cell;
    cell.map += step;
    return move_to(pin, cell);
}

// The cell of a layer whose middle lies where that of `at` lies in its own.
static int same_place(int at, int side, int other)
{
    return (2 * at + 1) * other / (2 * side);
}

bool pin_step_layer(struct pin *pin, int step, unsigned hidden)
{
    struct terms_cell cell = pin->cell;
    int layer = (int)cell.layer + step;
    while (layer >= 0 && layer < LENET_LAYERS && hidden & 1u << layer)
        layer += step;
    if (layer < 0 || layer >= LENET_LAYERS)
        return false;
    int side = lenet_layers[cell.layer].side, other = lenet_layers[layer].side;
    int last = lenet_layers[layer].maps - 1;
    return jump_to(pin, (struct terms_cell){(enum lenet_layer_id)layer,
                                            cell.map < last ? cell.map : last,
                                            same_place(cell.row, side, other),
                                            same_place(cell.column, side, other)});
}

// ---- Down and back ------------------------------------------------------------------------------

struct terms_cell pin_contributor(const struct terms *terms, int term)
{
    int g = terms->groups - 1;
    while (terms->group[g].first > term)
        g--;
    const struct terms_group *group = &terms->group[g];
    int within = term - group->first;
    int y = within / group->columns, x = within % group->columns;
    if (lenet_layers[terms->from].side == 1) // the columns of a group run over the units
        return (struct terms_cell){terms->from, group->map + group->column + x, 0, 0};
    return (struct terms_cell){terms->from, group->map, group->row + y, group->column + x};
}

int pin_largest(const struct terms *terms, int order[], int most)
{
    int count = 0;
    for (int term = 0; term < terms->count; term++) {
        double size = fabs(terms->product[term]);
        int at = count;
        while (at > 0 && size > fabs(terms->product[order[at - 1]]))
            at--;
        if (at == most)
            continue;
        count += count < most;
        memmove(order + at + 1, order + at, (size_t)(count - 1 - at) * sizeof *order);
        order[at] = term;
    }
    return count;
}

int pin_open_group(const struct pin *pin, const struct terms *terms)
{
    if (pin->open >= 0 && pin->open < terms->groups)
        return pin->open;
    int largest = 0;
    for (int i = 1; i < terms->groups; i++)
        if (fabs(terms->group[i].sum) > fabs(terms->group[largest].sum))
            largest = i;
    return largest;
}

bool pin_go_down(struct pin *pin, const struct lenet *lenet,
                 const struct lenet_activations *activations, unsigned hidden)
{
    struct terms_cell cell = pin->cell;
    do {
        struct terms terms;
        int largest;
        if (cell.layer == LENET_INPUT)
            return false;
        terms_of(&terms, lenet, activations, cell);
        pin_largest(&terms, &largest, 1);
        cell = pin_contributor(&terms, largest);
    } while (hidden & 1u << cell.layer);
    return jump_to(pin, cell);
}

bool pin_go_back(struct pin *pin)
{
    while (pin->jumps > 0)
        if (move_to(pin, pin->way[--pin->jumps]))
            return true;
    return false;
}
