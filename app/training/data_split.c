// A data set alone is loaded by data_source; here it is joined with strokes files and cut into what
// is learnt and what is tested, the same for the command line and for the window.
#include "app/training/data_split.h"

#include "app/console/shell_word.h"
#include "app/measure/strokes_file.h"
#include "app/measure/writers.h"
#include "app/training/data_source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Images first .. first + count of a data set.
static struct dataset part_of(const struct dataset *data, size_t first, size_t count)
{
    return (struct dataset){
        .image = data->image + first, .label = data->label + first, .count = count};
}

static bool load_part(struct dataset *data, const struct data_split_request *request,
                      enum dataset_part part, struct status *status)
{
    return request->quiet ? data_source_load(data, request->data, part, status)
                          : data_source_load_and_say(data, request->data, part, status);
}

static bool load_images(struct data_split *set, const struct data_split_request *request,
                        struct status *status)
{
    if (!load_part(&set->loaded, request, DATASET_TRAIN, status))
        return false;
    size_t count = set->loaded.count, held = (size_t)request->hold_out;
    if (held >= count)
        return status_fail(status, STATUS_USAGE,
                           "--hold-out %zu leaves none of the %zu training images", held, count);
    set->train = part_of(&set->loaded, 0, count - held);
    set->test = part_of(&set->loaded, count - held, held);
    if (held > 0)
        return true;
    if (!load_part(&set->loaded_test, request, DATASET_TEST, status))
        return false;
    set->test = set->loaded_test;
    return true;
}

static bool add_digit(struct data_split *set, const struct strokes_digit *digit,
                      struct writers *held_out, struct status *status)
{
    if (writers_include(held_out, digit->writer)) {
        set->held_out++;
        return true;
    }
    enum stroke_dataset_added added = stroke_dataset_add(&set->drawings, digit);
    set->unlabelled += added == STROKE_DATASET_UNLABELLED;
    set->unusable += added == STROKE_DATASET_EMPTY || added == STROKE_DATASET_NO_DIGIT;
    return added != STROKE_DATASET_NO_MEMORY ||
           status_fail(status, STATUS_NO_MEMORY, "no memory for %zu drawings",
                       set->drawings.count + 1);
}

static bool add_file(struct data_split *set, const char *path, struct writers *held_out,
                     struct status *status)
{
    struct strokes strokes;
    if (!strokes_file_load(&strokes, path, status))
        return false;
    size_t before = set->drawings.count + set->held_out;
    bool added = true;
    for (size_t i = 0; i < strokes.count && added; i++)
        added = add_digit(set, &strokes.digit[i], held_out, status);
    strokes_free(&strokes);
    if (added && set->drawings.count + set->held_out == before)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s: no digit in it has a label and strokes, so that nothing can be "
                           "learnt from it",
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
        if (!add_file(set, request->strokes.item[i], &held_out, status))
            return false;
    return writers_check_met(&held_out, status);
}

bool data_split_load(struct data_split *set, const struct data_split_request *request,
                     struct status *status)
{
    if (!load_images(set, request, status) || !load_drawings(set, request, status))
        return false;
    set->data = (struct training_set){&set->train, &set->drawings, request->strokes_repeat,
                                      request->strokes_every};
    return true;
}

void data_split_free(struct data_split *set)
{
    dataset_free(&set->loaded);
    dataset_free(&set->loaded_test);
    stroke_dataset_free(&set->drawings);
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
    else if (set->loaded.count == 60000 && request->hold_out > 0)
        append(text, size, "the first %zu digits of MNIST", set->train.count);
    else if (set->loaded.count == 60000 && set->test.count == 10000)
        append(text, size, "MNIST");
    else
        append(text, size, "%zu digits", set->train.count);
    if (set->drawings.count > 0)
        append(text, size, " and %zu pen digit%s", set->drawings.count,
               set->drawings.count == 1 ? "" : "s");
}
