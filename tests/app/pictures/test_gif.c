// GIF: its first frame is the picture, and what once overwrote memory in a library is refused.
#include "tests/support/picture_bytes.h"

#include <gif_lib.h>

static int gather_gif(GifFileType *gif, const GifByteType *data, int size)
{
    add(gif->UserData, data, (size_t)size);
    return size;
}

struct gif_wish {
    int frames;
    bool interlaced, transparent;
};

static void put_gif_frame(GifFileType *gif, const struct gif_wish *wish, int frame)
{
    static const int first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    GraphicsControlBlock control = {.TransparentColor = wish->transparent ? 0 : -1,
                                    .DelayTime = 10};
    GifByteType extension[4];
    EGifGCBToExtension(&control, extension);
    assert_int_equal(EGifPutComment(gif, "a comment"), GIF_OK);
    assert_int_equal(EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, extension), GIF_OK);
    assert_int_equal(EGifPutImageDesc(gif, 0, 0, SIDE, SIDE, wish->interlaced, NULL), GIF_OK);
    for (int pass = 0; pass < (wish->interlaced ? 4 : 1); pass++)
        for (int y = wish->interlaced ? first[pass] : 0; y < SIDE;
             y += wish->interlaced ? step[pass] : 1) {
            GifPixelType row[SIDE];
            for (int x = 0; x < SIDE; x++)
                row[x] = in_bar(x, y) && frame == 0; // the others are blank
            assert_int_equal(EGifPutLine(gif, row, SIDE), GIF_OK);
        }
}

static void make_gif(struct made *made, const struct gif_wish *wish)
{
    GifColorType colours[2] = {{255, 255, 255}, {0, 0, 0}};
    int error;
    made->size = 0;
    GifFileType *gif = EGifOpen(made, gather_gif, &error);
    ColorMapObject *map = GifMakeMapObject(2, colours);
    assert_non_null(gif);
    EGifSetGifVersion(gif, true);
    assert_int_equal(EGifPutScreenDesc(gif, SIDE, SIDE, 2, 0, map), GIF_OK);
    for (int frame = 0; frame < wish->frames; frame++)
        put_gif_frame(gif, wish, frame);
    GifFreeMapObject(map);
    assert_int_equal(EGifCloseFile(gif, &error), GIF_OK);
}

static void test_the_first_frame_of_a_gif_is_read(void **state)
{
    (void)state;
    static struct made made;
    static const struct gif_wish wishes[] = {
        {1, false, false}, {1, true, false}, {1, false, true}, {3, false, false}};
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        char name[32];
        snprintf(name, sizeof name, "%zu.gif", i);
        make_gif(&made, &wishes[i]);
        save(&made, name);
        assert_bar(name, 0);
    }
}

static void test_a_gif_cut_short_is_refused(void **state)
{
    (void)state;
    static struct made made;
    make_gif(&made, &(struct gif_wish){.frames = 1});
    for (size_t size = 6; size + 4 < made.size; size++) {
        write_file("cut.gif", made.data, size);
        assert_refused("cut.gif", STATUS_BAD_DATA, "damaged or cut short");
    }
}

// These overwrote memory in a library for pictures: a frame that says it has colours of its own and
// a code size that does not fit them.
static void test_a_gif_without_colours_is_refused(void **state)
{
    (void)state;
    static const uint8_t minimal[] =
        "GIF87a\x1c\0\x1c\0\0\0\0,\0\0\0\0\x1c\0\x1c\0\x40\x08\x50\0\x03\xb5\xb5\xb5\xb5\xb5\xb5"
        "A\x05\0\xb5\xff\xff\xff\xff\xff\xff`\0;";
    write_file("minimal.gif", minimal, sizeof minimal - 1);
    assert_refused("minimal.gif", STATUS_BAD_DATA, "it has no colours");
}

static void test_a_gif_whose_codes_are_broken_is_refused(void **state)
{
    (void)state;
    uint8_t gif[533] =
        "GIF87a\x1c\0\x1c\0\x81\0\0\0\0\0\xff\xff\xff\0\0\0\0\0\0,"
        "\0\0\0\0\x1c\0\x1c\0\x40\x08\x50\0"
        "\3\x08\x1cH\xb0\xa0\xc1\x83\6\1(T\x88\xb0\xa1\x43\x82\x0b\x19>\x9cH1a\xc5\x8b\2#\2\xc0xq!"
        "\xc7\x8f\x10#";
    memset(gif + 75, 0xb5, sizeof gif - 75);
    write_file("codes.gif", gif, sizeof gif);
    assert_refused("codes.gif", STATUS_BAD_DATA, "damaged or cut short");
}

static void test_a_frame_larger_than_pictures_may_be_is_refused(void **state)
{
    (void)state;
    static const uint8_t gif[] = "GIF89a\n\0\n\0\xf0\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x82Z\x82Z\0\2\3"
                                 "D\x90\2\0;";
    write_file("frame.gif", gif, sizeof gif - 1);
    assert_refused("frame.gif", STATUS_BAD_DATA, "23170 x 23170");
    static const uint8_t below[] = "GIF89a\n\0\n\0\xf0\0\0\xff\xff\xff\0\0\0,\0\0\0\0\0\x20\0\x20\0"
                                   "\2\3D\x90\2\0;";
    write_file("below.gif", below, sizeof below - 1);
    assert_refused("below.gif", STATUS_BAD_DATA, "too short for its number of pixels");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_frame_of_a_gif_is_read),
        cmocka_unit_test(test_a_gif_cut_short_is_refused),
        cmocka_unit_test(test_a_gif_without_colours_is_refused),
        cmocka_unit_test(test_a_gif_whose_codes_are_broken_is_refused),
        cmocka_unit_test(test_a_frame_larger_than_pictures_may_be_is_refused),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
