// What was set up is remembered, value by value; recipes set what they say; every option has a
// field.
#include "tests/support/support.h"

#include "app/training/setup/setup_fields.h"
#include "app/training/setup/setup_file.h"
#include "app/training/setup/setup_presets.h"
#include "app/training/setup/setup_preview.h"
#include "tests/support/practice_data.h"

#include <math.h>

static struct run_setup an_unusual_setup(void)
{
    struct run_setup setup;
    run_setup_default(&setup);
    setup.part[RUN_PART_MNIST].used = false;
    setup.part[RUN_PART_FOLDER] = (struct run_part){true, 37, "/some \"folder\""};
    setup.part[RUN_PART_STROKES] = (struct run_part){true, 250, "pens.strokes"};
    setup.from_weights = true;
    setup.options = (struct train_options){.epochs = 7,
                                           .batch = 64,
                                           .rate = 0.3f,
                                           .momentum = 0.85f,
                                           .augment = AUGMENT_AFFINE,
                                           .seed = 12345678901,
                                           .schedule = TRAIN_SCHEDULE_STEPS,
                                           .decay = 1.5e-6f,
                                           .init = TRAIN_INIT_DEFAULT,
                                           .images = 500,
                                           .labels = TRAIN_LABELS_SHUFFLED,
                                           .average = TRAIN_AVERAGE_OFF};
    setup.hold_out = 100;
    setup.threads = 3;
    return setup;
}

static void assert_same_setup(const struct run_setup *a, const struct run_setup *b)
{
    for (int i = 0; i < RUN_PARTS; i++) {
        assert_int_equal(a->part[i].used, b->part[i].used);
        assert_int_equal(a->part[i].share, b->part[i].share);
        assert_string_equal(a->part[i].path, b->part[i].path);
    }
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        if (!train_option_same(&train_option_table[i], &a->options, &b->options))
            fail_msg("%s differs", train_option_table[i].word);
    assert_int_equal(a->from_weights, b->from_weights);
    assert_int_equal(a->hold_out, b->hold_out);
    assert_int_equal(a->threads, b->threads);
}

// ---- The file -----------------------------------------------------------------------------------

static void test_every_value_comes_back(void **state)
{
    (void)state;
    struct run_setup setup = an_unusual_setup(), loaded;
    char note[SETUP_FILE_NOTE];
    bool comma = support_use_decimal_comma();
    assert_true(setup_file_save(&setup, "new folder/setup.json", NULL));
    assert_true(setup_file_load(&loaded, "new folder/setup.json", note, NULL));
    assert_string_equal(note, "");
    assert_same_setup(&loaded, &setup);
    (void)comma; // where there is such a locale
}

static void test_no_file_is_the_default_and_a_broken_one_says_so(void **state)
{
    (void)state;
    static const char *const broken[] = {"", "[1]", "{\"epochs\": 7", "epochs 7"};
    struct run_setup usual, loaded;
    struct status status = {0};
    char note[SETUP_FILE_NOTE];
    run_setup_default(&usual);
    assert_true(setup_file_load(&loaded, "none.json", note, &status));
    assert_same_setup(&loaded, &usual);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        support_write("broken.json", broken[i], strlen(broken[i]));
        assert_false(setup_file_load(&loaded, "broken.json", note, &status));
        support_assert_says(&status, STATUS_BAD_DATA, "no set-up");
        assert_same_setup(&loaded, &usual);
    }
}

static void test_values_that_make_no_sense_fall_back_one_by_one_and_are_named(void **state)
{
    (void)state;
    static const char text[] =
        "{\"epochs\": 0, \"batch\": 2.5, \"rate\": \"fast\", \"momentum\": 0.5, \"augment\": "
        "\"odd\","
        " \"seed\": -1, \"from_weights\": 1, \"hold_out\": -3, \"threads\": 9999, \"later\": true,"
        " \"decay\": 1e-46, \"labels\": 1,"
        " \"data\": {\"mnist\": {\"used\": \"yes\", \"share\": 101}, \"strokes\": {\"share\": 250,"
        " \"path\": 7}, \"practice\": 5}}";
    struct run_setup loaded, expected;
    char note[SETUP_FILE_NOTE];
    run_setup_default(&expected);
    expected.options.momentum = 0.5f;
    expected.options.decay = 0;
    expected.part[RUN_PART_STROKES].share = 250;
    support_write("odd.json", text, strlen(text));
    assert_true(setup_file_load(&loaded, "odd.json", note, NULL));
    assert_same_setup(&loaded, &expected);
    assert_string_equal(note,
                        "mnist, share of mnist, path of strokes, epochs, batch, rate, augment, "
                        "seed, labels, from_weights, hold_out, threads");
}

// ---- Fields -------------------------------------------------------------------------------------

static void save_over(const char *text)
{
    struct run_setup setup = an_unusual_setup(), loaded;
    char note[SETUP_FILE_NOTE];
    support_write("over.json", text, strlen(text));
    assert_true(setup_file_save(&setup, "over.json", NULL));
    assert_true(setup_file_load(&loaded, "over.json", note, NULL));
    assert_same_setup(&loaded, &setup);
}

static void test_what_cannot_be_read_is_kept_beside_and_not_written_over(void **state)
{
    (void)state;
    static const char slip[] = "{\"epochs\": 7", odd[] = "{\"epochs\": 7, \"rate\": \"fast\"}",
                      good[] = "{\"epochs\": 8, \"later\": true}";
    save_over(slip);
    support_assert_text("over.json.broken", slip);
    save_over(odd);
    support_assert_text("over.json.broken-2", odd);
    save_over(good);
    assert_int_not_equal(access("over.json.broken-3", F_OK), 0);
}

static void test_what_cannot_be_read_for_another_reason_stays(void **state)
{
    (void)state;
    struct run_setup setup = an_unusual_setup();
    struct status status = {0};
    assert_int_equal(mkdir("folder.json", 0777), 0);
    assert_false(setup_file_save(&setup, "folder.json", &status));
    support_assert_says(&status, STATUS_IO, "folder.json");
    assert_int_equal(access("folder.json", F_OK), 0);
}

// ---- Comparing ----------------------------------------------------------------------------------

// Two of the same values that lie in memory with other bytes between them.
static void test_set_ups_are_compared_by_what_they_say(void **state)
{
    (void)state;
    struct run_setup one, other;
    const struct run_setup setup = an_unusual_setup();
    memset(&one, 0x00, sizeof one);
    memset(&other, 0xff, sizeof other);
    for (int i = 0; i < RUN_PARTS; i++) {
        one.part[i].used = other.part[i].used = setup.part[i].used;
        one.part[i].share = other.part[i].share = setup.part[i].share;
        snprintf(one.part[i].path, PATH_SIZE, "%s", setup.part[i].path);
        snprintf(other.part[i].path, PATH_SIZE, "%s", setup.part[i].path);
    }
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        double value = setup_option_get(option, &setup.options);
        setup_option_set(option, &one.options, value);
        setup_option_set(option, &other.options, value);
    }
    one.from_weights = other.from_weights = true;
    one.hold_out = other.hold_out = one.threads = other.threads = 5;
    assert_memory_not_equal(&one, &other, sizeof one);
    assert_true(run_setup_same(&one, &other));
}

static void test_each_value_of_a_set_up_counts_when_they_are_compared(void **state)
{
    (void)state;
    const struct run_setup setup = an_unusual_setup();
    for (int i = 0; i < 6; i++) {
        struct run_setup other = setup;
        other.part[RUN_PART_OWN].used ^= i == 0;
        other.part[RUN_PART_FOLDER].share += i == 1;
        other.part[RUN_PART_STROKES].path[0] ^= i == 2;
        assert_int_equal(run_setup_same_parts(&setup, &other), i > 2);
        other.from_weights ^= i == 3;
        other.hold_out += i == 4;
        other.threads += i == 5;
        assert_false(run_setup_same(&setup, &other));
    }
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        struct run_setup other = setup;
        double value = setup_option_get(option, &setup.options);
        setup_option_set(option, &other.options,
                         value == option->least ? option->most : option->least);
        assert_false(run_setup_same(&setup, &other));
    }
}

static void test_every_option_has_a_field_within_its_limits(void **state)
{
    (void)state;
    struct train_options usual = train_default_options();
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        const struct setup_field *field = setup_field_of(option);
        if (!field)
            fail_msg("no form has --%s", option->word);
        assert_ptr_equal(setup_option_named(option->word), option);
        assert_true(strlen(field->help) > 20 && strlen(field->help) < 130);
        assert_int_equal(field->choices != NULL, option->kind == TRAIN_OPTION_CHOICE);
        int choices = 1;
        for (const char *at = field->choices; at && *at; at++)
            choices += *at == '|';
        if (field->choices) {
            assert_int_equal(choices, (int)option->most + 1);
            continue;
        }
        for (int end = 0; end < 2; end++) {
            struct train_options options = usual;
            setup_option_set(option, &options, end ? field->most : field->least);
            assert_true(train_options_check(&options, NULL));
            assert_true(fabs(setup_option_get(option, &options) -
                             (end ? field->most : field->least)) < 1e-6 * field->most);
        }
        assert_true(field->step > 0);
        assert_true(setup_option_get(option, &usual) >= field->least &&
                    setup_option_get(option, &usual) <= field->most);
    }
}

// ---- Recipes ------------------------------------------------------------------------------------

static void test_a_recipe_sets_all_but_the_data_and_the_seed(void **state)
{
    (void)state;
    for (int i = 0; i < SETUP_PRESETS; i++) {
        struct run_setup setup = an_unusual_setup(), before = setup;
        assert_int_equal(setup_preset_of(&setup), -1);
        setup_preset_apply(&setup, i);
        assert_int_equal(setup_preset_of(&setup), i);
        assert_false(setup.from_weights);
        assert_memory_equal(setup.part, before.part, sizeof setup.part);
        assert_true(setup.options.seed == before.options.seed);
        assert_true(train_options_check(&setup.options, NULL));
        assert_true(strlen(setup_presets[i].sentence) > 20);
        setup.options.momentum = 0.123f;
        assert_int_equal(setup_preset_of(&setup), -1);
    }
    assert_int_equal(setup_presets[SETUP_PRESETS - 1].fails + setup_presets[0].fails, 1);
}

static void test_the_default_is_the_shipped_recipe(void **state)
{
    (void)state;
    struct run_setup setup;
    run_setup_default(&setup);
    assert_string_equal(setup_presets[setup_preset_of(&setup)].name, "The shipped recipe");
    setup.from_weights = true;
    assert_int_equal(setup_preset_of(&setup), -1);
}

// ---- Preview ------------------------------------------------------------------------------------

static void test_the_preview_shows_digits_of_the_chosen_data_distorted(void **state)
{
    (void)state;
    struct setup_preview *preview = calloc(1, sizeof *preview), *other = calloc(1, sizeof *other);
    struct run_setup setup;
    struct dataset data;
    assert_true(practice_data_save("data", 60, 20, 77));
    assert_true(dataset_load_files(&data, "data/train-images-idx3-ubyte",
                                   "data/train-labels-idx1-ubyte", NULL));
    run_setup_default(&setup);
    snprintf(setup.part[RUN_PART_MNIST].path, PATH_SIZE, "data");
    setup_preview_choose(preview, &setup);
    assert_int_equal(preview->count, SETUP_PREVIEW_DIGITS);
    assert_string_equal(preview->folder, "data");
    assert_memory_equal(preview->digit[0], data.image[0], sizeof *preview->digit);
    setup_preview_draw(preview, AUGMENT_NONE, 1);
    assert_memory_equal(preview->drawn, preview->digit, sizeof preview->drawn);
    setup_preview_draw(preview, AUGMENT_FULL, 1);
    *other = *preview;
    assert_memory_not_equal(preview->drawn, preview->digit, sizeof preview->drawn);
    setup_preview_draw(preview, AUGMENT_FULL, 2);
    assert_memory_not_equal(preview->drawn, other->drawn, sizeof preview->drawn);
    snprintf(setup.part[RUN_PART_MNIST].path, PATH_SIZE, "nowhere");
    setup_preview_choose(preview, &setup);
    assert_string_equal(preview->folder, ""); // practice digits in its place
    assert_int_equal(preview->count, SETUP_PREVIEW_DIGITS);
    dataset_free(&data);
    free(preview);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_value_comes_back),
        cmocka_unit_test(test_no_file_is_the_default_and_a_broken_one_says_so),
        cmocka_unit_test(test_values_that_make_no_sense_fall_back_one_by_one_and_are_named),
        cmocka_unit_test(test_what_cannot_be_read_is_kept_beside_and_not_written_over),
        cmocka_unit_test(test_what_cannot_be_read_for_another_reason_stays),
        cmocka_unit_test(test_set_ups_are_compared_by_what_they_say),
        cmocka_unit_test(test_each_value_of_a_set_up_counts_when_they_are_compared),
        cmocka_unit_test(test_every_option_has_a_field_within_its_limits),
        cmocka_unit_test(test_a_recipe_sets_all_but_the_data_and_the_seed),
        cmocka_unit_test(test_the_default_is_the_shipped_recipe),
        cmocka_unit_test(test_the_preview_shows_digits_of_the_chosen_data_distorted),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
