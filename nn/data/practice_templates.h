// How people write digits: the stroke templates behind the practice digits
// (their notation: nn/strokes/outline.h).
#ifndef NN_DATA_PRACTICE_TEMPLATES_H
#define NN_DATA_PRACTICE_TEMPLATES_H

enum {
    PRACTICE_STYLES = 5,
    PRACTICE_VARIANTS = 3,
    PRACTICE_TEMPLATES = PRACTICE_STYLES * PRACTICE_VARIANTS, // of each digit
};

struct practice_style {
    const char *name;
    const char *digit[10][PRACTICE_VARIANTS];
};

extern const struct practice_style practice_styles[PRACTICE_STYLES];

#endif
