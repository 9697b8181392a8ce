// What several views share.
#ifndef APP_WINDOW_VIEWS_SHARED_VIEW_COMMON_H
#define APP_WINDOW_VIEWS_SHARED_VIEW_COMMON_H

#include "app/paint/colour_maps.h"
#include "app/window/screen/screen.h"

// Marks on feature maps: seen on every colour of every colour map.
enum { VIEW_MARK = 0xFF5D73 }; // without alpha

// The first text if it is at most `width` wide, else the second.
const char *view_fitting(struct app *app, enum text_style style, int width, const char *text,
                         const char *shorter);

// The width of a fine line, in whole pixels.
float view_line(const struct app *app);
// What is shown of a layer: its activations, or, where the person wants that, what they were before
// the sigmoid; of OUTPUT the probabilities or the logits.
const float *view_values(const struct app *app, enum lenet_layer_id layer);
// In slow motion: it is not computed yet; its errors are shown, which have a sign and are small.
bool view_shows_nothing(const struct app *app, enum lenet_layer_id layer);
bool view_shows_errors(const struct app *app, enum lenet_layer_id layer);
// The colours of what is shown of a layer.
const struct colour_map *view_colours(const struct app *app, enum lenet_layer_id layer);
// The values of this layer are shown before the sigmoid or softmax that makes others of them.
bool view_shows_sums(const struct app *app, enum lenet_layer_id layer);
// The values that the ends of the colour map stand for in one map of a layer.
void view_range(const struct app *app, enum lenet_layer_id layer, int map, float *low, float *high);
// Values that have a sign (weights, products), `largest` being full colour.
void view_weights(struct app *app, struct rect rect, const float *weight, int rows, int columns,
                  float largest);
// A dash in each cell with a negative value, where cells are large enough, upon the colours of
// view_weights: signs are not told by colour alone.
void view_minus_signs(struct app *app, struct rect rect, const float *value, int rows, int columns,
                      float largest);
// There is room for the numbers in the cells of such a place, which tell the sign.
bool view_cells_hold_numbers(const struct app *app, struct rect rect, int rows, int columns);
// Around `rect`: where the keyboard is among cells, with a rim, so that it is seen on every colour.
void view_ring(struct app *app, struct rect rect);
// A ramp of colours with the numbers of its ends below it, and of its middle where that is 0; of
// the numbers as many as there is room for. `height` is what it needs.
int view_legend_height(const struct app *app);
void view_legend(struct app *app, struct rect rect, const struct colour_map *map, float low,
                 float high);

#endif
