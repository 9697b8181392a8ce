// JPEG in the ways that cameras, scanners and strangers make it: turned, in ink, progressive, and
// made to cost time or room.
#include "tests/support/picture_bytes.h"

#include "app/pictures/pixels.h"

#include <jpeglib.h>

// The bar at its place, and with a foot if the picture is to be turned.
static bool (*const shapes[])(int x, int y) = {in_bar, in_foot};

struct jpeg_wish {
    int channels;    // 1, 3, 4 (CMYK)
    bool only_black; // CMYK: all of the ink is in the fourth channel
    bool adobe;      // with Adobe's marker, and so what is stored is light
    bool ycck;       // CMYK: as lightness, two of colour, and black
    int orientation; // 0: no Exif
    bool little;     // its numbers, least byte first
    bool progressive;
};

static void add_exif(struct jpeg_compress_struct *info, const struct jpeg_wish *wish)
{
    uint8_t big[] = "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0?\0\0\0\0\0";
    uint8_t little[] = "Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0?\0\0\0\0\0\0";
    big[25] = little[24] = (uint8_t)wish->orientation;
    if (wish->orientation > 0)
        jpeg_write_marker(info, JPEG_APP0 + 1, wish->little ? little : big, sizeof big - 1);
}

static void jpeg_pixel(uint8_t *at, const struct jpeg_wish *wish, bool ink)
{
    for (int part = 0; part < wish->channels; part++) {
        bool dark = ink;
        if (wish->channels == 4 && wish->only_black)
            dark = ink && part == 3;
        bool high = wish->channels == 4 && !wish->adobe ? dark : !dark;
        at[part] = high ? 255 : 0;
    }
}

static void save_jpeg(const char *name, const struct jpeg_wish *wish)
{
    struct jpeg_compress_struct info;
    struct jpeg_error_mgr errors;
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    jpeg_stdio_dest(&info, file);
    info.image_width = info.image_height = SIDE;
    info.input_components = wish->channels;
    info.in_color_space = wish->channels == 4   ? JCS_CMYK
                          : wish->channels == 3 ? JCS_RGB
                                                : JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, 98, TRUE);
    if (wish->channels == 4)
        info.write_Adobe_marker = wish->adobe;
    if (wish->ycck)
        jpeg_set_colorspace(&info, JCS_YCCK);
    if (wish->progressive)
        jpeg_simple_progression(&info);
    jpeg_start_compress(&info, TRUE);
    add_exif(&info, wish);
    uint8_t rows[SIDE][SIDE * 4] = {{0}};
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            int column, row;
            stored_at(wish->orientation ? wish->orientation : 1, x, y, &column, &row);
            jpeg_pixel(rows[row] + column * wish->channels, wish,
                       shapes[wish->orientation > 0](x, y));
        }
    for (int y = 0; y < SIDE; y++) {
        JSAMPROW row = rows[y];
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    fclose(file);
}

static void test_a_jpeg_is_turned_as_its_camera_notes(void **state)
{
    (void)state;
    for (int orientation = 1; orientation <= 8; orientation++)
        for (int little = 0; little < 2; little++) {
            char name[32];
            snprintf(name, sizeof name, "turn%d-%d.jpg", orientation, little);
            save_jpeg(name, &(struct jpeg_wish){
                                .channels = 1, .orientation = orientation, .little = little});
            assert_shape(name, in_foot, 60);
        }
}

static void test_exif_that_makes_no_sense_turns_nothing(void **state)
{
    (void)state;
    static const char *const exif[] = {
        "II*\0\xff\xff\xff\xff\1\0\x12\1\3\0\1\0\0\0\6\0\0\0", // far outside
        "II*\0\x08\0\0\0\xff\xff\x12\1\3\0\1\0\0\0\x09\0\0\0", // an orientation of 9
        "II*\0\x08\0\0\0\xff\xff\x12\1\4\0\1\0\0\0\6\0\0\0",   // a long number
        "XX*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0",
        "Exif\0\0II*\0\x08\0\0\0\xff\xff\1\0\1\0\1\0\0",
        "Exif\0\0Exif\0\0II*\0\x08\0\0\0\1\0\x12\1",
    };
    for (size_t i = 0; i < sizeof exif / sizeof exif[0]; i++)
        for (size_t size = 0; size <= 22; size++) {
            uint8_t(*rgba)[4] = calloc(6, 4);
            struct pixels pixels = {rgba, 3, 2};
            assert_non_null(rgba);
            uint8_t *copy = malloc(size + 1);
            memcpy(copy, exif[i], size);
            assert_true(pixels_turn_as_exif(&pixels, copy, size, NULL));
            assert_ptr_equal(pixels.rgba, rgba);
            free(copy);
            pixels_free(&pixels);
        }
}

static void test_cmyk_is_ink_whichever_way_round_it_is_stored(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        char name[32];
        snprintf(name, sizeof name, "cmyk%d.jpg", i);
        save_jpeg(name, &(struct jpeg_wish){.channels = 4,
                                            .only_black = i & 1,
                                            .adobe = i >= 2,
                                            .ycck = i >= 4}); // always Adobe's
        assert_bar(name, 60);
    }
}

static void test_grey_and_progressive_jpeg_are_read(void **state)
{
    (void)state;
    static const int channels[] = {1, 3, 4};
    for (int i = 0; i < 6; i++) {
        char name[32];
        snprintf(name, sizeof name, "kind%d.jpg", i);
        save_jpeg(name, &(struct jpeg_wish){
                            .channels = channels[i % 3], .progressive = i >= 3, .adobe = true});
        assert_bar(name, 60);
    }
}

// A scan costs a walk over all pixels; here are thousands of a few bytes each.
static void test_a_jpeg_with_thousands_of_scans_is_refused(void **state)
{
    (void)state;
    static struct made made;
    struct bytes bytes;
    made.size = 0;
    save_jpeg("once.jpg", &(struct jpeg_wish){.channels = 1, .progressive = true});
    assert_true(file_read(&bytes, "once.jpg", 1 << 20, NULL));
    size_t first = 0;
    while (bytes.data[first] != 0xff || bytes.data[first + 1] != 0xda)
        first++;
    size_t end = first + 2;
    while (bytes.data[end] != 0xff || bytes.data[end + 1] == 0)
        end++;
    add(&made, bytes.data, first);
    while (made.size + bytes.size < sizeof made.data)
        add(&made, bytes.data + first, end - first);
    add(&made, bytes.data + end, bytes.size - end);
    bytes_free(&bytes);
    save(&made, "scans.jpg");
    assert_refused("scans.jpg", STATUS_BAD_DATA, "too many scans");
}

static void test_a_jpeg_too_short_for_its_size_is_refused_before_room_is_made(void **state)
{
    (void)state;
    struct bytes bytes;
    save_jpeg("small.jpg", &(struct jpeg_wish){.channels = 1});
    assert_true(file_read(&bytes, "small.jpg", 1 << 20, NULL));
    for (size_t i = 0; i + 8 < bytes.size; i++)
        if (bytes.data[i] == 0xff && bytes.data[i + 1] == 0xc0) {
            bytes.data[i + 5] = bytes.data[i + 7] = 0x20; // 8232 instead of 40
            write_file("huge.jpg", bytes.data, bytes.size);
            bytes.data[i + 5] = bytes.data[i + 7] = 0x1f; // 7976
            write_file("large.jpg", bytes.data, bytes.size);
            break;
        }
    bytes_free(&bytes);
    assert_refused("huge.jpg", STATUS_BAD_DATA, "8232 x 8232");
    assert_refused("large.jpg", STATUS_BAD_DATA, "too short for its number of pixels");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_jpeg_is_turned_as_its_camera_notes),
        cmocka_unit_test(test_exif_that_makes_no_sense_turns_nothing),
        cmocka_unit_test(test_cmyk_is_ink_whichever_way_round_it_is_stored),
        cmocka_unit_test(test_grey_and_progressive_jpeg_are_read),
        cmocka_unit_test(test_a_jpeg_with_thousands_of_scans_is_refused),
        cmocka_unit_test(test_a_jpeg_too_short_for_its_size_is_refused_before_room_is_made),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
