// What `lenetpad explain` found out, and its two ways to say it.
#ifndef APP_COMMANDS_EXPLAIN_EXPLANATION_H
#define APP_COMMANDS_EXPLAIN_EXPLANATION_H

#include "app/base/paths.h"
#include "app/console/json.h"
#include "app/console/option_table.h"
#include "app/explain/explainer.h"
#include "nn/explain/ablation.h"
#include "nn/ink/reading.h"
#include "nn/net/model.h"

struct explanation {
    struct lenet lenet;
    struct model_info info;
    char model[PATH_SIZE];
    struct terms_cell silenced[OPTION_LIST_MOST]; // parts: cells, maps or layers
    int silenced_count;
    struct ablation ablation; // of these
    int several;              // that many digits are explained as one; else 0
    int read_whole;           // the digit that is read while nothing is silenced
    struct reading reading;   // with what is silenced
    struct terms_cell cell;
    struct terms terms;           // of the cell
    struct terms_softmax softmax; // of the ten logits
    bool asked;                   // "why?", to which the rest belongs
    struct explainer_question question;
    struct explainer_answer answer;
    struct terms contributions; // to the logit, or to the difference of two
};

// On standard output. `each`: also every product of a convolution.
void explanation_print_reading(const struct explanation *e, const char *path);
void explanation_print_unit(const struct explanation *e, bool each);
void explanation_print_why(const struct explanation *e);

// Adds all of it to the object.
void explanation_add(const struct explanation *e, struct json *json, const char *path);

#endif
