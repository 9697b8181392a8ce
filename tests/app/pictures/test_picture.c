// Pictures in and out. Files are made here, byte by byte where they must be broken.
#include "tests/support/bar.h"

#include <math.h>
#include <sys/stat.h>
#include <zlib.h>

#include <jpeglib.h>

#include <SDL.h>

static void save_jpeg(const char *name, const uint32_t *argb)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_stdio_dest(&info, file);
    info.image_width = info.image_height = SIDE;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 95, TRUE);
    jpeg_start_compress(&info, TRUE);
    for (int y = 0; y < SIDE; y++) {
        uint8_t rgb[SIDE][3];
        for (int x = 0; x < SIDE; x++)
            for (int part = 0; part < 3; part++)
                rgb[x][part] = (uint8_t)(argb[y * SIDE + x] >> (16 - 8 * part));
        JSAMPROW row = rgb[0];
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    fclose(file);
}

static SDL_Surface *bar_surface(uint32_t paper, uint32_t ink)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, SIDE, SIDE, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
            ((uint32_t *)surface->pixels)[y * surface->pitch / 4 + x] = in_bar(x, y) ? ink : paper;
    return surface;
}

static void save_bar(const char *name, uint32_t paper, uint32_t ink)
{
    SDL_Surface *surface = bar_surface(paper, ink);
    const char *dot = strrchr(name, '.');
    assert_int_equal(surface->pitch, SIDE * 4);
    if (!strcmp(dot, ".png"))
        save_png(name, surface->pixels);
    else if (!strcmp(dot, ".jpg"))
        save_jpeg(name, surface->pixels);
    else
        assert_int_equal(SDL_SaveBMP(surface, name), 0);
    SDL_FreeSurface(surface);
}

static void test_dark_on_light_and_light_on_dark_give_the_same_ink(void **state)
{
    (void)state;
    save_bar("dark.png", 0xffffffff, 0xff000000);
    save_bar("light.png", 0xff000000, 0xffffffff);
    assert_bar("dark.png", 0);
    assert_bar("light.png", 0);
}

static void test_ink_is_measured_from_the_paper(void **state)
{
    (void)state;
    save_bar("grey.png", 0xffc8c8c8, 0xff000000); // a photograph: paper is never white
    save_bar("slate.png", 0xff303030, 0xffffffff);
    assert_bar("grey.png", 0);
    assert_bar("slate.png", 0);
}

static void test_transparent_parts_are_paper(void **state)
{
    (void)state;
    save_bar("black.png", 0x00000000, 0xff000000);
    save_bar("white.png", 0x00ffffff, 0xffffffff);
    assert_bar("black.png", 0);
    assert_bar("white.png", 0);
}

// The bar on paper whose light falls off to a third, from the top left to the bottom right.
static void test_unevenly_lit_paper_is_not_ink(void **state)
{
    (void)state;
    SDL_Surface *surface = bar_surface(0xffffffff, 0xff202020);
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            uint32_t *pixel = (uint32_t *)surface->pixels + y * surface->pitch / 4 + x;
            uint32_t light = (*pixel & 255) * (uint32_t)(3 * SIDE - x - y) / (3 * SIDE);
            *pixel = 0xff000000 | light * 0x010101;
        }
    save_png("uneven.png", surface->pixels);
    SDL_FreeSurface(surface);
    struct ink ink;
    assert_true(picture_load(&ink, "uneven.png", NULL));
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            bool near = x >= 14 && x < 23 && y >= 4 && y < 36;
            bool inside = x >= 16 && x < 21 && y >= 6 && y < 34;
            if (inside ? ink.grey[y * SIDE + x] < 128 : !near && ink.grey[y * SIDE + x] > 0)
                fail_msg("%d at (%d, %d)", ink.grey[y * SIDE + x], x, y);
        }
    ink_free(&ink);
}

static void test_several_kinds_are_read(void **state)
{
    (void)state;
    save_bar("bar.bmp", 0xffffffff, 0xff000000);
    save_bar("bar.jpg", 0xffffffff, 0xff000000);
    assert_bar("bar.bmp", 0);
    assert_bar("bar.jpg", 60);
    char pgm[64 + SIDE * SIDE];
    int head = snprintf(pgm, sizeof pgm, "P5\n# a comment 9 9\n%d %d\n255\n", SIDE, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++)
        pgm[head + i] = in_bar(i % SIDE, i / SIDE) ? '\0' : '\xff';
    write_file("bar.pgm", pgm, (size_t)head + SIDE * SIDE);
    assert_bar("bar.pgm", 0);
}

// PNG, chunk by chunk.
static void write_chunk(FILE *file, const char *type, const uint8_t *data, size_t size)
{
    uint8_t chunk[4096] = {0};
    assert_true(size + 12 <= sizeof chunk);
    memcpy(chunk + 4, type, 4);
    if (size > 0)
        memcpy(chunk + 8, data, size);
    uint32_t sum = (uint32_t)crc32(0, chunk + 4, (uInt)size + 4);
    for (size_t i = 0; i < 4; i++) {
        chunk[i] = (uint8_t)(size >> (24 - 8 * i));
        chunk[8 + size + i] = (uint8_t)(sum >> (24 - 8 * i));
    }
    assert_int_equal(fwrite(chunk, 1, size + 12, file), size + 12);
}

// One way of PNG to say paper and ink: the bytes of a pixel, or its bits where one byte has many.
struct png_kind {
    const char *name;
    uint8_t depth, type; // as IHDR has them
    size_t bytes;        // of a pixel; 0: less than one
    uint8_t paper[8], ink[8];
};

static size_t png_row(uint8_t *row, const struct png_kind *kind, int y)
{
    if (kind->bytes == 0) {
        int per_byte = 8 / kind->depth;
        memset(row, 0, SIDE);
        for (int x = 0; x < SIDE; x++) {
            int value = in_bar(x, y) ? kind->ink[0] : kind->paper[0];
            row[x / per_byte] |= (uint8_t)(value << (kind->depth * (per_byte - 1 - x % per_byte)));
        }
        return (size_t)(SIDE / per_byte);
    }
    for (int x = 0; x < SIDE; x++)
        memcpy(row + (size_t)x * kind->bytes, in_bar(x, y) ? kind->ink : kind->paper, kind->bytes);
    return SIDE * kind->bytes;
}

static void save_png_kind(const struct png_kind *kind)
{
    static const uint8_t palette[] = {255, 0, 0, 0, 0, 0, 255, 255, 255};
    static const uint8_t opacity[] = {0, 255, 255}; // the palette's red is transparent
    uint8_t header[13] = {0, 0, 0, SIDE, 0, 0, 0, SIDE, kind->depth, kind->type};
    uint8_t rows[SIDE * (1 + 8 * SIDE)], packed[3000];
    size_t size = 0;
    for (int y = 0; y < SIDE; y++) {
        rows[size++] = 0; // no filter
        size += png_row(rows + size, kind, y);
    }
    uLongf packed_size = sizeof packed;
    assert_int_equal(compress(packed, &packed_size, rows, (uLong)size), Z_OK);
    FILE *file = fopen(kind->name, "wb");
    assert_non_null(file);
    fwrite("\x89PNG\r\n\x1a\n", 1, 8, file);
    write_chunk(file, "IHDR", header, sizeof header);
    if (kind->type == 3) {
        write_chunk(file, "PLTE", palette, sizeof palette);
        write_chunk(file, "tRNS", opacity, sizeof opacity);
    }
    write_chunk(file, "IDAT", packed, packed_size);
    write_chunk(file, "IEND", NULL, 0);
    assert_int_equal(fclose(file), 0);
}

static void test_png_of_every_type_and_depth_is_read(void **state)
{
    (void)state;
    static const struct png_kind kinds[] = {
        {"grey1.png", 1, 0, 0, {1}, {0}},
        {"grey4.png", 4, 0, 0, {15}, {0}},
        {"grey8.png", 8, 0, 1, {255}, {0}},
        {"grey16.png", 16, 0, 2, {255, 255}, {0, 0}},
        {"rgb8.png", 8, 2, 3, {255, 255, 255}, {0, 0, 0}},
        {"rgb16.png", 16, 2, 6, {255, 255, 255, 255, 255, 255}, {0}},
        {"palette2.png", 2, 3, 0, {2}, {1}},
        {"transparent.png", 8, 3, 1, {0}, {1}},
        {"grey-alpha.png", 8, 4, 2, {0, 0}, {0, 255}},
        {"rgb-alpha16.png", 16, 6, 8, {0}, {0, 0, 0, 0, 0, 0, 255, 255}},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        save_png_kind(&kinds[i]);
        assert_bar(kinds[i].name, 0);
    }
}

static void test_sixteen_bits_are_as_light_as_eight(void **state)
{
    (void)state;
    static const struct png_kind eight = {"eight.png", 8, 0, 1, {255}, {128}};
    static const struct png_kind sixteen = {"sixteen.png", 16, 0, 2, {255, 255}, {128, 128}};
    save_png_kind(&eight);
    save_png_kind(&sixteen);
    struct ink of_eight, of_sixteen;
    assert_true(picture_load(&of_eight, "eight.png", NULL));
    assert_true(picture_load(&of_sixteen, "sixteen.png", NULL));
    assert_int_equal(of_eight.grey[20 * SIDE + 18], 127);
    assert_memory_equal(of_eight.grey, of_sixteen.grey, SIDE * SIDE);
    ink_free(&of_eight);
    ink_free(&of_sixteen);
}

static void test_missing_empty_and_foreign_files_are_refused(void **state)
{
    (void)state;
    assert_refused("nothing.png", STATUS_MISSING, "nothing.png");
    write_file("empty.png", "", 0);
    assert_refused("empty.png", STATUS_BAD_DATA, "empty");
    write_file("text.png", "digit 7\nstroke 1,2 3,4\n", 23);
    assert_refused("text.png", STATUS_BAD_DATA, "not a picture");
    mkdir("folder.png", 0700);
    assert_refused("folder.png", STATUS_IO, "folder.png");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_false(picture_recognised("pipe"));
    assert_refused("pipe", STATUS_IO, "named pipe");
}

static void test_pictures_too_large_are_refused_by_their_header(void **state)
{
    (void)state;
    static const uint8_t png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x20\x01\0\0\0\x10\x08\0\0\0\0";
    write_file("wide.png", png, sizeof png);
    assert_refused("wide.png", STATUS_BAD_DATA, "8193 x 16");
    write_file("wide.pgm", "P5 99999999999 2 255 ", 21);
    assert_refused("wide.pgm", STATUS_BAD_DATA, "too large");
    write_file("wide.gif", "GIF89a\xff\xff\x10\0......", 16);
    assert_refused("wide.gif", STATUS_BAD_DATA, "65535 x 16");
    static const uint8_t bmp[54] = "BM............\x28\0\0\0\x10\0\0\0\x00\x00\xff\xff";
    write_file("tall.bmp", bmp, sizeof bmp);
    assert_refused("tall.bmp", STATUS_BAD_DATA, "16 x 65536");
}

static void assert_truncations_refused(const char *name, size_t step)
{
    struct bytes bytes;
    assert_true(file_read(&bytes, name, 1 << 20, NULL));
    char cut[64];
    snprintf(cut, sizeof cut, "cut-%s", name);
    for (size_t size = 1; size < bytes.size * 3 / 4; size += step) {
        write_file(cut, bytes.data, size);
        struct ink ink = {0};
        struct status status = {0};
        if (picture_load(&ink, cut, &status))
            fail_msg("%s was read from %zu of %zu bytes", name, size, bytes.size);
        assert_int_equal(status.code, STATUS_BAD_DATA);
        assert_non_null(strstr(status.message, cut));
    }
    bytes_free(&bytes);
}

static void test_truncated_pictures_are_refused(void **state)
{
    (void)state;
    save_bar("whole.png", 0xffffffff, 0xff000000);
    save_bar("whole.jpg", 0xffffffff, 0xff000000);
    save_bar("whole.bmp", 0xffffffff, 0xff000000);
    assert_truncations_refused("whole.png", 1);
    assert_truncations_refused("whole.jpg", 7);
    assert_truncations_refused("whole.bmp", 97);
}

static void test_flipped_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char *const names[] = {"flip.png", "flip.jpg", "flip.bmp"};
    for (size_t n = 0; n < 3; n++) {
        save_bar(names[n], 0xffffffff, 0xff000000);
        struct bytes bytes;
        assert_true(file_read(&bytes, names[n], 1 << 20, NULL));
        for (size_t i = 0; i < bytes.size && i < 120; i++) {
            bytes.data[i] ^= 0xff;
            write_file("flipped", bytes.data, bytes.size);
            bytes.data[i] ^= 0xff;
            struct ink ink = {0};
            if (picture_load(&ink, "flipped", NULL))
                ink_free(&ink);
        }
        bytes_free(&bytes);
    }
}

static void test_pictures_are_recognised_by_name_or_contents(void **state)
{
    (void)state;
    save_bar("hidden.png", 0xffffffff, 0xff000000);
    assert_int_equal(rename("hidden.png", "hidden"), 0);
    assert_true(picture_recognised("hidden"));
    assert_true(picture_recognised("not/there.JPG"));
    write_file("strokes.txt", "digit 7\n", 8);
    assert_false(picture_recognised("strokes.txt"));
    assert_false(picture_recognised("not/there.txt"));
    assert_false(picture_recognised("folder.png.d/strokes"));
}

static void test_ink_survives_saving_and_loading(void **state)
{
    (void)state;
    struct ink ink, back;
    assert_true(ink_init(&ink, 50, 30, NULL));
    ink_draw(&ink, (struct point){10, 10}, (struct point){38, 20}, 5);
    ink.grey[15 * 50 + 20] = 255;
    assert_true(picture_save_ink(&ink, "ink.png", NULL));
    assert_true(picture_load(&back, "ink.png", NULL));
    assert_int_equal(back.width, 50);
    assert_memory_equal(back.grey, ink.grey, 50 * 30);
    ink_free(&ink);
    ink_free(&back);
}

static void test_a_canvas_is_saved_with_its_exact_colours(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    canvas_resize(&canvas, 33, 17);
    for (int i = 0; i < 33 * 17; i++)
        canvas.pixel[i] = 0xff000000 | (uint32_t)i * 7919;
    assert_true(picture_save_canvas(&canvas, "canvas.png", NULL));
    uint8_t loaded[17 * 33][4];
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_file(&image, "canvas.png"));
    assert_int_equal(image.width, 33);
    assert_int_equal(image.height, 17);
    image.format = PNG_FORMAT_BGRA;
    assert_true(png_image_finish_read(&image, NULL, loaded, 0, NULL));
    assert_memory_equal(loaded, canvas.pixel, sizeof loaded);
    canvas_free(&canvas);
}

static void test_a_failed_save_says_where_and_keeps_the_old_file(void **state)
{
    (void)state;
    struct canvas canvas = {0};
    struct status status = {0};
    canvas_resize(&canvas, 4, 4);
    canvas_fill(&canvas, canvas.clip, 0xffffffff);
    assert_false(picture_save_canvas(&canvas, "no/such/folder.png", &status));
    assert_non_null(strstr(status.message, "no/such/folder.png"));
    canvas_free(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dark_on_light_and_light_on_dark_give_the_same_ink),
        cmocka_unit_test(test_ink_is_measured_from_the_paper),
        cmocka_unit_test(test_transparent_parts_are_paper),
        cmocka_unit_test(test_unevenly_lit_paper_is_not_ink),
        cmocka_unit_test(test_several_kinds_are_read),
        cmocka_unit_test(test_png_of_every_type_and_depth_is_read),
        cmocka_unit_test(test_sixteen_bits_are_as_light_as_eight),
        cmocka_unit_test(test_missing_empty_and_foreign_files_are_refused),
        cmocka_unit_test(test_pictures_too_large_are_refused_by_their_header),
        cmocka_unit_test(test_truncated_pictures_are_refused),
        cmocka_unit_test(test_flipped_bytes_do_no_harm),
        cmocka_unit_test(test_pictures_are_recognised_by_name_or_contents),
        cmocka_unit_test(test_ink_survives_saving_and_loading),
        cmocka_unit_test(test_a_canvas_is_saved_with_its_exact_colours),
        cmocka_unit_test(test_a_failed_save_says_where_and_keeps_the_old_file),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
