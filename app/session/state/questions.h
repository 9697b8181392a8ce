// What waits for the person's answer before anything else goes on: one dialog at a time, and at
// most one below it. Who has something to ask leaves it here; the window draws it (see
// app/window/dialogs) and does what the answer says.
#ifndef APP_SESSION_STATE_QUESTIONS_H
#define APP_SESSION_STATE_QUESTIONS_H

#include "app/base/paths.h"
#include "nn/base/status.h"

// Every dialog: QUESTION_ABOUT is drawn by dialog_draw_about.
#define QUESTIONS(ROW)                                                                             \
    ROW(ERROR, error)                                                                              \
    ROW(ABOUT, about)                                                                              \
    ROW(LANGUAGE, language)                                                                        \
    ROW(KEYS, keys)                                                                                \
    ROW(KERNELS, kernels) /* and all other weights */                                              \
    ROW(FILES, files)                                                                              \
    ROW(ELSEWHERE, elsewhere) /* the desktop's own file dialog is open */                          \
    ROW(OVERWRITE, overwrite)                                                                      \
    ROW(EXPORT, export)                                                                            \
    ROW(MISSING_DATA, missing_data)                                                                \
    ROW(DOWNLOAD, download)                                                                        \
    ROW(FETCH, fetch)                   /* where MNIST is to come from */                          \
    ROW(SETUP, setup)                   /* of a run */                                             \
    ROW(STOP_TO_SET_UP, stop_to_set_up) /* training goes on */                                     \
    ROW(NEW_RUN, new_run)               /* a kept run would be lost */                             \
    ROW(LEAVE_RUN, leave_run)           /* training goes on */                                     \
    ROW(RESUME, resume)                                                                            \
    ROW(LEARNED, learned) /* before and after: keep it? */                                         \
    ROW(FORGET_OWN_DIGITS, forget_own_digits)                                                      \
    ROW(PAST_RUNS, past_runs)   /* that are kept in the library */                                 \
    ROW(DELETE_RUN, delete_run) /* one of them */

#define QUESTIONS_ENUM(kind, name) QUESTION_##kind,
enum question { QUESTION_NONE, QUESTIONS(QUESTIONS_ENUM) QUESTION_COUNT };
#undef QUESTIONS_ENUM

struct questions {
    enum question open;
    enum question below; // what comes back when an error, OVERWRITE or DELETE_RUN is closed
    char title[96], message[1200]; // of ERROR
    char missing[1200];            // of MISSING_DATA: what is not where
    bool missing_named;            // it is about a folder that the user named
    bool missing_damaged;          // it is there, and cannot be read
    char fetch[1200];              // of FETCH: why it failed, or what is wrong with the address; ""
    char about[PATH_SIZE]; // NEW_RUN: the data to train on, or "" for what was set up; LEAVE_RUN:
                           // the model to open, or "" for the shipped one
    bool changed;          // opened or closed since whoever draws it looked, and then says so
};

// In place of what is open, and of what is below it unless this is an error, OVERWRITE
// or DELETE_RUN.
void questions_open(struct questions *questions, enum question question);
// Back to the one below, if there is one.
void questions_close(struct questions *questions);
// On top of the one that is open.
void questions_push(struct questions *questions, enum question question);
// Says on top of all what went wrong.
void questions_error(struct questions *questions, const char *title, const struct status *status);
// Data was not found where `status` says: offers what works. `named`: the user named that place.
void questions_missing_data(struct questions *questions, const struct status *status, bool named);
// Where is MNIST to come from, after the failure `why` (NULL: none)?
void questions_fetch(struct questions *questions, const struct status *why);
// Starting a run on `data` would discard the one that is kept / opening the model `path` ("" for
// the shipped one) would stop the run that goes on.
void questions_new_run(struct questions *questions, const char *data);
void questions_leave_run(struct questions *questions, const char *path);

#endif
