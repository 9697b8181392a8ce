// An explanation for people: sums written one below the other, whose printed digits add up to what
// is printed as their sum, so that they can be checked by hand.
#include "app/commands/explain/explanation.h"

#include "app/base/printed.h"
#include "app/console/say.h"
#include "app/explain/cell_name.h"
#include "app/session/state/pin.h"
#include "app/work/reading/pad_reading.h"
#include <math.h>
#include <stdio.h>

// ---- The reading --------------------------------------------------------------------------------

void explanation_print_reading(const struct explanation *e, const char *path)
{
    char text[128], name[CELL_NAME_SIZE];
    reading_describe(&e->reading, text, sizeof text);
    printf("%s: %s\n", shown_path(path).text, text);
    if (e->several > 0)
        printf("with --part, one of its %d digits, from left to right and counted from 0\n",
               e->several);
    if (e->silenced_count == 0)
        return;
    for (int i = 0; i < e->silenced_count; i++) {
        cell_name_format(name, e->silenced[i]);
        printf("%s%s", i == 0 ? "with " : ", ", name);
    }
    printf(" silenced; it is %d otherwise\n", e->read_whole);
}

// ---- The arithmetic -----------------------------------------------------------------------------

static void print_line(const char *label, double units)
{
    char text[PRINTED_TEXT];
    printed_text(units, text);
    printf("  %-28s %10s\n", label, text);
}

static void print_product(const struct terms *terms, int term, const char *of, int number)
{
    char label[64];
    snprintf(label, sizeof label, "%s %d: %.4f x %.4f", of, number, terms->input[term],
             terms->weight[term]);
    print_line(label, printed_units(terms->product[term]));
}

// What the printed parts lack to the printed sum.
static void print_rounding(double units)
{
    if (units != 0)
        print_line("+ rounding", units);
}

static void print_groups(const struct terms *terms, bool each)
{
    double units = printed_units(terms->bias);
    for (int i = 0; i < terms->groups; i++) {
        const struct terms_group *group = &terms->group[i];
        char label[32];
        int count = group->rows * group->columns;
        if (each) {
            for (int t = 0; t < count; t++)
                print_product(terms, group->first + t, "  cell", t);
            print_rounding(printed_residue(group->sum, terms->product + group->first, count));
        }
        snprintf(label, sizeof label, "map %d of %s", group->map, lenet_layers[terms->from].name);
        print_line(label, printed_units(group->sum));
        units += printed_units(group->sum);
    }
    print_line("+ bias", printed_units(terms->bias));
    print_rounding(printed_units(terms->sum) - units);
}

// The sum of single units, by size: at most `most` of them, the others in one line.
static void print_units(const struct terms *terms, int most)
{
    int order[TERMS_MOST];
    int count = pin_largest(terms, order, TERMS_MOST);
    double units = printed_units(terms->bias), others = 0;
    for (int i = 0; i < count; i++) {
        if (i >= most) {
            others += terms->product[order[i]];
            continue;
        }
        print_product(terms, order[i], lenet_layers[terms->from].name, order[i]);
        units += printed_units(terms->product[order[i]]);
    }
    if (count > most) {
        char label[32];
        snprintf(label, sizeof label, "+ the %d others", count - most);
        print_line(label, printed_units(others));
        units += printed_units(others);
    }
    print_line("+ bias", printed_units(terms->bias));
    print_rounding(printed_units(terms->sum) - units);
}

static void print_pooling(const struct terms *terms)
{
    double share = terms->average * terms->coefficient;
    for (int i = 0; i < 4; i++)
        print_line(i == 0 ? "input" : "+ input", printed_units(terms->input[i]));
    print_line("average of the four", printed_units(terms->average));
    print_line("x coefficient", printed_units(terms->coefficient));
    print_line("= their product", printed_units(share));
    print_line("+ bias", printed_units(terms->bias));
    print_rounding(printed_units(terms->sum) - printed_units(share) - printed_units(terms->bias));
}

// Two columns that add up as they are printed.
static void print_shares(const char *name, double exponential, double share)
{
    char exponentials[PRINTED_TEXT], shares[PRINTED_TEXT];
    printed_text(exponential, exponentials);
    printed_text(share, shares);
    printf("  %-17s  exponential %8s  share %8s\n", name, exponentials, shares);
}

static void print_softmax(const struct terms_softmax *softmax)
{
    char name[32];
    printf("softmax of the logits divided by the temperature %g, the largest taken away:\n",
           softmax->temperature);
    for (int i = 0; i < LENET_CLASSES; i++) {
        snprintf(name, sizeof name, "%d  logit %9.4f", i, softmax->logit[i]);
        print_shares(name, printed_units(softmax->exponential[i]),
                     printed_units(softmax->share[i]));
    }
    double exponentials = printed_residue(softmax->total, softmax->exponential, LENET_CLASSES);
    double shares = printed_residue(1, softmax->share, LENET_CLASSES);
    if (exponentials != 0 || shares != 0)
        print_shares("+ rounding", exponentials, shares);
    print_shares("= sum", printed_units(softmax->total), printed_units(1));
}

void explanation_print_unit(const struct explanation *e, bool each)
{
    const struct terms *terms = &e->terms;
    enum lenet_layer_id layer = e->cell.layer;
    char name[CELL_NAME_SIZE];
    cell_name_format(name, e->cell);
    if (lenet_layers[layer].side > 1)
        printf("%s: map %d, row %d, column %d of %s (all count from 0)\n", name, e->cell.map,
               e->cell.row, e->cell.column, lenet_layers[layer].name);
    else
        printf("%s: unit %d of %s (counted from 0)\n", name, e->cell.map, lenet_layers[layer].name);
    if (layer == LENET_S2 || layer == LENET_S4)
        print_pooling(terms);
    else if (layer == LENET_F6 || layer == LENET_OUTPUT)
        print_units(terms, TERMS_MOST);
    else
        print_groups(terms, each);
    print_line(layer == LENET_OUTPUT ? "= sum: logit" : "= sum", printed_units(terms->sum));
    if (terms->value != terms->sum)
        print_line("its sigmoid", printed_units(terms->value));
    if (layer != LENET_OUTPUT && ablation_silences(&e->ablation, e->cell))
        print_line("silenced: what it passes on", 0);
    if (layer == LENET_OUTPUT)
        print_softmax(&e->softmax);
}

// ---- Why ----------------------------------------------------------------------------------------

static void print_pixels(const struct explainer_answer *answer)
{
    enum { SHOWN = 8 };
    bool shown[LENET_SIDE][LENET_SIDE] = {0};
    for (int n = 0; n < SHOWN; n++) {
        int row = 0, column = 0;
        float most = -1;
        for (int i = 0; i < LENET_SIDE * LENET_SIDE; i++) {
            float value = answer->map[i / LENET_SIDE][i % LENET_SIDE];
            float amount = value < 0 ? -value : value;
            if (!shown[i / LENET_SIDE][i % LENET_SIDE] && amount > most) {
                most = amount;
                row = i / LENET_SIDE;
                column = i % LENET_SIDE;
            }
        }
        shown[row][column] = true;
        printf("  row %2d, column %2d  %+8.4f\n", row, column, (double)answer->map[row][column]);
    }
}

void explanation_print_why(const struct explanation *e)
{
    enum { CONTRIBUTIONS = 10 };
    const struct explainer_answer *answer = &e->answer;
    const struct explainer_question *question = &answer->question;
    const struct change_flip *flip = &answer->flip;
    if (question->instead >= 0)
        printf("why %d, not %d: logits differ by %.4f\n", question->digit, question->instead,
               answer->logit);
    else
        printf("why %d: logit %.4f\n", question->digit, answer->logit);
    printf("units of F6 that add or take away most:\n");
    print_units(&e->contributions, CONTRIBUTIONS);
    print_line(question->instead >= 0 ? "= difference" : "= sum: logit",
               printed_units(e->contributions.sum));
    printf("pixels that matter most (%s; above 0 speaks for it; of 32x32, counted from 0):\n",
           explainer_method_names[question->method]);
    print_pixels(answer);
    if (!question->flip)
        return;
    if (flip->finished)
        printf("%d pixel%s would make it %d:\n", flip->count, flip->count == 1 ? "" : "s",
               flip->to);
    else
        printf("not even %d pixels would; it is %d then:\n", flip->count, flip->to);
    for (int i = 0; i < flip->count; i++)
        printf("  row %2d, column %2d  %s\n", flip->pixel[i].row, flip->pixel[i].column,
               flip->pixel[i].ink ? "ink" : "background");
}
