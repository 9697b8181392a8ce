// Which ink of a sheet is which digit: lines and frames of the paper are no digit, nor are specks
// and what reaches the edge where there is something else; pieces near each other are one.
#ifndef NN_PICTURES_DIGITS_H
#define NN_PICTURES_DIGITS_H

#include "nn/base/status.h"
#include "nn/ink/ink.h"
#include "nn/pictures/groups.h"

enum { PHOTO_SIDE = 512 }; // larger pictures are made smaller first

struct found_digit {
    struct ink ink;               // this digit's alone; owned
    int ink_left, ink_top;        // where that lies on the sheet that was looked at
    int left, top, width, height; // where it is, in pixels of the picture
};

// From left to right, and row after row.
struct digits {
    struct found_digit *digit; // owned
    int count;
    int main;          // the one that stands out most
    int width, height; // of the sheet that was looked at: the picture, perhaps made smaller
};

// What digits are looked for on.
struct digits_sheet {
    struct ink *ink; // or, on a photograph, how much darker than the paper; changed
    int threshold;   // from where on that is ink; 0: follows from the darkest
    int faint;       // from where on another digit's may be, in another ink; follows likewise
    bool drawn;      // greys are ink as they are; else it becomes full ink as is found best
    bool one;        // only the main one is wanted, on a sheet as large as the whole
    bool uncut;      // it was drawn on: what reaches an edge is no table or frame
};

// There is always one at least. Where there is but one, its ink is on a sheet as large as the
// whole: blank on blank paper; all there is, on a drawn picture that has nothing like a digit.
bool digits_find(struct digits *digits, struct digits_sheet *sheet, struct status *status);
// Places that were found on a sheet of one size, on one of another.
void digits_scale(struct digits *digits, int width, int height, int from_width, int from_height);
void digits_free(struct digits *digits);
// All of them where they are, on a sheet as large as the one that was looked at.
bool digits_lay(struct ink *sheet, const struct digits *digits, struct status *status);
// Takes the main one's ink and frees the rest.
void digits_take_main(struct ink *ink, struct digits *digits);

#endif
