// A drawing's ink laid at once: the same as segment by segment.
#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/ink/ink.h"
#include "nn/ink/track.h"

#include <math.h>
#include <string.h>

static struct point random_point(struct random *random)
{
    float x = random_between(random, -8, TRACK_SIDE + 8);
    return (struct point){x, random_between(random, -8, TRACK_SIDE + 8)};
}

// A stroke of `points`, `reach` from one to the next at most; dots where it is 0.
static void lay_both(struct track *track, struct ink *ink, struct random *random, int points,
                     float reach)
{
    struct point last = random_point(random);
    for (int i = 0; i < points; i++) {
        struct point next = {last.x + random_between(random, -reach, reach),
                             last.y + random_between(random, -reach, reach)};
        track_add(track, last, next);
        ink_draw(ink, last, next, track->diameter);
        last = next;
    }
}

static void test_a_track_is_the_ink_of_its_segments(void **state)
{
    (void)state;
    static const float reaches[] = {0, 0.3f, 2, 9, 30, 1e6f};
    struct random random;
    random_init(&random, 24, 0);
    struct ink ink;
    assert_true(ink_init(&ink, TRACK_SIDE, TRACK_SIDE, NULL));
    long inked = 0;
    for (int trial = 0; trial < 1200; trial++) {
        struct track track;
        uint8_t grey[TRACK_SIDE][TRACK_SIDE];
        float reach = reaches[trial % 6];
        track_begin(&track, random_between(&random, trial % 4 ? 1 : 0.1f, 12));
        ink_clear(&ink);
        lay_both(&track, &ink, &random, 1 + trial % 9, reach);
        track_lay(grey, &track);
        assert_memory_equal(grey, ink.grey, sizeof grey);
        for (int i = 0; i < TRACK_SIDE * TRACK_SIDE; i++)
            inked += ink.grey[i] > 0;
    }
    assert_true(inked > 100000);
    ink_free(&ink);
}

static void test_what_is_no_segment_leaves_no_ink(void **state)
{
    (void)state;
    const struct point good = {20, 20}, bad[] = {{NAN, 20}, {20, INFINITY}};
    struct track track;
    uint8_t grey[TRACK_SIDE][TRACK_SIDE], paper[TRACK_SIDE][TRACK_SIDE] = {{0}};
    track_begin(&track, 4);
    for (int i = 0; i < 2; i++) {
        track_add(&track, good, bad[i]);
        track_add(&track, bad[i], good);
    }
    track_lay(grey, &track);
    assert_memory_equal(grey, paper, sizeof grey);
    static const float pens[] = {0, -3, NAN, INFINITY};
    for (int i = 0; i < 4; i++) {
        track_begin(&track, pens[i]);
        track_add(&track, good, good);
        track_lay(grey, &track);
        assert_memory_equal(grey, paper, sizeof grey);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_track_is_the_ink_of_its_segments),
        cmocka_unit_test(test_what_is_no_segment_leaves_no_ink),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
