// What slow motion says of a layer, whatever the image.
#ifndef APP_SESSION_STEP_STEP_TEXTS_H
#define APP_SESSION_STEP_STEP_TEXTS_H

#include "app/session/state/session.h"

// How its values come about; of any layer but INPUT.
const char *step_texts_forward(enum lenet_layer_id layer);
// How its errors come about; of any layer but INPUT.
const char *step_texts_back(enum lenet_layer_id layer);

// Where the label of the image is from: "its label".
const char *step_texts_label_from(enum slow_motion_label from);

#endif
