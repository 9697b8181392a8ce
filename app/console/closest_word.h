// Which word somebody meant who typed another.
#ifndef APP_CONSOLE_CLOSEST_WORD_H
#define APP_CONSOLE_CLOSEST_WORD_H

#include <stddef.h>

enum { CLOSEST_WORD_MOST = 32 }; // bytes of the longest word that is like any other

// The entry most like `word`, or NULL if none is near. For "did you mean".
const char *closest_word(const char *word, const char *const *words, size_t count);

#endif
