// Pieces are found by filling, and judged by their size and strength.
#include "nn/pictures/pieces.h"

#include "nn/base/grow.h"

#include <stdlib.h>

enum {
    PLAIN = 64,  // of 255: stronger ink is plain to see
    STRONG = 80, // of 255: what reaches the edge is no digit if it is weaker
    SPECK = 25,  // pieces smaller than the longer side / SPECK are no digit
};

static int longer_of(int width, int height)
{
    return width > height ? width : height;
}

static struct piece fill(struct pieces *pieces, int start, int32_t number)
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
            if (pieces->number[next] != -1)
                continue;
            pieces->number[next] = number;
            pieces->stack[waiting++] = next;
        }
    }
    return piece;
}

bool pieces_find(struct pieces *pieces, const uint8_t *depth, int width, int height, int threshold)
{
    size_t size = (size_t)width * (size_t)height;
    *pieces = (struct pieces){.width = width,
                              .height = height,
                              .threshold = threshold,
                              .depth = depth,
                              .number = malloc(size * sizeof *pieces->number),
                              .stack = malloc(size * sizeof *pieces->stack)};
    if (!pieces->number || !pieces->stack)
        return false;
    for (size_t i = 0; i < size; i++)
        pieces->number[i] = depth[i] >= threshold ? -1 : 0;
    for (int i = 0; i < width * height; i++) {
        if (pieces->number[i] != -1)
            continue;
        struct piece *grown = grow_array(pieces->piece, (size_t)pieces->count, 1, sizeof *grown);
        if (!grown)
            return false;
        pieces->piece = grown;
        pieces->piece[pieces->count] = fill(pieces, i, pieces->count + 1);
        pieces->count++;
    }
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
        4 * strength < 5 * pieces->threshold)
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
