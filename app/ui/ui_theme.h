// The colours of the program by what they are for.
#ifndef APP_UI_UI_THEME_H
#define APP_UI_UI_THEME_H

#include <stdbool.h>
#include <stdint.h>

// Roles of colours. Three themes: light, dark, and one for whoever needs more contrast than either
// has.
struct theme {
    const char *name;
    bool dark;
    uint32_t window;     // behind everything
    uint32_t panel;      // cards on it
    uint32_t panel_edge; // hairline around cards
    uint32_t text;
    uint32_t text_muted;
    uint32_t text_on_accent;
    uint32_t accent; // selection, progress, the winning bar
    uint32_t accent_hover, accent_pressed;
    uint32_t control; // buttons, slider tracks
    uint32_t control_hover, control_pressed, control_edge;
    uint32_t disabled_text;
    uint32_t focus;
    uint32_t good, bad; // curves of success and failure; tell apart without colour vision
    uint32_t shadow;
    uint32_t paper, ink; // the pad
};
extern const struct theme theme_light, theme_dark, theme_contrast;

#endif
