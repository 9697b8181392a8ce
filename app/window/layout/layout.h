// Where everything in the window is. layout_compute fills every rectangle from the window's size
// and the interface scale; views only draw, and tests check all sizes without a display.
#ifndef APP_WINDOW_LAYOUT_LAYOUT_H
#define APP_WINDOW_LAYOUT_LAYOUT_H

#include "app/paint/rect.h"
#include "nn/net/lenet.h"

// Every panel, in the order in which it is drawn and Tab walks through it. Its rectangles stand
// below, layout_cards.c or layout_figure.c places them (what has no place is not drawn), and
// view_NAME draws it (app/window/views).
#define LAYOUT_PANELS(PANEL)                                                                       \
    PANEL(PAD, pad)                                                                                \
    PANEL(SEES, sees) /* what the network sees */                                                  \
    PANEL(READING, reading)                                                                        \
    PANEL(SIDE, side) /* inspector or training */                                                  \
    PANEL(FIGURE, figure)                                                                          \
    PANEL(PAGE, page) /* in the figure's place: see page.h */

#define LAYOUT_PANEL_ID(id, name) PANEL_##id,
enum layout_panel { LAYOUT_PANELS(LAYOUT_PANEL_ID) PANELS };
#undef LAYOUT_PANEL_ID

enum { LAYOUT_TOOLS = 5 }; // undo, redo, clear, random, eraser

// One layer in the figure. A layer is a grid of maps (C1: 2 columns of 3), a map a grid of cells;
// C5, F6 and OUTPUT are one map whose cells are the units.
struct layout_layer {
    struct rect area;          // around all maps
    struct rect name, size;    // the heading; one line with both if `one_line`
    struct rect kind, range;   // two lines below; empty if there is no room
    int map_columns, map_rows; // the grid of maps
    int rows, columns;         // cells of a map
    int cell;                  // pixels of a cell's side
    int cell_height;           // as `cell`, but in OUTPUT, whose cells are drawn as a list
    int gap;                   // pixels between maps
    int label;                 // OUTPUT: room for the class at the right of a cell
};

// What lies under a point of the figure.
struct layout_hit {
    enum lenet_layer_id layer;
    int map, row, column; // C5, F6, OUTPUT: map is the unit, row and column are 0
};

struct layout {
    int width, height;
    float scale; // may be less than asked for: at least 512x350 logical pixels are kept

    unsigned hidden_layers;

    struct rect menu;         // above the window where it is hidden
    struct rect card[PANELS]; // empty where a panel has no room

    struct rect draw_title;
    struct rect pad; // square
    struct rect tool[LAYOUT_TOOLS];
    struct rect brush, brush_label; // no label where the slider shares the title's row

    struct rect sees_title, sees_image, sees_caption; // the caption may be empty

    struct rect reading_title, reading_body;
    struct rect digits;       // each of several; empty while there is but one
    int verdict_share;        // of the card's width, in hundredths; 0: as usual
    struct rect verdict;      // the huge digit
    struct rect verdict_note; // a line under it; may be empty
    struct rect bar[LENET_CLASSES];
    struct rect correct; // a button
    struct rect learn;   // another; empty where there is no room

    struct rect side_title, side_body;

    // Of a page: the ways to the others, what is left of their row, and what is below.
    struct rect page_ways, page_head, page_body;

    struct rect layer_ways; // to the other layers, where one has the figure to itself; else empty
    struct rect legend;     // colour ramp over its words
    bool one_line;          // a layer's name and size share a line, `name`
    struct layout_layer layer[LENET_LAYERS];
    struct rect link[LENET_LAYERS]; // between a layer and the one before; [LENET_INPUT] is empty
};

// The same in a picture whose pixel (0, 0) is (x, y) of the window, each pixel being `times` as
// wide and high.
void layout_enlarge(struct layout *layout, int x, int y, int times);

bool layout_shows(const struct layout *layout, enum layout_panel panel);
// The rectangle of one map (units of C5, F6, OUTPUT: of one cell).
struct rect layout_map(const struct layout *layout, enum lenet_layer_id layer, int map);
struct rect layout_cell(const struct layout *layout, const struct layout_hit *hit);
// False where there is no cell.
bool layout_hit(const struct layout *layout, int x, int y, struct layout_hit *hit);

#endif
