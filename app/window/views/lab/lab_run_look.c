// There may be more runs than colours that can be told apart: the next ones have the same colours
// in other shades, and where these have come to an end, their lines are broken.
#include "app/window/views/lab/lab_run_look.h"

enum { COLOURS = 8, SHADES = 3 };

// Of a light theme, and of a dark one; tell apart without colour vision by their lightness, too.
static const uint32_t colours[2][COLOURS] = {{0xFF7A3E9D, 0xFF0F8A8A, 0xFFC2447A, 0xFF5B7F1E,
                                              0xFF3D5A80, 0xFFD07A00, 0xFF8B5E3C, 0xFF707070},
                                             {0xFFC79BEA, 0xFF4FD1C5, 0xFFF28CB5, 0xFFB5D66B,
                                              0xFF8FB4E8, 0xFFFFB86B, 0xFFD2A684, 0xFFB0B0B0}};

static uint32_t colour_of(const struct theme *theme, int i)
{
    uint32_t colour = colours[theme->dark][i % COLOURS];
    int shade = i / COLOURS % SHADES;
    return shade == 0   ? colour
           : shade == 1 ? colour_mix(colour, theme->text, 0.35f)
                        : colour_mix(colour, theme->panel, 0.4f);
}

_Static_assert(LAB_RUN_LOOKS == COLOURS * SHADES * PLOT_PATTERNS, "the looks are counted");

void lab_run_look_put(struct plot_curve *curve, const struct theme *theme, int i)
{
    curve->beside = true;
    curve->colour = colour_of(theme, i);
    curve->pattern = (enum plot_pattern)(i / (COLOURS * SHADES) % PLOT_PATTERNS);
}
