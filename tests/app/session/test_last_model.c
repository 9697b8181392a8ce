// The model of the last time: it is forgotten if it is damaged, or if the user says so, and not
// because it could not be read today.
#include "tests/support/app_support.h"

#include "nn/net/model.h"

#include <sys/stat.h>

static const char settings[] = "settings.json";
static char model[PATH_SIZE];

static int remember_model(void **state)
{
    (void)state;
    struct settings remembered;
    struct lenet *lenet = calloc(1, sizeof *lenet);
    settings_default(&remembered);
    snprintf(model, sizeof model, "%s/volume/model.safetensors", getenv("HOME"));
    snprintf(remembered.model, sizeof remembered.model, "%s", model);
    bool good = lenet && system("rm -rf ./*") == 0 && mkdir("volume", 0777) == 0 &&
                model_save(model, lenet, &(struct model_info){.description = "of mine"}, NULL) &&
                settings_save(&remembered, NULL, settings, NULL);
    free(lenet);
    return good ? 0 : -1;
}

static struct app *open_window(void)
{
    return app_support_open(&(struct session_options){.settings_path = settings});
}

// The next start begins with it, or does not.
static void assert_remembered(bool expected)
{
    struct app *app = open_window();
    assert_string_equal(app->session.settings.model, expected ? model : "");
    assert_int_equal(app->session.weights_from, expected ? WEIGHTS_FILE : WEIGHTS_SHIPPED);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    app_close(app);
}

static void assert_said(struct app *app, const char *words)
{
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_string_equal(app->session.questions.title, "The last model could not be opened");
    assert_non_null(strstr(app->session.questions.message, words));
    assert_non_null(strstr(app->session.questions.message, "model.safetensors"));
    assert_int_equal(app->session.weights_from, WEIGHTS_SHIPPED);
    press(app, KEY_ENTER, 0);
}

static void test_a_volume_that_is_away_is_tried_again(void **state)
{
    (void)state;
    assert_int_equal(rename("volume", "away"), 0);
    struct app *app = open_window();
    assert_said(app, "The next start tries it again");
    app->session.settings.theme = THEME_DARK; // so that there is something to save
    app_close(app);
    assert_int_equal(rename("away", "volume"), 0);
    assert_remembered(true);
}

static void test_what_is_no_damage_forgets_no_model(void **state)
{
    (void)state;
    assert_int_equal(rename(model, "kept"), 0);
    assert_int_equal(mkdir(model, 0777), 0);
    struct app *app = open_window();
    assert_said(app, "The next start tries it again");
    app_close(app);
    assert_int_equal(rmdir(model), 0);
    assert_int_equal(rename("kept", model), 0);
    assert_remembered(true);
}

static void test_a_damaged_model_is_forgotten_and_that_is_said(void **state)
{
    (void)state;
    support_write(model, "12345678{\"half", 14);
    struct app *app = open_window();
    assert_said(app, "The next start does without it.");
    app_close(app);
    assert_remembered(false);
}

static void test_the_user_can_forget_a_model_that_is_away(void **state)
{
    (void)state;
    assert_int_equal(rename("volume", "away"), 0);
    struct app *app = open_window();
    assert_said(app, "unless you choose Train > Back to the shipped weights");
    press(app, 'b', MOD_CTRL);
    assert_false(action_enabled(app, ACTION_SHIPPED));
    app_close(app);
    assert_int_equal(rename("away", "volume"), 0);
    assert_remembered(false);
}

#define MODEL_TEST(test) cmocka_unit_test_setup(test, remember_model)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MODEL_TEST(test_a_volume_that_is_away_is_tried_again),
        MODEL_TEST(test_what_is_no_damage_forgets_no_model),
        MODEL_TEST(test_a_damaged_model_is_forgotten_and_that_is_said),
        MODEL_TEST(test_the_user_can_forget_a_model_that_is_away),
    };
    return cmocka_run_group_tests(tests, home_enter, support_leave_folder);
}
