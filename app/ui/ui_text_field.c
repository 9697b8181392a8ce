// One line of editable text. The buffer is the caller's; where the caret stands is remembered for
// the field that has the focus only.
#include "app/language/tr.h"
#include "app/ui/ui_parts.h"

#include "nn/base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What one call works on.
struct field {
    char *buffer;
    size_t size, length;
    struct text_edit *edit;
};

static bool is_word(const struct field *field, size_t at)
{
    unsigned char byte = (unsigned char)field->buffer[at];
    return byte >= 0x80 || isalnum(byte) || byte == '_';
}

static size_t word_left(const struct field *field, size_t at)
{
    while (at > 0 && !is_word(field, at - 1))
        at--;
    while (at > 0 && is_word(field, at - 1))
        at--;
    return at;
}

static size_t word_right(const struct field *field, size_t at)
{
    while (at < field->length && !is_word(field, at))
        at++;
    while (at < field->length && is_word(field, at))
        at++;
    return at;
}

static size_t selection_start(const struct text_edit *edit)
{
    return edit->caret < edit->anchor ? edit->caret : edit->anchor;
}

static size_t selection_end(const struct text_edit *edit)
{
    return edit->caret > edit->anchor ? edit->caret : edit->anchor;
}

static void delete_range(struct field *field, size_t from, size_t to)
{
    memmove(field->buffer + from, field->buffer + to, field->length - to + 1);
    field->length -= to - from;
    field->edit->caret = field->edit->anchor = from;
}

static void delete_selection(struct field *field)
{
    delete_range(field, selection_start(field->edit), selection_end(field->edit));
}

// Replaces the selection; what does not fit is left out, whole characters at a time. Control
// characters (a pasted line break) are left out too.
static void insert(struct field *field, const char *string)
{
    delete_selection(field);
    while (*string) {
        const char *next = string;
        uint32_t code = text_next(&next);
        size_t bytes = (size_t)(next - string), at = field->edit->caret;
        if (code >= 32 && code != 127 && code != TEXT_BROKEN) {
            if (field->length + bytes >= field->size)
                return;
            memmove(field->buffer + at + bytes, field->buffer + at, field->length - at + 1);
            memcpy(field->buffer + at, string, bytes);
            field->length += bytes;
            field->edit->caret = field->edit->anchor = at + bytes;
        }
        string = next;
    }
}

// ---- Keys ---------------------------------------------------------------------------------------

static void copy_selection(struct ui *ui, const struct field *field)
{
    const struct ui_clipboard *clipboard = &ui->parts->clipboard;
    size_t from = selection_start(field->edit), to = selection_end(field->edit);
    char *copy = from < to && clipboard->set ? malloc(to - from + 1) : NULL;
    if (!copy)
        return;
    memcpy(copy, field->buffer + from, to - from);
    copy[to - from] = '\0';
    clipboard->set(clipboard->self, copy);
    free(copy);
}

static void paste(struct ui *ui, struct field *field)
{
    const struct ui_clipboard *clipboard = &ui->parts->clipboard;
    char *string = clipboard->get ? clipboard->get(clipboard->self) : NULL;
    if (string)
        insert(field, string);
    free(string);
}

static void clipboard_key(struct ui *ui, struct field *field, int key)
{
    if (key == 'a') {
        field->edit->anchor = 0;
        field->edit->caret = field->length;
    } else if (key == 'v') {
        paste(ui, field);
    } else if (key == 'c' || key == 'x') {
        copy_selection(ui, field);
        if (key == 'x')
            delete_selection(field);
    }
}

// The key of the arrow that leads on in a text, which is read from the left or the right.
static int read_on_key(const struct field *field)
{
    return text_is_from_right(field->buffer) ? KEY_LEFT : KEY_RIGHT;
}

// Where a moving key takes the caret.
static size_t moved_caret(const struct field *field, const struct key_press *press)
{
    const struct text_edit *edit = field->edit;
    bool by_word = press->modifiers & MOD_CTRL;
    bool collapse = edit->caret != edit->anchor && !(press->modifiers & MOD_SHIFT) && !by_word;
    switch (press->key) {
    case KEY_LEFT:
    case KEY_RIGHT:
        if (press->key == read_on_key(field))
            return collapse  ? selection_end(edit)
                   : by_word ? word_right(field, edit->caret)
                             : cluster_next(field->buffer, field->length, edit->caret);
        return collapse  ? selection_start(edit)
               : by_word ? word_left(field, edit->caret)
                         : cluster_previous(field->buffer, edit->caret);
    case KEY_HOME:
    case KEY_UP:
    case KEY_PAGE_UP:
        return 0;
    default:
        return field->length;
    }
}

static void delete_key(struct field *field, const struct key_press *press)
{
    size_t caret = field->edit->caret, other;
    bool by_word = press->modifiers & MOD_CTRL;
    if (field->edit->caret != field->edit->anchor) {
        delete_selection(field);
    } else if (press->key == KEY_BACKSPACE) {
        other = by_word ? word_left(field, caret) : utf8_previous(field->buffer, caret);
        delete_range(field, other, caret);
    } else {
        other =
            by_word ? word_right(field, caret) : cluster_next(field->buffer, field->length, caret);
        delete_range(field, caret, other);
    }
}

// True if the key was Enter.
static bool edit_key(struct ui *ui, struct field *field, const struct key_press *press)
{
    if (press->key == KEY_NONE) {
        insert(field, press->text);
    } else if (press->key >= KEY_LEFT && press->key <= KEY_PAGE_DOWN) {
        field->edit->caret = moved_caret(field, press);
        if (!(press->modifiers & MOD_SHIFT))
            field->edit->anchor = field->edit->caret;
    } else if (press->key == KEY_BACKSPACE || press->key == KEY_DELETE) {
        delete_key(field, press);
    } else if (press->modifiers & MOD_CTRL) {
        clipboard_key(ui, field, press->key);
    }
    return press->key == KEY_ENTER;
}

// Takes the keys up to and including Enter; Escape is the dialog's.
static bool edit_keys(struct ui *ui, struct field *field)
{
    struct ui_core *core = ui->core;
    bool entered = false;
    for (int i = 0; i < core->keys && !entered;) {
        if (core->key[i].key == KEY_ESCAPE) {
            i++;
            continue;
        }
        struct key_press press = core->key[i];
        ui_drop_key(ui, i);
        entered = edit_key(ui, field, &press);
    }
    return entered;
}

// ---- Pointer ------------------------------------------------------------------------------------

// The caret place nearest to `x`, counted from the beginning of the text.
static size_t place_at(struct ui *ui, const struct field *field, float x)
{
    size_t best = 0;
    float nearest = INFINITY;
    for (size_t at = 0;; at = cluster_next(field->buffer, field->length, at)) {
        float away = fabsf((float)text_caret(ui->text, TEXT_BODY, field->buffer, at) - x);
        if (away <= nearest) {
            nearest = away;
            best = at;
        }
        if (at >= field->length)
            return best;
    }
}

static void point(struct ui *ui, struct field *field, struct rect inside)
{
    struct ui_core *core = ui->core;
    struct text_edit *edit = field->edit;
    float origin = (float)(inside.x - edit->scroll);
    if (ui->pressed) {
        edit->caret = place_at(ui, field, core->press_x - origin);
        if (!(core->press_modifiers & MOD_SHIFT))
            edit->anchor = edit->caret;
        if (core->press_clicks == 2) {
            edit->anchor = word_left(field, edit->caret);
            edit->caret = word_right(field, edit->anchor);
        } else if (core->press_clicks > 2) {
            edit->anchor = 0;
            edit->caret = field->length;
        }
    } else if (core->moved && core->press_clicks == 1) {
        edit->caret = place_at(ui, field, ui->pointer_x - origin);
    }
}

// ---- Composition --------------------------------------------------------------------------------

// What is composed in a field belongs to it once the keyboard goes elsewhere: it is not lost. A
// press in the field itself gives it up; an input method may keep it by itself then.
static void keep_composition(struct ui *ui, uint32_t id, struct field *field)
{
    struct ui_core *core = ui->core;
    if (core->composition_id != id || !core->composition.text[0])
        return;
    struct text_edit *edit = field->edit, there = {0}; // the caret may be another field's by now
    there.caret = there.anchor =
        core->composition_at < field->length ? core->composition_at : field->length;
    field->edit = &there;
    insert(field, core->composition.text);
    field->edit = edit;
    core->composition.text[0] = '\0';
}

// What is shown while something is composed: the text with that in it, and its caret.
struct composed {
    char text[PATH_SIZE + sizeof((struct composition *)0)->text];
    struct text_edit edit;
    size_t from, to; // of it, in bytes
};

static struct field compose(const struct ui *ui, const struct field *field,
                            struct composed *composed)
{
    const struct composition *composition = &ui->core->composition;
    size_t caret = field->edit->caret;
    int length = snprintf(composed->text, sizeof composed->text, "%.*s%s%s", (int)caret,
                          field->buffer, composition->text, field->buffer + caret);
    composed->edit = *field->edit;
    composed->edit.caret = composed->edit.anchor = caret + composition->caret;
    composed->from = caret;
    composed->to = caret + strlen(composition->text);
    size_t most = sizeof composed->text;
    return (struct field){composed->text, most, (size_t)length < most ? (size_t)length : most - 1,
                          &composed->edit};
}

// ---- Drawing ------------------------------------------------------------------------------------

static void scroll_to_caret(struct ui *ui, const struct field *field, int width)
{
    struct text_edit *edit = field->edit;
    int caret = text_caret(ui->text, TEXT_BODY, field->buffer, edit->caret);
    int whole = text_width(ui->text, TEXT_BODY, field->buffer) + ui_px(ui, 2);
    if (caret - edit->scroll > width - ui_px(ui, 2))
        edit->scroll = caret - width + ui_px(ui, 2);
    if (caret < edit->scroll)
        edit->scroll = caret;
    if (edit->scroll > whole - width)
        edit->scroll = whole > width ? whole - width : 0;
}

// Fills what stands from one byte of the text to another; where directions mix, it is in several
// places.
static void fill_between(struct ui *ui, const struct field *field, struct rect inside, size_t from,
                         size_t to, int y, int height, uint32_t colour)
{
    enum { SPANS_MOST = 16 };
    struct text_span span[SPANS_MOST];
    int spans = text_spans(ui->text, TEXT_BODY, field->buffer, from, to, span, SPANS_MOST);
    int x = inside.x - field->edit->scroll;
    for (int i = 0; i < spans; i++)
        canvas_fill(ui->canvas,
                    (struct rect){x + span[i].left, y, span[i].right - span[i].left, height},
                    colour);
}

static void draw_selection(struct ui *ui, const struct field *field, struct rect inside)
{
    const struct text_edit *edit = field->edit;
    int height = text_height(ui->text, TEXT_BODY);
    int caret = text_caret(ui->text, TEXT_BODY, field->buffer, edit->caret);
    int x = inside.x - edit->scroll, y = inside.y + (inside.h - height) / 2;
    fill_between(ui, field, inside, selection_start(edit), selection_end(edit), y, height,
                 colour_mix(ui->theme->panel, ui->theme->accent, 0.3f));
    canvas_fill(ui->canvas, (struct rect){x + caret, y, ui_hairline(ui), height}, ui->theme->text);
}

// From one byte of the text to another.
static void underline(struct ui *ui, const struct field *field, struct rect inside, size_t from,
                      size_t to, int thickness)
{
    int height = text_height(ui->text, TEXT_BODY);
    int bottom = inside.y + (inside.h + height) / 2;
    fill_between(ui, field, inside, from, to, bottom, thickness, ui->theme->text);
}

// All of it, and thicker what is being converted.
static void draw_composition(struct ui *ui, const struct field *shown, struct rect inside,
                             const struct composed *composed)
{
    const struct composition *composition = &ui->core->composition;
    struct rect clip = canvas_clip(ui->canvas, inside);
    underline(ui, shown, inside, composed->from, composed->to, ui_hairline(ui));
    if (composition->chosen < composition->chosen_end)
        underline(ui, shown, inside, composed->from + composition->chosen,
                  composed->from + composition->chosen_end, 2 * ui_hairline(ui));
    ui->canvas->clip = clip;
}

static void note_caret(struct ui *ui, const struct field *shown, struct rect inside)
{
    int height = text_height(ui->text, TEXT_BODY);
    int caret = text_caret(ui->text, TEXT_BODY, shown->buffer, shown->edit->caret);
    ui->core->caret = (struct rect){inside.x - shown->edit->scroll + caret,
                                    inside.y + (inside.h - height) / 2, ui_hairline(ui), height};
}

static void draw_frame(struct ui *ui, struct rect rect, struct ui_response state, int flags)
{
    const struct theme *theme = ui->theme;
    bool disabled = flags & UI_DISABLED;
    canvas_round_fill(ui->canvas, rect, ui_radius(ui), disabled ? theme->control : theme->panel);
    uint32_t edge = state.focused                ? theme->accent
                    : state.hovered && !disabled ? theme->text_muted
                                                 : theme->control_edge;
    float width = state.focused ? 2 * ui->scale : (float)ui_hairline(ui);
    canvas_outline(ui->canvas, rect, ui_radius(ui), width, edge);
}

static void draw_text(struct ui *ui, const struct field *field, struct rect inside,
                      struct ui_response state, const char *placeholder, int flags)
{
    const struct theme *theme = ui->theme;
    struct rect clip = canvas_clip(ui->canvas, inside);
    if (state.focused)
        draw_selection(ui, field, inside);
    uint32_t colour = flags & UI_DISABLED ? theme->disabled_text
                      : field->length     ? theme->text
                                          : theme->text_muted;
    const char *string = field->length ? field->buffer : placeholder ? placeholder : "";
    struct rect line = inside;
    if (state.focused) { // drawn whole and moved, not shortened
        line.x -= field->edit->scroll;
        line.w = text_width(ui->text, TEXT_BODY, string);
    }
    text_draw_in(ui->canvas, ui->text, TEXT_BODY, ALIGN_LEFT, line, colour, string);
    ui->canvas->clip = clip;
}

void ui_set_clipboard(struct ui *ui, struct ui_clipboard clipboard)
{
    ui->parts->clipboard = clipboard;
}

bool ui_text_field(struct ui *ui, uint32_t id, struct rect rect, char *buffer, size_t size,
                   const char *placeholder, int flags)
{
    const struct ui_core *core = ui->core;
    struct text_edit *edit = &ui->parts->edit;
    struct ui_response state = ui_interact(ui, id, rect, FOCUS_TEXT, flags);
    struct rect inside = {rect.x + ui_px(ui, 8), rect.y, rect.w - 2 * ui_px(ui, 8), rect.h};
    struct field field = {buffer, size, strlen(buffer), edit}, shown = field;
    struct composed composed;
    bool entered = false, composes = false;
    if (state.focused) {
        if (edit->id != id || edit->moves != core->focus_moves)
            *edit = (struct text_edit){id, core->focus_moves, field.length, 0, 0};
        if (edit->caret > field.length || edit->anchor > field.length)
            edit->caret = edit->anchor = field.length;
        if (core->active == id)
            point(ui, &field, inside);
        if (ui_live(ui))
            entered = edit_keys(ui, &field);
        composes = ui_composes(ui) && core->composition_id == id;
        if (composes) {
            delete_selection(&field);
            ui->core->composition_at = edit->caret;
            shown = compose(ui, &field, &composed);
        }
        scroll_to_caret(ui, &shown, inside.w);
        edit->scroll = shown.edit->scroll;
        note_caret(ui, &shown, inside);
    } else if (!(flags & UI_DISABLED)) {
        keep_composition(ui, id, &field);
    }
    ui_told_widget(ui, id, state.focused, rect, placeholder, tr("text field"));
    ui_told_value(ui, buffer);
    draw_frame(ui, rect, state, flags);
    draw_text(ui, composes ? &shown : &field, inside, state, placeholder, flags);
    if (composes)
        draw_composition(ui, &shown, inside, &composed);
    ui_told_done(ui);
    return entered;
}
