// Finds a threshold by moving one property of a drawing or a picture until the answer changes. The
// numbers in such tests are the measured ones: whoever changes a threshold on purpose writes the
// new turning point beside it.
#ifndef TESTS_SUPPORT_TURNING_POINT_H
#define TESTS_SUPPORT_TURNING_POINT_H

#include "tests/support/support.h"

// The answer is no up to `at`, and yes from there on.
static inline void assert_turns(bool (*answer)(int value), int at, const char *name)
{
    for (int value = at - 3; value < at + 3; value++)
        if (answer(value) != (value >= at))
            fail_msg("%s does not turn at %d: it is %s at %d", name, at,
                     value >= at ? "still false" : "already true", value);
}

#define ASSERT_TURNS(answer, at) assert_turns(answer, at, #answer)

#endif
