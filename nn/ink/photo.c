// Paper is what is left of a picture when everything narrower than a window is filled in (a grey
// closing: the lightest in the window, then the darkest of these). Unlike a blur it follows the
// edge of a shadow, so that the edge does not look like ink. What is darker than the paper, as a
// share of the paper's light, is ink or noise; pieces of it that hang together are judged by their
// size and strength. Light ink on dark paper is turned round first.
#include "nn/ink/photo.h"

#include "nn/base/grow.h"
#include "nn/ink/resample.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDE_SIDE = PHOTO_SIDE * 3 / 2, // enough for the window on both sides
    WINDOW = 5,                     // the window is the longer side / WINDOW: wider than any pen
    MOST_DEPTH = 200,               // of 255: ink is at least so strong, whatever the noise
    LEAST_DEPTH = 12,               // of 255: fainter than any pencil
    NOISE_FACTOR = 5,               // ink is so many times stronger than the paper's noise
    PLAIN = 64,                     // of 255: stronger ink is plain to see
    STRONG = 80,                    // of 255: what reaches the edge is no digit if it is weaker
    DARK = 64,                      // of 255: on darker paper noise would look strong
    SPECK = 25,                     // pieces smaller than the longer side / SPECK are no digit
};

struct photo {
    int width, height;
    uint8_t *light;  // (row, column): turned round if the ink was light
    uint8_t *depth;  // (row, column): how much darker than the paper
    int32_t *piece;  // (row, column): number of the piece from 1, 0 paper, -1 not yet known
    uint8_t *buffer; // as large as light
    uint8_t *wide;   // with the window's reach all around
    int32_t *stack;
};

// A connected piece of ink; right and bottom are exclusive.
struct piece {
    int left, top, right, bottom;
    int area;
    uint64_t depth; // sum
    bool chosen;
};

static int longer_side(int width, int height)
{
    return width > height ? width : height;
}

static int reach_of(int width, int height)
{
    return longer_side(width, height) / WINDOW / 2 + 1;
}

static void picture_free(struct photo *photo)
{
    free(photo->light);
    free(photo->depth);
    free(photo->piece);
    free(photo->buffer);
    free(photo->wide);
    free(photo->stack);
}

static bool picture_init(struct photo *photo, int width, int height)
{
    size_t count = (size_t)width * (size_t)height;
    *photo = (struct photo){.width = width, .height = height};
    photo->light = malloc(count);
    photo->depth = malloc(count);
    photo->buffer = malloc(count);
    photo->piece = malloc(count * sizeof *photo->piece);
    photo->stack = malloc(count * sizeof *photo->stack);
    size_t more = 2 * (size_t)reach_of(width, height);
    photo->wide = malloc(((size_t)width + more) * ((size_t)height + more));
    return photo->light && photo->depth && photo->buffer && photo->wide && photo->piece &&
           photo->stack;
}

// One line of `count` pixels, `step` apart, through a filter of 1, 2, 1.
static void soften_line(uint8_t *line, int count, int step)
{
    int before = line[0];
    for (int i = 0; i < count; i++) {
        int own = line[i * step], after = line[(i + 1 < count ? i + 1 : i) * step];
        line[i * step] = (uint8_t)((before + 2 * own + after + 2) / 4);
        before = own;
    }
}

static void soften(struct photo *photo)
{
    for (int y = 0; y < photo->height; y++)
        soften_line(photo->light + y * photo->width, photo->width, 1);
    for (int x = 0; x < photo->width; x++)
        soften_line(photo->light + x, photo->height, photo->width);
}

// The largest value within `reach` of each pixel of a line, or the smallest; `flip` is 0 or 255.
// The queue holds what can still become the largest, in falling order.
static void extreme_line(uint8_t *line, int count, int step, int reach, uint8_t flip)
{
    uint8_t source[WIDE_SIDE];
    int queue[WIDE_SIDE], first = 0, end = 0;
    for (int i = 0; i < count; i++)
        source[i] = line[i * step] ^ flip;
    for (int i = 0; i < count + reach; i++) {
        while (i < count && end > first && source[queue[end - 1]] <= source[i])
            end--;
        if (i < count)
            queue[end++] = i;
        if (i < reach)
            continue;
        while (queue[first] < i - 2 * reach)
            first++;
        line[(i - reach) * step] = source[queue[first]] ^ flip;
    }
}

// A picture with more of it around, as far as the window reaches.
struct wide {
    int width, height, reach;
    uint8_t *light;
};

// How the light at one end of a line goes on past it: as steeply as it came.
static void extend_line(uint8_t *line, int count, int step, int reach)
{
    uint8_t *last = line + (reach + count - 1) * step, *first = line + reach * step;
    for (int i = 1; i <= reach; i++) {
        int back = (i < count ? i : count - 1) * step;
        int before = 2 * *first - first[back], after = 2 * *last - last[-back];
        first[-i * step] = (uint8_t)(before < 0 ? 0 : before > 255 ? 255 : before);
        last[i * step] = (uint8_t)(after < 0 ? 0 : after > 255 ? 255 : after);
    }
}

static void widen(struct wide *wide, const struct photo *photo)
{
    for (int y = 0; y < photo->height; y++) {
        uint8_t *row = wide->light + (y + wide->reach) * wide->width;
        memcpy(row + wide->reach, photo->light + y * photo->width, (size_t)photo->width);
        extend_line(row, photo->width, 1, wide->reach);
    }
    for (int x = 0; x < wide->width; x++)
        extend_line(wide->light + x, photo->height, wide->width, wide->reach);
}

static void extreme(struct wide *wide, uint8_t flip)
{
    for (int y = 0; y < wide->height; y++)
        extreme_line(wide->light + y * wide->width, wide->width, 1, wide->reach, flip);
    for (int x = 0; x < wide->width; x++)
        extreme_line(wide->light + x, wide->height, wide->width, wide->reach, flip);
}

// Fills in what is darker and narrower than the window.
static void find_paper(struct photo *photo)
{
    int reach = reach_of(photo->width, photo->height);
    struct wide wide = {photo->width + 2 * reach, photo->height + 2 * reach, reach, photo->wide};
    widen(&wide, photo);
    extreme(&wide, 0);
    extreme(&wide, 255);
    for (int y = 0; y < photo->height; y++)
        memcpy(photo->buffer + y * photo->width, wide.light + (y + reach) * wide.width + reach,
               (size_t)photo->width);
}

static void find_depth(struct photo *photo)
{
    find_paper(photo);
    for (int i = 0; i < photo->width * photo->height; i++) {
        int paper = photo->buffer[i], light = photo->light[i];
        int most = paper > DARK ? paper : DARK;
        photo->depth[i] = (uint8_t)(paper > light ? (paper - light) * 255 / most : 0);
    }
}

static void turn_round(struct photo *photo)
{
    for (int i = 0; i < photo->width * photo->height; i++)
        photo->light[i] ^= 255;
}

static uint8_t quantile_of(const uint8_t *grey, int count, int percent)
{
    int seen = 0, number[256] = {0}, level = 0;
    for (int i = 0; i < count; i++)
        number[grey[i]]++;
    for (seen = number[0]; 100 * (int64_t)seen < (int64_t)count * percent; seen += number[level])
        level++;
    return (uint8_t)level;
}

// Sums of the light of all pixels above and to the left, the pixel itself included.
static void sum_light(int32_t *sums, const struct photo *photo)
{
    for (int y = 0; y < photo->height; y++) {
        int32_t row = 0;
        for (int x = 0; x < photo->width; x++) {
            int at = y * photo->width + x;
            row += photo->light[at];
            sums[at] = row + (y > 0 ? sums[at - photo->width] : 0);
        }
    }
}

// Marks in `piece` what differs from its surroundings either way, but not the edges of shadows.
static void mark_details(struct photo *photo)
{
    int count = photo->width * photo->height;
    memset(photo->piece, 0, (size_t)count * sizeof *photo->piece);
    for (int way = 0; way < 2; way++) {
        find_depth(photo);
        for (int i = 0; i < count; i++)
            photo->piece[i] |= photo->depth[i] >= PLAIN / 2;
        turn_round(photo);
    }
}

// Ink is rare and far from the paper, so that cubes of the differences from the mean around show on
// which side it lies. Noise spreads evenly.
static bool ink_is_light(struct photo *photo)
{
    int64_t cubes = 0;
    int reach = reach_of(photo->width, photo->height), width = photo->width;
    int area = (2 * reach + 1) * (2 * reach + 1);
    int margin = reach + reach / 2 + 1; // a table around the paper should not count
    const int32_t *sums = photo->stack;
    mark_details(photo);
    sum_light(photo->stack, photo);
    for (int y = margin; y < photo->height - margin; y++)
        for (int x = margin; x < width - margin; x++) {
            const int32_t *above = sums + (y - reach - 1) * width + x;
            const int32_t *below = sums + (y + reach) * width + x;
            int32_t sum = below[reach] - below[-reach - 1] - above[reach] + above[-reach - 1];
            int64_t difference = photo->light[y * width + x] - sum / area;
            if (photo->piece[y * width + x])
                cubes += difference * difference * difference;
        }
    return cubes > PLAIN * PLAIN * PLAIN; // at least as much as one plain pixel
}

// The piece that a pixel belongs to, by filling.
static struct piece fill(struct photo *photo, int start, int32_t number)
{
    struct piece piece = {photo->width, photo->height, 0, 0, 0, 0, false};
    int waiting = 0;
    photo->stack[waiting++] = start;
    photo->piece[start] = number;
    while (waiting > 0) {
        int at = photo->stack[--waiting], x = at % photo->width, y = at / photo->width;
        piece.left = x < piece.left ? x : piece.left;
        piece.top = y < piece.top ? y : piece.top;
        piece.right = x + 1 > piece.right ? x + 1 : piece.right;
        piece.bottom = y + 1 > piece.bottom ? y + 1 : piece.bottom;
        piece.area++;
        piece.depth += photo->depth[at];
        for (int i = 0; i < 9; i++) {
            int column = x + i % 3 - 1, row = y + i / 3 - 1;
            if (column < 0 || row < 0 || column >= photo->width || row >= photo->height)
                continue;
            int next = row * photo->width + column;
            if (photo->piece[next] != -1)
                continue;
            photo->piece[next] = number;
            photo->stack[waiting++] = next;
        }
    }
    return piece;
}

struct pieces {
    struct piece *piece; // owned; number n is piece[n - 1]
    int count;
};

static bool find_pieces(struct pieces *pieces, struct photo *photo, int threshold)
{
    *pieces = (struct pieces){0};
    for (int i = 0; i < photo->width * photo->height; i++)
        photo->piece[i] = photo->depth[i] >= threshold ? -1 : 0;
    for (int i = 0; i < photo->width * photo->height; i++) {
        if (photo->piece[i] != -1)
            continue;
        struct piece *grown = grow_array(pieces->piece, (size_t)pieces->count, 1, sizeof *grown);
        if (!grown)
            return false;
        pieces->piece = grown;
        pieces->piece[pieces->count] = fill(photo, i, pieces->count + 1);
        pieces->count++;
    }
    return true;
}

static int piece_size(const struct piece *piece)
{
    return longer_side(piece->right - piece->left, piece->bottom - piece->top);
}

static int piece_strength(const struct piece *piece)
{
    return (int)(piece->depth / (uint64_t)piece->area);
}

static bool at_edge(const struct photo *photo, const struct piece *piece)
{
    int margin = longer_side(photo->width, photo->height) / 50;
    return piece->left <= margin || piece->top <= margin || piece->right >= photo->width - margin ||
           piece->bottom >= photo->height - margin;
}

// How much a piece looks like the digit or its main part; 0: not at all. Where ink is plain to see
// its size decides. What reaches the edge is likelier a table, a frame or a ruled line, or light
// that falls off steeply.
static int score_of(const struct piece *piece, const struct photo *photo, int threshold)
{
    int size = piece_size(piece), strength = piece_strength(piece);
    if (size * SPECK < longer_side(photo->width, photo->height) || 4 * strength < 5 * threshold)
        return 0;
    int score = size * (strength < PLAIN ? strength : PLAIN);
    if (at_edge(photo, piece))
        return strength < STRONG ? 0 : score / 16;
    return score;
}

// The best piece, or NULL.
static struct piece *main_piece(struct pieces *pieces, const struct photo *photo, int threshold)
{
    struct piece *best = NULL;
    int score = 0;
    for (int i = 0; i < pieces->count; i++) {
        int own = score_of(&pieces->piece[i], photo, threshold);
        if (own > score) {
            score = own;
            best = &pieces->piece[i];
        }
    }
    return best;
}

static int gap(int low, int high, int other_low, int other_high)
{
    int after = other_low - high, before = low - other_high;
    int wider = after > before ? after : before;
    return wider > 0 ? wider : 0;
}

static bool belongs(const struct photo *photo, const struct piece *digit, const struct piece *piece)
{
    int across = gap(digit->left, digit->right, piece->left, piece->right);
    int down = gap(digit->top, digit->bottom, piece->top, piece->bottom);
    int size = piece_size(digit);
    return !at_edge(photo, piece) && longer_side(across, down) * 5 <= size &&
           piece_size(piece) * 8 >= size && piece_strength(piece) * 2 >= piece_strength(digit);
}

// Other strokes of the digit join it until none is near.
static void gather(struct pieces *pieces, const struct photo *photo, struct piece *digit)
{
    struct piece all = *digit;
    digit->chosen = true;
    for (bool more = true; more;) {
        more = false;
        for (int i = 0; i < pieces->count; i++) {
            struct piece *piece = &pieces->piece[i];
            if (piece->chosen || !belongs(photo, &all, piece))
                continue;
            piece->chosen = more = true;
            all.left = piece->left < all.left ? piece->left : all.left;
            all.top = piece->top < all.top ? piece->top : all.top;
            all.right = piece->right > all.right ? piece->right : all.right;
            all.bottom = piece->bottom > all.bottom ? piece->bottom : all.bottom;
        }
    }
}

static bool is_digit(const struct pieces *pieces, const struct photo *photo, int i)
{
    int32_t number = photo->piece[i];
    return number > 0 && pieces->piece[number - 1].chosen;
}

// Paper up to the threshold, full ink from the darker half of the digit on.
static void lay_ink(struct ink *ink, const struct pieces *pieces, struct photo *photo,
                    int threshold)
{
    int count = 0;
    for (int i = 0; i < ink->width * ink->height; i++)
        if (is_digit(pieces, photo, i))
            photo->buffer[count++] = photo->depth[i];
    int full = quantile_of(photo->buffer, count, 60), none = threshold / 2;
    for (int i = 0; i < ink->width * ink->height; i++) {
        int level = (photo->depth[i] - none) * 255 / (full > none ? full - none : 1);
        if (is_digit(pieces, photo, i))
            ink->grey[i] = (uint8_t)(level < 0 ? 0 : level > 255 ? 255 : level);
    }
}

// The depth of the darkest ink, leaving out a few specks and whatever lies near the edges.
static int darkest_ink(struct photo *photo)
{
    enum { FEW = 2000 }; // one of so many pixels
    int count = 0, width = photo->width, height = photo->height, number[256] = {0};
    for (int y = height / 8; y < height - height / 8; y++)
        for (int x = width / 8; x < width - width / 8; x++) {
            number[photo->depth[y * width + x]]++;
            count++;
        }
    int level = 255;
    for (int seen = number[255]; level > 0 && seen <= count / FEW; seen += number[level])
        level--;
    return level;
}

static bool find_digit(struct ink *ink, struct photo *photo)
{
    struct pieces pieces;
    find_depth(photo);
    int noise = quantile_of(photo->depth, photo->width * photo->height, 50);
    int least = NOISE_FACTOR * noise / 2 + LEAST_DEPTH, half = darkest_ink(photo) / 2;
    int threshold = half > least ? half : least < MOST_DEPTH ? least : MOST_DEPTH;
    bool good = find_pieces(&pieces, photo, threshold);
    struct piece *digit = good ? main_piece(&pieces, photo, threshold) : NULL;
    if (digit) {
        gather(&pieces, photo, digit);
        lay_ink(ink, &pieces, photo, threshold);
    }
    free(pieces.piece);
    return good;
}

bool photo_find_ink(struct ink *ink, const uint8_t *light, int width, int height,
                    struct status *status)
{
    assert(width > 0 && height > 0);
    int longer = longer_side(width, height), side = longer < PHOTO_SIDE ? longer : PHOTO_SIDE;
    int across = (int)((int64_t)width * side / longer),
        down = (int)((int64_t)height * side / longer);
    struct photo photo;
    bool good = picture_init(&photo, across > 0 ? across : 1, down > 0 ? down : 1);
    if (good && !ink_init(ink, photo.width, photo.height, status)) {
        picture_free(&photo);
        return false;
    }
    if (good) {
        struct sheet sheet = {light, width, height, (size_t)width};
        resample_whole(photo.light, photo.width, photo.height, &sheet);
        soften(&photo);
        if (ink_is_light(&photo))
            turn_round(&photo);
        good = find_digit(ink, &photo);
        if (!good)
            ink_free(ink);
    }
    picture_free(&photo);
    return good || status_fail(status, STATUS_NO_MEMORY, "no memory to look at the picture");
}
