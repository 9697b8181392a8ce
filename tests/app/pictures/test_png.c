// PNG as cameras and strangers make it: deep, turned, with bytes after its end, and too short.
#include "tests/support/picture_bytes.h"

#include <zlib.h>

static void add_png_chunk(struct made *made, const char *type, const void *data, size_t size)
{
    uint8_t number[4];
    size_t start = made->size;
    for (size_t i = 0; i < 4; i++)
        number[i] = (uint8_t)(size >> (24 - 8 * i));
    add(made, number, 4);
    add(made, type, 4);
    add(made, data, size);
    uint32_t sum = (uint32_t)crc32(0, made->data + start + 4, (uInt)size + 4);
    for (size_t i = 0; i < 4; i++)
        number[i] = (uint8_t)(sum >> (24 - 8 * i));
    add(made, number, 4);
}

// 16 bits, whose paper is `paper`; stored turned by half if `exif`.
static void save_deep_png(const char *name, unsigned paper, int channels, bool exif)
{
    static struct made made, rows;
    const uint8_t head[13] = {0, 0, 0, SIDE, 0, 0, 0, SIDE, 16, (uint8_t)(channels == 1 ? 0 : 6),
                              0, 0, 0};
    uint8_t packed[4000];
    uLongf packed_size = sizeof packed;
    made.size = rows.size = 0;
    for (int y = 0; y < SIDE; y++) {
        add(&rows, "", 1);
        for (int x = 0; x < SIDE; x++)
            for (int part = 0; part < channels; part++) {
                bool ink = exif ? in_foot(SIDE - 1 - x, SIDE - 1 - y) : in_bar(x, y);
                unsigned sample = part == 3 ? 0xffff : ink ? 0 : paper;
                add(&rows, (uint8_t[]){(uint8_t)(sample >> 8), (uint8_t)sample}, 2);
            }
    }
    assert_int_equal(compress(packed, &packed_size, rows.data, (uLong)rows.size), Z_OK);
    add(&made, "\x89PNG\r\n\x1a\n", 8);
    add_png_chunk(&made, "IHDR", head, sizeof head);
    if (exif)
        add_png_chunk(&made, "eXIf", "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\3\0\0\0", 22);
    add_png_chunk(&made, "IDAT", packed, packed_size);
    add_png_chunk(&made, "IEND", "", 0);
    save(&made, name);
}

static void test_twelve_bits_of_sixteen_are_a_picture(void **state)
{
    (void)state;
    save_deep_png("twelve.png", 4080, 1, false);
    assert_bar("twelve.png", 0);
    save_deep_png("colours.png", 4095, 4, false);
    assert_bar("colours.png", 0);
    save_deep_png("ten.png", 1023, 1, false);
    assert_bar("ten.png", 0);
    save_deep_png("sixteen.png", 65535, 1, false);
    assert_bar("sixteen.png", 0);
}

// Such a picture is read a second time, and libpng has something to say about its time.
static void test_nothing_of_a_picture_is_said_behind_our_back(void **state)
{
    (void)state;
    enum { HEAD = 8 + 25 };
    static struct made made;
    struct bytes bytes, said;
    made.size = 0;
    save_deep_png("dark.png", 4080, 1, false);
    assert_true(file_read(&bytes, "dark.png", 1 << 20, NULL));
    add(&made, bytes.data, HEAD);
    add_png_chunk(&made, "tIME", "late", 4);
    add(&made, bytes.data + HEAD, bytes.size - HEAD);
    bytes_free(&bytes);
    save(&made, "timed.png");
    int before = dup(STDERR_FILENO);
    assert_non_null(freopen("said", "wb", stderr));
    assert_bar("timed.png", 0);
    fflush(stderr);
    assert_true(dup2(before, STDERR_FILENO) >= 0);
    close(before);
    assert_true(file_read(&said, "said", 1 << 20, NULL));
    assert_int_equal(said.size, 0);
    bytes_free(&said);
}

static void test_a_png_is_turned_as_its_camera_notes(void **state)
{
    (void)state;
    save_deep_png("turned.png", 65535, 1, true);
    assert_shape("turned.png", in_foot, 0);
}

// Some programs leave old bytes there, others hide a second file behind the picture.
static void test_what_follows_the_end_of_a_png_is_no_part_of_it(void **state)
{
    (void)state;
    static const char noise[] = "twenty-eight bytes of nothing";
    static const char turn[] = "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0";
    static struct made whole_turn;
    whole_turn.size = 0;
    add_png_chunk(&whole_turn, "eXIf", turn, 22);
    const struct {
        const void *data;
        size_t size;
    } tails[] = {
        {noise, 28},
        {"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 28},
        {"\xff\xff\xff\xff"
         "eXIfII*\0\x08\0\0\0\xff\xff",
         18}, // no such length is there
        {"\xff\xff\xff\xf4"
         "abcd\0\0\0\0\0\0\0\0",
         16},
        {whole_turn.data, whole_turn.size},
        {"", 1},
    };
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        struct bytes bytes;
        char name[32];
        snprintf(name, sizeof name, "tail%zu.png", i);
        save_deep_png("whole.png", 65535, 1, false);
        assert_true(file_read(&bytes, "whole.png", 1 << 20, NULL));
        uint8_t *data = malloc(bytes.size + tails[i].size);
        assert_non_null(data);
        memcpy(data, bytes.data, bytes.size);
        memcpy(data + bytes.size, tails[i].data, tails[i].size);
        write_file(name, data, bytes.size + tails[i].size);
        free(data);
        bytes_free(&bytes);
        assert_bar(name, 0);
    }
}

static void test_a_png_too_short_for_its_size_is_refused_before_room_is_made(void **state)
{
    (void)state;
    static struct made made;
    const uint8_t head[13] = {0, 0, 0x1f, 0, 0, 0, 0x1f, 0, 8, 6, 0, 0, 0};
    made.size = 0;
    add(&made, "\x89PNG\r\n\x1a\n", 8);
    add_png_chunk(&made, "IHDR", head, sizeof head);
    add_png_chunk(&made, "IDAT", "", 0);
    add_png_chunk(&made, "IEND", "", 0);
    save(&made, "short.png");
    assert_refused("short.png", STATUS_BAD_DATA, "too short for its number of pixels");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_twelve_bits_of_sixteen_are_a_picture),
        cmocka_unit_test(test_nothing_of_a_picture_is_said_behind_our_back),
        cmocka_unit_test(test_a_png_is_turned_as_its_camera_notes),
        cmocka_unit_test(test_what_follows_the_end_of_a_png_is_no_part_of_it),
        cmocka_unit_test(test_a_png_too_short_for_its_size_is_refused_before_room_is_made),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
