// The window in words, for who does not see it: what the keyboard is at, the menu's entry, and what
// stands in a dialog. Nothing is gathered while nobody listens.
//
// Most widgets have their name in the text that is drawn before them, so the latest text that is no
// widget's own is the name of the next one.
#include "app/language/tr.h"
#include "app/ui/ui_parts.h"

#include <ctype.h>
#include <string.h>

static void append(char *text, size_t size, const char *string, const char *between)
{
    size_t used = strlen(text);
    if (*string)
        tr_print(text + used, size - used, "%s%s", used > 0 ? between : "", string);
}

// Numbers of a table say nothing without their places.
static bool has_letter(const char *string)
{
    for (; *string; string++)
        if (isalpha((unsigned char)*string) || (unsigned char)*string >= 0x80)
            return true;
    return false;
}

// Every text that is drawn comes by here.
static void hear(void *self, const char *string, struct rect rect)
{
    struct ui *ui = self;
    struct told *told = &ui->parts->told;
    struct ui_told *words = &told->words;
    if (told->row)
        append(words->value, sizeof words->value, string, ", ");
    if (told->widgets > 0 || !*string)
        return;
    tr_print(told->label, sizeof told->label, "%s", string);
    told->label_rect = rect;
    told->label_at = strlen(words->text);
    if (ui->core->depth > 0 && told->in_dialog && has_letter(string))
        append(words->text, sizeof words->text, string, "\n");
}

void ui_name(struct ui *ui, const char *name)
{
    struct told *told = &ui->parts->told;
    if (!told->on)
        return;
    tr_print(told->label, sizeof told->label, "%s", name);
    told->label_rect = (struct rect){0};
    told->label_at = strlen(told->words.text);
}

void ui_listen(struct ui *ui, bool on)
{
    struct told *told = &ui->parts->told;
    if (told->on == on)
        return;
    *told = (struct told){.on = on};
    text_set_listener(ui->text, on ? hear : NULL, ui);
    ui->core->redraw |= on;
}

const struct ui_told *ui_told(const struct ui *ui)
{
    return &ui->parts->told.words;
}

void ui_told_begin(struct ui *ui)
{
    struct told *told = &ui->parts->told;
    if (told->on)
        *told = (struct told){.on = true};
}

// ---- Widgets ------------------------------------------------------------------------------------

// It stands at the widget's left, or right above it; or the program says so.
static bool names(struct rect label, struct rect widget, int near)
{
    if (rect_empty(label))
        return true;
    bool beside = label.y < widget.y + widget.h && widget.y < label.y + label.h;
    bool above = label.y + label.h <= widget.y + near && label.y + label.h + near > widget.y;
    bool left = label.x <= widget.x && label.x + label.w + 4 * near > widget.x;
    return (beside && left) ||
           (above && label.x < widget.x + widget.w && widget.x < label.x + label.w);
}

// The latest text, if it is the widget's name; then it says nothing else in its dialog.
static const char *take_label(struct ui *ui, struct rect rect)
{
    struct told *told = &ui->parts->told;
    if (!told->label[0] || !names(told->label_rect, rect, ui_px(ui, 24)))
        return "";
    told->words.text[told->label_at] = '\0';
    return told->label;
}

void ui_told_widget(struct ui *ui, uint32_t id, bool at, struct rect rect, const char *name,
                    const char *kind)
{
    struct told *told = &ui->parts->told;
    if (!told->on || told->widgets++ > 0)
        return;
    bool given = told->label[0] && rect_empty(told->label_rect);
    if (given || !name || !*name)
        name = take_label(ui, rect);
    told->at = at;
    if (!at)
        return;
    struct ui_told *words = &told->words;
    words->id = id;
    words->value[0] = '\0';
    told->nameless = !*name;
    tr_print(words->name, sizeof words->name, "%s", name);
    append(words->name, sizeof words->name, kind, ", ");
}

void ui_told_value(struct ui *ui, const char *value)
{
    struct told *told = &ui->parts->told;
    if (told->on && told->at && told->widgets == 1)
        tr_print(told->words.value, sizeof told->words.value, "%s", value);
}

void ui_state(struct ui *ui, uint32_t id, const char *state)
{
    struct told *told = &ui->parts->told;
    if (told->on && told->words.id == id)
        tr_print(told->words.value, sizeof told->words.value, "%s", state);
}

void ui_told_row(struct ui *ui, bool on)
{
    struct told *told = &ui->parts->told;
    told->row = on && told->on && told->at;
}

void ui_told_done(struct ui *ui)
{
    struct told *told = &ui->parts->told;
    if (!told->on || --told->widgets > 0)
        return;
    told->label[0] = '\0';
    told->at = false;
}

// ---- Dialogs and menus --------------------------------------------------------------------------

void ui_told_dialog(struct ui *ui, uint32_t id, const char *title)
{
    struct told *told = &ui->parts->told;
    if (!told->on)
        return;
    told->words = (struct ui_told){.dialog = id};
    tr_print(told->words.title, sizeof told->words.title, "%s", title);
    told->label[0] = '\0';
    told->in_dialog = true;
}

// What a menu and its entry say; on top of everything.
static void tell_menu(const struct menu_state *menu, struct ui_told *words)
{
    const struct ui_menu_entry *entry = menu->item >= 0 ? &menu->entry[menu->item] : NULL;
    *words = (struct ui_told){.menu = menu->open + 1, .id = (uint32_t)menu->item + 1};
    tr_print(words->name, sizeof words->name, "Menu %s", menu->name);
    if (!entry || !entry->label)
        return;
    append(words->value, sizeof words->value, entry->label, "");
    if (entry->checked)
        append(words->value, sizeof words->value, tr("on"), ", ");
    if (entry->shortcut)
        append(words->value, sizeof words->value, entry->shortcut, ", ");
}

void ui_told_end(struct ui *ui)
{
    struct told *told = &ui->parts->told;
    const struct tooltip *tip = &ui->parts->tip;
    struct ui_told *words = &told->words;
    if (!told->on)
        return;
    if (ui->parts->menu.open >= 0) {
        tell_menu(&ui->parts->menu, words);
    } else if (words->id && tip->held) {
        append(words->value, sizeof words->value, tip->string, ", ");
    } else if (words->id && told->nameless && tip->wanted && tip->keyed) {
        char kind[sizeof words->name];
        memcpy(kind, words->name, sizeof kind);
        words->name[0] = '\0';
        append(words->name, sizeof words->name, tip->string, "");
        append(words->name, sizeof words->name, kind, ", ");
    }
}
