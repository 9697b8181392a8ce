// PNG in and out through libpng, by its simple interface; where that would lose what a scanner with
// twelve bits leaves of sixteen, row by row.
#include "app/language/tr.h"
#include "app/pictures/picture_decoders.h"
#include "nn/base/byte_order.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    SIZE_AT = 16, // of the width, then the height
    DEPTH_AT = 24,
    MOST_PER_BYTE = 8 * 1032, // one bit a pixel; deflate makes 1,032 bytes of one at most
    DARK = 63,
};

struct chunk {
    const uint8_t *type, *data; // no type: before the first
    uint32_t length;            // of the data
};

// Goes on to the next chunk. False after IEND, whatever follows it, and where no whole chunk does.
static bool next_chunk(struct chunk *chunk, const struct bytes *bytes)
{
    size_t at = chunk->type ? (size_t)(chunk->data - bytes->data) + chunk->length + 4 : 8;
    if (chunk->type && memcmp(chunk->type, "IEND", 4) == 0)
        return false;
    if (at > bytes->size || bytes->size - at < 12 ||
        big32(bytes->data + at) > bytes->size - at - 12)
        return false;
    *chunk = (struct chunk){bytes->data + at + 4, bytes->data + at + 8, big32(bytes->data + at)};
    return true;
}

// Checks every chunk's length and sum: libpng stops reading after the last pixel.
static bool is_whole(const struct bytes *bytes)
{
    struct chunk chunk = {0};
    while (next_chunk(&chunk, bytes))
        if (crc32(0, chunk.type, chunk.length + 4) != big32(chunk.data + chunk.length))
            return false;
    return chunk.type && memcmp(chunk.type, "IEND", 4) == 0;
}

static bool decode_into(struct pixels *pixels, png_image *image, const struct picture_file *file,
                        struct status *status)
{
    image->format = PNG_FORMAT_RGBA;
    image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB; // as 8-bit pictures are taken, too
    if (!pixels_make(pixels, file, image->width, image->height, MOST_PER_BYTE, status))
        return false;
    if (png_image_finish_read(image, NULL, pixels->rgba, 0, NULL))
        return true;
    pixels_free(pixels);
    return picture_file_damaged(file, image->message, status);
}

// ---- Sixteen bits -------------------------------------------------------------------------------

struct deep {
    const uint8_t *next, *end; // of the file
    uint8_t *row;              // owned
    struct pixels *pixels;
    int spare; // bits, see pixels_spare_bits
};

static void feed(png_structp png, png_bytep to, size_t size)
{
    struct deep *deep = png_get_io_ptr(png);
    if (size > (size_t)(deep->end - deep->next))
        png_error(png, "cut short");
    memcpy(to, deep->next, size);
    deep->next += size;
}

static void take_row(const struct deep *deep, uint8_t (*rgba)[4], int channels)
{
    for (int x = 0; x < deep->pixels->width; x++)
        for (int part = 0; part < 3; part++) {
            const uint8_t *sample = deep->row + 2 * (x * channels + (channels < 3 ? 0 : part));
            unsigned value = big16(sample) << deep->spare;
            rgba[x][part] = value > 0xffff ? 255 : (uint8_t)((value * 255 + 32767) / 65535);
        }
}

static unsigned largest_in_row(const struct deep *deep, int channels)
{
    int colours = channels < 3 ? 1 : 3;
    unsigned largest = 0;
    for (int x = 0; x < deep->pixels->width; x++)
        for (int part = 0; part < colours; part++) {
            const uint8_t *sample = deep->row + 2 * (x * channels + part);
            unsigned value = big16(sample);
            largest = value > largest ? value : largest;
        }
    return largest;
}

// Goes over all rows: looks for the largest sample if that is asked for, else takes the colours.
// Opacity stays. An interlaced picture is left alone.
static void read_deep_rows(png_structp png, png_infop info, struct deep *deep, unsigned *largest)
{
    png_set_read_fn(png, deep, feed);
    png_read_info(png, info);
    if (png_get_interlace_type(png, info) != PNG_INTERLACE_NONE)
        return;
    int channels = png_get_channels(png, info);
    deep->row = malloc(png_get_rowbytes(png, info));
    if (!deep->row)
        png_error(png, "out of memory");
    for (int y = 0; y < deep->pixels->height; y++) {
        png_read_row(png, deep->row, NULL);
        unsigned here = largest ? largest_in_row(deep, channels) : 0;
        if (!largest)
            take_row(deep, deep->pixels->rgba + (size_t)y * (size_t)deep->pixels->width, channels);
        else if (here > *largest)
            *largest = here;
    }
}

// libpng's own handlers write to standard error.
static void give_up(png_structp png, png_const_charp why)
{
    (void)why;
    png_longjmp(png, 1);
}

static void overhear(png_structp png, png_const_charp why)
{
    (void)png;
    (void)why;
}

// Never mind a failure: the pixels are there already.
static void read_deep(const struct picture_file *file, struct deep *deep, unsigned *largest)
{
    deep->next = file->bytes.data;
    deep->end = file->bytes.data + file->bytes.size;
    deep->row = NULL;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, give_up, overhear);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (info && setjmp(png_jmpbuf(png)) == 0)
        read_deep_rows(png, info, deep, largest);
    png_destroy_read_struct(&png, &info, NULL);
    free(deep->row);
    deep->row = NULL;
}

static bool is_dark(const struct pixels *pixels)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    for (size_t i = 0; i < count; i++)
        for (int part = 0; part < 3; part++)
            if (pixels->rgba[i][part] > DARK)
                return false;
    return true;
}

static void use_spare_bits(struct pixels *pixels, const struct picture_file *file)
{
    struct deep deep = {.pixels = pixels};
    unsigned largest = 0;
    if (file->bytes.data[DEPTH_AT] != 16 || !is_dark(pixels))
        return;
    read_deep(file, &deep, &largest);
    deep.spare = pixels_spare_bits(largest);
    if (deep.spare > 0)
        read_deep(file, &deep, NULL);
}

// Exif has a chunk of its own.
static bool turn(struct pixels *pixels, const struct bytes *bytes, struct status *status)
{
    struct chunk chunk = {0};
    while (next_chunk(&chunk, bytes))
        if (memcmp(chunk.type, "eXIf", 4) == 0)
            return pixels_turn_as_exif(pixels, chunk.data, chunk.length, status);
    return true;
}

bool picture_is_png(const struct bytes *bytes)
{
    return picture_file_has(bytes, 0, "\x89PNG\r\n\x1a\n", 8);
}

bool picture_decode_png(struct pixels *pixels, const struct picture_file *file,
                        struct status *status)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    const struct bytes *bytes = &file->bytes;
    *pixels = (struct pixels){0};
    if (bytes->size >= SIZE_AT + 8 && memcmp(bytes->data + SIZE_AT - 4, "IHDR", 4) == 0 &&
        !pixels_check_size(file, big32(bytes->data + SIZE_AT), big32(bytes->data + SIZE_AT + 4),
                           status))
        return false;
    if (!is_whole(bytes))
        return picture_file_damaged(file, TR("its parts do not fit together"), status);
    bool done = png_image_begin_read_from_memory(&image, bytes->data, bytes->size)
                    ? decode_into(pixels, &image, file, status)
                    : picture_file_damaged(file, image.message, status);
    png_image_free(&image);
    if (!done)
        return false;
    use_spare_bits(pixels, file);
    return turn(pixels, bytes, status);
}

bool picture_encode_png(struct bytes *out, const uint8_t *pixels, int width, int height,
                        enum picture_png kind, const char *name, struct status *status)
{
    static const png_uint_32 formats[] = {PNG_FORMAT_GRAY, PNG_FORMAT_RGB, PNG_FORMAT_RGBA};
    png_image image = {
        .version = PNG_IMAGE_VERSION,
        .width = (uint32_t)width,
        .height = (uint32_t)height,
        .format = formats[kind],
    };
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    *out = (struct bytes){malloc(size), 0};
    if (!out->data)
        return status_fail(status, STATUS_NO_MEMORY, tr("out of memory while saving %s"), name);
    bool done =
        png_image_write_to_memory(&image, out->data, &size, 0, pixels, 0, NULL) ||
        status_fail(status, STATUS_IO, tr("cannot make a PNG of %s: %s"), name, image.message);
    png_image_free(&image);
    out->size = size;
    if (!done)
        bytes_free(out);
    return done;
}

bool picture_save_png(const uint8_t *pixels, int width, int height, enum picture_png kind,
                      const char *path, struct status *status)
{
    struct bytes bytes;
    if (!picture_encode_png(&bytes, pixels, width, height, kind, path, status))
        return false;
    bool done = file_write(path, bytes.data, bytes.size, status);
    bytes_free(&bytes);
    return done;
}
