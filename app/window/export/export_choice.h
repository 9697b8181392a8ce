// What is chosen in the dialog of the export, which settings keep (struct settings_export): whether
// it can be written now, what it is called, and writing it.
#ifndef APP_WINDOW_EXPORT_EXPORT_CHOICE_H
#define APP_WINDOW_EXPORT_EXPORT_CHOICE_H

#include "app/window/screen/screen.h"

enum export_what {
    EXPORT_WINDOW, // all of it
    EXPORT_FIGURE,
    EXPORT_PANEL,
    EXPORT_IMAGE, // that the network sees
    EXPORT_VALUES,
    EXPORT_CURVES,
    EXPORT_LESSON,
    EXPORT_WHATS
};

enum { EXPORT_PANELS = SETTINGS_EXPORT_PANELS, EXPORT_WORDS = 240 };

// In English, for tr(): what each is called, and what it is, in a sentence or two.
extern const char *const export_what_names[EXPORT_WHATS];
extern const char *const export_what_help[EXPORT_WHATS];
extern const char *const export_panel_names[EXPORT_PANELS]; // but for the figure
// By how much the 32x32 image is enlarged: settings' number counts these.
extern const int export_image_times[SETTINGS_EXPORT_TIMES];

// It is drawn anew: it has a size, and may be SVG.
bool export_choice_is_picture(enum export_what what);
// There is something of that kind, whatever else is chosen; else `why` says what is missing.
bool export_choice_has(const struct app *app, enum export_what what, char why[EXPORT_WORDS]);
bool export_choice_has_panel(const struct app *app, int panel);
// What is chosen can be written now; `words` says what that will be, or why it cannot.
bool export_choice_can(const struct app *app, char words[EXPORT_WORDS]);
// What is chosen as a file: of which kind, and a name for it.
enum file_purpose export_choice_purpose(const struct app *app);
void export_choice_name(const struct app *app, char name[64]);
bool export_choice_write(struct app *app, const char *path, struct status *status);
// What was written where, for a message.
void export_choice_say(const struct app *app, const char *path, char *text, size_t size);

#endif
