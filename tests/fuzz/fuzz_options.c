// The option parser: the input's lines are the arguments of a command that has one option of each
// kind.
#include "tests/fuzz/fuzz.h"

#include "app/commands/command.h"
#include "app/console/closest_word.h"
#include "app/console/options.h"
#include "app/console/parse.h"

#include <math.h>
#include <string.h>

enum { ARGUMENTS = 96, OPTIONS = 8 };

struct values {
    int epochs, kind, size[2];
    float rate;
    uint64_t seed;
    bool json;
    const char *data;
    struct option_list files;
};

static const char *const kinds[] = {"none", "affine", "full"};

// Copies of the lines, each with no byte to spare. Returns how many there are.
static int split(char *argv[ARGUMENTS], const uint8_t *data, size_t size)
{
    int count = 0;
    argv[count++] = strdup("train");
    for (size_t at = 0; at < size && count < ARGUMENTS;) {
        size_t length = 0;
        while (at + length < size && data[at + length] != '\n' && data[at + length] != '\0')
            length++;
        argv[count++] = strndup((const char *)data + at, length);
        at += length + 1;
    }
    return count;
}

// What was printed; the caller frees it.
struct output {
    FILE *file;
    char *text;
    size_t size;
};

static void output_open(struct output *output)
{
    output->file = open_memstream(&output->text, &output->size);
    FUZZ_PROMISE(output->file);
}

static void check_values(const struct values *v)
{
    FUZZ_PROMISE(v->epochs >= 1 && v->epochs <= 1000);
    FUZZ_PROMISE(v->rate >= 0 && v->rate <= 10);
    FUZZ_PROMISE(v->kind >= 0 && v->kind < 3);
    for (int i = 0; i < 2; i++)
        FUZZ_PROMISE(v->size[i] >= 16 && v->size[i] <= 4096);
    FUZZ_PROMISE(!v->data || v->data[0]);
    FUZZ_PROMISE(v->files.count >= 0 && v->files.count <= OPTION_LIST_MOST);
    for (int i = 0; i < v->files.count; i++)
        FUZZ_PROMISE(v->files.item[i][0]);
}

// Either all is well and nothing was said, or one side was told something.
static void check_outcome(const struct command_line *line, bool go_on, int exit_code,
                          const struct output *out, const struct output *err)
{
    static const char hint[] = "; see lenetpad train --help\n";
    if (go_on) {
        FUZZ_PROMISE(exit_code == EXIT_DONE && !out->size && !err->size);
        FUZZ_PROMISE(line->operand_count >= line->operands_min);
        FUZZ_PROMISE(line->operands_max < 0 || line->operand_count <= line->operands_max);
        for (int i = 0; i < line->operand_count; i++)
            FUZZ_PROMISE(strlen(line->operand[i]) < SIZE_MAX);
    } else if (exit_code == EXIT_DONE) {
        FUZZ_PROMISE(!strncmp(out->text, "usage: lenetpad train", 21) && !err->size);
    } else {
        FUZZ_PROMISE(exit_code == EXIT_USAGE && !out->size && err->size >= sizeof hint - 1);
        FUZZ_PROMISE(!strcmp(err->text + err->size - (sizeof hint - 1), hint));
    }
}

static void parse(int argc, char **argv, int min, int max)
{
    struct values v = {.epochs = 20, .rate = 1, .seed = 1, .size = {640, 480}};
    struct option options[OPTIONS] = {
        OPTION_INT("epochs", &v.epochs, "N", 1, 1000, "passes"),
        OPTION_FLOAT("rate", &v.rate, "R", 0, 10, "learning rate"),
        OPTION_U64("seed", &v.seed, "N", "seed"),
        OPTION_FLAG("json", &v.json, "as JSON"),
        OPTION_TEXT("data", &v.data, "DIR", "folder"),
        OPTION_CHOICE("augment", &v.kind, "KIND", kinds, 3, "distortion"),
        OPTION_SIZE("size", v.size, 16, 4096, "size"),
        OPTION_LIST("files", &v.files, "FILE...", "files"),
    };
    struct command_line line = {.command = "train",
                                .usage = "[options]",
                                .summary = "Trains.",
                                .options = options,
                                .option_count = OPTIONS,
                                .operands_min = min,
                                .operands_max = max};
    struct output out, err;
    FILE *kept_out = stdout, *kept_err = stderr;
    int exit_code = -1;
    output_open(&out);
    output_open(&err);
    stdout = out.file;
    stderr = err.file;
    bool go_on = command_line_parse(&line, argc, argv, &exit_code);
    stdout = kept_out;
    stderr = kept_err;
    fclose(out.file);
    fclose(err.file);
    check_outcome(&line, go_on, exit_code, &out, &err);
    check_values(&v);
    free(out.text);
    free(err.text);
}

// A number is refused, or it is the one that the C library reads.
static void check_number(const char *text)
{
    double number = 0;
    int whole = 0;
    uint64_t big = 0;
    if (parse_float(&number, text)) {
        double expected = strtod(text, NULL);
        FUZZ_PROMISE(isfinite(number));
        FUZZ_PROMISE(fabs(number - expected) <= 1e-12 * fabs(expected) + 1e-290);
    }
    if (parse_int(&whole, text))
        FUZZ_PROMISE(whole == strtol(text, NULL, 10));
    if (parse_u64(&big, text))
        FUZZ_PROMISE(big == strtoull(text, NULL, 10));
    const char *near = closest_word(text, kinds, 3);
    FUZZ_PROMISE(!near || near == kinds[0] || near == kinds[1] || near == kinds[2]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    char *argv[ARGUMENTS], *shuffled[ARGUMENTS];
    int min = fuzz_up_to(&input, 2), max = fuzz_up_to(&input, 4) - 1;
    int argc = split(argv, input.data, input.left);
    for (int i = 1; i < argc; i++)
        check_number(argv[i]);
    memcpy(shuffled, argv, sizeof *argv * (size_t)argc); // the parser moves operands
    parse(argc, shuffled, min, max >= 0 && max < min ? min : max);
    for (int i = 0; i < argc; i++)
        free(argv[i]);
    return 0;
}
