// The real program in a process of its own, as scripts and people use it, and what it printed: for
// tests of its commands. No display, no network, a home of its own with a small data set and a
// model.
#ifndef TESTS_SUPPORT_COMMAND_LINE_H
#define TESTS_SUPPORT_COMMAND_LINE_H

#include "tests/support/support.h"

#include "app/commands/command.h"
#include "nn/data/dataset.h"
#include "nn/data/practice.h"

#include <cjson/cJSON.h>
#include <fcntl.h>
#include <poll.h>
#include <regex.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

enum { MOST_ARGUMENTS = 24, DEADLINE_SECONDS = 120 };

// One finished run of the program.
struct result {
    int exit_code; // -1 if a signal ended it
    char *out, *err;
};

static inline char *read_text(const char *path)
{
    size_t size;
    char *text = (char *)support_read(path, &size);
    text[size] = '\0';
    return text;
}

static inline void result_free(struct result *result)
{
    free(result->out);
    free(result->err);
}

static inline pid_t start_with(char *const *arguments, int out, int err)
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

static inline int wait_for(pid_t child)
{
    int state;
    assert_int_equal(waitpid(child, &state, 0), child);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static inline void collect(char *arguments[MOST_ARGUMENTS], const char *first, va_list rest)
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
static inline struct result run(const char *first, ...)
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
static inline int count_matches(const char *text, const char *pattern)
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
static inline void assert_refused(struct result result, int exit_code, const char *words)
{
    if (result.exit_code != exit_code || !strstr(result.err, words))
        fail_msg("expected exit %d and \"%s\"; got exit %d, standard error: %s", exit_code, words,
                 result.exit_code, result.err);
    assert_string_equal(result.out, "");
    result_free(&result);
}

static inline void assert_done(const struct result *result)
{
    if (result->exit_code != 0)
        fail_msg("exit %d, standard error: %s", result->exit_code, result->err);
}

static inline cJSON *parse_only_json(const char *text)
{
    const char *end;
    cJSON *json = cJSON_ParseWithOpts(text, &end, 0);
    assert_non_null(json);
    while (*end == '\n')
        end++;
    assert_string_equal(end, ""); // nothing else
    return json;
}

static inline double number_of(const cJSON *json, const char *name)
{
    const cJSON *item = cJSON_GetObjectItem(json, name);
    assert_true(cJSON_IsNumber(item));
    return item->valuedouble;
}

static inline bool there(const char *path)
{
    return access(path, F_OK) == 0;
}

// ---- Set-up -------------------------------------------------------------------------------------

static inline void save_part(enum dataset_part part, size_t count, const char *images,
                             const char *labels)
{
    struct dataset data;
    assert_true(practice_make(&data, count, 7, part, NULL));
    assert_true(dataset_save(&data, images, labels, NULL));
    dataset_free(&data);
}

// A home without a display, a small data set "small", and a model "model" trained on it.
static inline int set_up(void **state)
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

// ---- What is expected ---------------------------------------------------------------------------

#define COMMAND_NAME(name, what) #name,
static const char *const command_names[] = {COMMAND_ROWS(COMMAND_NAME)};
enum { COMMANDS = sizeof command_names / sizeof command_names[0] };

#define EPOCH_LINE                                                                                 \
    "^epoch [0-9]+/3 loss 0\\.[0-9]{4} train-error [0-9]+\\.[0-9]{2}% "                            \
    "test-error [0-9]+\\.[0-9]{2}% [0-9]+ images/s$"

// Reads from `file` until `words` have come or the deadline passes. Keeps what came in `text`.
static inline bool read_until(int file, const char *words, char *text, size_t size)
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

// Runs the program with a SIGINT that waits from the beginning, so that it stops after one batch.
static inline struct result run_interrupted(const char *first, ...)
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

#endif
