// Evaluated anew for each number: the rules are short, and asked for when a sentence is made. Depth
// is bounded, as a catalogue may hold anything.
#include "app/language/plural.h"

#include <stddef.h>
#include <string.h>

enum { DEPTH_MOST = 32, LEVELS = 6 };

struct rule {
    const char *at;
    unsigned long n;
    int depth;
    bool broken;
};

static unsigned long choice(struct rule *rule);

static void skip_blanks(struct rule *rule)
{
    rule->at += strspn(rule->at, " \t");
}

static bool take(struct rule *rule, const char *sign)
{
    skip_blanks(rule);
    size_t length = strlen(sign);
    if (strncmp(rule->at, sign, length) != 0)
        return false;
    rule->at += length;
    return true;
}

static unsigned long number(struct rule *rule)
{
    unsigned long value = 0;
    for (; *rule->at >= '0' && *rule->at <= '9'; rule->at++)
        value = value > 100000000 ? value : value * 10 + (unsigned long)(*rule->at - '0');
    return value;
}

static unsigned long unary(struct rule *rule)
{
    unsigned long value = 0;
    if (++rule->depth > DEPTH_MOST)
        rule->broken = true;
    skip_blanks(rule);
    if (rule->broken) {
        // nothing more is read
    } else if (take(rule, "!")) {
        value = !unary(rule);
    } else if (take(rule, "n")) {
        value = rule->n;
    } else if (take(rule, "(")) {
        value = choice(rule);
        rule->broken |= !take(rule, ")");
    } else if (*rule->at >= '0' && *rule->at <= '9') {
        value = number(rule);
    } else {
        rule->broken = true;
    }
    rule->depth--;
    return value;
}

// The weakest first; a sign that begins another stands behind that.
static const char *const signs[LEVELS][5] = {
    {"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"},
};

static unsigned long apply(struct rule *rule, const char *sign, unsigned long a, unsigned long b)
{
    if ((*sign == '/' || *sign == '%') && b == 0) {
        rule->broken = true;
        return 0;
    }
    switch (*sign) {
    case '|':
        return a || b;
    case '&':
        return a && b;
    case '=':
        return a == b;
    case '!':
        return a != b;
    case '<':
        return sign[1] ? a <= b : a < b;
    case '>':
        return sign[1] ? a >= b : a > b;
    case '+':
        return a + b;
    case '-':
        return a - b;
    case '*':
        return a * b;
    case '/':
        return a / b;
    default:
        return a % b;
    }
}

static const char *take_sign(struct rule *rule, int level)
{
    for (int i = 0; i < 5 && signs[level][i]; i++)
        if (take(rule, signs[level][i]))
            return signs[level][i];
    return NULL;
}

static unsigned long binary(struct rule *rule, int level)
{
    if (level == LEVELS)
        return unary(rule);
    unsigned long value = binary(rule, level + 1);
    const char *sign;
    while (!rule->broken && (sign = take_sign(rule, level)))
        value = apply(rule, sign, value, binary(rule, level + 1));
    return value;
}

static unsigned long choice(struct rule *rule)
{
    if (++rule->depth > DEPTH_MOST)
        rule->broken = true;
    unsigned long value = rule->broken ? 0 : binary(rule, 0);
    if (!rule->broken && take(rule, "?")) {
        unsigned long yes = choice(rule);
        rule->broken |= !take(rule, ":");
        unsigned long no = choice(rule);
        value = value ? yes : no;
    }
    rule->depth--;
    return value;
}

bool plural_value(const char *text, unsigned long n, unsigned long *value)
{
    struct rule rule = {.at = text, .n = n};
    *value = choice(&rule);
    skip_blanks(&rule);
    return !rule.broken && *rule.at == '\0';
}
