// The list is made anew for each answer and each filter; the chosen digit stays the same one as
// long as it is listed, so that a run that goes on takes it from nobody.
#include "app/session/exam/mistakes.h"
#include "app/language/tr.h"
#include "app/session/operating.h"
#include "app/session/shown_digits.h"
#include "app/training/data_source.h"
#include "nn/base/utf8.h"
#include <stdio.h>
#include <string.h>

bool mistakes_is_current(const struct session *session)
{
    const struct exam_shown *shown = &session->exam_shown;
    return shown->exam && shown->exam->number == session->weights_version;
}

bool mistakes_say_missed(const struct session *session, char words[MISTAKES_MISSED])
{
    const struct exam *exam = session->exam_shown.exam;
    bool named = session->settings.data[0] || path_named_data();
    if (!exam || exam->missed.code == STATUS_OK || (exam->missed.code == STATUS_MISSING && !named))
        return false;
    tr_print(words, MISTAKES_MISSED,
             "Practice digits were read instead. %s. Train > Get MNIST… fetches whole files; "
             "Train > Start on another folder… names another place.",
             exam->missed.message);
    return true;
}

// ---- The list -----------------------------------------------------------------------------------

static void find_place(struct exam_shown *shown)
{
    for (size_t i = 0; i < shown->count; i++)
        if (shown->exam->list[i] == shown->digit) {
            shown->place = i;
            return;
        }
    if (shown->place >= shown->count)
        shown->place = shown->count > 0 ? shown->count - 1 : 0;
    if (shown->count > 0)
        shown->digit = shown->exam->list[shown->place];
}

static void make_list(struct session *session)
{
    struct exam_shown *shown = &session->exam_shown;
    const struct exam *exam = shown->exam;
    shown->count = exam ? exam_list_make(exam->list, &shown->filter, exam->reading, exam->rank,
                                         exam->counts.count)
                        : 0;
    find_place(shown);
    session->changed = true;
}

// What is asked for begins with its first digit.
static void make_list_anew(struct session *session)
{
    struct exam_shown *shown = &session->exam_shown;
    shown->digit = UINT32_MAX;
    shown->place = 0;
    shown->walked = false;
    make_list(session);
}

void mistakes_choose(struct session *session, int label, int read)
{
    struct exam_filter *filter = &session->exam_shown.filter;
    if (filter->label == label && filter->read == read)
        return;
    filter->label = label;
    filter->read = read;
    make_list_anew(session);
}

void mistakes_show(struct session *session, enum exam_view view)
{
    session->exam_shown.view = view;
    session->changed = true;
}

void mistakes_show_per_cent(struct session *session, bool per_cent)
{
    session->exam_shown.per_cent = per_cent;
    session->changed = true;
}

void mistakes_sort(struct session *session, enum exam_order order)
{
    session->exam_shown.filter.order = order;
    make_list_anew(session);
}

void mistakes_ask_for(struct session *session, enum mistakes_choice choice)
{
    static const struct {
        enum exam_only only;
        enum exam_order order;
    } means[MISTAKES_CHOICES] = {
        [MISTAKES_ALL] = {EXAM_ALL, EXAM_BY_NUMBER},
        [MISTAKES_WRONG] = {EXAM_WRONG, EXAM_BY_NUMBER},
        [MISTAKES_SUREST] = {EXAM_WRONG, EXAM_SUREST_FIRST},
        [MISTAKES_LEAST_SURE] = {EXAM_ALL, EXAM_LEAST_SURE_FIRST},
        [MISTAKES_NOT_SURE] = {EXAM_NOT_SURE, EXAM_BY_NUMBER},
    };
    session->exam_shown.filter.only = means[choice].only;
    session->exam_shown.filter.order = means[choice].order;
    make_list_anew(session);
}

enum mistakes_choice mistakes_asked_for(const struct session *session)
{
    const struct exam_filter *filter = &session->exam_shown.filter;
    if (filter->only == EXAM_NOT_SURE)
        return MISTAKES_NOT_SURE;
    if (filter->only == EXAM_WRONG)
        return filter->order == EXAM_SUREST_FIRST ? MISTAKES_SUREST : MISTAKES_WRONG;
    return filter->order == EXAM_LEAST_SURE_FIRST ? MISTAKES_LEAST_SURE : MISTAKES_ALL;
}

// ---- Reading ------------------------------------------------------------------------------------

static bool open_examiner(struct session *session)
{
    struct exam_shown *shown = &session->exam_shown;
    return shown->examiner ||
           examiner_open(&shown->examiner, session->wake, session->wake_context, &shown->failure);
}

// Whose the weights of a run are as it stands within a sentence; their name is a heading.
static const char *name_within(const struct session *session)
{
    static const char *const names[][2] = {
        {TR("In training"), TR("the weights in training")},
        {TR("Training stopped"), TR("the weights of the stopped run")},
        {TR("A moment of the past"), TR("the weights of a moment of the past")},
        {TR("Trained here"), TR("the weights trained here")},
        {TR("Learning your digits"), TR("the weights that learn your digits")},
        {TR("Learned here"), TR("the weights that learned your digits")},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (session->weights_from == WEIGHTS_TRAINER &&
            strcmp(session->weights_name, names[i][0]) == 0)
            return tr(names[i][1]);
    return tr(session->weights_name);
}

// "Shipped weights, operated: 1 map silenced"
static void say_whose(const struct session *session, char words[EXAMINER_WORDS])
{
    char name[110], operated[70]; // together with what stands between, they fit
    operating_say(session, operated, sizeof operated);
    utf8_copy(name, sizeof name, name_within(session), "?", false);
    snprintf(words, EXAMINER_WORDS, "%s%s%s", name, operated[0] ? tr(", operated: ") : "",
             operated);
}

static void ask(struct session *session)
{
    struct exam_shown *shown = &session->exam_shown;
    struct examiner_question *question = examiner_begin(shown->examiner);
    question->number = session->weights_version;
    say_whose(session, question->words);
    session_data_folder(session, question->data);
    question->lenet = *session_network(session);
    question->calibration = session->model_info.calibration;
    question->ablation = session->operating.steps.ablation;
    question->trains = session_trains(session);
    examiner_ask(shown->examiner);
    shown->waits = true;
}

static void take_answer(struct session *session)
{
    struct exam_shown *shown = &session->exam_shown;
    if (!shown->examiner || !examiner_take(shown->examiner, &shown->exam, &shown->failure))
        return;
    shown->waits = shown->exam && shown->exam->number != shown->asked;
    make_list(session);
}

void mistakes_follow(struct session *session, bool looked_at)
{
    struct exam_shown *shown = &session->exam_shown;
    bool anew = looked_at && !shown->followed; // the data may be others by now
    shown->followed = looked_at;
    take_answer(session);
    if (!looked_at || (!anew && shown->asked == session->weights_version))
        return;
    shown->asked = session->weights_version; // also where that fails, which is shown
    if (open_examiner(session))
        ask(session);
}

// ---- One digit ----------------------------------------------------------------------------------

void mistakes_go(struct session *session, size_t place)
{
    struct exam_shown *shown = &session->exam_shown;
    if (place >= shown->count)
        return;
    shown->place = place;
    shown->digit = shown->exam->list[place];
    session->changed = true;
}

// "test digit 247, a 4"
static void note_digit(struct session *session)
{
    const struct exam_shown *shown = &session->exam_shown;
    int label = shown->exam->reading[shown->digit].label;
    bool practice = data_source_is_practice(shown->exam->from);
    shown_digits_note(session,
                      (struct shown_digit){.from = practice ? SHOWN_PRACTICE_SET : SHOWN_TEST,
                                           .number = shown->digit,
                                           .label = label});
}

// Whoever made the test set fitted its digits into the box and moved them by their centre of mass;
// where both lie now, for showing it.
static void find_marks(struct normalized *digit)
{
    int left = DIGIT_SIDE, right = 0, top = DIGIT_SIDE, bottom = 0;
    float sum = 0, x_sum = 0, y_sum = 0;
    for (int y = 0; y < DIGIT_SIDE; y++)
        for (int x = 0; x < DIGIT_SIDE; x++) {
            float grey = digit->digit[y][x];
            if (grey <= 0)
                continue;
            left = x < left ? x : left;
            right = x >= right ? x + 1 : right;
            top = y < top ? y : top;
            bottom = y + 1;
            sum += grey;
            x_sum += grey * ((float)x + 0.5f);
            y_sum += grey * ((float)y + 0.5f);
        }
    if (sum <= 0)
        return;
    digit->box_x = LENET_BORDER + (float)(left + right - NORMALIZE_BOX) / 2;
    digit->box_y = LENET_BORDER + (float)(top + bottom - NORMALIZE_BOX) / 2;
    digit->mass_x = LENET_BORDER + x_sum / sum;
    digit->mass_y = LENET_BORDER + y_sum / sum;
}

void mistakes_put(struct session *session)
{
    struct exam_shown *shown = &session->exam_shown;
    struct normalized digit = {0};
    struct pad_picture picture;
    struct status status = {0};
    if (shown->count == 0)
        return;
    memcpy(digit.digit, shown->exam->data->image[shown->digit], sizeof digit.digit);
    digit.empty = shown->exam->reading[shown->digit].empty;
    find_marks(&digit);
    session->changed = true;
    if (pad_picture_make_digit(&picture, &digit, &status)) {
        if (pad_put_picture(&session->pad, &picture, &status)) {
            shown_digits_forget(session);
            shown->walked = true;
            note_digit(session);
            return;
        }
        pad_picture_free(&picture);
    }
    questions_error(&session->questions, tr("This digit cannot be shown"), &status);
}

bool mistakes_can_step(const struct session *session, int step)
{
    const struct exam_shown *shown = &session->exam_shown;
    return shown->walked && (step < 0 ? shown->place > 0 : shown->place + 1 < shown->count);
}

void mistakes_step(struct session *session, int step)
{
    if (!mistakes_can_step(session, step))
        return;
    mistakes_go(session, step < 0 ? session->exam_shown.place - 1 : session->exam_shown.place + 1);
    mistakes_put(session);
}
