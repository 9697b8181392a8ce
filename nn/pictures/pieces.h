// Pieces of ink that hang together.
#ifndef NN_PICTURES_PIECES_H
#define NN_PICTURES_PIECES_H

#include <stdbool.h>
#include <stdint.h>

// Right and bottom are exclusive.
struct piece {
    int left, top, right, bottom;
    int area;
    uint64_t depth; // sum
    int digit;      // to which it belongs, from 1; 0: none
    bool frame;     // is around others, or a line: no digit
    bool faint;     // it is fainter than the threshold, but for spots
};

struct pieces {
    int width, height, threshold, faint;
    const uint8_t *depth; // (row, column), how much darker than the paper; borrowed
    int32_t *number;      // (row, column): piece[number - 1] is there; 0: paper
    struct piece *piece;
    int count;
    bool tight;     // ink reaches all edges, which then say nothing of a piece
    int32_t *stack; // private
};

// The pieces of what is at least as deep as the threshold; and what is at least as deep as `faint`
// (0: is not wanted), but for the soft edges of the others. False when memory runs out.
bool pieces_find(struct pieces *pieces, const uint8_t *depth, int width, int height, int threshold,
                 int faint);
void pieces_free(struct pieces *pieces);

int piece_size(const struct piece *piece);     // the longer side
int piece_strength(const struct piece *piece); // mean depth
// Whether its box lies in the other's and touches none of its sides.
bool piece_is_within(const struct piece *piece, const struct piece *other);
bool piece_at_edge(const struct pieces *pieces, const struct piece *piece);
// How much a piece looks like the digit or its main part; 0: not at all.
int piece_score(const struct pieces *pieces, const struct piece *piece);
// The one of the highest score, or NULL.
struct piece *pieces_main(struct pieces *pieces);

#endif
