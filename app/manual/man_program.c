// What is true of all commands: what they return, which files are kept where, what the environment
// says. tests/app/manual holds the lists of files and variables to the code.
#include "app/manual/man_program.h"

#include "app/console/exit_code.h"
#include "app/console/options.h"
#include "app/manual/man_page.h"
#include "app/manual/roff.h"

// A term and what it means.
struct entry {
    const char *term, *text;
};

static void write_entries(FILE *page, const struct entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputs(".TP\n", page);
        roff_text(page, entries[i].term);
        roff_text(page, entries[i].text);
    }
}

#define WRITE_ENTRIES(page, entries)                                                               \
    write_entries(page, entries, sizeof(entries) / sizeof((entries)[0]))

static const struct entry files[] = {
    {"`~/.config/lenetpad/settings.json`", "What the window remembers."},
    {"`~/.config/lenetpad/setup.json`", "What was last chosen for a training."},
    {"`~/.config/lenetpad/languages/`",
     "Languages of your own, CODE.po each: they come before the program's."},
    {"`~/.local/state/lenetpad/training.safetensors`",
     "The training that goes on in the window, kept every few seconds."},
    {"`~/.local/share/lenetpad/my-digits.strokes`", "The digits that you taught it."},
    {"`~/.local/share/lenetpad/runs/`",
     "Every run of the window: its record, its curves, its weights and its moments."},
    {"`~/.local/share/lenetpad/trained.safetensors`, `learned.safetensors`, "
     "`before.safetensors`",
     "The weights that the window begins with, where no file of yours has them."},
    {"`~/.cache/lenetpad/mnist/`",
     "MNIST, as `lenetpad fetch` brings it. It may be deleted and fetched again."},
    {"`FILE.checkpoint`",
     "Beside the model of an unfinished `lenetpad train`, which --resume continues."},
};

static const struct entry variables[] = {
    {"`LENETPAD_DATA`", "The folder of MNIST's files, where no option --data names one."},
    {"`LANGUAGE`, `LC_ALL`, `LC_MESSAGES`, `LANG`",
     "The language of the window, where none was chosen in it; the command line is English."},
    {"`XDG_CONFIG_HOME`, `XDG_STATE_HOME`, `XDG_DATA_HOME`, `XDG_CACHE_HOME`",
     "Absolute paths that take the place of ~/.config, ~/.local/state, ~/.local/share and "
     "~/.cache."},
    {"`HOME`", "Your home folder, where these are not set."},
    {"`NO_COLOR`", "If it is not empty, nothing is coloured at a terminal."},
    {"`COLUMNS`", "How wide the terminal is, if it says 20 to 10000; else the terminal is asked."},
    {"`TERM`", "A terminal that is dumb gets neither colours nor moving lines."},
    {"`LC_ALL`, `LC_CTYPE`, `LANG`", "Whether the terminal understands UTF-8: curves are drawn "
                                     "finer then. Numbers and files are the "
                                     "same in every locale."},
    {"`SPEECHD_ADDRESS`",
     "Where speech-dispatcher is, for what the window says aloud. With it, none "
     "is started."},
    {"`DBUS_SESSION_BUS_ADDRESS`, `XDG_RUNTIME_DIR`",
     "Where the session's bus is, on which the desktop's file dialog is asked for."},
    {"`DISPLAY`, `WAYLAND_DISPLAY`, `SDL_VIDEODRIVER`", "Where the window opens."},
    {"`GTK_THEME`", "Whether the desktop is dark, which the window follows if it is asked to."},
    {"`TMPDIR`", "Where `lenetpad bench` keeps a file for a moment."},
    {"`https_proxy`, `http_proxy`", "The proxy through which `lenetpad fetch` downloads."},
};

static const struct entry examples[] = {
    {"`lenetpad digit.png`", "Opens the window with a picture on the pad."},
    {"`lenetpad classify photo.jpg`", "Prints ten probabilities for each digit on a photograph."},
    {"`lenetpad train --data practice --epochs 3 --out mine.safetensors`",
     "Trains on built-in practice digits, in some seconds."},
    {"`lenetpad fetch && lenetpad train --out mine.safetensors`",
     "Downloads MNIST and trains on it."},
    {"`lenetpad test --model mine.safetensors`",
     "Says how many of MNIST's test digits it misreads."},
    {"`lenetpad explain --why 3,5 digit.png`", "Says why a digit is read as 3 and not as 5."},
    {"`lenetpad shot --view mistakes --out mistakes.png`",
     "Draws the window into a file, without a display."},
};

static void write_exit_status(FILE *page)
{
    const struct {
        enum exit_code code;
        const char *text;
    } codes[] = {
        {EXIT_DONE, "All that was asked for is done."},
        {EXIT_FAILED, "It could not be done; standard error says why, and what to do."},
        {EXIT_USAGE, "The command line is wrong, and nothing was begun."},
        {EXIT_INTERRUPTED, "It was interrupted (Ctrl-C). A training can be resumed."},
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        fprintf(page, ".TP\n.B %d\n", codes[i].code);
        roff_text(page, codes[i].text);
    }
}

static void write_commands(FILE *page, const struct manual_command *commands, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fprintf(page, ".TP\n.BR lenetpad\\-%s (1)\n", commands[i].name);
        roff_text(page, commands[i].help);
    }
}

static void write_see_also(FILE *page, const struct manual_command *commands, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(page, ".BR lenetpad\\-%s (1)%s\n", commands[i].name, i + 1 < count ? "," : "");
}

static void write_synopsis(FILE *page, const struct command_line *window)
{
    char usage[256];
    command_line_usage(usage, sizeof usage, window);
    roff_usage(page, usage);
    fputs("\n.br\n", page);
    roff_usage(page, "lenetpad COMMAND [options]");
    fputc('\n', page);
}

void man_program_write(FILE *page, const struct command_line *window,
                       const struct manual_command *commands, size_t count)
{
    roff_begin(page, "lenetpad");
    roff_section(page, "NAME");
    fputs("lenetpad \\- draw a digit and watch LeNet\\-5 read it\n", page);
    roff_section(page, "SYNOPSIS");
    write_synopsis(page, window);
    roff_section(page, "DESCRIPTION");
    roff_text(page, window->summary);
    fputs(".PP\n", page);
    roff_text(page,
              "Draw a digit with the mouse: while the stroke is still moving, a small engine runs "
              "LeNet-5 (LeCun, Bottou, Bengio and Haffner, 1998) on it, and every value of every "
              "layer is on the screen. The network can be trained, taken apart and asked why. `F1` "
              "shows all keys.");
    fputs(".PP\n", page);
    roff_text(page, "With a COMMAND the program works without a window, for scripts and terminals. "
                    "Results go to standard output, everything else to standard error. A - that "
                    "stands for a file is standard input, or standard output.");
    roff_section(page, "COMMANDS");
    write_commands(page, commands, count);
    man_page_write_options(page, window);
    roff_section(page, "FILES");
    WRITE_ENTRIES(page, files);
    roff_section(page, "ENVIRONMENT");
    WRITE_ENTRIES(page, variables);
    roff_section(page, "EXIT STATUS");
    write_exit_status(page);
    roff_section(page, "EXAMPLES");
    WRITE_ENTRIES(page, examples);
    roff_section(page, "SEE ALSO");
    write_see_also(page, commands, count);
}
