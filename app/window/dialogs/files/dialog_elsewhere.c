// The desktop's file dialog is another program's window. While it is open a question stands in this
// one, as before any other dialog: what it holds back, and that Escape ends it, is so by itself.
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/language/tr.h"
#include "app/window/dialogs/files/dialog_files.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include <stdio.h>

static enum file_chooser_kind kind_of(enum file_purpose purpose)
{
    const struct file_purpose_traits *traits = &file_purposes[purpose];
    return !*traits->suffixes ? FILE_CHOOSER_FOLDER
           : traits->new_name ? FILE_CHOOSER_SAVE
                              : FILE_CHOOSER_OPEN;
}

static bool can(const struct app *app, enum file_chooser_kind kind)
{
    return app->chooser.self && app->chooser.can(app->chooser.self, kind);
}

bool dialog_elsewhere_can(const struct app *app, int unused)
{
    (void)unused;
    return can(app, FILE_CHOOSER_OPEN);
}

static void ask(struct app *app, enum file_purpose purpose)
{
    const struct file_purpose_traits *traits = &file_purposes[purpose];
    struct file_chooser_wish wish = {.kind = kind_of(purpose), .suffixes = traits->suffixes};
    snprintf(wish.name, sizeof wish.name, "%s", app->elsewhere.name);
    snprintf(wish.title, sizeof wish.title, "%s", tr(traits->title));
    snprintf(wish.button, sizeof wish.button, "%s", tr(traits->button));
    snprintf(wish.filter, sizeof wish.filter, "%s", tr(traits->filter));
    snprintf(wish.all, sizeof wish.all, "%s", tr("All files"));
    folder_listing_start(wish.folder, app->session.settings.folder);
    app->chooser.ask(app->chooser.self, &wish);
}

void dialog_elsewhere_open(struct app *app, enum file_purpose purpose)
{
    const char *name = file_purposes[purpose].new_name;
    dialog_elsewhere_open_named(app, purpose, name ? name : "");
}

void dialog_elsewhere_open_named(struct app *app, enum file_purpose purpose, const char *name)
{
    if (!app->session.settings.system_dialogs || !can(app, kind_of(purpose))) {
        dialog_files_open_named(app, purpose, name);
        return;
    }
    app->file_dialog.files.purpose = purpose;
    app->elsewhere = (struct elsewhere){.asked = true, .news = FILE_CHOOSER_WAITS};
    snprintf(app->elsewhere.name, sizeof app->elsewhere.name, "%s", name);
    ask(app, purpose);
    questions_open(&app->session.questions, QUESTION_ELSEWHERE);
}

static void say_strange(struct app *app, const char *chosen)
{
    struct status status = {0};
    status_fail(&status, STATUS_USAGE,
                tr("%.600s is no file of this machine. Copy it into a folder here first."),
                *chosen ? chosen : tr("What was chosen"));
    questions_error(&app->session.questions, tr("This file cannot be used"), &status);
}

// The dialog has ended, this way or that.
static void go_on(struct app *app, enum file_chooser_news news, const char *chosen)
{
    app->elsewhere.asked = false;
    if (news == FILE_CHOOSER_GONE)
        notice_say(&app->session.notice,
                   tr("The system's file dialog has ended by itself. This is LeNet Pad's own."),
                   ACTION_NONE, 6);
    if (news == FILE_CHOOSER_CHOSE || news == FILE_CHOOSER_STRANGE ||
        news == FILE_CHOOSER_CANCELLED)
        dialog_files_leave(app);
    else
        dialog_files_open_named(app, app->file_dialog.files.purpose, app->elsewhere.name);
    if (news == FILE_CHOOSER_CHOSE)
        dialog_files_take(app, chosen);
    else if (news == FILE_CHOOSER_STRANGE)
        say_strange(app, chosen);
}

static void close_it(struct app *app)
{
    app->elsewhere.asked = false;
    app->chooser.close(app->chooser.self);
}

void dialog_elsewhere_follow(struct app *app)
{
    struct questions *questions = &app->session.questions;
    char chosen[PATH_SIZE];
    if (!app->elsewhere.asked)
        return;
    if (questions->open != QUESTION_ELSEWHERE) {
        if (questions->below != QUESTION_ELSEWHERE)
            close_it(app); // something else is asked in its place
        return;
    }
    enum file_chooser_news news = app->chooser.news(app->chooser.self, chosen);
    bool other = news != app->elsewhere.news;
    app->elsewhere.news = news;
    app->dirty |= other;
    if (news != FILE_CHOOSER_WAITS && news != FILE_CHOOSER_IS_OPEN)
        go_on(app, news, chosen);
}

static void cancel(struct app *app, int button)
{
    (void)button;
    if (app->session.questions.open != QUESTION_ELSEWHERE)
        return;
    close_it(app);
    dialog_files_leave(app);
}

void dialog_draw_elsewhere(struct app *app)
{
    static const struct dialog_button buttons[] = {{TR("Cancel"), 0}};
    bool open = app->elsewhere.news == FILE_CHOOSER_IS_OPEN;
    dialog_ask(app, tr(file_purposes[app->file_dialog.files.purpose].title),
               open ? tr("The system's file dialog is open, in a window of its own: choose there, "
                         "or cancel here.")
                    : tr("Waiting for the system's file dialog."),
               buttons, 1, cancel);
}
