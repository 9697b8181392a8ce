// A session's bus of the test's own, with a portal on it that does as it is told (fake_portal.c).
#ifndef TESTS_SUPPORT_BUS_DESK_H
#define TESTS_SUPPORT_BUS_DESK_H

#include "tests/support/x_desk.h"

struct bus_desk {
    pid_t daemon, portal;
};

#define PORTAL_LOG "portal-calls.log"

// False, with a word about it, where it is missing.
static inline bool bus_possible(void)
{
    if (have("dbus-daemon"))
        return true;
    print_message("dbus-daemon is missing: skipped\n");
    return false;
}

// Nothing of the machine's: no service of it is started, and nobody else listens.
static inline void bus_write_config(const char *folder)
{
    char text[2 * PATH_SIZE + 1000];
    snprintf(text, sizeof text,
             "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
             "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
             "<busconfig><type>session</type><listen>unix:tmpdir=%s</listen>"
             "<auth>EXTERNAL</auth><servicedir>%s/services</servicedir>"
             "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
             "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n",
             folder, folder);
    support_write("bus.conf", text, strlen(text));
}

// In the folder that the test is in. Sets DBUS_SESSION_BUS_ADDRESS.
static inline void bus_open_desk(struct bus_desk *desk)
{
    char folder[PATH_SIZE], print[40], address[300] = "";
    int pipes[2];
    assert_non_null(getcwd(folder, sizeof folder));
    bus_write_config(folder);
    assert_int_equal(pipe(pipes), 0);
    snprintf(print, sizeof print, "--print-address=%d", pipes[1]);
    desk->daemon = start(
        "bus.log", (char *[]){"dbus-daemon", "--config-file=bus.conf", "--nofork", print, NULL});
    close(pipes[1]);
    ssize_t got = read(pipes[0], address, sizeof address - 1);
    close(pipes[0]);
    assert_true(got > 0);
    address[strcspn(address, "\n")] = '\0';
    setenv("DBUS_SESSION_BUS_ADDRESS", address, 1);
}

static inline void bus_close_desk(struct bus_desk *desk)
{
    stop(&desk->portal);
    stop(&desk->daemon);
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 1);
    remove(PORTAL_LOG);
}

// See fake_portal.c. `uri` may be NULL.
static inline void bus_start_portal(struct bus_desk *desk, const char *way, const char *uri)
{
    stop(&desk->portal);
    remove(PORTAL_LOG);
    desk->portal = start("portal.log", (char *[]){FAKE_PORTAL, PORTAL_LOG, (char *)(uintptr_t)way,
                                                  (char *)(uintptr_t)uri, NULL});
}

static inline bool bus_said(const char *words)
{
    static char text[20000];
    FILE *file = fopen(PORTAL_LOG, "r");
    if (!file)
        return false;
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return strstr(text, words) != NULL;
}

// Waits until the portal was told so.
static inline void bus_await(const char *words)
{
    double end = now() + DEADLINE_SECONDS;
    while (!bus_said(words)) {
        if (now() > end) {
            show_log(PORTAL_LOG);
            fail_msg("the portal is not told \"%s\"", words);
        }
        nap();
    }
}

#endif
