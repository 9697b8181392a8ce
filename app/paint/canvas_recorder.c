// Asked first by everything that draws, so that no shape can miss its recorder.
#include "app/paint/canvas_recorder.h"

bool canvas_record(const struct canvas *canvas, struct canvas_shape shape)
{
    if (!canvas->recorder)
        return false;
    shape.clip = canvas->clip;
    canvas->recorder->take(canvas->recorder, &shape);
    return true;
}
