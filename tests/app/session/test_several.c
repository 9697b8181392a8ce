// Several digits on the pad: one of them is looked at, the drawing stays one.
#include "tests/support/home.h"

#include "app/session/why.h"
#include "tests/support/drawn_session.h"

#include <stdlib.h>

// A 1 as tall as a digit, at `x`.
static void draw_bar(struct session *session, float x)
{
    assert_true(pad_begin(&session->pad, PAD_STROKE, x, 150, 20));
    for (int i = 1; i <= 20; i++)
        assert_true(pad_move(&session->pad, x, 150 + 10 * (float)i, 20));
    pad_end(&session->pad);
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

static void test_what_is_taught_is_one_digit(void **state)
{
    (void)state;
    struct session *session = open_several();
    session->correcting = true;
    session_read(session);
    assert_int_equal(session->row.count, 0);
    assert_int_equal(session->reading.doubt, READING_SEVERAL);
    session->correcting = false;
    session_read(session);
    assert_int_equal(session->row.count, 3);
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
        cmocka_unit_test(test_what_is_taught_is_one_digit),
        cmocka_unit_test(test_what_was_opened_begins_with_its_first_digit),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
