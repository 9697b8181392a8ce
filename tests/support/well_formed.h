// Whether a text is well-formed XML, as far as a picture of shapes needs: every element is closed
// by its own name, attributes are quoted and unique, and nothing that must be escaped stands bare.
#ifndef TESTS_SUPPORT_WELL_FORMED_H
#define TESTS_SUPPORT_WELL_FORMED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { WELL_FORMED_DEPTH = 16 };

static inline size_t well_formed_name(const char *at)
{
    return strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-");
}

// Passes over text up to `end`, in which entities are known ones.
static inline const char *well_formed_text(const char *at, char end)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    for (; *at && *at != end; at++) {
        bool found = *at != '&';
        for (size_t i = 0; i < 4 && !found; i++)
            found = strncmp(at, known[i], strlen(known[i])) == 0;
        if (!found || *at == '<' || ((unsigned char)*at < ' ' && *at != '\n'))
            fail_msg("no XML: %.60s", at);
    }
    return at;
}

static inline const char *well_formed_attributes(const char *at)
{
    const char *seen[32];
    size_t length[32], count = 0;
    while (*at == ' ') {
        size_t name = well_formed_name(++at);
        if (name == 0 || at[name] != '=' || at[name + 1] != '"' || count == 32)
            fail_msg("no attribute: %.60s", at);
        for (size_t i = 0; i < count; i++)
            if (length[i] == name && strncmp(seen[i], at, name) == 0)
                fail_msg("twice: %.60s", at);
        seen[count] = at;
        length[count++] = name;
        at = well_formed_text(at + name + 2, '"');
        assert_int_equal(*at++, '"');
    }
    return at;
}

static inline void well_formed_assert(const char *text)
{
    const char *open[WELL_FORMED_DEPTH];
    int depth = 0, roots = 0;
    const char *at = strstr(text, "?>\n");
    assert_true(strncmp(text, "<?xml ", 6) == 0 && at);
    for (at += 3; *at; at = well_formed_text(at, '<')) {
        if (*at != '<')
            continue;
        bool closes = at[1] == '/';
        at += closes ? 2 : 1;
        size_t name = well_formed_name(at);
        if (closes && (depth == 0 || strncmp(open[--depth], at, name) != 0 ||
                       well_formed_name(open[depth]) != name))
            fail_msg("closes another: %.60s", at);
        if (!closes) {
            roots += depth == 0;
            open[depth] = at;
        }
        at = closes ? at + name : well_formed_attributes(at + name);
        bool empty = !closes && *at == '/';
        if (!closes && !empty && ++depth == WELL_FORMED_DEPTH)
            fail_msg("too deep: %.60s", at);
        at += empty;
        assert_int_equal(*at++, '>');
    }
    assert_int_equal(depth, 0);
    assert_int_equal(roots, 1);
}

#endif
