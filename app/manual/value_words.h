// What may stand for a value of the command line, by the word that its table calls it, for the
// shells to offer:
//
//     FILE          any file; FILE.csv one that ends so
//     PICTURE       a file that ends as those of app/pictures/picture_kinds.h do
//     DIR           a folder
//     COMMAND       the name of a command
//     practice      this very word: whatever is in small letters
//     N, LIST, ...  nothing that could be offered
//
// These may stand beside each other ("DIR|practice"), in brackets, and with dots behind them.
#ifndef APP_MANUAL_VALUE_WORDS_H
#define APP_MANUAL_VALUE_WORDS_H

#include "app/console/option_table.h"

struct value_words {
    bool files, folders, commands;
    char endings[256]; // of the files, ".png .jpg"; "" if any will do
    char words[2048];  // "bash zsh fish"
};

// `value` may be NULL.
void value_words_of(struct value_words *words, const char *value);
// Also the words that the option lets one choose from.
void value_words_of_option(struct value_words *words, const struct option *option);

// The next word of a list like those above, each `length` long; NULL after the last.
const char *value_words_next(const char *list, size_t *length);

#endif
