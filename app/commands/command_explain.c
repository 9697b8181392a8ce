// lenetpad explain: the arithmetic behind one value of the network, and why a digit is read as it
// is, for scripts and for those who want to check the sums by hand.
#include "app/base/printed.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/options.h"
#include "app/console/say.h"
#include "app/explain/cell_name.h"
#include "app/explain/explainer.h"
#include "app/measure/strokes_file.h"
#include "app/pictures/picture.h"
#include "app/session/state/pin.h"
#include "app/work/pad_reading.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const method_names[EXPLAINER_METHODS] = {"gradient", "integrated", "occlusion"};

struct explain_options {
    const char *model, *unit, *why;
    int index, method;
    bool strokes, terms, flip, json;
};

struct explanation {
    struct lenet lenet;
    struct model_info info;
    char model[PATH_SIZE];
    struct reading reading;
    struct terms_cell cell;
    struct terms terms;
    struct explainer_question question; // if `why` was asked
    struct explainer_answer answer;
    struct json json;
};

// ---- What is explained --------------------------------------------------------------------------

static bool read_strokes(struct explanation *e, const char *path, int index, struct status *status)
{
    struct strokes strokes;
    if (!strokes_file_load(&strokes, path, status))
        return false;
    bool there = (size_t)index < strokes.count;
    if (there)
        reading_of_drawing(&e->reading, &e->lenet, &e->info.calibration,
                           &strokes.digit[index].drawing, 0);
    else
        status_fail(status, STATUS_USAGE, "%s has %zu digits; --index counts them from 0", path,
                    strokes.count);
    strokes_free(&strokes);
    return there;
}

static bool read_picture(struct explanation *e, const char *path, struct status *status)
{
    struct ink ink;
    if (!picture_load(&ink, path, status))
        return false;
    reading_of_ink(&e->reading, &e->lenet, &e->info.calibration, &ink);
    ink_free(&ink);
    return true;
}

static bool read_digit(struct explanation *e, const struct explain_options *options,
                       const char *path, struct status *status)
{
    if (!(options->strokes ? read_strokes(e, path, options->index, status)
                           : read_picture(e, path, status)))
        return false;
    return !e->reading.empty ||
           status_fail(status, STATUS_BAD_DATA, "%s: nothing is drawn there to be explained", path);
}

// ---- The arithmetic -----------------------------------------------------------------------------

static void print_line(const char *label, double units)
{
    char text[PRINTED_TEXT];
    printed_text(units, text);
    printf("  %-28s %10s\n", label, text);
}

static void print_terms(const struct terms *terms, int first, int count, const char *of)
{
    for (int i = first; i < first + count; i++) {
        char label[64];
        snprintf(label, sizeof label, "%s %d: %.4f x %.4f", of, i - first, terms->input[i],
                 terms->weight[i]);
        print_line(label, printed_units(terms->product[i]));
    }
}

// What the printed parts lack to the printed sum.
static void print_rounding(double units)
{
    if (units != 0)
        print_line("+ rounding", units);
}

static void print_groups(const struct terms *terms, bool each)
{
    double units = printed_units(terms->bias);
    for (int i = 0; i < terms->groups; i++) {
        const struct terms_group *group = &terms->group[i];
        char label[32];
        int count = group->rows * group->columns;
        if (each) {
            print_terms(terms, group->first, count, "  cell");
            print_rounding(printed_residue(group->sum, terms->product + group->first, count));
        }
        snprintf(label, sizeof label, "map %d of %s", group->map, lenet_layers[terms->from].name);
        print_line(label, printed_units(group->sum));
        units += printed_units(group->sum);
    }
    print_line("+ bias", printed_units(terms->bias));
    print_rounding(printed_units(terms->sum) - units);
}

static void print_units(const struct terms *terms)
{
    int order[TERMS_MOST];
    int count = pin_largest(terms, order, TERMS_MOST);
    double units = printed_units(terms->bias);
    for (int i = 0; i < count; i++) {
        char label[64];
        snprintf(label, sizeof label, "%s %d: %.4f x %.4f", lenet_layers[terms->from].name,
                 order[i], terms->input[order[i]], terms->weight[order[i]]);
        print_line(label, printed_units(terms->product[order[i]]));
        units += printed_units(terms->product[order[i]]);
    }
    print_line("+ bias", printed_units(terms->bias));
    print_rounding(printed_units(terms->sum) - units);
}

static void print_pooling(const struct terms *terms)
{
    double share = terms->average * terms->coefficient;
    for (int i = 0; i < 4; i++)
        print_line(i == 0 ? "input" : "+ input", printed_units(terms->input[i]));
    print_line("average of the four", printed_units(terms->average));
    print_line("x coefficient", printed_units(terms->coefficient));
    print_line("= their product", printed_units(share));
    print_line("+ bias", printed_units(terms->bias));
    print_rounding(printed_units(terms->sum) - printed_units(share) - printed_units(terms->bias));
}

static void print_softmax(const struct explanation *e)
{
    struct terms_softmax softmax;
    terms_of_softmax(&softmax, e->reading.activations.logits, e->info.calibration.temperature);
    printf("softmax of the logits divided by %g:\n", softmax.temperature);
    for (int i = 0; i < LENET_CLASSES; i++)
        printf("  %d  logit %9.4f  exponential %.4e  share %.4f\n", i, softmax.logit[i],
               softmax.exponential[i], softmax.share[i]);
}

static void print_unit(const struct explanation *e, bool each)
{
    const struct terms *terms = &e->terms;
    enum lenet_layer_id layer = e->cell.layer;
    printf("%s map %d, row %d, column %d (all count from 0)\n", lenet_layers[layer].name,
           e->cell.map, e->cell.row, e->cell.column);
    if (layer == LENET_S2 || layer == LENET_S4)
        print_pooling(terms);
    else if (layer == LENET_F6 || layer == LENET_OUTPUT)
        print_units(terms);
    else
        print_groups(terms, each);
    print_line(layer == LENET_OUTPUT ? "= sum: logit" : "= sum", printed_units(terms->sum));
    if (terms->value != terms->sum)
        print_line("its sigmoid", printed_units(terms->value));
    if (layer == LENET_OUTPUT)
        print_softmax(e);
}

// ---- Why ----------------------------------------------------------------------------------------

static void print_pixels(const struct explainer_answer *answer)
{
    enum { SHOWN = 8 };
    bool shown[LENET_SIDE][LENET_SIDE] = {0};
    for (int n = 0; n < SHOWN; n++) {
        int row = 0, column = 0;
        float most = -1;
        for (int i = 0; i < LENET_SIDE * LENET_SIDE; i++) {
            float value = answer->map[i / LENET_SIDE][i % LENET_SIDE];
            float amount = value < 0 ? -value : value;
            if (!shown[i / LENET_SIDE][i % LENET_SIDE] && amount > most) {
                most = amount;
                row = i / LENET_SIDE;
                column = i % LENET_SIDE;
            }
        }
        shown[row][column] = true;
        printf("  row %2d, column %2d  %+8.4f\n", row, column, (double)answer->map[row][column]);
    }
}

static void print_why(const struct explanation *e)
{
    const struct explainer_answer *answer = &e->answer;
    const struct explainer_question *question = &answer->question;
    const struct change_flip *flip = &answer->flip;
    if (question->instead >= 0)
        printf("why %d, not %d: logits differ by %.4f\n", question->digit, question->instead,
               answer->logit);
    else
        printf("why %d: logit %.4f\n", question->digit, answer->logit);
    printf("pixels that matter most (%s; above 0 speaks for it):\n",
           method_names[question->method]);
    print_pixels(answer);
    if (!question->flip)
        return;
    if (flip->finished)
        printf("%d pixel%s would make it %d:\n", flip->count, flip->count == 1 ? "" : "s",
               flip->to);
    else
        printf("not even %d pixels would; it is %d then:\n", flip->count, flip->to);
    for (int i = 0; i < flip->count; i++)
        printf("  row %2d, column %2d  %s\n", flip->pixel[i].row, flip->pixel[i].column,
               flip->pixel[i].ink ? "ink" : "background");
}

// ---- JSON ---------------------------------------------------------------------------------------

static void add_numbers(struct json *json, cJSON *to, const char *key, const double *number,
                        int count)
{
    cJSON *list = json_array(json, to, key);
    for (int i = 0; i < count; i++)
        json_number(json, list, NULL, number[i]);
}

static void add_unit(struct explanation *e)
{
    struct json *json = &e->json;
    const struct terms *terms = &e->terms;
    cJSON *unit = json_object(json, json->top, "unit");
    json_text(json, unit, "layer", lenet_layers[e->cell.layer].name);
    json_number(json, unit, "map", e->cell.map);
    json_number(json, unit, "row", e->cell.row);
    json_number(json, unit, "column", e->cell.column);
    cJSON *groups = json_array(json, unit, "groups");
    for (int i = 0; i < terms->groups; i++) {
        const struct terms_group *group = &terms->group[i];
        cJSON *item = json_object(json, groups, NULL);
        int count = group->rows * group->columns;
        json_number(json, item, "map", group->map);
        json_number(json, item, "row", group->row);
        json_number(json, item, "column", group->column);
        add_numbers(json, item, "input", terms->input + group->first, count);
        add_numbers(json, item, "weight", terms->weight + group->first, count);
        add_numbers(json, item, "product", terms->product + group->first, count);
        json_number(json, item, "sum", group->sum);
    }
    json_number(json, unit, "bias", terms->bias);
    json_number(json, unit, "sum", terms->sum);
    json_number(json, unit, "value", terms->value);
}

static void add_why(struct explanation *e)
{
    struct json *json = &e->json;
    const struct explainer_answer *answer = &e->answer;
    cJSON *why = json_object(json, json->top, "why");
    json_number(json, why, "digit", answer->question.digit);
    if (answer->question.instead >= 0)
        json_number(json, why, "instead", answer->question.instead);
    json_text(json, why, "method", method_names[answer->question.method]);
    json_number(json, why, "logit", answer->logit);
    cJSON *map = json_array(json, why, "map");
    for (int row = 0; row < LENET_SIDE; row++) {
        cJSON *line = json_array(json, map, NULL);
        for (int column = 0; column < LENET_SIDE; column++)
            json_number(json, line, NULL, (double)answer->map[row][column]);
    }
    if (!answer->question.flip)
        return;
    cJSON *flip = json_object(json, why, "flip");
    json_bool(json, flip, "finished", answer->flip.finished);
    json_number(json, flip, "to", answer->flip.to);
    cJSON *pixels = json_array(json, flip, "pixels");
    for (int i = 0; i < answer->flip.count; i++) {
        cJSON *pixel = json_object(json, pixels, NULL);
        json_number(json, pixel, "row", answer->flip.pixel[i].row);
        json_number(json, pixel, "column", answer->flip.pixel[i].column);
        json_bool(json, pixel, "ink", answer->flip.pixel[i].ink);
    }
}

// ---- The command --------------------------------------------------------------------------------

static int print_all(struct explanation *e, const struct explain_options *options, const char *path)
{
    char text[128];
    if (options->json) {
        json_begin(&e->json);
        json_path(&e->json, e->json.top, "model", e->model);
        json_text(&e->json, e->json.top, "file", path);
        json_number(&e->json, e->json.top, "reading", e->reading.best);
        json_probabilities(&e->json, e->json.top, "probabilities", e->reading.probability,
                           LENET_CLASSES);
        add_unit(e);
        if (options->why)
            add_why(e);
        return json_print(&e->json);
    }
    reading_describe(&e->reading, text, sizeof text);
    printf("%s: %s\n", shown_path(path).text, text);
    if (options->unit || !options->why)
        print_unit(e, options->terms);
    if (options->why)
        print_why(e);
    return EXIT_DONE;
}

// What was asked, before a file is opened.
static bool understand(struct explanation *e, const struct explain_options *options,
                       struct status *status)
{
    if (options->why && !explainer_question_parse(&e->question, options->why, status))
        return false;
    e->question.method = (enum explainer_method)options->method;
    e->question.flip = options->flip;
    if (!options->unit)
        return true;
    if (!cell_name_parse(&e->cell, options->unit, status))
        return false;
    return e->cell.layer != LENET_INPUT ||
           status_fail(status, STATUS_USAGE,
                       "the input's cells are computed from nothing; choose a later layer");
}

static bool find_unit(struct explanation *e, bool named)
{
    if (!named)
        e->cell = (struct terms_cell){LENET_OUTPUT, e->reading.best, 0, 0};
    terms_of(&e->terms, &e->lenet, &e->reading.activations, e->cell);
    return true;
}

static bool find_why(struct explanation *e, const struct explain_options *options)
{
    return !options->why ||
           explainer_answer(&e->answer, &e->question, &e->lenet,
                            (const float(*)[LENET_SIDE])e->reading.activations.input, NULL, NULL);
}

static int run_explain(const struct explain_options *options, const char *path)
{
    struct status status = {0};
    struct explanation *e = calloc(1, sizeof *e);
    int exit_code;
    if (!e)
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
    if (e && understand(e, options, &status) &&
        command_load_model(&e->lenet, &e->info, options->model, e->model, &status) &&
        read_digit(e, options, path, &status) && find_unit(e, options->unit) &&
        find_why(e, options))
        exit_code = print_all(e, options, path);
    else
        exit_code = command_fail(&status);
    free(e);
    return exit_code;
}

int command_explain(int argc, char **argv)
{
    struct explain_options wanted = {0};
    struct option options[] = {
        OPTION_TEXT("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_INT("index", &wanted.index, "N", 0, 1 << 30,
                   "FILE is a strokes file, of which this digit is meant, counted from 0"),
        OPTION_TEXT("unit", &wanted.unit, "LAYER,MAP,ROW,COLUMN",
                    "the value to explain, counted from 0: C3,6,4,5 (default: the digit read)"),
        OPTION_FLAG("terms", &wanted.terms, "print each product of a convolution, too"),
        OPTION_TEXT("why", &wanted.why, "A[,B]", "why it is the digit A, and not B"),
        OPTION_CHOICE("method", &wanted.method, "NAME", method_names, EXPLAINER_METHODS,
                      "how pixels are weighed for that"),
        OPTION_FLAG("flip", &wanted.flip, "with --why, also find the fewest pixels that turn it"),
        OPTION_FLAG("json", &wanted.json, "print one JSON object"),
    };
    struct command_line line = {
        .command = "explain",
        .usage = "[options] FILE",
        .summary = "Prints how a value of the network comes about for the digit in a picture or a "
                   "strokes file, in\nnumbers that add up, and why the digit is read as it is.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .operands_min = 1,
        .operands_max = 1,
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    wanted.strokes = command_line_given(&line, "index");
    if (wanted.flip && !wanted.why)
        return command_line_mistake(&line, "--flip needs --why");
    return run_explain(&wanted, line.operand[0]);
}
