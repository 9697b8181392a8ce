// lenetpad classify: reads pictures, each through the same steps as a drawing on the pad.
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/options.h"
#include "app/console/say.h"
#include "app/pictures/picture.h"
#include "app/work/pad_reading.h"

#include <stdio.h>
#include <stdlib.h>

struct classify_options {
    const char *model;
    bool json;
};

// --json's result; without it (json is NULL) results are printed one by one.
struct list {
    struct json *json;
    cJSON *pictures;
};

static void add_reading(const struct list *list, const char *path, const struct reading *reading)
{
    struct json *json = list->json;
    cJSON *picture = json_object(json, list->pictures, NULL);
    json_text(json, picture, "file", path);
    json_bool(json, picture, "empty", reading->empty);
    if (reading->empty)
        return;
    json_number(json, picture, "reading", reading->best);
    json_bool(json, picture, "sure", reading->sure);
    json_probabilities(json, picture, "probabilities", reading->probability, LENET_CLASSES);
}

static void add_problem(const struct list *list, const char *path, const struct status *status)
{
    cJSON *picture = json_object(list->json, list->pictures, NULL);
    json_text(list->json, picture, "file", path);
    json_text(list->json, picture, "problem", status->message);
}

static void print_reading(const char *path, const struct reading *reading)
{
    char text[64];
    reading_describe(reading, text, sizeof text);
    printf("%s: %s\n", shown_path(path).text, text);
    for (int i = 0; !reading->empty && i < LENET_CLASSES; i++)
        printf("  %d  %7.3f%%\n", i, 100.0 * (double)reading->probability[i]);
    fflush(stdout); // who reads from a pipe need not wait for the other pictures
}

static bool classify(const char *path, const struct lenet *lenet,
                     const struct calibration *calibration, struct reading *reading,
                     const struct list *list)
{
    struct ink ink = {0};
    struct status status = {0};
    if (!picture_load(&ink, path, &status)) {
        command_fail(&status);
        if (list->json)
            add_problem(list, path, &status);
        return false;
    }
    reading_of_ink(reading, lenet, calibration, &ink);
    ink_free(&ink);
    if (list->json)
        add_reading(list, path, reading);
    else
        print_reading(path, reading);
    return true;
}

static int run_classify(const struct classify_options *options, char **paths, int count)
{
    int exit_code = EXIT_DONE;
    char model[PATH_SIZE];
    struct json json = {0};
    struct list list = {0};
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
        json_begin(&json);
        json_path(&json, json.top, "model", model);
        list = (struct list){&json, json_array(&json, json.top, "pictures")};
    }
    for (int i = 0; i < count && !ferror(stdout); i++) // nobody waits for what cannot be printed
        if (!classify(paths[i], lenet, &info.calibration, reading, &list))
            exit_code = EXIT_FAILED;
    if (list.json && json_print(&json) != EXIT_DONE)
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
