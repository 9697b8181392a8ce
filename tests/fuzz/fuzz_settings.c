// The settings file: whatever it says, the settings are usable, and what is saved is read back.
#include "tests/fuzz/fuzz.h"

#include "app/canvas.h"
#include "app/settings.h"

#include <string.h>

static void check(const struct settings *s)
{
    FUZZ_PROMISE(s->theme >= THEME_SYSTEM && s->theme <= THEME_DARK);
    FUZZ_PROMISE(s->colour_map >= 0 && s->colour_map < COLOUR_MAPS);
    FUZZ_PROMISE(s->scale == 0 || (s->scale >= 1 && s->scale <= 3));
    FUZZ_PROMISE(s->brush >= 5 && s->brush <= 400);
    FUZZ_PROMISE(s->window_width > 0 && s->window_width <= 16384);
    FUZZ_PROMISE(s->window_height > 0 && s->window_height <= 16384);
    FUZZ_PROMISE(memchr(s->model, '\0', PATH_SIZE) && memchr(s->data, '\0', PATH_SIZE) &&
                 memchr(s->folder, '\0', PATH_SIZE));
}

static bool same(const struct settings *a, const struct settings *b)
{
    return a->theme == b->theme && a->colour_map == b->colour_map &&
           a->shared_scale == b->shared_scale && a->scale == b->scale && a->brush == b->brush &&
           a->show_training == b->show_training && a->window_width == b->window_width &&
           a->window_height == b->window_height && !strcmp(a->model, b->model) &&
           !strcmp(a->data, b->data) && !strcmp(a->folder, b->folder) &&
           a->hidden_layers == b->hidden_layers;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings settings, again;
    struct status status = {0};
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s", fuzz_write("settings.json", data, size));
    bool good = settings_load(&settings, path, &status);
    FUZZ_PROMISE(good == (status.code == STATUS_OK));
    check(&settings);
    if (!good)
        return 0;
    FUZZ_PROMISE(settings_save(&settings, NULL, path, &status));
    FUZZ_PROMISE(settings_load(&again, path, &status));
    FUZZ_PROMISE(same(&settings, &again));
    return 0;
}
