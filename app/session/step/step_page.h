// What a stage of slow motion says: a title, a sentence or two, and numbers that add up as they are
// written. What of it has room, the window knows.
#ifndef APP_SESSION_STEP_STEP_PAGE_H
#define APP_SESSION_STEP_STEP_PAGE_H

#include "app/session/step/slow_motion.h"

enum step_sum {
    STEP_PART,  // adds to the next STEP_TOTAL
    STEP_TOTAL, // all since the total before, and that; what follows may go on from it
    STEP_ASIDE, // is no part of a sum
};

enum { STEP_NUMBER = 32, STEP_LABEL = 128, STEP_LIST_MOST = 784, STEP_LINES_MOST = 10 };

struct step_line {
    char label[STEP_LABEL];
    enum step_sum sum;
    double units; // of the page's last decimal; of an ASIDE meaningless
    char number[STEP_NUMBER];
};

// Every number is a multiple of 10^-scale and has `decimals` decimals.
struct step_page {
    char title[96];
    char text[1200];
    int scale, decimals;
    const char *unit, *unit_short; // "results in millionths", "in millionths"; or ""
    // The parts of the first total, the largest first, or in their order; of a list too long to be
    // shown, the rest is added up.
    struct step_line list[STEP_LIST_MOST];
    int list_count;
    int at; // line of the list that is at hand, or -1
    struct step_line line[STEP_LINES_MOST];
    int lines;
};

// `looked_at`: see slow_motion_cell.
void step_page_of(struct step_page *page, const struct session *session,
                  const struct terms_cell *looked_at);
// A number of the page as it is written.
void step_page_number(const struct step_page *page, double units, char text[STEP_NUMBER]);

#endif
