// Reading a text file whose end is known, line by line and word by word.
#ifndef NN_BASE_WORDS_H
#define NN_BASE_WORDS_H

#include "nn/base/printable.h"
#include "nn/base/status.h"
#include <stddef.h>

// A place in a text, which is borrowed.
struct words {
    const char *name;            // of the file, for messages
    size_t line;                 // 0 before the first
    const char *at, *end;        // what is left of the line
    const char *rest, *rest_end; // the lines after it
    struct status *status;
};

struct word {
    const char *start;
    size_t length;
};

// Begins before the first line, past UTF-8's byte order mark.
void words_begin(struct words *words, const char *text, size_t size, const char *name,
                 struct status *status);
// False at the end of the text. A line's CR is a blank.
bool words_next_line(struct words *words);
bool words_is_blank(char c);
void words_skip_blanks(struct words *words);
// Takes the next word of the line; its length is 0 at the line's end.
struct word words_next(struct words *words);
bool words_expect_end(struct words *words);

// STATUS_BAD_DATA with the file's name and the line; returns false.
bool words_fail(const struct words *words, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool words_no_memory(const struct words *words);

bool word_is(struct word word, const char *text);
struct printable word_show(struct word word);

// Reads one decimal number from the front of [at, end). Returns where it ends, NULL if there is
// none. What is too large for a float comes out as infinity.
const char *words_number(float *number, const char *at, const char *end);

#endif
