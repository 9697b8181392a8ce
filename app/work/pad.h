// The drawing pad: what a person drew, how it looks, and how to take any of it back.
//
// The pad has its own sheet of fixed resolution, whatever the window's size: coordinates are "pad
// units", 0..PAD_SIDE in both directions, y downwards. What was done is a list of operations; the
// sheet is what they paint. Undo shortens the list's visible part and repaints, from the nearest
// of a few kept sheets, so that it stays quick with any number of operations.
#ifndef APP_WORK_PAD_H
#define APP_WORK_PAD_H

#include "app/work/pad_picture.h"
#include "nn/base/status.h"
#include "nn/ink/ink.h"
#include "nn/strokes/strokes.h"
#include <stdint.h>

enum {
    PAD_KEEP_EVERY = 16, // operations between two kept sheets
    PAD_KEPT = 16,       // kept sheets, 256 KB each
};

enum pad_op_kind {
    PAD_STROKE,  // ink along one stroke
    PAD_ERASE,   // takes ink away along one stroke
    PAD_CLEAR,   // an empty sheet
    PAD_PICTURE, // replaces the sheet by a picture
    PAD_DRAWING, // replaces the sheet by strokes, as opened from a file
};

struct pad_op {
    enum pad_op_kind kind;
    struct drawing drawing;     // STROKE, ERASE: one stroke; DRAWING: any number
    float *diameter;            // STROKE, ERASE: the pen at each point; owned
    float pen;                  // DRAWING: the pen of every stroke
    struct pad_picture picture; // PICTURE
};

struct pad {
    struct ink sheet;
    struct pad_op *op; // owned
    size_t count;
    size_t done;      // op[0..done) are visible; the rest can be redone
    bool active;      // op[done - 1] is being drawn
    uint64_t begun;   // raised by every new operation; what could be redone is gone then
    uint64_t version; // raised by every visible change
    // Private: kept sheets, the sheet before the active operation, a view of the visible strokes.
    struct ink before;
    uint8_t *kept[PAD_KEPT];
    size_t kept_after[PAD_KEPT]; // number of operations painted in it; 0: none
    struct drawing visible;      // borrows the operations' points
    size_t visible_most;         // strokes that it ever held
    bool lacked_memory;          // for the strokes: the ink was read instead
    size_t straight;             // where the straight part of the active stroke begins, or SIZE_MAX
};

bool pad_init(struct pad *pad, struct status *status);
void pad_free(struct pad *pad);

// A stroke (PAD_STROKE or PAD_ERASE) from the pen's first touch to its last. Coordinates may lie
// outside the pad: the stroke goes on there and only its ink is cut off. False when memory runs
// out; what was drawn so far stays.
bool pad_begin(struct pad *pad, enum pad_op_kind kind, float x, float y, float diameter);
bool pad_move(struct pad *pad, float x, float y, float diameter);
// As pad_move, but everything since the first such call is one straight line.
bool pad_move_straight(struct pad *pad, float x, float y, float diameter);
// Ends the stroke. One that took nothing away is forgotten.
void pad_end(struct pad *pad);

// Each is one step to undo. Clearing an empty pad does nothing.
bool pad_clear(struct pad *pad);
// Replaces the drawing by a picture fitted into the pad (0 paper .. 255 ink; copied).
bool pad_set_picture(struct pad *pad, const struct ink *picture, struct status *status);
// The same with one that was made ready elsewhere; it is taken over unless this fails.
bool pad_put_picture(struct pad *pad, struct pad_picture *picture, struct status *status);
// Replaces the drawing by strokes in a box of the given size, fitted into the pad (copied).
bool pad_set_drawing(struct pad *pad, const struct drawing *drawing, float box_width,
                     float box_height, float diameter, struct status *status);
// Replaces the drawing by strokes of any size, fitted into the pad with a margin (copied).
bool pad_fit_drawing(struct pad *pad, const struct drawing *drawing, float diameter,
                     struct status *status);

bool pad_can_undo(const struct pad *pad);
bool pad_can_redo(const struct pad *pad);
void pad_undo(struct pad *pad);
void pad_redo(struct pad *pad);

// The first operation that the sheet still shows; `done` if it shows none.
size_t pad_first_visible(const struct pad *pad);
// Nothing visible.
bool pad_empty(const struct pad *pad);
// The visible strokes, if nothing but strokes made the sheet and all of them is on it. NULL if
// something was erased, a picture is there, or a stroke left the pad (what is cut off does not
// count): then the sheet is what was drawn. Valid until the next change.
const struct drawing *pad_strokes(struct pad *pad);
// The picture as it was opened, if nothing was drawn or erased on it since; else NULL.
const struct pad_picture *pad_untouched_picture(const struct pad *pad);
// The digits of the picture below what was drawn or erased; 0 if there is none.
int pad_picture_digits(const struct pad *pad);
// Where on the pad a point of that picture is.
void pad_point_of_picture(const struct pad *pad, float x, float y, float *pad_x, float *pad_y);

#endif
