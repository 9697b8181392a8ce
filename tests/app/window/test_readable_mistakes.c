// Every text of the page of mistakes can be read, at every size and scale.
#include "tests/support/readable.h"

#include "app/base/clock.h"
#include "app/session/exam/mistakes.h"
#include "tests/support/home.h"

static void read_digits(struct app *app)
{
    app->page = PAGE_MISTAKES;
    for (int i = 0; i < 6000 && !mistakes_is_current(&app->session); i++) {
        clock_pause(5);
        app_refresh(app);
    }
    assert_true(mistakes_is_current(&app->session));
}

// The page's own texts: those of its card.
static void check_page(struct app *app)
{
    draw(app);
    int kept = 0;
    for (int i = 0; i < drawn_count; i++)
        if (drawn[i].rect.y >= app->layout.card[PANEL_PAGE].y)
            drawn[kept++] = drawn[i];
    drawn_count = kept;
    assert_readable(app);
    struct rect card = app->layout.card[PANEL_PAGE];
    for (int i = 0; i < drawn_count; i++)
        if (drawn[i].rect.x + drawn[i].rect.w > card.x + card.w)
            complain("%s: \"%s\" leaves its card", place, drawn[i].string);
}

static char wrong[16]; // how many digits are misread

static void check_matrix(struct app *app)
{
    check_page(app);
    assert_shown("4 read as 9");
    assert_shown("Matrix");
    if (!find("4,000") && !find(wrong))
        complain("%s: how many were wrong is missing", place);
}

static void test_the_matrix_can_be_read(void **state)
{
    struct app *app = *state;
    app->session.weights.output_bias[7] += 4; // as the shipped ones misread hardly one
    app->session.weights_version++;
    read_digits(app);
    snprintf(wrong, sizeof wrong, "%d", (int)app->session.exam_shown.exam->counts.wrong);
    mistakes_choose(&app->session, 4, 9);
    everywhere(app, "matrix", check_matrix);
    mistakes_show_per_cent(&app->session, true);
    everywhere(app, "matrix in per cent", check_matrix);
}

// The worst that a network can do: all is read as one digit, and every number is large.
static void test_the_matrix_of_a_bad_network_can_be_read(void **state)
{
    struct app *app = *state;
    memset(&app->session.weights, 0, sizeof app->session.weights);
    snprintf(app->session.weights_name, sizeof app->session.weights_name,
             "a run of yesterday evening with a long name");
    app->session.weights_version++;
    read_digits(app);
    everywhere(app, "bad matrix", check_page);
}

static void test_the_calibration_curve_can_be_read(void **state)
{
    struct app *app = *state;
    read_digits(app);
    mistakes_show(&app->session, EXAM_CALIBRATION);
    everywhere(app, "calibration", check_page);
}

static char surest[32]; // the first thumbnail's words

static void check_digits(struct app *app)
{
    check_page(app);
    assert_shown(surest);
}

static void test_the_digits_can_be_read(void **state)
{
    struct app *app = *state;
    read_digits(app);
    mistakes_show(&app->session, EXAM_DIGITS);
    mistakes_ask_for(&app->session, MISTAKES_SUREST);
    const struct exam *exam = app->session.exam_shown.exam;
    const struct exam_reading *first = &exam->reading[exam->list[0]];
    snprintf(surest, sizeof surest, "%d → %d%s %.0f%%", first->label, first->read,
             first->sure ? "" : "?", 100 * (double)first->probability[first->read]);
    everywhere(app, "digits", check_digits);
}

static void check_missed(struct app *app)
{
    check_page(app);
    assert_shown("Practice digits");
}

static void test_why_they_are_practice_digits_can_be_read(void **state)
{
    struct app *app = *state;
    static struct exam exam;
    read_digits(app);
    exam = *app->session.exam_shown.exam;
    status_fail(&exam.missed, STATUS_BAD_DATA,
                "/home/somebody/.cache/lenetpad/mnist/t10k-images-idx3-ubyte.gz: cut short: its "
                "header promises 10000 images (7840000 bytes), but 4984 bytes follow; copy or "
                "download it again");
    app->session.exam_shown.exam = &exam;
    everywhere(app, "instead", check_missed);
    mistakes_show(&app->session, EXAM_DIGITS);
    everywhere(app, "instead, digits", check_missed);
    mistakes_show(&app->session, EXAM_CALIBRATION);
    everywhere(app, "instead, calibration", check_missed);
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, close_test_app)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_the_matrix_can_be_read),
        APP_TEST(test_the_matrix_of_a_bad_network_can_be_read),
        APP_TEST(test_the_calibration_curve_can_be_read),
        APP_TEST(test_the_digits_can_be_read),
        APP_TEST(test_why_they_are_practice_digits_can_be_read),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
