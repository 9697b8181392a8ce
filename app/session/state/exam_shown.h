// What is looked at of a test set that was read: see app/session/exam/mistakes.h.
#ifndef APP_SESSION_STATE_EXAM_SHOWN_H
#define APP_SESSION_STATE_EXAM_SHOWN_H

#include "app/explain/examiner.h"

enum exam_view { EXAM_MATRIX, EXAM_DIGITS, EXAM_CALIBRATION, EXAM_VIEWS };

struct exam_shown {
    struct examiner *examiner; // NULL before anything is looked at
    bool followed;             // it is looked at, so that it is read again
    uint64_t asked;            // weights_version that was asked about last
    bool waits;                // for an answer about it
    const struct exam *exam;   // the latest answer, or NULL
    struct status failure;     // else why it could not be read; STATUS_OK before the first one
    // The chosen cell of the matrix (label and read as, -1: a whole row, a whole column), and which
    // of its digits are listed.
    struct exam_filter filter;
    enum exam_view view;
    bool per_cent;  // of the digits with a label, instead of counts
    size_t count;   // digits in exam->list
    size_t place;   // of the chosen one
    uint32_t digit; // the same by its number
    bool walked;    // the digit shown last on the pad is of this list: from there on, it is walked
};

#endif
