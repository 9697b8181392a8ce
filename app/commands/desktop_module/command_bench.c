// lenetpad bench: how fast this machine trains and reads, as a share of what its cores could do.
//
// Machines are noisy and change their clock, so nothing is measured once: each figure is a row of
// rounds, each round measures the multiply-add peak and then the work, and the medians are printed.
#include "app/base/clock.h"
#include "app/base/quantile.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/commands/desktop_module/bench_frame.h"
#include "app/commands/desktop_module/bench_process.h"
#include "app/console/options.h"
#include "app/console/progress.h"
#include "app/training/data_source.h"
#include "nn/base/memory.h"
#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "nn/net/forward.h"
#include "nn/net/kernels.h"
#include "nn/train/evaluation.h"
#include "nn/train/train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Multiply-adds of one image (design: each counts as two operations).
enum {
    FORWARD_MULTIPLY_ADDS = 117600 + 240000 + 48000 + 10080 + 840,
    BACKWARD_MULTIPLY_ADDS = FORWARD_MULTIPLY_ADDS + 240000 + 48000 + 10080 + 840,
};

enum { MOST_ROUNDS = 9, MOST_SAMPLES = 4096 };

enum { MEASUREMENTS = 16 }; // how often a run announces one

struct bench {
    bool json;
    int rounds;       // 1..MOST_ROUNDS
    const char *data; // as given
    struct json result;
    cJSON *targets; // a part of result
    struct progress progress;
    int announced;
    struct threads *one, *all;
    const struct dataset *train_data, *test_data;
    struct lenet lenet;
};

struct figure {
    double per_second; // units of work, median of the rounds
    double share;      // of the peak of the cores used, median of the rounds
};

// Does some of the work; returns how many units.
typedef double bench_work(void *context);

// ---- The peak -----------------------------------------------------------------------------------

struct peak_run {
    double operations[256];
    float sink[256];
};

static void peak_piece(void *context, int piece, int thread)
{
    (void)thread;
    struct peak_run *run = context;
    run->operations[piece] = kernels_get()->peak(60000, &run->sink[piece]);
}

// Operations a second of all threads of the pool together, each multiply-add counted as two.
static double measure_peak(struct threads *threads)
{
    static const int repeats = 4;
    struct peak_run run;
    double operations = 0, begin = clock_seconds();
    for (int repeat = 0; repeat < repeats; repeat++) {
        threads_run(threads, threads_count(threads), peak_piece, &run);
        for (int i = 0; i < threads_count(threads); i++)
            operations += run.operations[i];
    }
    return operations / (clock_seconds() - begin);
}

static struct figure measure(int rounds, struct threads *threads, double operations_per_unit,
                             bench_work *work, void *context)
{
    double rate[MOST_ROUNDS], share[MOST_ROUNDS];
    work(context);
    for (int round = 0; round < rounds; round++) {
        double before = measure_peak(threads), begin = clock_seconds();
        double units = work(context);
        rate[round] = units / (clock_seconds() - begin);
        double peak = (before + measure_peak(threads)) / 2;
        share[round] = rate[round] * operations_per_unit / peak;
    }
    return (struct figure){quantile(rate, rounds, 0.5), quantile(share, rounds, 0.5)};
}

// Says on standard error what is being measured, because each takes seconds.
static void announce(struct bench *bench, const char *what)
{
    char count[32];
    bench->announced++;
    snprintf(count, sizeof count, "%d of %d", bench->announced, MEASUREMENTS);
    progress_clear(&bench->progress); // so that the next is drawn at once
    progress_show(&bench->progress, (double)(bench->announced - 1) / MEASUREMENTS, what, count);
    progress_line(&bench->progress, "measuring %s (%s)", what, count);
}

// ---- Printing -----------------------------------------------------------------------------------

// What a figure is meant to reach.
struct target {
    enum { NO_TARGET, AT_LEAST, AT_MOST } kind;
    double reached, limit;
    const char *unit; // of both
};

static const struct target no_target = {.kind = NO_TARGET};

static struct target at_least(double reached, double limit, const char *unit)
{
    return (struct target){AT_LEAST, reached, limit, unit};
}

static struct target at_most(double reached, double limit, const char *unit)
{
    return (struct target){AT_MOST, reached, limit, unit};
}

static bool is_met(const struct target *target)
{
    return target->kind == AT_LEAST ? target->reached >= target->limit
                                    : target->reached <= target->limit;
}

static void add_target(struct bench *bench, const char *key, const struct target *target)
{
    struct json *json = &bench->result;
    cJSON *item = json_object(json, bench->targets, key);
    json_number(json, item, target->kind == AT_LEAST ? "at_least" : "at_most", target->limit);
    json_number(json, item, "reached", target->reached);
    json_bool(json, item, "met", is_met(target));
}

// One line: a name, a value with its unit, and how it stands to its target.
static void report(struct bench *bench, const char *key, const char *name, double value,
                   const char *unit, struct target target)
{
    json_number(&bench->result, bench->result.top, key, value);
    if (target.kind != NO_TARGET)
        add_target(bench, key, &target);
    if (bench->json)
        return;
    progress_clear(&bench->progress);
    char number[32];
    snprintf(number, sizeof number, value >= 1000 ? "%.0f" : "%.4g", value);
    printf("%-42s %8s %-9s", name, number, unit);
    if (target.kind != NO_TARGET) {
        printf("  %.3g%s (at %s %g)%s", target.reached, target.unit,
               target.kind == AT_LEAST ? "least" : "most", target.limit,
               is_met(&target) ? "" : " missed");
    }
    printf("\n");
    fflush(stdout);
}

static void report_figure(struct bench *bench, const char *key, const char *name,
                          struct figure figure, double least_share)
{
    char share_key[64];
    snprintf(share_key, sizeof share_key, "%s_share_of_peak", key);
    json_number(&bench->result, bench->result.top, share_key, figure.share);
    report(bench, key, name, figure.per_second, "images/s",
           at_least(100 * figure.share, 100 * least_share, "% of peak"));
}

// ---- Training -----------------------------------------------------------------------------------

// About a fifth of a second of training steps.
static double train_some(void *context)
{
    struct train *train = context;
    double begin = clock_seconds(), images = 0;
    while (clock_seconds() - begin < 0.2) {
        for (int step = 0; step < 8; step++) {
            train_step(train);
            images += train_get_state(train)->options.batch;
        }
    }
    return images;
}

static bool measure_training(struct bench *bench, struct threads *threads, int batch,
                             enum augment augment, struct figure *figure, struct status *status)
{
    bool done = false;
    struct train *train = NULL;
    struct train_state *state = malloc(sizeof *state);
    if (!state)
        return status_fail(status, STATUS_NO_MEMORY, "no memory to measure training");
    struct train_options options = train_default_options();
    options.epochs = 100000;
    options.batch = batch;
    options.augment = augment;
    train_begin(state, &options);
    struct training_set data = {.images = bench->train_data};
    if (!train_open(&train, state, &data, threads, status))
        goto fail;
    *figure = measure(bench->rounds, threads,
                      2.0 * (FORWARD_MULTIPLY_ADDS + BACKWARD_MULTIPLY_ADDS), train_some, train);
    done = true;
fail:
    train_close(train);
    free(state);
    return done;
}

// Every size of batch, each as a share of the best.
static bool bench_batches(struct bench *bench, struct status *status)
{
    enum { SMALLEST = 16, SIZES = 5 };
    struct figure figure[SIZES];
    char name[64], key[32];
    double best = 0;
    for (int i = 0; i < SIZES; i++) {
        snprintf(name, sizeof name, "training, batch %d", SMALLEST << i);
        announce(bench, name);
        if (!measure_training(bench, bench->all, SMALLEST << i, AUGMENT_NONE, &figure[i], status))
            return false;
        best = figure[i].per_second > best ? figure[i].per_second : best;
    }
    for (int i = 0; i < SIZES; i++) {
        snprintf(key, sizeof key, "train_batch_%d", SMALLEST << i);
        snprintf(name, sizeof name, "training, batch %d, all cores", SMALLEST << i);
        report(bench, key, name, figure[i].per_second, "images/s",
               at_least(100 * figure[i].per_second / best, 80, "% of the best"));
    }
    return true;
}

static bool bench_training(struct bench *bench, struct status *status)
{
    struct figure one, all, augmented;
    announce(bench, "training, one core");
    if (!measure_training(bench, bench->one, 32, AUGMENT_NONE, &one, status))
        return false;
    announce(bench, "training, all cores");
    if (!measure_training(bench, bench->all, 32, AUGMENT_NONE, &all, status))
        return false;
    announce(bench, "training, augmented");
    if (!measure_training(bench, bench->all, 32, AUGMENT_FULL, &augmented, status))
        return false;
    report_figure(bench, "train_one_core", "training, batch 32, one core", one, 0.55);
    report_figure(bench, "train_all_cores", "training, batch 32, all cores", all, 0.50);
    double scaling = all.per_second / one.per_second;
    // What is asked of two cores; one has nothing to show, and of more nothing is asked.
    report(bench, "train_scaling", "  all cores against one", scaling, "times",
           threads_count(bench->all) == 2 ? at_least(scaling, 1.85, " times") : no_target);
    report(bench, "train_augmented", "training, batch 32, full augmentation", augmented.per_second,
           "images/s",
           at_least(100 * augmented.per_second / all.per_second, 70, "% of the speed without"));
    return bench_batches(bench, status);
}

// ---- Reading ------------------------------------------------------------------------------------

// The peak is measured between the images, so that both meet the machine in the same mood.
static void bench_one_image(struct bench *bench)
{
    static double sample[MOST_SAMPLES];
    int rounds = bench->rounds, per_round = MOST_SAMPLES / MOST_ROUNDS;
    double ratio[MOST_ROUNDS];
    struct lenet_activations *activations = calloc(1, sizeof *activations);
    if (!activations)
        return;
    announce(bench, "reading one image");
    for (int i = 0; i < rounds * per_round; i++) {
        size_t image = (size_t)i % bench->test_data->count;
        lenet_input_from_digit(activations->input,
                               (const uint8_t(*)[DIGIT_SIDE])bench->test_data->image[image]);
        double begin = clock_seconds();
        lenet_forward(activations, &bench->lenet);
        sample[i] = (clock_seconds() - begin) * 1e6;
        if (i % per_round == per_round - 1) {
            double limit = 2.0 * FORWARD_MULTIPLY_ADDS / measure_peak(bench->one) * 1e6;
            double of_round[MOST_SAMPLES / MOST_ROUNDS];
            memcpy(of_round, sample + i + 1 - per_round, sizeof of_round);
            ratio[i / per_round] = quantile(of_round, per_round, 0.5) / limit;
        }
    }
    int samples = rounds * per_round;
    double median = quantile(sample, samples, 0.5), slow = quantile(sample, samples, 0.99);
    report(bench, "one_image_us", "reading one image, one core, median", median, "us",
           at_most(quantile(ratio, rounds, 0.5), 3.5, " x the limit at peak"));
    report(bench, "one_image_p99_us", "  99th percentile", slow, "us",
           at_most(slow / median, 2, " x the median"));
    free(activations);
}

struct forward_run {
    struct lenet_block *block;
    const struct lenet *lenet;
};

static double forward_some(void *context)
{
    struct forward_run *run = context;
    const struct kernels *kernels = kernels_get();
    for (int i = 0; i < 500; i++)
        kernels->forward(run->block, run->lenet);
    return 500 * BLOCK_IMAGES;
}

static void bench_forward(struct bench *bench)
{
    struct lenet_block *block = memory_aligned(1, sizeof *block);
    if (!block)
        return;
    struct forward_run run = {block, &bench->lenet};
    announce(bench, "reading in blocks");
    report_figure(
        bench, "forward", "reading in blocks of 16, one core",
        measure(bench->rounds, bench->one, 2.0 * FORWARD_MULTIPLY_ADDS, forward_some, &run), 0.60);
    free(block);
}

static bool bench_evaluation(struct bench *bench, struct status *status)
{
    double sample[MOST_ROUNDS];
    struct evaluation evaluation;
    announce(bench, "reading a test set");
    for (int round = 0; round < bench->rounds; round++) {
        double begin = clock_seconds();
        if (!evaluation_run(&evaluation, &bench->lenet, bench->test_data, bench->all, NULL, status))
            return false;
        sample[round] = clock_seconds() - begin;
    }
    char name[64];
    snprintf(name, sizeof name, "reading the %zu test images, all cores", evaluation.count);
    double seconds = quantile(sample, bench->rounds, 0.5);
    report(bench, "evaluation_s", name, seconds, "s",
           evaluation.count == 10000 ? at_most(seconds, 0.15, " s") : no_target);
    return true;
}

static bool bench_normalisation(struct bench *bench, struct status *status)
{
    static double sample[500];
    enum { SAMPLES = 500, SHEET = 512 };
    bool done = false;
    struct ink ink = {0};
    struct drawing drawing = {0};
    struct normalized normalized;
    if (!practice_drawing(&drawing, 8, 1, status) || !ink_init(&ink, SHEET, SHEET, status))
        goto fail;
    for (size_t s = 0; s < drawing.count; s++)
        for (size_t i = 1; i < drawing.stroke[s].count; i++)
            ink_draw(&ink, drawing.stroke[s].point[i - 1], drawing.stroke[s].point[i], 32);
    announce(bench, "normalisation");
    for (int i = 0; i < SAMPLES; i++) {
        double begin = clock_seconds();
        normalize_drawing(&normalized, &drawing);
        sample[i] = (clock_seconds() - begin) * 1e6;
    }
    double us = quantile(sample, SAMPLES, 0.5);
    report(bench, "normalize_strokes_us", "strokes -> 32x32", us, "us", at_most(us, 100, " us"));
    for (int i = 0; i < SAMPLES; i++) {
        double begin = clock_seconds();
        normalize_grey(&normalized, ink.grey, SHEET, SHEET, SHEET);
        sample[i] = (clock_seconds() - begin) * 1e6;
    }
    us = quantile(sample, SAMPLES, 0.5);
    report(bench, "normalize_sheet_us", "a 512x512 sheet of ink -> 32x32", us, "us",
           at_most(us, 100, " us"));
    done = true;
fail:
    drawing_free(&drawing);
    ink_free(&ink);
    return done;
}

static bool bench_frame(struct bench *bench, struct status *status)
{
    double ms;
    announce(bench, "drawing a frame");
    if (!bench_frame_ms(&ms, status))
        return false;
    report(bench, "frame_ms", "drawing one frame, 1280x800", ms, "ms", no_target);
    if (!bench_frame_explained_ms(&ms, status))
        return false;
    report(bench, "frame_explained_p99_ms", "  99th percentile, explained", ms, "ms",
           at_most(ms, 16, " ms"));
    if (!bench_frame_training_ms(&ms, status))
        return false;
    report(bench, "frame_training_p99_ms", "  99th percentile, training", ms, "ms",
           at_most(ms, 20, " ms"));
    return true;
}

// Before a frame is drawn: the system counts what this process holds as its children's.
static bool bench_processes(struct bench *bench, struct status *status)
{
    double ms, mb;
    announce(bench, "lenetpad classify");
    if (!bench_classify_ms(&ms, status))
        return false;
    report(bench, "classify_ms", "lenetpad classify, start to result", ms, "ms",
           at_most(ms, 30, " ms"));
    announce(bench, "memory of a training run");
    if (!bench_train_mb(&mb, bench->data, status))
        return false;
    report(bench, "train_memory_mb", "memory of a training run", mb, "MB", at_most(mb, 150, " MB"));
    return true;
}

// ---- The command --------------------------------------------------------------------------------

static void report_machine(struct bench *bench)
{
    double sample[MOST_ROUNDS];
    json_text(&bench->result, bench->result.top, "instruction_set", kernels_get()->name);
    if (!bench->json)
        printf("instruction set %s, %d floats a register, %d cores\n", kernels_get()->name,
               kernels_get()->register_floats, threads_count(bench->all));
    announce(bench, "the multiply-add peak");
    for (int round = 0; round < bench->rounds; round++)
        sample[round] = measure_peak(bench->one) * 1e-9;
    report(bench, "peak_one_core_gflops", "multiply-add peak, one core",
           quantile(sample, bench->rounds, 0.5), "GFLOP/s", no_target);
    for (int round = 0; round < bench->rounds; round++)
        sample[round] = measure_peak(bench->all) * 1e-9;
    report(bench, "peak_all_cores_gflops", "multiply-add peak, all cores",
           quantile(sample, bench->rounds, 0.5), "GFLOP/s", no_target);
}

static bool run_bench(struct bench *bench, struct status *status)
{
    lenet_init(&bench->lenet, 1);
    report_machine(bench);
    if (!bench_training(bench, status))
        return false;
    bench_one_image(bench);
    bench_forward(bench);
    return bench_evaluation(bench, status) && bench_normalisation(bench, status) &&
           bench_processes(bench, status) && bench_frame(bench, status);
}

static int bench_on(const char *data, int rounds, bool json)
{
    int exit_code = EXIT_FAILED;
    bool failed = false;
    struct status status = {0};
    struct dataset train_data = {0}, test_data = {0};
    struct bench *bench = calloc(1, sizeof *bench);
    if (!bench) {
        status_fail(&status, STATUS_NO_MEMORY, "no memory to measure anything");
        return command_fail(&status);
    }
    bench->json = json;
    bench->rounds = rounds;
    progress_open(&bench->progress);
    bench->data = data;
    json_begin(&bench->result);
    bench->targets = json_object(&bench->result, bench->result.top, "targets");
    bench->train_data = &train_data;
    bench->test_data = &test_data;
    if (!data_source_load_and_say(&train_data, data, DATASET_TRAIN, &status) ||
        !data_source_load_and_say(&test_data, data, DATASET_TEST, &status) ||
        !threads_open(&bench->one, 1, &status) || !threads_open(&bench->all, 0, &status) ||
        !run_bench(bench, &status))
        failed = true;
    progress_clear(&bench->progress);
    if (failed)
        exit_code = command_fail(&status);
    else
        exit_code = json ? json_print(&bench->result) : EXIT_DONE;
    json_free(&bench->result);
    threads_close(bench->one);
    threads_close(bench->all);
    dataset_free(&train_data);
    dataset_free(&test_data);
    free(bench);
    return exit_code;
}

int command_bench(int argc, char **argv)
{
    const char *data = DATA_SOURCE_PRACTICE, *isa = NULL;
    bool json = false;
    int rounds = MOST_ROUNDS;
    struct option options[] = {
        OPTION_NAMED("data", &data, "DIR|practice", "folder of MNIST's files (default: practice)"),
        OPTION_TEXT("isa", &isa, "NAME", "instruction set to use (default: the best)"),
        OPTION_INT("rounds", &rounds, "N", 1, MOST_ROUNDS,
                   "how often most figures are measured; fewer are sooner done and less sure"),
        OPTION_FLAG("json", &json, "print one JSON object"),
    };
    struct command_line line = {
        .command = "bench",
        .summary = "Measures how fast this machine trains and reads. Shares are of the "
                   "multiply-add peak of the\ncores used, measured in the same moment.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    struct status status = {0};
    if (!kernels_select(isa, &status))
        return command_line_mistake(&line, "%s", status.message);
    return bench_on(data, rounds, json);
}
