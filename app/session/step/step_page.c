// Errors and gradients are small: a page counts in thousandths, millionths, ... of its largest
// number, so that four decimals say something of each, and in whole units of the last decimal, so
// that what is shown adds up. What rounding took has a line.
#include "app/session/step/step_page.h"

#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/step/step_texts.h"
#include "app/training/setup/option_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- Numbers ------------------------------------------------------------------------------------

static void name_unit(struct step_page *page)
{
    static const char *const names[][2] = {{"", ""},
                                           {TR("results in thousandths"), TR("in thousandths")},
                                           {TR("results in millionths"), TR("in millionths")},
                                           {TR("results in billionths"), TR("in billionths")},
                                           {TR("results in trillionths"), TR("in trillionths")}};
    page->unit = tr(names[page->scale / 3][0]);
    page->unit_short = tr(names[page->scale / 3][1]);
}

// For numbers up to `largest`.
static void choose_scale(struct step_page *page, double largest)
{
    page->scale = 0;
    page->decimals = 4;
    while (page->scale < 12 && largest * pow(10, page->scale) < 0.1 && largest > 0)
        page->scale += 3;
    name_unit(page);
}

static double units_of(const struct step_page *page, double value)
{
    return round(value * pow(10, page->scale + page->decimals));
}

void step_page_number(const struct step_page *page, double units, char text[STEP_NUMBER])
{
    double value = units == 0 ? 0 : units / pow(10, page->decimals); // no minus before a zero
    tr_print(text, STEP_NUMBER, fabs(value) < 1e7 ? "%.*f" : "%.*g", page->decimals, value);
}

static void fill_units(const struct step_page *page, struct step_line *line, enum step_sum sum,
                       double units)
{
    line->sum = sum;
    line->units = units;
    step_page_number(page, units, line->number);
}

static void add_part(struct step_page *page, const char *label, double value)
{
    struct step_line *line = &page->line[page->lines++];
    snprintf(line->label, STEP_LABEL, "%s", label);
    fill_units(page, line, STEP_PART, units_of(page, value));
}

// A number in its own right, as it is.
static void add_aside(struct step_page *page, const char *label, const char *number)
{
    struct step_line *line = &page->line[page->lines++];
    snprintf(line->label, STEP_LABEL, "%s", label);
    snprintf(line->number, STEP_NUMBER, "%s", number);
    line->sum = STEP_ASIDE;
}

// One that is no sum of those above.
static void add_other(struct step_page *page, const char *label, double value)
{
    struct step_line *line = &page->line[page->lines++];
    snprintf(line->label, STEP_LABEL, "%s", label);
    fill_units(page, line, STEP_ASIDE, units_of(page, value));
}

// What all that was added so far, after the total before and with it, gives as it is written.
static double written_sum(const struct step_page *page)
{
    double sum = 0;
    int first = 0;
    for (int i = 0; i < page->lines; i++)
        first = page->line[i].sum == STEP_TOTAL ? i : first;
    bool total = page->lines > 0 && page->line[first].sum == STEP_TOTAL;
    for (int i = 0; !total && i < page->list_count; i++)
        sum += page->list[i].sum == STEP_PART ? page->list[i].units : 0;
    for (int i = first; i < page->lines; i++)
        sum += page->line[i].sum != STEP_ASIDE ? page->line[i].units : 0;
    return sum;
}

static void add_total(struct step_page *page, const char *label, double value)
{
    double rounding = units_of(page, value) - written_sum(page);
    struct step_line *line = &page->line[page->lines];
    if (rounding != 0) {
        tr_print(line->label, STEP_LABEL, "+ rounding");
        fill_units(page, line++, STEP_PART, rounding);
        page->lines++;
    }
    snprintf(line->label, STEP_LABEL, "%s", label);
    fill_units(page, line, STEP_TOTAL, units_of(page, value));
    page->lines++;
}

// ---- Lists --------------------------------------------------------------------------------------

struct ranked {
    double size;
    int at;
};

static int compare_sizes(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    if (one->size != other->size)
        return one->size > other->size ? -1 : 1;
    return one->at - other->at;
}

// The products of a sum, the largest first: rank[i] is the term in line i.
static void rank_products(int rank[ONE_STEP_TERMS_MOST], const double *product, size_t stride,
                          int count)
{
    struct ranked ranked[ONE_STEP_TERMS_MOST];
    for (int i = 0; i < count; i++) {
        double value = *(const double *)((const char *)product + (size_t)i * stride);
        ranked[i] = (struct ranked){fabs(value), i};
    }
    qsort(ranked, (size_t)count, sizeof *ranked, compare_sizes);
    for (int i = 0; i < count; i++)
        rank[i] = ranked[i].at;
}

static struct step_line *add_row(struct step_page *page, double value)
{
    struct step_line *row = &page->list[page->list_count++];
    fill_units(page, row, STEP_PART, units_of(page, value));
    return row;
}

// "C3 7 (4, 5)", "F6 12"
static void name_cell(struct terms_cell cell, char *text, size_t size)
{
    const struct lenet_layer *layer = &lenet_layers[cell.layer];
    if (layer->side == 1)
        snprintf(text, size, "%s %d", layer->name, cell.map);
    else if (layer->maps == 1)
        snprintf(text, size, "%s (%d, %d)", layer->name, cell.row, cell.column);
    else
        snprintf(text, size, "%s %d (%d, %d)", layer->name, cell.map, cell.row, cell.column);
}

// ---- Forward ------------------------------------------------------------------------------------

static void add_value(struct step_page *page, const struct session *session,
                      const struct terms *terms, struct terms_cell cell)
{
    const struct slow_motion *slow = &session->slow_motion;
    bool sigmoid = cell.layer != LENET_OUTPUT && cell.layer != LENET_S2 && cell.layer != LENET_S4;
    add_part(page, tr("+ bias"), terms->bias);
    add_total(page,
              sigmoid                      ? tr("= sum")
              : cell.layer == LENET_OUTPUT ? tr("= logit")
                                           : tr("= value"),
              terms->sum);
    if (sigmoid)
        add_other(page, tr("its sigmoid"), terms->value);
    const struct lenet_layer *layer = &lenet_layers[cell.layer];
    const float *values = lenet_layer_values(&slow->step->activations, cell.layer);
    double passed = (double)values[(cell.map * layer->side + cell.row) * layer->side + cell.column];
    if (cell.layer != LENET_OUTPUT && ablation_silences(slow->ablation, cell))
        add_other(page, tr("silenced to"), passed);
    else if (cell.layer != LENET_OUTPUT && slow->ablation->noise[cell.layer] != 0)
        add_other(page, tr("with noise"), passed);
}

static double input_limit(const struct terms *terms)
{
    double largest = fmax(fabs(terms->sum), fabs(terms->bias));
    for (int i = 0; i < terms->count; i++)
        largest = fmax(largest, fabs(terms->product[i]));
    return largest;
}

// Of each map below what its products give; of a single one, the products.
static void list_terms(struct step_page *page, const struct terms *terms)
{
    int rank[ONE_STEP_TERMS_MOST];
    if (terms->groups > 1) {
        rank_products(rank, &terms->group[0].sum, sizeof terms->group[0], terms->groups);
        for (int i = 0; i < terms->groups; i++) {
            const struct terms_group *group = &terms->group[rank[i]];
            struct step_line *row = add_row(page, group->sum);
            tr_print(row->label, STEP_LABEL, "%s %d: %d products", lenet_layers[terms->from].name,
                     group->map, group->rows * group->columns);
        }
        return;
    }
    const struct terms_group *group = &terms->group[0];
    rank_products(rank, terms->product, sizeof terms->product[0], terms->count);
    for (int i = 0; i < terms->count; i++) {
        int at = rank[i], row = at / group->columns, column = at % group->columns;
        struct terms_cell from = {terms->from, group->map, group->row + row,
                                  group->column + column};
        if (lenet_layers[terms->from].side == 1)
            from = (struct terms_cell){terms->from, at, 0, 0};
        char name[32];
        name_cell(from, name, sizeof name);
        tr_print(add_row(page, terms->product[at])->label, STEP_LABEL, "%s: %.4f × %.4f", name,
                 terms->input[at], terms->weight[at]);
    }
}

static void fill_forward(struct step_page *page, const struct session *session,
                         struct terms_cell cell)
{
    const struct one_step *step = session->slow_motion.step;
    struct terms terms;
    char name[32];
    name_cell(cell, name, sizeof name);
    terms_of(&terms, &step->weights, &step->activations, cell);
    tr_print(page->title, sizeof page->title, "Forward: %s", name);
    snprintf(page->text, sizeof page->text, "%s", step_texts_forward(cell.layer));
    choose_scale(page, input_limit(&terms));
    list_terms(page, &terms);
    add_value(page, session, &terms, cell);
}

// ---- Softmax and loss ---------------------------------------------------------------------------

static void fill_softmax(struct step_page *page, const struct session *session)
{
    const struct one_step *step = session->slow_motion.step;
    struct terms_softmax softmax;
    int rank[ONE_STEP_TERMS_MOST];
    terms_of_softmax(&softmax, step->activations.logits, 1);
    double largest = softmax.logit[lenet_best(step->activations.logits)];
    tr_print(page->title, sizeof page->title, "Softmax");
    tr_print(page->text, sizeof page->text,
             "e to each logit (less the largest), over the sum of all ten (%.4f): shares that add "
             "up to 1. A run learns from these; the reading's bars divide the logits by a "
             "temperature first.",
             softmax.total);
    choose_scale(page, 1);
    rank_products(rank, softmax.share, sizeof *softmax.share, LENET_CLASSES);
    for (int i = 0; i < LENET_CLASSES; i++)
        tr_print(add_row(page, softmax.share[rank[i]])->label, STEP_LABEL,
                 "%d: e^(%.2f − %.2f) = %.4f", rank[i], softmax.logit[rank[i]], largest,
                 softmax.exponential[rank[i]]);
    add_total(page, tr("= all shares"), 1);
}

static void fill_loss(struct step_page *page, const struct session *session)
{
    const struct one_step *step = session->slow_motion.step;
    double largest = 0, sum = 0;
    int rank[ONE_STEP_TERMS_MOST];
    for (int k = 0; k < LENET_CLASSES; k++) {
        largest = fmax(largest, step->square[k]);
        sum += step->square[k];
    }
    rank_products(rank, step->square, sizeof *step->square, LENET_CLASSES);
    tr_print(page->title, sizeof page->title, "Loss, if it is a %d", step->label);
    tr_print(page->text, sizeof page->text,
             "The share of the %d (%s) should be 1, the others 0. The loss is the mean of the ten "
             "squared differences.",
             step->label, step_texts_label_from(session->slow_motion.label_from));
    choose_scale(page, largest);
    for (int i = 0; i < LENET_CLASSES; i++)
        tr_print(add_row(page, step->square[rank[i]])->label, STEP_LABEL, "%d: (%.4f − %d)²",
                 rank[i], (double)step->activations.probability[rank[i]], rank[i] == step->label);
    add_total(page, tr("= sum"), sum);
    add_other(page, tr("/ 10 = loss"), step->loss);
}

// ---- Back ---------------------------------------------------------------------------------------

// Share x (its own part - the mean of all parts); the parts are 2 x difference / 10. The bracket is
// small beside both of what it is the difference of, so it is shown itself, in the page's units.
static void add_logit_error(struct step_page *page, const struct one_step *step, int digit)
{
    double error = (double)step->error.logits[digit];
    double share = (double)step->activations.probability[digit];
    double bracket = share > 0 ? error / share : 0; // as the floats have it
    char shared[OPTION_WORDS_NUMBER], number[STEP_NUMBER];
    option_words_number(shared, share, 4);
    step_page_number(page, units_of(page, bracket), number);
    tr_print(add_row(page, error)->label, STEP_LABEL, "%d: %s × %s", digit, shared, number);
}

static void fill_back_output(struct step_page *page, const struct one_step *step)
{
    double largest = 0, sum = 0, size[LENET_CLASSES];
    int rank[ONE_STEP_TERMS_MOST];
    for (int k = 0; k < LENET_CLASSES; k++) {
        size[k] = fabs((double)step->error.logits[k]);
        largest = fmax(largest, fabs((double)step->error.logits[k]));
        sum += (double)step->error.logits[k];
    }
    choose_scale(page, largest);
    rank_products(rank, size, sizeof *size, LENET_CLASSES);
    for (int i = 0; i < LENET_CLASSES; i++)
        add_logit_error(page, step, rank[i]);
    bool lost = fabs(sum) > 0.01 * largest; // m is a float, and its rounding is all that is left
    add_total(page, lost ? tr("= all errors, with floats' rounding") : tr("= all errors"), sum);
    add_aside(page, tr("share × (its part − the mean by share)"), "");
}

// By the map above where many cells of each come back, else each by itself.
static void list_errors(struct step_page *page, const struct one_step_terms *terms,
                        struct terms_cell cell)
{
    int rank[ONE_STEP_TERMS_MOST];
    char name[32];
    if (cell.layer == LENET_S2) {
        double sum[16] = {0};
        int count[16] = {0};
        for (int i = 0; i < terms->count; i++) {
            sum[terms->term[i].from.map] += terms->term[i].product;
            count[terms->term[i].from.map]++;
        }
        rank_products(rank, sum, sizeof *sum, 16);
        for (int i = 0; i < 16; i++)
            tr_print(add_row(page, sum[rank[i]])->label, STEP_LABEL, "C3 %d: %d errors × weight",
                     rank[i], count[rank[i]]);
        return;
    }
    rank_products(rank, &terms->term[0].product, sizeof terms->term[0], terms->count);
    for (int i = 0; i < terms->count; i++) {
        const struct one_step_term *term = &terms->term[rank[i]];
        name_cell(term->from, name, sizeof name);
        tr_print(add_row(page, term->product)->label, STEP_LABEL, "%s: %.3g × %.4f", name,
                 term->other, term->one);
    }
}

static double terms_limit(const struct one_step_terms *terms)
{
    double largest = fabs(terms->sum);
    for (int i = 0; i < terms->count; i++)
        largest = fmax(largest, fabs(terms->term[i].product));
    return largest;
}

static void fill_back(struct step_page *page, const struct session *session, struct terms_cell cell)
{
    const struct one_step *step = session->slow_motion.step;
    struct one_step_terms terms;
    char name[32], label[STEP_LABEL];
    name_cell(cell, name, sizeof name);
    tr_print(page->title, sizeof page->title, "Error: %s",
             cell.layer == LENET_OUTPUT ? tr("logits") : name);
    snprintf(page->text, sizeof page->text, "%s", step_texts_back(cell.layer));
    if (cell.layer == LENET_OUTPUT) {
        int best = lenet_best(step->activations.probability);
        size_t said = strlen(page->text);
        if (best != step->label && step->activations.probability[best] > 0.99f)
            tr_print(
                page->text + said, sizeof page->text - said,
                " So sure of the %d, its shares hardly move: the loss is large, the errors are "
                "small.",
                best);
        fill_back_output(page, step);
        return;
    }
    one_step_error_terms(&terms, step, cell);
    choose_scale(page, terms_limit(&terms));
    list_errors(page, &terms, cell);
    add_total(page, tr("= error"), terms.sum);
    bool silenced = ablation_silences(session->slow_motion.ablation, cell);
    if (!silenced && (cell.layer == LENET_S2 || cell.layer == LENET_S4))
        return;
    const float *values = lenet_layer_values(&step->quiet, cell.layer);
    int side = lenet_layers[cell.layer].side;
    double value = (double)values[(cell.map * side + cell.row) * side + cell.column];
    tr_print(label, sizeof label, "× slope: %.4f × %.4f = %.4f", value, 1 - value, terms.slope);
    add_aside(page, silenced ? tr("× 0: it is silenced") : label, "");
    add_other(page, tr("= before the sigmoid"), terms.value);
}

// ---- Gradient and update ------------------------------------------------------------------------

static void name_weight(const struct slow_motion_kernel *kernel, char *text, size_t size)
{
    const struct one_step_weight *weight = &kernel->weight;
    const char *layer = lenet_layers[weight->to.layer].name;
    if (kernel->count == 1)
        tr_print(text, size, "%s %d, coefficient", layer, weight->to.map);
    else if (kernel->count > 25)
        tr_print(text, size, "%s %d, weight %d", layer, weight->to.map, weight->from);
    else if (weight->to.layer == LENET_C1)
        tr_print(text, size, "%s %d, weight (%d, %d)", layer, weight->to.map, weight->row,
                 weight->column);
    else
        tr_print(text, size, "%s %d from %d, weight (%d, %d)", layer, weight->to.map, weight->from,
                 weight->row, weight->column);
}

// "Gradient: C1 5, weight (4, 4)"
static void name_stage(const char *stage, const struct slow_motion_kernel *kernel,
                       struct step_page *page)
{
    char name[36];
    name_weight(kernel, name, sizeof name);
    snprintf(page->title, sizeof page->title, "%s: %s", stage, name);
}

// Of a unit, each weight is used at one place only: all of them, the largest gradient first.
static void list_weights(struct step_page *page, const struct session *session,
                         struct slow_motion_kernel kernel)
{
    const struct one_step *step = session->slow_motion.step;
    const float *gradient = lenet_parameters(&session->slow_motion.step->gradient) + kernel.first;
    double size[ONE_STEP_TERMS_MOST];
    int rank[ONE_STEP_TERMS_MOST];
    for (int i = 0; i < kernel.count; i++)
        size[i] = (double)gradient[i];
    rank_products(rank, size, sizeof *size, kernel.count);
    choose_scale(page, fabs(size[rank[0]]));
    for (int i = 0; i < kernel.count; i++) {
        struct one_step_weight weight = kernel.weight;
        struct one_step_terms terms;
        weight.from = rank[i];
        one_step_gradient_terms(&terms, step, weight);
        struct step_line *row = add_row(page, terms.sum);
        tr_print(row->label, STEP_LABEL, "%s %d: %.4f × %.3g",
                 lenet_layers[weight.to.layer - 1].name, rank[i], terms.term[0].one,
                 terms.term[0].other);
        row->sum = STEP_ASIDE;
        page->at = rank[i] == kernel.weight.from ? i : page->at;
    }
}

static void fill_gradient(struct step_page *page, const struct session *session)
{
    const struct one_step *step = session->slow_motion.step;
    struct slow_motion_kernel kernel = slow_motion_kernel(session);
    struct one_step_terms terms;
    int rank[ONE_STEP_TERMS_MOST];
    char name[32];
    one_step_gradient_terms(&terms, step, kernel.weight);
    name_stage(tr("Gradient"), &kernel, page);
    tr_print(page->text, sizeof page->text,
             "How the loss grows with each weight: input × error, over all places where it was "
             "used.");
    if (kernel.count > 25) {
        list_weights(page, session, kernel);
        return;
    }
    choose_scale(page, terms_limit(&terms));
    rank_products(rank, &terms.term[0].product, sizeof terms.term[0], terms.count);
    for (int i = 0; i < terms.count; i++) {
        const struct one_step_term *term = &terms.term[rank[i]];
        name_cell(term->from, name, sizeof name);
        tr_print(add_row(page, term->product)->label, STEP_LABEL, "%s: %.4f × %.3g", name,
                 term->one, term->other);
    }
    add_total(page, tr("= gradient"), terms.sum);
}

// Enough decimals for three digits of what is taken away, as far as floats have them.
static int decimals_for(double change)
{
    int decimals = 4;
    while (change != 0 && decimals < 9 && fabs(change) * pow(10, decimals) < 100)
        decimals++;
    return decimals;
}

static void fill_update(struct step_page *page, const struct session *session)
{
    const struct one_step *step = session->slow_motion.step;
    struct slow_motion_kernel kernel = slow_motion_kernel(session);
    size_t at = one_step_weight_index(kernel.weight);
    double before = (double)((const float *)&step->weights)[at];
    double after = (double)((const float *)&step->after)[at];
    double gradient = (double)((const float *)&step->gradient)[at];
    double change = -(double)step->rate * gradient;
    char number[OPTION_WORDS_NUMBER];
    char all[AMOUNT_SIZE];
    amount_count(all, LENET_PARAMETERS);
    name_stage(tr("Update"), &kernel, page);
    tr_print(page->text, sizeof page->text,
             "Every weight goes a little against its gradient: less of what made the loss grow. "
             "All %s go at once.%s",
             all,
             before == after && gradient != 0
                 ? tr(" This one's step is smaller than a float can hold: it stays.")
                 : "");
    choose_scale(page, 1);
    page->decimals = decimals_for(change);
    option_words_number(number, gradient, 4);
    add_aside(page, tr("gradient"), number);
    tr_print(number, sizeof number, "%g", (double)step->rate);
    add_aside(page, tr("× rate"), number);
    add_part(page, tr("weight before"), before);
    add_part(page, tr("change: −rate × gradient"), change);
    add_total(page, tr("= weight after"), after);
}

static void fill_after(struct step_page *page, const struct session *session)
{
    const struct slow_motion *slow = &session->slow_motion;
    const struct one_step *step = slow->step;
    int label = step->label;
    double before = (double)step->activations.probability[label];
    double after = (double)step->activations_after.probability[label];
    tr_print(page->title, sizeof page->title,
             slow->steps > 0 ? "After %'d steps" : "After one step", slow->steps + 1);
    const char *words = step->loss_after < step->loss ? tr("The loss has fallen")
                        : step->loss_after > step->loss
                            ? tr("The loss has risen: the step went too far")
                            : tr("The loss stays: a float shows no change");
    int said = tr_print(page->text, sizeof page->text,
                        "With the new weights the share of the %d goes from %.4f to %.4f. %s",
                        label, before, after, words);
    if (slow->losses > 1)
        tr_print(page->text + said, sizeof page->text - (size_t)said, "; at first it was %.4g.",
                 slow->loss[0]);
    else
        snprintf(page->text + said, sizeof page->text - (size_t)said, "%s", tr("."));
    choose_scale(page, 1); // as the loss is told before
    page->decimals = decimals_for(step->loss_after - step->loss);
    add_part(page, tr("loss before"), step->loss);
    double change = units_of(page, step->loss_after) - units_of(page, step->loss);
    add_part(page, tr("+ change"),
             change / pow(10, page->scale + page->decimals)); // as it is written
    add_total(page, tr("= loss after"), step->loss_after);
}

// The first stage of a further step looks like that of the first one, and is another.
static void say_step(struct step_page *page, const struct session *session)
{
    const struct slow_motion *slow = &session->slow_motion;
    char text[400];
    if (slow->stage > 0 || slow->steps == 0)
        return;
    tr_print(text, sizeof text,
             "Step %'d, with the weights that step %'d made (the reading stays "
             "that of the weights in use). ",
             slow->steps + 1, slow->steps);
    size_t said = strlen(text);
    memmove(page->text + said, page->text, strlen(page->text) + 1);
    memcpy(page->text, text, said);
}

// What was in use when this began may not be any more.
static void say_copy(struct step_page *page, const struct session *session)
{
    size_t length = strlen(page->text);
    if (slow_motion_is_apart(session))
        tr_print(page->text + length, sizeof page->text - length,
                 session->slow_motion.of_run
                     ? " (With a copy of the run's weights, as they were when this began.)"
                     : " (With the weights as they were when this began.)");
}

// ---- A page -------------------------------------------------------------------------------------

void step_page_of(struct step_page *page, const struct session *session,
                  const struct terms_cell *looked_at)
{
    struct slow_motion_stage stage = slow_motion_at(session);
    page->list_count = page->lines = 0;
    page->at = -1;
    switch (stage.kind) {
    case SLOW_MOTION_FORWARD:
        fill_forward(page, session, slow_motion_cell(session, looked_at));
        break;
    case SLOW_MOTION_SOFTMAX:
        fill_softmax(page, session);
        break;
    case SLOW_MOTION_LOSS:
        fill_loss(page, session);
        break;
    case SLOW_MOTION_BACK:
        fill_back(page, session, slow_motion_cell(session, looked_at));
        break;
    case SLOW_MOTION_GRADIENT:
        fill_gradient(page, session);
        break;
    case SLOW_MOTION_UPDATE:
        fill_update(page, session);
        break;
    case SLOW_MOTION_AFTER:
        fill_after(page, session);
        break;
    }
    say_step(page, session);
    say_copy(page, session);
}
