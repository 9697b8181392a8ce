// lenetpad explain: the arithmetic behind one value of the network, and why a digit is read as it
// is, for scripts and for those who want to check the sums by hand.
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/commands/explain/explanation.h"
#include "app/console/options.h"
#include "app/explain/cell_name.h"
#include "app/measure/one_digit.h"

#include <stdlib.h>

struct explain_options {
    const char *model, *unit, *why;
    struct option_list silence;
    struct one_digit digit;
    int method;
    bool terms, flip, json;
};

// ---- What is found out --------------------------------------------------------------------------

// What was asked, before a file is opened.
static bool understand(struct explanation *e, const struct explain_options *options,
                       struct status *status)
{
    e->asked = options->why;
    if (options->why && !explainer_question_parse(&e->question, options->why, status))
        return false;
    e->question.method = (enum explainer_method)options->method;
    e->question.flip = options->flip;
    for (; e->silenced_count < options->silence.count; e->silenced_count++)
        if (!cell_name_parse_part(&e->silenced[e->silenced_count],
                                  options->silence.item[e->silenced_count], status))
            return false;
    if (!options->unit)
        return true;
    if (!cell_name_parse(&e->cell, options->unit, status))
        return false;
    return e->cell.layer != LENET_INPUT ||
           status_fail(status, STATUS_USAGE,
                       "the input's cells are computed from nothing; choose a later layer");
}

// The reading, as it is with all that was asked for silenced.
static void silence(struct explanation *e)
{
    e->read_whole = e->reading.best;
    if (e->silenced_count == 0)
        return;
    for (int i = 0; i < e->silenced_count; i++)
        ablation_silence(&e->ablation, e->silenced[i], NULL);
    ablation_forward(&e->reading.activations, &e->lenet, &e->ablation);
    reading_of_logits(&e->reading, &e->info.calibration);
}

static void find_terms(struct explanation *e, bool named)
{
    const struct lenet_activations *activations = &e->reading.activations;
    if (!named)
        e->cell = (struct terms_cell){LENET_OUTPUT, e->reading.best, 0, 0};
    terms_of(&e->terms, &e->lenet, activations, e->cell);
    terms_of_softmax(&e->softmax, activations->logits, e->info.calibration.temperature);
    if (!e->asked)
        return;
    terms_of_difference(&e->contributions, &e->lenet, activations, e->question.digit,
                        e->question.instead);
    const struct explainer_subject subject = {&e->lenet, &e->ablation,
                                              (const float(*)[LENET_SIDE])activations->input};
    explainer_answer(&e->answer, &e->question, &subject);
}

// ---- The command --------------------------------------------------------------------------------

static int print_all(const struct explanation *e, const struct explain_options *options)
{
    const char *path = options->digit.path;
    if (options->json) {
        struct json json;
        json_begin(&json);
        explanation_add(e, &json, path);
        return json_print(&json);
    }
    explanation_print_reading(e, path);
    if (options->unit || options->terms || !options->why)
        explanation_print_unit(e, options->terms);
    if (options->why)
        explanation_print_why(e);
    return EXIT_DONE;
}

static int run_explain(const struct explain_options *options)
{
    struct status status = {0};
    struct explanation *e = calloc(1, sizeof *e);
    int exit_code;
    if (!e)
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
    if (e && understand(e, options, &status) &&
        command_load_model(&e->lenet, &e->info, options->model, e->model, &status) &&
        one_digit_read(&e->reading, &e->several, &options->digit, &e->lenet, &e->info.calibration,
                       &status)) {
        silence(e);
        find_terms(e, options->unit);
        exit_code = print_all(e, options);
    } else {
        exit_code = command_fail(&status);
    }
    free(e);
    return exit_code;
}

int command_explain(int argc, char **argv)
{
    struct explain_options wanted = {.digit = ONE_DIGIT_UNNAMED};
    struct option options[] = {
        OPTION_READ("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        ONE_DIGIT_OPTIONS(&wanted.digit, "FILE"),
        OPTION_TEXT("unit", &wanted.unit, "LAYER,MAP,ROW,COLUMN",
                    "the value to explain, counted from 0: C3,6,4,5 (default: the digit read)"),
        OPTION_FLAG("terms", &wanted.terms, "print each product of a convolution, too"),
        OPTION_TEXT("why", &wanted.why, "A[,B]", "why it is the digit A, and not B"),
        OPTION_CHOICE("method", &wanted.method, "NAME", explainer_method_names, EXPLAINER_METHODS,
                      "how pixels are weighed for that"),
        OPTION_FLAG("flip", &wanted.flip, "with --why, also find the fewest pixels that turn it"),
        OPTION_EACH("silence", &wanted.silence, "PART",
                    "a layer, map or cell becomes 0: C3, or C3,6, or C3,6,4,5; may be repeated"),
        OPTION_FLAG("json", &wanted.json, "print one JSON object"),
    };
    struct command_line line = {
        .command = "explain",
        .operand_word = "FILE",
        .operand_dash = OPTION_DASH_INPUT,
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
    wanted.digit.path = line.operand[0];
    return run_explain(&wanted);
}
