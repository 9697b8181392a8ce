// Pieces are found by filling, and judged by their size and strength.
#include "nn/pictures/pieces.h"

#include "nn/base/grow.h"

#include <stdlib.h>

enum {
    PLAIN = 64,  // of 255: stronger ink is plain to see
    STRONG = 80, // of 255: what reaches the edge is no digit if it is weaker
    SPECK = 25,  // pieces smaller than the longer side / SPECK are no digit
    SPOT = 4,    // what is smaller than the size / SPOT of a piece is a spot of it
};

static int longer_of(int width, int height)
{
    return width > height ? width : height;
}

// What stands in `number` while pieces are looked for.
enum { PAPER = 0, NOT_YET = -1, DEEP = -2, WHOLE = -3 };

// Gives the pixels that hang together with `start`, are `from` and at least so deep, a number.
static struct piece fill(struct pieces *pieces, int start, int32_t from, int least, int32_t number)
{
    struct piece piece = {.left = pieces->width, .top = pieces->height};
    int waiting = 0;
    pieces->stack[waiting++] = start;
    pieces->number[start] = number;
    while (waiting > 0) {
        int at = pieces->stack[--waiting], x = at % pieces->width, y = at / pieces->width;
        piece.left = x < piece.left ? x : piece.left;
        piece.top = y < piece.top ? y : piece.top;
        piece.right = x + 1 > piece.right ? x + 1 : piece.right;
        piece.bottom = y + 1 > piece.bottom ? y + 1 : piece.bottom;
        piece.area++;
        piece.depth += pieces->depth[at];
        for (int i = 0; i < 9; i++) {
            int column = x + i % 3 - 1, row = y + i / 3 - 1;
            if (column < 0 || row < 0 || column >= pieces->width || row >= pieces->height)
                continue;
            int next = row * pieces->width + column;
            if (pieces->number[next] != from || pieces->depth[next] < least)
                continue;
            pieces->number[next] = number;
            pieces->stack[waiting++] = next;
        }
    }
    return piece;
}

static bool add(struct pieces *pieces, const struct piece *piece)
{
    struct piece *grown = grow_array(pieces->piece, (size_t)pieces->count, 1, sizeof *grown);
    if (!grown)
        return false;
    pieces->piece = grown;
    pieces->piece[pieces->count++] = *piece;
    return true;
}

// Marks the deep pixels of a whole as DEEP. Returns the size of the largest piece of them.
static int mark_deep(struct pieces *pieces, const struct piece *whole)
{
    int largest = 0;
    for (int y = whole->top; y < whole->bottom; y++)
        for (int x = whole->left; x < whole->right; x++) {
            int at = y * pieces->width + x;
            if (pieces->number[at] != WHOLE || pieces->depth[at] < pieces->threshold)
                continue;
            const struct piece deep = fill(pieces, at, WHOLE, pieces->threshold, DEEP);
            largest = piece_size(&deep) > largest ? piece_size(&deep) : largest;
        }
    return largest;
}

// Makes pieces of the deep parts of a whole, and paper of the rest, which are their soft edges.
static bool add_deep(struct pieces *pieces, const struct piece *whole)
{
    for (int y = whole->top; y < whole->bottom; y++)
        for (int x = whole->left; x < whole->right; x++) {
            int at = y * pieces->width + x;
            if (pieces->number[at] == WHOLE)
                pieces->number[at] = PAPER;
            if (pieces->number[at] != DEEP)
                continue;
            const struct piece deep = fill(pieces, at, DEEP, 0, pieces->count + 1);
            if (!add(pieces, &deep))
                return false;
        }
    return true;
}

// Makes one piece of a whole.
static bool add_faint(struct pieces *pieces, const struct piece *whole)
{
    for (int y = whole->top; y < whole->bottom; y++)
        for (int x = whole->left; x < whole->right; x++) {
            int32_t *number = &pieces->number[y * pieces->width + x];
            if (*number == WHOLE || *number == DEEP)
                *number = pieces->count + 1;
        }
    struct piece faint = *whole;
    faint.faint = true;
    return add(pieces, &faint);
}

// All that hangs together and is deep enough for a piece in faint ink. It is one if what is deeper
// in it is but spots, of itself and beside the largest deep piece there is.
static bool add_whole(struct pieces *pieces, int start, int largest)
{
    const struct piece whole = fill(pieces, start, NOT_YET, pieces->faint, WHOLE);
    int deepest = mark_deep(pieces, &whole) * SPOT;
    return deepest >= piece_size(&whole) || deepest >= largest ? add_deep(pieces, &whole)
                                                               : add_faint(pieces, &whole);
}

bool pieces_find(struct pieces *pieces, const uint8_t *depth, int width, int height, int threshold,
                 int faint)
{
    size_t size = (size_t)width * (size_t)height;
    *pieces = (struct pieces){.width = width,
                              .height = height,
                              .threshold = threshold,
                              .faint = faint > 0 && faint < threshold ? faint : threshold,
                              .depth = depth,
                              .number = malloc(size * sizeof *pieces->number),
                              .stack = malloc(size * sizeof *pieces->stack)};
    if (!pieces->number || !pieces->stack)
        return false;
    const struct piece all = {.right = width, .bottom = height};
    for (size_t i = 0; i < size; i++)
        pieces->number[i] = WHOLE;
    int largest = mark_deep(pieces, &all);
    for (size_t i = 0; i < size; i++)
        pieces->number[i] = depth[i] >= pieces->faint ? NOT_YET : PAPER;
    for (int i = 0; i < width * height; i++)
        if (pieces->number[i] == NOT_YET && !add_whole(pieces, i, largest))
            return false;
    return true;
}

void pieces_free(struct pieces *pieces)
{
    free(pieces->number);
    free(pieces->stack);
    free(pieces->piece);
    *pieces = (struct pieces){0};
}

int piece_size(const struct piece *piece)
{
    return longer_of(piece->right - piece->left, piece->bottom - piece->top);
}

bool piece_is_within(const struct piece *piece, const struct piece *other)
{
    return piece->left > other->left && piece->top > other->top && piece->right < other->right &&
           piece->bottom < other->bottom;
}

int piece_strength(const struct piece *piece)
{
    return (int)(piece->depth / (uint64_t)piece->area);
}

bool piece_at_edge(const struct pieces *pieces, const struct piece *piece)
{
    int margin = (pieces->width < pieces->height ? pieces->width : pieces->height) / 50;
    if (pieces->tight)
        return false;
    return piece->left <= margin || piece->top <= margin ||
           piece->right >= pieces->width - margin || piece->bottom >= pieces->height - margin;
}

// Where ink is plain to see its size decides. What reaches the edge is likelier a table, a frame or
// a ruled line, or light that falls off steeply.
int piece_score(const struct pieces *pieces, const struct piece *piece)
{
    int size = piece_size(piece), strength = piece_strength(piece);
    if (piece->frame || size * SPECK < longer_of(pieces->width, pieces->height) ||
        4 * strength < 5 * pieces->faint)
        return 0;
    int score = size * (strength < PLAIN ? strength : PLAIN);
    if (piece_at_edge(pieces, piece))
        return strength < STRONG ? 0 : score / 16;
    return score;
}

struct piece *pieces_main(struct pieces *pieces)
{
    struct piece *best = NULL;
    int score = 0;
    for (int i = 0; i < pieces->count; i++) {
        int own = piece_score(pieces, &pieces->piece[i]);
        if (own > score) {
            score = own;
            best = &pieces->piece[i];
        }
    }
    return best;
}
