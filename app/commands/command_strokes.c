// lenetpad strokes: reads every digit of a strokes file the way the pad reads a drawing. Digits are
// shared among all processors; results are printed afterwards, in the file's order.
#include "app/base/amount.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/options.h"
#include "app/measure/labelled_readings.h"
#include "app/measure/rewritten.h"
#include "app/measure/strokes_file.h"
#include "app/measure/transform.h"
#include "app/measure/writers.h"
#include "app/work/reading/digit_row.h"
#include "app/work/reading/pad_reading.h"
#include "nn/base/threads.h"
#include "nn/data/nondigits.h"
#include "nn/ink/ink.h"
#include "nn/strokes/strokes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_PER_PIECE = 64, NONDIGITS = 5000 };

enum through { THROUGH_STROKES, THROUGH_SHEET };

struct strokes_options {
    const char *model;
    const char *writers; // "1,7,12": only theirs; NULL: everybody's
    const char *way;     // of writing: only digits that can be written so, written so; or NULL
    bool non_digits;     // read these, not a file
    bool kept_back;      // of them those that no training learns
    bool json;
    int through;                // enum through
    bool transformed;           // the drawings are transformed first
    struct transform transform; // also the pen of the sheet
};

// What is kept of one reading.
struct read_digit {
    float probability[LENET_CLASSES];
    float logits[LENET_CLASSES];
    struct evidence evidence;
    int best;
    bool empty, sure;
    char text[48];
    // Of a drawing of several digits, each of them: `several` of them; else 0.
    struct row_digit *part;
    int several;
};

struct strokes_run {
    struct strokes strokes;
    float side; // of the squares that were drawn on; 0 if unknown
    struct lenet lenet;
    struct model_info info;
    struct labelled_readings labelled;
    const struct strokes_options *options;
    struct read_digit *digit; // (digit)
    struct reading *reading;  // (thread)
    struct ink *sheet;        // (thread)
    struct digit_row *row;    // (thread)
    char model[PATH_SIZE];
};

// Without memory for them, that it is several is still said.
static void read_parts(struct strokes_run *run, struct read_digit *digit,
                       const struct drawing *drawing, int thread)
{
    struct digit_row *row = &run->row[thread];
    digit_row_read(row, 0, &run->reading[thread], &run->lenet, &run->info.calibration, NULL,
                   drawing, run->side);
    digit->part = calloc((size_t)row->count, sizeof *digit->part);
    if (!digit->part)
        return;
    digit->several = row->count;
    memcpy(digit->part, row->digit, (size_t)row->count * sizeof *digit->part);
}

static void read_one(struct strokes_run *run, size_t index, int thread)
{
    const struct strokes_options *options = run->options;
    struct read_digit *digit = &run->digit[index];
    struct reading *reading = &run->reading[thread];
    struct drawing *drawing = &run->strokes.digit[index].drawing;
    if (options->transformed)
        transform_drawing(drawing, &options->transform, index);
    if (options->through == THROUGH_SHEET) {
        ink_clear(&run->sheet[thread]);
        ink_draw_drawing(&run->sheet[thread], drawing, transform_diameter(&options->transform));
        reading_of_ink(reading, &run->lenet, &run->info.calibration, &run->sheet[thread]);
    } else {
        reading_of_drawing(reading, &run->lenet, &run->info.calibration, drawing, run->side);
    }
    memcpy(digit->probability, reading->probability, sizeof digit->probability);
    memcpy(digit->logits, reading->activations.logits, sizeof digit->logits);
    digit->evidence = reading->evidence;
    digit->best = reading->best;
    digit->empty = reading->empty;
    digit->sure = reading->sure;
    reading_describe(reading, digit->text, sizeof digit->text);
    if (reading->doubt == READING_SEVERAL)
        read_parts(run, digit, drawing, thread); // which reads anew
}

static void read_piece(void *context, int piece, int thread)
{
    struct strokes_run *run = context;
    size_t first = (size_t)piece * DIGITS_PER_PIECE;
    for (size_t i = first; i < first + DIGITS_PER_PIECE && i < run->strokes.count; i++)
        read_one(run, i, thread);
}

// A sheet for each thread, if sheets are read.
static bool make_sheets(struct strokes_run *run, int threads)
{
    run->sheet = calloc((size_t)threads, sizeof *run->sheet);
    bool good = run->sheet != NULL;
    for (int i = 0; good && run->options->through == THROUGH_SHEET && i < threads; i++)
        good = ink_init(&run->sheet[i], PAD_SIDE, PAD_SIDE, NULL);
    return good;
}

static bool read_all(struct strokes_run *run, struct status *status)
{
    struct threads *threads = NULL;
    if (!threads_open(&threads, 0, status))
        return false;
    size_t count = run->strokes.count;
    int workers = threads_count(threads);
    run->reading = calloc((size_t)workers, sizeof *run->reading);
    run->row = calloc((size_t)workers, sizeof *run->row);
    run->digit = calloc(count + 1, sizeof *run->digit);
    bool good = run->reading && run->row && run->digit && make_sheets(run, workers);
    if (good)
        threads_run(threads, (int)((count + DIGITS_PER_PIECE - 1) / DIGITS_PER_PIECE), read_piece,
                    run);
    else
        status_fail(status, STATUS_NO_MEMORY, "no memory to read %zu digits", count);
    for (int i = 0; run->sheet && i < workers; i++)
        ink_free(&run->sheet[i]);
    free(run->sheet);
    threads_close(threads);
    return good;
}

static bool keep_labelled(struct strokes_run *run, struct status *status)
{
    for (size_t i = 0; i < run->strokes.count; i++) {
        const struct read_digit *digit = &run->digit[i];
        int label = run->strokes.digit[i].label;
        if (label >= 0 && !digit->empty &&
            !labelled_readings_add(&run->labelled, digit->logits, &digit->evidence, label))
            return status_fail(status, STATUS_NO_MEMORY, "no memory for the readings");
    }
    return true;
}

// Counts the labelled digits. An empty drawing cannot be read: it counts as a mistake but has no
// reading.
struct score {
    uint32_t counts[10][10]; // (label, reading)
    uint32_t empty[10];      // (label)
    size_t labelled, correct, empty_count;
};

static struct score score_of(const struct strokes_run *run)
{
    struct score score = {0};
    for (size_t i = 0; i < run->strokes.count; i++) {
        int label = run->strokes.digit[i].label;
        const struct read_digit *digit = &run->digit[i];
        if (label < 0)
            continue;
        score.labelled++;
        if (digit->empty) {
            score.empty[label]++;
            score.empty_count++;
            continue;
        }
        score.counts[label][digit->best]++;
        score.correct += digit->best == label;
    }
    return score;
}

// Each of several digits.
static void add_parts(struct json *json, cJSON *item, const struct read_digit *digit)
{
    cJSON *list = json_array(json, item, "several");
    for (int i = 0; i < digit->several; i++) {
        const struct row_digit *part = &digit->part[i];
        cJSON *one = json_object(json, list, NULL);
        json_number(json, one, "reading", part->best);
        json_bool(json, one, "sure", part->sure);
        json_probabilities(json, one, "probabilities", part->probability, LENET_CLASSES);
    }
}

static void add_digit(struct json *json, cJSON *list, const struct strokes_digit *given,
                      const struct read_digit *digit)
{
    cJSON *item = json_object(json, list, NULL);
    if (given->label >= 0)
        json_number(json, item, "label", given->label);
    if (*given->writer)
        json_text(json, item, "writer", given->writer);
    json_bool(json, item, "empty", digit->empty);
    if (digit->empty)
        return;
    json_number(json, item, "reading", digit->best);
    json_bool(json, item, "sure", digit->sure);
    json_probabilities(json, item, "probabilities", digit->probability, LENET_CLASSES);
    if (digit->several > 0)
        add_parts(json, item, digit);
}

static int print_json(const struct strokes_run *run, const char *path, struct score *score)
{
    struct json json;
    json_begin(&json);
    json_path(&json, json.top, "model", run->model);
    if (path)
        json_text(&json, json.top, "file", path);
    json_number(&json, json.top, "labelled", (double)score->labelled);
    json_number(&json, json.top, "correct", (double)score->correct);
    json_number(&json, json.top, "empty", (double)score->empty_count);
    json_add_counts(&json, score->counts, score->empty);
    labelled_readings_add_json(&run->labelled, &run->info.calibration, &json);
    cJSON *list = json_array(&json, json.top, "readings");
    for (size_t i = 0; i < run->strokes.count; i++)
        add_digit(&json, list, &run->strokes.digit[i], &run->digit[i]);
    return json_print(&json);
}

// How many of one kind of non-digits, or of all (kind NONDIGIT_KINDS), are called sure.
static size_t count_sure(const struct strokes_run *run, int kind, size_t *count)
{
    size_t sure = 0;
    *count = 0;
    for (size_t i = 0; i < run->strokes.count; i++)
        if (kind == NONDIGIT_KINDS ||
            !strcmp(run->strokes.digit[i].writer, nondigits_names[kind])) {
            sure += run->digit[i].sure;
            ++*count;
        }
    return sure;
}

static void print_non_digits(const struct strokes_run *run)
{
    printf("not sure, or nothing drawn:\n");
    for (int kind = 0; kind <= NONDIGIT_KINDS; kind++) {
        size_t count, sure = count_sure(run, kind, &count);
        printf("%10s  %6.2f%% (%zu of %zu)\n",
               kind < NONDIGIT_KINDS ? nondigits_names[kind] : "all",
               amount_percent(count - sure, count), count - sure, count);
    }
}

static void print_digit(const struct read_digit *digit, size_t number)
{
    if (digit->several == 0) {
        printf("%zu: %s\n", number, digit->text);
        return;
    }
    printf("%zu: %d digits", number, digit->several);
    for (int i = 0; i < digit->several; i++)
        printf("%s %s", i > 0 ? "," : ":", digit->part[i].text);
    printf("\n");
}

// The labelled ones that look like several digits, as each is counted as one.
static void print_several(const struct strokes_run *run)
{
    enum { NAMED = 12 };
    size_t several = 0;
    for (size_t i = 0; i < run->strokes.count; i++) {
        if (run->strokes.digit[i].label < 0 || run->digit[i].several == 0)
            continue;
        if (several++ < NAMED)
            printf("%s %zu", several == 1 ? "look like several digits, but are read as one:" : ",",
                   i + 1);
    }
    if (several > NAMED)
        printf(", and %zu more", several - NAMED);
    if (several > 0)
        printf("\n");
}

static void print_text(const struct strokes_run *run, struct score *score)
{
    for (size_t i = 0; i < run->strokes.count; i++)
        if (run->strokes.digit[i].label < 0)
            print_digit(&run->digit[i], i + 1);
    if (score->labelled == 0)
        return;
    printf("correct %.2f%% (%zu of %zu)\n", amount_percent(score->correct, score->labelled),
           score->correct, score->labelled);
    labelled_readings_print(&run->labelled, &run->info.calibration);
    if (score->empty_count > 0)
        printf("%zu without a stroke, counted as wrong\n", score->empty_count);
    print_several(run);
    print_digit_table(score->counts, score->empty);
}

static bool load_strokes(struct strokes *strokes, const char *path, const char *wanted,
                         struct status *status)
{
    struct writers writers;
    if (!writers_parse(&writers, wanted, status))
        return false;
    if (!strokes_file_load(strokes, path, status))
        return false;
    if (wanted)
        writers_keep_only(&writers, strokes);
    return writers_check_met(&writers, status);
}

static bool load_rewritten(struct strokes *strokes, const struct strokes_options *options,
                           const char *path, struct status *status)
{
    return load_strokes(strokes, path, options->writers, status) &&
           (!options->way || rewritten_in(strokes, options->way, status));
}

static bool load(struct strokes *strokes, const struct strokes_options *options, const char *path,
                 struct status *status)
{
    return options->non_digits
               ? nondigits_make(strokes, NONDIGITS,
                                options->kept_back ? NONDIGITS_KEPT_BACK : NONDIGITS_ALL, 1, status)
               : load_rewritten(strokes, options, path, status);
}

static int run_strokes(const struct strokes_options *options, const char *path)
{
    int exit_code = EXIT_DONE;
    struct status status = {0};
    struct strokes_run *run = calloc(1, sizeof *run);
    if (!run) {
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
        goto fail;
    }
    run->options = options;
    run->side = options->non_digits ? NONDIGIT_SIDE : 0;
    if (!command_load_model(&run->lenet, &run->info, options->model, run->model, &status) ||
        !load(&run->strokes, options, path, &status) || !read_all(run, &status) ||
        !keep_labelled(run, &status))
        goto fail;
    struct score score = score_of(run);
    if (options->json)
        exit_code = print_json(run, path, &score);
    else if (options->non_digits)
        print_non_digits(run);
    else
        print_text(run, &score);
    goto done;
fail:
    exit_code = command_fail(&status);
done:
    if (run) {
        labelled_readings_free(&run->labelled);
        for (size_t i = 0; run->digit && i < run->strokes.count; i++)
            free(run->digit[i].part);
        strokes_free(&run->strokes);
        free(run->digit);
        free(run->row);
        free(run->reading);
    }
    free(run);
    return exit_code;
}

int command_strokes(int argc, char **argv)
{
    struct strokes_options wanted = {.transform = {.scale = 0.8f, .pen = 1}};
    static const char *const ways[] = {"strokes", "sheet"};
    struct transform *transform = &wanted.transform;
    struct option options[] = {
        OPTION_READ("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_TEXT("writers", &wanted.writers, "LIST", "only the digits of these: 1,7,12"),
        OPTION_TEXT("way", &wanted.way, "NAME",
                    "only digits that can be written in this rarer way, written so"),
        OPTION_FLAG("non-digits", &wanted.non_digits, "read letters, scribbles, ... instead"),
        OPTION_FLAG("kept-back", &wanted.kept_back, "of these only what no training learns"),
        OPTION_FLAG("json", &wanted.json, "print one JSON object"),
        OPTION_CHOICE("through", &wanted.through, "WAY", ways, 2,
                      "what is read: the points (strokes) or a picture of the ink (sheet)"),
        OPTION_FLOAT("scale", &transform->scale, "S", 0.01, 1,
                     "longer side, as a share of the pad"),
        OPTION_FLOAT("pen", &transform->pen, "P", 0.05, 10,
                     "the sheet's pen (--through sheet), in normal pens"),
        OPTION_FLOAT("slant", &transform->slant, "DEG", -60, 60,
                     "slants the drawings to the right"),
        OPTION_FLOAT("shift", &transform->shift, "F", 0, 1,
                     "moves each about the pad, at random by up to F of the room left"),
        OPTION_U64("seed", &transform->seed, "N", "another N shifts (--shift) in other ways"),
    };
    struct command_line line = {
        .command = "strokes",
        .operand_word = "FILE|--non-digits",
        .operand_dash = OPTION_DASH_INPUT,
        .summary =
            "Reads every digit of a strokes file (or UNIPEN text) as if it were drawn on the "
            "pad.\nLabelled digits are counted, others are printed one by one. To see what size, "
            "place,\nslant and pen matter, the digits can be put on the pad in other ways first. "
            "--non-digits\nreads built-in drawings that are none, and counts how many are not "
            "called sure.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .operands_min = 0,
        .operands_max = 1,
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    if (wanted.non_digits && line.operand_count > 0)
        return command_line_mistake(&line, "--non-digits goes without a file");
    if (!wanted.non_digits && line.operand_count == 0)
        return command_line_mistake(&line, "the strokes file is missing");
    wanted.transformed = wanted.through == THROUGH_SHEET || command_line_given(&line, "scale") ||
                         command_line_given(&line, "slant") || command_line_given(&line, "shift");
    return run_strokes(&wanted, line.operand_count > 0 ? line.operand[0] : NULL);
}
