// The real window on a real X server: Xvfb with a small window manager, pointer and keys from
// xdotool. What the program says is read from its title; what it shows from the server's own frame
// buffer (Xvfb -fbdir), so that nothing but Xvfb, openbox and xdotool is needed. Everything waits
// by asking again until a deadline; nothing relies on a machine's speed.
#include "tests/support.h"

#include "app/layout.h"
#include "app/menus.h"
#include "app/paths.h"
#include "nn/model.h"
#include "nn/strokes.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum {
    SCREEN_WIDTH = 1400,
    SCREEN_HEIGHT = 900,
    DEADLINE_SECONDS = 30,
    SKIPPED = 77, // see SKIP_RETURN_CODE in CMakeLists.txt
};

struct desk {
    const char *folder;
    pid_t server, manager, program;
    char window[32];       // xdotool's name for it
    const uint8_t *screen; // the server's XWD file
    size_t screen_size;
};

// ---- processes ----------------------------------------------------------------------------------

static void child_dies_with_us(void)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

static pid_t start(const char *log, char *const *arguments)
{
    pid_t child = fork();
    if (child == 0) {
        child_dies_with_us();
        int in = open("/dev/null", O_RDONLY);
        int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        dup2(in, 0);
        dup2(out, 1);
        dup2(out, 2);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    return child;
}

static void stop(pid_t *child)
{
    if (*child > 0) {
        kill(*child, SIGKILL);
        waitpid(*child, NULL, 0);
    }
    *child = 0;
}

static bool have(const char *program)
{
    char command[100];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// The first line that a command prints; "" if it fails.
static void output_of(char *text, size_t size, const char *format, ...)
{
    char command[8192];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    if (!fgets(text, (int)size, pipe))
        text[0] = '\0';
    text[strcspn(text, "\n")] = '\0';
    while (fgetc(pipe) != EOF)
        ;
    pclose(pipe);
}

static void xdotool(const char *format, ...)
{
    char command[8192] = "xdotool ";
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command + 8, sizeof command - 8, format, arguments);
    va_end(arguments);
    assert_int_equal(system(command), 0);
}

// ---- the desk: server, window manager, program --------------------------------------------------

static bool start_server(struct desk *desk)
{
    int pipes[2];
    char number[16] = "", descriptor[16], display[24], file[PATH_SIZE];
    if (pipe(pipes) != 0)
        return false;
    snprintf(descriptor, sizeof descriptor, "%d", pipes[1]);
    char screen[32];
    snprintf(screen, sizeof screen, "%dx%dx24", SCREEN_WIDTH, SCREEN_HEIGHT);
    char *arguments[] = {
        "Xvfb", "-displayfd", descriptor, "-screen", "0",
        screen, "-nolisten",  "tcp",      "-fbdir",  (char *)(uintptr_t)desk->folder,
        NULL};
    desk->server = start("xvfb.log", arguments);
    close(pipes[1]);
    ssize_t got = read(pipes[0], number, sizeof number - 1);
    close(pipes[0]);
    if (got <= 0)
        return false;
    snprintf(display, sizeof display, ":%d", atoi(number));
    setenv("DISPLAY", display, 1);
    snprintf(file, sizeof file, "%s/Xvfb_screen0", desk->folder);
    int screen_file = open(file, O_RDONLY);
    struct stat info;
    if (screen_file < 0 || fstat(screen_file, &info) != 0)
        return false;
    desk->screen_size = (size_t)info.st_size;
    desk->screen = mmap(NULL, desk->screen_size, PROT_READ, MAP_SHARED, screen_file, 0);
    close(screen_file);
    return desk->screen != MAP_FAILED;
}

// Programs that open a window while the manager is still taking over may wait for it for ever.
static bool manager_answers(void)
{
    double end = now() + DEADLINE_SECONDS;
    while (now() < end) {
        if (system("xdotool get_num_desktops >/dev/null 2>&1") == 0)
            return true;
        nap();
    }
    return false;
}

static void show_log(const char *path)
{
    char line[300];
    FILE *log = fopen(path, "r");
    while (log && fgets(line, sizeof line, log))
        print_message("%s: %s", path, line);
    if (log)
        fclose(log);
}

static int desk_set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    void *folder;
    if (!desk || support_enter_folder(&folder) != 0)
        return -1;
    *state = desk;
    desk->folder = folder;
    setenv("HOME", folder, 1);
    static const char *const unwanted[] = {
        "XDG_CONFIG_HOME", "XDG_STATE_HOME",  "XDG_DATA_HOME",   "XDG_CACHE_HOME",  "LENETPAD_DATA",
        "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE"};
    for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
        unsetenv(unwanted[i]);
#ifdef LENETPAD_SANITIZED
    // Mesa's driver leaks, and is unloaded before that can be attributed to it.
    setenv("SDL_RENDER_DRIVER", "software", 1);
    setenv("SDL_FRAMEBUFFER_ACCELERATION", "0", 1);
#endif
    if (!start_server(desk))
        return -1;
    desk->manager = start("openbox.log", (char *[]){"openbox", NULL});
    if (manager_answers())
        return 0;
    show_log("xvfb.log");
    show_log("openbox.log");
    return -1;
}

static int desk_tear_down(void **state)
{
    struct desk *desk = *state;
    stop(&desk->program);
    stop(&desk->manager);
    stop(&desk->server);
    void *folder = (void *)(uintptr_t)desk->folder;
    free(desk);
    return support_leave_folder(&folder);
}

static bool program_runs(struct desk *desk)
{
    return desk->program > 0 && waitpid(desk->program, NULL, WNOHANG) == 0;
}

static bool shipped_model_there(void)
{
    char path[PATH_SIZE];
    return path_of_shipped_model(path, NULL);
}

static void start_program(struct desk *desk)
{
    desk->program = start("program.log", (char *[]){(char *)(uintptr_t)LENETPAD_BINARY, NULL});
    desk->window[0] = '\0';
    double end = now() + DEADLINE_SECONDS;
    while (!*desk->window && now() < end) {
        if (!program_runs(desk)) {
            desk->program = 0;
            show_log("program.log");
            fail_msg("the program ended at its start");
        }
        nap();
        output_of(desk->window, sizeof desk->window,
                  "xdotool search --onlyvisible --name '^LeNet Pad' 2>/dev/null");
    }
    assert_string_not_equal(desk->window, "");
    xdotool("windowactivate --sync %s", desk->window);
}

// Waits for the program to end by itself; its exit code, or -1 after a signal or the deadline.
static int end_of_program(struct desk *desk)
{
    int state;
    double end = now() + DEADLINE_SECONDS;
    while (now() < end) {
        if (waitpid(desk->program, &state, WNOHANG) == desk->program) {
            desk->program = 0;
            if (WIFEXITED(state) && WEXITSTATUS(state) == 0)
                return 0;
            show_log("program.log");
            return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
        }
        nap();
    }
    stop(&desk->program);
    return -1;
}

static int quit(struct desk *desk)
{
    xdotool("key ctrl+q");
    return end_of_program(desk);
}

// ---- what the program says ----------------------------------------------------------------------

static void get_title(const struct desk *desk, char title[200])
{
    output_of(title, 200, "xdotool getwindowname %s 2>/dev/null", desk->window);
}

// Waits until the title contains `words` (or, if `without`, no longer does).
static void await_title(const struct desk *desk, const char *words, bool without)
{
    char title[200];
    double end = now() + DEADLINE_SECONDS;
    do {
        get_title(desk, title);
        if (*title && (strstr(title, words) == NULL) == without)
            return;
        nap();
    } while (now() < end);
    show_log("program.log");
    fail_msg("the title should %s \"%s\", but is \"%s\"", without ? "lose" : "get", words, title);
}

static void await_reading(const struct desk *desk, int digit)
{
    char words[16];
    snprintf(words, sizeof words, "– %d (", digit);
    await_title(desk, words, false);
}

// ---- what the program shows ---------------------------------------------------------------------

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// The pixels of an XWD file: after the header and the colour table.
static uint32_t *copy_screen(const struct desk *desk)
{
    uint32_t header = big_endian(desk->screen), colours = big_endian(desk->screen + 19 * 4);
    uint32_t line = big_endian(desk->screen + 12 * 4);
    uint32_t *pixels = malloc(sizeof(uint32_t) * SCREEN_WIDTH * SCREEN_HEIGHT);
    assert_non_null(pixels);
    assert_true(header + colours * 12 + (size_t)line * SCREEN_HEIGHT <= desk->screen_size);
    for (int y = 0; y < SCREEN_HEIGHT; y++)
        memcpy(pixels + y * SCREEN_WIDTH,
               desk->screen + header + colours * 12 + (size_t)line * (size_t)y,
               sizeof(uint32_t) * SCREEN_WIDTH);
    return pixels;
}

static int count_changed(const struct desk *desk, const uint32_t *before)
{
    int changed = 0;
    uint32_t *after = copy_screen(desk);
    for (int i = 0; i < SCREEN_WIDTH * SCREEN_HEIGHT; i++)
        changed += (before[i] ^ after[i]) != 0;
    free(after);
    return changed;
}

// Waits until at least (or, negative, at most) this many pixels differ from `before`.
static void await_change(const struct desk *desk, const uint32_t *before, int pixels)
{
    double end = now() + DEADLINE_SECONDS;
    int changed = 0;
    do {
        changed = count_changed(desk, before);
        if (pixels > 0 ? changed >= pixels : changed <= -pixels)
            return;
        nap();
    } while (now() < end);
    fail_msg("%d pixels changed; expected at %s %d", changed, pixels > 0 ? "least" : "most",
             abs(pixels));
}

// Waits until the screen stands still for a moment.
static uint32_t *still_screen(const struct desk *desk)
{
    double end = now() + DEADLINE_SECONDS;
    for (;;) {
        uint32_t *screen = copy_screen(desk);
        for (int i = 0; i < 10; i++)
            nap();
        if (count_changed(desk, screen) == 0)
            return screen;
        free(screen);
        if (now() > end)
            fail_msg("the screen never stands still");
    }
}

// At the start there may be something to say: no weights in a tree that has none, a run to go on
// with.
static void close_dialogs(const struct desk *desk)
{
    free(still_screen(desk));
    xdotool("key Escape");
    free(still_screen(desk));
}

// ---- drawing ------------------------------------------------------------------------------------

static void get_size(const struct desk *desk, int *width, int *height)
{
    char text[64];
    output_of(text, sizeof text, "xdotool getwindowgeometry --shell %s | grep ^WIDTH",
              desk->window);
    assert_int_equal(sscanf(text, "WIDTH=%d", width), 1);
    output_of(text, sizeof text, "xdotool getwindowgeometry --shell %s | grep ^HEIGHT",
              desk->window);
    assert_int_equal(sscanf(text, "HEIGHT=%d", height), 1);
}

static struct layout get_layout(const struct desk *desk)
{
    struct layout layout;
    int width, height;
    get_size(desk, &width, &height);
    layout_compute(&layout, width, height, 1, false, 0);
    return layout;
}

// A digit as one curve through points of the unit square.
struct curve {
    float x[64], y[64];
    int count;
};

static void add_point(struct curve *curve, double x, double y)
{
    curve->x[curve->count] = (float)x;
    curve->y[curve->count++] = (float)y;
}

static void add_arc(struct curve *curve, double x, double y, double rx, double ry, double from,
                    double to)
{
    const double degree = 3.14159265358979 / 180;
    for (int i = 0; i <= 24; i++) {
        double angle = (from + (to - from) * i / 24) * degree;
        add_point(curve, x + rx * cos(angle), y + ry * sin(angle));
    }
}

static void add_line(struct curve *curve, double x0, double y0, double x1, double y1)
{
    for (int i = 0; i <= 10; i++)
        add_point(curve, x0 + (x1 - x0) * i / 10, y0 + (y1 - y0) * i / 10);
}

static struct curve curve_of(int digit)
{
    struct curve curve = {.count = 0};
    switch (digit) {
    case 0:
        add_arc(&curve, 0.5, 0.5, 0.2, 0.32, -90, 270);
        break;
    case 1:
        add_line(&curve, 0.52, 0.18, 0.48, 0.82);
        break;
    case 3:
        add_arc(&curve, 0.48, 0.34, 0.18, 0.16, -150, 90);
        add_arc(&curve, 0.48, 0.67, 0.21, 0.17, -90, 150);
        break;
    case 7:
        add_line(&curve, 0.28, 0.22, 0.72, 0.22);
        add_line(&curve, 0.7, 0.26, 0.44, 0.82);
        break;
    default:
        fail();
    }
    return curve;
}

// Moves the pointer through points first..last-1 of the curve, at a hand's pace: the server merges
// motions that it has not delivered yet.
static void move_along(const struct desk *desk, const struct curve *curve, int first, int last)
{
    struct layout layout = get_layout(desk);
    char moves[8000] = "";
    for (int i = first; i < last; i++) {
        size_t used = strlen(moves);
        snprintf(moves + used, sizeof moves - used, "mousemove --window %s %d %d sleep 0.01 ",
                 desk->window, layout.pad.x + (int)(curve->x[i] * (float)layout.pad.w),
                 layout.pad.y + (int)(curve->y[i] * (float)layout.pad.h));
    }
    xdotool("%s", moves);
}

static void draw(const struct desk *desk, int digit)
{
    struct curve curve = curve_of(digit);
    move_along(desk, &curve, 0, 1);
    xdotool("mousedown 1");
    move_along(desk, &curve, 1, curve.count);
    xdotool("mouseup 1");
}

// ---- tests --------------------------------------------------------------------------------------

static void test_the_window_opens_with_nothing_drawn(void **state)
{
    struct desk *desk = *state;
    start_program(desk);
    await_title(desk, "LeNet Pad – nothing drawn", false);
    close_dialogs(desk);
}

static void test_a_stroke_is_read_while_it_is_being_drawn(void **state)
{
    struct desk *desk = *state;
    char half_title[200];
    struct curve curve = curve_of(3);
    move_along(desk, &curve, 0, 1);
    xdotool("mousedown 1");
    move_along(desk, &curve, 1, curve.count / 3);
    await_title(desk, "nothing drawn", true); // the button is still down
    get_title(desk, half_title);
    move_along(desk, &curve, curve.count / 3, curve.count);
    if (shipped_model_there())
        await_reading(desk, 3);
    else
        await_title(desk, half_title, true);
    xdotool("mouseup 1 key c");
    await_title(desk, "nothing drawn", false);
}

static void test_drawn_digits_are_read_as_what_they_are(void **state)
{
    struct desk *desk = *state;
    static const int digits[] = {3, 1, 0, 7};
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++) {
        draw(desk, digits[i]);
        if (shipped_model_there())
            await_reading(desk, digits[i]);
        else
            await_title(desk, "nothing drawn", true);
        xdotool("key Delete");
        await_title(desk, "nothing drawn", false);
    }
}

static void test_undo_and_redo_bring_strokes_and_clearings_back(void **state)
{
    struct desk *desk = *state;
    char drawn[200];
    draw(desk, 0);
    await_title(desk, "nothing drawn", true);
    free(still_screen(desk));
    get_title(desk, drawn);
    xdotool("key ctrl+z");
    await_title(desk, "nothing drawn", false);
    xdotool("key ctrl+y");
    await_title(desk, drawn, false);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
    xdotool("key ctrl+z");
    await_title(desk, drawn, false);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

// A stroke that leaves the pad and comes back is one stroke: one undo takes all of it away.
static void test_a_stroke_survives_leaving_the_pad(void **state)
{
    struct desk *desk = *state;
    struct curve curve = {
        .x = {0.5f, 0.5f, 0.5f, 0.6f, 0.6f}, .y = {0.5f, 0.7f, 1.6f, 1.6f, 0.6f}, .count = 5};
    move_along(desk, &curve, 0, 1);
    xdotool("mousedown 1");
    move_along(desk, &curve, 1, curve.count);
    xdotool("mouseup 1");
    await_title(desk, "nothing drawn", true);
    xdotool("key ctrl+z");
    await_title(desk, "nothing drawn", false);
}

// "It was a 4", and back.
static void test_digit_keys_teach_while_correct_is_on(void **state)
{
    struct desk *desk = *state;
    char path[PATH_SIZE], drawn[200];
    assert_true(path_of_hand(path, NULL));
    draw(desk, 0);
    await_title(desk, "nothing drawn", true);
    free(still_screen(desk));
    get_title(desk, drawn);
    xdotool("key 4 k 4");
    await_title(desk, "nothing drawn", false);
    struct strokes strokes;
    assert_true(strokes_load(&strokes, path, NULL));
    assert_int_equal(strokes.count, 1);
    assert_int_equal(strokes.digit[0].label, 4);
    strokes_free(&strokes);
    xdotool("key ctrl+f k");
    await_title(desk, drawn, false);
    assert_int_not_equal(access(path, F_OK), 0);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

static void test_a_click_leaves_a_dot(void **state)
{
    struct desk *desk = *state;
    struct curve curve = {.x = {0.5f}, .y = {0.5f}, .count = 1};
    move_along(desk, &curve, 0, 1);
    xdotool("click 1");
    await_title(desk, "nothing drawn", true);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

static void test_every_menu_opens_and_closes(void **state)
{
    struct desk *desk = *state;
    struct layout layout = get_layout(desk);
    xdotool("mousemove --window %s %d %d", desk->window, layout.width / 2, layout.menu.y + 5);
    uint32_t *before = still_screen(desk);
    for (int menu = 0; menu < MENU_COUNT; menu++) {
        char rights[200] = "";
        for (int i = 0; i < menu; i++)
            strcat(rights, " Right");
        xdotool("key F10%s", rights);
        await_change(desk, before, 4000);
        uint32_t *open = still_screen(desk);
        await_change(desk, before, 4000); // it stays open
        xdotool("key Escape");
        await_change(desk, open, 4000);
        await_change(desk, before, -400); // all but the focus ring is as it was
        free(open);
    }
    free(before);
}

static void test_a_click_opens_a_menu(void **state)
{
    struct desk *desk = *state;
    struct layout layout = get_layout(desk);
    uint32_t *before = still_screen(desk);
    xdotool("mousemove --window %s %d %d click 1", desk->window, layout.menu.x + 20,
            layout.menu.y + layout.menu.h / 2);
    await_change(desk, before, 4000);
    xdotool("key Escape");
    xdotool("mousemove --window %s %d %d", desk->window, layout.width / 2, layout.menu.y + 5);
    await_change(desk, before, -400);
    free(before);
}

static void test_the_window_can_be_resized_and_fill_the_screen(void **state)
{
    struct desk *desk = *state;
    int width = 0, height = 0;
    double end = now() + DEADLINE_SECONDS;
    xdotool("key F11");
    while (now() < end && (width != SCREEN_WIDTH || height != SCREEN_HEIGHT)) {
        nap();
        get_size(desk, &width, &height);
    }
    assert_int_equal(width, SCREEN_WIDTH);
    assert_int_equal(height, SCREEN_HEIGHT);
    xdotool("key F11");
    while (now() < end && width == SCREEN_WIDTH) {
        nap();
        get_size(desk, &width, &height);
    }
    xdotool("windowsize %s 1100 760", desk->window);
    while (now() < end && (width != 1100 || height != 760)) {
        nap();
        get_size(desk, &width, &height);
    }
    assert_int_equal(width, 1100);
    free(still_screen(desk));
    draw(desk, 1);
    await_title(desk, "nothing drawn", true);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

static double processor_seconds(const struct desk *desk)
{
    char path[64], text[1024] = "";
    unsigned long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)desk->program);
    FILE *file = fopen(path, "r");
    if (!file)
        skip();
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    const char *after_name = strrchr(text, ')');
    assert_non_null(after_name);
    assert_int_equal(sscanf(after_name + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                            &user, &kernel),
                     2);
    return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

static void test_an_idle_window_sleeps(void **state)
{
    struct desk *desk = *state;
    free(still_screen(desk));
    double before = processor_seconds(desk), start = now();
    while (now() < start + 2)
        nap();
    assert_true(processor_seconds(desk) - before < 0.1 * (now() - start));
}

// The entry "Start on practice digits" of the menu Train.
static void choose_practice_training(void)
{
    xdotool("key F10 Right Right Right Right Down Return");
}

static void test_training_from_the_menu_changes_the_reading(void **state)
{
    struct desk *desk = *state;
    char before[200];
    draw(desk, 3);
    await_title(desk, "nothing drawn", true);
    free(still_screen(desk));
    get_title(desk, before);
    choose_practice_training();
    await_title(desk, before, true); // fresh weights, then learning ones
    // It keeps moving: one goes on drawing while the weights change.
    uint32_t *screen = copy_screen(desk);
    await_change(desk, screen, 200);
    free(screen);
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
    draw(desk, 1);
    await_title(desk, "nothing drawn", true);
}

static void test_quitting_while_training_keeps_a_checkpoint(void **state)
{
    struct desk *desk = *state;
    char path[PATH_SIZE];
    struct status status;
    assert_int_equal(quit(desk), 0);
    assert_true(path_of_checkpoint(path, &status));
    struct train_state *training = calloc(1, sizeof *training);
    assert_non_null(training);
    if (!checkpoint_load(training, path, &status))
        fail_msg("%s", status.message);
    assert_true(training->epoch > 0 || training->batch > 0);
    free(training);
}

static void test_the_next_start_works_and_remembers(void **state)
{
    struct desk *desk = *state;
    char path[PATH_SIZE];
    assert_true(path_of_settings(path, NULL));
    assert_int_equal(access(path, R_OK), 0);
    start_program(desk);
    await_title(desk, "nothing drawn", false);
    close_dialogs(desk);
    assert_int_equal(quit(desk), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_window_opens_with_nothing_drawn),
        cmocka_unit_test(test_a_stroke_is_read_while_it_is_being_drawn),
        cmocka_unit_test(test_drawn_digits_are_read_as_what_they_are),
        cmocka_unit_test(test_undo_and_redo_bring_strokes_and_clearings_back),
        cmocka_unit_test(test_a_stroke_survives_leaving_the_pad),
        cmocka_unit_test(test_a_click_leaves_a_dot),
        cmocka_unit_test(test_every_menu_opens_and_closes),
        cmocka_unit_test(test_a_click_opens_a_menu),
        cmocka_unit_test(test_the_window_can_be_resized_and_fill_the_screen),
        cmocka_unit_test(test_an_idle_window_sleeps),
        cmocka_unit_test(test_digit_keys_teach_while_correct_is_on),
        cmocka_unit_test(test_training_from_the_menu_changes_the_reading),
        cmocka_unit_test(test_quitting_while_training_keeps_a_checkpoint),
        cmocka_unit_test(test_the_next_start_works_and_remembers),
    };
    if (!have("Xvfb") || !have("openbox") || !have("xdotool")) {
        print_message("Xvfb, openbox or xdotool is missing: skipped\n");
        return SKIPPED;
    }
    return cmocka_run_group_tests(tests, desk_set_up, desk_tear_down);
}
