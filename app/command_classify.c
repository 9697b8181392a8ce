// lenetpad classify: reads pictures, each through the same steps as a drawing on the pad.
#include "app/command.h"
#include "app/command_common.h"
#include "app/options.h"
#include "app/picture.h"
#include "app/reading.h"

#include <stdio.h>
#include <stdlib.h>

struct classify_options {
    const char *model;
    bool json;
};

static cJSON *json_of_reading(const char *path, const struct reading *reading)
{
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "file", path);
    cJSON_AddBoolToObject(json, "empty", reading->empty);
    if (reading->empty)
        return json;
    cJSON_AddNumberToObject(json, "reading", reading->best);
    cJSON_AddBoolToObject(json, "sure", reading->sure);
    cJSON *probabilities = cJSON_AddArrayToObject(json, "probabilities");
    for (int i = 0; i < LENET_CLASSES; i++)
        cJSON_AddItemToArray(probabilities, json_probability(reading->probability[i]));
    return json;
}

static void print_reading(const char *path, const struct reading *reading)
{
    char text[64];
    reading_describe(reading, text, sizeof text);
    printf("%s: %s\n", path, text);
    for (int i = 0; !reading->empty && i < LENET_CLASSES; i++)
        printf("  %d  %7.3f%%\n", i, 100.0 * (double)reading->probability[i]);
    fflush(stdout); // who reads from a pipe need not wait for the other pictures
}

// Reads one picture; `list` receives the result for --json, NULL prints it.
static bool classify(const char *path, const struct lenet *lenet,
                     const struct calibration *calibration, struct reading *reading, cJSON *list)
{
    struct ink ink = {0};
    struct status status = {0};
    if (!picture_load(&ink, path, &status)) {
        command_fail(&status);
        if (list) {
            cJSON *json = cJSON_CreateObject();
            cJSON_AddStringToObject(json, "file", path);
            cJSON_AddStringToObject(json, "problem", status.message);
            cJSON_AddItemToArray(list, json);
        }
        return false;
    }
    reading_of_ink(reading, lenet, calibration, &ink);
    ink_free(&ink);
    if (list)
        cJSON_AddItemToArray(list, json_of_reading(path, reading));
    else
        print_reading(path, reading);
    return true;
}

static int run_classify(const struct classify_options *options, char **paths, int count)
{
    int exit_code = EXIT_DONE;
    char model[PATH_SIZE];
    cJSON *json = NULL, *list = NULL;
    struct status status = {0};
    struct model_info info = {0};
    struct lenet *lenet = malloc(sizeof *lenet);
    struct reading *reading = calloc(1, sizeof *reading);
    if (!lenet || !reading) {
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
        goto fail;
    }
    if (!command_load_model(lenet, &info, options->model, model, &status))
        goto fail;
    if (options->json) {
        json = cJSON_CreateObject();
        json_add_path(json, "model", model);
        list = cJSON_AddArrayToObject(json, "pictures");
    }
    for (int i = 0; i < count; i++)
        if (!classify(paths[i], lenet, &info.calibration, reading, list))
            exit_code = EXIT_FAILED;
    if (json && json_print(json) != EXIT_DONE)
        exit_code = EXIT_FAILED;
    goto done;
fail:
    exit_code = command_fail(&status);
done:
    free(reading);
    free(lenet);
    return exit_code;
}

int command_classify(int argc, char **argv)
{
    struct classify_options wanted = {0};
    struct option options[] = {
        OPTION_TEXT("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_FLAG("json", &wanted.json, "print one JSON object"),
    };
    struct command_line line = {
        .command = "classify",
        .usage = "[--model FILE] [--json] PICTURE...",
        .summary = "Prints ten probabilities for each picture of one digit, dark on light or light "
                   "on dark: drawn,\nscanned or photographed. A picture that cannot be read does "
                   "not stop the others; the exit code "
                   "is then 1.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .operands_min = 1,
        .operands_max = -1,
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    return run_classify(&wanted, line.operand, line.operand_count);
}
