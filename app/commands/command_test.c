// lenetpad test: how well a model reads a test set.
#include "app/base/amount.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/files/files_apart.h"
#include "app/console/files/output.h"
#include "app/console/options.h"
#include "app/measure/exam.h"
#include "app/measure/labelled_readings.h"
#include "app/training/data_source.h"
#include "nn/base/decimal.h"
#include "nn/files/file.h"
#include "nn/train/evaluation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct test_options {
    const char *data, *model, *csv;
    bool json, mistakes;
};

// What was read, of which everything is told.
struct test_result {
    const struct dataset *data;
    const struct image_reading *readings; // (image)
    const struct calibration *calibration;
    struct evaluation evaluation;
    struct labelled_readings labelled;
};

static void print_csv_line(FILE *text, size_t image, int label, const float *probability)
{
    fprintf(text, "%zu,%d,%d", image, label, lenet_best(probability));
    for (int k = 0; k < LENET_CLASSES; k++) {
        char digits[DECIMAL_SIZE];
        decimal_write(digits, probability[k]);
        fprintf(text, ",%s", digits);
    }
    fputc('\n', text);
}

// One line for each image: its number, label, reading and ten probabilities.
static bool save_csv(const char *path, const struct image_reading *readings,
                     const struct dataset *data, struct status *status)
{
    char *csv = NULL;
    size_t size = 0;
    bool saved = false;
    FILE *text = open_memstream(&csv, &size);
    if (!text) {
        status_fail(status, STATUS_NO_MEMORY, "no memory for the readings");
        goto fail;
    }
    fputs("image,label,reading,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n", text);
    for (size_t i = 0; i < data->count; i++)
        print_csv_line(text, i, data->label[i], readings[i].probability);
    // fclose tells neither what an earlier call lost nor that its own last step left no text.
    bool complete = ferror(text) == 0;
    complete = fclose(text) == 0 && csv && complete;
    text = NULL;
    if (!complete) {
        status_fail(status, STATUS_NO_MEMORY, "no memory for the readings");
        goto fail;
    }
    saved = file_write(path, csv, size, status);
fail:
    if (text)
        fclose(text);
    free(csv);
    return saved;
}

// ---- Mistakes -----------------------------------------------------------------------------------

// False where the image was read rightly.
static bool find_mistake(struct exam_reading *mistake, const struct test_result *result,
                         size_t image)
{
    exam_reading_fill(mistake, &result->readings[image], result->data->label[image],
                      result->calibration);
    return mistake->label != mistake->read;
}

static void print_mistakes(const struct test_result *result)
{
    struct exam_reading mistake;
    printf("\nmistakes (image: its number, counted from 0)\n  image  label  read as  confidence\n");
    for (size_t i = 0; i < result->data->count; i++)
        if (find_mistake(&mistake, result, i))
            printf("%7zu  %5d  %7d  %9.2f%%%s\n", i, mistake.label, mistake.read,
                   100 * (double)exam_confidence(&mistake), mistake.sure ? "  sure" : "");
}

static void add_mistakes(const struct test_result *result, struct json *json)
{
    struct exam_reading mistake;
    cJSON *list = json_array(json, json->top, "mistakes");
    for (size_t i = 0; i < result->data->count; i++) {
        if (!find_mistake(&mistake, result, i))
            continue;
        cJSON *item = json_object(json, list, NULL);
        json_number(json, item, "image", (double)i);
        json_number(json, item, "label", mistake.label);
        json_number(json, item, "reading", mistake.read);
        json_number(json, item, "confidence", (double)exam_confidence(&mistake));
        json_bool(json, item, "sure", mistake.sure);
    }
}

// ---- All of it ----------------------------------------------------------------------------------

static int print_json(const struct test_options *options, const char *model,
                      struct test_result *result)
{
    struct json json;
    json_begin(&json);
    json_path(&json, json.top, "model", model);
    if (data_source_is_practice(options->data))
        json_text(&json, json.top, "data", DATA_SOURCE_PRACTICE);
    else if (options->data)
        json_path(&json, json.top, "data", options->data);
    json_number(&json, json.top, "loss", result->evaluation.loss);
    json_add_counts(&json, result->evaluation.confusion, NULL);
    labelled_readings_add_json(&result->labelled, result->calibration, &json);
    if (options->mistakes)
        add_mistakes(result, &json);
    return json_print(&json);
}

static int print_result(const struct test_options *options, const char *model,
                        struct test_result *result)
{
    struct evaluation *evaluation = &result->evaluation;
    if (options->json)
        return print_json(options, model, result);
    printf("error %.2f%% (%zu of %zu)\n", amount_percent(evaluation->wrong, evaluation->count),
           evaluation->wrong, evaluation->count);
    labelled_readings_print(&result->labelled, result->calibration);
    print_digit_table(evaluation->confusion, NULL);
    print_confusion(evaluation->confusion);
    if (options->mistakes)
        print_mistakes(result);
    return EXIT_DONE;
}

// Each image is read once; all that is told comes from these readings.
static bool read_images(struct image_reading **readings, const struct lenet *lenet,
                        const struct calibration *calibration, const struct dataset *data,
                        struct status *status)
{
    struct threads *threads = NULL;
    if (data->count == 0)
        return status_fail(status, STATUS_USAGE, "there are no images to read");
    if (threads_open(&threads, 0, status))
        *readings = image_readings_make(lenet, calibration, data, 0, threads, status);
    threads_close(threads);
    return *readings != NULL;
}

static int run_test(const struct test_options *options)
{
    int exit_code = EXIT_FAILED;
    char model[PATH_SIZE];
    struct dataset data = {0};
    struct image_reading *readings = NULL;
    struct model_info info = {0};
    struct test_result result = {.data = &data, .calibration = &info.calibration};
    struct status status = {0};
    struct output csv = {0};
    struct lenet *lenet = malloc(sizeof *lenet);
    if (!lenet) {
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
        goto fail;
    }
    if (options->csv && !output_open(&csv, options->csv, &status))
        goto fail;
    if (!command_load_model(lenet, &info, options->model, model, &status) ||
        !data_source_load_and_say(&data, options->data, DATASET_TEST, &status) ||
        !read_images(&readings, lenet, &info.calibration, &data, &status) ||
        !labelled_readings_add_images(&result.labelled, readings, data.label, data.count,
                                      &status) ||
        (options->csv && !save_csv(csv.path, readings, &data, &status)))
        goto fail;
    result.readings = readings;
    image_readings_judge(&result.evaluation, readings, &data);
    exit_code = print_result(options, model, &result);
    goto done;
fail:
    exit_code = command_fail(&status);
done:
    output_close(&csv);
    free(readings);
    labelled_readings_free(&result.labelled);
    dataset_free(&data);
    free(lenet);
    return exit_code;
}

int command_test(int argc, char **argv)
{
    struct test_options wanted = {0};
    struct option options[] = {
        OPTION_NAMED("data", &wanted.data, "DIR|practice",
                     "folder of MNIST's files, or built-in digits"),
        OPTION_READ("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_LINES("csv", &wanted.csv, "FILE.csv",
                     "also write every image's probabilities, at temperature 1"),
        OPTION_FLAG("mistakes", &wanted.mistakes,
                    "also list every image that was misread: number, label, reading, confidence"),
        OPTION_FLAG("json", &wanted.json, "print one JSON object"),
    };
    struct command_line line = {
        .command = "test",
        .summary = "Reads the test images of DIR and prints the error rate, a table per digit and "
                   "the confusion matrix.\nWithout --data: $LENETPAD_DATA, else the folder that "
                   "`lenetpad fetch` fills.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    if (wanted.json && wanted.csv && output_is_stdout(wanted.csv))
        return command_line_mistake(&line,
                                    "--json and --csv %s would mix on standard output; give "
                                    "--csv another file",
                                    wanted.csv);
    const struct given_file files[] = {{"--csv", wanted.csv, FILE_WRITTEN},
                                       {"--model", wanted.model, FILE_READ_MODEL},
                                       {"--data", wanted.data, FILE_DATA_FOLDER}};
    exit_code = files_apart_check(&line, files, sizeof files / sizeof *files);
    return exit_code == EXIT_DONE ? run_test(&wanted) : exit_code;
}
