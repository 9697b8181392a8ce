// lenetpad blend: weights between those of two models, of which one was learnt on from the other.
//
// A network that learns on gains on what it sees now and loses on what it saw before. On the
// straight line between the two sets of weights the gain comes sooner than the loss (Wortsman et
// al. 2022, "Robust fine-tuning of zero-shot models"), so that a point of it is better than either
// end.
#include "app/base/amount.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/files/files_apart.h"
#include "app/console/files/output.h"
#include "app/console/options.h"
#include "app/console/say.h"
#include "app/training/data_source.h"
#include "nn/base/decimal.h"
#include "nn/train/evaluation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct blend_options {
    const char *model, *with, *data, *out;
    int hold_out;
    float share;
};

struct blend_end {
    struct lenet lenet;
    struct model_info info;
    char path[PATH_SIZE];
};

struct blend_run {
    struct blend_end model, with;
    struct lenet blended;
    struct model_info info;
    struct dataset images;
    struct output out;
};

// What a model's description says of its training: "40 epochs of MNIST, test error 1%" without the
// end.
struct training_said {
    const char *text;
    int length;   // of all
    int how_long; // of "40 epochs"; all where there is no " of "
};

static struct training_said said_of(const struct model_info *info)
{
    const char *text = info->description, *test = strstr(text, ", test error");
    const char *of = strstr(text, " of ");
    int length = (int)(test ? (size_t)(test - text) : strlen(text));
    int how_long = of && of - text < length ? (int)(of - text) : length;
    return (struct training_said){text, length, how_long};
}

static bool of_the_same(const struct training_said *a, const struct training_said *b)
{
    int rest = a->length - a->how_long;
    return rest > 0 && rest == b->length - b->how_long &&
           memcmp(a->text + a->how_long, b->text + b->how_long, (size_t)rest) == 0;
}

// All that made it, one after the other; its own command alone where there is no room for all.
static void say_commands(struct blend_run *run, const char *share)
{
    char *all = run->info.command, own[80 + DECIMAL_SIZE];
    const char *const made[] = {run->model.info.command, run->with.info.command, own};
    snprintf(own, sizeof own, "lenetpad blend --model FILE --with FILE --share %s --out FILE",
             share);
    size_t size = sizeof run->info.command, used = 0;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        used += strlen(made[i]) + sizeof "; ";
    for (size_t i = used < size ? 0 : 2; i < sizeof made / sizeof *made; i++)
        if (made[i][0]) {
            strcat(all, all[0] ? "; " : "");
            strcat(all, made[i]);
        }
}

// What the file says of itself: no one has measured its probabilities.
static void describe(struct blend_run *run, float share)
{
    struct model_info *info = &run->info;
    const struct model_info *model = &run->model.info, *with = &run->with.info;
    struct training_said first = said_of(model), second = said_of(with);
    char digits[DECIMAL_SIZE];
    decimal_write(digits, share);
    bool more = of_the_same(&first, &second);
    snprintf(info->description, sizeof info->description, "%.*s, %s of the way to %.*s%s",
             first.length, first.text, digits, more ? second.how_long : second.length, second.text,
             more ? " more" : "");
    say_commands(run, digits);
    info->maker = model->maker > with->maker ? model->maker : with->maker;
    if (model->maker == MODEL_MAKER_UNKNOWN || with->maker == MODEL_MAKER_UNKNOWN)
        info->maker = MODEL_MAKER_UNKNOWN;
    info->calibration = calibration_unknown;
}

static bool load_images(struct dataset *images, const struct blend_options *options,
                        struct status *status)
{
    enum dataset_part part = options->hold_out > 0 ? DATASET_TRAIN : DATASET_TEST;
    if (!data_source_load_and_say(images, options->data, part, status))
        return false;
    return (size_t)options->hold_out <= images->count ||
           status_fail(status, STATUS_USAGE, "--hold-out %d: there are only %zu training images",
                       options->hold_out, images->count);
}

static void note_test(struct model_info *info, double error)
{
    size_t used = strlen(info->description);
    info->tested = true;
    info->test_error = (float)error;
    snprintf(info->description + used, sizeof info->description - used, ", test error %.2f%%",
             error);
}

static bool measure(struct blend_run *run, const struct blend_options *options,
                    struct status *status)
{
    struct evaluation evaluation;
    struct threads *threads = NULL;
    if (!load_images(&run->images, options, status))
        return false;
    struct dataset read = run->images;
    if (options->hold_out > 0) {
        size_t first = read.count - (size_t)options->hold_out;
        read.image += first;
        read.label += first;
        read.count -= first;
    }
    bool measured = threads_open(&threads, 0, status) &&
                    evaluation_run(&evaluation, &run->blended, &read, threads, NULL, status);
    threads_close(threads);
    if (!measured)
        return false;
    double error = amount_percent(evaluation.wrong, evaluation.count);
    printf("error %.2f%% (%zu of %zu)\n", error, evaluation.wrong, evaluation.count);
    if (options->hold_out == 0)
        note_test(&run->info, error);
    return true;
}

static bool blend(struct blend_run *run, const struct blend_options *options, struct status *status)
{
    struct blend_end *model = &run->model, *with = &run->with;
    if (!output_open(&run->out, options->out, status) ||
        !command_load_model(&model->lenet, &model->info, options->model, model->path, status) ||
        !command_load_model(&with->lenet, &with->info, options->with, with->path, status))
        return false;
    double apart = lenet_apart(&model->lenet, &with->lenet);
    if (apart > LENET_FAR_APART)
        say("these weights are far apart: between networks of which none was learnt on from the "
            "other (train --from) lies none that reads");
    printf("weights %.1f%% apart\n", 100 * apart);
    lenet_blend(&run->blended, &model->lenet, &with->lenet, options->share);
    describe(run, options->share);
    if (options->data && !measure(run, options, status))
        return false;
    return model_save(run->out.path, &run->blended, &run->info, status);
}

static int run_blend(const struct blend_options *options)
{
    struct status status = {0};
    struct blend_run *run = calloc(1, sizeof *run);
    bool good = run ? blend(run, options, &status)
                    : status_fail(&status, STATUS_NO_MEMORY, "no memory for the models");
    if (run) {
        output_close(&run->out);
        dataset_free(&run->images);
    }
    free(run);
    return good ? EXIT_DONE : command_fail(&status);
}

int command_blend(int argc, char **argv)
{
    struct blend_options wanted = {.share = 0.5f};
    struct option options[] = {
        OPTION_READ("model", &wanted.model, "FILE", "a model (default: the shipped weights)"),
        OPTION_READ("with", &wanted.with, "FILE", "the one that was learnt on from it (required)"),
        OPTION_FLOAT("share", &wanted.share, "S", 0, 1, "how much of the latter"),
        OPTION_NAMED("data", &wanted.data, "DIR|practice",
                     "also measure its error: folder of MNIST's files, or built-in digits"),
        OPTION_INT("hold-out", &wanted.hold_out, "N", 0, 1000000,
                   "on its last N training images instead"),
        OPTION_WRITE("out", &wanted.out, "FILE", "the model to write (required)"),
    };
    struct command_line line = {
        .command = "blend",
        .usage = "[options] --with FILE --out FILE",
        .summary = "Writes weights between those of two models, of which one was learnt on from "
                   "the other\n(train --from): it keeps more of what that one could, and has much "
                   "of what this one learnt.\nIts calibration is to be measured anew.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    if (!wanted.with || !wanted.out)
        return command_line_mistake(&line, wanted.with ? "give --out" : "give --with");
    const struct given_file files[] = {{"--out", wanted.out, FILE_WRITTEN_MODEL},
                                       {"--model", wanted.model, FILE_READ_MODEL},
                                       {"--with", wanted.with, FILE_READ_MODEL},
                                       {"--data", wanted.data, FILE_DATA_FOLDER}};
    exit_code = files_apart_check(&line, files, sizeof files / sizeof *files);
    return exit_code == EXIT_DONE ? run_blend(&wanted) : exit_code;
}
