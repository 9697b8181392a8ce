// Frames that go around something are taken out first, then the lines of the paper, then frames
// that the digit touches, each only if that leaves something like a digit. Of the pieces that are
// left groups.h makes digits. What no digit has is paper.
#include "nn/pictures/digits.h"

#include "nn/ink/resample.h"
#include "nn/pictures/groups.h"
#include "nn/pictures/pieces.h"
#include "nn/pictures/rows.h"
#include "nn/pictures/rules.h"

#include <stdlib.h>
#include <string.h>

enum {
    CLEAR = 25,  // a rule goes on for the window's side / CLEAR beyond the digit
    INSIDE = 4,  // what is in a frame is at least its size / INSIDE
    FAINT = 20,  // ink that is cut close may be faint for the longer side / FAINT
    FILLED = 70, // percent of the box around a frame that lie within it
    SQUARE = 90, // the same within a frame with corners
    AXIS = 8,    // an axis lies within the size / AXIS of the left and the lower side of its box,
    ALONG = 90,  // along so many percent of both,
    BESIDE = 5,  // and no more than so many percent of it elsewhere
    LEVEL = 3,   // what is LEVEL times as wide as high is no digit, but a line
    SMALL = 64,  // pixels of the longer side below which a picture that is no row shows one digit
};

static const double ink_share = 0.4;    // of the darkest ink, from where on ink of drawings counts
static const double faint_share = 0.12; // the same of another digit's ink
static const double rule_share = 0.08;  // as faint as that the rules of drawn paper may be

struct search {
    struct digits_sheet *sheet;
    struct ink *ink; // sheet->ink
    struct pieces pieces;
    struct group group[DIGITS_MOST];
    int count;
    bool small;   // too small for two digits
    bool changed; // there was ink that is no digit's
};

static int longer_of(int width, int height)
{
    return width > height ? width : height;
}

static int height_of(const struct piece *piece)
{
    return piece->bottom - piece->top;
}

static int width_of(const struct piece *piece)
{
    return piece->right - piece->left;
}

// Too few pixels for two digits. A digit is never so wide as two side by side.
static bool is_small(const struct ink *ink)
{
    return longer_of(ink->width, ink->height) < SMALL && 2 * ink->width < 3 * ink->height;
}

static int shorter_side(const struct piece *piece)
{
    return width_of(piece) < height_of(piece) ? width_of(piece) : height_of(piece);
}

static bool find_pieces(struct search *search)
{
    pieces_free(&search->pieces);
    return pieces_find(&search->pieces, search->ink->grey, search->ink->width, search->ink->height,
                       search->sheet->threshold, search->sheet->faint);
}

static int share_of_darkest(const struct ink *ink, double share)
{
    int most = 0;
    for (int i = 0; i < ink->width * ink->height; i++)
        most = ink->grey[i] > most ? ink->grey[i] : most;
    int level = (int)(most * share);
    return level > 0 ? level : 1;
}

// ---- Lines of the paper -------------------------------------------------------------------------

// On how many sides of the window the piece ends before the window does.
static int clear_sides(const struct piece *piece, const struct rules_window *window)
{
    int width = window->right - window->left, height = window->bottom - window->top;
    int across = width / CLEAR + 1, down = height / CLEAR + 1;
    return (piece->left >= window->left + across) + (piece->right <= window->right - across) +
           (piece->top >= window->top + down) + (piece->bottom <= window->bottom - down);
}

// Whether what a removal of lines left is a digit that the lines were not part of. One line alone
// may be the stem of a digit that is cut close.
static bool rest_is_digit(struct search *search, const struct rules_window *window, int lines,
                          bool framed)
{
    struct piece *rest = pieces_main(&search->pieces);
    if (!rest)
        return false;
    if (framed)
        return lines > 1 && piece_size(rest) * INSIDE >= longer_of(window->right - window->left,
                                                                   window->bottom - window->top);
    return clear_sides(rest, window) >= (lines > 1 ? 3 : 4);
}

// Tries to take lines out of a window; what is as strong as `threshold` may be one. False when
// memory runs out.
static bool remove_rules(struct search *search, const struct rules_window *window, int threshold,
                         bool framed)
{
    struct ink *ink = search->ink;
    size_t size = (size_t)ink->width * (size_t)ink->height;
    uint8_t *before = malloc(size);
    if (!before)
        return false;
    memcpy(before, ink->grey, size);
    int count = rules_remove(ink->grey, ink->width, window, threshold, framed);
    bool good = count == 0 || find_pieces(search);
    bool changed = good && count > 0 && rest_is_digit(search, window, count, framed);
    search->changed |= changed;
    if (good && !changed) {
        memcpy(ink->grey, before, size);
        good = count == 0 || find_pieces(search);
    }
    free(before);
    return good;
}

// How much of a piece lies inside the box of another.
static int area_within(const struct pieces *pieces, int32_t number, const struct piece *box)
{
    int area = 0;
    for (int y = box->top; y < box->bottom; y++)
        for (int x = box->left; x < box->right; x++)
            area += pieces->number[y * pieces->width + x] == number;
    return area;
}

// Whether a piece goes around most of its box, as a frame or a circle does, and not the outline of
// an eight. In what is rather round a digit is not small, but the line around an eight's loop may
// be.
static bool is_full_around(const struct pieces *pieces, int around, const struct piece *inner)
{
    const struct piece *outer = &pieces->piece[around];
    int area = 0;
    for (int y = outer->top; y < outer->bottom; y++) {
        const int32_t *row = pieces->number + y * pieces->width;
        int left = outer->left, right = outer->right;
        while (left < right && row[left] != around + 1)
            left++;
        while (right > left && row[right - 1] != around + 1)
            right--;
        area += right - left;
    }
    int box = width_of(outer) * height_of(outer);
    bool small = 5 * height_of(inner) < 2 * height_of(outer);
    return 100 * area >= (small ? SQUARE : FILLED) * box;
}

// Whether a piece goes around another that may be a digit: a frame or a circle.
static bool goes_around(const struct pieces *pieces, int around, const struct piece *inner)
{
    const struct piece *outer = &pieces->piece[around];
    if (!piece_is_within(inner, outer) || 10 * piece_size(inner) < 3 * shorter_side(outer) ||
        LEVEL * height_of(inner) < width_of(inner))
        return false;
    return 50 * area_within(pieces, around + 1, inner) <= width_of(inner) * height_of(inner) &&
           is_full_around(pieces, around, inner);
}

// Whether a piece is a line below, above or beside another that may be a digit.
static bool is_line_at(const struct piece *line, const struct piece *digit)
{
    return width_of(line) > LEVEL * height_of(line) && 4 * width_of(line) > 5 * width_of(digit) &&
           height_of(digit) > 2 * height_of(line) && 4 * height_of(digit) > width_of(line);
}

// Whether a piece has ink in a part of its row or its column.
static bool has_ink(const struct pieces *pieces, int piece, int left, int top, int right,
                    int bottom)
{
    const struct piece part = {.left = left, .top = top, .right = right, .bottom = bottom};
    return area_within(pieces, piece + 1, &part) > 0;
}

// Whether a piece is the two lines of an axis, which meet to the left of its box and below: no
// digit is written so.
static bool is_axis(const struct pieces *pieces, int axis)
{
    const struct piece *box = &pieces->piece[axis];
    int width = width_of(box), height = height_of(box), rows = 0, columns = 0;
    int right = box->left + width / AXIS + 1, top = box->bottom - height / AXIS - 1;
    for (int y = box->top; y < box->bottom; y++)
        rows += has_ink(pieces, axis, box->left, y, right, y + 1);
    for (int x = box->left; x < box->right; x++)
        columns += has_ink(pieces, axis, x, top, x + 1, box->bottom);
    const struct piece elsewhere = {
        .left = right, .top = box->top, .right = box->right, .bottom = top};
    return 100 * rows >= ALONG * height && 100 * columns >= ALONG * width &&
           100 * area_within(pieces, axis + 1, &elsewhere) <= BESIDE * box->area;
}

// Whether what may be a digit stands where the curve of such an axis would.
static bool stands_over(const struct piece *digit, const struct piece *axis)
{
    int x = (digit->left + digit->right) / 2, y = (digit->top + digit->bottom) / 2;
    return x > axis->left && x < axis->right && y > axis->top && y < axis->bottom &&
           10 * piece_size(digit) >= 3 * shorter_side(axis);
}

// Whether it goes around any other that may be a digit, or is its axis.
static bool is_frame(const struct pieces *pieces, int outer)
{
    bool over = false;
    for (int i = 0; i < pieces->count; i++) {
        const struct piece *inner = &pieces->piece[i];
        if (i == outer || piece_score(pieces, inner) == 0)
            continue;
        if (goes_around(pieces, outer, inner))
            return true;
        over |= stands_over(inner, &pieces->piece[outer]);
    }
    return over && is_axis(pieces, outer);
}

static void mark_frames(struct search *search)
{
    struct pieces *pieces = &search->pieces;
    for (int i = 0; i < pieces->count; i++) {
        struct piece *outer = &pieces->piece[i];
        if (piece_score(pieces, outer) == 0)
            continue;
        outer->frame = is_frame(pieces, i);
        for (int j = 0; j < pieces->count && !outer->frame; j++)
            if (j != i && piece_score(pieces, &pieces->piece[j]) > 0)
                outer->frame = is_line_at(outer, &pieces->piece[j]);
        search->changed |= outer->frame;
    }
}

static struct piece *largest(struct pieces *pieces)
{
    struct piece *best = NULL;
    for (int i = 0; i < pieces->count; i++)
        if (!best || piece_size(&pieces->piece[i]) > piece_size(best))
            best = &pieces->piece[i];
    return best;
}

// Takes out frames, but not lines beside a digit, which may be a part of it still.
static bool remove_frames(struct search *search)
{
    struct pieces *pieces = &search->pieces;
    bool changed = false;
    for (int i = 0; i < pieces->count; i++) {
        bool frame = piece_score(pieces, &pieces->piece[i]) > 0 && is_frame(pieces, i);
        for (int at = 0; frame && at < pieces->width * pieces->height; at++)
            if (pieces->number[at] == i + 1)
                search->ink->grey[at] = 0;
        changed |= frame;
    }
    search->changed |= changed;
    return !changed || find_pieces(search);
}

// First frames that go around something, then lines from side to side of the sheet, then a frame's,
// around the largest piece. In few pixels a digit's bar looks the same as a rule.
static bool clean_paper(struct search *search)
{
    const struct rules_window sheet = {0, 0, search->ink->width, search->ink->height};
    int threshold = search->sheet->threshold;
    if (!remove_frames(search))
        return false;
    if (search->small) {
        mark_frames(search);
        return true;
    }
    if (!remove_rules(search, &sheet, threshold, false))
        return false;
    if (search->sheet->drawn &&
        !remove_rules(search, &sheet, share_of_darkest(search->ink, rule_share), false))
        return false;
    const struct piece *piece = largest(&search->pieces);
    if (piece) {
        const struct rules_window box = {piece->left, piece->top, piece->right, piece->bottom};
        if (!remove_rules(search, &box, threshold, true))
            return false;
    }
    mark_frames(search);
    return true;
}

// ---- What comes out -----------------------------------------------------------------------------

// Makes of each pixel's piece its digit, 0 for none; soft edges, which are fainter than any piece,
// go to the piece that is nearest.
static void find_owners(struct search *search)
{
    const struct ink *ink = search->ink;
    int32_t *owner = search->pieces.number, *queue = search->pieces.stack;
    int first = 0, end = 0;
    for (int i = 0; i < ink->width * ink->height; i++)
        if (owner[i] > 0) {
            int digit = search->pieces.piece[owner[i] - 1].digit;
            owner[i] = digit ? digit : -1;
            queue[end++] = i;
        }
    while (search->sheet->drawn && first < end) {
        int at = queue[first++], x = at % ink->width, y = at / ink->width;
        for (int i = 0; i < 9; i++) {
            int column = x + i % 3 - 1, row = y + i / 3 - 1, next = row * ink->width + column;
            if (column < 0 || row < 0 || column >= ink->width || row >= ink->height ||
                owner[next] != 0 || ink->grey[next] == 0)
                continue;
            owner[next] = owner[at];
            queue[end++] = next;
        }
    }
}

// From which depth on a digit's ink is full: that of its darker half.
static int full_depth(const struct search *search, int digit)
{
    int count[256] = {0}, all = 0, level = 0;
    for (int i = 0; i < search->ink->width * search->ink->height; i++)
        if (search->pieces.number[i] == digit) {
            count[search->ink->grey[i]]++;
            all++;
        }
    for (int64_t seen = count[0]; 100 * seen < 60 * (int64_t)all; seen += count[level])
        level++;
    return level;
}

// Lays a digit's ink on a sheet whose corner is at (left, top): as it was drawn, or full ink from
// the darker half of the digit on, and of a photograph paper up to the threshold.
static void lay(struct ink *out, const struct search *search, const struct group *group, int left,
                int top)
{
    const struct ink *ink = search->ink;
    bool drawn = search->sheet->drawn, faint = group->box.faint;
    bool lighter = faint || 2 * piece_strength(&group->box) < piece_strength(&search->group[0].box);
    int digit = group->number, threshold = faint ? search->sheet->faint : search->sheet->threshold;
    int none = drawn ? 0 : threshold / 2;
    int full = drawn && !lighter ? 255 : full_depth(search, digit);
    for (int y = 0; y < out->height; y++)
        for (int x = 0; x < out->width; x++) {
            int column = x + left, row = y + top, at = row * ink->width + column;
            if (column < 0 || row < 0 || column >= ink->width || row >= ink->height ||
                search->pieces.number[at] != digit)
                continue;
            int level = (ink->grey[at] - none) * 255 / (full > none ? full - none : 1);
            out->grey[y * out->width + x] = (uint8_t)(level < 0 ? 0 : level > 255 ? 255 : level);
        }
}

static bool lay_digit(struct found_digit *out, const struct search *search,
                      const struct group *group, struct status *status)
{
    const struct piece *box = &group->box;
    int width = width_of(box), height = height_of(box), margin = longer_of(width, height) / 4 + 1;
    *out =
        (struct found_digit){.left = box->left, .top = box->top, .width = width, .height = height};
    bool alone = search->count == 1;
    int left = alone ? 0 : box->left - margin, top = alone ? 0 : box->top - margin;
    out->ink_left = left;
    out->ink_top = top;
    if (!ink_init(&out->ink, alone ? search->ink->width : width + 2 * margin,
                  alone ? search->ink->height : height + 2 * margin, status))
        return false;
    lay(&out->ink, search, group, left, top);
    return true;
}

static bool copy_ink(struct ink *out, const struct ink *ink, struct status *status)
{
    if (!ink_init(out, ink->width, ink->height, status))
        return false;
    memcpy(out->grey, ink->grey, (size_t)ink->width * (size_t)ink->height);
    return true;
}

static void order(struct group *group, int count)
{
    struct rows_place place[DIGITS_MOST];
    for (int i = 0; i < count; i++) {
        const struct piece *box = &group[i].box;
        int middle = (box->top + box->bottom) / 2;
        place[i] = (struct rows_place){.left = box->left, .top = box->top, .middle = middle};
    }
    rows_order(group, sizeof *group, place, count);
}

static bool lay_all(struct digits *digits, struct search *search, struct status *status)
{
    order(search->group, search->count);
    find_owners(search);
    digits->digit = calloc((size_t)search->count, sizeof *digits->digit);
    digits->width = search->ink->width;
    digits->height = search->ink->height;
    if (!digits->digit)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for the digits of the picture");
    for (; digits->count < search->count; digits->count++) {
        const struct group *group = &search->group[digits->count];
        if (group->number == 1)
            digits->main = digits->count;
        if (!lay_digit(&digits->digit[digits->count], search, group, status))
            return false;
    }
    return true;
}

// All ink as it is, as one digit.
static bool take_whole(struct digits *digits, const struct ink *ink, bool blank,
                       struct status *status)
{
    digits->digit = calloc(1, sizeof *digits->digit);
    if (!digits->digit)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for the digits of the picture");
    struct found_digit *whole = digits->digit;
    *whole = (struct found_digit){.width = ink->width, .height = ink->height};
    digits->width = ink->width;
    digits->height = ink->height;
    if (!(blank ? ink_init(&whole->ink, ink->width, ink->height, status)
                : copy_ink(&whole->ink, ink, status)))
        return false;
    digits->count = 1;
    return true;
}

// ---- The whole ----------------------------------------------------------------------------------

// A drawing as large as the pieces can be looked for in; false if it is already.
static bool reduce(struct ink *small, const struct ink *ink, bool *good, struct status *status)
{
    int longer = longer_of(ink->width, ink->height);
    *good = true;
    if (longer <= PHOTO_SIDE)
        return false;
    int width = (int)((int64_t)ink->width * PHOTO_SIDE / longer);
    int height = (int)((int64_t)ink->height * PHOTO_SIDE / longer);
    *good = ink_init(small, width > 0 ? width : 1, height > 0 ? height : 1, status);
    if (*good) {
        struct sheet sheet = {ink->grey, ink->width, ink->height, (size_t)ink->width};
        resample_whole(small->grey, small->width, small->height, &sheet);
    }
    return true;
}

// Whether ink reaches all four edges: the picture was cut close around it.
static bool is_tight(const struct pieces *pieces)
{
    int margin = longer_of(pieces->width, pieces->height) / FAINT + 1, edges = 0;
    for (int i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->piece[i];
        edges |= (piece->left <= margin) | (piece->top <= margin) << 1 |
                 (piece->right >= pieces->width - margin) << 2 |
                 (piece->bottom >= pieces->height - margin) << 3;
    }
    return edges == 15;
}

static bool find(struct search *search)
{
    if (search->sheet->threshold == 0) {
        search->sheet->threshold = share_of_darkest(search->ink, ink_share);
        search->sheet->faint = share_of_darkest(search->ink, faint_share);
    }
    if (!find_pieces(search) || !clean_paper(search))
        return false;
    search->pieces.tight =
        search->sheet->uncut || (search->sheet->drawn && is_tight(&search->pieces));
    const struct grouping grouping = {search->sheet->drawn, search->small, search->sheet->one};
    search->count = groups_find(search->group, &search->pieces, &grouping);
    if (search->count < 0)
        return false;
    for (int i = 0; i < search->pieces.count; i++)
        search->changed |= search->pieces.piece[i].digit == 0;
    return true;
}

bool digits_find(struct digits *digits, struct digits_sheet *sheet, struct status *status)
{
    bool good;
    struct ink small, *whole = sheet->ink;
    struct search *search = calloc(1, sizeof *search);
    *digits = (struct digits){0};
    if (!search)
        return status_fail(status, STATUS_NO_MEMORY, "no memory to look for digits");
    bool reduced = reduce(&small, whole, &good, status);
    *search =
        (struct search){.sheet = sheet, .ink = reduced ? &small : whole, .small = is_small(whole)};
    if (good && !find(search))
        good = status_fail(status, STATUS_NO_MEMORY, "no memory to look for digits");
    if (good && sheet->drawn && (search->count == 0 || (search->count == 1 && !search->changed)))
        good = take_whole(digits, whole, false, status);
    else if (good && search->count == 0)
        good = take_whole(digits, whole, true, status);
    else if (good)
        good = lay_all(digits, search, status);
    if (good && reduced && digits->digit->ink.width != whole->width)
        digits_scale(digits, whole->width, whole->height, small.width, small.height);
    if (!good)
        digits_free(digits);
    if (reduced)
        ink_free(&small);
    pieces_free(&search->pieces);
    free(search);
    return good;
}

static int scale(int at, int size, int from)
{
    return (int)(((int64_t)at * size + from / 2) / from);
}

void digits_scale(struct digits *digits, int width, int height, int from_width, int from_height)
{
    for (int i = 0; i < digits->count; i++) {
        struct found_digit *digit = &digits->digit[i];
        int right = scale(digit->left + digit->width, width, from_width);
        int bottom = scale(digit->top + digit->height, height, from_height);
        digit->left = scale(digit->left, width, from_width);
        digit->top = scale(digit->top, height, from_height);
        digit->width = right - digit->left;
        digit->height = bottom - digit->top;
    }
}

void digits_free(struct digits *digits)
{
    for (int i = 0; i < digits->count; i++)
        ink_free(&digits->digit[i].ink);
    free(digits->digit);
    *digits = (struct digits){0};
}

// Adds a digit's ink; no pixel is of two digits.
static void lay_down(struct ink *sheet, const struct found_digit *digit)
{
    for (int y = 0; y < digit->ink.height; y++)
        for (int x = 0; x < digit->ink.width; x++) {
            int column = x + digit->ink_left, row = y + digit->ink_top;
            uint8_t grey = digit->ink.grey[y * digit->ink.width + x];
            if (grey > 0 && column >= 0 && row >= 0 && column < sheet->width && row < sheet->height)
                sheet->grey[row * sheet->width + column] = grey;
        }
}

bool digits_lay(struct ink *sheet, const struct digits *digits, struct status *status)
{
    if (!ink_init(sheet, digits->width, digits->height, status))
        return false;
    for (int i = 0; i < digits->count; i++)
        lay_down(sheet, &digits->digit[i]);
    return true;
}

void digits_take_main(struct ink *ink, struct digits *digits)
{
    struct ink *main = &digits->digit[digits->main].ink;
    *ink = *main;
    *main = (struct ink){0};
    digits_free(digits);
}
