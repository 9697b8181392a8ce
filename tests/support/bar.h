// Pictures of a bar: what tests of pictures make, and how they look whether it was read. A test
// runs in a folder of its own (enter_folder, leave_folder).
#ifndef TESTS_SUPPORT_BAR_H
#define TESTS_SUPPORT_BAR_H

#include "app/pictures/picture.h"
#include "nn/files/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <png.h>

#include <cmocka.h>

enum { SIDE = 40 };

static inline int enter_folder(void **state)
{
    (void)state;
    char folder[] = "/tmp/lenetpad-picture-XXXXXX";
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static inline int leave_folder(void **state)
{
    (void)state;
    char folder[256];
    if (!getcwd(folder, sizeof folder) || strncmp(folder, "/tmp/lenetpad-picture-", 22) != 0)
        return -1;
    char command[300];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

// A vertical bar of ink in the middle of paper.
static inline bool in_bar(int x, int y)
{
    return x >= 15 && x < 22 && y >= 5 && y < 35;
}

// Where the bar lies when the picture has been turned: nobody could tell a bar that is turned by
// half, so this one has a foot.
static inline bool in_foot(int x, int y)
{
    return in_bar(x, y) || (x >= 15 && x < 33 && y >= 29 && y < 35);
}

static inline void save_png(const char *name, const uint32_t *argb)
{
    uint8_t rgba[SIDE * SIDE][4];
    for (int i = 0; i < SIDE * SIDE; i++)
        for (int part = 0; part < 4; part++)
            rgba[i][part] = (uint8_t)(argb[i] >> (part < 3 ? 16 - 8 * part : 24));
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = SIDE, .height = SIDE, .format = PNG_FORMAT_RGBA};
    assert_true(png_image_write_to_file(&image, name, 0, rgba, 0, NULL));
}

static inline void write_file(const char *name, const void *data, size_t size)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    fclose(file);
}

static inline void assert_shape(const char *name, bool (*inside)(int x, int y), int tolerance)
{
    struct ink ink;
    struct status status = {0};
    if (!picture_load(&ink, name, &status))
        fail_msg("%s", status.message);
    assert_int_equal(ink.width, SIDE);
    assert_int_equal(ink.height, SIDE);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            if (abs(ink.grey[y * SIDE + x] - (inside(x, y) ? 255 : 0)) > tolerance)
                fail_msg("%s: %d at (%d, %d)", name, ink.grey[y * SIDE + x], x, y);
    ink_free(&ink);
}

static inline void assert_bar(const char *name, int tolerance)
{
    assert_shape(name, in_bar, tolerance);
}

// The message must name the file and contain the words.
static inline void assert_refused(const char *name, enum status_code code, const char *words)
{
    struct ink ink = {0};
    struct status status = {0};
    assert_false(picture_load(&ink, name, &status));
    assert_null(ink.grey);
    assert_int_equal(status.code, code);
    if (!strstr(status.message, name) || !strstr(status.message, words))
        fail_msg("unhelpful: %s", status.message);
}

#endif
