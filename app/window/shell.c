// The one file that knows every part of the window, so that none of them has to know another: who
// gets an event, and in which order a frame is drawn.
#include "app/window/shell.h"
#include "app/language/tr.h"
#include "app/session/exam/mistakes.h"
#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/step/slow_motion.h"
#include "app/session/weights/fine_tuning.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/training.h"
#include "app/session/why.h"
#include "app/window/actions/actions.h"
#include "app/window/bar/menus.h"
#include "app/window/bar/status.h"
#include "app/window/dialogs/dialogs.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/pen/key_pen.h"
#include "app/window/projector/projector.h"
#include "app/window/screen/layout_compute.h"
#include "app/window/screen/looks.h"
#include "app/window/screen/request.h"
#include "app/window/views/panels.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// ---- Opening and closing ------------------------------------------------------------------------

bool app_open(struct app **out, struct glyph_source glyphs, const struct session_options *options,
              struct status *status)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app || !text_open(&app->text, glyphs, status)) {
        if (glyphs.close)
            glyphs.close(glyphs.self);
        free(app);
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the window"));
    }
    app->actions = &actions_of_window;
    if (!session_open(&app->session, options, status) || !ui_open(&app->ui, app->text, status))
        goto fail;
    app->show_cursor = true;
    app->system_scale = 1;
    app->pen.x = app->pen.y = PAD_SIDE / 2.0f;
    app->voice.on = app->session.settings.speech;
    app->projector.layer = LENET_C1;
    app->projector.stage = -1;
    app->projector.cell = app->session.pin.cell;
    if (!app_resize(app, 1280, 800, 1, status))
        goto fail;
    app_refresh(app);
    *out = app;
    return true;
fail:
    app_close(app);
    return false;
}

void app_close(struct app *app)
{
    if (!app)
        return;
    session_close(&app->session);
    folder_listing_free(&app->file_dialog.files);
    export_form_free(&app->export_form);
    ui_close(&app->ui);
    text_close(app->text);
    canvas_free(&app->canvas);
    free(app);
}

bool app_resize(struct app *app, int width, int height, float system_scale, struct status *status)
{
    if (app->canvas.width == width && app->canvas.height == height &&
        app->system_scale == system_scale)
        return true;
    if (!canvas_resize(&app->canvas, width, height))
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for a window of %dx%d"),
                           width, height);
    app->system_scale = system_scale;
    app->dirty = true;
    return true;
}

// ---- Events -------------------------------------------------------------------------------------

// Where a point of the window is on the pad, and whether the pen draws there.
static void point_at_pad(struct app *app, float x, float y)
{
    struct rect pad = app->layout.pad;
    float unit = (float)PAD_SIDE / (float)(pad.w > 0 ? pad.w : 1);
    app->pad_pointer_x = (x - (float)pad.x) * unit;
    app->pad_pointer_y = (y - (float)pad.y) * unit;
    app->over_pad = rect_contains(pad, (int)x, (int)y) && !screen_modal(app) && !ui_modal(&app->ui);
}

static float pen_diameter(const struct app *app, const struct event *event)
{
    float pressed = event->touch ? 0.35f + 0.65f * fminf(fmaxf(event->pressure, 0), 1) : 1;
    return session_brush_diameter(&app->session, app->erasing) * pressed;
}

static void pad_pointer(struct app *app, const struct event *event)
{
    struct pad *pad = &app->session.pad;
    float x = app->pad_pointer_x, y = app->pad_pointer_y;
    bool left = event->button == BUTTON_LEFT, right = event->button == BUTTON_RIGHT;
    switch (event->type) {
    case EVENT_POINTER_DOWN:
        if (app->over_pad && app->pen.down)
            key_pen_leave(app); // the pointer takes over
        if (!app->over_pad || pad->active || !(left || right))
            break;
        app->erasing = right || app->session.eraser;
        app->pad_button = event->button;
        pad_begin(pad, app->erasing ? PAD_ERASE : PAD_STROKE, x, y, pen_diameter(app, event));
        break;
    case EVENT_POINTER_MOVE:
        if (app->pen.down)
            return; // it is not the pointer that draws
        if (event->modifiers & MOD_SHIFT)
            pad_move_straight(pad, x, y, pen_diameter(app, event));
        else
            pad_move(pad, x, y, pen_diameter(app, event));
        break;
    case EVENT_POINTER_UP:
        if (event->button == app->pad_button && !app->pen.down) {
            pad_end(pad);
            app->session.drawn_pad = pad->version;
        }
        break;
    default:
        break;
    }
    app->capture_pointer = pad->active;
}

static void pointer_event(struct app *app, const struct event *event)
{
    point_at_pad(app, event->x, event->y);
    app->walked = false;
    if (event->type == EVENT_POINTER_UP)
        app->unsettled = true;
    // While the pointer draws a stroke, widgets see no further presses.
    bool draws = app->session.pad.active && !app->pen.down;
    if ((!draws || event->type != EVENT_POINTER_DOWN) && ui_event(&app->ui, event))
        return;
    pad_pointer(app, event);
}

// Out of what the window was put into: the latest first.
static void leave_mode(struct app *app)
{
    if (app->session.correcting)
        app->session.correcting = false;
    else if (app->projector.enlarged && !app->projector.on)
        projector_all_layers(app);
    else if (app->projector.on)
        projector_toggle(app);
    else
        app->full_screen = false;
}

// A digit key says what the drawing is; where it does not, that is said.
static void key_within(struct app *app, const struct action *row)
{
    if (action_checked(app, row->within))
        action_run_within(app, row); // and says why it cannot
    else if (!pad_empty(&app->session.pad))
        notice_say(&app->session.notice,
                   row->within == ACTION_SLOW_MOTION
                       ? tr("This key is one of slow motion:")
                       : tr("Digit keys say what the drawing is while this is on:"),
                   row->within, 4);
}

// Another window may have changed the digits that a key or a click is about. A stroke does not
// wait.
static void look_at_own_digits(struct app *app)
{
    if (!app->session.pad.active)
        own_digits_look(&app->session.own_digits);
}

// What other windows changed, or left behind, while this one was not looked at.
static void look_around(struct app *app)
{
    look_at_own_digits(app);
    if (!app->session.pad.active && !screen_modal(app) && !session_trains(&app->session))
        training_find_kept(&app->session);
}

// A run that another window has stopped since can be continued, too.
static void look_for_run(struct app *app)
{
    if (session_trains(&app->session) || app->session.checkpoint_there)
        return;
    look_around(app);
    if (!app->session.checkpoint_there)
        notice_say(&app->session.notice, tr("There is no stopped run to go on with."), ACTION_NONE,
                   4);
}

// What was pressed before is done before: keys that wait for a widget.
static void settle_keys(struct app *app)
{
    if (ui_has_keys(&app->ui))
        app_frame(app);
}

static void shortcut(struct app *app, const struct event *event)
{
    settle_keys(app);
    const struct action *row = action_of_key(app, event);
    app_refresh(app); // what can be done is of now, not of the frame before
    if (screen_modal(app) && !(row && row->on_top))
        return;
    if (event->key == KEY_ESCAPE && !event->modifiers && !event->repeat)
        leave_mode(app);
    if (!row) {
        projector_step(app, event);
        return;
    }
    if (row->id == ACTION_TRAIN_CONTINUE)
        look_for_run(app);
    if (row->of_figure && app->page != PAGE_NETWORK) {
        notice_say(&app->session.notice,
                   tr("This key is one of the page Network (Alt+1), which is not shown."),
                   ACTION_NONE, 4);
    } else if (row->within) {
        key_within(app, row);
    } else if (row->enabled(app, row->value)) {
        action_release_keys(app, row);
        action_run_row(app, row);
    }
}

// Slow motion, then a pinned cell, are left before anything else that Escape leaves; the keyboard
// stays where it is.
static bool lets_go(struct app *app, const struct event *event)
{
    if (event->key != KEY_ESCAPE || event->modifiers || event->repeat || screen_modal(app))
        return false;
    if (app->session.slow_motion.on)
        slow_motion_end(&app->session);
    else if (app->session.pin.held)
        pin_let_go(&app->session.pin);
    else if (app->session.why.asked)
        why_drop(&app->session);
    else if (ui_has_focus(&app->ui, projector_ways_id()))
        leave_mode(app); // which gave them the keyboard
    else
        return false;
    return true;
}

static void key_event(struct app *app, const struct event *event)
{
    if (event->key == KEY_TAB)
        settle_keys(app);
    const struct action *row = action_of_key(app, event);
    if (key_pen_press(app, event) || lets_go(app, event))
        return;
    bool first = screen_modal(app) && row && row->on_top; // before a dialog keeps it to itself
    if (first || !ui_event(&app->ui, event))
        shortcut(app, event);
    // These may close what is open; the others change only what has the focus.
    else if (event->key == KEY_ESCAPE || event->key == KEY_ENTER || event->key == KEY_SPACE)
        app->unsettled = true;
}

static void text_event(struct app *app, const struct event *event)
{
    if (!ui_event(&app->ui, event) && event->key != KEY_NONE)
        shortcut(app, event);
}

// Widgets act when they are drawn. What comes after a key or a click that opens or closes something
// is meant for what is there then; and a button is let go where the pointer was, on what was there.
static void settle(struct app *app)
{
    for (int i = 0; i < 4 && screen_unsettled(app); i++)
        app_frame(app);
}

static void drop_event(struct app *app, const char *path)
{
    struct status status = {0};
    if (!path[0]) {
        status_fail(
            &status, STATUS_USAGE,
            tr("Its path is longer than %d characters: move it to a place with a shorter one."),
            PATH_SIZE - 1);
        questions_error(&app->session.questions, tr("The dropped file could not be opened"),
                        &status);
    } else if (opening_leaves_run(&app->session, path)) {
        questions_leave_run(&app->session.questions, path);
    } else {
        opening_or_explain(&app->session, path);
    }
}

// Leads to a menu, which shows what can be done.
static bool is_for_menus(const struct app *app, const struct event *event)
{
    if (event->type == EVENT_KEY)
        return event->key == KEY_ALT || event->key == KEY_F10 || event->modifiers & MOD_ALT;
    return event->type == EVENT_POINTER_DOWN &&
           rect_contains(app->layout.menu, (int)event->x, (int)event->y);
}

// Now, or when what is on top has closed.
static void take_drop(struct app *app, const char *path)
{
    app->drop_waits = screen_modal(app);
    if (app->drop_waits)
        snprintf(app->dropped, PATH_SIZE, "%s", path);
    else
        drop_event(app, path);
}

static void take_waiting_drop(struct app *app)
{
    if (app->drop_waits && !screen_modal(app)) {
        app->drop_waits = false;
        app->dirty = true;
        drop_event(app, app->dropped);
    }
}

void app_event(struct app *app, const struct event *event)
{
    if (event->type == EVENT_KEY_UP) {
        key_pen_release(app, event->key);
        return;
    }
    if (event->type == EVENT_KEY && ui_composes(&app->ui))
        return; // it is the input method's
    bool aimed = event->type == EVENT_KEY || event->type == EVENT_TEXT ||
                 event->type == EVENT_COMPOSE || event->type == EVENT_POINTER_DOWN ||
                 event->type == EVENT_POINTER_MOVE || event->type == EVENT_POINTER_LEAVE ||
                 event->type == EVENT_DROP;
    if (aimed)
        settle(app);
    if (event->type == EVENT_KEY || (event->type == EVENT_POINTER_DOWN && !app->over_pad))
        look_at_own_digits(app);
    if (is_for_menus(app, event))
        look_around(app);
    app->dirty = true;
    switch (event->type) {
    case EVENT_POINTER_MOVE:
    case EVENT_POINTER_DOWN:
    case EVENT_POINTER_UP:
        pointer_event(app, event);
        break;
    case EVENT_POINTER_LEAVE:
        app->over_pad = false;
        ui_event(&app->ui, event);
        break;
    case EVENT_WHEEL:
        if (app->over_pad)
            session_set_brush(&app->session,
                              app->session.settings.brush * powf(1.1f, event->wheel));
        else
            ui_event(&app->ui, event);
        break;
    case EVENT_KEY:
        key_event(app, event);
        break;
    case EVENT_TEXT:
        text_event(app, event);
        break;
    case EVENT_DROP:
        take_drop(app, event->path);
        break;
    case EVENT_FOCUS:
        look_around(app);
        break;
    case EVENT_QUIT:
        app->quit = true;
        break;
    case EVENT_WAKE:
        session_follow(&app->session);
        break;
    default:
        ui_event(&app->ui, event);
        break;
    }
}

// ---- Frames -------------------------------------------------------------------------------------

// Whoever looks at another window meanwhile sees in the title how far the run is.
static void say_training(const struct app *app, char text[48])
{
    const struct trainer_progress *progress = &app->session.progress;
    text[0] = '\0';
    if (progress->phase == TRAINER_LOADING)
        tr_print(text, 48, " – loading");
    else if (session_trains(&app->session))
        tr_print(text, 48, " – training %d%%%s", (int)(100 * progress->fraction),
                 progress->phase == TRAINER_PAUSED ? tr(", paused") : "");
}

void app_refresh(struct app *app)
{
    session_follow(&app->session);
    dialog_elsewhere_follow(app);
    session_read(&app->session);
    why_follow(&app->session);
    slow_motion_follow(&app->session);
    mistakes_follow(&app->session, app->page == PAGE_MISTAKES);
    char verdict[DIGIT_ROW_TEXT], training[48], past[80] = "", place[64];
    if (app->session.row.count > 0)
        digit_row_say(&app->session.row, verdict);
    else
        reading_describe(&app->session.reading, verdict, sizeof verdict);
    say_training(app, training);
    if (app->session.looking.there) {
        looking_back_name(&app->session, place, sizeof place);
        tr_print(past, sizeof past, " – the past: %s", place);
    }
    tr_print(app->title, sizeof app->title, "LeNet Pad – %s%.60s%.47s", verdict, past, training);
}

bool app_needs_frame(const struct app *app)
{
    return screen_changed(app) || key_pen_moves(app) || ui_wants_frame(&app->ui);
}

int app_wait_ms(const struct app *app)
{
    return screen_changed(app) || key_pen_moves(app) ? 0 : ui_wait_ms(&app->ui);
}

// The latest word of the session becomes a toast, whoever said it, in the frame or between two.
static void show_notice(struct app *app)
{
    struct notice *notice = &app->session.notice;
    if (!notice->fresh)
        return;
    const struct action *row = action_find(app, notice->action);
    notice->fresh = false;
    app->toast_action = notice->action;
    ui_toast(&app->ui, notice->text, row ? tr(row->label) : NULL, notice->seconds);
}

static void find_hover(struct app *app)
{
    int x = (int)app->ui.pointer_x, y = (int)app->ui.pointer_y;
    app->hovering = app->ui.pointer_inside && !app->walked && !app->session.pad.active &&
                    !screen_modal(app) && !ui_modal(&app->ui) &&
                    layout_hit(&app->layout, x, y, &app->hover);
}

// What the widgets of the frame were told: it is done here, and nowhere else.
static void run_requests(struct app *app)
{
    struct requests asked = app->requests;
    app->requests.count = 0;
    for (int i = 0; i < asked.count; i++) {
        const struct request *request = &asked.list[i];
        app->dirty = true;
        if (request->action)
            action_run_row(app, request->action);
        else
            request->call(app, request->value);
    }
}

static void place(struct app *app)
{
    struct layout *layout = &app->layout;
    projector_follow(app);
    if (app->projector.on)
        projector_place(app, looks_scale(app));
    else
        layout_compute(layout, app->canvas.width, app->canvas.height, looks_scale(app),
                       app->session.settings.show_training || app->session.pin.held ||
                           app->operating_shown || app->session.slow_motion.on,
                       app->session.settings.hidden_layers);
    if (app->session.row.count > 0)
        layout_compute_digits(layout);
    if (app->page != PAGE_NETWORK)
        layout_compute_page(layout);
    else if (projector_is_large(app) && !app->projector.on)
        layout_compute_layer(layout, app->projector.layer);
}

void app_frame(struct app *app)
{
    struct ui *ui = &app->ui;
    struct menus menus;
    key_pen_follow(app);
    app_refresh(app);
    show_notice(app);
    screen_begin_frame(app);
    fine_tuning_ask(&app->session); // what it opens is settled with the next frame
    place(app);
    text_set_scale(app->text, app->layout.scale);
    ui_begin(ui, &app->canvas, looks_theme(app), app->layout.scale);
    canvas_fill(&app->canvas, (struct rect){0, 0, app->canvas.width, app->canvas.height},
                ui->theme->window);
    menus_draw(&menus, app);
    // What lies on the pad may have come or gone while the pointer stood still.
    point_at_pad(app, ui->pointer_x, ui->pointer_y);
    app->over_pad = app->over_pad && ui->pointer_inside;
    find_hover(app);
    panels_draw(app);
    status_draw(app);
    if (ui_toast_draw(ui))
        request_action(app, app->toast_action);
    dialogs_draw(app);
    ui_end(ui);
    app->show_cursor = !app->over_pad || screen_modal(app);
    run_requests(app);
    take_waiting_drop(app);
}
