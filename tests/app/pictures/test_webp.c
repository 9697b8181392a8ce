// WebP with and without loss, animated, turned by its camera, and another format in its clothes.
#include "tests/support/picture_bytes.h"

#include <webp/encode.h>

static void add_webp_chunk(struct made *made, const char *type, const void *data, size_t size)
{
    add(made, type, 4);
    add_little(made, (uint32_t)size, 4);
    add(made, data, size);
    if (size % 2)
        add(made, "", 1);
}

// A frame as its chunk, without the file around it.
static size_t encode_webp(uint8_t **chunk, uint8_t **whole, bool (*inside)(int x, int y),
                          bool lossless, int orientation)
{
    uint8_t rgba[SIDE * SIDE][4];
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            int column, row;
            stored_at(orientation, x, y, &column, &row);
            memset(rgba[row * SIDE + column], inside && inside(x, y) ? 0 : 255, 3);
            rgba[row * SIDE + column][3] = 255;
        }
    size_t size = lossless ? WebPEncodeLosslessRGBA(rgba[0], SIDE, SIDE, SIDE * 4, whole)
                           : WebPEncodeRGBA(rgba[0], SIDE, SIDE, SIDE * 4, 95, whole);
    assert_true(size > 12);
    *chunk = *whole + 12;
    return size - 12;
}

static void begin_webp(struct made *made, uint8_t flags)
{
    const uint8_t head[10] = {flags, 0, 0, 0, SIDE - 1, 0, 0, SIDE - 1, 0, 0};
    made->size = 0;
    add(made, "RIFF????WEBP", 12);
    add_webp_chunk(made, "VP8X", head, sizeof head);
}

static void end_webp(struct made *made, const char *name)
{
    for (size_t i = 0; i < 4; i++)
        made->data[4 + i] = (uint8_t)((made->size - 8) >> 8 * i);
    save(made, name);
}

static void test_webp_with_and_without_loss_is_read(void **state)
{
    (void)state;
    for (int lossless = 0; lossless < 2; lossless++) {
        uint8_t *chunk, *whole;
        size_t size = encode_webp(&chunk, &whole, in_bar, lossless, 1);
        write_file("plain.webp", whole, size + 12);
        WebPFree(whole);
        assert_bar("plain.webp", lossless ? 0 : 60);
    }
}

static void test_the_first_frame_of_an_animated_webp_is_read(void **state)
{
    (void)state;
    static struct made made;
    begin_webp(&made, 2);
    add_webp_chunk(&made, "ANIM", "\xff\xff\xff\xff\0\0", 6);
    for (int frame = 0; frame < 3; frame++) {
        uint8_t *chunk, *whole;
        static struct made inner;
        const uint8_t head[16] = {0, 0, 0, 0, 0, 0, SIDE - 1, 0, 0, SIDE - 1, 0, 0, 100};
        size_t size = encode_webp(&chunk, &whole, frame == 0 ? in_bar : NULL, true, 1);
        inner.size = 0;
        add(&inner, head, sizeof head);
        add(&inner, chunk, size);
        add_webp_chunk(&made, "ANMF", inner.data, inner.size);
        WebPFree(whole);
    }
    end_webp(&made, "animated.webp");
    assert_bar("animated.webp", 0);
}

// Many programs leave in front of it what belongs to JPEG.
static void test_a_webp_is_turned_as_its_camera_notes(void **state)
{
    (void)state;
    static struct made made;
    static const char exif[] = "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0";
    for (size_t skipped = 0; skipped <= 6; skipped += 6) {
        uint8_t *chunk, *whole;
        size_t size = encode_webp(&chunk, &whole, in_foot, true, 6);
        begin_webp(&made, 8);
        add(&made, chunk, size);
        add_webp_chunk(&made, "EXIF", exif + skipped, 28 - skipped);
        WebPFree(whole);
        end_webp(&made, "turned.webp");
        assert_shape("turned.webp", in_foot, 0);
    }
}

static void test_another_format_dressed_as_webp_is_refused(void **state)
{
    (void)state;
    static const char svg[] =
        "RIFF<svgWEBPVP8Laaaa/\xff x=\"1\"><svg width=\"22000\" height=\"22000\" "
        "xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M5 5 L20 20\" stroke=\"black\" "
        "stroke-width=\"3\"/></svg></svgWEBPVP8L>";
    write_file("svg.webp", svg, sizeof svg - 1);
    assert_refused("svg.webp", STATUS_BAD_DATA, "damaged or cut short");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_webp_with_and_without_loss_is_read),
        cmocka_unit_test(test_the_first_frame_of_an_animated_webp_is_read),
        cmocka_unit_test(test_a_webp_is_turned_as_its_camera_notes),
        cmocka_unit_test(test_another_format_dressed_as_webp_is_refused),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
