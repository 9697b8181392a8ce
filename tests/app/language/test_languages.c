// Which languages there are, and which one the environment asks for.
#include "tests/support/support.h"

#include "app/language/languages.h"
#include "app/language/tr.h"

#include <sys/stat.h>

static const char *const variables[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "LC_NUMERIC"};

static void write_language(const char *path, const char *code, const char *name)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file,
            "msgid \"\"\nmsgstr \"\"\n\"Language: %s\\n\"\n\"X-Name: %s\\n\"\n"
            "\"X-Decimal: ,\\n\"\n\nmsgid \"Yes\"\nmsgstr \"%s\"\n",
            code, name, name);
    assert_int_equal(fclose(file), 0);
}

static int enter(void **state)
{
    struct status status = {0};
    if (support_enter_folder(state) != 0 || mkdir("own", 0700) != 0 || mkdir("shipped", 0700) != 0)
        return -1;
    write_language("own/fr.po", "fr", "Mien");
    write_language("shipped/fr.po", "fr", "Français");
    write_language("shipped/pt.po", "pt", "Português");
    write_language("shipped/pt_BR.po", "pt_BR", "Brasil");
    write_language("shipped/.hidden.po", "xx", "Hidden");
    write_language("shipped/notes.txt", "yy", "Notes");
    return languages_load("own", &status) && languages_load("shipped", &status) &&
                   languages_load("no/such/folder", &status)
               ? 0
               : -1;
}

static int forget_environment(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
    return 0;
}

static void assert_asked(const char *code)
{
    const struct catalogue *asked = languages_of_environment();
    assert_string_equal(asked ? catalogue_code(asked) : "en", code);
}

static void test_of_two_for_one_language_the_first_counts(void **state)
{
    (void)state;
    assert_int_equal(languages_count(), 3);
    assert_string_equal(catalogue_name(languages_find("fr")), "Mien");
    assert_null(languages_at(-1));
    assert_null(languages_at(3));
    assert_null(languages_find("xx"));
    assert_null(languages_find("yy"));
}

static void test_a_broken_one_is_told_of_and_the_others_are_there(void **state)
{
    struct status status = {0};
    int before = languages_count();
    (void)state;
    assert_int_equal(mkdir("broken", 0700), 0);
    FILE *file = fopen("broken/aa.po", "w");
    assert_non_null(file);
    fputs("msgid without quotes\n", file);
    assert_int_equal(fclose(file), 0);
    write_language("broken/it.po", "it", "Italiano");
    assert_false(languages_load("broken", &status));
    assert_non_null(strstr(status.message, "broken/aa.po"));
    assert_int_equal(languages_count(), before + 1);
    assert_non_null(languages_find("it"));
}

static void test_the_environment_is_asked_as_gettext_asks_it(void **state)
{
    (void)state;
    assert_asked("en");
    setenv("LANG", "fr_CA.UTF-8", 1);
    assert_asked("fr");
    setenv("LC_MESSAGES", "pt_BR.UTF-8@euro", 1);
    assert_asked("pt_BR");
    setenv("LC_ALL", "pt_PT", 1);
    assert_asked("pt");
    setenv("LANGUAGE", "xx:fr:pt", 1);
    assert_asked("fr");
    setenv("LANGUAGE", "en:fr", 1);
    assert_asked("en");
    setenv("LC_ALL", "C.UTF-8", 1);
    assert_asked("en");
}

static void test_a_setting_goes_before_the_environment(void **state)
{
    (void)state;
    setenv("LANG", "fr_FR.UTF-8", 1);
    languages_choose("");
    assert_string_equal(tr("Yes"), "Mien");
    languages_choose("pt");
    assert_string_equal(tr("Yes"), "Português");
    languages_choose("en");
    assert_string_equal(tr("Yes"), "Yes");
    languages_choose("zz"); // one that is gone
    assert_string_equal(tr("Yes"), "Yes");
}

static void test_the_decimal_mark_is_that_of_the_language(void **state)
{
    char text[32];
    (void)state;
    setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
    languages_choose("en");
    tr_print(text, sizeof text, "%.2f", 0.5);
    assert_string_equal(text, "0.50");
    setenv("LC_NUMERIC", "C", 1);
    languages_choose("fr");
    tr_print(text, sizeof text, "%.2f", 0.5);
    assert_string_equal(text, "0,50");
    snprintf(text, sizeof text, "1.25");
    tr_mark(text, sizeof text);
    assert_string_equal(text, "1,25");
    tr_use(NULL);
}

#define LANGUAGE_TEST(test) cmocka_unit_test_setup(test, forget_environment)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LANGUAGE_TEST(test_of_two_for_one_language_the_first_counts),
        LANGUAGE_TEST(test_the_environment_is_asked_as_gettext_asks_it),
        LANGUAGE_TEST(test_a_setting_goes_before_the_environment),
        LANGUAGE_TEST(test_the_decimal_mark_is_that_of_the_language),
        LANGUAGE_TEST(test_a_broken_one_is_told_of_and_the_others_are_there),
    };
    return cmocka_run_group_tests(tests, enter, support_leave_folder);
}
