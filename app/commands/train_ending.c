// A run ends with a word about what comes next, as words that can be copied into a shell.
#include "app/commands/train_ending.h"

#include "app/console/shell_word.h"
#include "app/training/curves/curve_lines.h"

#include <stdio.h>
#include <unistd.h>

static void print_option(const char *name, const char *value)
{
    if (!value)
        return;
    fprintf(stderr, " --%s", name);
    shell_print(stderr, value);
}

void train_ending_continue(const struct train_ending *ending)
{
    fputs("lenetpad: continue with: lenetpad train --resume", stderr);
    data_split_print_options(stderr, ending->set, false);
    print_option("record", ending->repeated);
    print_option("log", ending->log);
    print_option("out", ending->out);
    fputc('\n', stderr);
}

static void print_what_comes_next(const struct train_ending *ending)
{
    fputs("Test it:            lenetpad test", stderr);
    print_option("model", ending->out);
    print_option("data", ending->set->data);
    fputs("\nOpen it in the pad: lenetpad", stderr);
    print_option("model", ending->out);
    fputs("\nTrain it further:   lenetpad train", stderr);
    print_option("from", ending->out);
    data_split_print_options(stderr, ending->set, false);
    fputs(" --rate 0.1 --epochs 10 --out FILE\n", stderr);
}

void train_ending_show(const struct train_ending *ending, const struct run_curves *curves,
                       bool finished)
{
    struct curve_lines_style style;
    if (isatty(STDOUT_FILENO) != 1 || !curve_lines_style_of(&style, STDERR_FILENO))
        return;
    fflush(stdout);
    curve_lines_print(stderr, &style, curves);
    if (finished && !ending->stream)
        print_what_comes_next(ending);
}
