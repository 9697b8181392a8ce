// Several digits on the pad: one of them is looked at, the drawing stays one.
#include "tests/support/home.h"

#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/why.h"
#include "tests/support/drawn_session.h"
#include "tests/support/several_digits.h"

#include <stdlib.h>

// A 1 as tall as a digit, at `x`, which is not read yet.
static void draw_unread_bar(struct session *session, float x)
{
    assert_true(pad_begin(&session->pad, PAD_STROKE, x, 150, 20));
    for (int i = 1; i <= 20; i++)
        assert_true(pad_move(&session->pad, x, 150 + 10 * (float)i, 20));
    pad_end(&session->pad);
}

static void draw_bar(struct session *session, float x)
{
    draw_unread_bar(session, x);
    session_read(session);
}

static struct session *open_several(void)
{
    struct session *session = drawn_session_open(3);
    pad_clear(&session->pad);
    draw_bar(session, 100);
    draw_bar(session, 300);
    draw_bar(session, 200);
    assert_int_equal(session->row.count, 3);
    return session;
}

static void test_the_latest_stroke_is_looked_at_until_another_is_asked_for(void **state)
{
    (void)state;
    struct session *session = open_several();
    assert_int_equal(session->row.current, 1);
    session_look_at_digit(session, 0);
    assert_int_equal(session->row.current, 0);
    session_read(session);
    session->weights_version++; // as a run's next weights
    session_read(session);
    assert_int_equal(session->row.current, 0);
    session_look_at_digit(session, 3); // which is not there
    session_look_at_digit(session, -1);
    assert_int_equal(session->row.current, 0);
    draw_bar(session, 400);
    assert_int_equal(session->row.current, 3);
    drawn_session_close(session);
}

static void test_undo_takes_back_strokes_as_ever(void **state)
{
    (void)state;
    struct session *session = open_several();
    size_t done = session->pad.done;
    session_look_at_digit(session, 2);
    assert_int_equal(session->pad.done, done);
    pad_undo(&session->pad);
    session_read(session);
    assert_int_equal(session->row.count, 2);
    assert_int_equal(session->row.current, 1); // the latest that is left
    pad_undo(&session->pad);
    session_read(session);
    assert_int_equal(session->row.count, 0);
    drawn_session_close(session);
}

static void test_what_is_asked_is_asked_anew_of_another_digit(void **state)
{
    (void)state;
    struct session *session = open_several();
    uint64_t drawings = session->read_drawings;
    why_ask(session, 1, -1);
    why_follow(session);
    uint64_t number = session->why.question.number;
    session_look_at_digit(session, 2);
    assert_int_equal(session->read_drawings, drawings + 1);
    assert_false(why_is_current(session));
    why_follow(session);
    assert_int_equal(session->why.question.number, number + 1);
    drawn_session_close(session);
}

// Without any that a test before has kept.
static struct session *open_to_teach(void)
{
    struct session *session = open_several();
    labelling_forget_all(session);
    session->correcting = true;
    assert_int_equal(session->own_digits.strokes.count, 0);
    return session;
}

static void expect_kept(const struct session *session, bool first, bool second, bool third)
{
    const bool *kept = labelling_kept(session);
    assert_non_null(kept);
    assert_int_equal(kept[0], first);
    assert_int_equal(kept[1], second);
    assert_int_equal(kept[2], third);
}

static void test_the_digit_that_is_looked_at_is_taught_alone(void **state)
{
    (void)state;
    struct session *session = open_to_teach();
    const struct strokes *own = &session->own_digits.strokes;
    session_read(session);
    assert_int_equal(session->row.current, 1);
    labelling_add(session, 1);
    assert_int_equal(own->count, 1);
    assert_int_equal(own->digit[0].drawing.count, 1);
    assert_float_equal(own->digit[0].drawing.stroke[0].point[0].x, 200, 1e-3f);
    assert_int_equal(session->row.current, 2); // the next one's turn
    expect_kept(session, false, true, false);
    labelling_add(session, 7);
    assert_int_equal(session->row.current, 0);
    assert_false(pad_empty(&session->pad));
    labelling_add(session, 1); // all are taught
    assert_true(pad_empty(&session->pad));
    assert_int_equal(own->count, 3);
    assert_float_equal(own->digit[1].drawing.stroke[0].point[0].x, 300, 1e-3f);
    assert_int_equal(own->digit[1].label, 7);
    drawn_session_close(session);
}

static void test_what_was_drawn_since_the_last_reading_is_told_apart_and_taught(void **state)
{
    (void)state;
    struct session *session = open_to_teach();
    const struct strokes *own = &session->own_digits.strokes;
    pad_clear(&session->pad);
    draw_bar(session, 100);
    assert_int_equal(session->row.count, 0);
    draw_unread_bar(session, 300);
    session->drawn_pad = session->pad.version;
    labelling_add(session, 1);
    assert_int_equal(own->count, 1);
    assert_int_equal(own->digit[0].drawing.count, 1);
    assert_float_equal(own->digit[0].drawing.stroke[0].point[0].x, 300, 1e-3f);
    assert_int_equal(session->row.count, 2);
    expect_kept(session, false, true, false);
    drawn_session_close(session);
}

static void test_what_is_forgotten_is_looked_at_to_be_taught_again(void **state)
{
    (void)state;
    struct session *session = open_to_teach();
    const struct strokes *own = &session->own_digits.strokes;
    session_look_at_digit(session, 0);
    for (int i = 0; i < 3; i++)
        labelling_add(session, i);
    assert_true(pad_empty(&session->pad));
    labelling_forget_last(session); // the drawing comes back
    assert_int_equal(session->row.count, 3);
    assert_int_equal(session->row.current, 2);
    expect_kept(session, true, true, false);
    labelling_forget_last(session);
    assert_int_equal(session->row.current, 1);
    expect_kept(session, true, false, false);
    labelling_bring_back(session);
    expect_kept(session, true, true, false);
    assert_int_equal(session->row.current, 2);
    assert_int_equal(own->count, 2);
    drawn_session_close(session);
}

static void test_one_that_is_kept_already_is_not_kept_twice(void **state)
{
    (void)state;
    struct session *session = open_to_teach();
    const struct strokes *own = &session->own_digits.strokes;
    session_look_at_digit(session, 0);
    labelling_add(session, 1);
    session_look_at_digit(session, 0);
    labelling_add(session, 7);
    assert_int_equal(own->count, 1);
    assert_int_equal(own->digit[0].label, 7);
    assert_int_equal(session->row.current, 1);
    drawn_session_close(session);
}

static void test_a_digit_of_a_picture_is_taught_alone(void **state)
{
    (void)state;
    static struct reading reading;
    struct session *session = open_to_teach();
    const struct strokes *own = &session->own_digits.strokes;
    several_digits_save("several.png", "1958");
    assert_true(opening_file(session, "several.png", 0, NULL));
    session_read(session);
    assert_int_equal(session->row.count, 4);
    session_look_at_digit(session, 2);
    labelling_add(session, 5);
    assert_int_equal(own->count, 1);
    reading_of_drawing(&reading, &session->weights, &session->model_info.calibration,
                       &own->digit[0].drawing, PAD_SIDE);
    assert_int_equal(reading.best, 5);
    assert_int_equal(session->row.current, 3);
    expect_kept(session, false, false, true);
    drawn_session_close(session);
}

static void test_what_was_taken_for_several_is_read_and_taught_as_one_on_request(void **state)
{
    (void)state;
    struct session *session = open_to_teach();
    uint64_t drawings = session->read_drawings;
    session_join_digits(session, true);
    assert_int_equal(session->row.count, 0);
    assert_int_not_equal(session->reading.doubt, READING_SEVERAL);
    assert_true(session->read_drawings > drawings);
    session_join_digits(session, false);
    assert_int_equal(session->row.count, 3);
    session_join_digits(session, true);
    labelling_add(session, 1);
    assert_int_equal(session->own_digits.strokes.count, 1);
    assert_int_equal(session->own_digits.strokes.digit[0].drawing.count, 3);
    assert_true(pad_empty(&session->pad));
    draw_bar(session, 100);
    draw_bar(session, 300); // others, which nobody joined
    assert_int_equal(session->row.count, 2);
    drawn_session_close(session);
}

static void test_what_was_opened_begins_with_its_first_digit(void **state)
{
    (void)state;
    struct session *session = open_several();
    struct drawing drawing;
    assert_true(drawing_copy(&drawing, pad_strokes(&session->pad)));
    assert_true(pad_fit_drawing(&session->pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    session_read(session);
    assert_int_equal(session->row.count, 3);
    assert_int_equal(session->row.current, 0);
    drawn_session_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_latest_stroke_is_looked_at_until_another_is_asked_for),
        cmocka_unit_test(test_undo_takes_back_strokes_as_ever),
        cmocka_unit_test(test_what_is_asked_is_asked_anew_of_another_digit),
        cmocka_unit_test(test_the_digit_that_is_looked_at_is_taught_alone),
        cmocka_unit_test(test_what_was_drawn_since_the_last_reading_is_told_apart_and_taught),
        cmocka_unit_test(test_what_is_forgotten_is_looked_at_to_be_taught_again),
        cmocka_unit_test(test_one_that_is_kept_already_is_not_kept_twice),
        cmocka_unit_test(test_a_digit_of_a_picture_is_taught_alone),
        cmocka_unit_test(test_what_was_taken_for_several_is_read_and_taught_as_one_on_request),
        cmocka_unit_test(test_what_was_opened_begins_with_its_first_digit),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
