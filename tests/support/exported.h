// Networks to export, exported files, and C files of them that are compiled and called.
#ifndef TESTS_SUPPORT_EXPORTED_H
#define TESTS_SUPPORT_EXPORTED_H

#include "tests/support/support.h"

#include "nn/export/export.h"
#include "nn/files/file.h"

#include <dlfcn.h>

struct exported_network {
    struct lenet lenet;
    struct model_info info;
};

static inline void exported_shipped(struct exported_network *network)
{
    struct status status = {0};
    if (!model_load(&network->lenet, &network->info, LENETPAD_SOURCE_ASSETS "/lenet5.safetensors",
                    &status))
        fail_msg("%s", status.message);
}

// `name`: what its names in C begin with.
static inline void exported_write_named(const char *path, enum export_format format,
                                        const struct exported_network *network, const char *name)
{
    struct status status = {0};
    struct buffer made;
    const struct export_source source = {.lenet = &network->lenet,
                                         .info = &network->info,
                                         .version = "1.2.3",
                                         .model_path = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors",
                                         .name = name};
    assert_true(export_make(&made, format, &source, &status));
    assert_true(file_write(path, made.data, made.size, &status));
    buffer_free(&made);
}

static inline void exported_write(const char *path, enum export_format format,
                                  const struct exported_network *network)
{
    exported_write_named(path, format, network, NULL);
}

#define EXPORTED_STRICT "-std=c99 -pedantic -Wall -Wextra -Wconversion -Werror -O1 "

// Compiles one or several files with the compiler of the tests into a library; what it says fails
// the test.
static inline void *exported_compile(const char *source, const char *library)
{
    char command[400];
    snprintf(command, sizeof command, LENETPAD_CC " " EXPORTED_STRICT "-fPIC -shared -o %s %s -lm",
             library, source);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "./%s", library);
    void *opened = dlopen(command, RTLD_NOW | RTLD_LOCAL);
    if (!opened)
        fail_msg("%s", dlerror());
    return opened;
}

// dlsym gives a pointer to data, also to a function.
static inline void exported_find(void *function, void *library, const char *name)
{
    void *found = dlsym(library, name);
    assert_non_null(found);
    memcpy(function, &found, sizeof found);
}

#endif
