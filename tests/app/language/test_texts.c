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
static char *plurals[TEXTS_MOST];
static int plural_count;
static char *sentences[TEXTS_MOST]; // of the window, whoever they are given to
static int sentence_count;

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

static void note_plural(const char *text)
{
    if (plural_count < TEXTS_MOST)
        plurals[plural_count++] = strdup(text);
}

static const char *skip_blanks(const char *at)
{
    while (isspace((unsigned char)*at))
        at++;
    return at;
}

// The literals of argument number `wanted` (from 0) of the call whose bracket `at` stands on: one,
// or those between which a condition chooses.
static void take_argument(const char *at, int wanted, void (*taken)(const char *text))
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
                taken(text);
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

// Past what no literal begins in: a comment, or a character.
static const char *skip_other(const char *at)
{
    if (at[0] == '/' && at[1] == '/')
        return at + strcspn(at, "\n");
    if (at[0] == '\'' && at[1] && at[2])
        return at + (at[1] == '\\' ? 4 : 3);
    return at + 1;
}

// A whole sentence: of three words at least, and it ends, or another follows.
static bool is_sentence(const char *text)
{
    size_t length = strlen(text), spaces = 0;
    for (const char *at = text; *at; at++)
        spaces += *at == ' ';
    return spaces >= 2 && has_words(text) &&
           (strchr(".:?", text[length - 1]) || strstr(text, ". "));
}

static void take_sentences(const char *source)
{
    char text[4096] = "";
    for (const char *at = source; *at;) {
        if (*at != '"') {
            at = skip_other(at);
            continue;
        }
        at = take_literal(at, text, sizeof text);
        if (*skip_blanks(at) == '"') {
            at = skip_blanks(at);
            continue;
        }
        if (is_sentence(text) && sentence_count < TEXTS_MOST)
            sentences[sentence_count++] = strdup(text);
        text[0] = '\0';
    }
}

static const struct {
    const char *name;
    int argument;
    void (*taken)(const char *text);
} calls[] = {{"tr(", 0, note},      {"TR(", 0, note},    {"tr_print(", 2, note},
             {"tr_many(", 0, note}, {"tr_in(", 1, note}, {"tr_many(", 1, note_plural}};

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
                take_argument(at + strlen(calls[i].name) - 1, calls[i].argument, calls[i].taken);
    if (strstr(path, "/app/window/") || strstr(path, "/app/session/"))
        take_sentences(source);
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

// A sentence that goes another way to the window than by tr() stays English there.
static void test_no_sentence_of_the_window_stays_english(void **state)
{
    (void)state;
    int english = 0;
    assert_true(sentence_count > 200);
    for (int i = 0; i < sentence_count; i++) {
        bool found = false;
        for (int j = 0; j < text_count && !found; j++)
            found = strcmp(texts[j], sentences[i]) == 0;
        for (int j = 0; j < plural_count && !found; j++)
            found = strcmp(plurals[j], sentences[i]) == 0;
        if (!found)
            print_error("\"%s\" is not given to tr()\n", sentences[i]);
        english += !found;
    }
    assert_int_equal(english, 0);
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
        cmocka_unit_test(test_no_sentence_of_the_window_stays_english),
        cmocka_unit_test(test_no_translation_lacks_its_text),
        cmocka_unit_test(test_every_translation_fits_its_text),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
