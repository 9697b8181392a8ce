// lenetpad train with strokes among the images, and with writers and images held out.
#include "tests/support/command_line.h"

// Two strokes files, one of them UNIPEN; one digit of the first is not labelled.
static void write_pens(void)
{
    static const char own[] = "digit 7 writer 1\nstroke 0,0 80,0 30,120\n"
                              "digit ? writer 1\nstroke 0,0 80,0 30,120\n"
                              "digit 1 writer 2\nstroke 5,0 0,100\n";
    static const char unipen[] = ".SEGMENT DIGIT 0 ? \"4\"\n.COMMENT 4 3 1\n.PEN_DOWN\n"
                                 "60 120\n0 50\n90 48\n.PEN_UP\n.PEN_DOWN\n60 80\n58 0\n";
    support_write("own.txt", own, sizeof own - 1);
    support_write("pens.tra", unipen, sizeof unipen - 1);
}

static char *description_of(const char *model)
{
    size_t size;
    char *text = (char *)support_read(model, &size);
    memmove(text, text + 8, size - 8); // past the header's length
    text[size - 8] = '\0';
    return text;
}

static void test_strokes_are_mixed_into_the_training_images(void **state)
{
    (void)state;
    write_pens();
    struct result result = run("train", "--data", "small", "--strokes", "own.txt", "pens.tra",
                               "--strokes-repeat", "20", "--epochs", "1", "--out", "mixed", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.err, "1 digits of the strokes have no label and are left out"));
    result_free(&result);
    char *header = description_of("mixed");
    assert_non_null(strstr(header, "1 epoch of 500 digits and 3 pen digits, test error"));
    assert_non_null(strstr(header, "train --data DIR --strokes FILE --strokes FILE "
                                   "--strokes-every 2 --strokes-repeat 20 --epochs 1"));
    free(header);
    result = run("train", "--data", "small", "--epochs", "1", "--out", "unmixed", NULL);
    assert_done(&result);
    result_free(&result);
    size_t size;
    uint8_t *mixed = support_read("mixed", &size), *unmixed = support_read("unmixed", &size);
    assert_memory_not_equal(mixed + size - 1000, unmixed + size - 1000, 1000);
    free(mixed);
    free(unmixed);
}

static void test_a_run_with_strokes_resumes_to_the_same_bytes(void **state)
{
    (void)state;
    write_pens();
    const char *isa[] = {"baseline", "auto"};
    assert_refused(run_interrupted("train", "--data", "small", "--strokes", "own.txt", "pens.tra",
                                   "--epochs", "2", "--out", "pcut", NULL),
                   130,
                   "--resume --data small --strokes own.txt --strokes pens.tra --strokes-every 2 "
                   "--out pcut");
    assert_refused(
        run("train", "--resume", "--data", "small", "--strokes", "own.txt", "--out", "pcut", NULL),
        1, "other training data");
    assert_refused(run("train", "--resume", "--data", "small", "--out", "pcut", NULL), 1,
                   "pcut.checkpoint is of a run that began as: lenetpad train --data");
    struct result resumed = run("train", "--resume", "--data", "small", "--strokes", "own.txt",
                                "--strokes", "pens.tra", "--threads", "3", "--out", "pcut", NULL);
    assert_done(&resumed);
    result_free(&resumed);
    for (int i = 0; i < 2; i++) {
        struct result whole =
            run("train", "--data", "small", "--strokes", "own.txt", "pens.tra", "--epochs", "2",
                "--threads", i ? "1" : "2", "--isa", isa[i], "--out", "pwhole", NULL);
        assert_done(&whole);
        support_assert_same("pcut", "pwhole");
        result_free(&whole);
    }
}

static void test_writers_and_images_can_be_held_out(void **state)
{
    (void)state;
    write_pens();
    struct result result =
        run("train", "--data", "small", "--strokes", "own.txt", "pens.tra", "--hold-out-writers",
            "2,3", "--hold-out", "100", "--epochs", "1", "--out", "held", NULL);
    assert_done(&result);
    result_free(&result);
    char *header = description_of("held");
    assert_non_null(strstr(header, "1 epoch of 400 digits and 1 pen digit, held-out error"));
    free(header);
    result = run("strokes", "--model", "held", "--writers", "2", "--json", "own.txt", NULL);
    assert_done(&result);
    cJSON *json = parse_only_json(result.out);
    assert_true(number_of(json, "labelled") == 1);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "readings")), 1);
    cJSON_Delete(json);
    result_free(&result);
    assert_refused(run("strokes", "--model", "held", "--writers", "2,9", "own.txt", NULL), 2,
                   "no digit by writer 9");
    assert_refused(run("train", "--data", "small", "--strokes", "own.txt", "--hold-out-writers",
                       "9", "--out", "held", NULL),
                   2, "no digit by writer 9");
    assert_refused(
        run("calibrate", "--model", "held", "--strokes", "own.txt", "--writers", "9", NULL), 2,
        "no digit by writer 9");
    assert_refused(
        run("calibrate", "--model", "held", "--data", "small", "--hold-out", "501", NULL), 2,
        "--hold-out 501: there are only 500 training images");
    assert_refused(run("strokes", "--writers", "2,,3", "own.txt", NULL), 2, "empty name");
    assert_refused(run("shot", "--strokes", "own.txt", "--index", "99", "--out", "x.png", NULL), 2,
                   "there is no digit number 99, only 0 to");
    assert_refused(run("train", "--data", "small", "--hold-out", "500", "--out", "held", NULL), 2,
                   "--hold-out 500 leaves none of the 500 training images");
}

static void test_strokes_that_cannot_be_learnt_from_are_refused(void **state)
{
    (void)state;
    static const char unlabelled[] = "digit ?\nstroke 1,1 2,2\n";
    static const char bad[] = ".SEGMENT DIGIT 0 ? \"4\"\n.PEN_DOWN\n1 x\n";
    support_write("nolabel.txt", unlabelled, sizeof unlabelled - 1);
    support_write("badpen.tra", bad, sizeof bad - 1);
    assert_refused(run("train", "--data", "small", "--strokes", "nolabel.txt", "--out", "n", NULL),
                   1, "nolabel.txt: no digit in it");
    assert_refused(run("train", "--data", "small", "--strokes", "badpen.tra", "--out", "n", NULL),
                   1, "badpen.tra:3: expected a number");
    assert_refused(run("train", "--data", "small", "--strokes", "none.txt", "--out", "n", NULL), 1,
                   "none.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strokes_are_mixed_into_the_training_images),
        cmocka_unit_test(test_a_run_with_strokes_resumes_to_the_same_bytes),
        cmocka_unit_test(test_writers_and_images_can_be_held_out),
        cmocka_unit_test(test_strokes_that_cannot_be_learnt_from_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
