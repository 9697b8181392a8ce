// lenetpad test: how well a model reads a test set.
#include "app/command.h"
#include "app/command_common.h"
#include "app/options.h"
#include "nn/train.h"

#include <stdio.h>
#include <stdlib.h>

struct test_options {
    const char *data, *model;
    bool json;
};

static int print_result(const struct test_options *options, const char *model,
                        struct evaluation *result)
{
    if (options->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "model", model);
        if (options->data)
            cJSON_AddStringToObject(json, "data", options->data);
        cJSON_AddNumberToObject(json, "loss", result->loss);
        json_add_counts(json, result->confusion);
        return json_print(json);
    }
    printf("error %.2f%% (%zu of %zu)\n", 100.0 * (double)result->wrong / (double)result->count,
           result->wrong, result->count);
    print_digit_table(result->confusion);
    print_confusion(result->confusion);
    return EXIT_DONE;
}

static int run_test(const struct test_options *options)
{
    int exit_code = EXIT_FAILED;
    char model[PATH_SIZE];
    struct dataset data = {0};
    struct threads *threads = NULL;
    struct evaluation result = {0};
    struct status status = {0};
    struct lenet *lenet = malloc(sizeof *lenet);
    if (!lenet) {
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
        goto fail;
    }
    if (!command_load_model(lenet, options->model, model, &status) ||
        !command_load_data(&data, options->data, DATASET_TEST, &status) ||
        !threads_open(&threads, 0, &status) ||
        !evaluate(&result, lenet, &data, threads, NULL, &status))
        goto fail;
    exit_code = print_result(options, model, &result);
    goto done;
fail:
    exit_code = command_fail(&status);
done:
    threads_close(threads);
    dataset_free(&data);
    free(lenet);
    return exit_code;
}

int command_test(int argc, char **argv)
{
    struct test_options wanted = {0};
    struct option options[] = {
        OPTION_TEXT("data", &wanted.data, "DIR", "folder of MNIST's files, or `practice`"),
        OPTION_TEXT("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_FLAG("json", &wanted.json, "print one JSON object"),
    };
    struct command_line line = {
        .command = "test",
        .usage = "[--data DIR] [--model FILE] [--json]",
        .summary = "Reads the test images of DIR and prints the error rate, a table per digit and "
                   "the confusion matrix.\nWithout --data: $LENETPAD_DATA, else the folder that "
                   "`lenetpad fetch` fills.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    return run_test(&wanted);
}
