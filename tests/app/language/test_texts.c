// Every text that the sources give to tr(), TR() or tr_print() stands in every catalogue, and no
// catalogue has one that is nowhere any more. Texts without a letter, which are the same
// everywhere, need no translation.
#include "tests/support/support.h"

#include "app/language/languages.h"
#include "nn/files/file.h"
#include <ctype.h>

enum { TEXTS_MOST = 4000 };

static char *texts[TEXTS_MOST];
static int text_count;

// ---- The sources --------------------------------------------------------------------------------

// Past a string literal that begins at `at`; what it says is added to `text`.
static const char *take_literal(const char *at, char *text, size_t size)
{
    size_t used = strlen(text);
    for (at++; *at && *at != '"'; at++) {
        char c = *at;
        if (c == '\\') {
            c = *++at;
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
        }
        assert_true(used + 1 < size);
        text[used++] = c;
        text[used] = '\0';
    }
    return *at ? at + 1 : at;
}

// Letters outside of conversions, or the comma between two things: Japanese has its own.
static bool has_words(const char *text)
{
    if (strcmp(text, ", ") == 0)
        return true;
    for (; *text; text++) {
        if (*text == '%') {
            text++;
            text += strspn(text, "-+ #'0123456789.*lhzjt");
            if (!*text)
                return false;
        } else if (isalpha((unsigned char)*text)) {
            return true;
        }
    }
    return false;
}

static void note(const char *text)
{
    for (int i = 0; i < text_count; i++)
        if (strcmp(texts[i], text) == 0)
            return;
    assert_true(text_count < TEXTS_MOST);
    if (has_words(text))
        texts[text_count++] = strdup(text);
}

static const char *skip_blanks(const char *at)
{
    while (isspace((unsigned char)*at))
        at++;
    return at;
}

// The literals of argument number `wanted` (from 0) of the call whose bracket `at` stands on: one,
// or those between which a condition chooses.
static void take_argument(const char *at, int wanted)
{
    int depth = 0, argument = 0;
    char text[4096] = "";
    while (*at) {
        if (*at == '"') {
            at = take_literal(at, text, sizeof text);
            if (*skip_blanks(at) == '"') {
                at = skip_blanks(at);
                continue;
            }
            if (argument == wanted && depth == 1)
                note(text);
            text[0] = '\0';
            continue;
        }
        if (*at == '\'' && at[1] && at[2])
            at += at[1] == '\\' ? 3 : 2;
        else if (*at == '(' || *at == '[')
            depth++;
        else if ((*at == ')' || *at == ']') && --depth == 0)
            return;
        else if (*at == ',' && depth == 1)
            argument++;
        at++;
    }
}

static const struct {
    const char *name;
    int argument;
} calls[] = {{"tr(", 0}, {"TR(", 0}, {"tr_print(", 2}, {"tr_many(", 0}, {"tr_in(", 1}};

static int take_file(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
    (void)status;
    (void)walk;
    size_t length = strlen(path);
    struct bytes bytes;
    if (flag != FTW_F || strstr(path, "/app/language/") || length < 2 ||
        (strcmp(path + length - 2, ".c") != 0 && strcmp(path + length - 2, ".h") != 0))
        return 0;
    assert_true(file_read(&bytes, path, 1 << 22, NULL));
    char *source = strndup((const char *)bytes.data, bytes.size);
    bytes_free(&bytes);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        for (const char *at = source; (at = strstr(at, calls[i].name)); at++)
            if (at == source || (!isalnum((unsigned char)at[-1]) && at[-1] != '_'))
                take_argument(at + strlen(calls[i].name) - 1, calls[i].argument);
    free(source);
    return 0;
}

static int setup(void **state)
{
    struct status status = {0};
    (void)state;
    if (nftw(TESTS_DIR "/../app", take_file, 16, FTW_PHYS) != 0 ||
        !languages_load(LENETPAD_SOURCE_ASSETS "/languages", &status)) {
        print_error("%s\n", status.message);
        return -1;
    }
    return 0;
}

// ---- The catalogues -----------------------------------------------------------------------------

static void test_there_are_texts_and_languages(void **state)
{
    (void)state;
    assert_true(text_count > 500);
    assert_true(languages_count() >= 2);
    assert_non_null(languages_find("de"));
    assert_non_null(languages_find("ja"));
}

static bool has_text(const struct catalogue *catalogue, const char *wanted)
{
    const char *text;
    for (size_t at = 0; catalogue_at(catalogue, at, &text); at++)
        if (strcmp(text, wanted) == 0)
            return true;
    return false;
}

static void test_no_text_lacks_its_translation(void **state)
{
    (void)state;
    int missing = 0;
    for (int i = 0; i < languages_count(); i++)
        for (int j = 0; j < text_count; j++)
            if (!has_text(languages_at(i), texts[j])) {
                print_error("%s: \"%s\" is missing\n", catalogue_code(languages_at(i)), texts[j]);
                missing++;
            }
    assert_int_equal(missing, 0);
}

static void test_no_translation_lacks_its_text(void **state)
{
    (void)state;
    int obsolete = 0;
    for (int i = 0; i < languages_count(); i++) {
        const char *text;
        for (size_t at = 0; catalogue_at(languages_at(i), at, &text); at++) {
            bool found = false;
            for (int j = 0; j < text_count && !found; j++)
                found = strcmp(texts[j], text) == 0;
            if (!found) {
                print_error("%s: \"%s\" is nowhere\n", catalogue_code(languages_at(i)), text);
                obsolete++;
            }
        }
    }
    assert_int_equal(obsolete, 0);
}

static void test_every_translation_fits_its_text(void **state)
{
    (void)state;
    for (int i = 0; i < languages_count(); i++)
        assert_null(catalogue_misfit(languages_at(i)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_are_texts_and_languages),
        cmocka_unit_test(test_no_text_lacks_its_translation),
        cmocka_unit_test(test_no_translation_lacks_its_text),
        cmocka_unit_test(test_every_translation_fits_its_text),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
