// The desktop's portal, asked over a bus by a thread: whatever it does, a word comes back, and none
// of it after the dialog was turned away from.
#include "tests/support/x_desk.h"

#include "app/system/portal/portal.h"

#ifdef HAVE_DBUS
#include "tests/support/bus_desk.h"

static struct bus_desk desk;
static const struct file_chooser_wish open_wish = {.kind = FILE_CHOOSER_OPEN,
                                                   .title = "Öffnen",
                                                   .button = "Auf",
                                                   .filter = "Pictures",
                                                   .all = "All files",
                                                   .suffixes = ".png .jpeg",
                                                   .folder = "/tmp/a b/\xff"};

static int enter(void **state)
{
    return support_enter_folder(state);
}

static int open_bus(void **state)
{
    (void)state;
    bus_open_desk(&desk);
    return 0;
}

static int close_bus(void **state)
{
    (void)state;
    bus_close_desk(&desk);
    return 0;
}

// ---- Both sides ---------------------------------------------------------------------------------

static void told(void *context)
{
    (void)context;
}

static struct portal *open_portal(void)
{
    struct portal *portal = portal_open("x11:1a2b", told, NULL);
    assert_non_null(portal);
    return portal;
}

static void await_there(struct portal *portal, bool there)
{
    struct file_chooser chooser = portal_file_chooser(portal);
    double end = now() + DEADLINE_SECONDS;
    while (chooser.can(chooser.self, FILE_CHOOSER_OPEN) != there) {
        assert_true(now() < end);
        nap();
    }
}

static void ask(struct portal *portal, const struct file_chooser_wish *wish)
{
    struct file_chooser chooser = portal_file_chooser(portal);
    chooser.ask(chooser.self, wish);
}

// Waits past these.
static enum file_chooser_news news_after(struct portal *portal, enum file_chooser_news first,
                                         enum file_chooser_news second, char chosen[PATH_SIZE])
{
    struct file_chooser chooser = portal_file_chooser(portal);
    double end = now() + DEADLINE_SECONDS;
    enum file_chooser_news news;
    while ((news = chooser.news(chooser.self, chosen)) == first || news == second) {
        assert_true(now() < end);
        nap();
    }
    return news;
}

// What becomes of a dialog of this way.
static enum file_chooser_news ask_of(const char *way, const char *uri, char chosen[PATH_SIZE])
{
    bus_start_portal(&desk, way, uri);
    struct portal *portal = open_portal();
    await_there(portal, true);
    ask(portal, &open_wish);
    enum file_chooser_news news =
        news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_IS_OPEN, chosen);
    struct file_chooser chooser = portal_file_chooser(portal);
    char again[PATH_SIZE];
    assert_int_equal(chooser.news(chooser.self, again), FILE_CHOOSER_NOTHING); // said once
    portal_close(portal);
    return news;
}

static struct portal *open_dialog(const char *way)
{
    char chosen[PATH_SIZE];
    bus_start_portal(&desk, way, NULL);
    struct portal *portal = open_portal();
    await_there(portal, true);
    ask(portal, &open_wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_WAITS, chosen),
                     FILE_CHOOSER_IS_OPEN);
    return portal;
}

// ---- Choosing -----------------------------------------------------------------------------------

static void test_a_chosen_path_comes_with_spaces_percent_signs_and_letters_of_any_kind(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    static const char *const ways[] = {"choose", "slowly", "early", "elsewhere"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_int_equal(ask_of(ways[i], "file:///tmp/a%20b/50%25%20%c3%a4.png", chosen),
                         FILE_CHOOSER_CHOSE);
        assert_string_equal(chosen, "/tmp/a b/50% ä.png");
    }
}

static void test_what_is_no_file_of_this_machine_is_said_to_be_strange(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    assert_int_equal(ask_of("choose", "smb://other/a%20b", chosen), FILE_CHOOSER_STRANGE);
    assert_string_equal(chosen, "smb://other/a%20b");
}

static void test_a_dialog_can_be_cancelled(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    assert_int_equal(ask_of("cancel", NULL, chosen), FILE_CHOOSER_CANCELLED);
    // By the button of its window, which ends it in the other way.
    assert_int_equal(ask_of("leave", NULL, chosen), FILE_CHOOSER_CANCELLED);
    assert_int_equal(ask_of("choose", NULL, chosen), FILE_CHOOSER_ABSENT); // but nothing
}

static void test_the_portal_is_told_all_that_the_dialog_is_to_be(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    ask_of("choose", "file:///x", chosen);
    bus_await("OpenFile 'x11:1a2b' 'Öffnen' [('handle_token' 'lenetpad_");
    bus_await("('accept_label' 'Auf') ('modal' yes) ('multiple' no) ('directory' no) "
              "('filters' [('Pictures' [(0 '*.png') (0 '*.PNG') (0 '*.jpeg') (0 '*.JPEG')]) "
              "('All files' [(0 '*')])]) ('current_folder' /tmp/a b/\xff\\0)]");
}

static void ask_for(const struct file_chooser_wish *wish)
{
    char chosen[PATH_SIZE];
    bus_start_portal(&desk, "choose", "file:///x");
    struct portal *portal = open_portal();
    await_there(portal, true);
    ask(portal, wish);
    news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_IS_OPEN, chosen);
    portal_close(portal);
}

static void test_saving_and_folders_are_asked_for_in_their_own_ways(void **state)
{
    (void)state;
    struct file_chooser_wish wish = open_wish;
    wish.kind = FILE_CHOOSER_SAVE;
    strcpy(wish.name, "digit.png");
    ask_for(&wish);
    bus_await("SaveFile 'x11:1a2b'");
    bus_await("[(0 '*')])]) ('current_name' 'digit.png') ('current_folder' ");
    assert_false(bus_said("multiple"));
    wish = open_wish;
    wish.kind = FILE_CHOOSER_FOLDER;
    wish.suffixes = "";
    wish.folder[0] = '\0';
    ask_for(&wish);
    bus_await("OpenFile 'x11:1a2b'");
    bus_await("('multiple' no) ('directory' yes)]");
}

static void test_a_text_that_is_no_utf8_is_not_sent(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    struct file_chooser_wish wish = open_wish;
    strcpy(wish.title, "\xff");
    bus_start_portal(&desk, "choose", "file:///x");
    struct portal *portal = open_portal();
    await_there(portal, true);
    ask(portal, &wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_IS_OPEN, chosen),
                     FILE_CHOOSER_ABSENT);
    ask(portal, &open_wish); // and the next one is
    assert_int_equal(news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_IS_OPEN, chosen),
                     FILE_CHOOSER_CHOSE);
    portal_close(portal);
}

// ---- Portals that fail --------------------------------------------------------------------------

static void test_a_dialog_that_does_not_come_is_absent(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    static const char *const ways[] = {"refuse", "fail", "never"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        assert_int_equal(ask_of(ways[i], NULL, chosen), FILE_CHOOSER_ABSENT);
}

static void test_a_dialog_that_comes_too_late_is_closed(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    bus_start_portal(&desk, "late", NULL);
    struct portal *portal = open_portal();
    await_there(portal, true);
    ask(portal, &open_wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_WAITS, chosen),
                     FILE_CHOOSER_ABSENT);
    bus_await("Close\nClose\n"); // as it was given up, and when it came
    portal_close(portal);
}

static void test_a_portal_that_ends_with_the_dialog_open_is_noticed(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    struct portal *portal = open_dialog("die");
    assert_int_equal(news_after(portal, FILE_CHOOSER_IS_OPEN, FILE_CHOOSER_WAITS, chosen),
                     FILE_CHOOSER_GONE);
    await_there(portal, false);
    bus_start_portal(&desk, "choose", "file:///x"); // another one serves as well
    await_there(portal, true);
    ask(portal, &open_wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_IS_OPEN, FILE_CHOOSER_WAITS, chosen),
                     FILE_CHOOSER_CHOSE);
    portal_close(portal);
}

static void test_a_bus_that_ends_takes_the_dialog_with_it(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    struct portal *portal = open_dialog("hold");
    stop(&desk.daemon);
    assert_int_equal(news_after(portal, FILE_CHOOSER_IS_OPEN, FILE_CHOOSER_WAITS, chosen),
                     FILE_CHOOSER_GONE);
    await_there(portal, false);
    ask(portal, &open_wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_IS_OPEN, FILE_CHOOSER_WAITS, chosen),
                     FILE_CHOOSER_ABSENT);
    portal_close(portal);
}

static void test_without_a_bus_there_is_no_dialog(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    static const char *const addresses[] = {"disabled:", "unix:path=/nowhere/bus", ""};
    unsetenv("XDG_RUNTIME_DIR");
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        setenv("DBUS_SESSION_BUS_ADDRESS", addresses[i], 1);
        struct portal *portal = open_portal();
        ask(portal, &open_wish);
        assert_int_equal(news_after(portal, FILE_CHOOSER_IS_OPEN, FILE_CHOOSER_WAITS, chosen),
                         FILE_CHOOSER_ABSENT);
        await_there(portal, false);
        portal_close(portal);
    }
}

static void test_a_portal_without_file_dialogs_is_none(void **state)
{
    (void)state;
    bus_start_portal(&desk, "none", NULL);
    struct portal *portal = open_portal();
    double end = now() + DEADLINE_SECONDS;
    while (portal_wishes(portal).contrast != 1 && now() < end) // which is asked for after it
        nap();
    await_there(portal, false);
    portal_close(portal);
}

// ---- Turning away -------------------------------------------------------------------------------

static void test_an_open_dialog_is_closed_when_it_is_turned_away_from(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    struct portal *portal = open_dialog("hold");
    struct file_chooser chooser = portal_file_chooser(portal);
    chooser.close(chooser.self);
    assert_int_equal(chooser.news(chooser.self, chosen), FILE_CHOOSER_NOTHING);
    bus_await("Close\n");
    portal_close(portal);
}

static void test_an_open_dialog_is_closed_with_the_window(void **state)
{
    (void)state;
    portal_close(open_dialog("hold"));
    bus_await("Close\n");
}

static void test_another_wish_takes_the_place_of_the_one_before(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    struct portal *portal = open_dialog("slowly");
    ask(portal, &open_wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_WAITS, chosen),
                     FILE_CHOOSER_IS_OPEN);
    bus_await("Close\n");
    portal_close(portal);
}

static void test_a_bus_that_stands_still_holds_up_nobody(void **state)
{
    (void)state;
    char chosen[PATH_SIZE];
    struct portal *portal = open_dialog("hold");
    struct file_chooser chooser = portal_file_chooser(portal);
    chooser.close(chooser.self);
    kill(desk.daemon, SIGSTOP);
    ask(portal, &open_wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_IS_OPEN, chosen),
                     FILE_CHOOSER_ABSENT);
    portal_close(portal);
    portal_close(open_portal()); // nor one that has not greeted yet
}

// ---- The desktop's looks ------------------------------------------------------------------------

static void await_scheme(struct portal *portal, unsigned scheme, unsigned contrast)
{
    double end = now() + DEADLINE_SECONDS;
    struct portal_wishes wishes;
    do {
        assert_true(now() < end);
        nap();
        wishes = portal_wishes(portal);
    } while (wishes.scheme != scheme || wishes.contrast != contrast);
}

static void test_dark_and_contrast_are_asked_for_and_followed(void **state)
{
    (void)state;
    bus_start_portal(&desk, "none", NULL);
    struct portal *portal = open_portal();
    await_scheme(portal, 1, 1);
    bus_await("Read 'org.freedesktop.appearance' 'color-scheme'\n");
    bus_await("Read 'org.freedesktop.appearance' 'contrast'\n");
    kill(desk.portal, SIGUSR1);
    await_scheme(portal, 2, 1);
    portal_close(portal);
}

static void test_what_others_on_the_bus_say_is_not_the_portal_s(void **state)
{
    (void)state;
    bus_start_portal(&desk, "none", NULL);
    struct portal *portal = open_portal();
    await_scheme(portal, 1, 1);
    int sent = system("dbus-send --session --type=signal /org/freedesktop/portal/desktop "
                      "org.freedesktop.portal.Settings.SettingChanged "
                      "string:org.freedesktop.appearance string:color-scheme variant:uint32:2");
    if (sent != 0) { // some systems pack it apart from the bus
        portal_close(portal);
        skip();
    }
    for (int i = 0; i < 20; i++)
        nap();
    assert_int_equal(portal_wishes(portal).scheme, 1);
    kill(desk.portal, SIGUSR1); // which says the same
    await_scheme(portal, 2, 1);
    portal_close(portal);
}

static void test_a_portal_that_is_not_running_is_started(void **state)
{
    char chosen[PATH_SIZE], text[2 * PATH_SIZE];
    snprintf(text, sizeof text,
             "[D-BUS Service]\nName=org.freedesktop.portal.Desktop\nExec=%s %s/%s cancel\n",
             FAKE_PORTAL, (const char *)*state, PORTAL_LOG);
    mkdir("services", 0700);
    support_write("services/org.freedesktop.portal.Desktop.service", text, strlen(text));
    bus_close_desk(&desk);
    bus_open_desk(&desk);
    struct portal *portal = open_portal();
    await_there(portal, true);
    ask(portal, &open_wish);
    assert_int_equal(news_after(portal, FILE_CHOOSER_WAITS, FILE_CHOOSER_IS_OPEN, chosen),
                     FILE_CHOOSER_CANCELLED);
    portal_close(portal);
    remove("services/org.freedesktop.portal.Desktop.service");
}

#define ON_BUS(test) cmocka_unit_test_setup_teardown(test, open_bus, close_bus)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BUS(test_a_chosen_path_comes_with_spaces_percent_signs_and_letters_of_any_kind),
        ON_BUS(test_what_is_no_file_of_this_machine_is_said_to_be_strange),
        ON_BUS(test_a_dialog_can_be_cancelled),
        ON_BUS(test_the_portal_is_told_all_that_the_dialog_is_to_be),
        ON_BUS(test_saving_and_folders_are_asked_for_in_their_own_ways),
        ON_BUS(test_a_text_that_is_no_utf8_is_not_sent),
        ON_BUS(test_a_dialog_that_does_not_come_is_absent),
        ON_BUS(test_a_dialog_that_comes_too_late_is_closed),
        ON_BUS(test_a_portal_that_ends_with_the_dialog_open_is_noticed),
        ON_BUS(test_a_bus_that_ends_takes_the_dialog_with_it),
        cmocka_unit_test(test_without_a_bus_there_is_no_dialog),
        ON_BUS(test_a_portal_without_file_dialogs_is_none),
        ON_BUS(test_an_open_dialog_is_closed_when_it_is_turned_away_from),
        ON_BUS(test_an_open_dialog_is_closed_with_the_window),
        ON_BUS(test_another_wish_takes_the_place_of_the_one_before),
        ON_BUS(test_a_bus_that_stands_still_holds_up_nobody),
        ON_BUS(test_dark_and_contrast_are_asked_for_and_followed),
        ON_BUS(test_what_others_on_the_bus_say_is_not_the_portal_s),
        ON_BUS(test_a_portal_that_is_not_running_is_started),
    };
    if (!bus_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, enter, support_leave_folder);
}

#else

int main(void)
{
    printf("this build has no libdbus: skipped\n");
    return SKIPPED;
}

#endif
