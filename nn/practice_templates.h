// How people write digits: the stroke templates behind the practice digits.
//
// A template is text. Points "x,y" (y downwards, about 0..100 high) are joined by a smooth curve;
// "!" after a point makes it a corner; "|" lifts the pen.
#ifndef NN_PRACTICE_TEMPLATES_H
#define NN_PRACTICE_TEMPLATES_H

enum {
    PRACTICE_STYLES = 5,
    PRACTICE_VARIANTS = 3,
    PRACTICE_TEMPLATES = PRACTICE_STYLES * PRACTICE_VARIANTS, // of each digit
    PRACTICE_TEMPLATE_POINTS = 24,                            // at most, in one template
};

struct practice_style {
    const char *name;
    const char *digit[10][PRACTICE_VARIANTS];
};

extern const struct practice_style practice_styles[PRACTICE_STYLES];

#endif
