// An explanation for scripts: every number that it rests on, in full.
#include "app/commands/explain/explanation.h"

#include "app/explain/cell_name.h"
#include "app/session/state/pin.h"

static void add_numbers(struct json *json, cJSON *to, const char *key, const double *number,
                        int count)
{
    cJSON *list = json_array(json, to, key);
    for (int i = 0; i < count; i++)
        json_number(json, list, NULL, number[i]);
}

static void add_groups(struct json *json, cJSON *unit, const struct terms *terms)
{
    cJSON *groups = json_array(json, unit, "groups");
    for (int i = 0; i < terms->groups; i++) {
        const struct terms_group *group = &terms->group[i];
        cJSON *item = json_object(json, groups, NULL);
        int count = group->rows * group->columns;
        json_number(json, item, "map", group->map);
        json_number(json, item, "row", group->row);
        json_number(json, item, "column", group->column);
        add_numbers(json, item, "input", terms->input + group->first, count);
        add_numbers(json, item, "weight", terms->weight + group->first, count);
        add_numbers(json, item, "product", terms->product + group->first, count);
        json_number(json, item, "sum", group->sum);
    }
}

static void add_softmax(struct json *json, cJSON *to, const struct terms_softmax *softmax)
{
    cJSON *item = json_object(json, to, "softmax");
    json_number(json, item, "temperature", softmax->temperature);
    add_numbers(json, item, "logits", softmax->logit, LENET_CLASSES);
    add_numbers(json, item, "exponentials", softmax->exponential, LENET_CLASSES);
    json_number(json, item, "total", softmax->total);
    add_numbers(json, item, "shares", softmax->share, LENET_CLASSES);
}

static void add_unit(const struct explanation *e, struct json *json)
{
    const struct terms *terms = &e->terms;
    enum lenet_layer_id layer = e->cell.layer;
    cJSON *unit = json_object(json, json->top, "unit");
    json_text(json, unit, "layer", lenet_layers[layer].name);
    json_number(json, unit, "map", e->cell.map);
    json_number(json, unit, "row", e->cell.row);
    json_number(json, unit, "column", e->cell.column);
    json_text(json, unit, "from", lenet_layers[terms->from].name);
    add_groups(json, unit, terms);
    if (layer == LENET_S2 || layer == LENET_S4) {
        json_number(json, unit, "average", terms->average);
        json_number(json, unit, "coefficient", terms->coefficient);
    }
    json_number(json, unit, "bias", terms->bias);
    json_number(json, unit, "sum", terms->sum);
    json_number(json, unit, "value", terms->value);
    if (layer == LENET_OUTPUT)
        add_softmax(json, unit, &e->softmax);
    else
        json_bool(json, unit, "silenced", ablation_silences(&e->ablation, e->cell));
}

// Of F6 to the logit or the difference, the largest first.
static void add_contributions(struct json *json, cJSON *why, const struct terms *terms)
{
    int order[TERMS_MOST];
    int count = pin_largest(terms, order, TERMS_MOST);
    cJSON *list = json_array(json, why, "contributions");
    for (int i = 0; i < count; i++) {
        cJSON *item = json_object(json, list, NULL);
        json_number(json, item, "unit", order[i]);
        json_number(json, item, "input", terms->input[order[i]]);
        json_number(json, item, "weight", terms->weight[order[i]]);
        json_number(json, item, "product", terms->product[order[i]]);
    }
    json_number(json, why, "bias", terms->bias);
}

static void add_flip(struct json *json, cJSON *why, const struct change_flip *found)
{
    cJSON *flip = json_object(json, why, "flip");
    json_bool(json, flip, "finished", found->finished);
    json_number(json, flip, "from", found->from);
    json_number(json, flip, "to", found->to);
    cJSON *pixels = json_array(json, flip, "pixels");
    for (int i = 0; i < found->count; i++) {
        cJSON *pixel = json_object(json, pixels, NULL);
        json_number(json, pixel, "row", found->pixel[i].row);
        json_number(json, pixel, "column", found->pixel[i].column);
        json_bool(json, pixel, "ink", found->pixel[i].ink);
    }
}

static void add_why(const struct explanation *e, struct json *json)
{
    const struct explainer_answer *answer = &e->answer;
    cJSON *why = json_object(json, json->top, "why");
    json_number(json, why, "digit", answer->question.digit);
    if (answer->question.instead >= 0)
        json_number(json, why, "instead", answer->question.instead);
    json_text(json, why, "method", explainer_method_names[answer->question.method]);
    json_number(json, why, "logit", answer->logit);
    add_contributions(json, why, &e->contributions);
    cJSON *map = json_array(json, why, "map");
    for (int row = 0; row < LENET_SIDE; row++) {
        cJSON *line = json_array(json, map, NULL);
        for (int column = 0; column < LENET_SIDE; column++)
            json_number(json, line, NULL, (double)answer->map[row][column]);
    }
    if (answer->question.flip)
        add_flip(json, why, &answer->flip);
}

static void add_silenced(const struct explanation *e, struct json *json)
{
    char name[CELL_NAME_SIZE];
    cJSON *list = json_array(json, json->top, "silenced");
    for (int i = 0; i < e->silenced_count; i++) {
        cell_name_format(name, e->silenced[i]);
        json_text(json, list, NULL, name);
    }
    json_number(json, json->top, "reading_whole", e->read_whole);
}

void explanation_add(const struct explanation *e, struct json *json, const char *path)
{
    json_path(json, json->top, "model", e->model);
    json_text(json, json->top, "file", path);
    json_number(json, json->top, "reading", e->reading.best);
    if (e->several > 0)
        json_number(json, json->top, "several", e->several);
    json_probabilities(json, json->top, "probabilities", e->reading.probability, LENET_CLASSES);
    if (e->silenced_count > 0)
        add_silenced(e, json);
    add_unit(e, json);
    if (e->asked)
        add_why(e, json);
}
