// The command line as scripts and people use it: the real program in its own process, its exit
// codes, what it prints where, and the files it leaves. No display, no network, a home of its own.
#include "tests/support/support.h"

#include "app/pictures/picture.h"
#include "nn/data/dataset.h"
#include "nn/data/practice.h"
#include "nn/ink/ink.h"
#include "nn/net/kernels.h"
#include "nn/net/model.h"
#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"
#include "nn/train/train.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <regex.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

enum { MOST_ARGUMENTS = 24, DEADLINE_SECONDS = 120 };

// One finished run of the program.
struct result {
    int exit_code; // -1 if a signal ended it
    char *out, *err;
};

static char *read_text(const char *path)
{
    size_t size;
    char *text = (char *)support_read(path, &size);
    text[size] = '\0';
    return text;
}

static void result_free(struct result *result)
{
    free(result->out);
    free(result->err);
}

static pid_t start_with(char *const *arguments, int out, int err)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGINT, SIG_DFL); // shells start background jobs with it ignored
        int in = open("/dev/null", O_RDONLY);
        dup2(in, 0);
        if (out >= 0)
            dup2(out, 1);
        else
            close(1);
        dup2(err, 2);
        execv(LENETPAD_BINARY, arguments);
        _exit(127);
    }
    return child;
}

static int wait_for(pid_t child)
{
    int state;
    assert_int_equal(waitpid(child, &state, 0), child);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static void collect(char *arguments[MOST_ARGUMENTS], const char *first, va_list rest)
{
    int count = 0;
    arguments[count++] = (char *)(uintptr_t)LENETPAD_BINARY;
    for (const char *word = first; word; word = va_arg(rest, const char *)) {
        assert_true(count < MOST_ARGUMENTS - 1);
        arguments[count++] = (char *)(uintptr_t)word;
    }
    arguments[count] = NULL;
}

// Runs the program with these words (ended by NULL) to its end.
static struct result run(const char *first, ...)
{
    char *arguments[MOST_ARGUMENTS];
    va_list rest;
    va_start(rest, first);
    collect(arguments, first, rest);
    va_end(rest);
    int out = open("out.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    int err = open("err.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(out >= 0 && err >= 0);
    struct result result = {.exit_code = wait_for(start_with(arguments, out, err))};
    close(out);
    close(err);
    result.out = read_text("out.txt");
    result.err = read_text("err.txt");
    return result;
}

// The number of lines in which the pattern is found.
static int count_matches(const char *text, const char *pattern)
{
    regex_t regex;
    char line[512];
    int count = 0;
    assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
    while (*text) {
        size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        count += regexec(&regex, line, 0, NULL, 0) == 0;
        text += length + (text[length] == '\n');
    }
    regfree(&regex);
    return count;
}

// The run must have ended with this code; `words` must be in its standard error.
static void assert_refused(struct result result, int exit_code, const char *words)
{
    if (result.exit_code != exit_code || !strstr(result.err, words))
        fail_msg("expected exit %d and \"%s\"; got exit %d, standard error: %s", exit_code, words,
                 result.exit_code, result.err);
    assert_string_equal(result.out, "");
    result_free(&result);
}

static void assert_done(const struct result *result)
{
    if (result->exit_code != 0)
        fail_msg("exit %d, standard error: %s", result->exit_code, result->err);
}

static cJSON *parse_only_json(const char *text)
{
    const char *end;
    cJSON *json = cJSON_ParseWithOpts(text, &end, 0);
    assert_non_null(json);
    while (*end == '\n')
        end++;
    assert_string_equal(end, ""); // nothing else
    return json;
}

static double number_of(const cJSON *json, const char *name)
{
    const cJSON *item = cJSON_GetObjectItem(json, name);
    assert_true(cJSON_IsNumber(item));
    return item->valuedouble;
}

static bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

// ---- Set-up -------------------------------------------------------------------------------------

static void save_part(enum dataset_part part, size_t count, const char *images, const char *labels)
{
    struct dataset data;
    assert_true(practice_make(&data, count, 7, part, NULL));
    assert_true(dataset_save(&data, images, labels, NULL));
    dataset_free(&data);
}

// A home without a display, a small data set "small", and a model "model" trained on it.
static int set_up(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    setenv("HOME", *state, 1);
    static const char *const unwanted[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME",  "XDG_DATA_HOME",
                                           "XDG_CACHE_HOME",  "LENETPAD_DATA",   "DISPLAY",
                                           "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "NO_COLOR",
                                           "XDG_RUNTIME_DIR"};
    for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
        unsetenv(unwanted[i]);
    mkdir("small", 0700);
    save_part(DATASET_TRAIN, 500, "small/train-images-idx3-ubyte", "small/train-labels-idx1-ubyte");
    save_part(DATASET_TEST, 100, "small/t10k-images-idx3-ubyte.gz",
              "small/t10k-labels-idx1-ubyte.gz");
    struct result result = run("train", "--data", "small", "--epochs", "20", "--augment", "none",
                               "--out", "model", NULL);
    int failed = result.exit_code;
    result_free(&result);
    return failed;
}

// ---- Help and mistakes --------------------------------------------------------------------------

static const char *const command_names[] = {"train",   "test", "calibrate", "classify",
                                            "strokes", "shot", "fetch",     "bench"};
enum { COMMANDS = sizeof command_names / sizeof command_names[0] };

static void test_help_lists_every_command_and_each_explains_itself(void **state)
{
    (void)state;
    struct result result = run("--help", NULL);
    assert_done(&result);
    assert_string_equal(result.err, "");
    for (int i = 0; i < COMMANDS; i++) {
        char usage[64];
        assert_non_null(strstr(result.out, command_names[i]));
        struct result help = run(command_names[i], "--help", NULL);
        assert_done(&help);
        snprintf(usage, sizeof usage, "usage: lenetpad %s", command_names[i]);
        assert_non_null(strstr(help.out, usage));
        assert_string_equal(help.err, "");
        result_free(&help);
    }
    result_free(&result);
}

static void test_the_version_is_one_line(void **state)
{
    (void)state;
    struct result result = run("--version", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^lenetpad [0-9]+\\.[0-9]+\\.[0-9]+$"), 1);
    result_free(&result);
}

static void test_every_command_refuses_unknown_options(void **state)
{
    (void)state;
    for (int i = 0; i < COMMANDS; i++)
        assert_refused(run(command_names[i], "--frobnicate", NULL), 2, "--frobnicate");
    assert_refused(run("--frobnicate", NULL), 2, "--frobnicate");
}

static void test_a_word_that_is_nothing_is_refused_with_a_suggestion(void **state)
{
    (void)state;
    assert_refused(run("trian", NULL), 2, "did you mean train?");
    assert_refused(run("nothing-like-it.png", NULL), 2, "nothing-like-it.png");
}

static void test_extra_arguments_are_refused(void **state)
{
    (void)state;
    assert_refused(run("train", "practice", "--out", "x", NULL), 2, "practice");
    assert_refused(run("test", "practice", NULL), 2, "practice");
    assert_refused(run("strokes", "a", "b", NULL), 2, "b");
    assert_refused(run("strokes", NULL), 2, "missing");
    assert_refused(run("classify", NULL), 2, "missing");
}

static void test_without_a_display_the_window_says_so(void **state)
{
    (void)state;
    assert_refused(run(NULL), 1, "display");
    for (int i = 0; i < COMMANDS; i++)
        assert_refused(run(NULL), 1, command_names[i]); // what works all the same
}

// ---- The program without its module -------------------------------------------------------------

// Runs a copy of the program that has no desktop module, the words as its arguments.
static struct result run_alone(const char *words)
{
    char command[1200];
    snprintf(command, sizeof command,
             "mkdir -p alone && cp '%s' alone/lenetpad && alone/lenetpad %s >out.txt 2>err.txt",
             LENETPAD_BINARY, words);
    int state = system(command);
    struct result result = {.exit_code = WIFEXITED(state) ? WEXITSTATUS(state) : -1};
    result.out = read_text("out.txt");
    result.err = read_text("err.txt");
    return result;
}

static void test_reading_a_picture_needs_no_module(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, 60, 60, NULL));
    ink_draw(&ink, (struct point){30, 10}, (struct point){30, 50}, 6);
    assert_true(picture_save_ink(&ink, "alone.png", NULL));
    ink_free(&ink);
    static const char pnm[] = "P1 3 5 000 010 010 010 000";
    FILE *file = fopen("alone.pnm", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(pnm, 1, sizeof pnm, file), sizeof pnm);
    assert_int_equal(fclose(file), 0);
    struct result result = run_alone("classify --model model alone.png alone.pnm");
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^alone.png: "), 1);
    assert_int_equal(count_matches(result.out, "^alone.pnm: "), 1);
    result_free(&result);
}

static void test_without_its_module_the_program_says_what_is_missing(void **state)
{
    (void)state;
    assert_refused(run_alone("shot --out x.png"), 1, LENETPAD_MODULE);
    assert_refused(run_alone(""), 1, "install the program again");
}

static bool names(const char *path, const char *words)
{
    size_t size;
    uint8_t *data = support_read(path, &size);
    bool found = memmem(data, size, words, strlen(words)) != NULL;
    free(data);
    return found;
}

static void test_the_program_does_not_name_the_source_trees_assets(void **state)
{
    (void)state;
    char module[1024];
    const char *end = strrchr(LENETPAD_BINARY, '/');
    snprintf(module, sizeof module, "%.*s/" LENETPAD_MODULE, (int)(end - LENETPAD_BINARY),
             LENETPAD_BINARY);
    assert_false(names(LENETPAD_BINARY, LENETPAD_SOURCE_ASSETS));
    assert_false(names(module, LENETPAD_SOURCE_ASSETS));
    assert_true(names(LENETPAD_BINARY, "../share/lenetpad"));
}

static void test_no_picture_is_taken_without_weights(void **state)
{
    (void)state;
    char command[2048];
    const char *end = strrchr(LENETPAD_BINARY, '/');
    snprintf(command, sizeof command, "mkdir -p alone && cp %.*s/" LENETPAD_MODULE " alone/",
             (int)(end - LENETPAD_BINARY), LENETPAD_BINARY);
    assert_int_equal(system(command), 0);
    assert_refused(run_alone("shot --view empty --out weightless.png"), 1, "lenet5.safetensors");
    assert_false(there("weightless.png"));
    assert_int_equal(unlink("alone/" LENETPAD_MODULE), 0);
}

static void test_a_foreign_module_is_refused(void **state)
{
    (void)state;
    assert_int_equal(system("mkdir -p alone && echo no >alone/" LENETPAD_MODULE), 0);
    assert_refused(run_alone("shot --out x.png"), 1, LENETPAD_MODULE);
    assert_int_equal(unlink("alone/" LENETPAD_MODULE), 0);
}

// ---- Output that cannot be written --------------------------------------------------------------

static int exit_code_with_output(int out, const char *first, ...)
{
    char *arguments[MOST_ARGUMENTS];
    va_list rest;
    va_start(rest, first);
    collect(arguments, first, rest);
    va_end(rest);
    int err = open("err.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    int exit_code = wait_for(start_with(arguments, out, err));
    close(err);
    return exit_code;
}

static void test_a_full_standard_output_is_an_error(void **state)
{
    (void)state;
    int full = open("/dev/full", O_WRONLY);
    if (full < 0)
        skip();
    assert_int_equal(exit_code_with_output(full, "--help", NULL), 1);
    assert_int_equal(
        exit_code_with_output(full, "test", "--data", "small", "--model", "model", "--json", NULL),
        1);
    char *errors = read_text("err.txt");
    assert_non_null(strstr(errors, "cannot write the output"));
    free(errors);
    close(full);
}

static void test_a_closed_standard_output_is_an_error_and_harms_no_file(void **state)
{
    (void)state;
    assert_int_equal(exit_code_with_output(-1, "--version", NULL), 1);
    assert_int_equal(exit_code_with_output(-1, "train", "--data", "small", "--epochs", "20",
                                           "--augment", "none", "--out", "closed", NULL),
                     1);
    support_assert_same("closed", "model");
}

// ---- Train --------------------------------------------------------------------------------------

#define EPOCH_LINE                                                                                 \
    "^epoch [0-9]+/3 loss 0\\.[0-9]{4} train-error [0-9]+\\.[0-9]{2}% "                            \
    "test-error [0-9]+\\.[0-9]{2}% [0-9]+ images/s$"

static void test_training_prints_one_line_per_epoch(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "small", "--epochs", "3", "--out", "x", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^.*$"), 3);
    assert_int_equal(count_matches(result.out, EPOCH_LINE), 3);
    // Not a terminal: a line per epoch there too, and no control characters.
    assert_int_equal(count_matches(result.err, "^epoch [1-3] of 3"), 3);
    assert_null(strpbrk(result.err, "\r\033"));
    assert_true(there("x"));
    assert_false(there("x.checkpoint"));
    result_free(&result);
}

static void test_training_learns_practice_digits(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "practice", "--epochs", "1", "--augment", "none",
                               "--out", "p", NULL);
    double error = 100;
    assert_done(&result);
    const char *found = strstr(result.out, "test-error ");
    assert_non_null(found);
    assert_int_equal(sscanf(found, "test-error %lf%%", &error), 1);
    assert_true(error < 20); // 90 is what ignorance gives
    result_free(&result);
}

static void train_into(const char *out, const char *threads, const char *isa, const char *seed)
{
    struct result result =
        run("train", "--data", "small", "--epochs", "3", "--augment", "full", "--threads", threads,
            "--isa", isa, "--seed", seed, "--out", out, NULL);
    assert_done(&result);
    result_free(&result);
}

static void test_threads_and_instruction_sets_do_not_change_a_bit(void **state)
{
    (void)state;
    static const char *const counts[] = {"2", "3", "4", "8"};
    train_into("one", "1", "auto", "1");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        train_into("other", counts[i], "auto", "1");
        support_assert_same("one", "other");
    }
    for (int i = 0; i < kernels_count() && kernels_at(i)->fused; i++) {
        train_into("other", "2", kernels_at(i)->name, "1");
        support_assert_same("one", "other");
    }
    train_into("other", "1", "auto", "2");
    size_t size;
    uint8_t *a = support_read("one", &size), *b = support_read("other", &size);
    assert_memory_not_equal(a, b, size);
    free(a);
    free(b);
}

static void test_mistakes_are_found_before_training(void **state)
{
    (void)state;
    assert_refused(run("train", "--data", "small", NULL), 2, "--out FILE is missing");
    assert_refused(run("train", "--data", "small", "--out", "no/such/folder/x", NULL), 1,
                   "no/such/folder/x");
    assert_refused(run("train", "--data", "small", "--out", "small", NULL), 1, "is a folder");
    assert_refused(run("train", "--data", "small", "--out", "x", "--epochs", "0", NULL), 2,
                   "--epochs 0");
    assert_refused(run("train", "--data", "small", "--out", "x", "--augment", "much", NULL), 2,
                   "none, affine, full");
    assert_refused(run("train", "--data", "small", "--out", "x", "--isa", "z80", NULL), 2, "z80");
    assert_refused(run("train", "--data", "nowhere", "--out", "x", NULL), 1, "nowhere");
}

static void test_missing_data_offers_what_works(void **state)
{
    (void)state;
    struct result result = run("test", "--model", "model", NULL);
    assert_int_equal(result.exit_code, 1);
    assert_non_null(strstr(result.err, ".cache/lenetpad/mnist"));
    assert_non_null(strstr(result.err, "lenetpad fetch"));
    assert_non_null(strstr(result.err, "--data practice"));
    const char *advice = strstr(result.err, "ownload"); // once only
    assert_non_null(advice);
    assert_null(strstr(advice + 1, "ownload"));
    result_free(&result);
    setenv("LENETPAD_DATA", "small", 1);
    result = run("test", "--model", "model", NULL);
    unsetenv("LENETPAD_DATA");
    assert_done(&result);
    result_free(&result);
}

// Reads from `file` until `words` have come or the deadline passes. Keeps what came in `text`.
static bool read_until(int file, const char *words, char *text, size_t size)
{
    size_t used = 0;
    time_t end = time(NULL) + DEADLINE_SECONDS;
    text[0] = '\0';
    while (!strstr(text, words) && time(NULL) < end && used + 1 < size) {
        struct pollfd ready = {.fd = file, .events = POLLIN};
        if (poll(&ready, 1, 1000) <= 0)
            continue;
        ssize_t got = read(file, text + used, size - used - 1);
        if (got <= 0)
            break;
        used += (size_t)got;
        text[used] = '\0';
    }
    return strstr(text, words) != NULL;
}

// Starts a run that would take for ever, interrupts it after its first epoch, and returns the exit
// code.
static int interrupt_endless_run(const char *out, int signal_number)
{
    char text[8192];
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    char *arguments[] = {(char *)(uintptr_t)LENETPAD_BINARY,
                         "train",
                         "--data",
                         "small",
                         "--epochs",
                         "100000",
                         "--threads",
                         "2",
                         "--augment",
                         "none",
                         "--out",
                         (char *)(uintptr_t)out,
                         NULL};
    int err = open("err.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    pid_t child = start_with(arguments, pipes[1], err);
    close(pipes[1]);
    close(err);
    bool began = read_until(pipes[0], "epoch 1/100000", text, sizeof text);
    kill(child, signal_number);
    int exit_code = wait_for(child);
    close(pipes[0]);
    assert_true(began);
    return exit_code;
}

// Runs the program with a SIGINT that waits from the beginning, so that it stops after one batch.
static struct result run_interrupted(const char *first, ...)
{
    char *arguments[MOST_ARGUMENTS];
    va_list rest;
    va_start(rest, first);
    collect(arguments, first, rest);
    va_end(rest);
    sigset_t interrupt, before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    int out = open("out.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    int err = open("err.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    sigprocmask(SIG_BLOCK, &interrupt, &before); // the child inherits this
    pid_t child = start_with(arguments, out, err);
    sigprocmask(SIG_SETMASK, &before, NULL);
    kill(child, SIGINT);
    struct result result = {.exit_code = wait_for(child)};
    close(out);
    close(err);
    result.out = read_text("out.txt");
    result.err = read_text("err.txt");
    return result;
}

static void test_an_interrupted_run_resumes_to_the_same_bytes(void **state)
{
    (void)state;
    assert_refused(run_interrupted("train", "--data", "small", "--epochs", "2", "--augment",
                                   "affine", "--out", "cut", NULL),
                   130, "lenetpad train --resume --data small --out cut");
    for (int batch = 2; batch <= 5; batch++) {
        char place[64];
        snprintf(place, sizeof place, "epoch 1 of 2 after batch %d of 16", batch);
        assert_refused(
            run_interrupted("train", "--resume", "--data", "small", "--out", "cut", NULL), 130,
            place);
    }
    assert_false(there("cut"));
    assert_true(there("cut.checkpoint"));
    struct result whole = run("train", "--data", "small", "--epochs", "2", "--augment", "affine",
                              "--out", "whole", NULL);
    struct result resumed = run("train", "--resume", "--data", "small", "--out", "cut", NULL);
    assert_done(&whole);
    assert_done(&resumed);
    support_assert_same("cut", "whole");
    assert_false(there("cut.checkpoint"));
    result_free(&whole);
    result_free(&resumed);
}

static void test_an_interrupted_epoch_is_reported_as_a_whole(void **state)
{
    (void)state;
    double loss[2];
    for (int cut = 0; cut < 2; cut++) {
        if (cut)
            assert_refused(
                run_interrupted("train", "--data", "small", "--epochs", "1", "--out", "e", NULL),
                130, "stopped in epoch 1 of 1");
        struct result result =
            cut ? run("train", "--resume", "--data", "small", "--out", "e", NULL)
                : run("train", "--data", "small", "--epochs", "1", "--out", "e", NULL);
        assert_done(&result);
        assert_int_equal(sscanf(result.out, "epoch 1/1 loss %lf", &loss[cut]), 1);
        result_free(&result);
    }
    assert_true(loss[0] == loss[1]);
}

static void test_a_running_training_can_be_interrupted(void **state)
{
    (void)state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (int i = 0; i < 3; i++) {
        unlink("endless.checkpoint");
        assert_int_equal(interrupt_endless_run("endless", signals[i]), 130);
        assert_true(there("endless.checkpoint"));
        assert_false(there("endless"));
    }
}

static void test_resuming_refuses_options_that_contradict(void **state)
{
    (void)state;
    struct result cut =
        run_interrupted("train", "--data", "small", "--epochs", "4", "--out", "again", NULL);
    assert_int_equal(cut.exit_code, 130);
    result_free(&cut);
    assert_refused(
        run("train", "--resume", "--data", "small", "--epochs", "5", "--out", "again", NULL), 2,
        "--epochs differs");
    assert_refused(
        run("train", "--resume", "--data", "small", "--rate", "0.5", "--out", "again", NULL), 2,
        "--rate differs");
    assert_true(there("again.checkpoint"));
    // The same value given again is no contradiction.
    assert_refused(run_interrupted("train", "--resume", "--data", "small", "--epochs", "4", "--out",
                                   "again", NULL),
                   130, "after batch 2 of 16");
}

static void test_without_a_checkpoint_there_is_nothing_to_resume(void **state)
{
    (void)state;
    assert_refused(run("train", "--resume", "--data", "small", "--out", "never-begun", NULL), 1,
                   "nothing to resume");
}

static void test_training_can_go_on_from_a_models_weights(void **state)
{
    (void)state;
    assert_refused(run("train", "--from", "gone", "--data", "small", "--out", "x", NULL), 1,
                   "gone");
    assert_refused(run("train", "--from", "model", "--resume", "--out", "x", NULL), 2, "--from");
    struct result result = run("train", "--from", "model", "--data", "small", "--rate", "0.0001",
                               "--epochs", "1", "--augment", "none", "--out", "further", NULL);
    assert_done(&result);
    result_free(&result);
    struct lenet *before = malloc(sizeof *before), *after = malloc(sizeof *after);
    struct model_info info;
    assert_true(model_load(before, NULL, "model", NULL) &&
                model_load(after, &info, "further", NULL));
    assert_non_null(strstr(info.command, "--from FILE"));
    const float *from = lenet_parameters(before), *to = lenet_parameters(after);
    int moved = 0;
    for (int i = 0; i < LENET_PARAMETERS; i++) {
        assert_true(fabsf(from[i] - to[i]) < 0.02f);
        moved += from[i] != to[i];
    }
    assert_true(moved > LENET_PARAMETERS / 10);
    free(before);
    free(after);
}

static void test_a_resumed_run_from_a_models_weights_ends_in_the_same_bytes(void **state)
{
    (void)state;
    assert_refused(run_interrupted("train", "--from", "model", "--data", "small", "--epochs", "2",
                                   "--out", "from-cut", NULL),
                   130, "stopped in epoch 1 of 2");
    struct result whole = run("train", "--from", "model", "--data", "small", "--epochs", "2",
                              "--out", "from-whole", NULL);
    struct result resumed = run("train", "--resume", "--data", "small", "--out", "from-cut", NULL);
    assert_done(&whole);
    assert_done(&resumed);
    support_assert_same("from-cut", "from-whole");
    result_free(&whole);
    result_free(&resumed);
}

static void test_the_words_to_continue_with_can_be_given_to_a_shell(void **state)
{
    (void)state;
    static const char strokes[] = "digit 1\nstroke 1,1 2,9\n";
    support_write("it's; a $HOME.strokes", strokes, sizeof strokes - 1);
    struct result cut =
        run_interrupted("train", "--data", "small", "--strokes", "it's; a $HOME.strokes",
                        "--epochs", "2", "--out", "a `b` \"c\"", NULL);
    assert_int_equal(cut.exit_code, 130);
    char *words = strstr(cut.err, "continue with: lenetpad ");
    char command[1000];
    assert_non_null(words);
    words += strlen("continue with: lenetpad ");
    snprintf(command, sizeof command, LENETPAD_BINARY " %.*s >/dev/null 2>&1",
             (int)strcspn(words, "\n"), words);
    assert_int_equal(system(command), 0);
    assert_true(there("a `b` \"c\""));
    result_free(&cut);
}

static void test_a_checkpoint_is_as_private_as_the_model(void **state)
{
    (void)state;
    struct stat info;
    mode_t old = umask(022);
    support_write("private", "old", 3);
    assert_int_equal(chmod("private", 0600), 0);
    assert_refused(
        run_interrupted("train", "--data", "small", "--epochs", "2", "--out", "private", NULL), 130,
        "stopped");
    umask(old);
    assert_int_equal(stat("private.checkpoint", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void test_starting_afresh_says_which_checkpoint_it_replaces(void **state)
{
    (void)state;
    support_write("old.checkpoint", "x", 1);
    struct result result = run("train", "--data", "small", "--epochs", "1", "--out", "old", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.err, "old.checkpoint"));
    assert_non_null(strstr(result.err, "--resume"));
    result_free(&result);
}

static void test_a_broken_checkpoint_is_refused(void **state)
{
    (void)state;
    support_write("bad.checkpoint", "not a checkpoint", 16);
    assert_refused(run("train", "--resume", "--data", "small", "--out", "bad", NULL), 1,
                   "bad.checkpoint");
    size_t size;
    uint8_t *model = support_read("model", &size);
    support_write("bad.checkpoint", model, size); // a model, but no place in a run
    free(model);
    assert_refused(run("train", "--resume", "--data", "small", "--out", "bad", NULL), 1,
                   "bad.checkpoint");
}

// ---- Training on strokes ------------------------------------------------------------------------

// Two strokes files, one of them UNIPEN; one digit of the first is not labelled.
static void write_pens(void)
{
    static const char own[] = "digit 7 writer 1\nstroke 0,0 80,0 30,120\n"
                              "digit ? writer 1\nstroke 0,0 80,0 30,120\n"
                              "digit 1 writer 2\nstroke 5,0 0,100\n";
    static const char unipen[] = ".SEGMENT DIGIT 0 ? \"4\"\n.COMMENT 4 3 1\n.PEN_DOWN\n"
                                 "60 120\n0 50\n90 48\n.PEN_UP\n.PEN_DOWN\n60 80\n58 0\n";
    support_write("own.txt", own, sizeof own - 1);
    support_write("pens.tra", unipen, sizeof unipen - 1);
}

static char *description_of(const char *model)
{
    size_t size;
    char *text = (char *)support_read(model, &size);
    memmove(text, text + 8, size - 8); // past the header's length
    text[size - 8] = '\0';
    return text;
}

static void test_strokes_are_mixed_into_the_training_images(void **state)
{
    (void)state;
    write_pens();
    struct result result = run("train", "--data", "small", "--strokes", "own.txt", "pens.tra",
                               "--strokes-repeat", "20", "--epochs", "1", "--out", "mixed", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.err, "1 digits of the strokes have no label and are left out"));
    result_free(&result);
    char *header = description_of("mixed");
    assert_non_null(strstr(header, "1 epoch of 500 digits and 3 pen digits, test error"));
    assert_non_null(strstr(header, "train --data DIR --strokes FILE --strokes FILE "
                                   "--strokes-every 2 --strokes-repeat 20 --epochs 1"));
    free(header);
    result = run("train", "--data", "small", "--epochs", "1", "--out", "unmixed", NULL);
    assert_done(&result);
    result_free(&result);
    size_t size;
    uint8_t *mixed = support_read("mixed", &size), *unmixed = support_read("unmixed", &size);
    assert_memory_not_equal(mixed + size - 1000, unmixed + size - 1000, 1000);
    free(mixed);
    free(unmixed);
}

static void test_a_run_with_strokes_resumes_to_the_same_bytes(void **state)
{
    (void)state;
    write_pens();
    const char *isa[] = {"baseline", "auto"};
    assert_refused(run_interrupted("train", "--data", "small", "--strokes", "own.txt", "pens.tra",
                                   "--epochs", "2", "--out", "pcut", NULL),
                   130,
                   "--resume --data small --strokes own.txt --strokes pens.tra --strokes-every 2 "
                   "--out pcut");
    assert_refused(
        run("train", "--resume", "--data", "small", "--strokes", "own.txt", "--out", "pcut", NULL),
        1, "other training data");
    assert_refused(run("train", "--resume", "--data", "small", "--out", "pcut", NULL), 1,
                   "other training data");
    struct result resumed = run("train", "--resume", "--data", "small", "--strokes", "own.txt",
                                "--strokes", "pens.tra", "--threads", "3", "--out", "pcut", NULL);
    assert_done(&resumed);
    result_free(&resumed);
    for (int i = 0; i < 2; i++) {
        struct result whole =
            run("train", "--data", "small", "--strokes", "own.txt", "pens.tra", "--epochs", "2",
                "--threads", i ? "1" : "2", "--isa", isa[i], "--out", "pwhole", NULL);
        assert_done(&whole);
        support_assert_same("pcut", "pwhole");
        result_free(&whole);
    }
}

static void test_writers_and_images_can_be_held_out(void **state)
{
    (void)state;
    write_pens();
    struct result result =
        run("train", "--data", "small", "--strokes", "own.txt", "pens.tra", "--hold-out-writers",
            "2,3", "--hold-out", "100", "--epochs", "1", "--out", "held", NULL);
    assert_done(&result);
    result_free(&result);
    char *header = description_of("held");
    assert_non_null(strstr(header, "1 epoch of 400 digits and 1 pen digit, held-out error"));
    free(header);
    result = run("strokes", "--model", "held", "--writers", "2", "--json", "own.txt", NULL);
    assert_done(&result);
    cJSON *json = parse_only_json(result.out);
    assert_true(number_of(json, "labelled") == 1);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "readings")), 1);
    cJSON_Delete(json);
    result_free(&result);
    assert_refused(run("strokes", "--model", "held", "--writers", "2,9", "own.txt", NULL), 2,
                   "no digit by writer 9");
    assert_refused(run("train", "--data", "small", "--strokes", "own.txt", "--hold-out-writers",
                       "9", "--out", "held", NULL),
                   2, "no digit by writer 9");
    assert_refused(
        run("calibrate", "--model", "held", "--strokes", "own.txt", "--writers", "9", NULL), 2,
        "no digit by writer 9");
    assert_refused(
        run("calibrate", "--model", "held", "--data", "small", "--hold-out", "501", NULL), 2,
        "--hold-out 501: there are only 500 training images");
    assert_refused(run("strokes", "--writers", "2,,3", "own.txt", NULL), 2, "empty name");
    assert_refused(run("shot", "--strokes", "own.txt", "--index", "99", "--out", "x.png", NULL), 2,
                   "there is no digit number 99, only 0 to");
    assert_refused(run("train", "--data", "small", "--hold-out", "500", "--out", "held", NULL), 2,
                   "--hold-out 500 leaves none of the 500 training images");
}

static void test_strokes_that_cannot_be_learnt_from_are_refused(void **state)
{
    (void)state;
    static const char unlabelled[] = "digit ?\nstroke 1,1 2,2\n";
    static const char bad[] = ".SEGMENT DIGIT 0 ? \"4\"\n.PEN_DOWN\n1 x\n";
    support_write("nolabel.txt", unlabelled, sizeof unlabelled - 1);
    support_write("badpen.tra", bad, sizeof bad - 1);
    assert_refused(run("train", "--data", "small", "--strokes", "nolabel.txt", "--out", "n", NULL),
                   1, "nolabel.txt: no digit in it");
    assert_refused(run("train", "--data", "small", "--strokes", "badpen.tra", "--out", "n", NULL),
                   1, "badpen.tra:3: expected a number");
    assert_refused(run("train", "--data", "small", "--strokes", "none.txt", "--out", "n", NULL), 1,
                   "none.txt");
}

// ---- Progress on a terminal ---------------------------------------------------------------------

// Runs a short training with standard error on a terminal of 60 columns; `text` receives what that
// shows.
static void run_on_terminal(char *text, size_t size)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        skip();
    int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct winsize window = {.ws_col = 60, .ws_row = 20};
    assert_int_equal(ioctl(terminal, TIOCSWINSZ, &window), 0);
    char *arguments[] = {(char *)(uintptr_t)LENETPAD_BINARY,
                         "train",
                         "--data",
                         "small",
                         "--epochs",
                         "3",
                         "--out",
                         "t",
                         NULL};
    int out = open("out.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    pid_t child = start_with(arguments, out, terminal);
    close(terminal);
    close(out);
    read_until(master, "no such words: read to the end", text, size);
    assert_int_equal(wait_for(child), 0);
    close(master);
}

static void test_a_terminal_gets_a_bar_that_fits(void **state)
{
    (void)state;
    char text[16384];
    setenv("TERM", "xterm", 1);
    run_on_terminal(text, sizeof text);
    assert_non_null(strstr(text, "\repoch 1/3 ["));
    assert_non_null(strstr(text, "images/s"));
    assert_non_null(strchr(text, '\033')); // colours
    assert_null(strchr(text, '\n'));       // it stays on its line
    char *out = read_text("out.txt");
    assert_int_equal(count_matches(out, EPOCH_LINE), 3);
    free(out);
}

static void test_no_color_is_honoured(void **state)
{
    (void)state;
    char text[16384];
    setenv("NO_COLOR", "1", 1);
    run_on_terminal(text, sizeof text);
    unsetenv("NO_COLOR");
    assert_null(strchr(text, '\033'));
    size_t longest = 0;
    for (char *line = strtok(text, "\r"); line; line = strtok(NULL, "\r"))
        longest = strlen(line) > longest ? strlen(line) : longest;
    assert_in_range(longest, 30, 59);
}

// ---- Test ---------------------------------------------------------------------------------------

static void test_the_error_line_and_both_tables_are_printed(void **state)
{
    (void)state;
    struct result result = run("test", "--data", "small", "--model", "model", NULL);
    int wrong, count;
    double percent;
    assert_done(&result);
    assert_string_equal(result.err, "");
    assert_int_equal(sscanf(result.out, "error %lf%% (%d of %d)\n", &percent, &wrong, &count), 3);
    assert_int_equal(count, 100);
    assert_true(percent > wrong - 0.01 && percent < wrong + 0.01);
    assert_int_equal(count_matches(result.out, "^ +[0-9] +10 +[0-9]+ +[0-9.]+%"), 10);
    assert_non_null(strstr(result.out, "confusion"));
    result_free(&result);
}

static void test_json_agrees_with_the_text(void **state)
{
    (void)state;
    struct result text = run("test", "--data", "small", "--model", "model", NULL);
    struct result result = run("test", "--data", "small", "--model", "model", "--json", NULL);
    int wrong;
    assert_done(&result);
    assert_int_equal(sscanf(text.out, "error %*f%% (%d of 100)\n", &wrong), 1);
    cJSON *json = parse_only_json(result.out);
    assert_true(number_of(json, "count") == 100);
    assert_true(number_of(json, "wrong") == wrong);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "digits")), 10);
    double sum = 0, diagonal = 0;
    const cJSON *confusion = cJSON_GetObjectItem(json, "confusion");
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < 10; j++) {
            double cell = cJSON_GetArrayItem(cJSON_GetArrayItem(confusion, i), j)->valuedouble;
            sum += cell;
            diagonal += i == j ? cell : 0;
        }
    assert_true(sum == 100);
    assert_true(sum - diagonal == wrong);
    cJSON_Delete(json);
    result_free(&text);
    result_free(&result);
}

static void test_json_tidies_paths(void **state)
{
    struct result result =
        run("test", "--data", "small/../small", "--model", "./small/../model", "--json", NULL);
    char model[512], data[512];
    assert_done(&result);
    snprintf(model, sizeof model, "%s/model", (const char *)*state);
    snprintf(data, sizeof data, "%s/small", (const char *)*state);
    cJSON *json = parse_only_json(result.out);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(json, "model")), model);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(json, "data")), data);
    cJSON_Delete(json);
    result_free(&result);
}

// The sum of the probabilities of one line; the reading must be the largest.
static double sum_of_csv_line(const char *line, int image, int *wrong)
{
    int number, label, reading, used, best = 0;
    double probability[10], sum = 0;
    assert_int_equal(sscanf(line, "%d,%d,%d%n", &number, &label, &reading, &used), 3);
    assert_int_equal(number, image);
    for (int k = 0; k < 10; k++) {
        char *end;
        assert_int_equal(line[used], ',');
        probability[k] = strtod(line + used + 1, &end);
        used = (int)(end - line);
        sum += probability[k];
        best = probability[k] > probability[best] ? k : best;
    }
    assert_int_equal(line[used], '\0');
    assert_int_equal(reading, best);
    *wrong += reading != label;
    return sum;
}

static void test_csv_has_a_line_for_each_image_with_probabilities_that_sum_to_one(void **state)
{
    (void)state;
    struct result result =
        run("test", "--data", "small", "--model", "model", "--csv", "readings.csv", NULL);
    int images = 0, wrong = 0, printed;
    assert_done(&result);
    char *csv = read_text("readings.csv"), *rest = NULL;
    char *line = strtok_r(csv, "\n", &rest);
    assert_string_equal(line, "image,label,reading,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9");
    while ((line = strtok_r(NULL, "\n", &rest))) {
        double sum = sum_of_csv_line(line, images++, &wrong);
        assert_true(sum > 1 - 1e-5 && sum < 1 + 1e-5);
    }
    assert_int_equal(images, 100);
    assert_int_equal(sscanf(result.out, "error %*f%% (%d of 100)\n", &printed), 1);
    assert_int_equal(wrong, printed);
    free(csv);
    result_free(&result);
}

static void test_train_help_shows_the_defaults(void **state)
{
    (void)state;
    struct result result = run("train", "--help", NULL);
    struct train_options options = train_default_options();
    char text[64];
    assert_done(&result);
    snprintf(text, sizeof text, "--epochs N .*default: %d", options.epochs);
    assert_int_equal(count_matches(result.out, text), 1);
    snprintf(text, sizeof text, "--batch N .*default: %d", options.batch);
    assert_int_equal(count_matches(result.out, text), 1);
    snprintf(text, sizeof text, "--rate R .*default: %g", (double)options.rate);
    assert_int_equal(count_matches(result.out, text), 1);
    result_free(&result);
    result = run("shot", "--help", NULL);
    assert_int_equal(count_matches(result.out, " inspector, .*menu-file"), 1);
    result_free(&result);
}

static void test_bad_models_are_refused_by_every_command_that_reads(void **state)
{
    (void)state;
    size_t size;
    uint8_t *model = support_read("model", &size);
    support_write("half-model", model, size / 2);
    free(model);
    support_write("empty-model", "", 0);
    static const char *const bad[] = {"half-model", "empty-model", "no-model", "small"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_refused(run("test", "--data", "small", "--model", bad[i], NULL), 1, bad[i]);
        assert_refused(run("classify", "--model", bad[i], "x.png", NULL), 1, bad[i]);
        assert_refused(run("strokes", "--model", bad[i], "x.txt", NULL), 1, bad[i]);
    }
}

// ---- Classify -----------------------------------------------------------------------------------

// A practice digit as a picture of 200x200.
static void make_picture(const char *path, int label)
{
    struct drawing drawing = {0};
    struct ink ink;
    assert_true(practice_drawing(&drawing, label, 3, NULL));
    assert_true(ink_init(&ink, 200, 200, NULL));
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
    for (size_t s = 0; s < drawing.count; s++)
        for (size_t p = 0; p < drawing.stroke[s].count; p++) {
            struct point at = drawing.stroke[s].point[p];
            left = at.x < left ? at.x : left;
            right = at.x > right ? at.x : right;
            top = at.y < top ? at.y : top;
            bottom = at.y > bottom ? at.y : bottom;
        }
    float side = right - left > bottom - top ? right - left : bottom - top;
    for (size_t s = 0; s < drawing.count; s++)
        for (size_t p = 0; p < drawing.stroke[s].count; p++) {
            struct point *at = &drawing.stroke[s].point[p];
            at->x = 30 + (at->x - left) / side * 140;
            at->y = 30 + (at->y - top) / side * 140;
        }
    ink_draw_drawing(&ink, &drawing, 14);
    assert_true(picture_save_ink(&ink, path, NULL));
    ink_free(&ink);
    drawing_free(&drawing);
}

static void test_ten_probabilities_for_each_picture(void **state)
{
    (void)state;
    make_picture("zero.png", 0);
    make_picture("one.png", 1);
    struct result result = run("classify", "--model", "model", "zero.png", "one.png", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^(zero|one)\\.png: "), 2);
    assert_int_equal(count_matches(result.out, "^  [0-9]  +[0-9]+\\.[0-9]+%$"), 20);
    result_free(&result);
}

static void test_a_calibration_is_set_kept_and_used(void **state)
{
    (void)state;
    struct result result = run("calibrate", "--model", "model", "--temperature", "1.5",
                               "--probability", "0", "--logit", "1000", "--out", "never", NULL);
    assert_int_equal(result.exit_code, 0);
    result_free(&result);
    result = run("strokes", "--model", "never", "--json", "--non-digits", NULL);
    assert_int_equal(result.exit_code, 0);
    assert_non_null(strstr(result.out, "\"sure\":\tfalse"));
    assert_null(strstr(result.out, "\"sure\":\ttrue"));
    result_free(&result);
    result = run("test", "--model", "never", "--data", "practice", NULL);
    assert_int_equal(count_matches(result.out, "^sure of 0\\.00% \\(0 of 4000\\)"), 1);
    assert_int_equal(
        count_matches(result.out, "^calibration error .*% before, .*% at temperature 1\\.500$"), 1);
    result_free(&result);
}

static void test_a_fitted_calibration_leaves_the_wanted_share_sure(void **state)
{
    (void)state;
    struct result result = run("calibrate", "--model", "model", "--data", "practice", "--coverage",
                               "90", "--out", "fitted", NULL);
    assert_int_equal(result.exit_code, 0);
    assert_int_equal(count_matches(result.out, "^--temperature [0-9.]+ --probability "), 1);
    result_free(&result);
    result = run("test", "--model", "fitted", "--data", "practice", NULL);
    assert_int_equal(count_matches(result.out, "^sure of (9[01]\\.|89\\.[5-9])"), 1);
    result_free(&result);
}

static void test_fitting_to_test_images_is_said(void **state)
{
    (void)state;
    static const char words[] = "this fits to the test images of small";
    struct result result = run("calibrate", "--model", "model", "--data", "small", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.err, words));
    result_free(&result);
    result = run("calibrate", "--model", "model", "--data", "small", "--hold-out", "100", NULL);
    assert_done(&result);
    assert_null(strstr(result.err, words));
    result_free(&result);
}

static void test_calibrate_needs_digits_or_all_three_numbers(void **state)
{
    (void)state;
    struct result result = run("calibrate", "--model", "model", "--temperature", "1", NULL);
    assert_int_equal(result.exit_code, 2);
    assert_non_null(strstr(result.err, "--probability"));
    result_free(&result);
    result = run("strokes", NULL);
    assert_int_equal(result.exit_code, 2);
    result_free(&result);
    result = run("strokes", "--non-digits", "file.txt", NULL);
    assert_int_equal(result.exit_code, 2);
    result_free(&result);
}

static void test_a_bad_picture_does_not_stop_the_others(void **state)
{
    (void)state;
    make_picture("good.png", 1);
    support_write("bad.png", "no picture", 10);
    struct result result =
        run("classify", "--model", "model", "bad.png", "missing.png", "good.png", NULL);
    assert_int_equal(result.exit_code, 1);
    assert_non_null(strstr(result.err, "bad.png"));
    assert_non_null(strstr(result.err, "missing.png"));
    assert_non_null(strstr(result.out, "good.png: "));
    result_free(&result);
}

static void test_classify_json_gives_probabilities_that_sum_to_one(void **state)
{
    (void)state;
    make_picture("good.png", 0);
    struct result result =
        run("classify", "--model", "model", "--json", "good.png", "missing.png", NULL);
    assert_int_equal(result.exit_code, 1);
    cJSON *json = parse_only_json(result.out);
    const cJSON *pictures = cJSON_GetObjectItem(json, "pictures");
    assert_int_equal(cJSON_GetArraySize(pictures), 2);
    const cJSON *probability, *good = cJSON_GetArrayItem(pictures, 0);
    double sum = 0;
    cJSON_ArrayForEach(probability, cJSON_GetObjectItem(good, "probabilities")) sum +=
        probability->valuedouble;
    assert_true(sum > 0.9999 && sum < 1.0001);
    assert_non_null(cJSON_GetObjectItem(cJSON_GetArrayItem(pictures, 1), "problem"));
    cJSON_Delete(json);
    result_free(&result);
}

static void test_an_empty_picture_has_nothing_drawn(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, 50, 50, NULL));
    assert_true(picture_save_ink(&ink, "blank.png", NULL));
    ink_free(&ink);
    struct result result = run("classify", "--model", "model", "blank.png", NULL);
    assert_done(&result);
    assert_string_equal(result.out, "blank.png: nothing drawn\n");
    result_free(&result);
}

// ---- Strokes ------------------------------------------------------------------------------------

static void make_strokes(const char *path, int count, bool labelled)
{
    struct strokes strokes = {.box_width = 500, .box_height = 500};
    strokes.digit = calloc((size_t)count, sizeof *strokes.digit);
    strokes.count = (size_t)count;
    assert_non_null(strokes.digit);
    for (int i = 0; i < count; i++) {
        strokes.digit[i].label = labelled ? i % 10 : -1;
        assert_true(practice_drawing(&strokes.digit[i].drawing, i % 10, (uint64_t)i, NULL));
    }
    assert_true(strokes_save(&strokes, path, NULL));
    strokes_free(&strokes);
}

static void test_labelled_strokes_are_counted(void **state)
{
    (void)state;
    make_strokes("labelled.txt", 130, true);
    struct result result = run("strokes", "--model", "model", "labelled.txt", NULL);
    double percent;
    int correct;
    assert_done(&result);
    assert_int_equal(sscanf(result.out, "correct %lf%% (%d of 130)\n", &percent, &correct), 2);
    assert_true(percent > 100.0 * correct / 130 - 0.01 && percent < 100.0 * correct / 130 + 0.01);
    assert_true(correct > 26); // twice what ignorance gives
    assert_int_equal(count_matches(result.out, "^ +[0-9] +13 +[0-9]+ +[0-9.]+%"), 10);
    result_free(&result);
}

static int count_correct(const char *const options[6])
{
    struct result result = run("strokes", "--model", "model", "labelled.txt", options[0],
                               options[1], options[2], options[3], options[4], options[5], NULL);
    int correct;
    assert_done(&result);
    assert_int_equal(sscanf(result.out, "correct %*f%% (%d of 130)\n", &correct), 1);
    result_free(&result);
    return correct;
}

static void test_size_and_place_on_the_pad_hardly_matter(void **state)
{
    (void)state;
    make_strokes("labelled.txt", 130, true);
    int plain = count_correct((const char *[6]){NULL});
    int moved = count_correct((const char *[6]){"--scale", "0.2", "--shift", "1"});
    int sheet = count_correct((const char *[6]){"--through", "sheet", "--scale", "0.5"});
    int turned = count_correct((const char *[6]){"--slant", "60"});
    assert_true(abs(moved - plain) <= 3);
    assert_true(abs(sheet - plain) <= 8);
    assert_true(turned < plain); // or the options would do nothing
    assert_refused(run("strokes", "--scale", "2", "labelled.txt", NULL), 2, "scale");
    assert_refused(run("strokes", "--through", "glass", "labelled.txt", NULL), 2, "glass");
}

static void test_unlabelled_strokes_are_read_one_by_one(void **state)
{
    (void)state;
    make_strokes("unlabelled.txt", 12, false);
    struct result result = run("strokes", "--model", "model", "unlabelled.txt", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^[0-9]+: "), 12);
    assert_null(strstr(result.out, "correct"));
    result_free(&result);
    result = run("strokes", "--model", "model", "--json", "unlabelled.txt", NULL);
    assert_done(&result);
    cJSON *json = parse_only_json(result.out);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(json, "readings")), 12);
    cJSON_Delete(json);
    result_free(&result);
}

static void test_an_empty_drawing_is_a_mistake_not_a_crash(void **state)
{
    (void)state;
    static const char text[] = "digit 3\ndigit ?\ndigit 1\nstroke 10,10 10,90\n";
    support_write("some.txt", text, sizeof text - 1);
    struct result result = run("strokes", "--model", "model", "some.txt", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.out, "2: nothing drawn\n"));
    assert_int_equal(count_matches(result.out, "^correct [0-9.]+% \\([01] of 2\\)$"), 1);
    assert_non_null(strstr(result.out, "\n1 without a stroke, counted as wrong\n"));
    assert_int_equal(count_matches(result.out, "^ +3 +1 +1 +100.00%  nothing drawn \\(1\\)$"), 1);
    result_free(&result);
    result = run("strokes", "--model", "model", "--json", "some.txt", NULL);
    assert_done(&result);
    cJSON *json = parse_only_json(result.out);
    assert_true(number_of(json, "labelled") == 2);
    assert_true(number_of(json, "count") == 2);
    assert_true(number_of(json, "empty") == 1);
    assert_true(number_of(json, "correct") + number_of(json, "wrong") == 2);
    const cJSON *three = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "digits"), 3);
    assert_true(number_of(three, "count") == 1 && number_of(three, "wrong") == 1);
    cJSON_Delete(json);
    result_free(&result);
}

static void test_broken_strokes_are_refused_with_file_and_line(void **state)
{
    (void)state;
    static const char text[] = "digit 3\nstroke 1,2 oops\n";
    support_write("broken.txt", text, sizeof text - 1);
    struct result result = run("strokes", "--model", "model", "broken.txt", NULL);
    assert_non_null(strstr(result.err, "2"));
    assert_refused(result, 1, "broken.txt");
    assert_refused(run("strokes", "--model", "model", "missing.txt", NULL), 1, "missing.txt");
    support_write("a-picture", "P2 1 1 255 0\n", 13);
    assert_refused(run("strokes", "--model", "model", "a-picture", NULL), 1,
                   "a-picture is a picture: use lenetpad classify");
}

// ---- Fetch --------------------------------------------------------------------------------------

static void test_fetch_explains_what_failed(void **state)
{
    char url[256];
    snprintf(url, sizeof url, "file://%s/small", (const char *)*state);
    struct result result = run("fetch", "--data", "fetched", "--from", url, NULL);
    assert_int_equal(result.exit_code, 1);
    assert_non_null(strstr(result.err, "train-images-idx3-ubyte.gz"));
    assert_string_equal(result.out, "");
    result_free(&result);
    assert_int_not_equal(access("fetched", F_OK), 0);
    assert_refused(run("fetch", "--data", "practice", NULL), 2, "built in");
    assert_refused(run("fetch", "--data", "fetched", "--from", "ftp://x/", NULL), 2, "https://");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help_lists_every_command_and_each_explains_itself),
        cmocka_unit_test(test_the_version_is_one_line),
        cmocka_unit_test(test_every_command_refuses_unknown_options),
        cmocka_unit_test(test_a_word_that_is_nothing_is_refused_with_a_suggestion),
        cmocka_unit_test(test_extra_arguments_are_refused),
        cmocka_unit_test(test_without_a_display_the_window_says_so),
        cmocka_unit_test(test_reading_a_picture_needs_no_module),
        cmocka_unit_test(test_without_its_module_the_program_says_what_is_missing),
        cmocka_unit_test(test_the_program_does_not_name_the_source_trees_assets),
        cmocka_unit_test(test_no_picture_is_taken_without_weights),
        cmocka_unit_test(test_a_foreign_module_is_refused),
        cmocka_unit_test(test_a_full_standard_output_is_an_error),
        cmocka_unit_test(test_a_closed_standard_output_is_an_error_and_harms_no_file),
        cmocka_unit_test(test_training_prints_one_line_per_epoch),
        cmocka_unit_test(test_training_learns_practice_digits),
        cmocka_unit_test(test_threads_and_instruction_sets_do_not_change_a_bit),
        cmocka_unit_test(test_mistakes_are_found_before_training),
        cmocka_unit_test(test_missing_data_offers_what_works),
        cmocka_unit_test(test_an_interrupted_run_resumes_to_the_same_bytes),
        cmocka_unit_test(test_an_interrupted_epoch_is_reported_as_a_whole),
        cmocka_unit_test(test_a_running_training_can_be_interrupted),
        cmocka_unit_test(test_resuming_refuses_options_that_contradict),
        cmocka_unit_test(test_strokes_are_mixed_into_the_training_images),
        cmocka_unit_test(test_a_run_with_strokes_resumes_to_the_same_bytes),
        cmocka_unit_test(test_writers_and_images_can_be_held_out),
        cmocka_unit_test(test_strokes_that_cannot_be_learnt_from_are_refused),
        cmocka_unit_test(test_without_a_checkpoint_there_is_nothing_to_resume),
        cmocka_unit_test(test_training_can_go_on_from_a_models_weights),
        cmocka_unit_test(test_a_resumed_run_from_a_models_weights_ends_in_the_same_bytes),
        cmocka_unit_test(test_the_words_to_continue_with_can_be_given_to_a_shell),
        cmocka_unit_test(test_a_checkpoint_is_as_private_as_the_model),
        cmocka_unit_test(test_starting_afresh_says_which_checkpoint_it_replaces),
        cmocka_unit_test(test_a_broken_checkpoint_is_refused),
        cmocka_unit_test(test_a_terminal_gets_a_bar_that_fits),
        cmocka_unit_test(test_no_color_is_honoured),
        cmocka_unit_test(test_the_error_line_and_both_tables_are_printed),
        cmocka_unit_test(test_json_agrees_with_the_text),
        cmocka_unit_test(test_json_tidies_paths),
        cmocka_unit_test(test_csv_has_a_line_for_each_image_with_probabilities_that_sum_to_one),
        cmocka_unit_test(test_train_help_shows_the_defaults),
        cmocka_unit_test(test_bad_models_are_refused_by_every_command_that_reads),
        cmocka_unit_test(test_ten_probabilities_for_each_picture),
        cmocka_unit_test(test_a_calibration_is_set_kept_and_used),
        cmocka_unit_test(test_a_fitted_calibration_leaves_the_wanted_share_sure),
        cmocka_unit_test(test_fitting_to_test_images_is_said),
        cmocka_unit_test(test_calibrate_needs_digits_or_all_three_numbers),
        cmocka_unit_test(test_a_bad_picture_does_not_stop_the_others),
        cmocka_unit_test(test_classify_json_gives_probabilities_that_sum_to_one),
        cmocka_unit_test(test_an_empty_picture_has_nothing_drawn),
        cmocka_unit_test(test_labelled_strokes_are_counted),
        cmocka_unit_test(test_size_and_place_on_the_pad_hardly_matter),
        cmocka_unit_test(test_unlabelled_strokes_are_read_one_by_one),
        cmocka_unit_test(test_an_empty_drawing_is_a_mistake_not_a_crash),
        cmocka_unit_test(test_broken_strokes_are_refused_with_file_and_line),
        cmocka_unit_test(test_fetch_explains_what_failed),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
