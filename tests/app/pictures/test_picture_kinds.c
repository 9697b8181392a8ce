// Each kind of picture, in the ways that cameras, scanners and strangers make it.
#include "tests/support/bar.h"

#include "app/base/paths.h"
#include "app/pictures/picture_decoders.h"
#include "app/pictures/picture_kinds.h"
#include "app/work/folder_listing.h"
#include <gif_lib.h>
#include <webp/encode.h>

#include <jpeglib.h>

#include <zlib.h>

// Where bytes are gathered.
struct made {
    uint8_t data[200000];
    size_t size;
};

static void add(struct made *made, const void *data, size_t size)
{
    assert_true(made->size + size <= sizeof made->data);
    memcpy(made->data + made->size, data, size);
    made->size += size;
}

static void add_little(struct made *made, uint32_t number, size_t size)
{
    uint8_t bytes[4];
    for (size_t i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> 8 * i);
    add(made, bytes, size);
}

static void save(const struct made *made, const char *name)
{
    write_file(name, made->data, made->size);
}

// The bar at its place, and with a foot if the picture is to be turned.
static bool (*const shapes[])(int x, int y) = {in_bar, in_foot};

// ---- JPEG ----

// Where Exif says that (x, y) of the upright picture is stored, in terms of the standard.
static void stored_at(int orientation, int x, int y, int *column, int *row)
{
    int far_x = SIDE - 1 - x, far_y = SIDE - 1 - y;
    const int at[9][2] = {{0},    {x, y},     {far_x, y},     {far_x, far_y}, {x, far_y},
                          {y, x}, {y, far_x}, {far_y, far_x}, {far_y, x}};
    *column = at[orientation][0];
    *row = at[orientation][1];
}

struct jpeg_wish {
    int channels;    // 1, 3, 4 (CMYK)
    bool only_black; // CMYK: all of the ink is in the fourth channel
    bool adobe;      // with Adobe's marker, and so what is stored is light
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
    for (int i = 0; i < 4; i++) {
        char name[32];
        snprintf(name, sizeof name, "cmyk%d.jpg", i);
        save_jpeg(name, &(struct jpeg_wish){.channels = 4, .only_black = i & 1, .adobe = i & 2});
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

// ---- GIF ----

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

// ---- WebP ----

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

// ---- PNG ----

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

// ---- PNM ----

static void save_pnm(const char *name, const char *head, int type, unsigned white)
{
    static struct made made;
    made.size = 0;
    add(&made, head, strlen(head));
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            char word[32];
            unsigned sample = in_bar(x, y) ? 0 : white;
            uint8_t two[] = {(uint8_t)(sample >> 8), (uint8_t)sample};
            if (type == 1)
                add(&made, in_bar(x, y) ? "1" : "0", 1);
            else if (type == 4 && x % 8 == 0)
                add(&made, (uint8_t[]){0}, 1);
            for (int i = 0; type <= 3 && type > 1 && i < (type == 3 ? 3 : 1); i++)
                add(&made, word, (size_t)snprintf(word, sizeof word, "%u\n", sample));
            for (int i = 0; type >= 5 && i < (type == 6 ? 3 : 1); i++)
                add(&made, two + (white < 256), white < 256 ? 1 : 2);
            if (type == 4 && in_bar(x, y))
                made.data[made.size - 1] |= (uint8_t)(0x80 >> x % 8);
        }
    save(&made, name);
}

static void test_pnm_of_every_type_and_depth_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        int type;
        unsigned white;
    } kinds[] = {
        {"P1\n40 40\n", 1, 1},
        {"P1#\r40\t40 ", 1, 1},
        {"P2\n40 40\n15\n", 2, 15},
        {"P2\n40 40\n65535\n", 2, 65535},
        {"P3 40 40 255\n", 3, 255},
        {"P4\n40 40\n", 4, 1},
        {"P5\n40 40\n255\n", 5, 255},
        {"P5\n# 9 9\r40 40\n100\n", 5, 100},
        {"P5\n40 40\n65535\n", 5, 65535},
        {"P5\n40 40\n65535\n", 5, 4095},
        {"P5\n40 40\n1023\n", 5, 1023},
        {"P6\n40 40\n255\n", 6, 255},
        {"P6\n40 40\n65535\n", 6, 65535},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char name[32];
        snprintf(name, sizeof name, "%zu.pnm", i);
        save_pnm(name, kinds[i].head, kinds[i].type, kinds[i].white);
        assert_bar(name, 0);
    }
}

static void test_a_comment_of_pnm_ends_with_its_line_also_at_a_cr(void **state)
{
    (void)state;
    static const char pgm[] = "P5\n#\r20000 20000 255\n10 10\n255\n......";
    write_file("cr.pgm", pgm, sizeof pgm);
    assert_refused("cr.pgm", STATUS_BAD_DATA, "20000 x 20000");
}

static void test_pnm_that_is_cut_short_or_senseless_is_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {"P5",
                                         "P5\n",
                                         "P5\n40",
                                         "P5\n40 40",
                                         "P5\n40 40\n255\n",
                                         "P5\n40 40\n0\n",
                                         "P5\n40 40\n65536\n",
                                         "P5\n0 40\n255\n",
                                         "P5\n-4 40\n255\n",
                                         "P2\n2 2\n255\n1 2 x 3",
                                         "P1\n2 1\n12",
                                         "P4\n8000 8000\n",
                                         "P5\n#"};
    for (size_t i = 1; i < sizeof broken / sizeof broken[0]; i++) {
        write_file("broken.pnm", broken[i], strlen(broken[i]));
        assert_refused("broken.pnm", STATUS_BAD_DATA, "damaged or cut short");
    }
}

// ---- BMP ----

struct bmp_wish {
    const char *name;
    uint32_t head, bits, compression; // 12: the head of OS/2
    bool from_top;
    uint32_t masks[4]; // 0: none
};

static void add_bmp_head(struct made *made, const struct bmp_wish *wish)
{
    add_little(made, wish->head, 4);
    if (wish->head == 12) {
        add_little(made, SIDE, 2);
        add_little(made, SIDE, 2);
        add_little(made, 1, 2);
        add_little(made, wish->bits, 2);
        return;
    }
    size_t end = made->size - 4 + wish->head;
    add_little(made, SIDE, 4);
    add_little(made, wish->from_top ? 0u - SIDE : SIDE, 4);
    add_little(made, 1, 2);
    add_little(made, wish->bits, 2);
    add_little(made, wish->compression, 4);
    for (int i = 0; i < 5; i++)
        add_little(made, i == 3 ? 2 : 0, 4); // two colours
    for (int i = 0; i < 4 && (wish->head > 40 || wish->masks[i]); i++)
        add_little(made, wish->masks[i], 4);
    while (made->size < end)
        add(made, "", 1);
}

static void add_bmp_rows(struct made *made, const struct bmp_wish *wish)
{
    for (int i = 0; i < SIDE; i++) {
        int y = wish->from_top ? i : SIDE - 1 - i;
        size_t start = made->size;
        uint32_t byte = 0;
        for (int x = 0; x < SIDE; x++) {
            bool ink = in_bar(x, y);
            uint32_t opacity = wish->bits == 32 ? 0 : 0xff000000;
            byte = (uint32_t)((uint64_t)byte << wish->bits) | ink;
            if (wish->bits > 8)
                add_little(made, ink ? wish->masks[3] : ~opacity, wish->bits / 8);
            else if ((uint32_t)(x + 1) * wish->bits % 8 == 0)
                add_little(made, byte & 255, 1);
        }
        while ((made->size - start) % 4)
            add(made, "", 1);
    }
}

// Runs, literals, moves and the end of rows: the bar's row is 15 of paper, 7 of ink, the rest left
// out.
static void add_bmp_runs(struct made *made, const struct bmp_wish *wish)
{
    for (int i = 0; i < SIDE; i++) {
        int y = SIDE - 1 - i;
        if (in_bar(15, y) && y % 2) {
            add(made, "\x0f\0\7\x11", 4);
        } else if (in_bar(15, y) && wish->bits == 8) {
            add(made, "\0\2\x0f\0\0\7\1\1\1\1\1\1\1\0", 14);
        } else if (in_bar(15, y)) {
            add(made, "\0\2\x0f\0\0\7\x11\x11\x11\x11", 10);
        }
        add(made, "\0", 2);
    }
    add(made, "\0\1", 2);
    for (size_t i = 0; wish->bits == 8 && i + 1 < made->size; i++)
        if (made->data[i] == 7 && made->data[i + 1] == 0x11)
            made->data[i + 1] = 1;
}

static void save_bmp(const struct bmp_wish *wish)
{
    static struct made made;
    made.size = 0;
    add(&made, "BM????....OOOO", 14);
    add_bmp_head(&made, wish);
    if (wish->bits <= 8)
        for (int i = 0; i < (wish->head == 12 ? 1 << wish->bits : 2); i++)
            add(&made, i == 0 ? "\xff\xff\xff" : "\0\0\0", wish->head == 12 ? 3 : 4);
    for (size_t i = 0; i < 4; i++)
        made.data[10 + i] = (uint8_t)(made.size >> 8 * i);
    if (wish->compression == 1 || wish->compression == 2)
        add_bmp_runs(&made, wish);
    else
        add_bmp_rows(&made, wish);
    save(&made, wish->name);
}

static void test_bmp_of_every_kind_is_read(void **state)
{
    (void)state;
    static const struct bmp_wish kinds[] = {
        {"1.bmp", 40, 1, 0, false, {0}},
        {"4.bmp", 40, 4, 0, false, {0}},
        {"8.bmp", 40, 8, 0, true, {0}},
        {"16.bmp", 40, 16, 0, false, {0}},
        {"24.bmp", 40, 24, 0, false, {0}},
        {"32.bmp", 40, 32, 0, true, {0}}, // its opacity is empty
        {"565.bmp", 40, 16, 3, false, {0xf800, 0x7e0, 0x1f, 0}},
        {"masks.bmp", 40, 32, 3, false, {0xff0000, 0xff00, 0xff, 0}},
        {"v4.bmp", 108, 32, 3, false, {0xff, 0xff00, 0xff0000, 0xff000000}},
        {"os2-1.bmp", 12, 1, 0, false, {0}},
        {"os2-8.bmp", 12, 8, 0, false, {0}},
        {"os2-24.bmp", 12, 24, 0, false, {0}},
        {"runs8.bmp", 40, 8, 1, false, {0}},
        {"runs4.bmp", 40, 4, 2, false, {0}},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        save_bmp(&kinds[i]);
        assert_bar(kinds[i].name, 0);
    }
}

static void test_bmp_of_a_rare_kind_is_not_called_damaged(void **state)
{
    (void)state;
    save_bmp(&(struct bmp_wish){"png.bmp", 40, 24, 5, false, {0}});
    assert_refused("png.bmp", STATUS_BAD_DATA, "its compression");
}

static void test_bmp_cut_short_is_refused(void **state)
{
    (void)state;
    struct bytes bytes;
    save_bmp(&(struct bmp_wish){"whole.bmp", 40, 8, 1, false, {0}});
    assert_true(file_read(&bytes, "whole.bmp", 1 << 20, NULL));
    for (size_t size = 2; size + 4 < bytes.size; size++) {
        write_file("cut.bmp", bytes.data, size);
        assert_refused("cut.bmp", STATUS_BAD_DATA, "damaged or cut short");
    }
    bytes_free(&bytes);
}

// Runs far beyond the right edge: so many that a count of 32 bits comes back to the left edge.
static void test_a_row_of_bmp_ends_at_its_edge(void **state)
{
    (void)state;
    enum { RUNS = 16843009 }; // of 255 pixels: 2^32 - 1
    struct bytes head;
    struct pixels pixels;
    struct status status = {0};
    save_bmp(&(struct bmp_wish){"runs.bmp", 40, 8, 1, false, {0}});
    assert_true(file_read(&head, "runs.bmp", 1 << 20, NULL));
    size_t start = head.data[10], size = start + 2 * (RUNS + 2) + 2;
    uint8_t *data = malloc(size), *at = data + start;
    assert_non_null(data);
    memcpy(data, head.data, start);
    for (int i = 0; i < RUNS; i++) {
        *at++ = 255;
        *at++ = 0;
    }
    memcpy(at, "\1\0\x28\1\0\1", 6); // a pixel of paper, 40 of ink, the end
    const struct picture_file file = {"far.bmp", "BMP", {data, size}};
    if (!picture_decode_bmp(&pixels, &file, &status))
        fail_msg("%s", status.message);
    for (int x = 0; x < SIDE; x++)
        assert_int_equal(pixels.rgba[(SIDE - 1) * SIDE + x][0], 255);
    pixels_free(&pixels);
    free(data);
    bytes_free(&head);
}

// ---- Others ----

static void assert_explained(const char *name, const void *data, size_t size, const char *words)
{
    write_file(name, data, size);
    assert_refused(name, STATUS_BAD_DATA, words);
}

static void test_files_of_other_kinds_are_named(void **state)
{
    (void)state;
    assert_explained("a.tif", "II*\0\x08\0\0\0", 8, "is a TIFF picture");
    assert_explained("a.png", "MM\0*\0\0\0\x08", 8, "is a TIFF picture");
    assert_explained("a.heic",
                     "\0\0\0\x18"
                     "ftypheic\0\0\0\0",
                     16, "is a HEIC picture");
    assert_explained("a.avif",
                     "\0\0\0\x18"
                     "ftypavif\0\0\0\0",
                     16, "is an AVIF picture");
    assert_explained("a.pdf", "%PDF-1.4\n", 9, "is a PDF document");
    assert_explained("t10k", "\0\0\x08\3\0\0\x27\x10\0\0\0\x1c\0\0\0\x1c", 16,
                     "IDX file with 10000 pictures");
    assert_explained("t10k", "\0\0\x08\1\0\0\x27\x10\0\1\2\3", 12, "IDX file with 10000 labels");
}

static void test_every_ending_of_pictures_is_recognised(void **state)
{
    (void)state;
    char endings[] = PICTURE_ENDINGS;
    for (char *ending = strtok(endings, " "); ending; ending = strtok(NULL, " ")) {
        char name[32];
        snprintf(name, sizeof name, "not/there%s", ending);
        assert_true(picture_recognised(name));
        assert_true(
            path_has_ending(name, file_purposes[FILE_PURPOSE_OPEN].suffixes)); // is offered, too
    }
    assert_false(path_has_ending("not/there.tif", file_purposes[FILE_PURPOSE_OPEN].suffixes));
    assert_false(picture_recognised("not/there.tif"));
    assert_false(picture_recognised("not/there.tiff"));
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
        cmocka_unit_test(test_the_first_frame_of_a_gif_is_read),
        cmocka_unit_test(test_a_gif_cut_short_is_refused),
        cmocka_unit_test(test_a_gif_without_colours_is_refused),
        cmocka_unit_test(test_a_gif_whose_codes_are_broken_is_refused),
        cmocka_unit_test(test_a_frame_larger_than_pictures_may_be_is_refused),
        cmocka_unit_test(test_webp_with_and_without_loss_is_read),
        cmocka_unit_test(test_the_first_frame_of_an_animated_webp_is_read),
        cmocka_unit_test(test_a_webp_is_turned_as_its_camera_notes),
        cmocka_unit_test(test_another_format_dressed_as_webp_is_refused),
        cmocka_unit_test(test_twelve_bits_of_sixteen_are_a_picture),
        cmocka_unit_test(test_nothing_of_a_picture_is_said_behind_our_back),
        cmocka_unit_test(test_a_png_is_turned_as_its_camera_notes),
        cmocka_unit_test(test_what_follows_the_end_of_a_png_is_no_part_of_it),
        cmocka_unit_test(test_a_png_too_short_for_its_size_is_refused_before_room_is_made),
        cmocka_unit_test(test_pnm_of_every_type_and_depth_is_read),
        cmocka_unit_test(test_a_comment_of_pnm_ends_with_its_line_also_at_a_cr),
        cmocka_unit_test(test_pnm_that_is_cut_short_or_senseless_is_refused),
        cmocka_unit_test(test_bmp_of_every_kind_is_read),
        cmocka_unit_test(test_bmp_of_a_rare_kind_is_not_called_damaged),
        cmocka_unit_test(test_bmp_cut_short_is_refused),
        cmocka_unit_test(test_a_row_of_bmp_ends_at_its_edge),
        cmocka_unit_test(test_files_of_other_kinds_are_named),
        cmocka_unit_test(test_every_ending_of_pictures_is_recognised),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
