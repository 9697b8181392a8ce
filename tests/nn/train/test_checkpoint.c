// Checkpoints come back to the last bit, open as models, and are refused when they make no sense.
#include "tests/support/model_parts.h"

#include "nn/train/checkpoint.h"
#include <math.h>

static struct train_state *make_state(void)
{
    struct train_state *s = calloc(1, sizeof *s);
    struct lenet *weights = make_lenet(21), *velocity = make_lenet(22), *average = make_lenet(23);
    s->weights = *weights;
    s->velocity = *velocity;
    s->average = *average;
    s->options = (struct train_options){.epochs = 30,
                                        .batch = 32,
                                        .rate = 0.1f,
                                        .momentum = 0.9f,
                                        .augment = AUGMENT_FULL,
                                        .seed = 0xfedcba9876543210u};
    s->epoch = 7;
    s->batch = 100;
    s->loss_sum = 1234.5678901234567;
    s->seen = 3200;
    s->wrong = 41;
    free(weights);
    free(velocity);
    free(average);
    s->data = 17946744073709551615u;
    return s;
}

static void save_checkpoint(const char *path, const struct train_state *s)
{
    struct status status = {0};
    if (!checkpoint_save(path, s, &status))
        fail_msg("%s", status.message);
}

static void expect_checkpoint_survives(const struct train_state *s)
{
    struct status status = {0};
    struct train_state *loaded = malloc(sizeof *loaded);
    memset(loaded, 0x55, sizeof *loaded);
    save_checkpoint("state.safetensors", s);
    if (!checkpoint_load(loaded, "state.safetensors", &status))
        fail_msg("%s", status.message);
    assert_memory_equal(&loaded->weights, &s->weights, sizeof s->weights);
    assert_memory_equal(&loaded->velocity, &s->velocity, sizeof s->velocity);
    assert_memory_equal(&loaded->average, &s->average, sizeof s->average);
    assert_int_equal(loaded->options.epochs, s->options.epochs);
    assert_int_equal(loaded->options.batch, s->options.batch);
    assert_true(loaded->options.rate == s->options.rate);
    assert_true(loaded->options.momentum == s->options.momentum);
    assert_int_equal(loaded->options.augment, s->options.augment);
    assert_int_equal(loaded->options.seed, s->options.seed);
    assert_int_equal(loaded->options.schedule, s->options.schedule);
    assert_true(loaded->options.decay == s->options.decay);
    assert_int_equal(loaded->options.init, s->options.init);
    assert_int_equal(loaded->options.images, s->options.images);
    assert_int_equal(loaded->options.labels, s->options.labels);
    assert_int_equal(loaded->options.average, s->options.average);
    assert_memory_equal(&loaded->steering, &s->steering, sizeof s->steering);
    assert_int_equal(loaded->epoch, s->epoch);
    assert_int_equal(loaded->batch, s->batch);
    assert_true(loaded->loss_sum == s->loss_sum);
    assert_int_equal(loaded->seen, s->seen);
    assert_int_equal(loaded->wrong, s->wrong);
    free(loaded);
}

static void expect_checkpoint_refused(const char *path, const char *words)
{
    struct status status = {0};
    struct train_state *s = make_state(), *before = make_state();
    if (checkpoint_load(s, path, &status))
        fail_msg("accepted, expected: %s", words);
    support_assert_says(&status, STATUS_BAD_DATA, words);
    assert_memory_equal(s, before, sizeof *s);
    free(s);
    free(before);
}

static void test_a_checkpoint_comes_back_to_the_last_bit(void **state)
{
    (void)state;
    struct train_state *s = make_state();
    expect_checkpoint_survives(s);
    static const double sums[] = {0, 1, 0.1, 5e-324, DBL_MAX, 1.0 / 3.0, 4503599627370497.5};
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        s->loss_sum = sums[i];
        expect_checkpoint_survives(s);
    }
    s->options = (struct train_options){.epochs = 1,
                                        .batch = 1,
                                        .rate = FLT_TRUE_MIN,
                                        .momentum = 0.0f,
                                        .augment = AUGMENT_NONE,
                                        .seed = 0};
    s->epoch = 1;
    s->batch = 0;
    s->seen = s->wrong = 0;
    expect_checkpoint_survives(s);
    s->options = (struct train_options){.epochs = 100000,
                                        .batch = 4096,
                                        .rate = 1000.0f,
                                        .momentum = 0.999f,
                                        .augment = AUGMENT_AFFINE,
                                        .seed = UINT64_MAX,
                                        .schedule = TRAIN_SCHEDULE_STEPS,
                                        .decay = 0.01f,
                                        .init = TRAIN_INIT_DEFAULT,
                                        .images = 1 << 24,
                                        .labels = TRAIN_LABELS_SHUFFLED,
                                        .average = TRAIN_AVERAGE_OFF};
    for (int i = 0; i < STEERING_MOST; i++) {
        expect_checkpoint_survives(s);
        s->steering.change[s->steering.count++] = (struct steering_change){
            i / 2, 70000 * (i % 2), i == 0 ? FLT_TRUE_MIN : 0.1f / (float)i, AUGMENT_FULL};
    }
    expect_checkpoint_survives(s);
    free(s);
}

// With "decay", say, 2e-5 was meant, not 0; and a run that asks for nothing new is kept as it was.
static void test_a_checkpoint_of_an_older_program_means_what_it_meant(void **state)
{
    (void)state;
    static const char *const words[] = {"schedule", "decay",   "init",    "images",
                                        "labels",   "average", "steering"};
    struct status status = {0};
    struct train_state *s = make_state();
    s->options.decay = 2e-5f;
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char text[32];
        snprintf(text, sizeof text, "\"%s\"", words[i]);
        assert_null(strstr(parts.header, text));
    }
    memset(s, 0x55, sizeof *s);
    if (!checkpoint_load(s, "state.safetensors", &status))
        fail_msg("%s", status.message);
    assert_true(s->options.decay == 2e-5f);
    assert_true(s->options.schedule == TRAIN_SCHEDULE_COSINE);
    assert_true(s->options.init == TRAIN_INIT_SCALED && s->options.images == 0);
    assert_true(s->options.labels == TRAIN_LABELS_TRUE);
    assert_true(s->options.average == TRAIN_AVERAGE_ON);
    assert_int_equal(s->steering.count, 0);
    parts_free(&parts);
    free(s);
}

static void test_a_steering_that_no_run_can_have_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "1",
        "1:2:0.5",
        "1:2:0.5:much",
        "1:2:0.5:full ",
        "1:2::full",
        "1:2:0:full",
        "1:2:1001:full",
        "-1:2:1:full",
        "1:2:1:full,",
        "1:2:1:full,1:2:1:none",
        "1:2:1:full,1:1:1:none",
        "100001:0:1:full",
        "1:2:nan:full",
        "99999999999:0:1:full",
    };
    struct train_state *s = make_state();
    s->steering = (struct steering){2, {{1, 2, 0.5f, AUGMENT_FULL}, {3, 0, 1, AUGMENT_NONE}}};
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    assert_non_null(strstr(parts.header, "\"steering\":\"1:2:0.5:full,3:0:1:none\""));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *header = replaced(parts.header, "1:2:0.5:full,3:0:1:none", bad[i]);
        put_together("bad.safetensors", header, strlen(header), &parts);
        expect_checkpoint_refused("bad.safetensors", "its \"steering\" is");
        free(header);
    }
    char many[STEERING_TEXT * 2];
    size_t length = 0;
    for (int i = 0; i <= STEERING_MOST; i++)
        length += (size_t)snprintf(many + length, sizeof many - length, "%s%d:0:1:full",
                                   i > 0 ? "," : "", i);
    char *header = replaced(parts.header, "1:2:0.5:full,3:0:1:none", many);
    put_together("bad.safetensors", header, strlen(header), &parts);
    expect_checkpoint_refused("bad.safetensors", "its \"steering\" is");
    free(header);
    parts_free(&parts);
    free(s);
}

static void test_notes_are_kept_in_the_checkpoint(void **state)
{
    (void)state;
    struct train_state *s = make_state(), *back = calloc(1, sizeof *back);
    char *long_text = malloc(100001), *memory = NULL;
    struct status status;
    assert_true(back && long_text);
    memset(long_text, 'n', 100000);
    long_text[100000] = '\0';
    const struct checkpoint_note notes[] = {{"note.a", "\"\xc3\xa9\\ 1,2"}, {"note.b", long_text}};
    struct checkpoint_note read[] = {{"note.b", ""}, {"note.c", ""}, {"note.a", ""}};
    assert_true(checkpoint_save_noted("noted", s, notes, 2, &status));
    assert_true(checkpoint_load_noted(back, "noted", read, 3, &memory, &status));
    assert_string_equal(read[0].text, long_text);
    assert_null(read[1].text);
    assert_string_equal(read[2].text, notes[0].text);
    assert_memory_equal(back, s, sizeof *s);
    free(memory);
    // Without notes it is the file that it always was, and one can be asked for notes, too.
    save_checkpoint("plain", s);
    assert_true(checkpoint_save_noted("none", s, NULL, 0, &status));
    support_assert_same("plain", "none");
    assert_true(checkpoint_load_noted(back, "plain", read, 3, &memory, &status));
    assert_true(!read[0].text && !read[1].text && !read[2].text);
    free(memory);
    assert_false(checkpoint_load_noted(back, "no such file", read, 3, &memory, &status));
    assert_null(memory);
    free(long_text);
    free(back);
    free(s);
}

// A writer's name in Latin-1, say: such a file would be refused when the run is to go on.
static void test_notes_that_are_no_text_are_made_text(void **state)
{
    (void)state;
    struct train_state *s = make_state();
    char *memory = NULL;
    struct status status = {0};
    const struct checkpoint_note notes[] = {{"note.a", "M\xfcller\n\x1b[2J\xc2\x9b \xc3\xbc"},
                                            {"note.b", "cut\xc3"}};
    struct checkpoint_note read[] = {{"note.a", ""}, {"note.b", ""}};
    assert_true(checkpoint_save_noted("noted", s, notes, 2, &status));
    if (!checkpoint_load_noted(s, "noted", read, 2, &memory, &status))
        fail_msg("%s", status.message);
    assert_string_equal(read[0].text, "M?ller??[2J? \xc3\xbc");
    assert_string_equal(read[1].text, "cut?");
    free(memory);
    free(s);
}

static void test_a_checkpoint_that_could_not_be_read_is_not_written(void **state)
{
    (void)state;
    enum { TOO_MANY = 100001, NAME = 16 };
    struct train_state *s = make_state();
    char(*names)[NAME] = malloc(TOO_MANY * sizeof *names);
    struct checkpoint_note *notes = malloc(TOO_MANY * sizeof *notes);
    struct status status = {0};
    size_t size;
    assert_true(names && notes);
    for (int i = 0; i < TOO_MANY; i++) {
        snprintf(names[i], NAME, "note.%d", i);
        notes[i] = (struct checkpoint_note){names[i], ""};
    }
    save_checkpoint("old", s);
    uint8_t *before = support_read("old", &size);
    assert_false(checkpoint_save_noted("old", s, notes, TOO_MANY, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "more than 100000 entries");
    size_t size_now;
    uint8_t *now = support_read("old", &size_now);
    assert_int_equal(size_now, size);
    assert_memory_equal(now, before, size);
    free(now);
    free(before);
    free(notes);
    free(names);
    free(s);
}

static void test_a_checkpoint_opens_as_a_model(void **state)
{
    (void)state;
    struct status status = {0};
    struct model_info info;
    struct train_state *s = make_state();
    struct lenet *lenet = calloc(1, sizeof *lenet);
    save_checkpoint("state.safetensors", s);
    if (!model_load(lenet, &info, "state.safetensors", &status))
        fail_msg("%s", status.message);
    assert_memory_equal(lenet, &s->average, sizeof *lenet);
    assert_string_equal(info.description, "unfinished training: 7 of 30 epochs done");
    free(lenet);
    free(s);
}

static void test_a_model_is_not_taken_for_a_checkpoint(void **state)
{
    (void)state;
    expect_checkpoint_refused("good.safetensors", "good.safetensors: a model, not a checkpoint");
}

static void test_a_locale_with_a_decimal_comma_changes_no_checkpoint(void **state)
{
    (void)state;
    size_t plain_size, comma_size;
    struct train_state *s = make_state();
    save_checkpoint("plain.safetensors", s);
    if (!support_use_decimal_comma()) {
        free(s);
        skip();
    }
    save_checkpoint("comma.safetensors", s);
    expect_checkpoint_survives(s);
    setlocale(LC_ALL, "C");
    uint8_t *plain = support_read("plain.safetensors", &plain_size);
    uint8_t *comma = support_read("comma.safetensors", &comma_size);
    assert_int_equal(plain_size, comma_size);
    assert_memory_equal(plain, comma, plain_size);
    free(plain);
    free(comma);
    free(s);
}

static void test_impossible_numbers_of_a_checkpoint_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"\"epochs\":\"30\"", "\"epochs\":\"0\"", "its \"epochs\" is \"0\""},
        {"\"epochs\":\"30\"", "\"epochs\":\"100001\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"-30\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\" 30\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"30x\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"4294967326\"", "its \"epochs\" is"},
        {"\"epochs\":\"30\"", "\"epochs\":\"6\"", "epoch 7 of 6"},
        {"\"epochs\":\"30\"", "\"epochs\":\"7\"", "epoch 7 of 7, batch 100"},
        {"\"epochs\":\"30\",", "", "\"epochs\" is missing"},
        {"\"batch_size\":\"32\"", "\"batch_size\":\"4097\"", "its \"batch_size\" is"},
        {"\"batch_size\":\"32\"", "\"batch_size\":\"0\"", "its \"batch_size\" is"},
        {"\"batch_size\":\"32\"", "\"batch_size\":\"31\"", "do not fit together"},
        {"\"rate\":\"0x", "\"rate\":\"-0x", "its \"rate\" is"},
        {"\"rate\":\"0x", "\"rate\":\"nan0x", "its \"rate\" is"},
        {"\"rate\":\"", "\"rate\":\"0x0p0\",\"r\":\"", "its \"rate\" is \"0x0p0\""},
        {"\"rate\":\"", "\"rate\":\"0x1p10\",\"r\":\"", "its \"rate\" is \"0x1p10\""},
        {"\"rate\":\"", "\"rate\":\"0x1p99999\",\"r\":\"", "its \"rate\" is"},
        {"\"momentum\":\"", "\"momentum\":\"0x1p0\",\"m\":\"", "its \"momentum\" is"},
        {"\"full\"", "\"fuller\"", "its \"augment\" is \"fuller\""},
        {"\"seed\":\"18364758544493064720\"", "\"seed\":\"18446744073709551616\"",
         "its \"seed\" is"},
        {"\"data\":\"", "\"data\":\"-", "its \"data\" is"},
        {"\"epoch\":\"7\"", "\"epoch\":\"31\"", "epoch 31 of 30"},
        {"\"batch\":\"100\"", "\"batch\":\"-1\"", "its \"batch\" is"},
        {"\"batch\":\"100\"", "\"batch\":\"2147483648\"", "its \"batch\" is"},
        {"\"batch\":\"100\"", "\"batch\":\"99\"", "do not fit together"},
        {"\"batch\":\"100\"", "\"batch\":\"3201\"", "do not fit together"},
        {"\"loss_sum\":\"", "\"loss_sum\":\"inf\",\"l\":\"", "its \"loss_sum\" is \"inf\""},
        {"\"seen\":\"3200\"", "\"seen\":\"40\"", "do not fit together"},
        {"\"wrong\":\"41\"", "\"wrong\":\"3201\"", "do not fit together"},
    };
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *header = replaced(parts.header, cases[i][0], cases[i][1]);
        put_together("bad.safetensors", header, strlen(header), &parts);
        expect_checkpoint_refused("bad.safetensors", cases[i][2]);
        free(header);
    }
    parts_free(&parts);
    free(s);
}

static void test_a_checkpoint_from_before_fingerprints_is_read(void **state)
{
    (void)state;
    struct status status = {0};
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    char *header = replaced(parts.header, "\"data\":\"17946744073709551615\",", "");
    put_together("old.safetensors", header, strlen(header), &parts);
    if (!checkpoint_load(s, "old.safetensors", &status))
        fail_msg("%s", status.message);
    assert_true(s->data == 0);
    assert_int_equal(s->epoch, 7);
    free(header);
    parts_free(&parts);
    free(s);
}

static void test_a_checkpoint_with_half_a_velocity_is_refused(void **state)
{
    (void)state;
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    struct parts parts = take_apart("state.safetensors");
    char *last = strstr(parts.header, ",\"velocity.output.bias\"");
    strcpy(last, "}");
    put_together("half.safetensors", parts.header, strlen(parts.header), &parts);
    expect_refused("half.safetensors", STATUS_BAD_DATA, "velocity.output.bias is missing");
    expect_checkpoint_refused("half.safetensors", "velocity.output.bias is missing");
    parts_free(&parts);
    free(s);
}

static void test_a_run_that_diverged_does_not_spoil_the_checkpoint(void **state)
{
    (void)state;
    struct status status = {0};
    struct train_state *s = make_state();
    save_checkpoint("state.safetensors", s);
    s->loss_sum = NAN;
    assert_false(checkpoint_save("state.safetensors", s, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "state.safetensors");
    s->loss_sum = 1;
    s->velocity.f6_bias[0] = INFINITY;
    assert_false(checkpoint_save("state.safetensors", s, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "not all weights are finite");
    assert_true(checkpoint_load(s, "state.safetensors", &status));
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_checkpoint_comes_back_to_the_last_bit),
        cmocka_unit_test(test_a_checkpoint_of_an_older_program_means_what_it_meant),
        cmocka_unit_test(test_a_steering_that_no_run_can_have_is_refused),
        cmocka_unit_test(test_notes_are_kept_in_the_checkpoint),
        cmocka_unit_test(test_notes_that_are_no_text_are_made_text),
        cmocka_unit_test(test_a_checkpoint_that_could_not_be_read_is_not_written),
        cmocka_unit_test(test_a_checkpoint_opens_as_a_model),
        cmocka_unit_test(test_a_model_is_not_taken_for_a_checkpoint),
        cmocka_unit_test(test_a_locale_with_a_decimal_comma_changes_no_checkpoint),
        cmocka_unit_test(test_impossible_numbers_of_a_checkpoint_are_refused),
        cmocka_unit_test(test_a_checkpoint_from_before_fingerprints_is_read),
        cmocka_unit_test(test_a_checkpoint_with_half_a_velocity_is_refused),
        cmocka_unit_test(test_a_run_that_diverged_does_not_spoil_the_checkpoint),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
