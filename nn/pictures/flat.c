// The border of a picture says what its paper is like: the corners are paper, even where the
// picture was cut close around a digit, and if they do not agree, more of the border is paper than
// ink. Only where all the border is alike, and yet most of the picture is not, the border is a
// frame: it is peeled off, and the border of what is left is asked.
#include "nn/pictures/flat.h"

#include <stdlib.h>
#include <string.h>

enum {
    EVEN = 8,            // of 255: how much the light of one paper differs
    LEAST_CONTRAST = 48, // of 255, between ink and paper
    FRAMES = 4,          // one in another
    MOST_CHANGES = 24,   // between ink and paper along a border that cuts through a digit's strokes
    SHADOW = 10,         // a piece of the border, its length / SHADOW, is more than an edge of ink
    LEAST_SHADOW = 24,   // pixels: on a smaller picture edges of ink are as long
    SOLID = 3,           // no pen is as wide as the longer side / SOLID
    CORNER = 24,         // a corner is a square of the longer side / CORNER
    LEAST_INSIDE = 5,    // what a frame encloses is longer than the picture's side / LEAST_INSIDE
};

struct view {
    int left, top, right, bottom; // right and bottom are exclusive
};

struct levels {
    int count[256], all;
};

static const uint8_t *row_of(const struct sheet *light, int y)
{
    return light->grey + (size_t)y * light->stride;
}

static void count_row(struct levels *levels, const struct sheet *light, int y, int left, int right)
{
    for (int x = left; x < right; x++)
        levels->count[row_of(light, y)[x]]++;
    levels->all += right - left;
}

static void count_column(struct levels *levels, const struct sheet *light, int x, int top,
                         int bottom)
{
    for (int y = top; y < bottom; y++)
        levels->count[row_of(light, y)[x]]++;
    levels->all += bottom - top;
}

static struct levels border_of(const struct sheet *light, const struct view *view)
{
    struct levels border = {0};
    count_row(&border, light, view->top, view->left, view->right);
    count_row(&border, light, view->bottom - 1, view->left, view->right);
    count_column(&border, light, view->left, view->top + 1, view->bottom - 1);
    count_column(&border, light, view->right - 1, view->top + 1, view->bottom - 1);
    return border;
}

static struct levels levels_of(const struct sheet *light, const struct view *view)
{
    struct levels levels = {0};
    for (int y = view->top; y < view->bottom; y++)
        count_row(&levels, light, y, view->left, view->right);
    return levels;
}

static int count_between(const struct levels *levels, int low, int high)
{
    int count = 0;
    for (int level = low > 0 ? low : 0; level <= high && level < 256; level++)
        count += levels->count[level];
    return count;
}

// The median of what lies between two levels.
static int median_of(const struct levels *levels, int low, int high)
{
    int all = count_between(levels, low, high), seen = 0, level = low;
    for (; level < high; level++) {
        seen += levels->count[level];
        if (2 * seen >= all)
            break;
    }
    return level;
}

// The level that best parts the light from the dark: that of the largest variance between the two.
static int parting_of(const struct levels *levels)
{
    double all = 0, sum = 0, below = 0, sum_below = 0, best = -1;
    int parting = 128;
    for (int i = 0; i < 256; i++) {
        all += levels->count[i];
        sum += (double)i * levels->count[i];
    }
    for (int i = 0; i < 255; i++) {
        below += levels->count[i];
        sum_below += (double)i * levels->count[i];
        if (below <= 0 || below >= all)
            continue;
        double apart = sum_below / below - (sum - sum_below) / (all - below);
        double variance = below * (all - below) * apart * apart;
        if (variance > best) {
            best = variance;
            parting = i;
        }
    }
    return parting;
}

static bool mostly(const struct levels *line, int level, int other)
{
    int low = level < other ? 0 : (level + other) / 2,
        high = level < other ? (level + other) / 2 : 255;
    return 2 * count_between(line, low, high) > line->all;
}

static bool column_is(const struct sheet *light, const struct view *view, int x, int level,
                      int other)
{
    struct levels line = {0};
    count_column(&line, light, x, view->top, view->bottom);
    return mostly(&line, level, other);
}

static bool row_is(const struct sheet *light, const struct view *view, int y, int level, int other)
{
    struct levels line = {0};
    count_row(&line, light, y, view->left, view->right);
    return mostly(&line, level, other);
}

// Takes away the lines along all four edges that are more like the frame than like the inside, and
// one more, in which the two meet.
static bool peel(struct view *view, const struct sheet *light, int frame, int inside)
{
    struct view v = *view;
    int least_width = (v.right - v.left) / LEAST_INSIDE,
        least_height = (v.bottom - v.top) / LEAST_INSIDE;
    while (v.right - v.left > least_width && column_is(light, &v, v.left, frame, inside))
        v.left++;
    while (v.right - v.left > least_width && column_is(light, &v, v.right - 1, frame, inside))
        v.right--;
    while (v.bottom - v.top > least_height && row_is(light, &v, v.top, frame, inside))
        v.top++;
    while (v.bottom - v.top > least_height && row_is(light, &v, v.bottom - 1, frame, inside))
        v.bottom--;
    v = (struct view){v.left + 1, v.top + 1, v.right - 1, v.bottom - 1};
    if (v.right - v.left <= least_width || v.bottom - v.top <= least_height)
        return false;
    *view = v;
    return true;
}

// Whether most of a corner's pixels are lighter than the parting.
static bool corner_is_light(const struct sheet *light, const struct view *view, int corner,
                            int parting)
{
    int width = view->right - view->left, height = view->bottom - view->top;
    int side = (width > height ? width : height) / CORNER + 1, lighter = 0;
    int across = side < width ? side : width, down = side < height ? side : height;
    int left = corner % 2 ? view->left : view->right - across;
    int top = corner < 2 ? view->top : view->bottom - down;
    for (int y = top; y < top + down; y++)
        for (int x = left; x < left + across; x++)
            lighter += row_of(light, y)[x] > parting;
    return 2 * lighter > across * down;
}

// Whether three corners at least are on one side of the parting: then the paper lies there.
static bool corners_agree(bool *light_side, const struct sheet *light, const struct view *view,
                          int parting)
{
    int count = 0;
    for (int corner = 0; corner < 4; corner++)
        count += corner_is_light(light, view, corner, parting);
    *light_side = count > 2;
    return count != 2;
}

// What the paper's light is and whether the ink is darker.
struct paper {
    int level;
    bool dark_ink;
    int parting; // between ink and paper
    int uneven;  // how much its light may differ from `level`
    bool noisy;  // no two pixels of it are alike: a camera's
};

// False if the paper is not flat.
static bool judge_paper(struct paper *paper, const struct sheet *sheet, const struct view *view,
                        const struct levels *levels, const struct levels *border)
{
    int parting = parting_of(levels);
    int dark = median_of(levels, 0, parting), light = median_of(levels, parting + 1, 255);
    paper->parting = parting;
    if (!corners_agree(&paper->dark_ink, sheet, view, parting))
        paper->dark_ink = 2 * count_between(border, 0, parting) <= border->all;
    paper->level = paper->dark_ink ? light : dark;
    int faintest = (light - dark) / INK_FAINTEST;
    paper->uneven = faintest > EVEN ? faintest : EVEN;
    int low = paper->dark_ink ? parting + 1 : 0, high = paper->dark_ink ? 255 : parting;
    int same = count_between(levels, paper->level - 1, paper->level + 1);
    paper->noisy = 2 * same < count_between(levels, low, high);
    int alike = count_between(levels, paper->level - EVEN, paper->level + EVEN);
    return light - dark >= LEAST_CONTRAST && 2 * alike > count_between(levels, low, high);
}

static bool is_ink(uint8_t light, const struct paper *paper)
{
    return paper->dark_ink ? light <= paper->parting : light > paper->parting;
}

static uint8_t level_of(int light, const struct paper *paper)
{
    int level = paper->dark_ink ? paper->level - light : light - paper->level;
    int most = paper->dark_ink ? paper->level : 255 - paper->level;
    return (uint8_t)(level > paper->uneven ? level * 255 / most : 0);
}

static int border_length(const struct view *view)
{
    return 2 * (view->right - view->left + view->bottom - view->top) - 4;
}

// The light of the border's pixel `i`, from the top left clockwise.
static uint8_t border_at(const struct sheet *light, const struct view *view, int i)
{
    int across = view->right - view->left - 1, down = view->bottom - view->top - 1;
    if (i < across)
        return row_of(light, view->top)[view->left + i];
    if (i < across + down)
        return row_of(light, view->top + i - across)[view->right - 1];
    if (i < 2 * across + down)
        return row_of(light, view->bottom - 1)[view->right - 1 - (i - across - down)];
    return row_of(light, view->bottom - 1 - (i - 2 * across - down))[view->left];
}

// How often the border goes from ink to paper or back. Noise and stripes do so all the time.
static int changes_along(const struct sheet *light, const struct view *view,
                         const struct paper *paper)
{
    int changes = 0, length = border_length(view);
    for (int i = 1; i < length; i++)
        changes += is_ink(border_at(light, view, i), paper) !=
                   is_ink(border_at(light, view, i - 1), paper);
    return changes;
}

// Whether the paper at the border's pixel `i` is of another light.
static bool is_shaded(const struct sheet *light, const struct view *view, const struct paper *paper,
                      int i)
{
    uint8_t grey = border_at(light, view, i % border_length(view));
    bool darker = grey<paper->level - EVEN, lighter = grey> paper->level + EVEN;
    return !is_ink(grey, paper) && (paper->dark_ink ? darker : lighter);
}

// Whether most of a long piece of the border is, without any ink.
static bool is_shaded_along(const struct sheet *light, const struct view *view,
                            const struct paper *paper)
{
    int shaded = 0, without_ink = 0, length = border_length(view), piece = length / SHADOW;
    for (int i = 0; i < length + piece; i++) {
        without_ink = is_ink(border_at(light, view, i % length), paper) ? 0 : without_ink + 1;
        shaded += is_shaded(light, view, paper, i);
        if (i >= piece)
            shaded -= is_shaded(light, view, paper, i - piece);
        if (4 * shaded > 3 * piece && without_ink >= piece && piece >= LEAST_SHADOW)
            return true;
    }
    return false;
}

// Whether there is a shadow: it reaches from the border inwards, where the soft edge of ink that
// meets the border becomes ink. On a camera's picture edges are not as soft as that.
static bool has_shadow(const struct sheet *light, const struct view *view,
                       const struct paper *paper)
{
    int width = view->right - view->left, height = view->bottom - view->top;
    int depth = 2 * (width > height ? width : height) / CORNER;
    struct view inner = {view->left + depth, view->top + depth, view->right - depth,
                         view->bottom - depth};
    bool within = 4 * depth < (width < height ? width : height);
    return is_shaded_along(light, view, paper) &&
           (paper->noisy || (within && is_shaded_along(light, &inner, paper)));
}

// Whether there is a square of nothing but ink, of that side: rather a shadow. `sides` has room for
// a row: of the largest square that ends at each pixel.
static bool has_square(const struct sheet *light, const struct view *view,
                       const struct paper *paper, int side, int *sides)
{
    for (int y = view->top; y < view->bottom; y++) {
        int corner = 0; // the one above and to the left
        for (int x = view->left; x < view->right; x++) {
            int above = y > view->top ? sides[x] : 0, before = x > view->left ? sides[x - 1] : 0;
            int least = above < before ? above : before;
            least = corner < least ? corner : least;
            corner = above;
            sides[x] = is_ink(row_of(light, y)[x], paper) ? least + 1 : 0;
            if (sides[x] >= side)
                return true;
        }
    }
    return false;
}

// Whether what stands out of the view can be the strokes of a pen, cut off by the border or not.
static bool is_written(const struct sheet *light, const struct view *view,
                       const struct paper *paper, bool *good)
{
    int width = view->right - view->left, height = view->bottom - view->top;
    int side = (width > height ? width : height) / SOLID + 1;
    int *sides = malloc((size_t)light->width * sizeof *sides);
    *good = sides;
    bool written = sides && changes_along(light, view, paper) <= MOST_CHANGES &&
                   !has_shadow(light, view, paper) && !has_square(light, view, paper, side, sides);
    free(sides);
    return written;
}

// Where the picture is without its frames. False if there are none and the border is even: the
// paper may have shadows further in.
static bool find_view(struct view *view, struct levels *border, struct levels *levels,
                      const struct sheet *light)
{
    *view = (struct view){0, 0, light->width, light->height};
    for (int i = 0; i < FRAMES; i++) {
        if (view->right - view->left < 3 || view->bottom - view->top < 3)
            return false;
        *border = border_of(light, view);
        *levels = levels_of(light, view);
        int edge = median_of(border, 0, 255), inside = median_of(levels, 0, 255);
        int alike = count_between(border, edge - EVEN, edge + EVEN);
        bool apart = abs(edge - inside) >= LEAST_CONTRAST, even = 10 * alike >= 9 * border->all;
        if (!apart || !even || !peel(view, light, edge, inside))
            return i > 0 || !even;
    }
    return false;
}

enum flat_result flat_find_ink(struct ink *ink, const struct sheet *light)
{
    struct view view;
    struct paper paper;
    struct levels border, levels;
    bool good = true;
    if (!find_view(&view, &border, &levels, light) ||
        !judge_paper(&paper, light, &view, &levels, &border) ||
        !is_written(light, &view, &paper, &good))
        return good ? FLAT_NOT : FLAT_NO_MEMORY;
    if (!ink_init(ink, light->width, light->height, NULL))
        return FLAT_NO_MEMORY;
    for (int y = view.top; y < view.bottom; y++)
        for (int x = view.left; x < view.right; x++)
            ink->grey[(size_t)y * (size_t)ink->width + (size_t)x] =
                level_of(row_of(light, y)[x], &paper);
    return FLAT_FOUND;
}
