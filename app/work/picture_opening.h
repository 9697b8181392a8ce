// A picture on its way onto the pad: read, scaled and seen as the network sees it, in a thread of
// its own, as a large one takes seconds that the window must not stand still.
#ifndef APP_WORK_PICTURE_OPENING_H
#define APP_WORK_PICTURE_OPENING_H

#include "app/base/paths.h"
#include "app/work/pad_picture.h"

struct picture_opening;

// Reads a picture for the pad, here and now. A blank one is refused, too: there is nothing to read
// on it.
bool picture_opening_read(struct pad_picture *out, const char *path, struct status *status);

// The same in a thread, which calls `wake` when it has finished.
bool picture_opening_start(struct picture_opening **opening, const char *path,
                           void (*wake)(void *context), void *context, struct status *status);
// Waits until the thread has finished, `seconds` at most; true if it has.
bool picture_opening_finished(struct picture_opening *opening, double seconds);
// What became of a finished one: the picture is the caller's.
bool picture_opening_take(struct picture_opening *opening, struct pad_picture *out,
                          struct status *status);
// Ends it, finished or not, without waiting: nobody is woken any more. NULL is fine.
void picture_opening_drop(struct picture_opening *opening);

#endif
