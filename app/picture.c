// Pictures become ink in four steps: the whole file is read; its header tells the kind and the
// size, so that a picture too large is refused before anything is decoded; SDL_image decodes; then
// the border tells the paper. If it is even, everything is measured against its colour; if it is
// not, this is a photograph or a scan, and nn/paper.h looks for the ink.
#include "app/picture.h"

#include "app/paths.h"
#include "nn/file.h"
#include "nn/paper.h"
#include <SDL.h>
#include <SDL_image.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    EVEN = 4, // greys by which one colour may differ, after JPEG
    MAX_SIDE = 8192,
    MAX_FILE = 64 << 20,
    HEAD = 32
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

// Checks every chunk's length and sum here: libpng would complain on standard error.
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

// The picture as ARGB8888; NULL after filling `status`.
static SDL_Surface *decode(const struct bytes *bytes, const char *path, struct status *status)
{
    struct header header;
    read_header(&header, bytes);
    if (!check_header(&header, path, status))
        return NULL;
    SDL_Surface *surface = IMG_Load_RW(SDL_RWFromConstMem(bytes->data, (int)bytes->size), 1);
    if (!surface) {
        status_fail(status, STATUS_BAD_DATA,
                    "%s is a %s picture that is damaged or cut short (%s): copy it again", path,
                    header.kind, IMG_GetError());
        return NULL;
    }
    SDL_Surface *plain = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(surface);
    if (!plain)
        status_fail(status, STATUS_NO_MEMORY, "out of memory for the picture %s", path);
    return plain;
}

// Ink -----------------------------------------------------------------------------------------

static uint32_t pixel_at(const SDL_Surface *surface, int x, int y)
{
    const uint8_t *row = (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
    return ((const uint32_t *)row)[x];
}

static uint32_t luminance(uint32_t pixel)
{
    return (299 * (pixel >> 16 & 255) + 587 * (pixel >> 8 & 255) + 114 * (pixel & 255) + 500) /
           1000;
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

static void count_border_pixel(struct border *border, uint32_t pixel)
{
    border->all++;
    if (pixel >> 24 < 128)
        return;
    border->opaque++;
    border->count[luminance(pixel)]++;
}

static struct border count_border(const SDL_Surface *surface)
{
    struct border border = {0};
    for (int x = 0; x < surface->w; x++) {
        count_border_pixel(&border, pixel_at(surface, x, 0));
        count_border_pixel(&border, pixel_at(surface, x, surface->h - 1));
    }
    for (int y = 1; y < surface->h - 1; y++) {
        count_border_pixel(&border, pixel_at(surface, 0, y));
        count_border_pixel(&border, pixel_at(surface, surface->w - 1, y));
    }
    return border;
}

static uint32_t mean_luminance(const SDL_Surface *surface)
{
    uint64_t sum = 0, weight = 0;
    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++) {
            uint32_t pixel = pixel_at(surface, x, y);
            sum += (uint64_t)luminance(pixel) * (pixel >> 24);
            weight += pixel >> 24;
        }
    return weight ? (uint32_t)(sum / weight) : 0;
}

// A border that is mostly transparent says nothing: then what is opaque is the ink.
static struct paper find_paper(const SDL_Surface *surface)
{
    struct border border = count_border(surface);
    if (2 * border.opaque < border.all) {
        bool dark = mean_luminance(surface) < 128;
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

static uint8_t ink_level(uint32_t pixel, struct paper paper)
{
    uint32_t light = luminance(pixel), level = 0;
    if (paper.dark_ink && light < paper.level)
        level = (paper.level - light) * 255 / paper.level;
    else if (!paper.dark_ink && light > paper.level)
        level = (light - paper.level) * 255 / (255 - paper.level);
    return (uint8_t)(level * (pixel >> 24) / 255);
}

// A drawn picture: everything is measured against the one colour of its paper.
static bool ink_of_drawn(struct ink *ink, const SDL_Surface *surface, struct paper paper,
                         struct status *status)
{
    if (!ink_init(ink, surface->w, surface->h, status))
        return false;
    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++)
            ink->grey[(size_t)y * (size_t)surface->w + (size_t)x] =
                ink_level(pixel_at(surface, x, y), paper);
    return true;
}

static bool ink_of_photograph(struct ink *ink, const SDL_Surface *surface, struct status *status)
{
    size_t width = (size_t)surface->w;
    uint8_t *light = malloc(width * (size_t)surface->h);
    if (!light)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for the picture");
    for (int y = 0; y < surface->h; y++)
        for (int x = 0; x < surface->w; x++)
            light[(size_t)y * width + (size_t)x] = (uint8_t)luminance(pixel_at(surface, x, y));
    bool done = paper_find_ink(ink, light, surface->w, surface->h, status);
    free(light);
    return done;
}

bool picture_load(struct ink *ink, const char *path, struct status *status)
{
    struct bytes bytes = {0};
    if (!file_read(&bytes, path, MAX_FILE, status))
        return false;
    if (bytes.size == 0) {
        bytes_free(&bytes);
        return status_fail(status, STATUS_BAD_DATA, "%s is empty: choose another picture", path);
    }
    SDL_Surface *surface = decode(&bytes, path, status);
    bytes_free(&bytes);
    if (!surface)
        return false;
    struct paper paper = find_paper(surface);
    bool ready = paper.even ? ink_of_drawn(ink, surface, paper, status)
                            : ink_of_photograph(ink, surface, status);
    SDL_FreeSurface(surface);
    return ready;
}

bool picture_recognised(const char *path)
{
    static const char *const endings[] = {"png",  "jpg", "jpeg", "bmp", "gif",
                                          "webp", "pgm", "ppm",  "pbm", "pnm"};
    const char *dot = strrchr(path_name(path), '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++)
        if (SDL_strcasecmp(dot + 1, endings[i]) == 0)
            return true;
    uint8_t head[HEAD];
    struct bytes bytes = {head, file_read_start(head, sizeof head, path)};
    struct header header;
    return read_header(&header, &bytes);
}

// Saving --------------------------------------------------------------------------------------

// A growing buffer that SDL_image writes into; file_write takes it from there.
struct sink {
    uint8_t *data;
    size_t size, room;
};

static size_t SDLCALL sink_write(SDL_RWops *stream, const void *data, size_t unit, size_t count)
{
    struct sink *sink = stream->hidden.unknown.data1;
    size_t size = unit * count;
    if (sink->size + size > sink->room) {
        size_t room = 2 * (sink->size + size);
        uint8_t *grown = realloc(sink->data, room);
        if (!grown)
            return 0;
        sink->data = grown;
        sink->room = room;
    }
    memcpy(sink->data + sink->size, data, size);
    sink->size += size;
    return count;
}

static bool save_surface(SDL_Surface *surface, const char *path, struct status *status)
{
    struct sink sink = {0};
    SDL_RWops *stream = SDL_AllocRW();
    bool done = false;
    if (!surface || !stream) {
        status_fail(status, STATUS_NO_MEMORY, "out of memory while saving %s", path);
        goto fail;
    }
    stream->type = SDL_RWOPS_UNKNOWN;
    stream->write = sink_write;
    stream->hidden.unknown.data1 = &sink;
    if (IMG_SavePNG_RW(surface, stream, 0) != 0) {
        status_fail(status, STATUS_IO, "cannot make a PNG of %s: %s", path, IMG_GetError());
        goto fail;
    }
    done = file_write(path, sink.data, sink.size, status);
fail:
    if (stream)
        SDL_FreeRW(stream);
    SDL_FreeSurface(surface);
    free(sink.data);
    return done;
}

bool picture_save_canvas(const struct canvas *canvas, const char *path, struct status *status)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom(canvas->pixel, canvas->width, canvas->height, 32,
                                           canvas->width * 4, SDL_PIXELFORMAT_RGB888);
    return save_surface(surface, path, status);
}

bool picture_save_ink(const struct ink *ink, const char *path, struct status *status)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, ink->width, ink->height, 32, SDL_PIXELFORMAT_RGB888);
    for (int y = 0; surface && y < ink->height; y++) {
        uint32_t *row =
            (uint32_t *)((uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch);
        for (int x = 0; x < ink->width; x++) {
            uint32_t level = 255u - ink->grey[(size_t)y * (size_t)ink->width + (size_t)x];
            row[x] = level * 0x010101u;
        }
    }
    return save_surface(surface, path, status);
}
