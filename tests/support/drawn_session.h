// A session with the shipped weights that has read a practice digit, for tests without a window.
#ifndef TESTS_SUPPORT_DRAWN_SESSION_H
#define TESTS_SUPPORT_DRAWN_SESSION_H

#include "app/session/session_life.h"
#include "nn/data/practice.h"

#include <stdlib.h>

static inline struct session *drawn_session_open(int digit)
{
    struct session *session = calloc(1, sizeof *session);
    struct drawing drawing;
    assert_non_null(session);
    assert_true(session_open(
        session, &(struct session_options){.model = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors"},
        NULL));
    assert_true(practice_drawing(&drawing, digit, 7, NULL));
    assert_true(pad_fit_drawing(&session->pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    session_read(session);
    assert_int_equal(session->reading.best, digit);
    return session;
}

static inline void drawn_session_close(struct session *session)
{
    session_close(session);
    free(session);
}

#endif
