// Mistyped options and commands are answered with "did you mean": by how many letters two words
// differ.
#include "app/console/closest_word.h"

#include <stdint.h>
#include <string.h>

// Levenshtein's distance; words longer than CLOSEST_WORD_MOST are infinitely far.
static size_t word_distance(const char *a, const char *b)
{
    size_t row[CLOSEST_WORD_MOST + 1], a_length = strlen(a), b_length = strlen(b);
    if (a_length > CLOSEST_WORD_MOST || b_length > CLOSEST_WORD_MOST)
        return SIZE_MAX;
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 0; i < a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b_length; j++) {
            size_t change = diagonal + (a[i] != b[j]);
            size_t gap = (row[j] < row[j + 1] ? row[j] : row[j + 1]) + 1;
            diagonal = row[j + 1];
            row[j + 1] = change < gap ? change : gap;
        }
    }
    return row[b_length];
}

const char *closest_word(const char *word, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t best_distance = strlen(word) < 5 ? 2 : 3; // exclusive
    for (size_t i = 0; i < count; i++) {
        size_t distance = word_distance(word, words[i]);
        if (distance < best_distance) {
            best_distance = distance;
            best = words[i];
        }
    }
    return best;
}
