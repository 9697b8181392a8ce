// What opens on top of the window: messages, the file dialog, offers.
#ifndef APP_WINDOW_DIALOGS_DIALOGS_H
#define APP_WINDOW_DIALOGS_DIALOGS_H

#include "app/work/download.h"
#include "app/work/folder_listing.h"

struct app;

enum dialog {
    DIALOG_NONE,
    DIALOG_ERROR,
    DIALOG_ABOUT,
    DIALOG_KEYS,
    DIALOG_FILES,
    DIALOG_OVERWRITE,
    DIALOG_MISSING_DATA,
    DIALOG_DOWNLOAD,
    DIALOG_NEW_RUN,   // a kept run would be lost
    DIALOG_LEAVE_RUN, // training goes on
    DIALOG_RESUME,
    DIALOG_LEARNED,           // before and after: keep it?
    DIALOG_FORGET_OWN_DIGITS, // all of the person's digits
    DIALOGS
};

struct dialogs {
    enum dialog open;
    enum dialog after;             // what comes back when an error or a question is closed
    char title[96], message[1200]; // of DIALOG_ERROR
    char missing[1200];            // of DIALOG_MISSING_DATA: what is not where
    bool missing_named;            // it is about a folder that the user named
    struct files files;
    char name[PATH_SIZE]; // typed or picked in the file dialog
    int selected;         // row of the list, or -1
    // What a question is about: the file to overwrite; the data to train on; the model to open, or
    // "" for the shipped one.
    char target[PATH_SIZE];
    struct download *download;
    struct download_progress progress;
    int keys_page;
};

void dialog_open(struct app *app, enum dialog dialog);
void dialog_error(struct app *app, const char *title, const struct status *status);
void dialog_open_files(struct app *app, enum files_purpose purpose);
// MNIST was not found where `status` says: offers what works.
void dialog_missing_data(struct app *app, const struct status *status);
// Starting a run on `data` would discard the one that is kept / opening the model `path` ("" for
// the shipped one) would stop the run that goes on: asks first.
void dialog_ask_new_run(struct app *app, const char *data);
void dialog_ask_leave_run(struct app *app, const char *path);
// Draws the open dialog and does what its buttons say.
void dialogs_draw(struct app *app);
// News of the download.
void dialogs_poll(struct app *app);
void dialogs_free(struct dialogs *dialogs);

#endif
