// The settings file: whatever it says, the settings are usable, and what is saved over it is read
// back.
#include "tests/fuzz/fuzz.h"

#include "app/paint/colour_maps.h"
#include "app/work/settings.h"

#include <string.h>

static void check(const struct settings *s)
{
    FUZZ_PROMISE(s->theme >= THEME_SYSTEM && s->theme < THEMES);
    FUZZ_PROMISE(s->colour_map >= 0 && s->colour_map < COLOUR_MAPS);
    FUZZ_PROMISE(s->scale == 0 || (s->scale >= 1 && s->scale <= SETTINGS_SCALE_MOST));
    FUZZ_PROMISE(s->brush >= 5 && s->brush <= 400);
    FUZZ_PROMISE(s->window_width > 0 && s->window_width <= SETTINGS_WINDOW_MOST);
    FUZZ_PROMISE(s->window_height > 0 && s->window_height <= SETTINGS_WINDOW_MOST);
    const struct settings_export *export = &s->export;
    FUZZ_PROMISE(export->what >= 0 && export->what < SETTINGS_EXPORT_WHATS);
    FUZZ_PROMISE(export->panel >= 0 && export->panel < SETTINGS_EXPORT_PANELS);
    FUZZ_PROMISE(export->times >= 1 && export->times <= SETTINGS_EXPORT_TIMES);
    FUZZ_PROMISE(export->image_times >= 0 && export->image_times < SETTINGS_EXPORT_TIMES);
    FUZZ_PROMISE(export->array >= 0 && export->array < SETTINGS_EXPORT_ARRAYS);
    FUZZ_PROMISE(memchr(s->model, '\0', PATH_SIZE) && memchr(s->data, '\0', PATH_SIZE) &&
                 memchr(s->folder, '\0', PATH_SIZE));
    FUZZ_PROMISE(memchr(s->mirror, '\0', PATH_SIZE) &&
                 memchr(s->language, '\0', sizeof s->language));
}

// What is saved is read back: everything, or what has changed.
static void check_saving(const struct settings *settings, const char *path)
{
    struct settings again, changed = *settings;
    FUZZ_PROMISE(settings_save(settings, NULL, path, NULL));
    FUZZ_PROMISE(settings_load(&again, path, NULL) && settings_equal(settings, &again));
    changed.brush = settings->brush == 77 ? 78 : 77;
    changed.show_training = !settings->show_training;
    FUZZ_PROMISE(settings_save(&changed, settings, path, NULL));
    FUZZ_PROMISE(settings_load(&again, path, NULL) && settings_equal(&changed, &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct settings settings;
    struct status status = {0};
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s", fuzz_write("settings.json", data, size));
    bool good = settings_load(&settings, path, &status);
    FUZZ_PROMISE(good == (status.code == STATUS_OK));
    check(&settings);
    check_saving(&settings, path);
    if (!good)
        fuzz_clean(); // the broken file was kept aside
    return 0;
}
