// The record of a run: what is written comes back, and nothing that makes no sense is taken.
#include "tests/support/support.h"

#include "app/training/runs/run_record.h"

#include <math.h>

static struct run_record *one(void)
{
    static const char sha[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    struct run_record *record = calloc(1, sizeof *record);
    struct run_setup setup;
    assert_non_null(record);
    run_setup_default(&setup);
    setup.part[RUN_PART_PRACTICE].used = true;
    setup.part[RUN_PART_PRACTICE].share = 37;
    setup.part[RUN_PART_STROKES].used = true;
    snprintf(setup.part[RUN_PART_STROKES].path, PATH_SIZE, "/where/\"pens\" \xc3\xa4.strokes");
    setup.from_weights = true;
    setup.hold_out = 1000;
    setup.options.epochs = 7;
    setup.options.rate = 0.3f;
    setup.options.momentum = 0.123456789f;
    setup.options.augment = AUGMENT_AFFINE;
    setup.options.seed = UINT64_MAX - 1; // more than JSON's numbers hold
    run_record_begin(record, &setup);
    record->steering =
        (struct steering){2, {{1, 5, 0.1f, AUGMENT_NONE}, {3, 0, 2.5f, AUGMENT_FULL}}};
    record->branch = (struct run_origin){"2026-11-27-MNIST", 1, 4};
    record->data = 0xfedcba9876543210u;
    record->threads = 3;
    record->end = RUN_RECORD_STOPPED;
    record->epoch = 4;
    record->batch = 17;
    record->tested = 10000;
    record->wrong = 91;
    record->held = 1000;
    record->held_wrong = 12;
    record->train_error = 0.0123f;
    memcpy(record->start, sha, sizeof sha);
    memcpy(record->weights, sha, sizeof sha);
    record->weights[0] = 'f';
    return record;
}

static char *text_of(const struct run_record *record)
{
    size_t size;
    struct status status = {0};
    if (!run_record_save(record, "record.json", &status))
        fail_msg("%s", status.message);
    char *text = (char *)support_read("record.json", &size);
    text = realloc(text, size + 1);
    assert_non_null(text);
    text[size] = '\0';
    return text;
}

static void assert_refused(const char *text, const char *why)
{
    static struct run_record read;
    struct run_record untouched = {.epoch = 5};
    struct status status = {0};
    read = untouched;
    assert_false(run_record_parse(&read, text, strlen(text), "FILE", &status));
    assert_memory_equal(&read, &untouched, sizeof read);
    if (!strstr(status.message, why) || !strstr(status.message, "FILE"))
        fail_msg("\"%s\" does not say \"%s\"", status.message, why);
}

// `with` in place of `what`.
static char *changed(const char *text, const char *what, const char *with)
{
    const char *at = strstr(text, what);
    if (!at)
        fail_msg("no %s in %s", what, text);
    char *out = malloc(strlen(text) + strlen(with) + 1);
    assert_non_null(out);
    sprintf(out, "%.*s%s%s", (int)(at - text), text, with, at + strlen(what));
    return out;
}

static void test_what_is_written_comes_back(void **state)
{
    (void)state;
    struct run_record *record = one(), *read = calloc(1, sizeof *read);
    struct status status = {0};
    char *text = text_of(record);
    assert_non_null(read);
    if (!run_record_load(read, "record.json", &status))
        fail_msg("%s", status.message);
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++)
        assert_true(train_option_same(&train_option_table[i], &read->setup.options,
                                      &record->setup.options));
    for (int i = 0; i < RUN_PARTS; i++) {
        assert_int_equal(read->setup.part[i].used, record->setup.part[i].used);
        assert_int_equal(read->setup.part[i].share, record->setup.part[i].share);
        assert_string_equal(read->setup.part[i].path, record->setup.part[i].path);
    }
    assert_memory_equal(&read->steering, &record->steering, sizeof read->steering);
    assert_true(read->data == record->data && read->setup.from_weights);
    assert_string_equal(read->program, record->program);
    assert_string_equal(read->start, record->start);
    assert_string_equal(read->weights, record->weights);
    assert_true(read->train_error == record->train_error);
    assert_memory_equal(&read->branch, &record->branch, sizeof read->branch);
    // Whatever else there is: it is written the same again.
    char *again = text_of(read);
    assert_string_equal(again, text);
    free(again);
    free(text);
    free(read);
    free(record);
}

static void test_what_is_not_known_stays_unknown(void **state)
{
    (void)state;
    struct run_record *record = one(), *read = calloc(1, sizeof *read);
    record->train_error = NAN;
    record->tested = record->wrong = record->held = record->held_wrong = 0;
    record->start[0] = record->weights[0] = '\0';
    record->setup.from_weights = false;
    record->steering.count = 0;
    record->branch.run[0] = '\0'; // as in records of earlier versions
    free(text_of(record));
    assert_true(run_record_load(read, "record.json", NULL));
    assert_true(isnan(read->train_error) && read->tested == 0 && read->steering.count == 0);
    assert_true(!read->start[0] && !read->weights[0] && !read->branch.run[0]);
    free(read);
    free(record);
}

static void test_whatever_makes_no_sense_is_named(void **state)
{
    (void)state;
    static const char *const wrong[][3] = {
        {"\"lenetpad run\"", "\"shopping list\"", "\"format\""},
        {"\"version\":\t1", "\"version\":\t2", "version"},
        {"\"setup\"", "\"set\"", "\"setup\" is missing"},
        {"\"rate\":\t0.3", "\"rate\":\t-1", "rate"},
        {"\"rate\":\t0.3", "\"rate\":\t\"high\"", "rate"},
        {"\"epochs\":\t7", "\"epochs\":\t7.5", "epochs"},
        {"\"share\":\t37", "\"share\":\t101", "share of practice"},
        {"\"affine\"", "\"upside down\"", "augment"},
        {"18446744073709551614", "18446744073709551616", "\"seed\""},
        {"18446744073709551614", "one", "\"seed\""},
        {"\"e3b0", "\"E3b0", "SHA-256"},
        {"\"e3b0", "\"3b0", "SHA-256"},
        {"\"from_weights\":\ttrue", "\"from_weights\":\tfalse", "given weights"},
        {"fedcba98", "fedcba9", "fingerprint"},
        {"\"rate\":\t2.5", "\"rate\":\t\"2.5\"", "changes"},
        {"\"rate\":\t2.5", "\"rate\":\t1e30", "changes"},
        {"\"epoch\":\t3", "\"epoch\":\t0", "changes"},
        {"\"stopped\"", "\"flown away\"", "\"end\""},
        {"\"stopped\"", "\"finished\"", "finished after 4 of 7"},
        {"\"epochs\":\t4", "\"epochs\":\t8", "\"epochs\""},
        {"\"misread\":\t91", "\"misread\":\t10001", "\"misread\""},
        {"\"training_error\":\t0.0123", "\"training_error\":\t1.5", "training_error"},
        {"\"threads\":\t3", "\"threads\":\t-3", "\"threads\""},
        {"\"changes\"", "\"change\"", "\"changes\""},
        {"\"data\":\t{", "\"date\":\t{", "\"data\""},
    };
    struct run_record *record = one();
    char *text = text_of(record);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *other = changed(text, wrong[i][0], wrong[i][1]);
        assert_refused(other, wrong[i][2]);
        free(other);
    }
    assert_refused("", "no JSON object");
    assert_refused("[1]", "no JSON object");
    // Whatever is cut off.
    for (size_t length = 0; length + 2 < strlen(text); length += 7) {
        char *cut = strdup(text);
        cut[length] = '\0';
        assert_refused(cut, "");
        free(cut);
    }
    free(text);
    free(record);
}

static void test_its_words_are_the_same_for_the_same_record(void **state)
{
    (void)state;
    char words[256];
    struct run_record *record = one();
    struct model_info info;
    run_record_describe_data(words, sizeof words, &record->setup);
    assert_string_equal(words, "MNIST, 37% of practice digits and \"pens\" \xc3\xa4.strokes");
    run_record_info(&info, record);
    assert_non_null(
        strstr(info.description, "stopped after 4 of 7 epochs and 17 batches of MNIST"));
    assert_false(info.tested); // that was before the latest batches
    record->end = RUN_RECORD_FINISHED;
    record->epoch = 7;
    record->batch = 0;
    record->setup.from_weights = false;
    run_record_info(&info, record);
    assert_non_null(strstr(info.description, "7 epochs of MNIST"));
    record->setup.from_weights = true;
    run_record_info(&info, record);
    assert_non_null(strstr(info.description, "7 more epochs of MNIST"));
    assert_non_null(strstr(info.description, "test error 0.91%"));
    assert_true(info.tested && info.maker == MODEL_MAKER_RUN);
    free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_written_comes_back),
        cmocka_unit_test(test_what_is_not_known_stays_unknown),
        cmocka_unit_test(test_whatever_makes_no_sense_is_named),
        cmocka_unit_test(test_its_words_are_the_same_for_the_same_record),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
