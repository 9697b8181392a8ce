// A model of known weights, and its file taken apart and put together anew: for tests of what is
// read and what is refused.
#ifndef TESTS_SUPPORT_MODEL_PARTS_H
#define TESTS_SUPPORT_MODEL_PARTS_H

#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/net/model.h"
#include <float.h>

enum { WEIGHT_BYTES = LENET_PARAMETERS * 4 };

static inline struct lenet *make_lenet(uint64_t seed)
{
    struct random random;
    struct lenet *lenet = malloc(sizeof *lenet);
    assert_non_null(lenet);
    random_init(&random, seed, 0);
    for (size_t i = 0; i < LENET_PARAMETERS; i++)
        ((float *)lenet)[i] = random_between(&random, -1.0f, 1.0f);
    ((float *)lenet)[0] = -0.0f;
    ((float *)lenet)[1] = FLT_TRUE_MIN;
    ((float *)lenet)[2] = -FLT_MAX / 8;
    ((float *)lenet)[LENET_PARAMETERS - 1] = 1.0f / 3.0f;
    return lenet;
}

static inline void save_model(const char *path, uint64_t seed)
{
    static const struct model_info info = {.description = "a description", .command = "a command"};
    struct status status = {0};
    struct lenet *lenet = make_lenet(seed);
    if (!model_save(path, lenet, &info, &status))
        fail_msg("%s", status.message);
    free(lenet);
}

// ---- Files taken apart and put together ---------------------------------------------------------

struct parts {
    char *header; // text, ends with a zero
    uint8_t *data;
    size_t header_size, data_size;
};

static inline struct parts take_apart(const char *path)
{
    size_t size;
    struct parts parts;
    uint8_t *file = support_read(path, &size);
    uint64_t length = 0;
    for (int i = 7; i >= 0; i--)
        length = length << 8 | file[i];
    assert_true(length < size - 8);
    parts.header_size = (size_t)length;
    parts.header = malloc(parts.header_size + 1);
    memcpy(parts.header, file + 8, parts.header_size);
    parts.header[parts.header_size] = '\0';
    parts.data_size = size - 8 - parts.header_size;
    parts.data = malloc(parts.data_size);
    memcpy(parts.data, file + 8 + parts.header_size, parts.data_size);
    free(file);
    return parts;
}

static inline void put_together_as(const char *path, uint64_t promised, const void *header,
                                   size_t header_size, const void *data, size_t data_size)
{
    uint8_t *file = malloc(8 + header_size + data_size);
    for (int i = 0; i < 8; i++)
        file[i] = (uint8_t)(promised >> (8 * i));
    memcpy(file + 8, header, header_size);
    memcpy(file + 8 + header_size, data, data_size);
    support_write(path, file, 8 + header_size + data_size);
    free(file);
}

static inline void put_together(const char *path, const void *header, size_t header_size,
                                const struct parts *parts)
{
    put_together_as(path, header_size, header, header_size, parts->data, parts->data_size);
}

static inline void parts_free(struct parts *parts)
{
    free(parts->header);
    free(parts->data);
}

// The text with its first `old` replaced by `new`; the caller frees it.
static inline char *replaced(const char *text, const char *old, const char *new)
{
    const char *at = strstr(text, old);
    if (!at)
        fail_msg("no %s in %s", old, text);
    char *result = malloc(strlen(text) + strlen(new) + 1);
    sprintf(result, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    return result;
}

// A refusal must leave the caller's weights as they were.
static inline void expect_refused(const char *path, enum status_code code, const char *words)
{
    struct status status = {0};
    struct lenet *lenet = malloc(sizeof *lenet), *before = malloc(sizeof *before);
    memset(lenet, 0x3e, sizeof *lenet);
    memset(before, 0x3e, sizeof *before);
    struct model_info info = {.description = "kept", .command = "kept too"};
    if (model_load(lenet, &info, path, &status))
        fail_msg("accepted %s, expected: %s", path, words);
    support_assert_says(&status, code, words);
    support_assert_says(&status, code, path);
    assert_memory_equal(lenet, before, sizeof *lenet);
    assert_string_equal(info.description, "kept");
    assert_string_equal(info.command, "kept too");
    free(before);
    free(lenet);
}

static inline void expect_loads(const char *path, uint64_t seed)
{
    struct status status = {0};
    struct lenet *expected = make_lenet(seed), *lenet = calloc(1, sizeof *lenet);
    if (!model_load(lenet, NULL, path, &status))
        fail_msg("%s", status.message);
    assert_memory_equal(lenet, expected, sizeof *lenet);
    free(expected);
    free(lenet);
}

static inline int set_up(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    save_model("good.safetensors", 9);
    return 0;
}

#endif
