// The download goes on in its own thread and asks nobody; when it ends, the run that it was begun
// for can begin.
#include "app/session/fetching.h"
#include "app/session/weights/set_up.h"
#include "app/session/weights/training.h"
#include <string.h>

void fetching_begin(struct session *session, bool then_train)
{
    struct status status = {0};
    char folder[PATH_SIZE];
    download_close(session->download);
    session->download = NULL;
    session->download_then_train = then_train;
    session->download_cancelled = false;
    memset(&session->download_progress, 0, sizeof session->download_progress);
    if (path_of_default_data(folder, &status) &&
        (session->bring ||
         status_fail(&status, STATUS_USAGE, "nothing here can download; get MNIST's four files")) &&
        download_open(&session->download, folder, session->bring, NULL, session->wake,
                      session->wake_context, &status))
        questions_open(&session->questions, QUESTION_DOWNLOAD);
    else // on top of the offer
        questions_error(&session->questions, "The download could not begin", &status);
}

void fetching_cancel(struct session *session)
{
    download_cancel(session->download);
    session->download_cancelled = true;
    questions_open(&session->questions,
                   session->download_then_train ? QUESTION_MISSING_DATA : QUESTION_NONE);
    notice_say(&session->notice,
               "The download is cancelled. What came is kept: the next one goes on from there.",
               ACTION_NONE, 8);
}

static void tell_failure(struct session *session, const struct status *failure)
{
    if (failure->code == STATUS_CANCELLED)
        return;
    questions_open(&session->questions,
                   session->download_then_train ? QUESTION_MISSING_DATA : QUESTION_NONE);
    questions_error(&session->questions, "The download failed", failure);
}

// What was set up, if MNIST is what it lacked.
static void begin_run(struct session *session)
{
    struct run_part *mnist = &session->setup.part[RUN_PART_MNIST];
    session_data_folder(session, mnist->path);
    if (mnist->used && set_up_check(session, NULL, NULL))
        set_up_begin(session);
    else
        training_begin_mnist(session);
}

void fetching_follow(struct session *session)
{
    struct download_progress *progress = &session->download_progress;
    if (!session->download)
        return;
    download_get_progress(session->download, progress);
    session->changed = true;
    if (progress->phase == DOWNLOAD_RUNNING)
        return;
    download_close(session->download);
    session->download = NULL;
    if (progress->phase == DOWNLOAD_FAILED) {
        tell_failure(session, &progress->failure);
        return;
    }
    if (session->questions.open == QUESTION_DOWNLOAD)
        questions_open(&session->questions, QUESTION_NONE);
    session->settings.data[0] = '\0'; // the default folder has it now
    if (session->download_then_train && !session->download_cancelled)
        begin_run(session);
    else
        notice_say(&session->notice, "MNIST is on this computer now, whole and verified.",
                   ACTION_SET_UP, 12);
}
