// The figures of the recipes were chosen by measuring: how long each takes on MNIST with two cores,
// and whether those that are to fail do so within a minute.
#include "app/training/setup/setup_presets.h"

#include "app/language/tr.h"
#include "app/training/setup/setup_fields.h"

#include <assert.h>
#include <string.h>

const struct setup_preset setup_presets[SETUP_PRESETS] = {
    {.name = TR("First look"),
     .word = "first-look",
     .sentence =
         TR("About five seconds on MNIST, undistorted: some 15 in 1,000 test digits are still "
            "misread."),
     .with = {{"epochs", 4}, {"augment", AUGMENT_NONE}}},
    {.name = TR("One minute"),
     .word = "one-minute",
     .sentence =
         TR("About a minute on MNIST, with distorted digits: fewer than one in a hundred is "
            "misread."),
     .with = {{"epochs", 45}}},
    [SETUP_PRESET_SHIPPED] =
        {.name = TR("The shipped recipe"),
         .word = "",
         .sentence =
             TR("300 epochs, else as the weights that came with the program began; these saw pen "
                "drawings and non-digits, too.")},
    {.name = TR("Plain, as in 1998"),
     .word = "as-in-1998",
     .sentence = TR("No momentum, no distortion, no average: 20 epochs, and a rate that falls in "
                    "steps, as in the paper."),
     .with = {{"epochs", 20},
              {"batch", 16},
              {"rate", 4},
              {"momentum", 0},
              {"augment", AUGMENT_NONE},
              {"decay", 0},
              {"schedule", TRAIN_SCHEDULE_STEPS}}},
    {.name = TR("Default initialisation"),
     .word = "default-init",
     .sentence = TR("Fails: with such small first weights every sigmoid passes on next to nothing, "
                    "and the error never falls."),
     .fails = true,
     .with = {{"epochs", 10}, {"augment", AUGMENT_NONE}, {"init", TRAIN_INIT_DEFAULT}}},
    {.name = TR("Rate far too high"),
     .word = "rate-too-high",
     .sentence = TR("Fails: steps this long overshoot, the sigmoids saturate, and then no gradient "
                    "comes back through them."),
     .fails = true,
     .with = {{"epochs", 10}, {"augment", AUGMENT_NONE}, {"rate", 100}}},
    {.name = TR("100 images only"),
     .word = "100-images",
     .sentence = TR("Fails on others: a hundred digits are soon learnt by heart, and new ones are "
                    "misread."),
     .fails = true,
     .with = {{"epochs", 60}, {"batch", 5}, {"augment", AUGMENT_NONE}, {"images", 100}}},
    {.name = TR("Shuffled labels"),
     .word = "shuffled-labels",
     .sentence =
         TR("Fails: the labels say nothing about the digits, so that nine of ten test digits "
            "stay misread."),
     .fails = true,
     .with = {{"epochs", 20}, {"augment", AUGMENT_NONE}, {"labels", TRAIN_LABELS_SHUFFLED}}},
};

// The recipe, with what is no part of it.
static struct train_options options_of(int preset, uint64_t seed)
{
    struct train_options options = train_default_options();
    const struct setup_preset *row = &setup_presets[preset];
    options.seed = seed;
    for (size_t i = 0; i < sizeof row->with / sizeof *row->with && row->with[i].word; i++) {
        const struct train_option *option = setup_option_named(row->with[i].word);
        assert(option);
        setup_option_set(option, &options, row->with[i].value);
    }
    return options;
}

void setup_preset_apply(struct run_setup *setup, int preset)
{
    setup->options = options_of(preset, setup->options.seed);
    setup->from_weights = false;
}

int setup_preset_of_options(const struct train_options *options)
{
    for (int i = 0; i < SETUP_PRESETS; i++) {
        struct train_options recipe = options_of(i, options->seed);
        if (train_options_same(&recipe, options))
            return i;
    }
    return -1;
}

int setup_preset_of(const struct run_setup *setup)
{
    return setup->from_weights ? -1 : setup_preset_of_options(&setup->options);
}
