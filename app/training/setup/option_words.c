// An exponent is no number to most people, and "augment" is a word of the trade.
#include "app/training/setup/option_words.h"

#include "app/language/tr.h"
#include "app/training/setup/setup_fields.h"
#include "nn/base/decimal.h"

#include <stdio.h>
#include <string.h>

void option_words_number(char text[OPTION_WORDS_NUMBER], double number, int digits)
{
    char spelled[DECIMAL_SIZE];
    snprintf(spelled, sizeof spelled, "%.*g", digits, number);
    decimal_spell_out(spelled);
    snprintf(text, OPTION_WORDS_NUMBER, "%.31s", spelled);
    tr_mark(text, OPTION_WORDS_NUMBER);
}

// The name of the choice in use, as the form has it: one of "Cosine|Constant|Steps".
static void name_choice(char value[TRAIN_OPTION_TEXT], const char *choices, int chosen)
{
    for (; chosen > 0 && strchr(choices, '|'); chosen--)
        choices = strchr(choices, '|') + 1;
    snprintf(value, TRAIN_OPTION_TEXT, "%.*s", (int)strcspn(choices, "|"), choices);
}

void option_words_distortion(char text[TRAIN_OPTION_TEXT], enum augment kind)
{
    const struct setup_field *field =
        tr_used() ? setup_field_of(setup_option_named("augment")) : NULL;
    if (field)
        name_choice(text, tr(field->choices), (int)kind);
    else
        snprintf(text, TRAIN_OPTION_TEXT, "%s", augment_names[kind]);
}

void option_words(char text[OPTION_WORDS], const struct train_option *option,
                  const struct train_options *options)
{
    bool distorts = strcmp(option->word, "augment") == 0;
    char value[TRAIN_OPTION_TEXT];
    train_option_write(value, option, options);
    if (option->kind == TRAIN_OPTION_FLOAT) {
        char number[DECIMAL_SIZE];
        snprintf(number, sizeof number, "%.63s", value);
        decimal_spell_out(number);
        snprintf(value, sizeof value, "%s", number);
        tr_mark(value, sizeof value);
    }
    const struct setup_field *field = tr_used() ? setup_field_of(option) : NULL;
    if (field && field->choices)
        name_choice(value, tr(field->choices), (int)setup_option_get(option, options));
    if (field)
        snprintf(text, OPTION_WORDS, "%s %s", tr(field->label), value);
    else
        snprintf(text, OPTION_WORDS, "%s %s", distorts ? "distortion" : option->word, value);
}
