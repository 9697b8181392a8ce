// An exponent is no number to most people, and "augment" is a word of the trade.
#include "app/training/setup/option_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Writes "2e-05" out. What has no exponent below zero stays as it is.
static void write_out(char text[OPTION_WORDS_NUMBER])
{
    enum { SMALLEST = -12 };
    const char *point = strchr(text, '.'), *end = strstr(text, "e-");
    int exponent = end ? atoi(end + 1) : 0;
    if (!end || exponent < SMALLEST)
        return;
    int decimals = point ? (int)(end - point) - 1 : 0;
    snprintf(text, OPTION_WORDS_NUMBER, "%.*f", decimals - exponent, strtod(text, NULL));
}

void option_words_number(char text[OPTION_WORDS_NUMBER], double number, int digits)
{
    snprintf(text, OPTION_WORDS_NUMBER, "%.*g", digits, number);
    write_out(text);
}

void option_words(char text[OPTION_WORDS], const struct train_option *option,
                  const struct train_options *options)
{
    bool distorts = strcmp(option->word, "augment") == 0;
    char value[TRAIN_OPTION_TEXT];
    train_option_write(value, option, options);
    if (option->kind == TRAIN_OPTION_FLOAT && strlen(value) < OPTION_WORDS_NUMBER) {
        char number[OPTION_WORDS_NUMBER];
        snprintf(number, sizeof number, "%s", value);
        write_out(number);
        snprintf(value, sizeof value, "%s", number);
    }
    snprintf(text, OPTION_WORDS, "%s %s", distorts ? "distortion" : option->word, value);
}
