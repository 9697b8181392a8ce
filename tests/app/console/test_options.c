// The option parser: what it accepts, what it refuses, and that mistakes say what and where.
#include "tests/support/support.h"

#include "app/console/closest_word.h"
#include "app/console/exit_code.h"
#include "app/console/options.h"
#include "app/console/parse.h"

#include <locale.h>
#include <math.h>

struct values {
    int epochs, kind, size[2];
    float rate;
    uint64_t seed;
    bool json;
    const char *data;
    struct option_list files, parts;
};

static const char *const kinds[] = {"none", "affine", "full"};

enum { MOST = 12 };

struct parsed {
    struct values values;
    struct option options[9];
    struct command_line line;
    char *argv[MOST];
    char output[4096], errors[4096];
    int exit_code;
    bool go_on;
};

static void read_back(FILE *file, char text[4096])
{
    rewind(file);
    size_t size = fread(text, 1, 4095, file);
    text[size] = '\0';
    fclose(file);
}

// Parses with standard output and error caught.
static void parse(struct parsed *parsed, int min, int max, int argc, ...)
{
    struct values *v = &parsed->values;
    *parsed = (struct parsed){0};
    *v = (struct values){.epochs = 20, .rate = 1, .seed = 1};
    struct option options[] = {
        OPTION_INT("epochs", &v->epochs, "N", 1, 1000, "passes"),
        OPTION_FLOAT("rate", &v->rate, "R", 0, 10, "learning rate"),
        OPTION_U64("seed", &v->seed, "N", "seed"),
        OPTION_FLAG("json", &v->json, "as JSON"),
        OPTION_TEXT("data", &v->data, "DIR", "folder"),
        OPTION_CHOICE("augment", &v->kind, "KIND", kinds, 3, "distortion"),
        OPTION_SIZE("size", v->size, 16, 4096, "size"),
        OPTION_LIST("files", &v->files, "FILE...", "files"),
        OPTION_EACH("part", &v->parts, "PART", "parts"),
    };
    memcpy(parsed->options, options, sizeof options);
    parsed->line = (struct command_line){.command = "train",
                                         .usage = "[options]",
                                         .summary = "Trains.",
                                         .options = parsed->options,
                                         .option_count = 9,
                                         .operands_min = min,
                                         .operands_max = max};
    va_list arguments;
    va_start(arguments, argc);
    parsed->argv[0] = "train";
    for (int i = 1; i <= argc; i++)
        parsed->argv[i] = va_arg(arguments, char *);
    va_end(arguments);

    FILE *out = tmpfile(), *err = tmpfile();
    fflush(stdout);
    int kept_out = dup(1), kept_err = dup(2);
    dup2(fileno(out), 1);
    dup2(fileno(err), 2);
    parsed->go_on = command_line_parse(&parsed->line, argc + 1, parsed->argv, &parsed->exit_code);
    fflush(stdout);
    dup2(kept_out, 1);
    dup2(kept_err, 2);
    close(kept_out);
    close(kept_err);
    read_back(out, parsed->output);
    read_back(err, parsed->errors);
}

static void assert_mistake(const struct parsed *parsed, const char *words)
{
    assert_false(parsed->go_on);
    assert_int_equal(parsed->exit_code, EXIT_USAGE);
    if (!strstr(parsed->errors, words) || !strstr(parsed->errors, "lenetpad train --help"))
        fail_msg("expected \"%s\" and the way to the help in: %s", words, parsed->errors);
    assert_string_equal(parsed->output, "");
}

static void test_every_kind_of_value_is_stored(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 0, 0, 11, "--epochs", "3", "--rate=0.7", "--seed", "18446744073709551615",
          "--json", "--data", "a b", "--augment", "full", "--size=640x480");
    assert_true(parsed.go_on);
    assert_int_equal(parsed.values.epochs, 3);
    assert_true(parsed.values.rate == 0.7f);
    assert_true(parsed.values.seed == UINT64_MAX);
    assert_true(parsed.values.json);
    assert_string_equal(parsed.values.data, "a b");
    assert_int_equal(parsed.values.kind, 2);
    assert_int_equal(parsed.values.size[0], 640);
    assert_int_equal(parsed.values.size[1], 480);
    assert_true(command_line_given(&parsed.line, "epochs"));
}

static void test_a_list_takes_values_up_to_the_next_option_and_may_be_repeated(void **state)
{
    (void)state;
    static const char *const expected[] = {"a", "b", "c", "d"};
    struct parsed parsed;
    parse(&parsed, 0, 1, 9, "--files", "a", "b", "--json", "--files=c", "--files", "d", "--", "e");
    assert_true(parsed.go_on);
    assert_true(parsed.values.json);
    assert_int_equal(parsed.values.files.count, 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(parsed.values.files.item[i], expected[i]);
    assert_int_equal(parsed.line.operand_count, 1);
    assert_string_equal(parsed.line.operand[0], "e");
    parse(&parsed, 0, 0, 2, "--files", "--json");
    assert_mistake(&parsed, "--files needs a value");
    parse(&parsed, 0, 0, 1, "--files=");
    assert_mistake(&parsed, "--files needs a value");
}

static void test_an_option_for_each_takes_one_value_and_may_be_repeated(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 0, 1, 4, "--part", "a", "e", "--part=b");
    assert_true(parsed.go_on);
    assert_int_equal(parsed.values.parts.count, 2);
    assert_string_equal(parsed.values.parts.item[0], "a");
    assert_string_equal(parsed.values.parts.item[1], "b");
    assert_int_equal(parsed.line.operand_count, 1);
    assert_string_equal(parsed.line.operand[0], "e");
    parse(&parsed, 0, 0, 1, "--part");
    assert_mistake(&parsed, "--part needs a value");
}

static void test_defaults_stay_when_nothing_is_given(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 0, 0, 0);
    assert_true(parsed.go_on);
    assert_int_equal(parsed.values.epochs, 20);
    assert_null(parsed.values.data);
    assert_false(command_line_given(&parsed.line, "epochs"));
}

static void test_operands_may_stand_between_options(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 1, -1, 7, "a", "--epochs", "2", "b", "--", "--json", "-");
    assert_true(parsed.go_on);
    assert_int_equal(parsed.line.operand_count, 4);
    assert_string_equal(parsed.line.operand[0], "a");
    assert_string_equal(parsed.line.operand[1], "b");
    assert_string_equal(parsed.line.operand[2], "--json");
    assert_string_equal(parsed.line.operand[3], "-");
    assert_false(parsed.values.json);
}

static void test_the_wrong_number_of_operands_is_refused(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 0, 0, 1, "practice");
    assert_mistake(&parsed, "unexpected argument: practice");
    parse(&parsed, 1, 1, 1, "--json");
    assert_mistake(&parsed, "an argument is missing");
    parse(&parsed, 1, 1, 2, "a", "b");
    assert_mistake(&parsed, "unexpected argument: b");
}

static void test_unknown_options_are_named_with_the_nearest_known_one(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 0, 0, 1, "--epoch=3");
    assert_mistake(&parsed, "unknown option --epoch (did you mean --epochs?)");
    parse(&parsed, 0, 0, 1, "--frobnicate");
    assert_mistake(&parsed, "unknown option --frobnicate;");
    parse(&parsed, 0, 0, 1, "-e");
    assert_mistake(&parsed, "unknown option -e");
    parse(&parsed, 0, 0, 1, "--");
    assert_true(parsed.go_on);
}

static void test_a_missing_value_is_not_taken_from_the_next_option(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 0, 0, 1, "--data");
    assert_mistake(&parsed, "--data needs a value: --data DIR");
    parse(&parsed, 0, 0, 2, "--data", "--json");
    assert_mistake(&parsed, "--data needs a value");
    parse(&parsed, 0, 0, 1, "--data=");
    assert_mistake(&parsed, "--data needs a value that is not empty");
    parse(&parsed, 0, 0, 1, "--json=yes");
    assert_mistake(&parsed, "--json takes no value");
}

static void test_bad_values_are_refused_with_the_allowed_range(void **state)
{
    (void)state;
    static char *const bad[][2] = {
        {"--epochs", "0"},     {"--epochs", "1001"},
        {"--epochs", "3x"},    {"--epochs", " 3"},
        {"--epochs", "3.0"},   {"--epochs", "99999999999999999999"},
        {"--epochs", "-3"},    {"--rate", "1O"},
        {"--rate", "nan"},     {"--rate", "inf"},
        {"--rate", "-0.1"},    {"--rate", "10.001"},
        {"--rate", "0x1"},     {"--rate", "0,5"},
        {"--rate", "."},       {"--rate", "1e"},
        {"--rate", "1.2.3"},   {"--seed", "-1"},
        {"--seed", "1.5"},     {"--seed", "18446744073709551616"},
        {"--size", "640"},     {"--size", "640x"},
        {"--size", "8x8"},     {"--size", "640x480x2"},
        {"--size", "640X480"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct parsed parsed;
        parse(&parsed, 0, 0, 2, bad[i][0], bad[i][1]);
        assert_mistake(&parsed, bad[i][1]);
        assert_non_null(strstr(parsed.errors, " from "));
        assert_int_equal(parsed.values.epochs, 20);
    }
}

static void test_an_unknown_choice_lists_the_known_ones(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 0, 0, 2, "--augment", "elastic");
    assert_mistake(&parsed, "--augment elastic: must be one of none, affine, full");
}

static void test_help_goes_to_standard_output_and_succeeds(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, 1, 1, 2, "--epochs=bad", "--help");
    assert_false(parsed.go_on);
    assert_int_equal(parsed.exit_code, EXIT_DONE);
    assert_string_equal(parsed.errors, "");
    static const char *const words[] = {"usage: lenetpad train [options]",
                                        "Trains.",
                                        "--epochs N",
                                        "--json ",
                                        "--size WxH",
                                        "passes (default: 20)",
                                        "learning rate (default: 1)",
                                        "seed (default: 1)",
                                        "distortion (default: none)",
                                        " none, affine, full\n",
                                        "--help"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_non_null(strstr(parsed.output, words[i]));
}

static void test_decimal_numbers_are_read_exactly_in_every_locale(void **state)
{
    (void)state;
    static const char *const texts[] = {"0",      "1",   "-2.5",  "0.1",   "1e-6",
                                        "0.9990", ".5",  "5.",    "3E+2",  "123456.789",
                                        "1e22",   "0e9", "000.7", "1.275", "299792458"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double number;
        assert_true(parse_float(&number, texts[i]));
        assert_true(number == strtod(texts[i], NULL));
    }
    double number = 7;
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8")) {
        assert_true(parse_float(&number, "0.5"));
        setlocale(LC_NUMERIC, "C");
        assert_true(number == 0.5);
    }
    assert_true(parse_float(&number, "0.12345678901234567890"));
    assert_true(fabs(number - 0.12345678901234568) < 1e-15);
    assert_false(parse_float(&number, "1e999"));
    assert_false(parse_float(&number, "1e+-3"));
    assert_false(parse_float(&number, ""));
}

static void test_typed_numbers_may_have_a_comma_and_their_thousands_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool whole, good;
        double number;
    } cases[] = {
        {"0,5", false, true, 0.5},
        {"0.5", false, true, 0.5},
        {"-1,25", false, true, -1.25},
        {",5", false, true, 0.5},
        {"1,000", false, true, 1},
        {"1,000.5", false, false, 0},
        {"1,000", true, true, 1000},
        {"60.000", true, true, 60000},
        {"1 234 567", true, true, 1234567},
        {"1,234.567", true, false, 0},
        {"1234,567", true, true, 1234.567},
        {"1,5", true, true, 1.5},
        {"1,23", true, true, 1.23},
        {"1,", true, true, 1},
        {"7", true, true, 7},
        {"", true, false, 0},
        {"1,000,", true, false, 0},
        {"a,000", true, false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double number = 0;
        bool good = parse_typed(&number, cases[i].text, cases[i].whole);
        if (good != cases[i].good || fabs(number - cases[i].number) > 1e-12)
            fail_msg("\"%s\" is %d, %g", cases[i].text, good, number);
    }
}

static void test_whole_numbers_are_read_to_their_limits(void **state)
{
    (void)state;
    int number;
    assert_true(parse_int(&number, "2147483647"));
    assert_int_equal(number, 2147483647);
    assert_true(parse_int(&number, "-2147483647"));
    assert_false(parse_int(&number, "2147483648"));
    assert_false(parse_int(&number, "--1"));
    assert_false(parse_int(&number, "-"));
    assert_false(parse_int(&number, ""));
}

static void test_only_near_words_are_suggested(void **state)
{
    (void)state;
    static const char *const words[] = {"train", "test", "classify"};
    assert_string_equal(closest_word("trian", words, 3), "train");
    assert_string_equal(closest_word("tst", words, 3), "test");
    assert_string_equal(closest_word("clasify", words, 3), "classify");
    assert_null(closest_word("digit.png", words, 3));
    assert_null(closest_word("", words, 3));
    assert_null(closest_word("a-word-much-longer-than-any-command-there-is", words, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_of_value_is_stored),
        cmocka_unit_test(test_a_list_takes_values_up_to_the_next_option_and_may_be_repeated),
        cmocka_unit_test(test_an_option_for_each_takes_one_value_and_may_be_repeated),
        cmocka_unit_test(test_defaults_stay_when_nothing_is_given),
        cmocka_unit_test(test_operands_may_stand_between_options),
        cmocka_unit_test(test_the_wrong_number_of_operands_is_refused),
        cmocka_unit_test(test_unknown_options_are_named_with_the_nearest_known_one),
        cmocka_unit_test(test_a_missing_value_is_not_taken_from_the_next_option),
        cmocka_unit_test(test_bad_values_are_refused_with_the_allowed_range),
        cmocka_unit_test(test_an_unknown_choice_lists_the_known_ones),
        cmocka_unit_test(test_help_goes_to_standard_output_and_succeeds),
        cmocka_unit_test(test_decimal_numbers_are_read_exactly_in_every_locale),
        cmocka_unit_test(test_typed_numbers_may_have_a_comma_and_their_thousands_apart),
        cmocka_unit_test(test_whole_numbers_are_read_to_their_limits),
        cmocka_unit_test(test_only_near_words_are_suggested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
