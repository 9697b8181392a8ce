// Names of files and of writers, and words of the command line, may hold any bytes. JSON must stay
// JSON, and no byte of theirs may steer a terminal or begin a line.
#include "tests/support/support.h"

#include "app/session/weights/weights.h"
#include "nn/base/printable.h"
#include "nn/base/utf8.h"
#include "nn/strokes/strokes.h"

#include <cjson/cJSON.h>
#include <sys/wait.h>

static void test_utf8_is_told_from_what_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length, printable;
    } cases[] = {
        {"a", 1, 1},
        {"\xc3\xa4", 2, 2},
        {"\xe2\x80\xa6", 3, 3},
        {"\xf0\x9f\x98\x80", 4, 4},
        {"\x1b", 1, 0},
        {"\x7f", 1, 0},
        {"\xc2\x9b", 2, 0}, // as good as an escape with a bracket
        {"\xc2\xa0", 2, 2},
        {"\xd8\x9b", 2, 2},
        {"\xd8\x9c", 2, 0}, // U+061C
        {"\xd8\x9d", 2, 2},
        {"\xe2\x80\x8d", 3, 3}, // joins the parts of a picture sign
        {"\xe2\x80\x8e", 3, 0},
        {"\xe2\x80\x8f", 3, 0},
        {"\xe2\x80\x90", 3, 3},
        {"\xe2\x80\xa7", 3, 3},
        {"\xe2\x80\xa8", 3, 0}, // ends a line
        {"\xe2\x80\xa9", 3, 0},
        {"\xe2\x80\xaa", 3, 0},
        {"\xe2\x80\xae", 3, 0}, // turns what follows
        {"\xe2\x80\xaf", 3, 3},
        {"\xe2\x81\xa5", 3, 3},
        {"\xe2\x81\xa6", 3, 0},
        {"\xe2\x81\xa9", 3, 0},
        {"\xe2\x81\xaa", 3, 3},
        {"\x80", 0, 0},
        {"\xc0\xaf", 0, 0},
        {"\xe0\x80\xaf", 0, 0},
        {"\xed\xa0\x80", 0, 0},
        {"\xf4\x90\x80\x80", 0, 0},
        {"\xe2\x80", 0, 0},
        {"\xff", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(utf8_length(cases[i].text, strlen(cases[i].text)), cases[i].length);
        assert_int_equal(utf8_printable_length(cases[i].text, strlen(cases[i].text)),
                         cases[i].printable);
    }
}

static void test_a_line_holds_nothing_that_steers_a_terminal(void **state)
{
    (void)state;
    char text[] = "a\x1b[2J\nb\xff\xc2\x9b"
                  "c \xc3\xa4\xe2\x80";
    printable_line(text);
    assert_string_equal(text, "a?[2J?b??c \xc3\xa4??");
    char empty[] = "";
    printable_line(empty);
    assert_string_equal(empty, "");
}

static void test_text_is_copied_by_whole_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *instead;
        bool controls;
        size_t size;
        const char *copy;
    } cases[] = {
        {"a\xc3\xa4\xff\n", "?", false, 9, "a\xc3\xa4??"},
        {"a\xc3\xa4\xff\n", "?", true, 9, "a\xc3\xa4?\n"},
        {"a\xff", "\xef\xbf\xbd", true, 9, "a\xef\xbf\xbd"},
        {"a\xff", "\xef\xbf\xbd", true, 4, "a"},
        {"a\xc3\xa4", "?", false, 4, "a\xc3\xa4"},
        {"a\xc3\xa4", "?", false, 3, "a"},
        {"a", "?", false, 1, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[9];
        memset(out, 'x', sizeof out);
        size_t length =
            utf8_copy(out, cases[i].size, cases[i].text, cases[i].instead, cases[i].controls);
        assert_string_equal(out, cases[i].copy);
        assert_int_equal(length, strlen(cases[i].copy));
    }
}

static void test_a_message_is_one_clean_line(void **state)
{
    (void)state;
    struct status status = {0};
    assert_false(status_fail(&status, STATUS_IO, "cannot read %s", "x\n\x1b]0;pwned\x07.png"));
    assert_string_equal(status.message, "cannot read x??]0;pwned?.png");
}

// In the window, where a newline would begin a line of the help beside the drawing.
static void test_the_window_s_note_on_the_weights_is_one_line(void **state)
{
    (void)state;
    static struct session session;
    weights_note(&session, WEIGHTS_FILE, "my\n\x1bmodel\xff.safetensors", "trained\nwell");
    assert_string_equal(session.weights_note, "my??model?.safetensors: trained?well");
}

// ---- The program --------------------------------------------------------------------------------

#define TURNED "w\xe2\x80\xae\xe2\x80\xa8.pgm"
#define WILD "w\x1b[31m\n\xff.pgm"

static char *run(const char *words, const char *from, int wanted)
{
    char command[1024];
    size_t size;
    snprintf(command, sizeof command, "'%s' %s >out 2>err </dev/null", LENETPAD_BINARY, words);
    int ended = system(command);
    if (!WIFEXITED(ended) || WEXITSTATUS(ended) != wanted)
        fail_msg("%s ended with %d", command, ended);
    char *text = (char *)support_read(from, &size);
    text[size] = '\0';
    return text;
}

// All UTF-8, and no control character but tabs and the newlines of `lines` lines.
static void assert_clean(const char *text, size_t lines)
{
    size_t left = strlen(text), newlines = 0;
    for (const char *at = text; left > 0;) {
        size_t length = *at == '\n' || *at == '\t' ? 1 : utf8_printable_length(at, left);
        newlines += *at == '\n';
        if (length == 0)
            fail_msg("byte 0x%02x in: %s", (unsigned char)*at, text);
        at += length;
        left -= length;
    }
    if (lines)
        assert_int_equal(newlines, lines);
}

static void test_names_of_files_are_clean_on_the_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *words, *where;
        int exit_code;
        size_t lines;
    } cases[] = {
        {"classify \"$(printf '"
         "w\\033[31m\\n\\377.pgm"
         "')\"",
         "out", 0, 11},
        {"classify \"$(printf 'no\\033\\n\\377')\"", "err", 1, 1},
        {"classify \"$(printf 'no\\342\\200\\256gnp.1')\"", "err", 1, 1},
        {"classify \"$(printf 'w\\342\\200\\256\\342\\200\\250.pgm')\"", "out", 0, 11},
        {"\"$(printf 'no\\033\\n\\377')\"", "err", 2, 1},
        {"test --data \"$(printf 'no\\033\\n\\377')\"", "err", 1, 1},
        {"test --model \"$(printf 'no\\033\\n\\377')\" --data practice", "err", 1, 1},
        {"test \"$(printf 'no\\033\\n\\377')\"", "err", 2, 1},
        {"test \"--$(printf 'no\\033\\n\\377')\"", "err", 2, 1},
        {"train --data practice --epochs \"$(printf 'no\\033\\n\\377')\" --out x", "err", 2, 1},
        {"train --isa \"$(printf 'no\\033\\n\\377')\" --out x", "err", 2, 1},
        {"train --data practice --epochs 1 --batch 4096 --out \"$(printf 'new\\033\\n\\377')\"",
         "err", 0, 2},
        {"strokes --writers \"$(printf 'no\\033\\377')\" digits.strokes", "err", 2, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = run(cases[i].words, cases[i].where, cases[i].exit_code);
        assert_clean(text, cases[i].lines);
        free(text);
    }
}

static const char *text_of(const cJSON *json, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(json, name));
    assert_non_null(text);
    return text;
}

static cJSON *run_json(const char *words, int exit_code)
{
    char *text = run(words, "out", exit_code);
    assert_clean(text, 0);
    cJSON *json = cJSON_Parse(text);
    assert_non_null(json);
    free(text);
    return json;
}

static void test_json_is_utf8_whatever_names_are(void **state)
{
    (void)state;
    static const char shown[] =
        "w\x1b[31m\n\xef\xbf\xbd.pgm"; // the file is found again by its JSON
    cJSON *json = run_json("classify --json \"$(printf 'w\\033[31m\\n\\377.pgm')\" "
                           "\"$(printf 'no\\033\\n\\377')\"",
                           1);
    const cJSON *pictures = cJSON_GetObjectItem(json, "pictures");
    assert_string_equal(text_of(cJSON_GetArrayItem(pictures, 0), "file"), shown);
    assert_string_equal(text_of(cJSON_GetArrayItem(pictures, 1), "file"), "no\x1b\n\xef\xbf\xbd");
    cJSON_Delete(json);
    json = run_json("strokes --json digits.strokes", 0);
    const cJSON *digits = cJSON_GetObjectItem(json, "readings");
    assert_string_equal(text_of(cJSON_GetArrayItem(digits, 0), "writer"), "J\xef\xbf\xbdrg");
    assert_string_equal(text_of(cJSON_GetArrayItem(digits, 1), "writer"), "J\xc3\xb6rg");
    cJSON_Delete(json);
}

static int set_up(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    setenv("HOME", *state, 1);
    unsetenv("DISPLAY");
    unsetenv("LENETPAD_DATA");
    static const char picture[] =
        "P2 4 4 255 255 255 255 255 255 0 255 255 255 0 255 255 255 0 255 255";
    static const char digits[] = "digit 1 writer J\xf6rg\nstroke 5,1 5,9\n"
                                 "digit 1 writer J\xc3\xb6rg\nstroke 5,1 5,9\n";
    support_write(WILD, picture, sizeof picture - 1);
    support_write(TURNED, picture, sizeof picture - 1);
    support_write("digits.strokes", digits, sizeof digits - 1);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_is_told_from_what_is_none),
        cmocka_unit_test(test_a_line_holds_nothing_that_steers_a_terminal),
        cmocka_unit_test(test_text_is_copied_by_whole_characters),
        cmocka_unit_test(test_a_message_is_one_clean_line),
        cmocka_unit_test(test_the_window_s_note_on_the_weights_is_one_line),
        cmocka_unit_test(test_names_of_files_are_clean_on_the_terminal),
        cmocka_unit_test(test_json_is_utf8_whatever_names_are),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
