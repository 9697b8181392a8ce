// The download goes on in its own thread and asks nobody; when it ends, the run that it was begun
// for can begin. One that is cancelled takes a moment to end, and nobody waits for it: what is
// wished meanwhile begins then.
#include "app/session/fetching.h"
#include "app/language/tr.h"
#include "app/session/weights/set_up.h"
#include "app/session/weights/training.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

// ---- Addresses ----------------------------------------------------------------------------------

// With a name behind it. Whatever else is wrong with it, the attempt tells.
static bool begins_with(const char *address, const char *protocol)
{
    size_t length = strlen(protocol);
    return strncasecmp(address, protocol, length) == 0 && address[length] &&
           !strchr("/ ", address[length]);
}

static bool is_address(const char *text)
{
    return (begins_with(text, "https://") || begins_with(text, "http://")) && !strchr(text, ' ');
}

// Spaces around it, as they come with what is pasted.
static void trim(char *text)
{
    size_t before = strspn(text, " \t"), length = strlen(text);
    while (length > before && strchr(" \t", text[length - 1]))
        length--;
    memmove(text, text + before, length - before);
    text[length - before] = '\0';
}

static void use_remembered(struct session *session)
{
    const char *mirror = session->settings.mirror;
    snprintf(session->fetching.address, PATH_SIZE, "%s", is_address(mirror) ? mirror : "");
}

// ---- Begin and end ------------------------------------------------------------------------------

static void start(struct session *session)
{
    struct fetching *fetching = &session->fetching;
    struct status status = {0};
    char folder[PATH_SIZE];
    fetching->cancelled = fetching->again = false;
    memset(&fetching->progress, 0, sizeof fetching->progress);
    memcpy(fetching->asked, fetching->address, PATH_SIZE);
    if (path_of_default_data(folder, &status) &&
        (session->bring || status_fail(&status, STATUS_USAGE,
                                       tr("nothing here can download; get MNIST's four files"))) &&
        download_open(&fetching->download, folder, session->bring,
                      fetching->asked[0] ? fetching->asked : NULL, session->wake,
                      session->wake_context, &status))
        questions_open(&session->questions, QUESTION_DOWNLOAD);
    else // on top of the offer
        questions_error(&session->questions, tr("The download could not begin"), &status);
}

static void start_when_ended(struct session *session)
{
    if (!session->fetching.download) {
        start(session);
        return;
    }
    session->fetching.again = true;
    questions_open(&session->questions, QUESTION_DOWNLOAD);
}

void fetching_begin(struct session *session, bool then_train)
{
    session->fetching.then_train = then_train;
    use_remembered(session);
    start_when_ended(session);
}

void fetching_try(struct session *session)
{
    struct fetching *fetching = &session->fetching;
    struct status status = {0};
    trim(fetching->address);
    if (!fetching->address[0] || is_address(fetching->address)) {
        start_when_ended(session);
        return;
    }
    status_fail(&status, STATUS_USAGE,
                tr("the address must begin with https:// or http://, and have no spaces"));
    questions_fetch(&session->questions, &status);
}

static void cancel(struct session *session)
{
    download_cancel(session->fetching.download);
    session->fetching.cancelled = true;
    session->fetching.again = false;
}

void fetching_give_up(struct session *session)
{
    questions_open(&session->questions,
                   session->fetching.then_train ? QUESTION_MISSING_DATA : QUESTION_NONE);
}

void fetching_cancel(struct session *session)
{
    cancel(session);
    fetching_give_up(session);
    notice_say(&session->notice,
               tr("The download is cancelled. What came is kept: the next one goes on from there."),
               ACTION_NONE, 8);
}

void fetching_ask(struct session *session)
{
    cancel(session);
    session->fetching.failed = false;
    questions_fetch(&session->questions, NULL);
}

// ---- News ---------------------------------------------------------------------------------------

// An address that was remembered may be of yesterday: then the usual mirrors are asked.
static void follow_failure(struct session *session, const struct status *failure)
{
    struct fetching *fetching = &session->fetching;
    bool remembered = fetching->asked[0] && strcmp(fetching->asked, session->settings.mirror) == 0;
    if (fetching->again) {
        start(session);
        return;
    }
    if (fetching->cancelled)
        return;
    if (remembered) {
        fetching->address[0] = '\0';
        start(session);
        return;
    }
    if (!fetching->asked[0])
        use_remembered(session);
    fetching->failed = true;
    questions_fetch(&session->questions, failure);
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

static void follow_success(struct session *session)
{
    struct fetching *fetching = &session->fetching;
    if (session->questions.open == QUESTION_DOWNLOAD)
        questions_open(&session->questions, QUESTION_NONE);
    session->settings.data[0] = '\0'; // the default folder has it now
    memcpy(session->settings.mirror, fetching->asked, PATH_SIZE);
    session->exam_shown.followed = false; // the page of mistakes reads it, if it is open
    if (fetching->then_train && (!fetching->cancelled || fetching->again))
        begin_run(session);
    else
        notice_say(&session->notice, tr("MNIST is on this computer now, whole and verified."),
                   ACTION_SET_UP, 12);
}

void fetching_follow(struct session *session)
{
    struct fetching *fetching = &session->fetching;
    if (!fetching->download)
        return;
    download_get_progress(fetching->download, &fetching->progress);
    session->changed = true;
    if (fetching->progress.phase == DOWNLOAD_RUNNING)
        return;
    download_close(fetching->download);
    fetching->download = NULL;
    if (fetching->progress.phase == DOWNLOAD_FAILED)
        follow_failure(session, &fetching->progress.failure);
    else
        follow_success(session);
}
