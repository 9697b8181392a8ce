// What was read is large, so that it is not copied: it changes hands, and comes back to the thread
// when the next is taken. Three of these, at most, are ever there: one that is shown, one that
// waits, one that is being filled; each is as large as the largest test set was.
#include "app/explain/examiner.h"

#include "app/base/clock.h"
#include "app/base/newest.h"
#include "app/language/tr.h"
#include "app/training/data_source.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_PER_PIECE = 64 };

// Digits stay while anything shows them, also when others have been loaded since.
struct digits {
    struct dataset data;
    char from[PATH_SIZE];
    int users; // guarded by lock
};

struct sheet {
    struct exam exam;
    struct digits *digits; // NULL while it waits to be filled
    struct exam_reading *reading;
    struct exam_rank *rank;
    size_t room;
    struct sheet *next; // spare one
};

struct answer {
    struct status failure;
};

struct examiner {
    struct newest *newest;
    pthread_mutex_t lock;
    struct sheet *ready, *spare; // guarded by lock
    struct sheet *shown;         // the window's
    // The thread's.
    struct threads *threads;
    struct reading *reading; // (thread of the pool)
    struct digits *digits;   // loaded last
    struct status missed;    // why they are not those that were asked for
    struct image_reading kept[THREADS_MOST];
    double begun, took; // of the latest reading
};

// ---- Sheets and digits --------------------------------------------------------------------------

static void release_digits(struct examiner *examiner, struct digits *digits)
{
    if (!digits)
        return;
    pthread_mutex_lock(&examiner->lock);
    bool last = --digits->users == 0;
    pthread_mutex_unlock(&examiner->lock);
    if (!last)
        return;
    dataset_free(&digits->data);
    free(digits);
}

static void free_sheet(struct examiner *examiner, struct sheet *sheet)
{
    if (!sheet)
        return;
    release_digits(examiner, sheet->digits);
    free(sheet->reading);
    free(sheet->rank);
    free(sheet->exam.list);
    free(sheet);
}

static void put_aside(struct examiner *examiner, struct sheet *sheet)
{
    if (!sheet)
        return;
    pthread_mutex_lock(&examiner->lock);
    sheet->next = examiner->spare;
    examiner->spare = sheet;
    pthread_mutex_unlock(&examiner->lock);
}

// All that wait to be filled let go of their digits.
static struct sheet *take_spare(struct examiner *examiner)
{
    struct digits *digits[4] = {0};
    int count = 0;
    pthread_mutex_lock(&examiner->lock);
    struct sheet *sheet = examiner->spare;
    for (struct sheet *i = sheet; i && count < 4; i = i->next) {
        digits[count++] = i->digits;
        i->digits = NULL;
    }
    if (sheet)
        examiner->spare = sheet->next;
    pthread_mutex_unlock(&examiner->lock);
    for (int i = 0; i < count; i++)
        release_digits(examiner, digits[i]);
    return sheet;
}

static bool make_room(struct sheet *sheet, size_t count)
{
    if (sheet->room >= count)
        return true;
    free(sheet->reading);
    free(sheet->rank);
    free(sheet->exam.list);
    sheet->reading = calloc(count, sizeof *sheet->reading);
    sheet->rank = calloc(count, sizeof *sheet->rank);
    sheet->exam.list = calloc(count, sizeof *sheet->exam.list);
    bool made = sheet->reading && sheet->rank && sheet->exam.list;
    sheet->room = made ? count : 0;
    return made;
}

// A sheet with room for the digits that are loaded.
static struct sheet *find_sheet(struct examiner *examiner, size_t count, struct status *status)
{
    struct sheet *sheet = take_spare(examiner);
    if (!sheet)
        sheet = calloc(1, sizeof *sheet);
    if (sheet && make_room(sheet, count))
        return sheet;
    put_aside(examiner, sheet);
    status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read %zu digits"), count);
    return NULL;
}

// ---- Loading ------------------------------------------------------------------------------------

// Unless it is loaded already.
static bool load_as(struct examiner *examiner, const char *name, struct status *status)
{
    if (examiner->digits && strcmp(examiner->digits->from, name) == 0)
        return true;
    struct digits *digits = calloc(1, sizeof *digits);
    if (!digits)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for a test set"));
    if (!data_source_load(&digits->data, name, DATASET_TEST, status)) {
        free(digits);
        return false;
    }
    snprintf(digits->from, PATH_SIZE, "%s", name);
    digits->users = 1;
    release_digits(examiner, examiner->digits);
    examiner->digits = digits;
    return true;
}

// What is not there is looked for each time: it may have been downloaded since.
static bool load(struct examiner *examiner, const char *name, struct status *status)
{
    examiner->missed = (struct status){0};
    return (name[0] && load_as(examiner, name, &examiner->missed)) ||
           load_as(examiner, DATA_SOURCE_PRACTICE, status);
}

// ---- Reading ------------------------------------------------------------------------------------

struct pass {
    struct examiner *examiner;
    const struct examiner_question *question;
    struct sheet *sheet;
    size_t count;
};

// Just as the window reads what is on the pad, and `lenetpad test` its images.
static void read_one(const struct pass *pass, size_t digit, int thread)
{
    const struct examiner_question *question = pass->question;
    const struct dataset *data = &pass->examiner->digits->data;
    struct reading *reading = &pass->examiner->reading[thread];
    struct image_reading *kept = &pass->examiner->kept[thread];
    reading_of_digit(reading, &question->lenet, &question->calibration,
                     (const uint8_t(*)[DIGIT_SIDE])data->image[digit]);
    if (!ablation_is_none(&question->ablation)) {
        ablation_forward(&reading->activations, &question->lenet, &question->ablation);
        reading_of_logits(reading, &question->calibration);
    }
    memcpy(kept->probability, reading->activations.probability, sizeof kept->probability);
    memcpy(kept->logits, reading->activations.logits, sizeof kept->logits);
    kept->evidence = reading->evidence;
    kept->empty = reading->empty;
    exam_reading_fill(&pass->sheet->reading[digit], kept, data->label[digit],
                      &question->calibration);
}

static void read_piece(void *context, int piece, int thread)
{
    const struct pass *pass = context;
    size_t begin = (size_t)piece * DIGITS_PER_PIECE;
    if (!newest_goes_on(pass->examiner->newest))
        return;
    for (size_t i = begin; i < begin + DIGITS_PER_PIECE && i < pass->count; i++)
        read_one(pass, i, thread);
}

static void write_sheet(struct examiner *examiner, struct sheet *sheet,
                        const struct examiner_question *question, size_t count)
{
    struct exam *exam = &sheet->exam;
    exam->number = question->number;
    memcpy(exam->words, question->words, sizeof exam->words);
    exam->reading = sheet->reading;
    exam->rank = sheet->rank;
    exam->data = &examiner->digits->data;
    exam->from = examiner->digits->from;
    exam->missed = examiner->missed;
    exam->left_out = examiner->digits->data.count - count;
    exam_count(&exam->counts, sheet->reading, count);
    exam_list_rank(sheet->rank, sheet->reading, count);
    pthread_mutex_lock(&examiner->lock);
    sheet->digits = examiner->digits;
    sheet->digits->users++;
    struct sheet *unseen = examiner->ready;
    examiner->ready = sheet;
    pthread_mutex_unlock(&examiner->lock);
    put_aside(examiner, unseen);
}

static bool read_all(struct examiner *examiner, const struct examiner_question *question,
                     struct status *status)
{
    size_t count = examiner->digits->data.count;
    if (count > EXAMINER_DIGITS_MOST)
        count = EXAMINER_DIGITS_MOST;
    struct sheet *sheet = find_sheet(examiner, count, status);
    if (!sheet)
        return false;
    struct pass pass = {examiner, question, sheet, count};
    examiner->begun = clock_seconds();
    threads_run(examiner->threads, (int)((count + DIGITS_PER_PIECE - 1) / DIGITS_PER_PIECE),
                read_piece, &pass);
    examiner->took = clock_seconds() - examiner->begun;
    if (newest_goes_on(examiner->newest))
        write_sheet(examiner, sheet, question, count);
    else
        put_aside(examiner, sheet);
    return true;
}

// ---- The thread ---------------------------------------------------------------------------------

// Not before it is time to read again; false if another question has come meanwhile, which finds
// that time as near as this one did.
static bool wait_for_turn(struct examiner *examiner, const struct examiner_question *question)
{
    static const double rest = 0.1, rest_of_run = 1, share = 4; // seconds, and times a reading
    double wait = question->trains ? rest_of_run : rest;
    if (question->trains && wait < share * examiner->took)
        wait = share * examiner->took;
    while (examiner->begun > 0 && clock_seconds() < examiner->begun + wait) {
        if (!newest_wanted(examiner->newest))
            return false;
        clock_pause(20);
    }
    return newest_goes_on(examiner->newest);
}

static bool work(void *context, struct newest *newest, void *answer, const void *question)
{
    (void)newest;
    struct examiner *examiner = context;
    struct answer *out = answer;
    struct status failure = {0};
    *out = (struct answer){0};
    if (!wait_for_turn(examiner, question))
        return false;
    if (!load(examiner, ((const struct examiner_question *)question)->data, &failure) ||
        !read_all(examiner, question, &failure))
        out->failure = failure;
    return true;
}

// ---- The window's side --------------------------------------------------------------------------

bool examiner_open(struct examiner **out, void (*wake)(void *context), void *context,
                   struct status *status)
{
    // The window's own thread draws meanwhile.
    int processors = threads_processors();
    struct examiner *examiner = calloc(1, sizeof *examiner);
    if (!examiner)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read a test set"));
    pthread_mutex_init(&examiner->lock, NULL);
    struct newest_task task = {
        sizeof(struct examiner_question), sizeof(struct answer), work, examiner, wake, context};
    if (!threads_open(&examiner->threads, processors > 1 ? processors - 1 : 1, status))
        goto fail;
    examiner->reading = calloc((size_t)threads_count(examiner->threads), sizeof *examiner->reading);
    if (!examiner->reading) {
        status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to read a test set"));
        goto fail;
    }
    if (!newest_open(&examiner->newest, &task, status))
        goto fail;
    *out = examiner;
    return true;
fail:
    examiner_close(examiner);
    return false;
}

struct examiner_question *examiner_begin(struct examiner *examiner)
{
    return newest_begin(examiner->newest);
}

void examiner_ask(struct examiner *examiner)
{
    newest_ask(examiner->newest);
}

bool examiner_take(struct examiner *examiner, const struct exam **exam, struct status *failure)
{
    struct answer answer;
    if (!newest_take(examiner->newest, &answer))
        return false;
    if (answer.failure.code != STATUS_OK) {
        *exam = NULL;
        *failure = answer.failure;
        return true;
    }
    pthread_mutex_lock(&examiner->lock);
    struct sheet *sheet = examiner->ready;
    examiner->ready = NULL;
    pthread_mutex_unlock(&examiner->lock);
    if (!sheet)
        return false; // taken with the answer before
    put_aside(examiner, examiner->shown);
    examiner->shown = sheet;
    *exam = &sheet->exam;
    *failure = (struct status){0};
    return true;
}

void examiner_close(struct examiner *examiner)
{
    if (!examiner)
        return;
    newest_close(examiner->newest);
    threads_close(examiner->threads);
    free_sheet(examiner, examiner->shown);
    free_sheet(examiner, examiner->ready);
    for (struct sheet *sheet; (sheet = take_spare(examiner));)
        free_sheet(examiner, sheet);
    release_digits(examiner, examiner->digits);
    free(examiner->reading);
    pthread_mutex_destroy(&examiner->lock);
    free(examiner);
}
