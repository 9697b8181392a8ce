// A real X server for tests of the window: Xvfb with a small window manager, pointer and keys from
// xdotool. What the program says is read from its title; what it shows from the server's own frame
// buffer (Xvfb -fbdir), so that nothing but Xvfb, openbox and xdotool is needed. Everything waits
// by asking again until a deadline; nothing relies on a machine's speed.
#ifndef TESTS_SUPPORT_X_DESK_H
#define TESTS_SUPPORT_X_DESK_H

#include "tests/support/support.h"

#include "app/base/paths.h"
#include "nn/base/byte_order.h"

#include <errno.h>
#include <fcntl.h>
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
    DEADLINE_SECONDS = 30,
    SKIPPED = 77, // see SKIP_RETURN_CODE in CMakeLists.txt
};

struct desk {
    const char *folder;
    pid_t server, manager, program;
    char window[32];       // xdotool's name for it
    int width, height;     // of the screen
    const uint8_t *screen; // the server's XWD file
    size_t screen_size;
};

// ---- Processes ----------------------------------------------------------------------------------

static inline void child_dies_with_us(void)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

static inline pid_t start(const char *log, char *const *arguments)
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

static inline void stop(pid_t *child)
{
    if (*child > 0) {
        kill(*child, SIGKILL);
        waitpid(*child, NULL, 0);
    }
    *child = 0;
}

static inline bool have(const char *program)
{
    char command[100];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

static inline void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
}

static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// The first line that a command prints; "" if it fails.
static inline void output_of(char *text, size_t size, const char *format, ...)
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

static inline void xdotool(const char *format, ...)
{
    char command[8192] = "xdotool ";
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command + 8, sizeof command - 8, format, arguments);
    va_end(arguments);
    assert_int_equal(system(command), 0);
}

// ---- The desk: server, window manager, program --------------------------------------------------

static inline bool start_server(struct desk *desk)
{
    int pipes[2];
    char number[16] = "", descriptor[16], display[24], file[PATH_SIZE];
    if (pipe(pipes) != 0)
        return false;
    snprintf(descriptor, sizeof descriptor, "%d", pipes[1]);
    char screen[32];
    snprintf(screen, sizeof screen, "%dx%dx24", desk->width, desk->height);
    char *arguments[] = {
        "Xvfb",     "-displayfd", descriptor, "-screen", "0",
        screen,     "-nolisten",  "tcp",      "-fbdir",  (char *)(uintptr_t)desk->folder,
        "-noreset", NULL}; // a reset, when the only client goes, would refuse who just comes
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
static inline bool manager_answers(void)
{
    double end = now() + DEADLINE_SECONDS;
    while (now() < end) {
        if (system("xdotool get_num_desktops >/dev/null 2>&1") == 0)
            return true;
        nap();
    }
    return false;
}

static inline void show_log(const char *path)
{
    char line[300];
    FILE *log = fopen(path, "r");
    while (log && fgets(line, sizeof line, log))
        print_message("%s: %s", path, line);
    if (log)
        fclose(log);
}

static inline int desk_open(void **state, int width, int height)
{
    struct desk *desk = calloc(1, sizeof *desk);
    void *folder;
    if (!desk || support_enter_folder(&folder) != 0)
        return -1;
    *state = desk;
    desk->folder = folder;
    desk->width = width;
    desk->height = height;
    setenv("HOME", folder, 1);
    static const char *const unwanted[] = {
        "XDG_CONFIG_HOME", "XDG_STATE_HOME",  "XDG_DATA_HOME",   "XDG_CACHE_HOME",  "LENETPAD_DATA",
        "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE"};
    for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
        unsetenv(unwanted[i]);
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1); // no portal of the desktop that one sits at
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

static inline int desk_close(void **state)
{
    struct desk *desk = *state;
    stop(&desk->program);
    stop(&desk->manager);
    stop(&desk->server);
    void *folder = (void *)(uintptr_t)desk->folder;
    free(desk);
    return support_leave_folder(&folder);
}

static inline bool program_runs(struct desk *desk)
{
    return desk->program > 0 && waitpid(desk->program, NULL, WNOHANG) == 0;
}

static inline bool shipped_model_there(void)
{
    char path[PATH_SIZE];
    return path_of_shipped_model(path, NULL);
}

static inline void start_program(struct desk *desk)
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
static inline int end_of_program(struct desk *desk)
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

static inline int quit(struct desk *desk)
{
    xdotool("key ctrl+q");
    return end_of_program(desk);
}

// ---- What the program says ----------------------------------------------------------------------

static inline void get_title(const struct desk *desk, char title[200])
{
    output_of(title, 200, "xdotool getwindowname %s 2>/dev/null", desk->window);
}

// Waits until the title contains `words` (or, if `without`, no longer does).
static inline void await_title(const struct desk *desk, const char *words, bool without)
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

static inline void await_reading(const struct desk *desk, int digit)
{
    char words[16];
    snprintf(words, sizeof words, "– %d (", digit);
    await_title(desk, words, false);
}

// ---- What the program shows ---------------------------------------------------------------------

// The pixels of an XWD file: after the header and the colour table.
static inline uint32_t *copy_screen(const struct desk *desk)
{
    uint32_t header = big32(desk->screen), colours = big32(desk->screen + 19 * 4);
    uint32_t line = big32(desk->screen + 12 * 4);
    size_t width = (size_t)desk->width, height = (size_t)desk->height;
    uint32_t *pixels = malloc(sizeof(uint32_t) * width * height);
    assert_non_null(pixels);
    assert_true(header + colours * 12 + line * height <= desk->screen_size);
    for (int y = 0; y < desk->height; y++)
        memcpy(pixels + y * desk->width,
               desk->screen + header + colours * 12 + (size_t)line * (size_t)y,
               sizeof(uint32_t) * width);
    return pixels;
}

static inline int count_changed(const struct desk *desk, const uint32_t *before)
{
    int changed = 0;
    uint32_t *after = copy_screen(desk);
    for (int i = 0; i < desk->width * desk->height; i++)
        changed += (before[i] ^ after[i]) != 0;
    free(after);
    return changed;
}

// Waits until at least (or, negative, at most) this many pixels differ from `before`.
static inline void await_change(const struct desk *desk, const uint32_t *before, int pixels)
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
static inline uint32_t *still_screen(const struct desk *desk)
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
static inline void close_dialogs(const struct desk *desk)
{
    free(still_screen(desk));
    xdotool("key Escape");
    free(still_screen(desk));
}

// Group set-up with one program, and what takes both down.
static inline int desk_open_program(void **state)
{
    if (desk_open(state, 1400, 900) != 0)
        return -1;
    start_program(*state);
    close_dialogs(*state);
    return 0;
}

static inline int desk_close_program(void **state)
{
    quit(*state);
    return desk_close(state);
}

static inline void draw_stroke(const struct desk *desk)
{
    xdotool("mousemove --window %s 200 150 mousedown 1 sleep 0.05 mousemove --window %s 190 300 "
            "sleep 0.05 mouseup 1",
            desk->window, desk->window);
    await_title(desk, "nothing drawn", true);
}

static inline void get_size(const struct desk *desk, int *width, int *height)
{
    char text[64];
    output_of(text, sizeof text, "xdotool getwindowgeometry --shell %s | grep ^WIDTH",
              desk->window);
    assert_int_equal(sscanf(text, "WIDTH=%d", width), 1);
    output_of(text, sizeof text, "xdotool getwindowgeometry --shell %s | grep ^HEIGHT",
              desk->window);
    assert_int_equal(sscanf(text, "HEIGHT=%d", height), 1);
}

// False, with a word about it, where one of them is missing.
static inline bool desk_possible(void)
{
    if (have("Xvfb") && have("openbox") && have("xdotool"))
        return true;
    print_message("Xvfb, openbox or xdotool is missing: skipped\n");
    return false;
}

#endif
