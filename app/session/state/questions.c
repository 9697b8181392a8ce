// The session asks without knowing how a dialog looks, and goes on: nobody waits here for an
// answer.
#include "app/session/state/questions.h"
#include <stdio.h>
#include <string.h>

static bool goes_on_top(enum question question)
{
    return question == QUESTION_ERROR || question == QUESTION_OVERWRITE ||
           question == QUESTION_DELETE_RUN;
}

void questions_open(struct questions *questions, enum question question)
{
    if (!goes_on_top(question))
        questions->below = QUESTION_NONE;
    questions->open = question;
    questions->changed = true;
}

void questions_close(struct questions *questions)
{
    questions->open = questions->below;
    questions->below = QUESTION_NONE;
    questions->changed = true;
}

void questions_push(struct questions *questions, enum question question)
{
    if (!goes_on_top(questions->open))
        questions->below = questions->open;
    questions_open(questions, question);
}

// Messages are written to follow "lenetpad: "; here they begin a sentence. File names stay as they
// are.
static void copy_sentence(char *text, size_t size, const char *message)
{
    static const char *const beginnings[] = {"no ", "not ", "cannot ", "the ", "there ", "out "};
    snprintf(text, size, "%s", message);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (strncmp(text, beginnings[i], strlen(beginnings[i])) == 0)
            text[0] = (char)(text[0] - 'a' + 'A');
    }
}

void questions_error(struct questions *questions, const char *title, const struct status *status)
{
    snprintf(questions->title, sizeof questions->title, "%s", title);
    copy_sentence(questions->message, sizeof questions->message, status->message);
    questions_push(questions, QUESTION_ERROR);
}

void questions_missing_data(struct questions *questions, const struct status *status, bool named)
{
    copy_sentence(questions->missing, sizeof questions->missing, status->message);
    char *advice = strrchr(questions->missing, ';');
    if (advice) // the dialog has its own, with buttons
        *advice = '\0';
    size_t length = strlen(questions->missing);
    if (length > 0 && questions->missing[length - 1] == '.')
        questions->missing[length - 1] = '\0';
    questions->missing_named = named;
    questions->missing_damaged = status->code == STATUS_BAD_DATA;
    questions_open(questions, QUESTION_MISSING_DATA);
}

void questions_fetch(struct questions *questions, const struct status *why)
{
    copy_sentence(questions->fetch, sizeof questions->fetch, why ? why->message : "");
    questions_open(questions, QUESTION_FETCH);
}

void questions_new_run(struct questions *questions, const char *data)
{
    snprintf(questions->about, PATH_SIZE, "%s", data);
    questions_open(questions, QUESTION_NEW_RUN);
}

void questions_leave_run(struct questions *questions, const char *path)
{
    snprintf(questions->about, PATH_SIZE, "%s", path);
    questions_open(questions, QUESTION_LEAVE_RUN);
}
