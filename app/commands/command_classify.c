// lenetpad classify: reads pictures, each through the same steps as a drawing on the pad.
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/options.h"
#include "app/console/say.h"
#include "app/pictures/picture.h"
#include "app/work/reading/pad_reading.h"

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

static void add_reading(struct json *json, cJSON *to, const struct reading *reading, bool sure)
{
    json_number(json, to, "reading", reading->best);
    json_bool(json, to, "sure", sure);
    json_probabilities(json, to, "probabilities", reading->probability, LENET_CLASSES);
}

static void add_digit(struct json *json, cJSON *digits, const struct found_digit *place,
                      const struct reading *reading)
{
    cJSON *digit = json_object(json, digits, NULL);
    json_number(json, digit, "left", place->left);
    json_number(json, digit, "top", place->top);
    json_number(json, digit, "width", place->width);
    json_number(json, digit, "height", place->height);
    add_reading(json, digit, reading, reading->sure);
}

// The picture's own reading is that of its main digit; with others beside it, it is never sure.
static void add_picture(const struct list *list, const char *path, const struct digits *digits,
                        const struct reading *reading)
{
    struct json *json = list->json;
    cJSON *picture = json_object(json, list->pictures, NULL);
    json_text(json, picture, "file", path);
    json_bool(json, picture, "empty", reading[digits->main].empty);
    if (reading[digits->main].empty)
        return;
    add_reading(json, picture, &reading[digits->main],
                digits->count == 1 && reading[digits->main].sure);
    if (digits->count == 1)
        return;
    cJSON *each = json_array(json, picture, "digits");
    for (int i = 0; i < digits->count; i++)
        add_digit(json, each, &digits->digit[i], &reading[i]);
}

static void add_problem(const struct list *list, const char *path, const struct status *status)
{
    cJSON *picture = json_object(list->json, list->pictures, NULL);
    json_text(list->json, picture, "file", path);
    json_text(list->json, picture, "problem", status->message);
}

static void print_probabilities(const struct reading *reading)
{
    for (int i = 0; !reading->empty && i < LENET_CLASSES; i++)
        printf("  %d  %7.3f%%\n", i, 100.0 * (double)reading->probability[i]);
}

static void print_picture(const char *path, const struct digits *digits,
                          const struct reading *reading)
{
    char text[64];
    const struct shown_path shown = shown_path(path);
    if (digits->count > 1)
        printf("%s: %d digits\n", shown.text, digits->count);
    for (int i = 0; i < digits->count; i++) {
        const struct found_digit *digit = &digits->digit[i];
        reading_describe(&reading[i], text, sizeof text);
        if (digits->count == 1)
            printf("%s: %s\n", shown.text, text);
        else
            printf("%s, digit %d at %d,%d, %dx%d: %s\n", shown.text, i + 1, digit->left, digit->top,
                   digit->width, digit->height, text);
        print_probabilities(&reading[i]);
    }
    fflush(stdout); // who reads from a pipe need not wait for the other pictures
}

static bool read_digits(const struct digits *digits, const char *path, const struct lenet *lenet,
                        const struct calibration *calibration, const struct list *list)
{
    struct reading *reading = calloc((size_t)digits->count, sizeof *reading);
    if (!reading)
        return false;
    for (int i = 0; i < digits->count; i++)
        reading_of_ink(&reading[i], lenet, calibration, &digits->digit[i].ink);
    if (list->json)
        add_picture(list, path, digits, reading);
    else
        print_picture(path, digits, reading);
    free(reading);
    return true;
}

static bool classify(const char *path, const struct lenet *lenet,
                     const struct calibration *calibration, const struct list *list)
{
    struct digits digits = {0};
    struct status status = {0};
    bool good = picture_load_digits(&digits, path, &status);
    if (good && !read_digits(&digits, path, lenet, calibration, list))
        good = status_fail(&status, STATUS_NO_MEMORY, "no memory to read %s", path);
    digits_free(&digits);
    if (good)
        return true;
    command_fail(&status);
    if (list->json)
        add_problem(list, path, &status);
    return false;
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
    if (!lenet) {
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
        if (!classify(paths[i], lenet, &info.calibration, &list))
            exit_code = EXIT_FAILED;
    if (list.json && json_print(&json) != EXIT_DONE)
        exit_code = EXIT_FAILED;
    goto done;
fail:
    exit_code = command_fail(&status);
done:
    free(lenet);
    return exit_code;
}

int command_classify(int argc, char **argv)
{
    struct classify_options wanted = {0};
    struct option options[] = {
        OPTION_READ("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_FLAG("json", &wanted.json, "print one JSON object"),
    };
    struct command_line line = {
        .command = "classify",
        .operand_word = "PICTURE...",
        .operand_dash = OPTION_DASH_INPUT,
        .summary = "Prints ten probabilities for each picture of a digit, dark on light or light "
                   "on dark: drawn,\nscanned or photographed; for each digit and where it is, if "
                   "there are several. A picture\nthat cannot be read does not stop the others; "
                   "the exit code is then 1.",
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
