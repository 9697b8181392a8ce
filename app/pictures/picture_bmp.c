// BMP: rows of pixels as Windows keeps them, from 1 to 32 bits each, with or without run lengths.
//
// Plan: the header says where palette, masks and pixels are; each row's pixels are taken out as
// numbers; the palette or the masks make colours of them.
#include "app/language/tr.h"
#include "app/pictures/picture_decoders.h"
#include "nn/base/byte_order.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_HEAD = 14, CORE_HEAD = 12, INFO_HEAD = 40, PALETTE_MOST = 256 };
enum { PLAIN = 0, RUNS8 = 1, RUNS4 = 2, MASKS = 3, ALPHA_MASKS = 6 }; // compression

struct bmp {
    const struct picture_file *file;
    uint32_t width, height, bits, compression;
    bool from_top;
    uint32_t mask[4]; // red, green, blue, opacity
    uint8_t palette[PALETTE_MOST][4];
    size_t pixels_at;
};

static bool holds(const struct bmp *bmp, uint64_t at, uint64_t size)
{
    return at + size <= bmp->file->bytes.size;
}

// ---- Header -------------------------------------------------------------------------------------

static void read_palette(struct bmp *bmp, size_t at, uint32_t count, size_t entry)
{
    for (size_t i = 0; i < PALETTE_MOST; i++) {
        bmp->palette[i][3] = 255;
        for (size_t part = 0; i < count && holds(bmp, at, entry) && part < 3; part++)
            bmp->palette[i][part] = bmp->file->bytes.data[at + 2 - part];
        at += entry;
    }
}

static void read_core_head(struct bmp *bmp, const uint8_t *head)
{
    bmp->width = little16(head + 4);
    bmp->height = little16(head + 6);
    bmp->bits = little16(head + 10);
    read_palette(bmp, FILE_HEAD + CORE_HEAD, bmp->bits <= 8 ? 1u << bmp->bits : 0, 3);
}

// Where the masks stand is the same whether they belong to the header or follow it.
static bool read_masks(struct bmp *bmp, uint32_t head_size)
{
    static const uint32_t usual[2][3] = {{0x7c00, 0x3e0, 0x1f}, {0xff0000, 0xff00, 0xff}};
    if (bmp->compression != MASKS && bmp->compression != ALPHA_MASKS) {
        memcpy(bmp->mask, usual[bmp->bits > 16], sizeof usual[0]);
        return true;
    }
    bool opacity = bmp->compression == ALPHA_MASKS || head_size >= 56;
    size_t count = opacity ? 4 : 3, at = FILE_HEAD + INFO_HEAD;
    if (!holds(bmp, at, 4 * count))
        return false;
    for (size_t i = 0; i < count; i++)
        bmp->mask[i] = little32(bmp->file->bytes.data + at + 4 * i);
    return true;
}

static bool read_info_head(struct bmp *bmp, const uint8_t *head, uint32_t size)
{
    bmp->width = little32(head + 4);
    bmp->height = little32(head + 8);
    bmp->from_top = bmp->height > INT32_MAX; // a negative number
    if (bmp->from_top)
        bmp->height = 0u - bmp->height;
    bmp->bits = little16(head + 14);
    bmp->compression = size >= 20 ? little32(head + 16) : PLAIN;
    uint32_t colours = size >= 36 ? little32(head + 32) : 0;
    if (bmp->bits <= 8 && (colours == 0 || colours > 1u << bmp->bits))
        colours = 1u << bmp->bits;
    size_t after = FILE_HEAD + (size_t)size;
    if (size == INFO_HEAD && bmp->compression == MASKS)
        after += 12;
    if (size == INFO_HEAD && bmp->compression == ALPHA_MASKS)
        after += 16;
    read_palette(bmp, after, colours, 4);
    return read_masks(bmp, size);
}

// A reason if there is something that is not read.
static const char *unread_kind(const struct bmp *bmp)
{
    uint32_t bits = bmp->bits, compression = bmp->compression;
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32)
        return TR("its number of bits a pixel");
    bool fits = compression == PLAIN || (compression == RUNS8 && bits == 8) ||
                (compression == RUNS4 && bits == 4) ||
                ((compression == MASKS || compression == ALPHA_MASKS) && bits >= 16);
    return fits ? NULL : TR("its compression");
}

static bool read_head(struct bmp *bmp, struct status *status)
{
    const uint8_t *data = bmp->file->bytes.data;
    const char *cut = TR("its header is cut short");
    if (!holds(bmp, 0, FILE_HEAD + CORE_HEAD))
        return picture_file_damaged(bmp->file, cut, status);
    uint32_t size = little32(data + FILE_HEAD);
    if (size < CORE_HEAD || !holds(bmp, FILE_HEAD, size))
        return picture_file_damaged(bmp->file, cut, status);
    if (size < 16)
        read_core_head(bmp, data + FILE_HEAD);
    else if (!read_info_head(bmp, data + FILE_HEAD, size))
        return picture_file_damaged(bmp->file, cut, status);
    if (size < 16)
        read_masks(bmp, size);
    bmp->pixels_at = little32(data + 10);
    if (bmp->pixels_at < FILE_HEAD + (size_t)size)
        return picture_file_damaged(bmp->file, TR("its pixels lie in its header"), status);
    const char *rare = unread_kind(bmp);
    return pixels_check_size(bmp->file, bmp->width, bmp->height, status) &&
           (!rare || picture_file_not_read(bmp->file, rare, status));
}

// ---- Pixels -------------------------------------------------------------------------------------

static uint8_t (*row_of(struct pixels *pixels, const struct bmp *bmp, uint32_t row))[4]
{
    size_t y = bmp->from_top ? row : bmp->height - 1 - row;
    return pixels->rgba + y * bmp->width;
}

// The part of a pixel that a mask takes out, 0..255.
static uint8_t masked(uint32_t pixel, uint32_t mask)
{
    if (mask == 0)
        return 0;
    uint32_t lowest = mask & (0u - mask);
    return (uint8_t)(((uint64_t)((pixel & mask) / lowest) * 255 + mask / lowest / 2) /
                     (mask / lowest));
}

static void set_pixel(uint8_t rgba[4], const struct bmp *bmp, uint32_t pixel)
{
    if (bmp->bits <= 8) {
        memcpy(rgba, bmp->palette[pixel], 4);
        return;
    }
    for (int part = 0; part < 3; part++)
        rgba[part] = masked(pixel, bmp->mask[part]);
    rgba[3] = bmp->mask[3] ? masked(pixel, bmp->mask[3]) : 255;
}

static uint32_t pixel_of(const uint8_t *row, uint32_t x, uint32_t bits)
{
    switch (bits) {
    case 16:
        return little16(row + 2 * (size_t)x);
    case 24:
        return (uint32_t)little_endian(row + 3 * (size_t)x, 3);
    case 32:
        return little32(row + 4 * (size_t)x);
    default: {
        uint32_t per_byte = 8 / bits, place = per_byte - 1 - x % per_byte;
        return (uint32_t)row[x / per_byte] >> (place * bits) & ((1u << bits) - 1);
    }
    }
}

static bool read_plain(struct pixels *pixels, const struct bmp *bmp, struct status *status)
{
    uint64_t used = ((uint64_t)bmp->width * bmp->bits + 7) / 8;
    uint64_t stride = (used + 3) / 4 * 4; // the last row may lack what fills it up
    if (!holds(bmp, bmp->pixels_at, stride * (bmp->height - 1) + used))
        return picture_file_damaged(bmp->file, TR("its pixels are not all there"), status);
    for (uint32_t y = 0; y < bmp->height; y++) {
        const uint8_t *row = bmp->file->bytes.data + bmp->pixels_at + (size_t)stride * y;
        uint8_t(*rgba)[4] = row_of(pixels, bmp, y);
        for (uint32_t x = 0; x < bmp->width; x++)
            set_pixel(rgba[x], bmp, pixel_of(row, x, bmp->bits));
    }
    return true;
}

// Where run lengths have got to: the picture's edge at most, whatever the file says.
struct runs {
    const uint8_t *at, *end;
    uint32_t x, y;
};

static uint32_t at_most(uint32_t number, uint32_t most)
{
    return number < most ? number : most;
}

// Puts pixels that are packed into bytes, or into one byte again and again.
static void put(struct pixels *pixels, const struct bmp *bmp, struct runs *runs,
                const uint8_t *from, uint32_t count, bool again)
{
    uint32_t end = runs->x + at_most(count, bmp->width - runs->x), per_byte = 8 / bmp->bits;
    for (uint32_t i = 0; runs->x < end; i++, runs->x++)
        set_pixel(row_of(pixels, bmp, runs->y)[runs->x], bmp,
                  pixel_of(from, again ? i % per_byte : i, bmp->bits));
}

static bool read_literal(struct pixels *pixels, const struct bmp *bmp, struct runs *runs,
                         uint32_t count)
{
    size_t size = (count * bmp->bits + 15) / 16 * 2;
    if ((size_t)(runs->end - runs->at) < size)
        return false;
    put(pixels, bmp, runs, runs->at, count, false);
    runs->at += size;
    return true;
}

// True when the picture's end is reached; *broken if the file's is.
static bool read_escape(struct pixels *pixels, const struct bmp *bmp, struct runs *runs,
                        uint8_t what, bool *broken)
{
    enum { END_OF_ROW, END, MOVE };
    switch (what) {
    case END_OF_ROW:
        runs->x = 0;
        runs->y++;
        return false;
    case END:
        return true;
    case MOVE:
        *broken = runs->end - runs->at < 2;
        if (!*broken) {
            runs->x = at_most(runs->x + runs->at[0], bmp->width);
            runs->y = at_most(runs->y + runs->at[1], bmp->height);
            runs->at += 2;
        }
        return false;
    default:
        *broken = !read_literal(pixels, bmp, runs, what);
        return false;
    }
}

// Pixels that are passed over have the first colour.
static bool read_runs(struct pixels *pixels, const struct bmp *bmp, struct status *status)
{
    const struct bytes *bytes = &bmp->file->bytes;
    size_t start = bmp->pixels_at < bytes->size ? bmp->pixels_at : bytes->size;
    struct runs runs = {.at = bytes->data + start, .end = bytes->data + bytes->size};
    size_t all = (size_t)bmp->width * bmp->height;
    bool done = false, broken = false;
    for (size_t i = 0; i < all; i++)
        memcpy(pixels->rgba[i], bmp->palette[0], 4);
    while (!done && !broken && runs.y < bmp->height && runs.end - runs.at >= 2) {
        uint8_t count = runs.at[0], byte = runs.at[1];
        runs.at += 2;
        if (count > 0)
            put(pixels, bmp, &runs, &byte, count, true);
        else
            done = read_escape(pixels, bmp, &runs, byte, &broken);
    }
    bool whole =
        done || runs.y == bmp->height || (runs.y == bmp->height - 1 && runs.x == bmp->width);
    return (whole && !broken) ||
           picture_file_damaged(bmp->file, TR("its pixels are not all there"), status);
}

// Many programs leave the opacity empty.
static void ignore_empty_opacity(struct pixels *pixels)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    for (size_t i = 0; i < count; i++)
        if (pixels->rgba[i][3] != 0)
            return;
    for (size_t i = 0; i < count; i++)
        pixels->rgba[i][3] = 255;
}

bool picture_is_bmp(const struct bytes *bytes)
{
    return picture_file_has(bytes, 0, "BM", 2);
}

bool picture_decode_bmp(struct pixels *pixels, const struct picture_file *file,
                        struct status *status)
{
    struct bmp bmp = {.file = file};
    *pixels = (struct pixels){0};
    if (!read_head(&bmp, status))
        return false;
    bool runs = bmp.compression == RUNS8 || bmp.compression == RUNS4;
    if (!pixels_make(pixels, file, bmp.width, bmp.height, runs ? 0 : 8, status))
        return false;
    if (runs ? read_runs(pixels, &bmp, status) : read_plain(pixels, &bmp, status)) {
        ignore_empty_opacity(pixels);
        return true;
    }
    pixels_free(pixels);
    return false;
}
