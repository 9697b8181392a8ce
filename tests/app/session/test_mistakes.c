// Mistakes without a window: what is listed, chosen, and put onto the pad; when the test set is
// read again.
#include "tests/support/support.h"

#include "app/base/clock.h"
#include "app/language/tr.h"
#include "app/session/exam/mistakes.h"
#include "app/session/operating.h"
#include "app/session/session_life.h"
#include "app/session/shown_digits.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights.h"
#include "app/training/data_source.h"
#include "tests/support/home.h"
#include "tests/support/practice_data.h"

// A few frames, until the weights in use have read the test set.
static void await(struct session *session)
{
    for (int i = 0; i < 60000; i++, clock_pause(5)) {
        session_follow(session);
        session_read(session);
        mistakes_follow(session, true);
        if (mistakes_is_current(session))
            return;
    }
    fail_msg("the test set was not read");
}

static int begin(void **state)
{
    struct session *session = calloc(1, sizeof *session);
    struct status status = {0};
    if (!session || !session_open(session, &(struct session_options){.own_digits = ""}, &status)) {
        print_message("%s\n", status.message);
        return -1;
    }
    await(session);
    *state = session;
    return 0;
}

static int end(void **state)
{
    session_close(*state);
    free(*state);
    return 0;
}

static const struct exam_shown *shown_by(const struct session *session)
{
    return &session->exam_shown;
}

static const struct exam_reading *chosen(const struct session *session)
{
    const struct exam_shown *shown = shown_by(session);
    return &shown->exam->reading[shown->digit];
}

static void test_the_cell_of_the_matrix_lists_as_many_digits_as_it_says(void **state)
{
    struct session *session = *state;
    const struct exam_shown *shown = shown_by(session);
    mistakes_ask_for(session, MISTAKES_ALL);
    for (int label = 0; label < LENET_CLASSES; label++)
        for (int read = 0; read < LENET_CLASSES; read++) {
            mistakes_choose(session, label, read);
            assert_int_equal(shown->count, shown->exam->counts.confusion[label][read]);
        }
    mistakes_choose(session, -1, 7);
    assert_int_equal(shown->count, exam_read_as(&shown->exam->counts, 7));
    mistakes_choose(session, -1, -1);
    assert_int_equal(shown->count, shown->exam->counts.count);
    mistakes_ask_for(session, MISTAKES_NOT_SURE);
    assert_int_equal(shown->count, shown->exam->counts.not_sure);
}

static void test_the_surest_mistake_comes_first_and_another_order_makes_it_mistakes(void **state)
{
    struct session *session = *state;
    const struct exam_shown *shown = shown_by(session);
    mistakes_ask_for(session, MISTAKES_SUREST);
    assert_int_equal(shown->count, shown->exam->counts.wrong);
    assert_int_equal(mistakes_asked_for(session), MISTAKES_SUREST);
    for (size_t i = 0; i < shown->count; i++)
        assert_true(exam_confidence(&shown->exam->reading[shown->exam->list[i]]) <=
                    exam_confidence(chosen(session)));
    mistakes_sort(session, EXAM_BY_LABEL);
    assert_int_equal(mistakes_asked_for(session), MISTAKES_WRONG);
    mistakes_ask_for(session, MISTAKES_LEAST_SURE);
    assert_int_equal(shown->count, shown->exam->counts.count);
    assert_int_equal(mistakes_asked_for(session), MISTAKES_LEAST_SURE);
}

static void test_a_digit_on_the_pad_is_read_just_as_in_the_test_set(void **state)
{
    struct session *session = *state;
    const struct exam_shown *shown = shown_by(session);
    char note[96];
    mistakes_ask_for(session, MISTAKES_WRONG);
    for (size_t i = 0; i < shown->count; i++) {
        mistakes_go(session, i);
        mistakes_put(session);
        session_read(session);
        assert_memory_equal(session->reading.probability, chosen(session)->probability,
                            sizeof session->reading.probability);
        assert_int_equal(session->reading.best, chosen(session)->read);
        assert_int_equal(session->reading.sure, chosen(session)->sure);
        int label = chosen(session)->label;
        tr_print(note, sizeof note, "practice digit %'u, %s %d", shown->exam->list[i],
                 label == 8 ? "an" : "a", label);
        assert_string_equal(session->digit_note, note);
        assert_true(session->digit_pad == session->pad.version);
        // Where the window shows its box and its centre.
        assert_true(session->reading.normalized.mass_x > 14.5f &&
                    session->reading.normalized.mass_x < 17.5f);
    }
    mistakes_go(session, shown->count - 2);
    pad_undo(&session->pad); // one step brings the one before back
    session_read(session);
    assert_int_equal(session->reading.best, chosen(session)->read);
}

static void test_from_the_digit_on_the_pad_one_walks_through_the_list(void **state)
{
    struct session *session = *state;
    const struct exam_shown *shown = shown_by(session);
    mistakes_ask_for(session, MISTAKES_SUREST);
    assert_false(mistakes_can_step(session, 1)); // none is on the pad
    mistakes_put(session);
    assert_false(mistakes_can_step(session, -1));
    for (size_t i = 1; i < shown->count; i++) {
        assert_true(mistakes_can_step(session, 1));
        mistakes_step(session, 1);
        assert_int_equal(shown->place, i);
        session_read(session);
        assert_int_equal(session->reading.best, chosen(session)->read);
    }
    assert_false(mistakes_can_step(session, 1));
    mistakes_step(session, -1);
    assert_int_equal(shown->place, shown->count - 2);
}

static void test_who_opens_a_file_walks_through_that(void **state)
{
    struct session *session = *state;
    struct status status = {0};
    static const char two[] = "digit 1\nstroke 9,9 9,400\ndigit 7\nstroke 9,9 300,9 99,400\n";
    support_write("two.txt", two, sizeof two - 1);
    mistakes_ask_for(session, MISTAKES_SUREST);
    mistakes_put(session);
    assert_true(mistakes_can_step(session, 1));
    assert_true(shown_digits_open(session, "two.txt", 0, &status));
    assert_false(mistakes_can_step(session, 1));
    assert_true(shown_digits_can_step(session, 1));
    mistakes_put(session);
    assert_true(mistakes_can_step(session, 1));
    assert_false(shown_digits_can_step(session, 1));
}

static void test_the_weights_of_a_run_are_named_as_in_a_sentence(void **state)
{
    struct session *session = *state;
    static const char *const names[][2] = {
        {"In training", "the weights in training"},
        {"Training stopped", "the weights of the stopped run"},
        {"A moment of the past", "the weights of a moment of the past"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        weights_note(session, WEIGHTS_TRAINER, names[i][0], "");
        await(session);
        assert_string_equal(shown_by(session)->exam->words, names[i][1]);
    }
}

static void test_what_is_operated_is_read_and_said(void **state)
{
    struct session *session = *state;
    const struct exam_shown *shown = shown_by(session);
    uint32_t wrong = shown->exam->counts.wrong;
    assert_string_equal(shown->exam->words, "Shipped weights");
    operating_toggle(session, (struct terms_cell){LENET_C3, 5, -1, -1});
    operating_toggle(session, (struct terms_cell){LENET_C3, 6, -1, -1});
    assert_false(mistakes_is_current(session));
    await(session);
    assert_true(shown->exam->counts.wrong > wrong);
    assert_string_equal(shown->exam->words, "Shipped weights, operated: 2 maps silenced");
    operating_heal_all(session);
    await(session);
    assert_int_equal(shown->exam->counts.wrong, wrong);
}

static void test_a_chosen_digit_stays_chosen_when_the_test_set_is_read_again(void **state)
{
    struct session *session = *state;
    const struct exam_shown *shown = shown_by(session);
    mistakes_ask_for(session, MISTAKES_LEAST_SURE); // which others are, then
    mistakes_go(session, 11);
    mistakes_put(session);
    uint32_t digit = shown->digit;
    operating_toggle(session, (struct terms_cell){LENET_C3, 5, -1, -1});
    operating_toggle(session, (struct terms_cell){LENET_C3, 6, -1, -1});
    await(session);
    assert_true(shown->place != 11);
    assert_int_equal(shown->digit, digit);
    assert_int_equal(shown->exam->list[shown->place], digit);
    assert_true(mistakes_can_step(session, 1));
}

static void test_a_run_is_read_while_it_goes_on(void **state)
{
    struct session *session = *state;
    const struct exam_shown *shown = shown_by(session);
    uint64_t first = shown->exam->number, seen = first;
    int readings = 0;
    training_begin(session, DATA_SOURCE_PRACTICE, false);
    for (int i = 0; i < 120000 && readings < 2; i++, clock_pause(5)) {
        session_follow(session);
        session_read(session);
        mistakes_follow(session, true);
        readings += shown->exam->number != seen;
        seen = shown->exam->number;
    }
    assert_int_equal(readings, 2);
    assert_true(session_trains(session));
}

static void read_from(struct session *session, const char *folder)
{
    snprintf(session->settings.data, PATH_SIZE, "%s", folder);
    mistakes_follow(session, false);
    session->weights_version++;
    await(session);
}

static void test_a_damaged_folder_is_told_of_and_one_that_never_was_is_not(void **state)
{
    struct session *session = *state;
    char words[MISTAKES_MISSED];
    assert_false(mistakes_say_missed(session, words)); // MNIST was never fetched
    assert_true(practice_data_save("damaged", 20, 60, 9));
    support_write("damaged/t10k-labels-idx1-ubyte", "no labels", 9);
    read_from(session, "damaged");
    assert_true(mistakes_say_missed(session, words));
    assert_non_null(strstr(words, "damaged/t10k-labels-idx1-ubyte: "));
    assert_non_null(strstr(words, "Get MNIST"));
    read_from(session, "gone"); // one that was named, on a disk that was taken away
    assert_true(mistakes_say_missed(session, words));
    assert_true(practice_data_save("damaged", 20, 60, 9));
    read_from(session, "damaged");
    assert_false(mistakes_say_missed(session, words));
}

static void test_what_nobody_looks_at_is_not_read(void **state)
{
    struct session *session = *state;
    const struct exam *exam = shown_by(session)->exam;
    uint64_t number = exam->number;
    mistakes_follow(session, false);
    operating_toggle(session, (struct terms_cell){LENET_C3, 5, -1, -1});
    for (int i = 0; i < 60; i++, clock_pause(5))
        mistakes_follow(session, false);
    assert_int_equal(shown_by(session)->exam->number, number);
    assert_true(shown_by(session)->asked != session->weights_version);
    await(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(test_the_cell_of_the_matrix_lists_as_many_digits_as_it_says),
        TEST(test_the_surest_mistake_comes_first_and_another_order_makes_it_mistakes),
        TEST(test_a_digit_on_the_pad_is_read_just_as_in_the_test_set),
        TEST(test_from_the_digit_on_the_pad_one_walks_through_the_list),
        TEST(test_who_opens_a_file_walks_through_that),
        TEST(test_the_weights_of_a_run_are_named_as_in_a_sentence),
        TEST(test_what_is_operated_is_read_and_said),
        TEST(test_a_chosen_digit_stays_chosen_when_the_test_set_is_read_again),
        TEST(test_a_run_is_read_while_it_goes_on),
        TEST(test_a_damaged_folder_is_told_of_and_one_that_never_was_is_not),
        TEST(test_what_nobody_looks_at_is_not_read),
#undef TEST
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
