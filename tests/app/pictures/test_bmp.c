// BMP of every kind: bits, masks and runs; rare kinds and cut files are told apart.
#include "tests/support/picture_bytes.h"

#include "app/pictures/picture_decoders.h"

#include <zlib.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bmp_of_every_kind_is_read),
        cmocka_unit_test(test_bmp_of_a_rare_kind_is_not_called_damaged),
        cmocka_unit_test(test_bmp_cut_short_is_refused),
        cmocka_unit_test(test_a_row_of_bmp_ends_at_its_edge),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
