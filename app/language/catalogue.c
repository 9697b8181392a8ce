// All strings of a catalogue stand one behind the other in one piece of memory, as large as the
// file: what is read is never longer than how it is written. A table of hashes finds them.
#include "app/language/catalogue.h"

#include "app/language/format.h"
#include "app/language/plural.h"
#include "nn/base/grow.h"
#include "nn/base/utf8.h"
#include "nn/base/words.h"
#include "nn/files/file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 4 << 20, ENTRIES_MOST = 20000 };

struct entry {
    const char *context; // NULL: none
    const char *text;
    const char *many; // NULL: it does not say how many
    const char *translation[PLURAL_FORMS_MOST];
    bool fuzzy;
};

struct catalogue {
    char code[CATALOGUE_CODE_SIZE], name[CATALOGUE_NAME_SIZE], rule[PLURAL_RULE_SIZE];
    struct catalogue_numbers numbers;
    const char *misfit;
    struct entry *entry;
    size_t count;
    uint32_t *slot; // number of an entry + 1; 0: free
    size_t slots;   // a power of two
    char *strings;
    size_t used;
};

// The file while it is read.
struct reading {
    struct catalogue *catalogue;
    struct words words;
    struct entry entry;
    const char **into; // what a line of a string goes on with
    bool fuzzy;        // said of the entry that comes
};

// ---- Finding ------------------------------------------------------------------------------------

static uint32_t hash_string(uint32_t hash, const char *string)
{
    for (; *string; string++)
        hash = (hash ^ (uint8_t)*string) * 16777619u;
    return hash * 16777619u; // as if the final zero belonged to it
}

static uint32_t hash_of(const char *context, const char *text)
{
    return hash_string(context ? hash_string(2166136261u, context) : 2166136261u, text);
}

static bool is_entry(const struct entry *entry, const char *context, const char *text)
{
    bool same = context && entry->context ? strcmp(context, entry->context) == 0
                                          : !context && !entry->context;
    return same && strcmp(text, entry->text) == 0;
}

// Where it stands, or would.
static uint32_t *find_slot(const struct catalogue *catalogue, const char *context, const char *text)
{
    for (size_t at = hash_of(context, text);; at++) {
        uint32_t *slot = &catalogue->slot[at & (catalogue->slots - 1)];
        if (*slot == 0 || is_entry(&catalogue->entry[*slot - 1], context, text))
            return slot;
    }
}

static const struct entry *find(const struct catalogue *catalogue, const char *context,
                                const char *text)
{
    if (!catalogue || catalogue->count == 0)
        return NULL;
    uint32_t slot = *find_slot(catalogue, context, text);
    return slot ? &catalogue->entry[slot - 1] : NULL;
}

const char *catalogue_find(const struct catalogue *catalogue, const char *context, const char *text)
{
    const struct entry *entry = find(catalogue, context, text);
    return entry && !entry->many ? entry->translation[0] : NULL;
}

const char *catalogue_find_many(const struct catalogue *catalogue, const char *one,
                                const char *many, unsigned long n)
{
    const struct entry *entry = find(catalogue, NULL, one);
    unsigned long form;
    // The translations fit what the file says of many, which need not be what the program says.
    if (!entry || !entry->many || strcmp(entry->many, many) != 0)
        return NULL;
    if (!plural_value(catalogue->rule, n, &form) || form >= PLURAL_FORMS_MOST)
        form = 0;
    return entry->translation[form] ? entry->translation[form] : entry->translation[0];
}

static bool index_entries(struct catalogue *catalogue)
{
    catalogue->slots = 16;
    while (catalogue->slots < 2 * catalogue->count)
        catalogue->slots *= 2;
    catalogue->slot = calloc(catalogue->slots, sizeof *catalogue->slot);
    if (!catalogue->slot)
        return false;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct entry *entry = &catalogue->entry[i];
        uint32_t *slot = find_slot(catalogue, entry->context, entry->text);
        if (*slot == 0) // the first of two counts
            *slot = (uint32_t)(i + 1);
    }
    return true;
}

// ---- The header ---------------------------------------------------------------------------------

// The two marks that say how what stands beside them is read: a text that is read from the right,
// but begins with a name in Latin letters, needs one. They turn nothing else.
static size_t mark_length(const char *text, size_t rest)
{
    enum { LEFT_TO_RIGHT_MARK = 0x200e, RIGHT_TO_LEFT_MARK };
    size_t length = utf8_length(text, rest);
    unsigned code = length > 0 ? utf8_code(text, length) : 0;
    return code == LEFT_TO_RIGHT_MARK || code == RIGHT_TO_LEFT_MARK ? length : 0;
}

static bool is_shown(const char *text)
{
    for (size_t rest = strlen(text), length; rest > 0; text += length, rest -= length) {
        length = *text == '\n' ? 1 : utf8_printable_length(text, rest);
        if (length == 0)
            length = mark_length(text, rest);
        if (length == 0)
            return false;
    }
    return true;
}

// The rest of the line that begins with `key`, as much as fits.
static void take_header(char *out, size_t size, const char *header, const char *key)
{
    size_t length = strlen(key);
    for (const char *line = header; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, length) != 0)
            continue;
        line += length;
        size_t rest = strcspn(line, "\n");
        if (rest > 0 && *line == ' ') { // one: a second one belongs to the value
            line++;
            rest--;
        }
        char value[PLURAL_RULE_SIZE];
        if (rest >= size || rest >= sizeof value)
            return;
        memcpy(value, line, rest);
        value[rest] = '\0';
        if (is_shown(value))
            memcpy(out, value, rest + 1);
        return;
    }
}

static void take_rule(char rule[PLURAL_RULE_SIZE], const char *header)
{
    char forms[PLURAL_RULE_SIZE] = "";
    unsigned long value;
    take_header(forms, sizeof forms, header, "Plural-Forms:");
    const char *at = strstr(forms, "plural=");
    if (!at)
        return;
    at += strlen("plural=");
    size_t length = strcspn(at, ";");
    char text[PLURAL_RULE_SIZE] = "";
    memcpy(text, at, length);
    if (plural_value(text, 1, &value))
        snprintf(rule, PLURAL_RULE_SIZE, "%s", text);
}

static void take_headers(struct catalogue *catalogue, const char *header)
{
    struct catalogue_numbers *numbers = &catalogue->numbers;
    take_header(catalogue->code, sizeof catalogue->code, header, "Language:");
    take_header(catalogue->name, sizeof catalogue->name, header, "X-Name:");
    take_header(numbers->decimal, sizeof numbers->decimal, header, "X-Decimal:");
    take_header(numbers->thousands, sizeof numbers->thousands, header, "X-Thousands:");
    take_header(numbers->percent, sizeof numbers->percent, header, "X-Percent:");
    take_rule(catalogue->rule, header);
    if (!numbers->decimal[0])
        strcpy(numbers->decimal, ".");
}

// ---- Entries ------------------------------------------------------------------------------------

static bool fits(const struct entry *entry, int form)
{
    const char *translation = entry->translation[form];
    return !translation || !*translation ||
           format_fits(translation, entry->many ? entry->many : entry->text, entry->many != NULL);
}

// Whether it is there, and harmless. A form that is missing is the first one.
static bool is_good(struct catalogue *catalogue, struct entry *entry)
{
    bool good = !entry->fuzzy && entry->translation[0] && *entry->translation[0];
    for (int i = 0; i < PLURAL_FORMS_MOST; i++) {
        if (!fits(entry, i)) {
            good = false;
            if (!catalogue->misfit)
                catalogue->misfit = entry->text;
        }
        if (entry->translation[i] && !is_shown(entry->translation[i]))
            good = false;
        if (entry->translation[i] && !*entry->translation[i])
            entry->translation[i] = NULL;
    }
    return good;
}

static bool finish_entry(struct reading *reading)
{
    struct catalogue *catalogue = reading->catalogue;
    struct entry entry = reading->entry;
    reading->entry = (struct entry){.fuzzy = reading->fuzzy};
    reading->into = NULL;
    reading->fuzzy = false;
    if (!entry.text)
        return !entry.context || words_fail(&reading->words, "msgctxt without a msgid");
    if (!entry.translation[0])
        return words_fail(&reading->words, "msgid without a msgstr");
    if (!*entry.text && !entry.context) {
        take_headers(catalogue, entry.translation[0]);
        return true;
    }
    if (!is_good(catalogue, &entry))
        return true;
    if (catalogue->count == ENTRIES_MOST)
        return words_fail(&reading->words, "more than %d texts", ENTRIES_MOST);
    struct entry *all = grow_array(catalogue->entry, catalogue->count, 1, sizeof *all);
    if (!all)
        return words_no_memory(&reading->words);
    catalogue->entry = all;
    catalogue->entry[catalogue->count++] = entry;
    return true;
}

// ---- Lines --------------------------------------------------------------------------------------

static bool unescape(struct reading *reading, char *c)
{
    static const char names[] = "nt\"\\", meant[] = "\n\t\"\\";
    const struct words *words = &reading->words;
    const char *found = words->at < words->end && *words->at ? strchr(names, *words->at) : NULL;
    if (!found)
        return words_fail(&reading->words, "a backslash stands only before n, t, \" and itself");
    *c = meant[found - names];
    reading->words.at++;
    return true;
}

// The string at the rest of the line, behind what *reading->into has so far.
static bool take_string(struct reading *reading)
{
    struct words *words = &reading->words;
    struct catalogue *catalogue = reading->catalogue;
    words_skip_blanks(words);
    if (words->at == words->end || *words->at != '"')
        return words_fail(words, "a text in \"quotes\" is missing");
    words->at++;
    if (*reading->into)
        catalogue->used--; // its final zero
    else
        *reading->into = catalogue->strings + catalogue->used;
    while (words->at < words->end && *words->at != '"') {
        char c = *words->at++;
        if (c == '\0')
            return words_fail(words, "the text holds a zero byte");
        if (c == '\\' && !unescape(reading, &c))
            return false;
        catalogue->strings[catalogue->used++] = c;
    }
    if (words->at == words->end)
        return words_fail(words, "the text's second quote is missing");
    words->at++;
    catalogue->strings[catalogue->used++] = '\0';
    return words_expect_end(words);
}

// "msgstr" or "msgstr[2]"; NULL if it is another word.
static const char **translation_of(struct entry *entry, struct word word)
{
    if (word_is(word, "msgstr"))
        return &entry->translation[0];
    if (word.length == 9 && strncmp(word.start, "msgstr[", 7) == 0 && word.start[8] == ']' &&
        word.start[7] >= '0' && word.start[7] < '0' + PLURAL_FORMS_MOST)
        return &entry->translation[word.start[7] - '0'];
    return NULL;
}

static const char **place_of(struct entry *entry, struct word word)
{
    if (word_is(word, "msgctxt"))
        return &entry->context;
    if (word_is(word, "msgid"))
        return &entry->text;
    if (word_is(word, "msgid_plural"))
        return &entry->many;
    return translation_of(entry, word);
}

static bool begins_entry(const struct reading *reading, struct word word)
{
    const struct entry *entry = &reading->entry;
    return (word_is(word, "msgctxt") && (entry->text || entry->context)) ||
           (word_is(word, "msgid") && entry->text);
}

static void take_comment(struct reading *reading)
{
    const struct words *words = &reading->words;
    static const char mark[] = "fuzzy";
    bool flags = words->end - words->at > 1 && words->at[1] == ',';
    for (const char *at = words->at; flags && at + sizeof mark - 1 <= words->end; at++)
        if (memcmp(at, mark, sizeof mark - 1) == 0)
            reading->fuzzy = true;
}

static bool take_line(struct reading *reading)
{
    struct words *words = &reading->words;
    words_skip_blanks(words);
    if (words->at == words->end)
        return true;
    if (*words->at == '#') {
        if (reading->entry.translation[0] && !finish_entry(reading))
            return false;
        take_comment(reading);
        return true;
    }
    if (*words->at == '"')
        return reading->into ? take_string(reading) : words_fail(words, "a text without a name");
    struct word word = words_next(words);
    if (begins_entry(reading, word) && !finish_entry(reading))
        return false;
    reading->entry.fuzzy |= reading->fuzzy;
    reading->fuzzy = false;
    reading->into = place_of(&reading->entry, word);
    if (!reading->into)
        return words_fail(words, "\"%s\" is none of msgctxt, msgid, msgid_plural, msgstr",
                          word_show(word).text);
    return !*reading->into ? take_string(reading)
                           : words_fail(words, "%s stands there twice", word_show(word).text);
}

static bool read_lines(struct reading *reading)
{
    while (words_next_line(&reading->words))
        if (!take_line(reading))
            return false;
    return finish_entry(reading);
}

bool catalogue_read(struct catalogue **out, const char *text, size_t size, const char *name,
                    struct status *status)
{
    struct status problem = {0};
    struct catalogue *catalogue = calloc(1, sizeof *catalogue);
    *out = NULL;
    if (!catalogue || !(catalogue->strings = malloc(size + 1))) {
        free(catalogue);
        return status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", name);
    }
    strcpy(catalogue->rule, "n != 1");
    catalogue->numbers = (struct catalogue_numbers){".", ",", "%"};
    struct reading reading = {.catalogue = catalogue};
    words_begin(&reading.words, text, size, name, &problem);
    if (!read_lines(&reading) || !index_entries(catalogue)) {
        catalogue_free(catalogue);
        return problem.code == STATUS_OK
                   ? status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", name)
                   : status_fail(status, problem.code, "%s", problem.message);
    }
    *out = catalogue;
    return true;
}

bool catalogue_load(struct catalogue **out, const char *path, struct status *status)
{
    struct bytes bytes = {0};
    *out = NULL;
    if (!file_read(&bytes, path, FILE_LIMIT, status))
        return false;
    bool read = catalogue_read(out, (const char *)bytes.data, bytes.size, path, status);
    bytes_free(&bytes);
    if (!read || (catalogue_code(*out)[0] && catalogue_name(*out)[0]))
        return read;
    catalogue_free(*out);
    *out = NULL;
    return status_fail(status, STATUS_BAD_DATA,
                       "%s: the header lacks \"Language: CODE\" or \"X-Name: NAME\"", path);
}

void catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    free(catalogue->entry);
    free(catalogue->slot);
    free(catalogue->strings);
    free(catalogue);
}

const char *catalogue_code(const struct catalogue *catalogue)
{
    return catalogue->code;
}

const char *catalogue_name(const struct catalogue *catalogue)
{
    return catalogue->name;
}

const struct catalogue_numbers *catalogue_numbers(const struct catalogue *catalogue)
{
    return &catalogue->numbers;
}

const char *catalogue_at(const struct catalogue *catalogue, size_t index, const char **text)
{
    if (index >= catalogue->count)
        return NULL;
    if (text)
        *text = catalogue->entry[index].text;
    return catalogue->entry[index].translation[0];
}

const char *catalogue_misfit(const struct catalogue *catalogue)
{
    return catalogue->misfit;
}
