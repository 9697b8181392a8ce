// A record tells of a run as it stood when it was written; what this window trains is known better
// by its progress.
#include "app/window/dialogs/past_run_words.h"
#include "app/language/tr.h"
#include "app/session/past_runs.h"
#include "app/training/setup/option_words.h"
#include "app/training/setup/setup_presets.h"
#include <stdio.h>
#include <string.h>

static void add(char text[PAST_RUN_WORDS], const char *words)
{
    size_t used = strlen(text);
    snprintf(text + used, PAST_RUN_WORDS - used, "%s", words);
}

// ---- Figures ------------------------------------------------------------------------------------

void past_run_words_epochs(char *text, size_t size, const struct session *session,
                           const struct run_entry *entry)
{
    const struct run_record *record = &entry->record;
    bool here = past_runs_is_present(session, entry->name);
    int all = record->setup.options.epochs, done = here ? session->progress.epoch : record->epoch;
    if (!entry->readable)
        text[0] = '\0';
    else if (done == all)
        snprintf(text, size, "%d", all);
    else
        tr_print(text, size, "%d of %d", done, all);
}

void past_run_words_error(char *text, size_t size, const struct session *session,
                          const struct run_entry *entry)
{
    const struct run_record *record = &entry->record;
    const struct trainer_progress *progress = &session->progress;
    bool here = past_runs_is_present(session, entry->name) && progress->tested > 0;
    double tested = (double)(here ? progress->tested : record->tested);
    double wrong = (double)(here ? progress->wrong : record->wrong);
    if (!entry->readable)
        tr_print(text, size, "damaged");
    else if (record->end == RUN_RECORD_DIVERGED)
        tr_print(text, size, "diverged");
    else if (tested > 0)
        tr_print(text, size, "%.2f%%", 100 * wrong / tested);
    else
        tr_print(text, size, "not tested");
}

// ---- Sentences ----------------------------------------------------------------------------------

static const char *state_of(const struct session *session, const struct run_entry *entry)
{
    static const char *const ends[RUN_RECORD_ENDS] = {TR("it was cut off: its program was ended"),
                                                      TR("it was stopped"),
                                                      TR("it came to its end"), TR("it diverged")};
    if (past_runs_is_present(session, entry->name))
        return session->progress.phase == TRAINER_PAUSED ? tr("it is paused") : tr("it goes on");
    return entry->busy ? tr("it goes on in another window") : tr(ends[entry->record.end]);
}

// Finished epochs and batches, as the timeline names them.
static void name_place(char *text, size_t size, int epoch, int batch)
{
    if (epoch == 0 && batch == 0)
        tr_print(text, size, "the start");
    else if (batch == 0)
        tr_print(text, size, "the end of epoch %d", epoch);
    else
        tr_print(text, size, "epoch %d, batch %'d", epoch + 1, batch);
}

static void tell_story(char text[PAST_RUN_WORDS], const struct session *session,
                       const struct run_entry *entry)
{
    const struct run_record *record = &entry->record;
    char place[64], branch[RUN_RECORD_NAME + 96] = "";
    name_place(place, sizeof place, record->branch.epoch, record->branch.batch);
    if (record->branch.run[0])
        tr_print(branch, sizeof branch, " a branch of %s from %s;", record->branch.run, place);
    tr_print(text, PAST_RUN_WORDS, "Begun %s with %s weights;%s %s.", record->began,
             record->start[0] ? tr("given") : tr("random"), branch, state_of(session, entry));
}

// The options that one always wants to know, and those that are not as usual.
static void tell_options(char text[PAST_RUN_WORDS], const struct train_options *options)
{
    enum { ALWAYS = 6 };
    const struct train_options usual = train_default_options();
    char words[OPTION_WORDS];
    text[0] = '\0';
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        if (i >= ALWAYS && train_option_same(option, options, &usual))
            continue;
        option_words(words, option, options);
        add(text, text[0] ? tr(", ") : "");
        add(text, words);
    }
}

// Its epochs have a column of their own.
static void tell_differences(char text[PAST_RUN_WORDS], const struct train_options *options)
{
    struct train_options usual = train_default_options();
    char words[OPTION_WORDS];
    usual.epochs = options->epochs;
    usual.seed = options->seed;
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        if (train_option_same(option, options, &usual))
            continue;
        option_words(words, option, options);
        add(text, text[0] ? tr(", ") : "");
        add(text, words);
    }
    if (!text[0])
        add(text, tr(setup_presets[SETUP_PRESET_SHIPPED].name));
}

void past_run_words_recipe(char text[PAST_RUN_WORDS], const struct run_entry *entry)
{
    const struct run_record *record = &entry->record;
    int preset = setup_preset_of(&record->setup);
    text[0] = '\0';
    if (!entry->readable)
        return;
    if (record->branch.run[0] && (record->branch.epoch > 0 || record->branch.batch > 0))
        add(text, tr("A branch"));
    else if (record->setup.from_weights)
        add(text, tr("Given weights"));
    else if (preset >= 0)
        add(text, tr(setup_presets[preset].name));
    if (!text[0] || preset < 0)
        tell_differences(text, &record->setup.options);
}

static void tell_changes(char text[PAST_RUN_WORDS], const struct run_record *record)
{
    float rate = record->setup.options.rate;
    enum augment augment = record->setup.options.augment;
    text[0] = '\0';
    for (int i = 0; i < record->steering.count; i++) {
        const struct steering_change *change = &record->steering.change[i];
        char place[64], words[160], number[OPTION_WORDS_NUMBER], distortion[TRAIN_OPTION_TEXT];
        bool faster = change->rate < rate || change->rate > rate;
        bool other = change->augment != augment;
        name_place(place, sizeof place, change->epoch, change->batch);
        option_words_number(number, (double)change->rate, 4);
        option_words_distortion(distortion, change->augment);
        tr_print(words, sizeof words, "%s at %s: %s%s%s%s%s", i == 0 ? tr("Changed") : ";", place,
                 faster || !other ? tr("rate ") : "", faster || !other ? number : "",
                 faster && other ? tr(", ") : "", other ? tr("distortion ") : "",
                 other ? distortion : "");
        add(text, words);
        rate = change->rate;
        augment = change->augment;
    }
    add(text, record->steering.count > 0 ? "." : tr("Nothing was changed in mid-run."));
}

void past_run_words_all(char text[PAST_RUN_LINES][PAST_RUN_WORDS], const struct session *session,
                        const struct run_entry *entry)
{
    text[1][0] = text[2][0] = '\0';
    if (!entry->readable) {
        snprintf(text[0], PAST_RUN_WORDS, "%s", entry->problem);
        return;
    }
    tell_story(text[0], session, entry);
    tell_options(text[1], &entry->record.setup.options);
    tell_changes(text[2], &entry->record);
}
