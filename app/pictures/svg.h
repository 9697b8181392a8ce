// What is drawn on a canvas as an SVG file: shapes stay shapes, and text is text that can be
// searched and edited. Feature maps are squares of one colour each; a sheet of ink is an embedded
// PNG.
#ifndef APP_PICTURES_SVG_H
#define APP_PICTURES_SVG_H

#include "app/paint/canvas_recorder.h"
#include "nn/base/status.h"

struct svg;

// An empty picture of what lies in `view` of a canvas; `title` is what programs show of it. NULL
// when memory runs out.
struct svg *svg_open(struct rect view, const char *title);
// To be the canvas' recorder while it is drawn on, until svg_close.
struct canvas_recorder *svg_recorder(struct svg *svg);
// Written beside the target and renamed over it. Fails if memory lacked for any of the shapes, too.
bool svg_save(struct svg *svg, const char *path, struct status *status);
void svg_close(struct svg *svg); // NULL is fine

#endif
