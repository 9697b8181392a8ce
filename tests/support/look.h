// Pictures that a canvas is held against: what differs is told by place and colour, and lies in the
// build folder as two pictures, the new one and the difference.
#ifndef TESTS_SUPPORT_LOOK_H
#define TESTS_SUPPORT_LOOK_H

#include "app/paint/canvas.h"
#include "tests/support/support.h"

#include <png.h>

static inline void look_fail(png_struct *png, const char *message)
{
    (void)png;
    fail_msg("%s", message);
    abort();
}

// Saves opaque pixels. Flat areas are smallest without a filter.
static inline void look_save(const char *path, const uint32_t *pixel, int width, int height)
{
    uint8_t *row = malloc((size_t)width * 3);
    FILE *file = fopen(path, "wb");
    png_struct *png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, look_fail, NULL);
    png_info *info = png ? png_create_info_struct(png) : NULL;
    if (!row || !file || !info)
        fail_msg("%s cannot be written", path);
    png_init_io(png, file);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 9);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_write_info(png, info);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++, pixel++)
            for (int part = 0; part < 3; part++)
                row[3 * x + part] = (uint8_t)(*pixel >> (16 - 8 * part));
        png_write_row(png, row);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    free(row);
    assert_int_equal(fclose(file), 0);
}

// 0xffRRGGBB, width x height; the caller frees them. NULL if there is no such picture.
static inline uint32_t *look_load(const char *path, int *width, int *height)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        return NULL;
    image.format = PNG_FORMAT_BGRA;
    uint8_t *bgra = malloc(PNG_IMAGE_SIZE(image));
    assert_non_null(bgra);
    if (!png_image_finish_read(&image, NULL, bgra, 0, NULL))
        fail_msg("%s: %s", path, image.message);
    *width = (int)image.width;
    *height = (int)image.height;
    uint32_t *pixel = malloc(PNG_IMAGE_SIZE(image));
    assert_non_null(pixel);
    for (size_t i = 0; i < (size_t)image.width * image.height; i++)
        pixel[i] = (uint32_t)bgra[4 * i + 3] << 24 | (uint32_t)bgra[4 * i + 2] << 16 |
                   (uint32_t)bgra[4 * i + 1] << 8 | bgra[4 * i];
    free(bgra);
    return pixel;
}

// Rounding may be another in the mathematics of another system; no eye sees one step of 256.
static inline bool look_is_alike(uint32_t a, uint32_t b)
{
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > 1)
            return false;
    return true;
}

// What was, pale, with every pixel that differs in red.
static inline void look_save_difference(const char *path, const uint32_t *was, const uint32_t *is,
                                        int width, int height)
{
    size_t count = (size_t)width * (size_t)height;
    uint32_t *pixel = malloc(count * sizeof *pixel);
    assert_non_null(pixel);
    for (size_t i = 0; i < count; i++) {
        uint32_t pale = 192 + (was[i] >> 8 & 255) / 4;
        pixel[i] = look_is_alike(was[i], is[i]) ? pale << 16 | pale << 8 | pale : 0xff0000;
    }
    look_save(path, pixel, width, height);
    free(pixel);
}

// True if the canvas looks as `reference` does; else it is said how they differ, and `name`.png and
// `name`-difference.png are in `folder`.
static inline bool look_matches(const struct canvas *canvas, const char *reference,
                                const char *folder, const char *name)
{
    int width, height, left = canvas->width, top = canvas->height, right = -1, bottom = -1;
    char is_path[600], difference[600];
    snprintf(is_path, sizeof is_path, "%s/%s.png", folder, name);
    snprintf(difference, sizeof difference, "%s/%s-difference.png", folder, name);
    uint32_t *was = look_load(reference, &width, &height);
    size_t differing = 0, first = 0;
    if (!was || width != canvas->width || height != canvas->height) {
        look_save(is_path, canvas->pixel, canvas->width, canvas->height);
        print_message("%s: %s; it is now %s, %dx%d\n", name,
                      was ? "of another size" : "no picture to hold it against", is_path,
                      canvas->width, canvas->height);
        free(was);
        return false;
    }
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            size_t i = (size_t)y * (size_t)width + (size_t)x;
            if (look_is_alike(was[i], canvas->pixel[i]))
                continue;
            first = differing++ ? first : i;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y;
        }
    if (differing > 0) {
        look_save(is_path, canvas->pixel, width, height);
        look_save_difference(difference, was, canvas->pixel, width, height);
        print_message("%s: %zu pixels differ, in the %dx%d at (%d, %d); the first, at (%zu, %zu), "
                      "was #%06x and is #%06x\n    was %s\n    is  %s\n    see %s\n",
                      name, differing, right - left + 1, bottom - top + 1, left, top,
                      first % (size_t)width, first / (size_t)width, was[first] & 0xffffff,
                      canvas->pixel[first] & 0xffffff, reference, is_path, difference);
    }
    free(was);
    return differing == 0;
}

#endif
