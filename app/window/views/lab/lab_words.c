// Each clause is there only if it holds for this run: a run without distortion or without an
// average is told nothing of them.
#include "app/window/views/lab/lab_words.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/training/data_source.h"
#include "app/training/runs/run_record.h"
#include "app/training/setup/option_words.h"
#include "app/training/setup/setup_presets.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

// Appended, as far as there is room.
static void add(char text[LAB_WORDS], const char *words)
{
    size_t used = strlen(text);
    snprintf(text + used, LAB_WORDS - used, "%s", words);
}

static const float error_of_who_learned = 0.5f; // else there is nothing to compare

// ---- Two errors ---------------------------------------------------------------------------------

static void explain_above(char text[LAB_WORDS], const struct trainer_progress *progress)
{
    const struct train_options *options = &progress->options;
    tr_print(text, LAB_WORDS,
             "Training error %.2f%%, test error %.2f%%: training images may well be misread more "
             "often. They are counted while they are learned, by weights that had still to learn "
             "the rest of the epoch",
             amount_percent_of((double)progress->train_error),
             amount_percent_of((double)progress->test_error));
    if (options->augment != AUGMENT_NONE)
        add(text, tr("; and each is distorted, which makes it harder than the whole images of the "
                     "test"));
    if (options->average == TRAIN_AVERAGE_ON)
        add(text,
            tr(". The test is read after the epoch, by the average of the latest weights, which "
               "is steadier than any of them."));
    else
        add(text, tr(". The test is read after the epoch, with what was learned in it."));
}

void lab_words_gap(char text[LAB_WORDS], const struct trainer_progress *progress)
{
    float train = progress->train_error, test = progress->test_error;
    text[0] = '\0';
    if (isnan(train) || isnan(test) || progress->train_curve.count == 0)
        return;
    if (train > test && test < error_of_who_learned)
        explain_above(text, progress);
}

// ---- Options ------------------------------------------------------------------------------------

// "by the recipe "First look": " or how else the list of what is other begins.
static void name_recipe(char text[LAB_WORDS], const struct train_options *options, bool given)
{
    int preset = given ? -1 : setup_preset_of_options(options);
    if (preset >= 0 && setup_presets[preset].word[0]) {
        char words[LAB_WORDS];
        tr_print(words, sizeof words, "by the recipe \"%s\": ", tr(setup_presets[preset].name));
        add(text, words);
    } else {
        add(text, tr("by the shipped recipe but "));
    }
}

// "50% of MNIST, but for 10,000 held out, from the weights that were in use, "
static void name_beginning(char text[LAB_WORDS], const struct trainer_progress *progress,
                           const struct run_setup *setup)
{
    char data[256], held[AMOUNT_SIZE];
    if (!setup) {
        snprintf(text, LAB_WORDS, "%.64s%s", tr(data_source_title(progress->data)), tr(", "));
        return;
    }
    run_record_say_data(data, sizeof data, setup);
    amount_count(held, (uint64_t)setup->hold_out);
    snprintf(text, LAB_WORDS, "%s%s%s%s%s%s", data, setup->hold_out > 0 ? tr(", but for ") : "",
             setup->hold_out > 0 ? held : "", setup->hold_out > 0 ? tr(" held out") : "", tr(", "),
             setup->from_weights ? tr("from the weights that were in use, ") : "");
}

void lab_words_options(char text[LAB_WORDS], const struct trainer_progress *progress,
                       const struct run_setup *setup)
{
    struct train_options recipe = train_default_options();
    int others = 0;
    text[0] = '\0';
    if (progress->options.epochs == 0)
        return;
    name_beginning(text, progress, setup);
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        char words[OPTION_WORDS];
        if (train_option_same(option, &progress->options, &recipe))
            continue;
        if (others++ > 0)
            add(text, tr(", "));
        else
            name_recipe(text, &progress->options, setup && setup->from_weights);
        option_words(words, option, &progress->options);
        add(text, words);
    }
    if (others == 0)
        add(text, tr("by the shipped recipe"));
}
