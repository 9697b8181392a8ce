// lenetpad export: the network for other programs: as C source, for ONNX, NumPy or PyTorch.
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/files/files_apart.h"
#include "app/console/files/output.h"
#include "app/console/options.h"
#include "app/measure/one_digit.h"
#include "nn/base/name_list.h"
#include "nn/export/export.h"
#include "nn/files/file.h"
#include "nn/files/input.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct export_options {
    const char *model, *name;
    int format;
    struct one_digit drawing;
};

struct exported {
    struct lenet lenet;
    struct model_info info;
    char model[PATH_SIZE], whole_path[PATH_MAX];
    struct reading reading; // of the drawing, if there is one
};

// What a person does next with such a file.
static const char *next_step(enum export_format format)
{
    static const char *const steps[EXPORT_FORMAT_COUNT] = {
        [EXPORT_C_HEADER] = "the weights alone, as arrays that say their shapes",
        [EXPORT_C_FILE] = "cc -std=c99 -O2 -c FILE, and link with -lm; it says how to call it",
        [EXPORT_C_INT8] = "cc -std=c99 -O2 -c FILE; it says how to call it",
        [EXPORT_ONNX] = "input \"image\" (N, 1, 32, 32), output \"probability\" (N, 10)",
        [EXPORT_NPY] = "numpy.load(FILE) has the arrays by name",
        [EXPORT_TORCH] = "import it, and load() is the network",
    };
    return steps[format];
}

static bool load(struct exported *exported, const struct export_options *options,
                 struct status *status)
{
    int several;
    if (!command_load_model(&exported->lenet, &exported->info, options->model, exported->model,
                            status))
        return false;
    // What is written may be used from another folder.
    if (!realpath(exported->model, exported->whole_path))
        snprintf(exported->whole_path, sizeof exported->whole_path, "%s", exported->model);
    return !options->drawing.path ||
           one_digit_read(&exported->reading, &several, &options->drawing, &exported->lenet,
                          &exported->info.calibration, status);
}

static bool write_file(const struct exported *exported, const struct export_options *options,
                       const char *path, struct status *status)
{
    const struct export_source source = {
        .lenet = &exported->lenet,
        .info = &exported->info,
        .version = LENETPAD_VERSION,
        .model_path = exported->whole_path,
        .activations = options->drawing.path ? &exported->reading.activations : NULL,
        .probability = exported->reading.probability,
        .name = options->name,
    };
    struct buffer made;
    bool written = export_make(&made, (enum export_format)options->format, &source, status) &&
                   file_write(path, made.data, made.size, status);
    if (written)
        printf("%zu bytes: %s\n", made.size, next_step((enum export_format)options->format));
    buffer_free(&made);
    return written;
}

static int run_export(const struct export_options *options, const char *path)
{
    int exit_code = EXIT_DONE;
    struct status status = {0};
    struct output output = {0};
    struct exported *exported = calloc(1, sizeof *exported);
    if (!exported)
        status_fail(&status, STATUS_NO_MEMORY, "no memory for the model");
    if (!exported || !output_open(&output, path, &status) || !load(exported, options, &status) ||
        !write_file(exported, options, output.path, &status))
        exit_code = command_fail(&status);
    output_close(&output);
    free(exported);
    return exit_code;
}

static int check(const struct command_line *line, const struct export_options *wanted)
{
    const char *path = line->operand[0];
    if (wanted->format < 0) {
        char formats[96] = "";
        for (int i = 0; i < EXPORT_FORMAT_COUNT; i++)
            name_list_add(formats, sizeof formats, ", ", export_format_names[i]);
        return command_line_mistake(line, "say with --format what to write: %s", formats);
    }
    if (wanted->format == EXPORT_TORCH && wanted->model && input_is(wanted->model))
        return command_line_mistake(
            line, "--model %s: what torch writes loads the model by its name; name a file",
            strcmp(wanted->model, INPUT_NAME) == 0 ? "-" : wanted->model);
    if (wanted->name && !export_name_fits(wanted->name))
        return command_line_mistake(line,
                                    "--name %s: give small letters, digits and underscores, a "
                                    "letter first, at most %d",
                                    wanted->name, EXPORT_NAME_MOST);
    // Not even by a model: what is written is none.
    const struct given_file files[] = {{"FILE", path, FILE_WRITTEN},
                                       {"--model", wanted->model, FILE_READ},
                                       {"--drawing", wanted->drawing.path, FILE_READ}};
    return files_apart_check(line, files, sizeof files / sizeof *files);
}

int command_export(int argc, char **argv)
{
    struct export_options wanted = {.format = -1, .drawing = ONE_DIGIT_UNNAMED};
    struct option options[] = {
        OPTION_CHOICE("format", &wanted.format, "NAME", export_format_names, EXPORT_FORMAT_COUNT,
                      "what to write"),
        OPTION_READ("model", &wanted.model, "FILE", "the model (default: the shipped weights)"),
        OPTION_TEXT("name", &wanted.name, "NAME",
                    "what all names in C begin with (default: " EXPORT_USUAL_NAME ")"),
        OPTION_READ("drawing", &wanted.drawing.path, "FILE",
                    "with npy: also every layer's activations for this picture or strokes file"),
        ONE_DIGIT_OPTIONS(&wanted.drawing, "--drawing"),
    };
    struct command_line line = {
        .command = "export",
        .usage = "--format NAME [options]",
        .operand_word = "FILE",
        .operand_dash = OPTION_DASH_BYTES,
        .summary =
            "Writes the network into FILE, for other programs: c-file is one C99 file that reads "
            "digits, c-int8\nthe same in whole numbers, c-header the weights as arrays, onnx a "
            "model for ONNX runtimes, npy\nNumPy's arrays (.npz), torch a PyTorch module that "
            "loads "
            "the model.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .operands_min = 1,
        .operands_max = 1,
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    exit_code = check(&line, &wanted);
    return exit_code == EXIT_DONE ? run_export(&wanted, line.operand[0]) : exit_code;
}
