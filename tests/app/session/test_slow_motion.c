// One step in slow motion: its stages, what it is taken with, that what each page says adds up as
// it is written, and that nothing but what is shown hangs on it.
#include "tests/support/home.h"

#include "app/base/clock.h"
#include "app/session/operating.h"
#include "app/session/random_digit.h"
#include "app/session/session_life.h"
#include "app/session/step/step_page.h"
#include "app/session/weights/training.h"
#include "app/training/data_source.h"
#include "tests/support/drawn_session.h"
#include <math.h>

static struct step_page page;

static void draw(struct session *session, int digit, uint64_t seed)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, digit, seed, NULL));
    assert_true(pad_fit_drawing(&session->pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    session_read(session);
    slow_motion_follow(session);
}

static struct session *open_slow(int digit)
{
    struct session *session = drawn_session_open(digit);
    slow_motion_begin(session);
    assert_true(session->slow_motion.on);
    return session;
}

static void go_to(struct session *session, enum slow_motion_kind kind, enum lenet_layer_id layer)
{
    session->slow_motion.stage = 0;
    while (slow_motion_at(session).kind != kind || slow_motion_at(session).layer != layer)
        slow_motion_next(session);
}

// ---- Numbers ------------------------------------------------------------------------------------

// In units of the last decimal, read off what is written.
static double written(const struct step_line *line)
{
    char *end;
    double value = strtod(line->number, &end);
    assert_true(end != line->number && *end == '\0');
    return round(value * pow(10, page.decimals));
}

// Returns how many sums there were.
static int check_sums(const char *what)
{
    double sum = 0;
    int sums = 0;
    for (int i = 0; i < page.list_count; i++)
        sum += page.list[i].sum == STEP_PART ? written(&page.list[i]) : 0;
    for (int i = 0; i < page.lines; i++) {
        const struct step_line *line = &page.line[i];
        if (line->sum == STEP_ASIDE)
            continue;
        if (line->sum == STEP_PART) {
            sum += written(line);
            continue;
        }
        sums++;
        if (written(line) != sum)
            fail_msg("%s: \"%s %s\" is written, but %g of it is shown", what, line->label,
                     line->number, sum);
    }
    return sums;
}

static void test_numbers_add_up_as_they_are_written(void **state)
{
    (void)state;
    static const struct terms_cell pins[] = {
        {LENET_OUTPUT, 4, 0, 0}, {LENET_C1, 3, 11, 20}, {LENET_S2, 2, 7, 6}, {LENET_C3, 9, 4, 5},
        {LENET_S4, 7, 2, 2},     {LENET_C5, 77, 0, 0},  {LENET_F6, 41, 0, 0}};
    enum { PINS = sizeof pins / sizeof *pins };
    struct session *session = open_slow(3);
    int sums = 0;
    for (int i = 0; i < 20; i++) {
        draw(session, i % LENET_CLASSES, 40 + (uint64_t)i);
        if (i % 3 == 0)
            slow_motion_choose_label(session, (i + 4) % LENET_CLASSES);
        pin_hold(&session->pin, pins[i % PINS]);
        for (int stage = 0; stage < SLOW_MOTION_STAGES; stage++) {
            session->slow_motion.stage = stage;
            step_page_of(&page, session, NULL);
            assert_true(page.title[0] && page.text[0] && page.list_count + page.lines > 0);
            sums += check_sums(page.title);
        }
    }
    assert_true(sums >= 20 * (SLOW_MOTION_STAGES - 1));
    drawn_session_close(session);
}

// "7: 0.02 × -0.5" is what is written beside it, as far as its decimals tell.
static void test_an_error_of_a_logit_is_the_product_that_is_written(void **state)
{
    (void)state;
    struct session *session = open_slow(3);
    pin_hold(&session->pin, (struct terms_cell){LENET_OUTPUT, 4, 0, 0});
    for (int digit = 0; digit < LENET_CLASSES; digit++) {
        draw(session, digit, 60);
        go_to(session, SLOW_MOTION_BACK, LENET_OUTPUT);
        step_page_of(&page, session, NULL);
        assert_int_equal(page.list_count, LENET_CLASSES);
        double decimal = pow(10, -page.decimals);
        for (int i = 0; i < page.list_count; i++) {
            double share, bracket, product = written(&page.list[i]) * decimal;
            assert_int_equal(sscanf(page.list[i].label, "%*d: %lf × %lf", &share, &bracket), 2);
            double most = 0.51 * decimal * (1 + share) + 0.00051 * fabs(product);
            if (fabs(share * bracket - product) > most)
                fail_msg("%s is not %s", page.list[i].label, page.list[i].number);
        }
    }
    drawn_session_close(session);
}

// What a line says, in its own measure.
static double value_of(const char *label)
{
    for (int i = 0; i < page.lines; i++)
        if (strcmp(page.line[i].label, label) == 0)
            return written(&page.line[i]) / pow(10, page.decimals + page.scale);
    fail_msg("%s: no line \"%s\"", page.title, label);
    return 0;
}

static void expect(const char *label, double value)
{
    if (fabs(value_of(label) - value) >
        1e-5 * fabs(value) + 0.51 * pow(10, -page.decimals - page.scale))
        fail_msg("%s, %s: %g, not %g", page.title, label, value_of(label), value);
}

static void test_pages_tell_the_steps_own_numbers(void **state)
{
    (void)state;
    struct session *session = open_slow(7);
    slow_motion_choose_label(session, session->reading.second);
    const struct one_step *step = session->slow_motion.step;
    const struct terms_cell c3 = {LENET_C3, 9, 4, 5};
    pin_hold(&session->pin, c3);

    go_to(session, SLOW_MOTION_FORWARD, LENET_C3);
    step_page_of(&page, session, NULL);
    assert_string_equal(page.title, "Forward: C3 9 (4, 5)");
    assert_int_equal(page.list_count, 6);
    expect("its sigmoid", (double)step->activations.c3[9][4][5]);

    go_to(session, SLOW_MOTION_LOSS, LENET_OUTPUT);
    step_page_of(&page, session, NULL);
    expect("/ 10 = loss", step->loss);
    for (int i = 1; i < page.list_count; i++) // what makes the loss is not what is cut off
        assert_true(page.list[i].units <= page.list[i - 1].units);

    go_to(session, SLOW_MOTION_BACK, LENET_C3);
    step_page_of(&page, session, NULL);
    expect("= error", (double)step->error.c3[9][4][5]);
    expect("= before the sigmoid", (double)step->error_before.c3[9][4][5]);
    const struct terms_cell other = {LENET_C3, 2, 8, 1};
    step_page_of(&page, session, &other); // what is looked at comes before what is pinned
    expect("= error", (double)step->error.c3[2][8][1]);

    session->pin.open = 4;
    slow_motion_take_weight(session, 3, 1);
    go_to(session, SLOW_MOTION_GRADIENT, LENET_OUTPUT);
    step_page_of(&page, session, NULL);
    assert_string_equal(page.title, "Gradient: C3 9 from 4, weight (3, 1)");
    assert_int_equal(page.list_count, 100);
    expect("= gradient", (double)step->gradient.c3_weight[9][4][3][1]);

    go_to(session, SLOW_MOTION_UPDATE, LENET_OUTPUT);
    step_page_of(&page, session, NULL);
    expect("weight before", (double)session->weights.c3_weight[9][4][3][1]);
    expect("= weight after", (double)step->after.c3_weight[9][4][3][1]);
    assert_true(page.decimals > 4 || step->gradient.c3_weight[9][4][3][1] == 0);

    go_to(session, SLOW_MOTION_AFTER, LENET_OUTPUT);
    step_page_of(&page, session, NULL);
    expect("loss before", step->loss);
    expect("= loss after", step->loss_after);
    assert_int_equal(page.scale, 0); // as the loss is told before
    slow_motion_next(session);
    step_page_of(&page, session, NULL);
    assert_non_null(strstr(page.text, "Step 2, with the weights that step 1 made"));
    drawn_session_close(session);
}

static void test_of_a_unit_every_weights_gradient_is_listed(void **state)
{
    (void)state;
    struct session *session = open_slow(2);
    const struct one_step *step = session->slow_motion.step;
    pin_hold(&session->pin, (struct terms_cell){LENET_F6, 5, 0, 0});
    go_to(session, SLOW_MOTION_GRADIENT, LENET_OUTPUT);
    slow_motion_take_weight(session, 2, -1);
    step_page_of(&page, session, NULL);
    assert_int_equal(page.list_count, 120);
    assert_int_equal(page.at, 2);
    int from = slow_motion_kernel(session).weight.from, larger = 0;
    for (int i = 0; i < 120; i++)
        larger += fabsf(step->gradient.f6_weight[5][i]) > fabsf(step->gradient.f6_weight[5][from]);
    assert_int_equal(larger, 2);
    drawn_session_close(session);
}

// ---- Stages -------------------------------------------------------------------------------------

static void test_stages_go_through_the_network_and_back(void **state)
{
    (void)state;
    struct session *session = open_slow(3);
    int layer = LENET_INPUT;
    slow_motion_back(session); // there is none before the first
    for (int i = 0; i < 7; i++, slow_motion_next(session)) {
        struct slow_motion_stage stage = slow_motion_at(session);
        assert_true(stage.kind == SLOW_MOTION_FORWARD && (int)stage.layer == ++layer);
        assert_true(slow_motion_shows(session, stage.layer) == SLOW_MOTION_VALUES);
        assert_true(layer == LENET_OUTPUT ||
                    slow_motion_shows(session, stage.layer + 1) == SLOW_MOTION_NOTHING);
    }
    assert_true(slow_motion_at(session).kind == SLOW_MOTION_SOFTMAX);
    slow_motion_next(session);
    assert_true(slow_motion_at(session).kind == SLOW_MOTION_LOSS);
    slow_motion_next(session);
    for (int i = 0; i < 7; i++, slow_motion_next(session)) {
        struct slow_motion_stage stage = slow_motion_at(session);
        assert_true(stage.kind == SLOW_MOTION_BACK && (int)stage.layer == layer--);
        assert_true(slow_motion_shows(session, stage.layer) == SLOW_MOTION_ERRORS);
        assert_true(slow_motion_shows(session, stage.layer - 1) == SLOW_MOTION_VALUES);
    }
    for (int kind = SLOW_MOTION_GRADIENT; kind <= SLOW_MOTION_AFTER; kind++) {
        assert_true((int)slow_motion_at(session).kind == kind);
        slow_motion_next(session);
    }
    assert_int_equal(session->slow_motion.stage, 0); // of another step
    assert_int_equal(session->slow_motion.steps, 1);
    slow_motion_back(session);
    assert_int_equal(session->slow_motion.stage, 0);
    drawn_session_close(session);
}

static void test_the_figure_shows_values_and_errors_of_the_step(void **state)
{
    (void)state;
    struct session *session = open_slow(3);
    const struct one_step *step = session->slow_motion.step;
    assert_memory_equal(slow_motion_values(session, LENET_C1), session->reading.activations.c1,
                        sizeof session->reading.activations.c1);
    go_to(session, SLOW_MOTION_BACK, LENET_C5);
    assert_ptr_equal(slow_motion_values(session, LENET_C5), step->error.c5);
    assert_ptr_equal(slow_motion_values(session, LENET_OUTPUT), step->error.logits);
    session_show_before_sigmoid(session, true);
    slow_motion_follow(session);
    assert_ptr_equal(slow_motion_values(session, LENET_C5), step->error_before.c5);
    assert_memory_equal(slow_motion_values(session, LENET_C3), session->sums.c3,
                        sizeof session->sums.c3);
    session_show_before_sigmoid(session, false);
    go_to(session, SLOW_MOTION_AFTER, LENET_OUTPUT);
    assert_ptr_equal(slow_motion_values(session, LENET_OUTPUT),
                     step->activations_after.probability);
    drawn_session_close(session);
}

// ---- What it is taken with ----------------------------------------------------------------------

static void test_steps_in_a_row_stand_beside_the_weights_in_use(void **state)
{
    (void)state;
    static struct lenet weights;
    struct session *session = open_slow(7);
    uint64_t version = session->weights_version;
    struct reading reading = session->reading;
    weights = session->weights;
    slow_motion_choose_label(session, session->reading.second);
    slow_motion_again(session); // to what the first one does
    assert_true(slow_motion_at(session).kind == SLOW_MOTION_AFTER);
    assert_int_equal(session->slow_motion.steps, 0);
    for (int i = 0; i < 300; i++)
        slow_motion_again(session);
    const struct slow_motion *slow = &session->slow_motion;
    assert_int_equal(slow->steps, 300);
    assert_int_equal(slow->losses, SLOW_MOTION_LOSSES);
    assert_true(slow->loss[slow->losses - 1] < slow->loss[0]);
    assert_true(slow->loss[slow->losses - 1] == slow->step->loss);
    session_read(session);
    assert_memory_equal(&session->weights, &weights, sizeof weights);
    assert_memory_equal(&session->reading, &reading, sizeof reading);
    assert_true(session->weights_version == version);
    slow_motion_end(session);
    slow_motion_begin(session); // from the weights in use again
    assert_memory_equal(&session->slow_motion.step->weights, &weights, sizeof weights);
    assert_int_equal(session->slow_motion.steps, 0);
    drawn_session_close(session);
}

static void test_the_label_is_the_known_one_or_what_is_read_or_the_chosen_one(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(5);
    const struct slow_motion *slow = &session->slow_motion;
    slow_motion_begin(session);
    assert_true(slow->label_from == SLOW_MOTION_READ && slow->step->label == 5);
    slow_motion_choose_label(session, 8);
    assert_true(slow->label_from == SLOW_MOTION_CHOSEN && slow->step->label == 8);
    for (int i = 0; i < 5; i++) {
        random_digit_show(session); // of the practice digits
        session_read(session);
        slow_motion_follow(session);
        assert_true(slow->label_from == SLOW_MOTION_KNOWN);
        char label[8];
        snprintf(label, sizeof label, " %d", slow->step->label);
        assert_non_null(strstr(session->digit_note, label));
    }
    draw(session, 2, 9); // nobody knows any more
    assert_true(slow->label_from == SLOW_MOTION_READ);
    drawn_session_close(session);
}

static void test_another_rate_changes_the_step_and_not_its_gradient(void **state)
{
    (void)state;
    static struct lenet gradient;
    struct session *session = open_slow(7);
    const struct one_step *step = session->slow_motion.step;
    slow_motion_choose_label(session, 3);
    gradient = step->gradient;
    double before = step->loss_after;
    slow_motion_choose_rate(session, 10);
    assert_memory_equal(&step->gradient, &gradient, sizeof gradient);
    assert_true(step->loss_after != before && step->rate == 10);
    slow_motion_again(session);
    slow_motion_again(session);
    assert_true(step->rate == 10); // from then on
    drawn_session_close(session);
}

static void test_it_follows_the_drawing_and_ends_with_it(void **state)
{
    (void)state;
    struct session *session = open_slow(3);
    const struct slow_motion *slow = &session->slow_motion;
    go_to(session, SLOW_MOTION_BACK, LENET_F6);
    slow_motion_choose_label(session, 9);
    draw(session, 6, 7);
    assert_true(slow->on && slow_motion_at(session).layer == LENET_F6);
    assert_int_equal(slow->step->label, session->reading.best);
    assert_memory_equal(slow->step->activations.c1, session->reading.activations.c1,
                        sizeof slow->step->activations.c1);
    pad_clear(&session->pad);
    session_read(session);
    slow_motion_follow(session);
    assert_false(slow->on);
    slow_motion_begin(session); // says that there is nothing
    assert_false(slow->on);
    assert_non_null(strstr(session->notice.text, "Draw a digit"));
    drawn_session_close(session);
}

static void test_what_is_operated_takes_part(void **state)
{
    (void)state;
    struct session *session = drawn_session_open(3);
    struct operating_kernel kernel;
    operating_toggle(session, (struct terms_cell){LENET_C3, 7, -1, -1});
    assert_true(operating_kernel_of(&kernel, (struct terms_cell){LENET_C1, 4, 0, 0}, 0));
    operating_negate(session, kernel);
    slow_motion_begin(session);
    const struct one_step *step = session->slow_motion.step;
    assert_true(step->weights.c1_weight[4][2][2] == -session->weights.c1_weight[4][2][2]);
    assert_memory_equal(step->activations.c3, session->reading.activations.c3,
                        sizeof step->activations.c3);
    go_to(session, SLOW_MOTION_BACK, LENET_C3);
    const struct terms_cell silenced = {LENET_C3, 7, 2, 2};
    step_page_of(&page, session, &silenced);
    assert_string_equal(page.line[page.lines - 2].label, "× 0: it is silenced");
    drawn_session_close(session);
}

static void test_while_a_run_trains_it_keeps_to_a_copy_of_the_beginning(void **state)
{
    (void)state;
    static struct lenet weights;
    struct session *session = drawn_session_open(3);
    training_begin(session, DATA_SOURCE_PRACTICE, false);
    for (int i = 0; i < 6000 && (!session->follow_trainer || session->progress.batch < 3); i++) {
        clock_pause(5);
        session_follow(session);
    }
    session_read(session);
    slow_motion_begin(session);
    weights = session->slow_motion.step->weights;
    step_page_of(&page, session, NULL);
    assert_non_null(strstr(page.text, "copy of the run's weights"));
    uint64_t version = session->weights_version;
    for (int i = 0; i < 6000 && session->weights_version == version; i++) {
        clock_pause(5);
        session_follow(session);
    }
    session_read(session);
    slow_motion_follow(session);
    assert_true(session->weights_version != version);
    slow_motion_next(session);
    assert_memory_equal(&session->slow_motion.step->weights, &weights, sizeof weights);
    drawn_session_close(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_add_up_as_they_are_written),
        cmocka_unit_test(test_an_error_of_a_logit_is_the_product_that_is_written),
        cmocka_unit_test(test_pages_tell_the_steps_own_numbers),
        cmocka_unit_test(test_of_a_unit_every_weights_gradient_is_listed),
        cmocka_unit_test(test_stages_go_through_the_network_and_back),
        cmocka_unit_test(test_the_figure_shows_values_and_errors_of_the_step),
        cmocka_unit_test(test_steps_in_a_row_stand_beside_the_weights_in_use),
        cmocka_unit_test(test_the_label_is_the_known_one_or_what_is_read_or_the_chosen_one),
        cmocka_unit_test(test_another_rate_changes_the_step_and_not_its_gradient),
        cmocka_unit_test(test_it_follows_the_drawing_and_ends_with_it),
        cmocka_unit_test(test_what_is_operated_takes_part),
        cmocka_unit_test(test_while_a_run_trains_it_keeps_to_a_copy_of_the_beginning),
    };
    return cmocka_run_group_tests_name("slow motion", tests, home_enter, support_leave_folder);
}
