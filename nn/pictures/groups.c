// All pieces grow at once; where two meet, they are neighbours, as far apart as both have grown.
// The nearest are asked first whether they are one digit, so that a stroke between two digits joins
// the one that it lies nearer to, and a broken digit is whole before it is compared with the next.
#include "nn/pictures/groups.h"

#include "nn/base/grow.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST = 256,   // pieces: the largest
    SMALLEST = 8, // a stroke is no smaller than the digit's size / SMALLEST
    NEAR = 5,     // pieces of one digit are within its size / NEAR
    BROKEN = 16,  // one above the other they are one within the height / BROKEN, however high,
    TALL = 2,     // else one no more than TALL times as high as wide
    WHOLE = 70,   // percent of another's height: too much for a stroke beside it
    WIDE = 120,   // percent of the height: too wide for two that are one beside the other
    TALLER = 130, // percent of the highest other digit: too high for a broken one
    SECOND = 40,  // percent of the main digit's size that another has at least
    LEVEL = 3,    // what is LEVEL times as wide as high is no digit, but a line
};

// Two pieces that have met.
struct pair {
    int a, b, distance;
};

struct gathering {
    struct pieces *pieces;
    const struct grouping *grouping;
    const struct piece *main;
    int member[MOST]; // the pieces that count: indices of pieces->piece
    int count;
    int32_t *member_of;      // (piece): its member from 1, or 0
    int set[MOST];           // the member that stands for all that are one with each
    struct piece box[MOST];  // of such a set
    uint16_t (*apart)[MOST]; // of two members; 0: they have not met
    struct pair *pair;
    int pairs;
};

static int height_of(const struct piece *piece)
{
    return piece->bottom - piece->top;
}

static int width_of(const struct piece *piece)
{
    return piece->right - piece->left;
}

// How much two spans share; less than 0: how far they are apart.
static int shared(int low, int high, int other_low, int other_high)
{
    return (high < other_high ? high : other_high) - (low > other_low ? low : other_low);
}

static struct piece joined(const struct piece *a, const struct piece *b)
{
    struct piece both = *a;
    both.left = b->left < a->left ? b->left : a->left;
    both.top = b->top < a->top ? b->top : a->top;
    both.right = b->right > a->right ? b->right : a->right;
    both.bottom = b->bottom > a->bottom ? b->bottom : a->bottom;
    both.area += b->area;
    both.depth += b->depth;
    both.faint &= b->faint;
    return both;
}

// ---- Which pieces count -------------------------------------------------------------------------

static bool counts(const struct gathering *all, const struct piece *piece, int least_size)
{
    bool edge = piece_at_edge(all->pieces, piece) && !piece_at_edge(all->pieces, all->main);
    return !piece->frame && (all->grouping->drawn || !edge) && piece_size(piece) >= least_size;
}

static void choose_members(struct gathering *all)
{
    int least = piece_size(all->main) / SMALLEST, found;
    do {
        found = 0;
        for (int i = 0; i < all->pieces->count; i++) {
            if (!counts(all, &all->pieces->piece[i], least))
                continue;
            if (found < MOST)
                all->member[found] = i;
            found++;
        }
        least += least / 4 + 1;
    } while (found > MOST);
    all->count = found;
    for (int i = 0; i < found; i++) {
        all->set[i] = i;
        all->box[i] = all->pieces->piece[all->member[i]];
    }
}

// ---- How far apart they are ---------------------------------------------------------------------

// What grows: (row, column), the member from 1 that has reached it, and in how many steps.
struct field {
    int32_t *owner, *queue;
    uint16_t *steps;
    int end;
};

static void note_meeting(struct gathering *all, int a, int b, int distance)
{
    if (all->apart[a][b] == 0 || distance < all->apart[a][b])
        all->apart[a][b] = all->apart[b][a] = (uint16_t)distance;
}

static void grow_from(struct gathering *all, struct field *field, int at)
{
    int width = all->pieces->width, height = all->pieces->height, x = at % width, y = at / width;
    for (int i = 0; i < 9; i++) {
        int column = x + i % 3 - 1, row = y + i / 3 - 1, next = row * width + column;
        if (column < 0 || row < 0 || column >= width || row >= height ||
            field->owner[next] == field->owner[at])
            continue;
        if (field->owner[next]) {
            note_meeting(all, field->owner[at] - 1, field->owner[next] - 1,
                         field->steps[at] + field->steps[next]);
            continue;
        }
        field->owner[next] = field->owner[at];
        field->steps[next] = (uint16_t)(field->steps[at] + 1);
        field->queue[field->end++] = next;
    }
}

static void grow_all(struct gathering *all, struct field *field)
{
    int count = all->pieces->width * all->pieces->height;
    for (int i = 0; i < count; i++) {
        int32_t number = all->pieces->number[i];
        field->owner[i] = number > 0 ? all->member_of[number - 1] : 0;
        if (field->owner[i])
            field->queue[field->end++] = i;
    }
    for (int first = 0; first < field->end; first++)
        grow_from(all, field, field->queue[first]);
}

// False when memory runs out.
static bool find_distances(struct gathering *all)
{
    size_t size = (size_t)all->pieces->width * (size_t)all->pieces->height;
    struct field field = {malloc(size * sizeof *field.owner), all->pieces->stack,
                          calloc(size, sizeof *field.steps), 0};
    all->member_of = calloc((size_t)all->pieces->count, sizeof *all->member_of);
    all->apart = calloc(MOST, sizeof *all->apart);
    bool good = field.owner && field.steps && all->member_of && all->apart;
    if (good) {
        for (int i = 0; i < all->count; i++)
            all->member_of[all->member[i]] = i + 1;
        grow_all(all, &field);
    }
    free(field.steps);
    free(field.owner);
    return good;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *first = a, *second = b;
    int apart = first->distance - second->distance, members = first->a - second->a;
    return apart ? apart : members ? members : first->b - second->b;
}

static bool list_pairs(struct gathering *all)
{
    for (int a = 0; a < all->count; a++)
        for (int b = a + 1; b < all->count; b++) {
            if (all->apart[a][b] == 0)
                continue;
            struct pair *grown = grow_array(all->pair, (size_t)all->pairs, 1, sizeof *grown);
            if (!grown)
                return false;
            all->pair = grown;
            all->pair[all->pairs++] = (struct pair){a, b, all->apart[a][b]};
        }
    if (all->pairs > 0)
        qsort(all->pair, (size_t)all->pairs, sizeof *all->pair, compare_pairs);
    return true;
}

// ---- What is one digit --------------------------------------------------------------------------

// The height of the highest that is neither of two.
static int highest_other(const struct gathering *all, int a, int b)
{
    int highest = 0;
    for (int i = 0; i < all->count; i++)
        if (all->set[i] == i && i != a && i != b && height_of(&all->box[i]) > highest)
            highest = height_of(&all->box[i]);
    return highest;
}

static bool one_above_the_other(const struct gathering *all, int a, int b, int distance)
{
    const struct piece both = joined(&all->box[a], &all->box[b]);
    int higher = height_of(&all->box[a]), other = highest_other(all, a, b);
    higher = height_of(&all->box[b]) > higher ? height_of(&all->box[b]) : higher;
    if (10 * other >= 9 * higher && 100 * height_of(&both) > TALLER * other)
        return false;
    return distance * BROKEN <= higher || height_of(&both) <= TALL * width_of(&both);
}

static bool one_beside_the_other(const struct gathering *all, int a, int b)
{
    const struct piece *left = &all->box[a], *right = &all->box[b];
    const struct piece both = joined(left, right);
    int lower = height_of(left) < height_of(right) ? height_of(left) : height_of(right);
    int higher = height_of(left) + height_of(right) - lower;
    int narrower = width_of(left) < width_of(right) ? width_of(left) : width_of(right);
    if (2 * shared(left->left, left->right, right->left, right->right) >= narrower)
        return true;
    return 100 * lower < WHOLE * higher && 100 * width_of(&both) <= WIDE * height_of(&both);
}

static bool is_one_ink(const struct piece *a, const struct piece *b)
{
    return 2 * piece_strength(a) >= piece_strength(b) && 2 * piece_strength(b) >= piece_strength(a);
}

// Whether ink of a set is met on the way from x, y to the sheet's edge.
static bool is_met(const struct gathering *all, int set, int x, int y, int step_x, int step_y)
{
    const struct pieces *pieces = all->pieces;
    for (; x >= 0 && y >= 0 && x < pieces->width && y < pieces->height; x += step_x, y += step_y) {
        int32_t number = pieces->number[y * pieces->width + x];
        int32_t member = number > 0 ? all->member_of[number - 1] : 0;
        if (member > 0 && all->set[member - 1] == set)
            return true;
    }
    return false;
}

// Whether a set lies within another, as the inner line of an outlined zero does.
static bool is_inside(const struct gathering *all, int inner, int outer)
{
    const struct piece *box = &all->box[inner];
    if (!piece_is_within(box, &all->box[outer])) // of most pairs, and soon told
        return false;
    int x = (box->left + box->right) / 2, y = (box->top + box->bottom) / 2;
    return is_met(all, outer, x, box->top, 0, -1) && is_met(all, outer, x, box->bottom - 1, 0, 1) &&
           is_met(all, outer, box->left, y, -1, 0) && is_met(all, outer, box->right - 1, y, 1, 0);
}

static bool are_one(const struct gathering *all, int a, int b, int distance)
{
    const struct piece *one = &all->box[a], *other = &all->box[b];
    const struct piece both = joined(one, other);
    if (is_inside(all, a, b) || is_inside(all, b, a))
        return true;
    if (distance * NEAR > piece_size(&both) || !is_one_ink(one, other))
        return false;
    if (all->grouping->small)
        return true;
    int lower = height_of(one) < height_of(other) ? height_of(one) : height_of(other);
    bool stacked = 5 * shared(one->top, one->bottom, other->top, other->bottom) < 2 * lower;
    return stacked ? one_above_the_other(all, a, b, distance) : one_beside_the_other(all, a, b);
}

static void join(struct gathering *all, int a, int b)
{
    all->box[a] = joined(&all->box[a], &all->box[b]);
    for (int i = 0; i < all->count; i++)
        if (all->set[i] == b)
            all->set[i] = a;
}

static void join_pairs(struct gathering *all)
{
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < all->pairs && !more; i++) {
            const struct pair *pair = &all->pair[i];
            int a = all->set[pair->a], b = all->set[pair->b];
            more = a != b && are_one(all, a, b, pair->distance);
            if (more)
                join(all, a, b);
        }
    }
}

// ---- Which of them are digits -------------------------------------------------------------------

static void add_group(struct gathering *all, struct group *group, int set, int number)
{
    *group = (struct group){all->box[set], number};
    for (int i = 0; i < all->count; i++)
        if (all->set[i] == set)
            all->pieces->piece[all->member[i]].digit = number;
    all->box[set].digit = number;
}

static bool is_digit(const struct gathering *all, const struct piece *box, const struct piece *main)
{
    return piece_score(all->pieces, box) > 0 && 100 * height_of(box) >= SECOND * height_of(main) &&
           width_of(box) <= LEVEL * height_of(box) &&
           (piece_at_edge(all->pieces, main) || !piece_at_edge(all->pieces, box));
}

// The highest that is left, or -1.
static int next_set(const struct gathering *all, const struct piece *main)
{
    int best = -1;
    for (int i = 0; i < all->count; i++) {
        const struct piece *box = &all->box[i];
        if (all->set[i] == i && !box->digit && is_digit(all, box, main) &&
            (best < 0 || height_of(box) > height_of(&all->box[best])))
            best = i;
    }
    return best;
}

static int take_groups(struct group *group, struct gathering *all)
{
    int count = 0, set = 0;
    for (int i = 0; i < all->count; i++)
        if (&all->pieces->piece[all->member[i]] == all->main)
            set = all->set[i];
    add_group(all, &group[0], set, ++count);
    const struct piece main = group[0].box;
    while (!all->grouping->one && !all->grouping->small && count < DIGITS_MOST &&
           (set = next_set(all, &main)) >= 0) {
        add_group(all, &group[count], set, count + 1);
        count++;
    }
    return count;
}

// All that is no frame.
static int take_whole(struct group *group, struct pieces *pieces, const struct piece *main)
{
    group[0] = (struct group){*main, 1};
    for (int i = 0; i < pieces->count; i++)
        if (!pieces->piece[i].frame) {
            if (&pieces->piece[i] != main)
                group[0].box = joined(&group[0].box, &pieces->piece[i]);
            pieces->piece[i].digit = 1;
        }
    return 1;
}

int groups_find(struct group group[DIGITS_MOST], struct pieces *pieces,
                const struct grouping *grouping)
{
    const struct piece *main = pieces_main(pieces);
    if (!main)
        return 0;
    if (grouping->small && grouping->drawn)
        return take_whole(group, pieces, main);
    struct gathering *all = calloc(1, sizeof *all);
    if (!all)
        return -1;
    *all = (struct gathering){.pieces = pieces, .grouping = grouping, .main = main};
    choose_members(all);
    int count = -1;
    if (find_distances(all) && list_pairs(all)) {
        join_pairs(all);
        count = take_groups(group, all);
    }
    free(all->pair);
    free(all->apart);
    free(all->member_of);
    free(all);
    return count;
}
