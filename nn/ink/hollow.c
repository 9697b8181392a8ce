// A hole is compact, a hollow stroke long and narrow: that is told by the perimeter and the area of
// the paper that ink encloses.
#include "nn/ink/hollow.h"

enum {
    HAIRLINE = 3, // pixels of the field: a pen that is thinner draws outlines
    LEAST = 250,  // pixels of the field that a hollow stroke has at least
    SLENDER = 50, // from here on perimeter^2 / area is a stroke's; a disc has 20, a square 16
    CELLS = PEN_FIELD * PEN_FIELD,
};

struct region {
    int area, perimeter; // pixels; sides of pixels beyond which there is ink
    bool enclosed;       // it does not reach the field's edge
};

static bool is_paper(const struct pen_field *field, int cell)
{
    return field->grey[cell / PEN_FIELD][cell % PEN_FIELD] <= field->threshold;
}

// Measures the paper that a cell belongs to, and notes that it was seen.
static struct region region_of(const struct pen_field *field, bool seen[CELLS], int cell)
{
    static const int sides[4][2] = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
    struct region region = {.enclosed = true};
    int16_t stack[CELLS];
    int count = 0;
    stack[count++] = (int16_t)cell;
    seen[cell] = true;
    while (count > 0) {
        int at = stack[--count];
        region.area++;
        for (int i = 0; i < 4; i++) {
            int y = at / PEN_FIELD + sides[i][0], x = at % PEN_FIELD + sides[i][1];
            int next = y * PEN_FIELD + x;
            if (y < 0 || x < 0 || y >= PEN_FIELD || x >= PEN_FIELD) {
                region.enclosed = false;
            } else if (!is_paper(field, next)) {
                region.perimeter++;
            } else if (!seen[next]) {
                seen[next] = true;
                stack[count++] = (int16_t)next;
            }
        }
    }
    return region;
}

bool hollow_is_outline(const struct pen_field *field)
{
    if (field->width == 0 || field->width >= HAIRLINE)
        return false;
    bool seen[CELLS] = {false};
    for (int cell = 0; cell < CELLS; cell++) {
        if (seen[cell] || !is_paper(field, cell))
            continue;
        struct region region = region_of(field, seen, cell);
        if (region.enclosed && region.area >= LEAST &&
            region.perimeter * region.perimeter > SLENDER * region.area)
            return true;
    }
    return false;
}
