// A person's own digits: labelled drawings in a strokes file, added one at a time and taken back.
//
// Every change locks the file, reads it anew and replaces it whole, so that another window's digits
// are kept and nothing is lost when the disk is full: after a failure, the file is as before and
// `strokes` is what it holds.
#ifndef APP_HAND_H
#define APP_HAND_H

#include "app/base/paths.h"
#include "nn/strokes/strokes.h"
#include <stdint.h>

// A digit that was forgotten, and where it stood in a file with this box.
struct hand_forgotten {
    struct strokes_digit digit;
    size_t place;
    float box_width, box_height;
    bool first; // of those that were forgotten at once
};

// Tells one state of a file from another; all zero if it is not there.
struct hand_version {
    uint64_t file, size;
    int64_t seconds, nanoseconds; // when it was changed
};

// All zero is a hand that has no file.
struct hand {
    char path[PATH_SIZE]; // "": digits are kept as long as the program runs
    float side;           // of the box that is drawn in
    struct strokes strokes;
    struct hand_version version;      // of the file, when it was read
    struct hand_forgotten *forgotten; // the latest last; owned
    size_t forgotten_count;
};

// A missing file is an empty hand. On failure (the file is there but cannot be read) the hand is
// empty, too, and hand_add goes on failing until the file is put right.
bool hand_open(struct hand *hand, const char *path, float side, struct status *status);
// Reads the file again, which another window may have changed. On failure `strokes` stays.
bool hand_refresh(struct hand *hand, struct status *status);
// As hand_refresh, but only if the file is another one by now, and without a word.
void hand_look(struct hand *hand);
// Copies the drawing, whose units are `side`'s. Makes the file's folder. Refuses drawings that
// nothing can be learnt from.
bool hand_add(struct hand *hand, int label, const struct drawing *drawing, struct status *status);
// Whether exactly this drawing is among them already, and where.
bool hand_holds(const struct hand *hand, const struct drawing *drawing, size_t *place);
// Gives the digit `seen`, which stood at `place` when it was read, another label / forgets it. If
// others changed the file it is looked for; it may be gone, which is a failure. On success `place`
// is where it was found. `seen` is a copy: `strokes` is read anew.
bool hand_relabel(struct hand *hand, const struct strokes_digit *seen, size_t *place, int label,
                  struct status *status);
bool hand_forget(struct hand *hand, const struct strokes_digit *seen, size_t *place,
                 struct status *status);
// `label` is that of the digit. False with STATUS_OK if there is none.
bool hand_forget_last(struct hand *hand, int *label, struct status *status);
// Removes the file. Damaged contents are kept beside (see aside.h) in a file that `kept` names,
// else
// "". What cannot be read for another reason stays: that is a failure.
bool hand_forget_all(struct hand *hand, char kept[PATH_SIZE], struct status *status);
// Brings back, to their places, what was forgotten latest and at once, and tells how many these
// are (0: nothing is forgotten). As long as the program runs.
bool hand_bring_back(struct hand *hand, size_t *count, struct status *status);
// How many that would be.
size_t hand_can_bring_back(const struct hand *hand);
// Writes what the file holds now to another one. Without digits, that is a failure.
bool hand_save_as(struct hand *hand, const char *path, struct status *status);
// Whether `path` leads to the hand's own file, be it there or not yet.
bool hand_is_at(const struct hand *hand, const char *path);
void hand_free(struct hand *hand);

#endif
