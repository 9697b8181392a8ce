// What a run of a real window left in the library.
#ifndef TESTS_SUPPORT_X_RECORD_H
#define TESTS_SUPPORT_X_RECORD_H

#include "tests/support/x_desk.h"

#include "app/training/runs/run_record.h"

#include <glob.h>

// Waits until the only run of the library has come to its end.
static inline struct run_record await_record(void)
{
    struct run_record record = {0};
    double end = now() + DEADLINE_SECONDS;
    do {
        glob_t found;
        nap();
        if (glob(".local/share/lenetpad/runs/*/" RUN_RECORD_FILE, 0, NULL, &found) != 0)
            continue;
        assert_int_equal(found.gl_pathc, 1);
        bool good = run_record_load(&record, found.gl_pathv[0], NULL);
        globfree(&found);
        if (good && record.end == RUN_RECORD_FINISHED)
            return record;
    } while (now() < end);
    fail_msg("no run has come to its end");
    return record;
}

#endif
