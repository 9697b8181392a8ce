// The whole window without a display: the input is what a person does, event after event, with
// frames between. It runs in a folder of its own; what would take long (making practice digits) is
// made short, and what would leave the machine (fetching MNIST) fails.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE // realpath
#endif
#include "tests/fuzz/fuzz.h"

#include "app/session/saving.h"
#include "app/system/fetch/fetch.h"
#include "app/window/actions/actions.h"
#include "app/window/shell.h"
#include "nn/data/practice.h"
#include "nn/files/file.h"
#include "tests/support/fake_glyphs.h"

#include <ctype.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    EVENTS = 200,        // of an input, at most
    RESTARTS = 4,        // of them
    SMALL_PRACTICE = 64, // digits
    UNDONE_AT_END = 8,
};

// ---- What is replaced ---------------------------------------------------------------------------

bool __real_practice_make(struct dataset *dataset, size_t count, uint64_t seed,
                          enum dataset_part part, struct status *status);
bool __wrap_practice_make(struct dataset *dataset, size_t count, uint64_t seed,
                          enum dataset_part part, struct status *status);
bool __wrap_practice_make(struct dataset *dataset, size_t count, uint64_t seed,
                          enum dataset_part part, struct status *status)
{
    return __real_practice_make(dataset, count < SMALL_PRACTICE ? count : SMALL_PRACTICE, seed,
                                part, status);
}

bool __wrap_fetch_mnist(const char *folder, const char *from, transfer_progress *progress,
                        void *context, struct status *status);
bool __wrap_fetch_mnist(const char *folder, const char *from, transfer_progress *progress,
                        void *context, struct status *status)
{
    (void)folder, (void)from;
    if (!progress(context, "train-images-idx3-ubyte.gz", 1, 2))
        return status_fail(status, STATUS_CANCELLED, "cancelled");
    return status_fail(status, STATUS_IO, "no mirror could be reached");
}

static char *home; // the folder's real path

// The shipped weights are small ones, too.
bool __wrap_path_of_shipped_model(char path[PATH_SIZE], struct status *status);
bool __wrap_path_of_shipped_model(char path[PATH_SIZE], struct status *status)
{
    return path_join(path, home, "seven.safetensors", status);
}

static bool is_word(const char *word, size_t length, const char *wanted)
{
    return strlen(wanted) == length && !strncasecmp(word, wanted, length);
}

// No text shows a number that is none. (Nothing that is typed or named here contains these words.)
static void check_words(const char *text)
{
    while (*text) {
        size_t length = 0;
        while (isalnum((unsigned char)text[length]))
            length++;
        FUZZ_PROMISE(!is_word(text, length, "nan") && !is_word(text, length, "inf"));
        text += length ? length : 1;
    }
}

// clang-format off
void __real_text_draw_in(struct canvas *canvas, struct text *text, enum text_style style, enum text_align align, struct rect rect, uint32_t colour, const char *string);
void __wrap_text_draw_in(struct canvas *canvas, struct text *text, enum text_style style, enum text_align align, struct rect rect, uint32_t colour, const char *string);
int __real_text_draw_wrapped(struct canvas *canvas, struct text *text, enum text_style style, struct rect rect, uint32_t colour, const char *string);
int __wrap_text_draw_wrapped(struct canvas *canvas, struct text *text, enum text_style style, struct rect rect, uint32_t colour, const char *string);
void __real_text_draw_fitted(struct canvas *canvas, struct text *text, struct rect rect, uint32_t colour, const char *string);
void __wrap_text_draw_fitted(struct canvas *canvas, struct text *text, struct rect rect, uint32_t colour, const char *string);
// clang-format on

void __wrap_text_draw_in(struct canvas *canvas, struct text *text, enum text_style style,
                         enum text_align align, struct rect rect, uint32_t colour,
                         const char *string)
{
    check_words(string);
    __real_text_draw_in(canvas, text, style, align, rect, colour, string);
}

int __wrap_text_draw_wrapped(struct canvas *canvas, struct text *text, enum text_style style,
                             struct rect rect, uint32_t colour, const char *string)
{
    check_words(string);
    return __real_text_draw_wrapped(canvas, text, style, rect, colour, string);
}

void __wrap_text_draw_fitted(struct canvas *canvas, struct text *text, struct rect rect,
                             uint32_t colour, const char *string)
{
    check_words(string);
    __real_text_draw_fitted(canvas, text, rect, colour, string);
}

// ---- The folder ---------------------------------------------------------------------------------

// What lies in it when an input begins, and what may be dropped.
static struct given {
    const char *name;
    struct bytes bytes;
} given[] = {
    {"data/train-images-idx3-ubyte", {0}},
    {"data/train-labels-idx1-ubyte", {0}},
    {"data/t10k-images-idx3-ubyte", {0}},
    {"data/t10k-labels-idx1-ubyte", {0}},
    {"seven.safetensors", {0}},
    {"wild.safetensors", {0}},
    {"digits.strokes", {0}},
    {"digit.png", {0}},
    {"blank.pgm", {0}},
    {"bad.png", {0}},
    {"bad.safetensors", {0}},
    {"empty", {0}},
    {"digit.gif", {0}},
};
enum { GIVEN = sizeof given / sizeof *given };
static const char *const more_names[] = {"data", "pipe", "gone", "digit.strokes", "my.strokes", ""};
enum { MORE_NAMES = sizeof more_names / sizeof *more_names };

static struct fake_glyphs fake;

// With the largest biases, up to `weight`, that a model may have.
static void save_model(const char *name, float weight)
{
    struct lenet *lenet = calloc(1, sizeof *lenet);
    struct model_info info = {.description = "made for the fuzzer"};
    FUZZ_PROMISE(lenet);
    do {
        lenet->output_bias[7] = lenet->output_bias[2] = weight;
        weight /= 2;
    } while (weight > 1 && !model_save(name, lenet, &info, NULL));
    free(lenet);
}

static void save_picture(void)
{
    struct app *app = NULL;
    struct session_options options = {.model = "seven.safetensors"};
    FUZZ_PROMISE(app_open(&app, fake_source(&fake), &options, NULL));
    pad_begin(&app->session.pad, PAD_STROKE, 100, 80, 30);
    pad_move(&app->session.pad, 300, 400, 30);
    FUZZ_PROMISE(saving_write(&app->session, FILE_PURPOSE_SAVE_PICTURE, "digit.png", NULL));
    app_close(app);
}

static void make_given(void)
{
    static const char strokes[] = "digit 4\nstroke 10,10 20,20\ndigit 5\nstroke 10,10 90,20\n"
                                  "digit ?\nstroke 5,5\n";
    static const char gif[] =
        "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
    static const char blank[] = "P2 2 2 255 255 255 255 255\n";
    struct dataset train = {0}, test = {0};
    FUZZ_PROMISE(practice_make(&train, SMALL_PRACTICE, 1, DATASET_TRAIN, NULL) &&
                 practice_make(&test, 20, 1, DATASET_TEST, NULL));
    FUZZ_PROMISE(mkdir("data", 0700) == 0);
    FUZZ_PROMISE(dataset_save(&train, given[0].name, given[1].name, NULL) &&
                 dataset_save(&test, given[2].name, given[3].name, NULL));
    dataset_free(&train);
    dataset_free(&test);
    save_model("seven.safetensors", 8);
    save_model("wild.safetensors", 3e38f);
    save_picture();
    fuzz_write("digits.strokes", strokes, sizeof strokes - 1);
    fuzz_write("blank.pgm", blank, sizeof blank - 1);
    fuzz_write("bad.png", "\x89PNG but not really", 18);
    fuzz_write("bad.safetensors", "{}", 2);
    fuzz_write("empty", "", 0);
    fuzz_write("digit.gif", gif, sizeof gif - 1);
    for (int i = 0; i < GIVEN; i++)
        FUZZ_PROMISE(file_read(&given[i].bytes, given[i].name, 1 << 24, NULL));
}

static void make_home(void)
{
    home = realpath(fuzz_folder(), NULL);
    FUZZ_PROMISE(home && chdir(home) == 0);
    static const char *const variables[] = {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                                            "XDG_CONFIG_HOME", "XDG_STATE_HOME"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        setenv(variables[i], home, 1);
    setenv("LENETPAD_DATA", "data", 1);
    make_given();
}

static void fill_folder(void)
{
    fuzz_clean();
    FUZZ_PROMISE(mkdir("data", 0700) == 0 && mkfifo("pipe", 0600) == 0);
    for (int i = 0; i < GIVEN; i++)
        fuzz_write(given[i].name, given[i].bytes.data, given[i].bytes.size);
}

// ---- The window ---------------------------------------------------------------------------------

struct scene {
    struct fuzz_input *input;
    struct app *app;
    double now; // seconds
    int restarts;
};

static void check_reading(const struct reading *reading)
{
    double sum = 0;
    if (reading->empty)
        return;
    for (int i = 0; i < LENET_CLASSES; i++) {
        FUZZ_PROMISE(reading->probability[i] >= 0 && reading->probability[i] <= 1);
        sum += (double)reading->probability[i];
    }
    FUZZ_PROMISE(sum > 0.99 && sum < 1.01);
    FUZZ_PROMISE(reading->best >= 0 && reading->best < LENET_CLASSES);
    FUZZ_PROMISE(reading->second >= 0 && reading->second < LENET_CLASSES);
}

static void check_pad(const struct pad *pad)
{
    FUZZ_PROMISE(pad->done <= pad->count);
    for (size_t i = 0; i < pad->count; i++) {
        const struct drawing *drawing = &pad->op[i].drawing;
        for (size_t j = 0; j < drawing->count; j++)
            for (size_t k = 0; k < drawing->stroke[j].count; k++)
                FUZZ_PROMISE(isfinite(drawing->stroke[j].point[k].x) &&
                             isfinite(drawing->stroke[j].point[k].y));
    }
}

static void check(const struct app *app)
{
    check_reading(&app->session.reading);
    check_pad(&app->session.pad);
    check_words(app->title);
    FUZZ_PROMISE(app->title[0]);
    FUZZ_PROMISE(app->session.settings.brush >= SESSION_BRUSH_MIN &&
                 app->session.settings.brush <= SESSION_BRUSH_MAX);
    FUZZ_PROMISE(app->session.settings.scale == 0 ||
                 (app->session.settings.scale >= 1 && app->session.settings.scale <= 3));
    FUZZ_PROMISE((int)app->session.questions.open >= QUESTION_NONE &&
                 app->session.questions.open < QUESTION_COUNT);
    FUZZ_PROMISE(app->session.progress.fraction >= 0 && app->session.progress.fraction <= 1);
}

// The file dialog may walk up to the machine's own files; then it comes back before it can save.
static void stay_in_folder(struct app *app)
{
    size_t length = strlen(home);
    if (app->session.questions.open && app->file_dialog.files.folder[0] &&
        strncmp(app->file_dialog.files.folder, home, length) != 0)
        FUZZ_PROMISE(folder_listing_read(&app->file_dialog.files, home, NULL));
    if (app->session.settings.folder[0] == '/' &&
        strncmp(app->session.settings.folder, home, length) != 0)
        snprintf(app->session.settings.folder, sizeof app->session.settings.folder, "%s", home);
}

static void draw(struct scene *scene)
{
    ui_set_time(&scene->app->ui, scene->now);
    app_frame(scene->app);
    check(scene->app);
    stay_in_folder(scene->app);
}

static void send(struct scene *scene, const struct event *event)
{
    app_event(scene->app, event);
    stay_in_folder(scene->app);
}

static void open_app(struct scene *scene)
{
    static const struct session_options options = {.settings_path = "settings.json",
                                                   .checkpoint = "training.safetensors",
                                                   .own_digits = "my.strokes"};
    struct status status = {0};
    FUZZ_PROMISE(app_open(&scene->app, fake_source(&fake), &options, &status));
    scene->app->session.training.epochs = 40; // of two batches each
    FUZZ_PROMISE(app_resize(scene->app, 640, 400, 1, NULL));
    draw(scene);
}

// A moment passes, and settings come to rest.
static void pass_time(struct scene *scene)
{
    scene->now += (double)fuzz_byte(scene->input) / 16;
    session_remember(&scene->app->session, scene->now);
}

// What was chosen is still so after the next start.
static void restart(struct scene *scene)
{
    struct settings before = scene->app->session.settings;
    app_close(scene->app);
    open_app(scene);
    const struct settings *after = &scene->app->session.settings;
    FUZZ_PROMISE(after->theme == before.theme && after->colour_map == before.colour_map &&
                 after->shared_scale == before.shared_scale &&
                 after->fixed_scale == before.fixed_scale && after->scale == before.scale &&
                 after->show_training == before.show_training && after->brush == before.brush);
}

// ---- Events -------------------------------------------------------------------------------------

static void point(struct scene *scene, struct event *event)
{
    const struct app *app = scene->app;
    struct rect place = {0, 0, app->canvas.width, app->canvas.height};
    int kind = fuzz_byte(scene->input);
    if (kind & 1)
        place = app->layout.pad;
    else if (kind & 2)
        place = app->layout.menu;
    else if (kind & 4)
        place = app->layout.side_body;
    // A little beyond the edges, too.
    event->x = (float)place.x + (float)place.w * (float)(fuzz_byte(scene->input) - 8) / 240;
    event->y = (float)place.y + (float)place.h * (float)(fuzz_byte(scene->input) - 8) / 240;
    event->modifiers = kind >> 5;
    event->touch = kind & 8;
    event->pressure = kind & 16 ? (float)fuzz_byte(scene->input) / 255 : 1;
    event->clicks = 1;
}

static void send_pointer(struct scene *scene, enum event_type type)
{
    struct event event = {.type = type};
    point(scene, &event);
    if (type != EVENT_POINTER_MOVE) {
        event.button = fuzz_up_to(scene->input, 3);
        event.clicks = 1 + event.button / 3;
    }
    send(scene, &event);
}

static void click(struct scene *scene)
{
    struct event event = {.type = EVENT_POINTER_MOVE};
    point(scene, &event);
    send(scene, &event);
    draw(scene);
    event.button = BUTTON_LEFT;
    event.type = EVENT_POINTER_DOWN;
    send(scene, &event);
    draw(scene);
    event.type = EVENT_POINTER_UP;
    send(scene, &event);
    draw(scene);
}

static void stroke(struct scene *scene)
{
    struct event event = {.type = EVENT_POINTER_DOWN};
    point(scene, &event);
    event.button = event.clicks % 2 ? BUTTON_LEFT : BUTTON_RIGHT;
    send(scene, &event);
    event.type = EVENT_POINTER_MOVE;
    for (int i = fuzz_up_to(scene->input, 6); i >= 0; i--) {
        event.x += (float)fuzz_byte(scene->input) - 128;
        event.y += (float)fuzz_byte(scene->input) - 128;
        send(scene, &event);
    }
    event.type = EVENT_POINTER_UP;
    send(scene, &event);
}

static void turn_wheel(struct scene *scene)
{
    static const float far[] = {1e-30f, 1000, -1000, 3e38f};
    struct event event = {.type = EVENT_WHEEL};
    int notches = fuzz_byte(scene->input);
    event.wheel = notches < 4 ? far[notches] : (float)(notches - 128) / 8;
    send(scene, &event);
}

static void press_key(struct scene *scene)
{
    struct event event = {.type = EVENT_KEY};
    int key = fuzz_byte(scene->input), modifiers = fuzz_byte(scene->input);
    event.key = key < 128 ? key : KEY_LEFT + key % (KEY_ALT - KEY_LEFT + 1);
    event.modifiers = modifiers & (MOD_SHIFT | MOD_CTRL | MOD_ALT | MOD_ALTGR);
    event.repeat = modifiers & 128;
    send(scene, &event);
}

// Without what spells "nan" and "inf", and without what leads out of the folder.
static void type_text(struct scene *scene)
{
    static const char *const letters[] = {"a",         "s",    "7",  "0",   ".",        ".strokes",
                                          ".png",      " ",    "é",  "€",   "\xf0\x9f", "\x80",
                                          "e\xcc\x81", "\x1b", "%s", "wild"};
    struct event event = {.type = EVENT_TEXT};
    int letter = fuzz_byte(scene->input);
    snprintf(event.text, sizeof event.text, "%s", letters[letter % 16]);
    if (letter & 16)
        event.key = "[]?7"[letter / 32 % 4];
    send(scene, &event);
}

static void drop(struct scene *scene)
{
    struct event event = {.type = EVENT_DROP};
    int which = fuzz_up_to(scene->input, GIVEN + MORE_NAMES - 1);
    snprintf(event.path, sizeof event.path, "%s%s%s", which % 2 ? home : "", which % 2 ? "/" : "",
             which < GIVEN ? given[which].name : more_names[which - GIVEN]);
    send(scene, &event);
}

static void resize(struct scene *scene)
{
    static const float scales[] = {1, 1.25f, 1.5f, 1.75f, 2, 2.5f, 3, 0.75f};
    int width = 1 + fuzz_byte(scene->input) * 6, height = 1 + fuzz_byte(scene->input) * 4;
    float scale = scales[fuzz_byte(scene->input) % 8];
    FUZZ_PROMISE(app_resize(scene->app, width, height, scale, NULL));
}

static void run_action(struct scene *scene)
{
    int rows = 0;
    while (action_at(&actions_of_window, rows))
        rows++;
    int which = fuzz_up_to(scene->input, rows);
    if (which > 0)
        action_run_row(scene->app, action_at(&actions_of_window, which - 1));
}

// The threads get a moment, if they are at something.
static void wait_a_moment(struct scene *scene)
{
    const struct app *app = scene->app;
    for (int i = 0; i < 20 && (session_trains(&app->session) || app->session.fetching.download ||
                               app->session.opening);
         i++) {
        usleep(2000);
        send(scene, &(struct event){.type = EVENT_WAKE});
        app_refresh(scene->app);
    }
}

static void one_event(struct scene *scene)
{
    switch (fuzz_byte(scene->input) % 16) {
    case 0:
        send_pointer(scene, EVENT_POINTER_MOVE);
        break;
    case 1:
        send_pointer(scene, EVENT_POINTER_DOWN);
        break;
    case 2:
        send_pointer(scene, EVENT_POINTER_UP);
        break;
    case 3:
        send(scene, &(struct event){.type = EVENT_POINTER_LEAVE});
        break;
    case 4:
        turn_wheel(scene);
        break;
    case 5:
        press_key(scene);
        break;
    case 6:
        type_text(scene);
        break;
    case 7:
        drop(scene);
        break;
    case 8:
        resize(scene);
        break;
    case 9:
        draw(scene);
        break;
    case 10:
        pass_time(scene);
        break;
    case 11:
        run_action(scene);
        break;
    case 12:
        click(scene);
        break;
    case 13:
        stroke(scene);
        break;
    case 14:
        wait_a_moment(scene);
        break;
    case 15:
        if (scene->restarts++ < RESTARTS)
            restart(scene);
        break;
    }
}

// Taking back and doing again leads to the same sheet.
static void check_undo(struct pad *pad)
{
    struct ink *sheet = &pad->sheet;
    size_t size = (size_t)sheet->width * (size_t)sheet->height, steps = pad->done;
    pad_end(pad);
    steps = pad->done;
    if (steps == 0 || steps > UNDONE_AT_END)
        return;
    uint8_t *before = malloc(size);
    FUZZ_PROMISE(before);
    memcpy(before, sheet->grey, size);
    for (size_t i = 0; i < steps; i++)
        pad_undo(pad);
    FUZZ_PROMISE(pad_empty(pad));
    for (size_t i = 0; i < steps; i++)
        pad_redo(pad);
    FUZZ_PROMISE(memcmp(before, sheet->grey, size) == 0);
    free(before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    struct scene scene = {.input = &input, .now = 1};
    int before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!home)
        make_home();
    FUZZ_PROMISE(before >= 0 && chdir(home) == 0);
    fill_folder();
    open_app(&scene);
    for (int i = 0; i < EVENTS && input.left && !scene.app->quit; i++)
        one_event(&scene);
    draw(&scene);
    check_undo(&scene.app->session.pad);
    app_close(scene.app);
    FUZZ_PROMISE(fchdir(before) == 0);
    close(before);
    return 0;
}
