// lenetpad blend: weights on the line through those of two models, of which one was learnt on from
// the other.
//
// A network that learns on gains on what it sees now and loses on what it saw before. On the
// straight line between the two sets of weights the gain comes sooner than the loss (Wortsman et
// al. 2022, "Robust fine-tuning of zero-shot models"), so that a point of it is better than either
// end. Beyond the second the line goes on in the direction that was learnt (Ilharco et al. 2023,
// "Editing models with task arithmetic"), where gain and loss may be larger still.
#include "app/base/amount.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/files/files_apart.h"
#include "app/console/files/output.h"
#include "app/console/options.h"
#include "app/console/say.h"
#include "app/training/data_source.h"
#include "app/training/runs/run_record.h"
#include "nn/base/decimal.h"
#include "nn/base/utf8.h"
#include "nn/train/evaluation.h"

#include <math.h>
#include <stddef.h>
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
    double apart;
    struct dataset images;
    size_t first; // of the images that are read; there may be more before it
    struct output out;
};

enum { PART = 200 }; // bytes of what a file says of each model

// What a model's description says of its training, without what it says of its test at the end.
static void say_training(char text[PART], const struct model_info *info)
{
    utf8_copy(text, PART, info->description, "?", false);
    char *test = strstr(text, ", test error ");
    if (test && !strchr(test + 2, ',') && !strchr(test, ':'))
        *test = '\0';
    if (text[0] == '\0')
        snprintf(text, PART, "weights of unknown origin");
}

// The rest of "40 epochs of MNIST", or of "40 more epochs of MNIST", from " of " on; NULL if it is
// no such text.
static const char *data_of(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits, more[] = " more", epoch[] = " epoch";
    if (strncmp(rest, more, strlen(more)) == 0)
        rest += strlen(more);
    if (digits == 0 || strncmp(rest, epoch, strlen(epoch)) != 0)
        return NULL;
    rest += strlen(epoch);
    rest += *rest == 's';
    return strncmp(rest, " of ", strlen(" of ")) == 0 ? rest : NULL;
}

static bool learnt_on(const struct blend_end *end)
{
    return strstr(end->info.command, " --from ") != NULL;
}

// Of one run that another went on from, as far as the files tell: two that both went on from a
// third may look so, but hardly with other data, where the first began with weights of its own.
static bool went_on(const struct blend_run *run, const char *first, const char *second)
{
    const char *of_first = data_of(first), *of_second = data_of(second);
    return of_first && of_second && learnt_on(&run->with) &&
           (strcmp(of_first, of_second) == 0 || !learnt_on(&run->model)) && run->apart > 0 &&
           run->apart <= LENET_FAR_APART;
}

// All that made it, one after the other; its own command alone where there is no room for all.
static void say_commands(struct blend_run *run, const struct blend_options *options)
{
    char *all = run->info.command, own[120 + DECIMAL_SIZE], share[DECIMAL_SIZE];
    const char *const made[] = {run->model.info.command, run->with.info.command, own};
    decimal_write(share, options->share);
    snprintf(own, sizeof own, "lenetpad blend --model FILE --with FILE --share %s%s --out FILE",
             share, options->data ? " --data DIR" : "");
    size_t size = sizeof run->info.command, used = 0;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        used += strlen(made[i]) + sizeof "; ";
    for (size_t i = used < size ? 0 : 2; i < sizeof made / sizeof *made; i++)
        if (made[i][0]) {
            strcat(all, all[0] ? "; " : "");
            strcat(all, made[i]);
        }
}

// What was learnt, and how far of the way to what was learnt on.
static void say_way(struct blend_run *run, double share)
{
    char *text = run->info.description, first[PART], second[PART], more[RUN_RECORD_EPOCHS];
    const size_t size = sizeof run->info.description;
    const char *of = share > 1 ? "times" : "of";
    say_training(first, &run->model.info);
    say_training(second, &run->with.info);
    if (!went_on(run, first, second)) {
        snprintf(text, size, "%.3g %s the way from (%s) to (%s)", share, of, first, second);
        return;
    }
    bool same_data = strcmp(data_of(first), data_of(second)) == 0;
    snprintf(text, size, "%s, %.3g %s the way to %s%s", first, share, of,
             run_record_say_epochs(more, atoi(second), true), same_data ? "" : data_of(second));
}

// What the file says of itself: no one has measured its probabilities.
static void describe(struct blend_run *run, const struct blend_options *options)
{
    struct model_info *info = &run->info;
    const struct model_info *model = &run->model.info, *with = &run->with.info;
    say_way(run, (double)options->share);
    say_commands(run, options);
    info->maker = model->maker > with->maker ? model->maker : with->maker;
    if (model->maker == MODEL_MAKER_UNKNOWN || with->maker == MODEL_MAKER_UNKNOWN)
        info->maker = MODEL_MAKER_UNKNOWN;
    info->calibration = calibration_unknown;
}

// Practice digits are no test of anything else: the file says of what the error is.
static void note_test(struct model_info *info, double error, bool practice)
{
    size_t used = strlen(info->description);
    info->tested = !practice;
    info->test_error = practice ? 0 : (float)error;
    snprintf(info->description + used, sizeof info->description - used, ", test error %.2f%%%s",
             error, practice ? " of practice digits" : "");
}

static bool measure(struct blend_run *run, const struct blend_options *options,
                    struct status *status)
{
    struct evaluation evaluation;
    struct threads *threads = NULL;
    struct dataset read = dataset_slice(&run->images, run->first, run->images.count - run->first);
    bool measured = threads_open(&threads, 0, status) &&
                    evaluation_run(&evaluation, &run->blended, &read, threads, NULL, status);
    threads_close(threads);
    if (!measured)
        return false;
    double error = amount_percent(evaluation.wrong, evaluation.count);
    printf("error %.2f%% (%zu of %zu)\n", error, evaluation.wrong, evaluation.count);
    if (options->hold_out == 0)
        note_test(&run->info, error, data_source_is_practice(options->data));
    return true;
}

static bool load_all(struct blend_run *run, const struct blend_options *options,
                     struct status *status)
{
    struct blend_end *model = &run->model, *with = &run->with;
    return output_open(&run->out, options->out, status) &&
           command_load_model(&model->lenet, &model->info, options->model, model->path, status) &&
           command_load_model(&with->lenet, &with->info, options->with, with->path, status) &&
           (!options->data || data_source_load_unseen(&run->images, &run->first, options->data,
                                                      options->hold_out, status));
}

// What a user would otherwise learn late.
static void say_doubts(const struct blend_run *run)
{
    if (run->apart > LENET_FAR_APART)
        say("%s and %s are far apart; was one really learnt on from the other (train --from)? What "
            "lies on their line hardly reads",
            run->model.path, run->with.path);
    if (run->apart == 0)
        say("%s and %s hold the same weights", run->model.path, run->with.path);
    if (run->model.info.calibrated || run->with.info.calibrated)
        say("the blend is not calibrated; `lenetpad calibrate` fits what it may call sure");
}

static bool blend(struct blend_run *run, const struct blend_options *options, struct status *status)
{
    if (!load_all(run, options, status))
        return false;
    run->apart = lenet_apart(&run->model.lenet, &run->with.lenet);
    say_doubts(run);
    if (isfinite(run->apart))
        printf("weights %.1f%% apart\n", 100 * run->apart);
    lenet_blend(&run->blended, &run->model.lenet, &run->with.lenet, options->share);
    describe(run, options);
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
        OPTION_FLOAT("share", &wanted.share, "S", 0, 2,
                     "0 to 2, how far to go from the former to the latter: 1 is the latter itself"),
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
                   "of what this one learnt.\nA share above 1 goes beyond, as much farther the "
                   "same way. Its calibration is to be\nmeasured anew.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    wanted.share = wanted.share > 0 ? wanted.share : 0; // no -0 in a file
    if (!wanted.with || !wanted.out)
        return command_line_mistake(&line, wanted.with ? "give --out" : "give --with");
    const struct given_file files[] = {{"--out", wanted.out, FILE_WRITTEN_MODEL},
                                       {"--model", wanted.model, FILE_READ_MODEL},
                                       {"--with", wanted.with, FILE_READ_MODEL},
                                       {"--data", wanted.data, FILE_DATA_FOLDER}};
    exit_code = files_apart_check(&line, files, sizeof files / sizeof *files);
    return exit_code == EXIT_DONE ? run_blend(&wanted) : exit_code;
}
