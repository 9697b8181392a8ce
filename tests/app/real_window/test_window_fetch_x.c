// Getting MNIST in the real window, by keys and by the pointer, from a server on this machine that
// is slow, cuts off, or serves something else. The window is this program, run as one: it asks for
// practice digits by MNIST's names, from the mirrors that stand in a file.
#undef LENETPAD_BINARY
#define LENETPAD_BINARY "/proc/self/exe"

#include "tests/support/http_server.h" // before the names of the next

#include "tests/support/x_words.h"

#include "app/base/sha256.h"
#include "app/commands/command.h"
#include "app/session/fetching.h"
#include "app/system/fetch/fetch.h"
#include "tests/support/practice_data.h"

#if defined HAVE_CURL && defined __linux__

static const char *const names[] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
enum { FILES = 4, MIRRORS = 4, HELD = 600 }; // seconds: nothing here is left for being slow

static struct http_server server;

// ---- In the window ------------------------------------------------------------------------------

bool __wrap_fetch_bring(const void *from, const char *folder, transfer_progress *progress,
                        void *context, struct status *status);

// Addresses, one a line.
static size_t read_mirrors(char text[1000], const char *mirror[MIRRORS])
{
    size_t count = 0;
    FILE *file = fopen("mirrors.txt", "r");
    assert_non_null(file);
    text[fread(text, 1, 999, file)] = '\0';
    fclose(file);
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) && count < MIRRORS;)
        if (*line)
            mirror[count++] = line;
    return count;
}

bool __wrap_fetch_bring(const void *from, const char *folder, transfer_progress *progress,
                        void *context, struct status *status)
{
    struct fetch_file file[FILES];
    char hash[FILES][SHA256_TEXT], path[100], text[1000];
    const char *mirror[MIRRORS];
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "served/%s", names[i]);
        file[i] = (struct fetch_file){.name = names[i], .sha256 = hash[i]};
        uint8_t *data = support_read(path, &file[i].size);
        sha256(hash[i], data, file[i].size);
        free(data);
    }
    struct fetch_source source = {file, FILES, mirror, read_mirrors(text, mirror), HELD};
    if (from) {
        mirror[0] = from;
        source.mirror_count = 1;
    }
    return fetch_files(folder, &source, progress, context, status);
}

// ---- What the tests wait for --------------------------------------------------------------------

static const char *place_of(const char *name, const char *ending)
{
    static char path[PATH_SIZE];
    snprintf(path, sizeof path, ".cache/lenetpad/mnist/%s%s", name, ending);
    return path;
}

static off_t size_of_part(void)
{
    struct stat info;
    return stat(place_of(names[0], ".part"), &info) == 0 ? info.st_size : 0;
}

static void await_part(off_t size)
{
    double end = now() + DEADLINE_SECONDS;
    while (size_of_part() < size) {
        if (now() > end)
            fail_msg("the part has %ld bytes, not %ld", (long)size_of_part(), (long)size);
        nap();
    }
}

static void await_all(void)
{
    double end = now() + 4 * DEADLINE_SECONDS;
    for (int i = 0; i < FILES; i++)
        while (access(place_of(names[i], ""), F_OK) != 0) {
            if (now() > end)
                fail_msg("%s does not come", names[i]);
            nap();
        }
    for (int i = 0; i < FILES; i++) {
        char served[100];
        snprintf(served, sizeof served, "served/%s", names[i]);
        support_assert_same(served, place_of(names[i], ""));
    }
}

static void read_log(char text[4000])
{
    http_server_log(&server, text, 4000);
}

// From which byte on the first file was asked of that mirror for the first time.
static long asked_from(const char *log, const char *way)
{
    char words[100];
    snprintf(words, sizeof words, "/%s/%s ", way, names[0]);
    const char *at = strstr(log, words);
    if (!at)
        fail_msg("%swas not asked for: %s", words, log);
    return atol(at + strlen(words));
}

// ---- Steps --------------------------------------------------------------------------------------

static void set_mirrors(const char *first, const char *second, const char *third)
{
    const char *way[] = {first, second, third};
    FILE *file = fopen("new.txt", "w");
    assert_non_null(file);
    for (int i = 0; i < 3; i++)
        if (*way[i])
            fprintf(file, "%s/%s/\n", server.base, way[i]);
    fclose(file);
    assert_int_equal(rename("new.txt", "mirrors.txt"), 0);
}

static int open_window(void **state)
{
    char log[4000];
    struct desk *desk = *state;
    assert_int_equal(system("rm -rf .cache .config .local"), 0);
    read_log(log);
    start_program(desk);
    close_dialogs(desk);
    return 0;
}

static int close_window(void **state)
{
    struct desk *desk = *state;
    stop(&desk->program);
    return 0;
}

static struct app *open_twin(const struct desk *desk, enum question question, bool failed)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    twin->session.fetching.failed = failed;
    questions_open(&twin->session.questions, question);
    twin_draw(twin);
    return twin;
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_progress_moves_and_what_came_before_cancelling_is_gone_on_with(void **state)
{
    const struct desk *desk = *state;
    char log[4000];
    set_mirrors("slow", "", "");
    xdotool("key ctrl+m");
    await_part(1000);
    struct app *twin = open_twin(desk, QUESTION_DOWNLOAD, false);
    struct rect cancel = twin_find(twin, "Cancel", false);
    for (int i = 0; i < 3; i++) {
        uint32_t *before = copy_screen(desk);
        await_change(desk, before, SOME); // nothing else moves
        free(before);
    }
    click_rect(desk, cancel);
    app_close(twin);
    set_mirrors("good", "", "");
    xdotool("key ctrl+m");
    await_all();
    read_log(log);
    assert_true(asked_from(log, "good") >= 1000);
    assert_int_not_equal(access(place_of(names[0], ".part"), F_OK), 0);
}

static void test_wrong_bytes_and_a_server_that_cuts_off_lead_to_the_next_mirror(void **state)
{
    (void)state;
    char log[4000];
    set_mirrors("wrong", "cut", "good");
    xdotool("key ctrl+m");
    await_all();
    read_log(log);
    assert_int_equal(asked_from(log, "wrong"), 0);
    assert_int_equal(asked_from(log, "cut"), 0);
    assert_int_equal(asked_from(log, "good"), 6 * HTTP_SERVER_CUT);
}

static void test_where_all_fail_the_pointer_tries_again(void **state)
{
    const struct desk *desk = *state;
    set_mirrors("wrong", "gone", "");
    xdotool("key ctrl+m");
    char log[4000] = "";
    double end = now() + DEADLINE_SECONDS;
    while (!strstr(log, "/gone/") && now() < end) {
        nap();
        http_server_log(&server, log, sizeof log);
    }
    assert_non_null(strstr(log, "/gone/"));
    struct app *twin = open_twin(desk, QUESTION_NONE, true);
    struct status why = {0};
    // What the real one says is of the same length, with these addresses.
    char hash[SHA256_TEXT], wrong[PATH_SIZE];
    size_t size;
    uint8_t *data = support_read("served/train-images-idx3-ubyte", &size);
    for (size_t i = 20; i < size; i++)
        data[i] ^= 0x55;
    sha256(hash, data, size);
    free(data);
    snprintf(wrong, sizeof wrong, "%s/wrong/: the contents are wrong (SHA-256 %s)", server.base,
             hash);
    status_fail(&why, STATUS_IO,
                "cannot get %s (%s; %s/gone/: The requested URL returned error: 404); check the "
                "network connection and try again, or name another mirror",
                names[0], wrong, server.base);
    questions_fetch(&twin->session.questions, &why);
    free(still_screen(desk));
    set_mirrors("good", "", "");
    click_words(desk, twin, "Try again");
    app_close(twin);
    await_all();
}

static void test_an_address_that_is_typed_brings_it_and_is_remembered(void **state)
{
    struct desk *desk = *state;
    char log[4000] = "", command[300];
    set_mirrors("gone", "", "");
    xdotool("key ctrl+m");
    double end = now() + DEADLINE_SECONDS;
    while (!strstr(log, "/gone/") && now() < end) {
        nap();
        http_server_log(&server, log, sizeof log);
    }
    free(still_screen(desk));
    xdotool("type --delay 40 '%s/moved'", server.base);
    free(still_screen(desk));
    xdotool("key Return");
    await_all();
    snprintf(command, sizeof command, "grep -qs '%s/moved' .config/lenetpad/settings.json",
             server.base);
    end = now() + DEADLINE_SECONDS;
    while (system(command) != 0) {
        assert_true(now() < end);
        nap();
    }
}

static void test_the_run_that_lacked_it_begins(void **state)
{
    const struct desk *desk = *state;
    set_mirrors("good", "", "");
    xdotool("key ctrl+t");
    free(still_screen(desk));
    xdotool("key Return"); // the form's "Get MNIST…"
    free(still_screen(desk));
    xdotool("key Return"); // "Download"
    await_title(desk, "training", false);
    await_all();
}

static void test_a_killed_window_is_gone_on_with_by_the_next(void **state)
{
    struct desk *desk = *state;
    char log[4000];
    set_mirrors("slow", "", "");
    xdotool("key ctrl+m");
    await_part(5000);
    stop(&desk->program);
    assert_true(size_of_part() >= 5000);
    assert_int_not_equal(access(place_of(names[0], ""), F_OK), 0);
    set_mirrors("good", "", "");
    start_program(desk);
    close_dialogs(desk);
    xdotool("key ctrl+m");
    await_all();
    read_log(log);
    assert_true(asked_from(log, "good") >= 5000);
}

static int count_of(const char *text, const char *words)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, words)); at++)
        count++;
    return count;
}

// The second waits for the first, and then finds everything there.
static void test_two_windows_fetch_it_once(void **state)
{
    struct desk *desk = *state;
    char log[4000], count[16];
    set_mirrors("slow", "", "");
    xdotool("key ctrl+m");
    await_part(1000);
    struct desk second = *desk;
    second.program = start("program.log", (char *[]){(char *)(uintptr_t)LENETPAD_BINARY, NULL});
    double end = now() + DEADLINE_SECONDS;
    do {
        assert_true(now() < end);
        nap();
        output_of(count, sizeof count,
                  "xdotool search --onlyvisible --name '^LeNet Pad' 2>/dev/null | wc -l");
    } while (atoi(count) < 2);
    output_of(second.window, sizeof second.window,
              "xdotool search --onlyvisible --name '^LeNet Pad' 2>/dev/null | grep -v '^%s$'",
              desk->window);
    xdotool("windowactivate --sync %s sleep 1 key Escape sleep 1 key ctrl+m", second.window);
    await_all();
    assert_true(program_runs(desk) && program_runs(&second));
    stop(&second.program);
    read_log(log);
    assert_int_equal(count_of(log, names[0]), 1);
}

#define WINDOW(test) cmocka_unit_test_setup_teardown(test, open_window, close_window)

static int set_up(void **state)
{
    if (desk_open(state, 1400, 900) != 0 || !practice_data_save("served", 1000, 100, 1))
        return -1;
    setenv("FETCH_WINDOW", "1", 1);
    http_server_start(&server, "served");
    return 0;
}

static int tear_down(void **state)
{
    http_server_stop(&server);
    return desk_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW(test_progress_moves_and_what_came_before_cancelling_is_gone_on_with),
        WINDOW(test_wrong_bytes_and_a_server_that_cuts_off_lead_to_the_next_mirror),
        WINDOW(test_where_all_fail_the_pointer_tries_again),
        WINDOW(test_an_address_that_is_typed_brings_it_and_is_remembered),
        WINDOW(test_the_run_that_lacked_it_begins),
        WINDOW(test_a_killed_window_is_gone_on_with_by_the_next),
        WINDOW(test_two_windows_fetch_it_once),
    };
    if (getenv("FETCH_WINDOW"))
        return command_window(1, (char *[]){(char *)(uintptr_t) "lenetpad", NULL});
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

#else

int main(void)
{
    return SKIPPED; // needs libcurl, and /proc to run itself
}

#endif
