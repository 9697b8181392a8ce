// What was set up is written when it is used or put away, not at each key: a form is no setting.
#include "app/session/weights/set_up.h"

#include "app/language/tr.h"
#include "app/session/weights/training.h"
#include "app/training/setup/setup_file.h"
#include <stdio.h>

static const char file_name[] = "setup.json";

// Only damage is kept beside (setup_file.h); what could not be read for another reason may be good.
static void tell_unread(struct session *session, const struct status *why)
{
    char words[500];
    const char *text = TR("What was set up last could not be read: training begins with the "
                          "shipped recipe. %s stays as it is.");
    if (why->code == STATUS_BAD_DATA)
        text = TR("What was set up last could not be read: training begins with the shipped "
                  "recipe. %1$s stays as it is, and is kept as %1$s.broken when you set something "
                  "up.");
    snprintf(words, sizeof words, tr(text), file_name);
    notice_say(&session->notice, words, ACTION_NONE, 12);
}

void set_up_load(struct session *session, const char *settings_path)
{
    struct status status = {0};
    char folder[PATH_SIZE], note[SETUP_FILE_NOTE];
    run_setup_default(&session->setup);
    if (settings_path && settings_path[0]) {
        path_folder(folder, settings_path);
        if (!path_join(session->setup_path, folder[0] ? folder : ".", file_name, NULL))
            session->setup_path[0] = '\0';
    }
    if (!session->setup_path[0])
        return;
    if (!setup_file_load(&session->setup, session->setup_path, note, &status))
        tell_unread(session, &status);
    else if (note[0]) {
        char words[SETUP_FILE_NOTE + 96];
        tr_print(words, sizeof words, "Of what was set up last, this made no sense: %s", note);
        notice_say(&session->notice, words, ACTION_NONE, 8);
    }
    session->setup_written = session->setup;
}

void set_up_save(struct session *session)
{
    struct status status = {0};
    if (!session->setup_path[0] || run_setup_same(&session->setup, &session->setup_written))
        return;
    if (setup_file_save(&session->setup, session->setup_path, &status))
        session->setup_written = session->setup;
    else
        questions_error(&session->questions, tr("What was set up could not be kept"), &status);
}

void set_up_open(struct session *session)
{
    session_data_folder(session, session->setup.part[RUN_PART_MNIST].path);
    snprintf(session->setup.part[RUN_PART_OWN].path, PATH_SIZE, "%s", session->own_digits.path);
    questions_open(&session->questions, QUESTION_SETUP);
}

void set_up_close(struct session *session)
{
    questions_close(&session->questions);
    set_up_save(session);
}

bool set_up_check(struct session *session, struct run_setup_size *size, struct status *status)
{
    const struct run_part *strokes = &session->setup.part[RUN_PART_STROKES];
    setup_strokes_look(&session->setup_strokes, strokes->used ? strokes->path : "");
    return run_setup_check(&session->setup, session->own_digits.strokes.count,
                           &session->setup_strokes, size, status);
}

void set_up_begin_now(struct session *session)
{
    training_begin_set_up(session);
}

void set_up_begin(struct session *session)
{
    set_up_close(session);
    if (session_trains(session))
        return;
    if (session->checkpoint_there)
        questions_new_run(&session->questions, "");
    else
        set_up_begin_now(session);
}
