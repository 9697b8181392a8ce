// Chooses the command, and at the end makes sure that what was printed has arrived.
#include "app/commands/command_common.h"
#include "app/commands/program/command_list.h"
#include "app/commands/program/commit.h"
#include "app/commands/program/program_help.h"
#include "app/console/say.h"
#include "nn/files/place.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// A word that is neither a command nor a file.
static int unknown_word(const char *word)
{
    const char *near = command_like(word);
    if (near)
        say("%s is neither a command nor a file (did you mean %s?); see lenetpad --help", word,
            near);
    else
        say("%s is neither a command nor a file; see lenetpad --help", word);
    return EXIT_USAGE;
}

static int run(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    if (word && (!strcmp(word, "--help") || !strcmp(word, "-h")))
        return program_help_print();
    if (word && !strcmp(word, "--version"))
        return command_print_version();
    const struct command *command = word ? command_named(word) : NULL;
    if (command)
        return command->run(argc - 1, argv + 1);
    if (word && word[0] != '-' && !place_exists(word))
        return unknown_word(word);
    return command_window(argc, argv);
}

// If standard output or error were closed, the first file opened would get their number and receive
// what is printed.
static void occupy_standard_files(void)
{
    int file;
    do
        file = open("/dev/null", O_RDONLY);
    while (file >= 0 && file <= 2);
    if (file > 2)
        close(file);
}

// A reader that has gone (`| head`) and a limit of size are answers to a write, which is where they
// are dealt with: as signals they would end the program in the middle of its work.
static void ignore_signals_of_writing(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

// Whether everything that was printed has arrived; the reason is kept in errno.
static bool has_arrived(void)
{
    errno = 0;
    bool failed = ferror(stdout) != 0;
    if (fflush(stdout) == 0 && !failed)
        return true;
    // An earlier error's reason is lost, but asking again tells it.
    if (errno == 0 && write(STDOUT_FILENO, "", 0) == 0) {
        struct pollfd look = {.fd = STDOUT_FILENO, .events = POLLOUT};
        errno = poll(&look, 1, 0) > 0 && (look.revents & POLLERR) ? EPIPE : 0;
    }
    return false;
}

// The work is done; from here a reader that has gone is what it is for every other program.
static void end_by_broken_pipe(void)
{
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

int main(int argc, char **argv)
{
    occupy_standard_files();
    ignore_signals_of_writing();
    command_built_from(program_commit);
    int exit_code = run(argc, argv);
    if (has_arrived())
        return exit_code;
    int reason = errno;
    if (exit_code == EXIT_DONE && reason == EPIPE)
        end_by_broken_pipe();
    say("cannot write the output: %s", reason == EBADF ? "standard output is closed"
                                       : reason        ? strerror(reason)
                                                       : "an earlier write failed");
    return exit_code == EXIT_DONE ? EXIT_FAILED : exit_code;
}
