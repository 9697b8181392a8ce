// Pictures become ink in four steps: the whole file is read; its header tells the kind and the
// size, so that a picture too large is refused before anything is decoded; the kind's decoder makes
// pixels; the border tells the paper. If it is even, everything is measured against its colour; if
// it is not, this is a photograph or a scan, and nn/paper.h looks for the ink.
#include "app/picture.h"

#include "app/paths.h"
#include "app/picture_private.h"
#include "nn/paper.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum {
    MAX_SIDE = 8192,
    MAX_FILE = 64 << 20,
    HEAD = 32,
    EVEN = 4, // greys by which one colour may differ, after JPEG
};

// What a header says.
struct header {
    const char *kind;
    uint32_t width, height; // 0 if the header is cut short
    bool whole;             // false if the end of the file is known to be missing
};

static uint32_t big16(const uint8_t *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t little16(const uint8_t *at)
{
    return (uint32_t)at[1] << 8 | at[0];
}

static uint32_t big32(const uint8_t *at)
{
    return big16(at) << 16 | big16(at + 2);
}

static uint32_t little32(const uint8_t *at)
{
    return little16(at + 2) << 16 | little16(at);
}

static bool begins(const struct bytes *bytes, size_t at, const char *magic, size_t length)
{
    return bytes->size >= at + length && memcmp(bytes->data + at, magic, length) == 0;
}

// Headers -------------------------------------------------------------------------------------

// Checks every chunk's length and sum: libpng stops reading after the last pixel.
static bool png_is_whole(const struct bytes *bytes)
{
    for (size_t at = 8; bytes->size - at >= 12;) {
        const uint8_t *chunk = bytes->data + at;
        uint32_t length = big32(chunk);
        if (length > bytes->size - at - 12 ||
            crc32(0, chunk + 4, length + 4) != big32(chunk + 8 + length))
            return false;
        if (memcmp(chunk + 4, "IEND", 4) == 0)
            return true;
        at += 12 + (size_t)length;
    }
    return false;
}

static void read_png(struct header *header, const struct bytes *bytes)
{
    header->kind = "PNG";
    if (bytes->size < 24)
        return;
    header->width = big32(bytes->data + 16);
    header->height = big32(bytes->data + 20);
    header->whole = png_is_whole(bytes);
}

static void read_gif(struct header *header, const struct bytes *bytes)
{
    header->kind = "GIF";
    if (bytes->size < 10)
        return;
    header->width = little16(bytes->data + 6);
    header->height = little16(bytes->data + 8);
}

static void read_bmp(struct header *header, const struct bytes *bytes)
{
    header->kind = "BMP";
    if (bytes->size < 26)
        return;
    bool old = little32(bytes->data + 14) == 12; // the OS/2 header has 16-bit sides
    header->width = old ? little16(bytes->data + 18) : little32(bytes->data + 18);
    header->height = old ? little16(bytes->data + 20) : little32(bytes->data + 22);
    if (header->height > 0x80000000u) // negative: rows from the top
        header->height = 0u - header->height;
}

// Walks the segments up to the frame header, then to the scan; libjpeg would quietly fill in what a
// file that ends early does not have.
static void read_jpeg(struct header *header, const struct bytes *bytes)
{
    header->kind = "JPEG";
    header->whole = false;
    const uint8_t *data = bytes->data;
    size_t at = 2;
    while (at + 9 < bytes->size && data[at] == 0xff) {
        uint8_t marker = data[at + 1];
        bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (marker == 0xff) { // padding
            at++;
            continue;
        }
        if (frame) {
            header->height = big16(data + at + 5);
            header->width = big16(data + at + 7);
        }
        if (marker == 0xda)
            break;
        at += 2 + big16(data + at + 2);
    }
    for (; at + 1 < bytes->size && !header->whole; at++)
        header->whole = data[at] == 0xff && data[at + 1] == 0xd9;
}

// The next number of a PNM header; comments run from # to the end of the line.
static uint32_t pnm_number(const struct bytes *bytes, size_t *at)
{
    uint32_t number = 0;
    bool comment = false;
    for (; *at < bytes->size; ++*at) {
        uint8_t byte = bytes->data[*at];
        comment = byte == '#' || (comment && byte != '\n');
        if (!comment && isdigit(byte))
            break;
    }
    for (; *at < bytes->size && isdigit(bytes->data[*at]); ++*at)
        number = number > 99999 ? number : number * 10 + (bytes->data[*at] - (uint32_t)'0');
    return number;
}

static void read_pnm(struct header *header, const struct bytes *bytes)
{
    header->kind = "PNM";
    size_t at = 2;
    header->width = pnm_number(bytes, &at);
    header->height = pnm_number(bytes, &at);
}

static void read_webp(struct header *header, const struct bytes *bytes)
{
    const uint8_t *data = bytes->data;
    header->kind = "WebP";
    if (bytes->size < 30)
        return;
    if (begins(bytes, 12, "VP8X", 4)) {
        header->width = 1 + (little32(data + 24) & 0xffffff);
        header->height = 1 + (little32(data + 26) >> 8);
    } else if (begins(bytes, 12, "VP8L", 4)) {
        uint32_t bits = little32(data + 21);
        header->width = 1 + (bits & 0x3fff);
        header->height = 1 + (bits >> 14 & 0x3fff);
    } else {
        header->width = little16(data + 26) & 0x3fff;
        header->height = little16(data + 28) & 0x3fff;
    }
}

// False if the first bytes are of no kind that is read here.
static bool read_header(struct header *header, const struct bytes *bytes)
{
    *header = (struct header){.whole = true};
    if (begins(bytes, 0, "\x89PNG\r\n\x1a\n", 8))
        read_png(header, bytes);
    else if (begins(bytes, 0, "\xff\xd8\xff", 3))
        read_jpeg(header, bytes);
    else if (begins(bytes, 0, "GIF8", 4))
        read_gif(header, bytes);
    else if (begins(bytes, 0, "BM", 2))
        read_bmp(header, bytes);
    else if (begins(bytes, 0, "RIFF", 4) && begins(bytes, 8, "WEBP", 4))
        read_webp(header, bytes);
    else if (bytes->size > 2 && bytes->data[0] == 'P' && bytes->data[1] >= '1' &&
             bytes->data[1] <= '6' && isspace(bytes->data[2]))
        read_pnm(header, bytes);
    return header->kind != NULL;
}

// Decoding ------------------------------------------------------------------------------------

static bool check_header(const struct header *header, const char *path, struct status *status)
{
    if (!header->kind)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s is not a picture: PNG, JPEG, BMP, GIF, WebP and PNM are read; "
                           "choose such a file",
                           path);
    if (header->width > MAX_SIDE || header->height > MAX_SIDE)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s is too large (%u x %u pixels): at most %d x %d are read; make it "
                           "smaller first",
                           path, header->width, header->height, MAX_SIDE, MAX_SIDE);
    if (header->width == 0 || header->height == 0 || !header->whole)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s is a %s picture that is damaged or cut short: copy it again", path,
                           header->kind);
    return true;
}

bool picture_damaged(const struct picture_file *file, const char *reason, struct status *status)
{
    return status_fail(status, STATUS_BAD_DATA,
                       "%s is a %s picture that is damaged or cut short (%s): copy it again",
                       file->path, file->kind, reason);
}

static bool decode(struct pixels *pixels, struct picture_file *file, struct status *status)
{
    struct header header;
    read_header(&header, &file->bytes);
    if (!check_header(&header, file->path, status))
        return false;
    file->kind = header.kind;
    return strcmp(header.kind, "PNG") == 0 ? pixels_decode_png(pixels, file, status)
                                           : pixels_decode_other(pixels, file, status);
}

// Ink -----------------------------------------------------------------------------------------

static const uint8_t *pixel_at(const struct pixels *pixels, int x, int y)
{
    return pixels->rgba[(size_t)y * (size_t)pixels->width + (size_t)x];
}

static uint32_t luminance(const uint8_t rgba[4])
{
    return (299u * rgba[0] + 587u * rgba[1] + 114u * rgba[2] + 500) / 1000;
}

// What the paper is like: how light, and whether the ink is darker.
struct paper {
    uint32_t level;
    bool dark_ink;
    bool even; // the border has one colour, as drawn pictures have
};

struct border {
    int count[256]; // opaque pixels by luminance
    int opaque, all;
};

static void count_border_pixel(struct border *border, const uint8_t rgba[4])
{
    border->all++;
    if (rgba[3] < 128)
        return;
    border->opaque++;
    border->count[luminance(rgba)]++;
}

static struct border count_border(const struct pixels *pixels)
{
    struct border border = {0};
    for (int x = 0; x < pixels->width; x++) {
        count_border_pixel(&border, pixel_at(pixels, x, 0));
        count_border_pixel(&border, pixel_at(pixels, x, pixels->height - 1));
    }
    for (int y = 1; y < pixels->height - 1; y++) {
        count_border_pixel(&border, pixel_at(pixels, 0, y));
        count_border_pixel(&border, pixel_at(pixels, pixels->width - 1, y));
    }
    return border;
}

static uint32_t mean_luminance(const struct pixels *pixels)
{
    uint64_t sum = 0, weight = 0;
    for (int y = 0; y < pixels->height; y++)
        for (int x = 0; x < pixels->width; x++) {
            const uint8_t *rgba = pixel_at(pixels, x, y);
            sum += (uint64_t)luminance(rgba) * rgba[3];
            weight += rgba[3];
        }
    return weight ? (uint32_t)(sum / weight) : 0;
}

// A border that is mostly transparent says nothing: then what is opaque is the ink.
static struct paper find_paper(const struct pixels *pixels)
{
    struct border border = count_border(pixels);
    if (2 * border.opaque < border.all) {
        bool dark = mean_luminance(pixels) < 128;
        return (struct paper){dark ? 255 : 0, dark, true};
    }
    uint32_t median = 0;
    for (int seen = border.count[0]; 2 * seen < border.opaque; seen += border.count[median])
        median++;
    int alike = 0;
    for (uint32_t level = median > EVEN ? median - EVEN : 0; level <= median + EVEN && level < 256;
         level++)
        alike += border.count[level];
    return (struct paper){median, median >= 128, 10 * alike >= 9 * border.opaque};
}

static uint8_t ink_level(const uint8_t rgba[4], struct paper paper)
{
    uint32_t light = luminance(rgba), level = 0;
    if (paper.dark_ink && light < paper.level)
        level = (paper.level - light) * 255 / paper.level;
    else if (!paper.dark_ink && light > paper.level)
        level = (light - paper.level) * 255 / (255 - paper.level);
    return (uint8_t)(level * rgba[3] / 255);
}

// A drawn picture: everything is measured against the one colour of its paper.
static bool ink_of_drawn(struct ink *ink, const struct pixels *pixels, struct paper paper,
                         struct status *status)
{
    if (!ink_init(ink, pixels->width, pixels->height, status))
        return false;
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    for (size_t i = 0; i < count; i++)
        ink->grey[i] = ink_level(pixels->rgba[i], paper);
    return true;
}

static bool ink_of_photograph(struct ink *ink, const struct pixels *pixels, struct status *status)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    uint8_t *light = malloc(count);
    if (!light)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for the picture");
    for (size_t i = 0; i < count; i++)
        light[i] = (uint8_t)luminance(pixels->rgba[i]);
    bool done = paper_find_ink(ink, light, pixels->width, pixels->height, status);
    free(light);
    return done;
}

bool picture_load(struct ink *ink, const char *path, struct status *status)
{
    struct picture_file file = {.path = path};
    struct pixels pixels = {0};
    if (!file_read(&file.bytes, path, MAX_FILE, status))
        return false;
    bool ready = file.bytes.size > 0 ? decode(&pixels, &file, status)
                                     : status_fail(status, STATUS_BAD_DATA,
                                                   "%s is empty: choose another picture", path);
    bytes_free(&file.bytes);
    if (!ready)
        return false;
    struct paper paper = find_paper(&pixels);
    ready = paper.even ? ink_of_drawn(ink, &pixels, paper, status)
                       : ink_of_photograph(ink, &pixels, status);
    free(pixels.rgba);
    return ready;
}

bool picture_recognised(const char *path)
{
    static const char *const endings[] = {"png",  "jpg", "jpeg", "bmp", "gif",
                                          "webp", "pgm", "ppm",  "pbm", "pnm"};
    const char *dot = strrchr(path_name(path), '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++)
        if (strcasecmp(dot + 1, endings[i]) == 0)
            return true;
    uint8_t head[HEAD];
    struct bytes bytes = {head, file_read_start(head, sizeof head, path)};
    struct header header;
    return read_header(&header, &bytes);
}

// Saving --------------------------------------------------------------------------------------

bool picture_save_canvas(const struct canvas *canvas, const char *path, struct status *status)
{
    size_t count = (size_t)canvas->width * (size_t)canvas->height;
    uint8_t(*rgb)[3] = malloc(count * sizeof *rgb);
    if (!rgb)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory while saving %s", path);
    for (size_t i = 0; i < count; i++)
        for (int part = 0; part < 3; part++)
            rgb[i][part] = (uint8_t)(canvas->pixel[i] >> (16 - 8 * part));
    bool done = png_save(rgb[0], canvas->width, canvas->height, false, path, status);
    free(rgb);
    return done;
}

bool picture_save_ink(const struct ink *ink, const char *path, struct status *status)
{
    size_t count = (size_t)ink->width * (size_t)ink->height;
    uint8_t *light = malloc(count);
    if (!light)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory while saving %s", path);
    for (size_t i = 0; i < count; i++)
        light[i] = (uint8_t)(255 - ink->grey[i]);
    bool done = png_save(light, ink->width, ink->height, true, path, status);
    free(light);
    return done;
}
