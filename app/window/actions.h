// Every command of the window, once: the menu bar, the keyboard and the help all read this table.
#ifndef APP_WINDOW_ACTIONS_H
#define APP_WINDOW_ACTIONS_H

#include "app/ui/ui.h"
#include "app/window/shell.h"

enum action_menu {
    MENU_FILE,
    MENU_EDIT,
    MENU_VIEW,
    MENU_LAYERS,
    MENU_TRAIN,
    MENU_TEACH,
    MENU_HELP,
    MENUS
};
extern const char *const menu_names[MENUS];

enum action_id {
    ACTION_NONE,
    ACTION_NEW,
    ACTION_OPEN,
    ACTION_SAVE_STROKES,
    ACTION_SAVE_PICTURE,
    ACTION_SAVE_MODEL,
    ACTION_QUIT,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_CLEAR,
    ACTION_BRUSH_LARGER,
    ACTION_BRUSH_SMALLER,
    ACTION_ERASER,
    ACTION_RANDOM,
    ACTION_NEXT_DIGIT,
    ACTION_PREVIOUS_DIGIT,
    ACTION_TRAINING_PANEL,
    ACTION_VIRIDIS, // colour maps in the order of enum colour_map_id
    ACTION_CIVIDIS,
    ACTION_GREY,
    ACTION_THEME_LIGHT,
    ACTION_THEME_DARK,
    ACTION_THEME_SYSTEM,
    ACTION_SCALE_UP,
    ACTION_SCALE_DOWN,
    ACTION_SCALE_NORMAL,
    ACTION_FULL_SCREEN,
    ACTION_LAYER_C1, // layers in the order of enum lenet_layer_id
    ACTION_LAYER_S2,
    ACTION_LAYER_C3,
    ACTION_LAYER_S4,
    ACTION_LAYER_C5,
    ACTION_LAYER_F6,
    ACTION_LAYERS_ALL,
    ACTION_SHARED_SCALE,
    ACTION_OWN_SCALE,
    ACTION_TRAIN_MNIST,
    ACTION_TRAIN_PRACTICE,
    ACTION_TRAIN_FOLDER,
    ACTION_TRAIN_CONTINUE,
    ACTION_PAUSE,
    ACTION_STOP,
    ACTION_LEARN,
    ACTION_UNDO_LEARNING,
    ACTION_WEIGHTS_BEFORE,
    ACTION_SHIPPED,
    ACTION_CORRECT,
    ACTION_IT_WAS_0, // ten, in their order
    ACTION_IT_WAS_1,
    ACTION_IT_WAS_2,
    ACTION_IT_WAS_3,
    ACTION_IT_WAS_4,
    ACTION_IT_WAS_5,
    ACTION_IT_WAS_6,
    ACTION_IT_WAS_7,
    ACTION_IT_WAS_8,
    ACTION_IT_WAS_9,
    ACTION_FORGET_LAST,
    ACTION_FORGET_OWN_DIGITS,
    ACTION_BRING_BACK,
    ACTION_SHOW_OWN_DIGITS,
    ACTION_SAVE_OWN_DIGITS,
    ACTION_KEYS,
    ACTION_ABOUT,
    ACTIONS
};

struct action_key {
    int key, modifiers;
};

enum { ACTION_KEYS_MAX = 4 };

struct action {
    enum action_id id;
    enum action_menu menu;
    const char *label;
    struct action_key key[ACTION_KEYS_MAX]; // the first is shown; unused ones are 0
    bool group;                             // a separator stands before it
    bool radio;                             // one of several, shown with a dot
    bool repeats;                           // runs again while the key is held
};
extern const struct action actions[];
extern const int actions_count;

// The action of a key event, or ACTION_NONE.
enum action_id action_of_key(const struct event *event);
// As the menu has it; "" for ACTION_NONE.
const char *action_name(enum action_id id);
// The digit of ACTION_IT_WAS_...; else -1.
int action_label(enum action_id id);
// "Ctrl+Shift+Z"; "" without a key.
void action_shortcut(struct action_key key, char *text, size_t size);

bool action_enabled(const struct app *app, enum action_id id);
bool action_checked(const struct app *app, enum action_id id);
// Does nothing while it is not enabled.
void action_run(struct app *app, enum action_id id);

#endif
