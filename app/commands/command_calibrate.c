// lenetpad calibrate: fits a model's temperature and what it may call sure to digits that it was
// not trained on, and keeps them in its file.
//
// Weights that learnt from all digits have none left that they do not know. They get what was
// measured on their like, trained with some writers and images held out: --temperature,
// --probability and --logit set the three numbers without any data.
#include "app/base/amount.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/files/files_apart.h"
#include "app/console/files/output.h"
#include "app/console/options.h"
#include "app/console/say.h"
#include "app/measure/labelled_readings.h"
#include "app/measure/strokes_file.h"
#include "app/measure/writers.h"
#include "app/training/data_source.h"
#include "nn/base/decimal.h"
#include "nn/data/nondigits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONDIGITS = 1000 };

struct calibrate_options {
    const char *model, *data, *strokes, *writers, *out;
    int hold_out;
    float coverage; // percent
    struct calibration set;
};

struct calibrate_run {
    struct lenet lenet;
    struct model_info info;
    struct dataset images;
    size_t first; // of the images that are read; there may be more before it
    struct strokes strokes;
    struct labelled_readings of_images, of_drawings, of_both;
    struct evidence non_digit[NONDIGITS]; // those with ink come first
    size_t non_digits;
    char model[PATH_SIZE];
    struct output out;
};

static bool load_writers(struct strokes *strokes, const struct calibrate_options *options,
                         struct status *status)
{
    struct writers writers;
    if (!writers_parse(&writers, options->writers, status) ||
        !strokes_file_load(strokes, options->strokes, status))
        return false;
    if (options->writers)
        writers_keep_only(&writers, strokes);
    return writers_check_met(&writers, status);
}

static bool load_digits(struct calibrate_run *run, const struct calibrate_options *options,
                        struct status *status)
{
    if (options->data && !data_source_load_unseen(&run->images, &run->first, options->data,
                                                  options->hold_out, status))
        return false;
    // What the test images then say of the calibration is no news.
    if (options->data && options->hold_out == 0)
        say("this fits to the test images of %s; to keep them for a test, train with --hold-out N "
            "and fit to those N images",
            options->data);
    return !options->strokes || load_writers(&run->strokes, options, status);
}

static bool read_images(struct calibrate_run *run, struct status *status)
{
    size_t first = run->first;
    struct threads *threads = NULL;
    struct image_reading *readings = NULL;
    if (threads_open(&threads, 0, status))
        readings = image_readings_make(&run->lenet, &run->info.calibration, &run->images, first,
                                       threads, status);
    threads_close(threads);
    bool read = readings &&
                labelled_readings_add_images(&run->of_images, readings, run->images.label + first,
                                             run->images.count - first, status);
    free(readings);
    return read;
}

// Reads all digits at the temperature of the moment.
static bool read_digits(struct calibrate_run *run, struct status *status)
{
    const struct calibration *calibration = &run->info.calibration;
    if ((run->images.count > 0 && !read_images(run, status)) ||
        !labelled_readings_add_drawings(&run->of_drawings, &run->lenet, calibration, &run->strokes,
                                        status))
        return false;
    return (labelled_readings_append(&run->of_both, &run->of_images) &&
            labelled_readings_append(&run->of_both, &run->of_drawings)) ||
           status_fail(status, STATUS_NO_MEMORY, "no memory for the readings");
}

static bool read_non_digits(struct calibrate_run *run, struct status *status)
{
    struct strokes strokes;
    struct reading *reading = malloc(sizeof *reading);
    if (!reading)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for a reading");
    bool made = nondigits_make(&strokes, NONDIGITS, NONDIGITS_ALL, 2, status);
    run->non_digits = 0;
    for (size_t i = 0; made && i < NONDIGITS; i++) {
        reading_of_drawing(reading, &run->lenet, &run->info.calibration, &strokes.digit[i].drawing,
                           NONDIGIT_SIDE);
        if (!reading->empty)
            run->non_digit[run->non_digits++] = reading->evidence;
    }
    if (made)
        strokes_free(&strokes);
    free(reading);
    return made;
}

// The thresholds leave the wanted share of the images sure, and of the drawings: the lower ones.
static bool fit_thresholds(struct calibration *calibration, const struct calibrate_run *run,
                           double coverage, struct status *status)
{
    struct calibration fitted[2];
    const struct labelled_readings *labelled[2] = {&run->of_images, &run->of_drawings};
    calibration->probability = 1;
    calibration->logit = CALIBRATION_LOGIT_MOST;
    for (int i = 0; i < 2; i++) {
        if (labelled[i]->count == 0)
            continue;
        if (!calibration_fit_thresholds(&fitted[i], labelled[i]->evidence, labelled[i]->count,
                                        coverage))
            return status_fail(status, STATUS_NO_MEMORY, "no memory for the readings");
        if (fitted[i].probability < calibration->probability)
            calibration->probability = fitted[i].probability;
        if (fitted[i].logit < calibration->logit)
            calibration->logit = fitted[i].logit;
    }
    if (calibration->logit < -CALIBRATION_LOGIT_MOST)
        calibration->logit = -CALIBRATION_LOGIT_MOST;
    return true;
}

static double share_refused(const struct calibrate_run *run, const struct calibration *calibration)
{
    size_t sure = 0;
    for (size_t i = 0; i < run->non_digits; i++)
        sure += calibration_sure(calibration, &run->non_digit[i]);
    return (double)(NONDIGITS - sure) / NONDIGITS;
}

static void print_share(const struct labelled_readings *labelled,
                        const struct calibration *calibration)
{
    struct labelled_readings_result result = labelled_readings_judge(labelled, calibration);
    if (labelled->count == 0)
        printf("  %22s", "-");
    else
        printf("  %6.2f%% sure, %5zu wrong", amount_percent(result.sure, result.count),
               result.sure - result.sure_right);
}

static void print_row(const struct calibrate_run *run, const char *name,
                      const struct calibration *calibration)
{
    printf("%6s  %11.4f  %6.3f", name, (double)calibration->probability,
           (double)calibration->logit);
    print_share(&run->of_images, calibration);
    print_share(&run->of_drawings, calibration);
    printf("  %6.2f%% refused\n", 100 * share_refused(run, calibration));
}

// What other coverages would cost.
static bool print_curve(const struct calibrate_run *run, struct status *status)
{
    static const int coverages[] = {90, 92, 94, 95, 96, 97, 98, 99};
    printf("cover  probability   logit  %-22s  %-22s  non-digits\n", "images", "drawings");
    for (size_t i = 0; i < sizeof coverages / sizeof coverages[0]; i++) {
        char name[8];
        struct calibration calibration = run->info.calibration;
        if (!fit_thresholds(&calibration, run, coverages[i] / 100.0, status))
            return false;
        snprintf(name, sizeof name, "%d%%", coverages[i]);
        print_row(run, name, &calibration);
    }
    print_row(run, "chosen", &run->info.calibration);
    return true;
}

enum { FEW = 200 }; // digits

static bool fit(struct calibrate_run *run, const struct calibrate_options *options,
                struct status *status)
{
    struct calibration *calibration = &run->info.calibration;
    *calibration = calibration_unknown;
    if (!load_digits(run, options, status) || !read_digits(run, status))
        return false;
    if (run->of_both.count == 0)
        return status_fail(status, STATUS_BAD_DATA, "there is no digit to fit the calibration to");
    if (run->of_both.count < FEW)
        say("only %zu digits: a fit to so few says little", run->of_both.count);
    struct calibration_set set = {(const float(*)[LENET_CLASSES])run->of_both.logits,
                                  run->of_both.label, run->of_both.count};
    calibration->temperature = calibration_fit_temperature(&set);
    labelled_readings_recalibrate(&run->of_images, calibration);
    labelled_readings_recalibrate(&run->of_drawings, calibration);
    labelled_readings_recalibrate(&run->of_both, calibration);
    if (!read_non_digits(run, status) ||
        !fit_thresholds(calibration, run, (double)options->coverage / 100, status))
        return false;
    labelled_readings_print(&run->of_both, calibration);
    return print_curve(run, status);
}

static bool calibrate(struct calibrate_run *run, const struct calibrate_options *options,
                      struct status *status)
{
    if (options->out && !output_open(&run->out, options->out, status))
        return false;
    if (!command_load_model(&run->lenet, &run->info, options->model, run->model, status))
        return false;
    if (!options->data && !options->strokes)
        run->info.calibration = options->set;
    else if (!fit(run, options, status))
        return false;
    run->info.calibrated = true;
    // All digits: rounded up, a threshold would shut out the reading that it was fitted to.
    char temperature[DECIMAL_SIZE], probability[DECIMAL_SIZE], logit[DECIMAL_SIZE];
    decimal_write(temperature, run->info.calibration.temperature);
    decimal_write(probability, run->info.calibration.probability);
    decimal_write(logit, run->info.calibration.logit);
    printf("--temperature %s --probability %s --logit %s\n", temperature, probability, logit);
    return !options->out || model_save(run->out.path, &run->lenet, &run->info, status);
}

static int run_calibrate(const struct calibrate_options *options)
{
    struct status status = {0};
    struct calibrate_run *run = calloc(1, sizeof *run);
    bool good = run ? calibrate(run, options, &status)
                    : status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
    if (run) {
        output_close(&run->out);
        labelled_readings_free(&run->of_images);
        labelled_readings_free(&run->of_drawings);
        labelled_readings_free(&run->of_both);
        strokes_free(&run->strokes);
        dataset_free(&run->images);
    }
    free(run);
    return good ? EXIT_DONE : command_fail(&status);
}

int command_calibrate(int argc, char **argv)
{
    struct calibrate_options wanted = {.coverage = 96};
    struct option options[] = {
        OPTION_READ("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_WRITE("out", &wanted.out, "FILE",
                     "where the calibrated model goes; may be the same"),
        OPTION_NAMED("data", &wanted.data, "DIR|practice",
                     "fit to its test images: folder of MNIST's files, or built-in digits"),
        OPTION_INT("hold-out", &wanted.hold_out, "N", 0, 1000000,
                   "to its last N training images instead"),
        OPTION_READ("strokes", &wanted.strokes, "FILE", "fit to its drawings"),
        OPTION_TEXT("writers", &wanted.writers, "LIST", "only those of these writers: 1,7,12"),
        OPTION_FLOAT("coverage", &wanted.coverage, "P", 1, 100, "percent of them to be sure of"),
        OPTION_FLOAT("temperature", &wanted.set.temperature, "T", 0.01, 100, "set without data"),
        OPTION_FLOAT("probability", &wanted.set.probability, "P", 0, 1, "set without data"),
        OPTION_FLOAT("logit", &wanted.set.logit, "L", -CALIBRATION_LOGIT_MOST,
                     CALIBRATION_LOGIT_MOST, "set without data"),
    };
    struct command_line line = {
        .command = "calibrate",
        .usage = "[--model FILE] [--out FILE] --data DIR|--strokes FILE|--temperature T ...",
        .summary = "Fits a model's temperature, and from where on it is sure, to digits that it "
                   "was not trained on.\nPrints what other thresholds would give. Without --out "
                   "nothing is written.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    bool fitted = wanted.data || wanted.strokes;
    int set = command_line_given(&line, "temperature") + command_line_given(&line, "probability") +
              command_line_given(&line, "logit");
    if (!fitted && set != 3)
        return command_line_mistake(&line, "give --data or --strokes, or all of --temperature, "
                                           "--probability and --logit");
    const struct given_file files[] = {{"--out", wanted.out, FILE_WRITTEN_MODEL},
                                       {"--model", wanted.model, FILE_READ_MODEL},
                                       {"--strokes", wanted.strokes, FILE_READ},
                                       {"--data", wanted.data, FILE_DATA_FOLDER}};
    exit_code = files_apart_check(&line, files, sizeof files / sizeof *files);
    return exit_code == EXIT_DONE ? run_calibrate(&wanted) : exit_code;
}
