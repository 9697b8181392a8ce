// Catalogues and what is said with them: whatever stands in the file, nothing is printed with
// arguments that are not there.
#include "tests/support/support.h"

#include "app/language/format.h"
#include "app/language/plural.h"
#include "app/language/tr.h"

static const char header[] =
    "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\"X-Name: Deutsch\\n\"\n"
    "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\"X-Decimal: ,\\n\"\n"
    "\"X-Thousands: .\\n\"\n\"X-Percent:  %\\n\"\n\n";

// Speaks a catalogue of this header and these entries until hush().
static struct catalogue *spoken;

static bool speak(const char *entries, struct status *status)
{
    char text[4096];
    int length = snprintf(text, sizeof text, "%s%s", header, entries);
    assert_true(length > 0 && (size_t)length < sizeof text);
    bool read = catalogue_read(&spoken, text, (size_t)length, "de.po", status);
    tr_use(spoken);
    return read;
}

static int hush(void **state)
{
    (void)state;
    tr_use(NULL);
    catalogue_free(spoken);
    spoken = NULL;
    return 0;
}

static void test_without_a_language_all_is_english(void **state)
{
    (void)state;
    char text[32];
    assert_string_equal(tr("File"), "File");
    assert_string_equal(tr_many("%d pixel", "%d pixels", 1), "%d pixel");
    assert_string_equal(tr_many("%d pixel", "%d pixels", 2), "%d pixels");
    assert_int_equal(tr_print(text, sizeof text, "%.2f%% of %5d|%-4s|", 0.25, 7, "a"), 20);
    assert_string_equal(text, "0.25% of     7|a   |");
    tr_count(text, sizeof text, 1234567);
    assert_string_equal(text, "1,234,567");
}

static void test_a_text_is_found_and_another_stays_english(void **state)
{
    (void)state;
    assert_true(speak("msgid \"File\"\nmsgstr \"Datei\"\n\n# why\n#: where.c:7\n"
                      "msgctxt \"menu\"\nmsgid \"Run\"\nmsgstr \"La\"\n\"uf\"\n",
                      NULL));
    assert_string_equal(catalogue_code(spoken), "de");
    assert_string_equal(catalogue_name(spoken), "Deutsch");
    assert_string_equal(tr("File"), "Datei");
    assert_string_equal(tr("Edit"), "Edit");
    assert_string_equal(tr_in("menu", "Run"), "Lauf");
    assert_string_equal(tr("Run"), "Run");
    assert_string_equal(tr_in("button", "Run"), "Run");
}

static void test_numbers_have_the_language_s_marks(void **state)
{
    (void)state;
    char text[48];
    assert_true(speak("msgid \"Loss %.4f\"\nmsgstr \"Verlust %.4f\"\n", NULL));
    tr_print(text, sizeof text, "Loss %.4f", 0.25);
    assert_string_equal(text, "Verlust 0,2500");
    tr_print(text, sizeof text, "%.2f%% (%s) 100%% %d", 0.36, "a.b", 3);
    assert_string_equal(text, "0,36 % (a.b) 100% 3");
    tr_count(text, sizeof text, 1234567);
    assert_string_equal(text, "1.234.567");
}

static void test_a_count_has_a_mark_between_thousands(void **state)
{
    (void)state;
    char text[80];
    assert_int_equal(
        tr_print(text, sizeof text, "%'d|%'zu|%'u|%'d|%d", -1234567, (size_t)1000, 999u, 0, 1000),
        27);
    assert_string_equal(text, "-1,234,567|1,000|999|0|1000");
    tr_print(text, sizeof text, "%'7d|%-'7d|", 1234, 1234);
    assert_string_equal(text, "  1,234|1,234  |");
    assert_true(speak("msgid \"%'d of %d\"\nmsgstr \"%2$d davon %1$'d\"\n", NULL));
    tr_print(text, sizeof text, "%'d of %d", 4321, 8765);
    assert_string_equal(text, "8765 davon 4.321");
}

static void test_a_name_within_a_text_from_the_right_keeps_its_direction(void **state)
{
    (void)state;
    char text[80];
    assert_true(speak("msgid \"Saved %s\"\nmsgstr \"حُفظ %s\"\n\n"
                      "msgid \"%d maps\"\nmsgstr \"%d خرائط\"\n",
                      NULL));
    tr_print(text, sizeof text, "Saved %s", "/tmp/a.csv");
    assert_string_equal(text, "حُفظ \u2068/tmp/a.csv\u2069");
    tr_print(text, sizeof text, "%d maps", 6); // a number has no direction of its own
    assert_string_equal(text, "6 خرائط");
}

static void test_arguments_may_change_places(void **state)
{
    (void)state;
    char text[48];
    assert_true(speak("msgid \"%s of %d at %.1f\"\nmsgstr \"bei %3$.1f: %2$d von %1$s\"\n", NULL));
    tr_print(text, sizeof text, "%s of %d at %.1f", "a", 7, 2.5);
    assert_string_equal(text, "bei 2,5: 7 von a");
}

static void test_the_form_is_chosen_by_the_rule(void **state)
{
    (void)state;
    char text[48];
    assert_true(speak("msgid \"%d pixel\"\nmsgid_plural \"%d pixels\"\n"
                      "msgstr[0] \"ein Pixel\"\nmsgstr[1] \"%d Pixel\"\n",
                      NULL));
    tr_print(text, sizeof text, tr_many("%d pixel", "%d pixels", 1), 1);
    assert_string_equal(text, "ein Pixel");
    tr_print(text, sizeof text, tr_many("%d pixel", "%d pixels", 5), 5);
    assert_string_equal(text, "5 Pixel");
}

// Its translations fit what it says itself, not the arguments that the program passes.
static void test_an_entry_whose_other_form_is_not_the_program_s_is_not_used(void **state)
{
    (void)state;
    assert_true(speak("msgid \"%d pixel\"\nmsgid_plural \"%d pixels of %s\"\n"
                      "msgstr[0] \"ein Pixel\"\nmsgstr[1] \"%d Pixel von %s\"\n"
                      "msgid \"Loss %f\"\nmsgid_plural \"Loss %s\"\n"
                      "msgstr[0] \"Verlust %s\"\nmsgstr[1] \"Verlust %s\"\n",
                      NULL));
    assert_string_equal(tr_many("%d pixel", "%d pixels", 5), "%d pixels");
    assert_string_equal(tr_many("%d pixel", "%d pixels of %s", 5), "%d Pixel von %s");
    assert_string_equal(tr("Loss %f"), "Loss %f");
}

static void test_other_conversions_than_the_text_has_are_not_used(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "%s",  "%d %s", "",         "%n",  "%d %d", "%1$d %1$s", "%2$d %s", "%5$d",
        "%ld", "%",     "%99999$d", "%*d", "%Lf",   "%1$*2$d",   "%llld",   "%hhhd"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char entries[256];
        snprintf(entries, sizeof entries, "msgid \"Number %%d\"\nmsgstr \"Nummer %s\"\n", wrong[i]);
        assert_true(speak(entries, NULL));
        assert_string_equal(tr("Number %d"), "Number %d");
        assert_string_equal(catalogue_misfit(spoken), "Number %d");
        hush(NULL);
    }
    assert_true(format_fits("Nummer %d", "Number %d", false));
    assert_false(format_fits("keine", "Number %d", false));
    assert_true(format_fits("keine", "Number %d", true));
    assert_true(
        format_fits("100 % sicher", "100% c%e%", false)); // no format, so never printed with
}

static void test_what_is_unfinished_stays_english(void **state)
{
    (void)state;
    assert_true(speak("#, fuzzy\nmsgid \"File\"\nmsgstr \"Akte\"\n"
                      "msgid \"Edit\"\nmsgstr \"\"\n"
                      "msgid \"View\"\nmsgstr \"An\x1b[2Jsicht\"\n"
                      "msgid \"Run\"\nmsgstr \"L\xff\"\n"
                      "msgid \"Help\"\nmsgstr \"Hilfe\"\n"
                      "#~ msgid \"Old\"\n#~ msgstr \"Alt\"\n",
                      NULL));
    assert_string_equal(tr("File"), "File");
    assert_string_equal(tr("Edit"), "Edit");
    assert_string_equal(tr("View"), "View");
    assert_string_equal(tr("Run"), "Run");
    assert_string_equal(tr("Help"), "Hilfe");
    assert_string_equal(tr("Old"), "Old");
}

static void test_marks_of_direction_stand_in_translations_but_nothing_that_turns_them(void **state)
{
    (void)state;
    assert_true(speak("msgid \"File\"\nmsgstr \"\u200fLeNet אב\u200e\"\n"
                      "msgid \"Edit\"\nmsgstr \"\u202eLeNet\"\n",
                      NULL));
    assert_string_equal(tr("File"), "\u200fLeNet אב\u200e");
    assert_string_equal(tr("Edit"), "Edit");
}

static void test_broken_files_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *entries, *says;
    } broken[] = {
        {"msgid \"File\n", "de.po:10: the text's second quote is missing"},
        {"msgid File\n", "de.po:10: a text in \"quotes\" is missing"},
        {"msgid \"a\"\nmsgid \"b\"\n", "de.po:11: msgid without a msgstr"},
        {"msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n", "de.po:12: msgstr stands there twice"},
        {"\"b\"\n", NULL}, // goes on with the header
        {"message \"b\"\n",
         "de.po:10: \"message\" is none of msgctxt, msgid, msgid_plural, msgstr"},
        {"msgid \"\\x\"\n", "de.po:10: a backslash stands only before n, t, \" and itself"},
        {"msgid \"a\" b\n", "de.po:10: \"b\" is one word too many"},
        {"msgid \"a\"\n", "de.po:10: msgid without a msgstr"},
        {"msgid \"a\"\nmsgstr[9] \"b\"\n",
         "de.po:11: \"msgstr[9]\" is none of msgctxt, msgid, msgid_plural, msgstr"},
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct status status = {0};
        assert_int_equal(speak(broken[i].entries, &status), broken[i].says == NULL);
        assert_string_equal(status.message, broken[i].says ? broken[i].says : "");
        hush(NULL);
    }
}

static void test_every_beginning_of_a_file_is_read_or_refused(void **state)
{
    (void)state;
    static const char entries[] = "msgid \"%d pixel\"\nmsgid_plural \"%d pixels\"\n"
                                  "msgstr[0] \"ein \\\"Pixel\\\"\"\nmsgstr[1] \"%d\"\n\" Pixel\"\n";
    char text[1024], shown[32];
    int length = snprintf(text, sizeof text, "%s%s", header, entries);
    for (int size = 0; size <= length; size++) {
        char *copy = malloc((size_t)size + 1); // so that a sanitizer sees its end
        memcpy(copy, text, (size_t)size);
        struct catalogue *catalogue;
        if (catalogue_read(&catalogue, copy, (size_t)size, "cut", NULL)) {
            tr_use(catalogue);
            tr_print(shown, sizeof shown, tr_many("%d pixel", "%d pixels", 3), 3);
            assert_true(strncmp(shown, "3 ", 2) == 0 || strncmp(shown, "ein ", 4) == 0 ||
                        strcmp(shown, "3") == 0);
        }
        tr_use(NULL);
        catalogue_free(catalogue);
        free(copy);
    }
}

static void test_rules_of_many_languages_are_known(void **state)
{
    (void)state;
    static const char polish[] = "n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2";
    static const struct {
        const char *rule;
        unsigned long n, value;
    } known[] = {
        {"0", 5, 0},     {"(n != 1)", 1, 0}, {"n != 1", 0, 1}, {"n>1", 1, 0},
        {polish, 1, 0},  {polish, 22, 1},    {polish, 12, 2},  {polish, 5, 2},
        {"1+2*3", 0, 7}, {"!n", 0, 1},       {"7-2-1", 0, 4},  {"1 ? 2 : 0 ? 3 : 4", 0, 2},
    };
    static const char *const wrong[] = {"",    "n!", "(n",  "n n",    "n ? 1",
                                        "n/0", "m",  "n==", "n%(n-n)"};
    unsigned long value;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(plural_value(known[i].rule, known[i].n, &value));
        assert_int_equal(value, known[i].value);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(plural_value(wrong[i], 3, &value));
    char deep[400];
    memset(deep, '(', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    assert_false(plural_value(deep, 1, &value));
}

static void test_nothing_is_cut_within_a_character(void **state)
{
    (void)state;
    char text[6];
    assert_int_equal(tr_print(text, sizeof text, "%s", "aäöü"), 7);
    assert_string_equal(text, "aäö");
    tr_print(text, sizeof text, "%.2s|", "aäö");
    assert_string_equal(text, "a|");
    tr_print(text, 5, "%s", "aäö");
    assert_string_equal(text, "aä");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_a_language_all_is_english),
        cmocka_unit_test_teardown(test_a_text_is_found_and_another_stays_english, hush),
        cmocka_unit_test_teardown(test_numbers_have_the_language_s_marks, hush),
        cmocka_unit_test_teardown(test_a_count_has_a_mark_between_thousands, hush),
        cmocka_unit_test_teardown(test_a_name_within_a_text_from_the_right_keeps_its_direction,
                                  hush),
        cmocka_unit_test_teardown(test_arguments_may_change_places, hush),
        cmocka_unit_test_teardown(test_the_form_is_chosen_by_the_rule, hush),
        cmocka_unit_test_teardown(test_an_entry_whose_other_form_is_not_the_program_s_is_not_used,
                                  hush),
        cmocka_unit_test_teardown(test_other_conversions_than_the_text_has_are_not_used, hush),
        cmocka_unit_test_teardown(test_what_is_unfinished_stays_english, hush),
        cmocka_unit_test_teardown(
            test_marks_of_direction_stand_in_translations_but_nothing_that_turns_them, hush),
        cmocka_unit_test_teardown(test_broken_files_say_where, hush),
        cmocka_unit_test_teardown(test_every_beginning_of_a_file_is_read_or_refused, hush),
        cmocka_unit_test(test_rules_of_many_languages_are_known),
        cmocka_unit_test(test_nothing_is_cut_within_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
