// A person's own digits: labelled drawings in a strokes file, added one at a time and taken back.
//
// Every change locks the file, reads it anew and replaces it whole, so that another window's digits
// are kept and nothing is lost when the disk is full: after a failure, the file is as before and
// `strokes` is what it holds.
#ifndef APP_WORK_OWN_DIGITS_H
#define APP_WORK_OWN_DIGITS_H

#include "app/base/paths.h"
#include "nn/strokes/strokes.h"
#include <stdint.h>

// A digit that was forgotten, and where it stood in a file with this box.
struct own_digits_forgotten {
    struct strokes_digit digit;
    size_t place;
    float box_width, box_height;
    bool first; // of those that were forgotten at once
};

// Tells one state of a file from another; all zero if it is not there.
struct own_digits_version {
    uint64_t file, size;
    int64_t seconds, nanoseconds; // when it was changed
};

// All zero: no digits yet, and no file for them.
struct own_digits {
    char path[PATH_SIZE]; // "": digits are kept as long as the program runs
    float side;           // of the box that is drawn in
    struct strokes strokes;
    struct own_digits_version version;      // of the file, when it was read
    struct own_digits_forgotten *forgotten; // the latest last; owned
    size_t forgotten_count;
};

// A missing file means none yet. On failure (the file is there but cannot be read) there are none,
// too, and own_digits_add goes on failing until the file is put right.
bool own_digits_open(struct own_digits *own, const char *path, float side, struct status *status);
// Reads the file again, which another window may have changed. On failure `strokes` stays.
bool own_digits_refresh(struct own_digits *own, struct status *status);
// As own_digits_refresh, but only if the file is another one by now, and without a word.
void own_digits_look(struct own_digits *own);
// Copies the drawing, whose units are `side`'s. Makes the file's folder. Refuses drawings that
// nothing can be learnt from.
bool own_digits_add(struct own_digits *own, int label, const struct drawing *drawing,
                    struct status *status);
// Whether exactly this drawing is among them already, and where.
bool own_digits_holds(const struct own_digits *own, const struct drawing *drawing, size_t *place);
// Gives the digit `seen`, which stood at `place` when it was read, another label / forgets it. If
// others changed the file it is looked for; it may be gone, which is a failure. On success `place`
// is where it was found. `seen` is a copy: `strokes` is read anew.
bool own_digits_relabel(struct own_digits *own, const struct strokes_digit *seen, size_t *place,
                        int label, struct status *status);
bool own_digits_forget(struct own_digits *own, const struct strokes_digit *seen, size_t *place,
                       struct status *status);
// `label` is that of the digit. False with STATUS_OK if there is none.
bool own_digits_forget_last(struct own_digits *own, int *label, struct status *status);
// Removes the file. Damaged contents are kept beside (see aside.h) in a file that `kept` names,
// else
// "". What cannot be read for another reason stays: that is a failure.
bool own_digits_forget_all(struct own_digits *own, char kept[PATH_SIZE], struct status *status);
// Brings back, to their places, what was forgotten latest and at once, and tells how many these
// are (0: nothing is forgotten). As long as the program runs.
bool own_digits_bring_back(struct own_digits *own, size_t *count, struct status *status);
// How many that would be.
size_t own_digits_can_bring_back(const struct own_digits *own);
// Writes what the file holds now to another one. Without digits, that is a failure.
bool own_digits_save_as(struct own_digits *own, const char *path, struct status *status);
// Whether `path` leads to the file of these digits, be it there or not yet.
bool own_digits_is_at(const struct own_digits *own, const char *path);
void own_digits_free(struct own_digits *own);

#endif
