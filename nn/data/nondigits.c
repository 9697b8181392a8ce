// Letters and signs are templates in a random hand, as the practice digits are; scribbles and dots
// are drawn by chance.
//
// Left out are letters that somebody's digit looks like: D, I, J, L, O, Q, S, Z, c, e, g, i, j, l,
// o, q, s, z. Letters that only resemble one stay: B and 8, b and 6, y and 4.
#include "nn/data/nondigits.h"
#include "nn/strokes/outline.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *const nondigits_names[NONDIGIT_KINDS] = {"letters", "signs", "scribbles", "dots",
                                                     "nothing"};

static const char *const letters[] = {
    "2,100 30,0! 58,100 | 12,64 48,64",                               // A
    "6,0! 6,100 | 6,2 44,8 48,28 38,44 8,48! 52,56 58,76 46,96 6,99", // B
    "56,16 40,2 16,12 4,46 12,84 36,98 58,86",                        // C
    "56,0! 6,2! 6,100! 58,100 | 6,50 44,50",                          // E
    "58,0! 6,2! 6,100 | 6,48 44,48",                                  // F
    "56,16 36,2 12,16 4,54 16,88 38,98 58,84! 58,54! 36,54",          // G
    "6,0 6,100 | 56,0 56,100 | 6,50 56,50",                           // H
    "6,0 6,100 | 56,0 6,56 | 20,44 60,100",                           // K
    "2,100 10,0! 34,64! 58,0! 66,100",                                // M
    "6,100 6,0! 56,100! 56,0",                                        // N
    "6,100 6,2! 40,4 56,20 50,42 8,52",                               // P
    "6,100 6,2! 40,4 54,20 46,42 8,50! 58,100",                       // R
    "30,0 30,100 | 0,0 62,0",                                         // T
    "4,0 4,62 14,94 34,100 52,88 58,58 58,0",                         // U
    "2,0 30,100! 58,0",                                               // V
    "0,0 18,100! 36,30! 54,100! 72,0",                                // W
    "4,0 58,100 | 58,0 4,100",                                        // X
    "2,0 30,48 | 60,0 30,48! 30,100",                                 // Y
    "50,40 30,34 8,48 6,78 24,96 44,84 52,40! 52,80 60,98",           // a
    "6,0 6,98! 6,60 28,44 50,58 50,84 30,99 8,90",                    // b
    "52,0! 50,98 | 50,56 30,42 8,60 8,88 28,99 50,84",                // d
    "56,10 40,0 28,14 26,100 | 6,42 50,42",                           // f
    "8,0 8,100! 8,62 28,44 46,56 48,100",                             // h
    "8,0 8,100 | 46,42 10,72! 50,100",                                // k
    "4,40 4,98! 4,62 20,42 34,56 36,98! 36,62 54,42 68,56 70,98",     // m
    "6,40 6,98! 6,62 28,42 48,56 50,98",                              // n
    "6,40 6,130! 6,58 28,40 50,54 50,80 28,96 8,84",                  // p
    "8,40 8,98! 8,66 24,44 46,42",                                    // r
    "28,0 28,82 40,98 56,90 | 4,34 54,34",                            // t
    "6,40 8,80 24,98 46,82 50,40! 50,98",                             // u
    "2,40 14,98! 28,52! 42,98! 56,40",                                // w
    "6,40 52,98 | 52,40 6,98",                                        // x
    "6,40 30,88 | 54,40 20,130",                                      // y
};

static const char *const signs[] = {
    "0,50 100,50", // lines
    "0,64 100,36",
    "0,36 100,64",
    "0,24 100,76",
    "0,40 100,40 | 0,62 100,62",         // =
    "50,0 50,100 | 0,50 100,50",         // +
    "0,0 100,100 | 100,0 0,100",         // x
    "0,54 34,96! 100,0",                 // a check mark
    "0,50 100,50 | 66,20 100,50! 66,80", // arrows
    "50,100 50,0 | 20,34 50,0! 80,34",
    "100,50 0,50 | 34,20 0,50! 34,80",
    "50,26 36,2 10,6 2,34 50,98! 98,34 90,6 64,2 50,26",                          // a heart
    "20,98 50,0! 80,98! 0,36! 100,36! 20,98",                                     // a star
    "0,0! 100,0! 100,100! 0,100! 0,0",                                            // a square
    "50,0! 100,92! 0,92! 50,0",                                                   // a triangle
    "0,60 24,30 50,50 76,70 100,40",                                              // ~
    "20,0 14,100 | 60,0 54,100 | 0,32 80,32 | 0,68 80,68",                        // #
    "50,0 50,100 | 6,24 94,76 | 94,24 6,76",                                      // *
    "80,0! 20,50! 80,100",                                                        // <
    "30,0 30,70 | 30,96 31,97",                                                   // !
    "0,100 100,0 | 10,16 24,4 34,20 20,30 10,16 | 66,84 80,70 92,86 78,98 66,84", // %
    "0,100! 0,40! 50,0! 100,40! 100,100! 0,100",                                  // a house
};

enum { LETTERS = sizeof letters / sizeof letters[0], SIGNS = sizeof signs / sizeof signs[0] };

static bool draw_template(struct drawing *drawing, const char *template, struct random *random)
{
    struct outline outline;
    outline_parse(&outline, template);
    outline_distort(&outline, random);
    return outline_draw(drawing, &outline);
}

// ---- Scribbles ----------------------------------------------------------------------------------

static void add_knot(struct outline *outline, float x, float y, bool corner)
{
    assert(outline->count < OUTLINE_POINTS);
    outline->knot[outline->count++] = (struct knot){.x = x, .y = y, .corner = corner};
}

// Goes anywhere on the page.
static void walk(struct outline *outline, struct random *random)
{
    uint32_t count = 12 + random_below(random, 40);
    bool corners = random_below(random, 2) == 0;
    for (uint32_t i = 0; i < count; i++) {
        float y = random_between(random, 0, 100), x = random_between(random, 0, 100);
        add_knot(outline, x, y, corners);
    }
}

// To and fro, as one blackens something.
static void zigzag(struct outline *outline, struct random *random)
{
    uint32_t count = 7 + random_below(random, 20);
    bool corners = random_below(random, 2) == 0;
    bool down = random_below(random, 2) == 0;
    for (uint32_t i = 0; i < count; i++) {
        float along = 100 * (float)i / (float)(count - 1);
        float across = (i % 2 ? 85 : 15) + 15 * random_small(random);
        add_knot(outline, down ? across : along, down ? along : across, corners);
    }
}

// Round and round, inwards (or with all turns alike, and moving on: loops).
static void turns(struct outline *outline, struct random *random)
{
    static const float x[] = {1, 0.7f, 0, -0.7f, -1, -0.7f, 0, 0.7f};
    uint32_t count = 20 + random_below(random, 36);
    bool inwards = random_below(random, 2) == 0;
    float shift = inwards ? 0 : random_between(random, 2, 5);
    for (uint32_t i = 0; i < count; i++) {
        float radius = inwards ? 50 - 44 * (float)i / (float)count : 30;
        float down = 50 + radius * x[(i + 6) % 8] + 3 * random_small(random);
        float across = 50 + radius * x[i % 8] + shift * (float)i + 3 * random_small(random);
        add_knot(outline, across, down, false);
    }
}

static bool draw_scribble(struct drawing *drawing, struct random *random)
{
    static void (*const kinds[])(struct outline *, struct random *) = {walk, zigzag, turns};
    struct outline outline = {.count = 0};
    kinds[random_below(random, 3)](&outline, random);
    outline.knot[outline.count - 1].lift = true;
    return outline_draw(drawing, &outline);
}

// ---- Dots ---------------------------------------------------------------------------------------

// A pen that touches the paper trembles a little, or not at all. Several dots stand in a row.
static bool draw_dots(struct drawing *drawing, struct random *random)
{
    uint32_t dots = random_below(random, 2) == 0 ? 1 : 1 + random_below(random, 4);
    uint32_t tremble = random_below(random, 3);
    for (uint32_t dot = 0; dot < dots; dot++) {
        struct stroke *stroke = drawing_add_stroke(drawing);
        if (!stroke)
            return false;
        for (uint32_t i = 0; i <= tremble; i++) {
            float y = 50 + random_float(random), x = (float)(40 * dot) + random_float(random);
            if (!stroke_add(stroke, x, y))
                return false;
        }
    }
    return true;
}

// Every third template is kept back.
static uint32_t choose_template(uint32_t count, enum nondigit_part part, struct random *random)
{
    uint32_t kept = count / 3, at;
    switch (part) {
    case NONDIGITS_LEARNT:
        at = random_below(random, count - kept);
        return at / 2 * 3 + at % 2;
    case NONDIGITS_KEPT_BACK:
        return 3 * random_below(random, kept) + 2;
    default:
        return random_below(random, count);
    }
}

static bool draw_kind(struct drawing *drawing, enum nondigit kind, enum nondigit_part part,
                      struct random *random)
{
    switch (kind) {
    case NONDIGIT_LETTER:
        return draw_template(drawing, letters[choose_template(LETTERS, part, random)], random);
    case NONDIGIT_SIGN:
        return draw_template(drawing, signs[choose_template(SIGNS, part, random)], random);
    case NONDIGIT_SCRIBBLE:
        return draw_scribble(drawing, random);
    case NONDIGIT_DOT:
        return draw_dots(drawing, random);
    default:
        return true;
    }
}

bool nondigits_draw(struct drawing *drawing, enum nondigit kind, enum nondigit_part part,
                    uint64_t seed, uint32_t index, struct status *status)
{
    struct random random;
    random_init(&random, seed, (uint64_t)kind << 32 | index);
    *drawing = (struct drawing){0};
    if (draw_kind(drawing, kind, part, &random))
        return true;
    drawing_free(drawing);
    return status_fail(status, STATUS_NO_MEMORY, "no memory for a drawing");
}

bool nondigits_make(struct strokes *strokes, size_t count, enum nondigit_part part, uint64_t seed,
                    struct status *status)
{
    *strokes = (struct strokes){.box_width = NONDIGIT_SIDE, .box_height = NONDIGIT_SIDE};
    for (size_t i = 0; i < count; i++) {
        enum nondigit kind = (enum nondigit)(i % NONDIGIT_KINDS);
        struct strokes_digit digit = {.label = -1};
        snprintf(digit.writer, sizeof digit.writer, "%s", nondigits_names[kind]);
        if (!nondigits_draw(&digit.drawing, kind, part, seed, (uint32_t)(i / NONDIGIT_KINDS),
                            status))
            goto fail;
        if (!strokes_add_digit(strokes, &digit)) {
            drawing_free(&digit.drawing);
            status_fail(status, STATUS_NO_MEMORY, "no memory for %zu drawings", count);
            goto fail;
        }
    }
    return true;
fail:
    strokes_free(strokes);
    return false;
}
