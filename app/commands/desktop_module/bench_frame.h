// The time that drawing one frame of the window takes, measured without a display.
#ifndef APP_COMMANDS_DESKTOP_MODULE_BENCH_FRAME_H
#define APP_COMMANDS_DESKTOP_MODULE_BENCH_FRAME_H

#include "nn/base/status.h"

// Median milliseconds of drawing the whole 1280x800 window with a digit on the pad.
bool bench_frame_ms(double *ms, struct status *status);

// The 99th percentile while a stroke is drawn, with a cell of C3 pinned and "why" asked.
bool bench_frame_explained_ms(double *ms, struct status *status);

// The same at 60 frames a second with the training page in the figure's place, while a run learns
// practice digits on every processor.
bool bench_frame_training_ms(double *ms, struct status *status);

#endif
