// A data set alone is loaded by data_source; here it is joined with others and with strokes files,
// and cut into what is learnt and what is tested, the same for the command line and for the window.
#include "app/training/data_split.h"

#include "app/console/shell_word.h"
#include "app/language/tr.h"
#include "app/measure/strokes_file.h"
#include "app/measure/writers.h"
#include "app/training/data_source.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// ---- Images -------------------------------------------------------------------------------------

static bool load_part(struct dataset *data, const struct data_split_request *request,
                      enum dataset_part part, struct status *status)
{
    return request->quiet ? data_source_load(data, request->data, part, status)
                          : data_source_load_and_say(data, request->data, part, status);
}

static bool load_images(struct data_split *set, const struct data_split_request *request,
                        struct status *status)
{
    struct dataset *loaded = &set->loaded[0];
    if (!load_part(loaded, request, DATASET_TRAIN, status))
        return false;
    size_t count = loaded->count, held = (size_t)request->hold_out;
    if (held >= count)
        return status_fail(status, STATUS_USAGE,
                           "--hold-out %zu leaves none of the %zu training images", held, count);
    set->train = dataset_slice(loaded, 0, count - held);
    set->test = dataset_slice(loaded, count - held, held);
    if (held > 0)
        return true;
    if (!load_part(&set->loaded_test, request, DATASET_TEST, status))
        return false;
    set->test = set->loaded_test;
    return true;
}

// ---- Drawings -----------------------------------------------------------------------------------

// Adds to `drawings`, one of the set's.
static bool add_digit(struct data_split *set, struct stroke_dataset *drawings,
                      const struct strokes_digit *digit, struct writers *held_out,
                      struct status *status)
{
    if (writers_include(held_out, digit->writer)) {
        set->held_out++;
        return true;
    }
    enum stroke_dataset_added added = stroke_dataset_add(drawings, digit);
    set->unlabelled += added == STROKE_DATASET_UNLABELLED;
    set->unusable += added == STROKE_DATASET_EMPTY || added == STROKE_DATASET_NO_DIGIT;
    return added != STROKE_DATASET_NO_MEMORY ||
           status_fail(status, STATUS_NO_MEMORY, tr("no memory for %zu drawings"),
                       drawings->count + 1);
}

static bool add_file(struct data_split *set, struct stroke_dataset *drawings, const char *path,
                     struct writers *held_out, struct status *status)
{
    struct strokes strokes;
    if (!strokes_file_load(&strokes, path, status))
        return false;
    size_t before = drawings->count + set->held_out;
    bool added = true;
    for (size_t i = 0; i < strokes.count && added; i++)
        added = add_digit(set, drawings, &strokes.digit[i], held_out, status);
    strokes_free(&strokes);
    if (added && drawings->count + set->held_out == before)
        return status_fail(status, STATUS_BAD_DATA,
                           tr("%s: no digit in it has a label and strokes, so that nothing can be "
                              "learnt from it"),
                           path);
    return added;
}

static bool load_drawings(struct data_split *set, const struct data_split_request *request,
                          struct status *status)
{
    struct writers held_out;
    if (!writers_parse(&held_out, request->hold_out_writers, status))
        return false;
    for (int i = 0; i < request->strokes.count; i++)
        if (!add_file(set, &set->drawings[0], request->strokes.item[i], &held_out, status))
            return false;
    return writers_check_met(&held_out, status);
}

bool data_split_load(struct data_split *set, const struct data_split_request *request,
                     struct status *status)
{
    if (!load_images(set, request, status) || !load_drawings(set, request, status))
        return false;
    set->data = (struct training_set){
        .images = &set->train,
        .part = {{&set->drawings[0], request->strokes_repeat, request->strokes_every}}};
    return true;
}

// ---- A set-up -----------------------------------------------------------------------------------

static const enum run_part_kind image_kinds[DATA_SPLIT_IMAGES] = {RUN_PART_MNIST, RUN_PART_PRACTICE,
                                                                  RUN_PART_FOLDER};

static bool load_kind(struct dataset *data, const struct run_setup *setup, enum run_part_kind kind,
                      enum dataset_part part, struct status *status)
{
    char folder[PATH_SIZE];
    if (kind == RUN_PART_PRACTICE)
        return data_source_load(data, DATA_SOURCE_PRACTICE, part, status);
    if (kind == RUN_PART_FOLDER)
        return data_source_load(data, setup->part[kind].path, part, status);
    run_setup_mnist_folder(folder, setup);
    return data_source_load(data, folder[0] ? folder : NULL, part, status);
}

// Of one kind's images `taken` are used, evenly spaced, and of those the last ones are held out.
struct cut {
    size_t taken, held;
};

static size_t share_of(size_t count, int share)
{
    size_t taken = count * (size_t)share / 100;
    return taken == 0 && count > 0 ? 1 : taken;
}

// Each kind's part of what is held out is its part of all: so rounded that the parts add up.
// Returns how many images are used in all.
static size_t make_cuts(struct cut cuts[DATA_SPLIT_IMAGES], const struct data_split *set,
                        const struct run_setup *setup)
{
    size_t all = 0, before = 0, held = (size_t)setup->hold_out;
    for (int i = 0; i < DATA_SPLIT_IMAGES; i++) {
        cuts[i].taken = share_of(set->loaded[i].count, setup->part[image_kinds[i]].share);
        all += cuts[i].taken;
    }
    for (int i = 0; i < DATA_SPLIT_IMAGES && all > 0; i++) {
        size_t after = before + cuts[i].taken;
        cuts[i].held = held * after / all - held * before / all;
        before = after;
    }
    return all;
}

// Image `index` of `from` becomes number `at` of `to`.
static void copy_image(struct dataset *to, size_t at, const struct dataset *from, size_t index)
{
    memcpy(to->image[at], from->image[index], sizeof *to->image);
    to->label[at] = from->label[index];
}

static bool join(struct data_split *set, const struct cut cuts[DATA_SPLIT_IMAGES],
                 struct status *status)
{
    size_t learnt = 0, held = 0, at = 0, held_at = 0;
    for (int i = 0; i < DATA_SPLIT_IMAGES; i++) {
        learnt += cuts[i].taken - cuts[i].held;
        held += cuts[i].held;
    }
    if (!dataset_init(&set->joined, learnt, status) ||
        (held > 0 && !dataset_init(&set->joined_held, held, status)))
        return false;
    for (int i = 0; i < DATA_SPLIT_IMAGES; i++) {
        const struct dataset *from = &set->loaded[i];
        const struct cut *cut = &cuts[i];
        for (size_t k = 0; k < cut->taken; k++) {
            size_t index = k * from->count / cut->taken;
            if (k < cut->taken - cut->held)
                copy_image(&set->joined, at++, from, index);
            else
                copy_image(&set->joined_held, held_at++, from, index);
        }
        dataset_free(&set->loaded[i]);
    }
    set->train = set->joined;
    set->held = set->joined_held;
    return true;
}

// One kind, and all of it, needs no copy.
static bool cut_images(struct data_split *set, const struct run_setup *setup, struct status *status)
{
    struct cut cuts[DATA_SPLIT_IMAGES];
    size_t all = make_cuts(cuts, set, setup), held = (size_t)setup->hold_out;
    if (held > 0 && held >= all)
        return status_fail(
            status, STATUS_USAGE,
            tr("%zu images held out leave none of the %zu training images; hold fewer "
               "of them out"),
            held, all);
    for (int i = 0; i < DATA_SPLIT_IMAGES; i++) {
        if (all == 0 || cuts[i].taken != all || set->loaded[i].count != all)
            continue;
        set->train = dataset_slice(&set->loaded[i], 0, all - held);
        set->held = dataset_slice(&set->loaded[i], all - held, held);
        return true;
    }
    return all == 0 || join(set, cuts, status);
}

static bool load_setup_images(struct data_split *set, const struct run_setup *setup,
                              struct status *status)
{
    for (int i = 0; i < DATA_SPLIT_IMAGES; i++)
        if (setup->part[image_kinds[i]].used &&
            !load_kind(&set->loaded[i], setup, image_kinds[i], DATASET_TRAIN, status))
            return false;
    return cut_images(set, setup, status);
}

static bool add_setup_drawings(struct data_split *set, const struct run_setup *setup,
                               enum run_part_kind kind, int index, struct status *status)
{
    const struct run_part *part = &setup->part[kind];
    struct writers nobody = {0};
    char path[PATH_SIZE];
    if (!part->used)
        return true;
    snprintf(path, sizeof path, "%s", part->path);
    if (kind == RUN_PART_OWN && !path[0] && !path_of_own_digits(path, status))
        return false;
    if (!add_file(set, &set->drawings[index], path, &nobody, status))
        return false;
    set->data.part[index].drawings = &set->drawings[index];
    data_split_share(&set->data.part[index], part->share);
    return true;
}

bool data_split_load_setup(struct data_split *set, const struct run_setup *setup,
                           struct status *status)
{
    if (!load_setup_images(set, setup, status) ||
        !load_kind(&set->loaded_test, setup, run_setup_tested(setup), DATASET_TEST, status))
        return false;
    set->test = set->loaded_test;
    set->data = (struct training_set){.images = &set->train};
    if (!add_setup_drawings(set, setup, RUN_PART_STROKES, 0, status) ||
        !add_setup_drawings(set, setup, RUN_PART_OWN, 1, status))
        return false;
    return training_set_count(&set->data) > 0 ||
           status_fail(status, STATUS_USAGE, tr("nothing is chosen to learn from"));
}

// Few epochs hold a turn if they come near enough; else those that come nearest.
void data_split_share(struct training_part *part, int share)
{
    enum { LONGEST = 10 }; // epochs
    double least = 1;
    part->repeat = part->every = 1;
    for (int every = 1; every <= LONGEST && least > 0.05; every++) {
        int repeat = (share * every + 50) / 100;
        double off = fabs(100.0 * repeat / every / share - 1);
        if (repeat == 0 || off >= least)
            continue;
        least = off;
        part->repeat = repeat;
        part->every = every;
    }
}

// ---- What was loaded ----------------------------------------------------------------------------

size_t data_split_drawings(const struct data_split *set)
{
    size_t count = 0;
    for (int i = 0; i < TRAINING_SET_GIVEN; i++)
        count += set->drawings[i].count;
    return count;
}

void data_split_free(struct data_split *set)
{
    for (int i = 0; i < DATA_SPLIT_IMAGES; i++)
        dataset_free(&set->loaded[i]);
    dataset_free(&set->loaded_test);
    dataset_free(&set->joined);
    dataset_free(&set->joined_held);
    for (int i = 0; i < TRAINING_SET_GIVEN; i++)
        stroke_dataset_free(&set->drawings[i]);
    *set = (struct data_split){0};
}

static void append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void append(char *text, size_t size, const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text + used, size - used, format, arguments);
    va_end(arguments);
}

void data_split_print_options(FILE *to, const struct data_split_request *request, bool portable)
{
    bool named = request->data && (!portable || data_source_is_practice(request->data));
    if (named || portable) {
        fputs(" --data", to);
        shell_print(to, named ? request->data : "DIR");
    }
    for (int i = 0; i < request->strokes.count; i++) {
        fputs(" --strokes", to);
        shell_print(to, portable ? "FILE" : request->strokes.item[i]);
    }
    if (request->strokes.count > 0)
        fprintf(to, " --strokes-every %d", request->strokes_every);
    if (request->strokes.count > 0 && request->strokes_repeat != 1)
        fprintf(to, " --strokes-repeat %d", request->strokes_repeat);
    if (request->hold_out_writers) {
        fputs(" --hold-out-writers", to);
        shell_print(to, request->hold_out_writers);
    }
    if (request->hold_out > 0)
        fprintf(to, " --hold-out %d", request->hold_out);
}

void data_split_describe(char *text, size_t size, const struct data_split *set,
                         const struct data_split_request *request)
{
    *text = '\0';
    if (data_source_is_practice(request->data))
        append(text, size, "practice digits");
    else if (set->loaded[0].count == 60000 && request->hold_out > 0)
        append(text, size, "the first %zu digits of MNIST", set->train.count);
    else if (set->loaded[0].count == 60000 && set->test.count == 10000)
        append(text, size, "MNIST");
    else
        append(text, size, "%zu digits", set->train.count);
    size_t drawings = data_split_drawings(set);
    if (drawings > 0)
        append(text, size, " and %zu pen digit%s", drawings, drawings == 1 ? "" : "s");
}
