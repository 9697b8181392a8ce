// PNM of every type and depth; cut short or senseless, it is refused.
#include "tests/support/picture_bytes.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pnm_of_every_type_and_depth_is_read),
        cmocka_unit_test(test_a_comment_of_pnm_ends_with_its_line_also_at_a_cr),
        cmocka_unit_test(test_pnm_that_is_cut_short_or_senseless_is_refused),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
