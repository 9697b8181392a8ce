// What the commands do when memory runs out at any one place: the allocation that fails is the
// first, the second, and so on until none is reached. Each run must either say that it failed or
// give the same result as a run with enough memory.
//
// This program's malloc stands in for the C library's, for every library in the process.
#include "tests/support/support.h"

#if defined __GLIBC__ && !defined LENETPAD_SANITIZED

#include "app/commands/command.h"
#include "app/pictures/picture.h"
#include "app/system/text_sdl.h"
#include "nn/ink/ink.h"
#include "nn/strokes/strokes.h"
#include "tests/support/practice_data.h"

#include <errno.h>
#include <fcntl.h>
#include <png.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

static atomic_long until_failure = -1; // allocations that still succeed; negative: all do
static atomic_bool has_failed;

#define EXPORTED __attribute__((visibility("default")))
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
EXPORTED void *malloc(size_t size);
EXPORTED void *calloc(size_t count, size_t size);
EXPORTED void *realloc(void *old, size_t size);

static bool fails_now(void)
{
    if (atomic_load(&until_failure) < 0 || atomic_fetch_sub(&until_failure, 1) != 0)
        return false;
    atomic_store(&has_failed, true);
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails_now() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __libc_realloc(old, size);
}

enum { MOST_WORDS = 16, FAULTLESS = -1, ENDED_UNTOUCHED = 200, LONGEST = 10 };

typedef int command(int argc, char **argv);

static void redirect(int number, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0 && dup2(file, number) == number);
    close(file);
}

// Runs a command in a process of its own whose allocation number `fault` fails. Returns its exit
// code, with ENDED_UNTOUCHED added if it needed fewer; minus the signal that ended it.
static int run_or_die(command *function, const char *const *words, long fault)
{
    char *argv[MOST_WORDS] = {0};
    int argc = 0, state;
    for (; words[argc]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc];
    fflush(stdout);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        // cmocka would go on testing after a crash, in this process, too.
        static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS};
        for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
            signal(crashes[i], SIG_DFL);
        redirect(1, "out.txt");
        redirect(2, "err.txt");
        alarm(LONGEST); // fontconfig waits for ever for a lock that it forgot when memory ran out
        atomic_store(&until_failure, fault);
        int code = function(argc, argv);
        if (fflush(stdout) != 0 || ferror(stdout))
            code = EXIT_FAILED;
        atomic_store(&until_failure, -1);
        _exit(code + (atomic_load(&has_failed) ? 0 : ENDED_UNTOUCHED));
    }
    assert_int_equal(waitpid(child, &state, 0), child);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -WTERMSIG(state);
}

static int run(command *function, const char *const *words, long fault)
{
    int code = run_or_die(function, words, fault);
    if (code < 0)
        fail_msg("%s: signal %d after fault %ld", words[0], -code, fault);
    return code;
}

static long count_allocations(command *function, const char *const *words)
{
    long low = 0, high = 1;
    while (run_or_die(function, words, high) < ENDED_UNTOUCHED)
        high *= 2;
    for (; high - low > 1;) {
        long middle = low + (high - low) / 2;
        *(run_or_die(function, words, middle) < ENDED_UNTOUCHED ? &low : &high) = middle;
    }
    return high;
}

static void keep(const char *path, const char *name)
{
    size_t size;
    uint8_t *data = support_read(path, &size);
    support_write(name, data, size);
    free(data);
}

// `written` may be NULL: a file that the command writes, which must be whole or not there.
static void assert_honest(command *function, const char *const *words, const char *written)
{
    assert_int_equal(run(function, words, FAULTLESS), EXIT_DONE + ENDED_UNTOUCHED);
    keep("out.txt", "whole.txt");
    if (written)
        keep(written, "whole.file");
    long fault = 0, dishonest = 0, failed = 0;
    for (int code = 0; code < ENDED_UNTOUCHED; fault++) {
        if (written)
            unlink(written);
        code = run(function, words, fault);
        bool whole = support_same("out.txt", "whole.txt");
        bool there = written && access(written, F_OK) == 0;
        bool damaged = there && !support_same(written, "whole.file");
        bool claimed = code == EXIT_DONE && (!whole || (written && !there));
        failed += code == EXIT_FAILED;
        dishonest += damaged || claimed;
        if (damaged || claimed)
            print_error("fault %ld: exit %d, output %s, file %s\n", fault, code,
                        whole ? "whole" : "not whole", damaged ? "damaged" : "whole or none");
    }
    print_message("%s %s: %ld allocations, %ld refused, %ld dishonest\n", words[0], words[1], fault,
                  failed, dishonest);
    assert_true(failed > 0);
    assert_int_equal(dishonest, 0);
}

static void test_a_test_is_whole_or_fails(void **state)
{
    (void)state;
    assert_honest(command_test, (const char *[]){"test", "--json", "--data", "small", NULL}, NULL);
    assert_honest(command_test, (const char *[]){"test", "--csv", "x.csv", "--data", "small", NULL},
                  "x.csv");
}

static void test_a_strokes_reading_is_whole_or_fails(void **state)
{
    (void)state;
    assert_honest(command_strokes, (const char *[]){"strokes", "--json", "two.strokes", NULL},
                  NULL);
}

static void test_a_classification_is_whole_or_fails(void **state)
{
    (void)state;
    assert_honest(command_classify, (const char *[]){"classify", "--json", "one.png", NULL}, NULL);
}

static int set_up(void **state)
{
    if (support_enter_folder(state) != 0 || !practice_data_save("small", 20, 20, 7))
        return -1;
    static const char strokes[] = "box 100 100\ndigit 1 writer me\nstroke 50,10 50,90\n"
                                  "digit 7\nstroke 20,10 80,10 40,90\n";
    support_write("two.strokes", strokes, sizeof strokes - 1);
    static uint8_t page[40 * 40];
    for (int i = 0; i < 40 * 40; i++)
        page[i] = i % 40 > 18 && i % 40 < 23 && i > 200 && i < 1400 ? 0 : 255;
    static const char header[] = "P5 40 40 255\n";
    FILE *file = fopen("one.png", "wb");
    if (!file)
        return -1;
    bool good = fwrite(header, 1, sizeof header - 1, file) == sizeof header - 1 &&
                fwrite(page, 1, sizeof page, file) == sizeof page;
    return fclose(file) == 0 && good ? 0 : -1;
}

static double difference(const char *a, const char *b)
{
    png_image image[2] = {{.version = PNG_IMAGE_VERSION}, {.version = PNG_IMAGE_VERSION}};
    const char *const path[2] = {a, b};
    uint8_t *pixels[2];
    for (int i = 0; i < 2; i++) {
        assert_true(png_image_begin_read_from_file(&image[i], path[i]) != 0);
        image[i].format = PNG_FORMAT_RGB;
        pixels[i] = malloc(PNG_IMAGE_SIZE(image[i]));
        assert_true(png_image_finish_read(&image[i], NULL, pixels[i], 0, NULL) != 0);
    }
    size_t size = PNG_IMAGE_SIZE(image[0]), differ = 0;
    assert_int_equal(size, PNG_IMAGE_SIZE(image[1]));
    for (size_t i = 0; i < size; i++)
        differ += pixels[0][i] != pixels[1][i];
    free(pixels[0]);
    free(pixels[1]);
    return (double)differ / (double)size;
}

// Thousands of allocations find the fonts: some of them, here and there, stand for all. A library
// that ends the program at such a point has not claimed anything, and FreeType may give a glyph
// another shape without a word; weights or text that are missing are more.
static void test_a_shot_is_whole_or_fails(void **state)
{
    (void)state;
    static const char *const words[] = {"shot", "--size", "400x300", "--out", "x.png", NULL};
    enum { TRIALS = 60 };
    assert_int_equal(run(command_shot, words, FAULTLESS), EXIT_DONE + ENDED_UNTOUCHED);
    keep("x.png", "whole.file");
    long all = count_allocations(command_shot, words), failed = 0;
    for (int i = 0; i < TRIALS; i++) {
        long fault = all - 1 - (all - 1) * i * i / (TRIALS * TRIALS); // most of them near the end
        unlink("x.png");
        int code = run_or_die(command_shot, words, fault);
        bool there = access("x.png", F_OK) == 0;
        failed += code != EXIT_DONE;
        if (code == EXIT_DONE && (!there || difference("x.png", "whole.file") > 0.002))
            fail_msg("fault %ld of %ld: exit 0, picture %s", fault, all,
                     there ? "another one" : "missing");
    }
    print_message("shot: %ld allocations, %d tried, %ld refused\n", all, TRIALS, failed);
    assert_true(failed > 0);
}

static void test_a_glyph_is_made_or_its_lack_is_told(void **state)
{
    (void)state;
    long fault = 0, told = 0;
    for (bool reached = true; reached; fault++) {
        struct glyph_source source;
        struct glyph glyph = {0};
        assert_true(text_sdl_source(&source, NULL));
        atomic_store(&has_failed, false);
        atomic_store(&until_failure, fault);
        bool made = source.render(source.self, &glyph, 'g', 40, true);
        atomic_store(&until_failure, -1);
        reached = atomic_load(&has_failed);
        if (!(made && glyph.alpha) && !source.has_failed(source.self))
            fail_msg("fault %ld: no glyph, and nothing said", fault);
        told += source.has_failed(source.self);
        free(glyph.alpha);
        source.close(source.self);
    }
    atomic_store(&has_failed, false);
    print_message("a glyph: %ld allocations, %ld told\n", fault, told);
    assert_true(told > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_test_is_whole_or_fails),
        cmocka_unit_test(test_a_strokes_reading_is_whole_or_fails),
        cmocka_unit_test(test_a_classification_is_whole_or_fails),
        cmocka_unit_test(test_a_shot_is_whole_or_fails),
        cmocka_unit_test(test_a_glyph_is_made_or_its_lack_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}

#else

int main(void)
{
    return 77; // needs glibc's malloc, without a sanitizer's
}

#endif
