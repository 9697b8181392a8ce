// libspeechd would start the daemon itself, but with our signals held back, as the threads of the
// window have them: it could never be asked to end. So it is started here, as from a shell.
#ifdef HAVE_SPEECHD
#include "app/system/speech/speech_daemon.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STARTING_MS = 8000, LOOKING_MS = 20 };

extern char **environ;

static SPDConnection *connect_to(const SPDConnectionAddress *address)
{
    char *why = NULL;
    SPDConnection *connection =
        spd_open2("lenetpad", "window", NULL, SPD_MODE_SINGLE, address, 0, &why);
    free(why);
    return connection;
}

static bool run(pid_t *pid, char **arguments)
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    bool ran = posix_spawnp(pid, arguments[0], &files, &attributes, arguments, environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return ran;
}

// What was run puts the daemon into the background, and ends once that can be reached.
static bool ends_well(pid_t pid)
{
    const struct timespec pause = {.tv_nsec = LOOKING_MS * 1000000L};
    int how = 0;
    for (int waited = 0; waited < STARTING_MS; waited += LOOKING_MS) {
        pid_t ended = waitpid(pid, &how, WNOHANG);
        if (ended != 0)
            return ended == pid && WIFEXITED(how) && WEXITSTATUS(how) == 0;
        nanosleep(&pause, NULL);
    }
    kill(pid, SIGKILL);
    waitpid(pid, &how, 0);
    return false;
}

static bool start_daemon(const SPDConnectionAddress *address)
{
    char *arguments[] = {"speech-dispatcher",
                         "--spawn",
                         "--communication-method",
                         "unix_socket",
                         "--socket-path",
                         address->unix_socket_name,
                         NULL};
    pid_t pid;
    return address->method == SPD_METHOD_UNIX_SOCKET && run(&pid, arguments) && ends_well(pid);
}

SPDConnection *speech_daemon_open(void)
{
    char *why = NULL;
    SPDConnectionAddress *address = spd_get_default_address(&why);
    SPDConnection *connection = address ? connect_to(address) : NULL;
    if (!connection && address && !getenv("SPEECHD_ADDRESS") && start_daemon(address))
        connection = connect_to(address);
    SPDConnectionAddress__free(address);
    free(why);
    return connection;
}
#endif
