// What --help says, as a page.
#include "app/manual/man_page.h"

#include "app/console/options.h"
#include "app/console/standard_files.h"
#include "app/manual/roff.h"

static void write_choices(FILE *page, const struct option *option)
{
    if (option->choice_count == 0)
        return;
    fputs("(one of", page);
    for (int i = 0; i < option->choice_count; i++) {
        fputs(i == 0 ? " " : i + 1 < option->choice_count ? ", " : " or ", page);
        roff_usage(page, option->choices[i]);
    }
    fputs(")\n", page);
}

static void write_option(FILE *page, const struct option *option)
{
    char value[160];
    snprintf(value, sizeof value, "--%s%s%s", option->name, option->value ? " " : "",
             option->value ? option->value : "");
    fputs(".TP\n", page);
    roff_usage(page, value);
    fputc('\n', page);
    roff_text(page, option->help);
    if (option_default(value, sizeof value, option))
        fprintf(page, "(default: %s)\n", value);
    write_choices(page, option);
}

void man_page_write_options(FILE *page, const struct command_line *line)
{
    static const struct option help = OPTION_FLAG("help", NULL, "show this");
    char dashes[320];
    roff_section(page, "OPTIONS");
    for (size_t i = 0; i < line->option_count; i++)
        write_option(page, &line->options[i]);
    write_option(page, &help);
    if (standard_files_describe(line, dashes, sizeof dashes)) {
        fputs(".PP\n", page);
        roff_text(page, dashes);
    }
}

void man_page_write(FILE *page, const struct command_line *line, const char *help)
{
    char name[64], usage[512];
    snprintf(name, sizeof name, "lenetpad-%s", line->command);
    roff_begin(page, name);
    roff_section(page, "NAME");
    roff_usage(page, name);
    fputs(" \\- ", page);
    roff_text(page, help);
    roff_section(page, "SYNOPSIS");
    command_line_usage(usage, sizeof usage, line);
    roff_usage(page, usage);
    fputc('\n', page);
    roff_section(page, "DESCRIPTION");
    roff_text(page, line->summary);
    man_page_write_options(page, line);
    roff_section(page, "SEE ALSO");
    fputs(".BR lenetpad (1),\nwhich also says what the exit status means,\n"
          "which files are kept where, and which variables are read.\n",
          page);
}
