// What most test files need: a private temporary folder to work in, and files as bytes. Include it
// first.
#ifndef TESTS_SUPPORT_SUPPORT_H
#define TESTS_SUPPORT_SUPPORT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE // nftw
#endif

#include "nn/base/status.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <dirent.h>
#include <ftw.h>
#include <locale.h>

// Group set-up and tear-down: every test of the file works inside an empty folder of its own, so
// plain names do. `*state` is the folder's path.
static inline int support_enter_folder(void **state)
{
    char folder[] = "/tmp/lenetpad-test-XXXXXX";
    *state = mkdtemp(folder) ? strdup(folder) : NULL;
    return *state ? chdir(folder) : -1;
}

static inline int support_remove(const char *path, const struct stat *info, int kind,
                                 struct FTW *place)
{
    (void)info, (void)kind, (void)place;
    return remove(path);
}

static inline int support_leave_folder(void **state)
{
    int failed = chdir("/") | nftw(*state, support_remove, 8, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return failed;
}

static inline void support_write(const char *path, const void *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

// The caller frees the result.
static inline uint8_t *support_read(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    uint8_t *data = malloc(*size + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, *size, file), *size);
    fclose(file);
    return data;
}

// FNV-1a: goes on from `hash`, which is SUPPORT_HASH at first.
#define SUPPORT_HASH 2166136261u
static inline uint32_t support_hash(uint32_t hash, const void *data, size_t size)
{
    const uint8_t *byte = data;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * 16777619u;
    return hash;
}

static inline size_t support_count_files(const char *folder)
{
    size_t count = 0;
    DIR *listing = opendir(folder);
    assert_non_null(listing);
    for (struct dirent *entry; (entry = readdir(listing));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(listing);
    return count;
}

// Switches to a locale that writes 1,5, made here and now since few machines have one installed.
// False if that cannot be done; setlocale(LC_ALL, "C") undoes it.
static inline bool support_use_decimal_comma(void)
{
    static const char source[] = "comment_char %\nescape_char /\nLC_NUMERIC\n"
                                 "decimal_point \"<U002C>\"\nthousands_sep \"\"\ngrouping -1\n"
                                 "END LC_NUMERIC\n";
    char number[8], *folder = realpath(".", NULL);
    support_write("comma.source", source, sizeof source - 1);
    int ended = system("localedef -c --no-archive -i ./comma.source -f ANSI_X3.4-1968 ./comma "
                       ">comma.log 2>&1"); // it warns, and so fails, but makes the locale
    bool used = ended >= 0 && folder && setenv("LOCPATH", folder, 1) == 0 &&
                setlocale(LC_NUMERIC, "comma") != NULL;
    free(folder);
    snprintf(number, sizeof number, "%.1f", 1.5);
    return used && strcmp(number, "1,5") == 0;
}

// A failure must have this code and say this among other things.
static inline void support_assert_says(const struct status *status, enum status_code code,
                                       const char *words)
{
    if (status->code != code || !strstr(status->message, words))
        fail_msg("expected code %d and \"%s\", got code %d: %s", code, words, status->code,
                 status->message);
}

// Whether two files hold the same bytes.
static inline bool support_same(const char *a, const char *b)
{
    size_t a_size, b_size;
    uint8_t *a_data = support_read(a, &a_size), *b_data = support_read(b, &b_size);
    bool same = a_size == b_size && memcmp(a_data, b_data, a_size) == 0;
    free(a_data);
    free(b_data);
    return same;
}

static inline void support_assert_text(const char *path, const char *expected)
{
    size_t size;
    char *text = (char *)support_read(path, &size);
    text[size] = '\0';
    assert_string_equal(text, expected);
    free(text);
}

static inline void support_assert_same(const char *a, const char *b)
{
    size_t a_size, b_size;
    uint8_t *a_data = support_read(a, &a_size), *b_data = support_read(b, &b_size);
    assert_int_equal(a_size, b_size);
    assert_memory_equal(a_data, b_data, a_size);
    free(a_data);
    free(b_data);
}

#endif
