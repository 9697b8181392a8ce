// Where a run stands and how fast it is, in the longest form that fits.
#include "app/window/views/shared/run_words.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/weights/fine_tuning.h"
#include <math.h>
#include <stdio.h>

// 58123 -> "58,123"
static void describe_count(char *text, size_t size, float number)
{
    tr_count(text, size, (uint64_t)fmax(0, round((double)number)));
}

// Where the run stands, in the longest form that fits `width`.
static void describe_place(struct app *app, int width, char *text, size_t size)
{
    const struct trainer_progress *progress = &app->session.progress;
    int epoch = trainer_epoch(progress), epochs = progress->epochs;
    const char *state = progress->phase == TRAINER_PAUSED ? tr(", paused")
                        : progress->evaluating            ? tr(", testing")
                                                          : "";
    // While the epoch's end is tested there is no batch to name.
    for (int form = progress->evaluating ? 1 : 0; form < 3; form++) {
        if (form == 0)
            tr_print(text, size, "Epoch %d of %d, batch %'d of %'d%s", epoch, epochs,
                     progress->batch, progress->batches, state);
        else if (form == 1)
            tr_print(text, size, "Epoch %d of %d%s", epoch, epochs, state);
        else
            tr_print(text, size, "Epoch %d/%d", epoch, epochs);
        if (text_width(app->text, TEXT_BODY, text) <= width)
            return;
    }
}

static void describe_fine_tuning(struct app *app, int width, char *text, size_t size)
{
    const struct trainer_progress *progress = &app->session.progress;
    const char *state = progress->phase == TRAINER_PAUSED ? tr(", paused")
                        : progress->evaluating            ? tr(", testing")
                                                          : "";
    tr_print(text, size, "Learning your digits%s", state);
    if (text_width(app->text, TEXT_BODY, text) > width)
        tr_print(text, size, "Your digits");
}

// The longest of some forms of a line that fits, else the last one.
static void take_longest(struct app *app, enum text_style style, int width, char form[][160],
                         int count, char *text, size_t size)
{
    int i = 0;
    while (i + 1 < count && text_width(app->text, style, form[i]) > width)
        i++;
    snprintf(text, size, "%.159s", form[i]);
}

static void describe_end(struct app *app, int width, char *text, size_t size)
{
    const struct trainer_progress *progress = &app->session.progress;
    bool tuning = app->session.fine_tuning.phase == FINE_TUNING_ASKS ||
                  app->session.fine_tuning.phase == FINE_TUNING_KEPT;
    char form[3][160];
    if (progress->phase == TRAINER_PAST) {
        tr_print(form[0], sizeof form[0], "A run of the past: %.*s", RUN_RECORD_NAME,
                 progress->recorded);
        snprintf(form[1], sizeof form[1], "%.*s", RUN_RECORD_NAME, progress->recorded);
        tr_print(form[2], sizeof form[2], "A past run");
    } else if (progress->phase == TRAINER_STOPPED) {
        tr_print(form[0], sizeof form[0], "Stopped in epoch %d of %d", trainer_epoch(progress),
                 progress->epochs);
        tr_print(form[1], sizeof form[1], "Stopped in epoch %d", trainer_epoch(progress));
        tr_print(form[2], sizeof form[2], "Stopped");
    } else if (progress->phase == TRAINER_FAILED) {
        tr_print(form[0], sizeof form[0], "Stopped by a fault");
        tr_print(form[1], sizeof form[1], "By a fault");
        tr_print(form[2], sizeof form[2], "A fault");
    } else if (tuning) {
        tr_print(form[0], sizeof form[0], "Learned your digits");
        tr_print(form[1], sizeof form[1], "Learned");
        form[2][0] = '\0';
    } else {
        tr_print(form[0], sizeof form[0], "Finished: %d epochs of %.64s", progress->epochs,
                 tr(data_source_title(progress->data)));
        tr_print(form[1], sizeof form[1], "Finished: %d epochs", progress->epochs);
        tr_print(form[2], sizeof form[2], "Finished");
    }
    take_longest(app, TEXT_BODY, width, form, 3, text, size);
}

// Every line has a long and, for narrow cards, shorter forms.
void run_words_phase(struct app *app, int width, char *text, size_t size)
{
    char loading[2][160] = {"", ""};
    tr_print(loading[1], sizeof loading[1], "Loading…");
    text[0] = '\0';
    switch (app->session.progress.phase) {
    case TRAINER_LOADING:
        tr_print(loading[0], sizeof loading[0], "Loading %.64s…",
                 tr(data_source_title(app->session.progress.data)));
        take_longest(app, TEXT_BODY, width, loading, 2, text, size);
        break;
    case TRAINER_RUNNING:
    case TRAINER_PAUSED:
        if (fine_tuning_runs(&app->session))
            describe_fine_tuning(app, width, text, size);
        else
            describe_place(app, width, text, size);
        break;
    case TRAINER_IDLE:
        break;
    default:
        describe_end(app, width, text, size);
        break;
    }
}

// The speed, with the time left if that stands nowhere else; of both the latter matters more.
void run_words_speed(struct app *app, int width, bool left_is_said, char *text, size_t size)
{
    const struct trainer_progress *progress = &app->session.progress;
    char form[3][160], count[32], left[AMOUNT_SIZE];
    text[0] = '\0';
    if (progress->images_per_second <= 0)
        return;
    describe_count(count, sizeof count, progress->images_per_second);
    amount_rough_time(left, (double)progress->seconds_left);
    bool tell = !left_is_said && progress->phase == TRAINER_RUNNING;
    tr_print(form[0], sizeof form[0], tell ? "%s images/s, %s left" : "%s images/s", count, left);
    tr_print(form[1], sizeof form[1], tell ? "%s/s, %s left" : "%s/s", count, left);
    tr_print(form[2], sizeof form[2], "%s left", left);
    take_longest(app, TEXT_SMALL, width, form, tell ? 3 : 2, text, size);
}

void run_words_errors(const struct trainer_progress *progress, char *text, size_t size)
{
    text[0] = '\0';
    if (isnan(progress->loss))
        return;
    if (isnan(progress->test_error))
        tr_print(text, size, "Loss %.4f", (double)progress->loss);
    else
        tr_print(text, size, "Loss %.4f, test error %.2f%%", (double)progress->loss,
                 amount_percent_of((double)progress->test_error));
}
