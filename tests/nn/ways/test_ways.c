// Ways of writing: each makes what its name says of the digit of its label, where the digit can be
// written so, and nothing else.
#include "tests/support/support.h"

#include "nn/strokes/strokes_text.h"
#include "nn/ways/ways.h"

#include <math.h>
#include <string.h>

enum { TRIES = 300 };

static void add(struct handwriting *written, float x, float y)
{
    written->point[written->count++] = (struct point){x, y};
    written->points[written->strokes - 1]++;
}

static void lift(struct handwriting *written)
{
    written->points[written->strokes++] = 0;
}

static struct handwriting circle(void)
{
    struct handwriting zero = {.count = 0};
    lift(&zero);
    for (int i = 0; i <= 32; i++) {
        double angle = 2 * 3.14159265 * i / 32;
        add(&zero, (float)(-6 * sin(angle)), (float)(-8 * cos(angle)));
    }
    return zero;
}

static struct handwriting upright(void)
{
    struct handwriting one = {.count = 0};
    lift(&one);
    for (int i = 0; i <= 4; i++)
        add(&one, 0.5f * (float)i, -8 + 4 * (float)i);
    return one;
}

static struct handwriting seven(void)
{
    struct handwriting digit = {.count = 0};
    lift(&digit);
    add(&digit, -5, -8);
    add(&digit, 5, -8);
    add(&digit, 2, -2);
    add(&digit, 0, 3);
    add(&digit, -2, 8);
    return digit;
}

// The upper stroke comes last.
static struct handwriting five(void)
{
    struct handwriting digit = {.count = 0};
    lift(&digit);
    add(&digit, -4, -8);
    add(&digit, -4, -1);
    add(&digit, 1, -2);
    add(&digit, 4, 2);
    add(&digit, 1, 7);
    add(&digit, -4, 8);
    lift(&digit);
    add(&digit, -4, -8);
    add(&digit, 4, -8);
    return digit;
}

static struct handwriting written_by(const char *name, struct handwriting digit, uint64_t stream)
{
    struct random random;
    random_init(&random, 11, stream);
    const struct way *way = ways_find(name);
    assert_non_null(way);
    way_write(way, &digit, &random);
    return digit;
}

static void assert_whole(const struct handwriting *written)
{
    size_t points = 0;
    assert_in_range(written->strokes, 1, HANDWRITING_STROKES + HANDWRITING_MORE_STROKES);
    for (size_t i = 0; i < written->strokes; i++) {
        assert_true(written->points[i] >= 1);
        points += written->points[i];
    }
    assert_int_equal(points, written->count);
    assert_in_range(points, 1, HANDWRITING_POINTS + HANDWRITING_MORE_POINTS);
    for (size_t i = 0; i < points; i++) {
        assert_true(point_is_finite(written->point[i]));
        assert_true(fabsf(written->point[i].x) < 40 && fabsf(written->point[i].y) < 40);
    }
}

// What is written anew in one stroke.
static struct handwriting one_line(const char *name, uint64_t stream)
{
    struct handwriting digit = written_by(name, circle(), stream);
    assert_whole(&digit);
    assert_int_equal(digit.strokes, 1);
    return digit;
}

// Nearest distance of a later point from the middle: a circle has none within.
static float nearest_to_middle(const struct handwriting *written, size_t first)
{
    float nearest = 100;
    for (size_t i = first; i < written->count; i++)
        nearest = fminf(nearest, hypotf(written->point[i].x, written->point[i].y));
    return nearest;
}

static void test_a_stroke_goes_through_a_zero_with_the_pen_lifted_or_not(void **state)
{
    (void)state;
    struct handwriting before = circle();
    int lifted = 0, rising = 0, beyond = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting after = written_by("zero-stroke", before, (uint64_t)i);
        assert_whole(&after);
        assert_memory_equal(after.point, before.point, before.count * sizeof *before.point);
        assert_true(nearest_to_middle(&after, before.count) < 4);
        struct point first = after.point[before.count], last = after.point[after.count - 1];
        lifted += after.strokes == 2;
        rising += (last.x - first.x) * (last.y - first.y) < 0;
        beyond += hypotf(first.x, first.y) > 9;
    }
    assert_in_range(lifted, TRIES * 6 / 10, TRIES * 9 / 10);
    assert_in_range(rising, TRIES * 6 / 10, TRIES * 9 / 10);
    assert_in_range(beyond, TRIES / 10, TRIES * 7 / 10);
}

static void test_an_open_digit_is_its_line_cut_short(void **state)
{
    (void)state;
    struct handwriting before = circle();
    int at_start = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting after = written_by("zero-open", before, (uint64_t)i);
        assert_whole(&after);
        struct point first = after.point[0], last = after.point[after.count - 1];
        float gap = hypotf(last.x - first.x, last.y - first.y);
        assert_true(gap > 0.8f && gap < 9);
        at_start += first.x != before.point[0].x || first.y != before.point[0].y;
    }
    assert_in_range(at_start, TRIES * 3 / 10, TRIES * 7 / 10);
}

static void test_a_bare_one_gets_a_flag_or_a_base(void **state)
{
    (void)state;
    struct handwriting before = upright();
    for (int i = 0; i < TRIES; i++) {
        struct handwriting flag = written_by("one-flag", before, (uint64_t)i);
        struct handwriting base = written_by("one-base", before, (uint64_t)i);
        assert_whole(&flag);
        assert_whole(&base);
        assert_true(flag.strokes == 1 && flag.count > before.count);
        assert_true(flag.point[0].x < before.point[0].x - 1 && flag.point[0].y > -8);
        assert_int_equal(base.strokes, 2);
        assert_true(base.point[before.count].x < 2 && base.point[base.count - 1].x > 2);
    }
}

static void test_a_one_is_written_anew_only_where_it_is_a_line(void **state)
{
    (void)state;
    struct handwriting wide = circle();
    struct handwriting after = written_by("one-flag", wide, 1);
    assert_int_equal(after.count, wide.count);
    assert_memory_equal(after.point, wide.point, wide.count * sizeof *wide.point);
    struct handwriting up = {.count = 0};
    lift(&up);
    add(&up, 0, 8);
    add(&up, 0, -8);
    after = written_by("one-flag", up, 1);
    assert_true(after.count > 2 && after.point[after.count - 1].y == 8);
}

static void test_a_seven_gets_a_bar_across_its_stem(void **state)
{
    (void)state;
    struct handwriting before = seven();
    for (int i = 0; i < TRIES; i++) {
        struct handwriting bar = written_by("seven-bar", before, (uint64_t)i);
        struct handwriting hook = written_by("seven-hook", before, (uint64_t)i);
        assert_whole(&bar);
        assert_whole(&hook);
        assert_int_equal(bar.strokes, 2);
        struct point left = bar.point[before.count], right = bar.point[bar.count - 1];
        assert_true(left.x < 3 && right.x > -1 && right.x - left.x > 3);
        assert_true(left.y > -6 && left.y < 6);
        assert_true(hook.count == before.count + 1 && hook.point[0].y > -8);
    }
}

static void test_a_four_of_a_cup_and_an_upright_does_not_close(void **state)
{
    (void)state;
    int apart = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting four = written_by("four-cup", circle(), (uint64_t)i);
        assert_whole(&four);
        assert_int_equal(four.strokes, 2);
        const struct point *cup = four.point, *upright = four.point + four.points[0];
        struct point cup_end = cup[four.points[0] - 1], foot = four.point[four.count - 1];
        assert_true(cup[0].y < cup_end.y && cup[0].x < cup_end.x);
        assert_true(upright[0].y < cup_end.y + 3 && foot.y > cup_end.y + 3);
        assert_true(upright[0].x > cup[0].x);
        apart += cup_end.x < upright[0].x;
    }
    assert_in_range(apart, TRIES * 4 / 10, TRIES * 9 / 10);
}

// Its lowest point is that of the bowl, which is open to the left.
static void test_a_five_without_its_upright_is_a_dash_above_a_bowl(void **state)
{
    (void)state;
    int short_dashes = 0, rising = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written_by("five-dash", circle(), (uint64_t)i);
        assert_whole(&digit);
        assert_int_equal(digit.strokes, 2);
        const struct point *bowl = digit.point, *dash = bowl + digit.points[0];
        struct point bowl_end = dash[-1], dash_end = digit.point[digit.count - 1];
        float rightmost = bowl[0].x;
        for (const struct point *point = bowl; point < dash; point++)
            rightmost = fmaxf(rightmost, point->x);
        assert_true(bowl[0].x < rightmost - 3 && bowl_end.x < rightmost - 3);
        assert_true(bowl_end.y > 5 && bowl[0].y < 2);
        struct path_box over = path_box(dash, digit.points[1]);
        assert_true(over.middle.y < path_box(bowl, digit.points[0]).top + 2);
        short_dashes += dash_end.x - dash[0].x < rightmost - bowl_end.x;
        rising += dash_end.y < dash[0].y;
    }
    assert_in_range(short_dashes, TRIES * 9 / 10, TRIES);
    assert_in_range(rising, TRIES * 6 / 10, TRIES);
}

static float side(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool cross(const struct point *a, const struct point *b)
{
    return side(a[0], a[1], b[0]) * side(a[0], a[1], b[1]) < 0 &&
           side(b[0], b[1], a[0]) * side(b[0], b[1], a[1]) < 0;
}

static bool crosses_itself(const struct handwriting *digit)
{
    for (size_t i = 0; i + 1 < digit->count; i++)
        for (size_t k = i + 2; k + 1 < digit->count; k++)
            if (cross(&digit->point[i], &digit->point[k]))
                return true;
    return false;
}

static void test_a_bare_one_gets_a_tail_at_its_foot(void **state)
{
    (void)state;
    struct handwriting before = upright();
    for (int i = 0; i < TRIES; i++) {
        struct handwriting tail = written_by("one-tail", before, (uint64_t)i);
        assert_whole(&tail);
        assert_int_equal(tail.strokes, 1);
        assert_memory_equal(tail.point, before.point, before.count * sizeof *before.point);
        struct point foot = before.point[before.count - 1], end = tail.point[tail.count - 1];
        assert_true(end.x > foot.x + 1 && end.y < foot.y - 0.5f && end.y > foot.y - 6);
    }
}

// The bowl comes first.
static void test_an_eight_of_a_cup_above_a_bowl_closes_neither(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written_by("eight-cup", circle(), (uint64_t)i);
        assert_whole(&digit);
        assert_int_equal(digit.strokes, 2);
        struct path_box bowl = path_box(digit.point, digit.points[0]);
        struct path_box cup = path_box(digit.point + digit.points[0], digit.points[1]);
        assert_true(cup.middle.y < bowl.middle.y - 5);
        assert_true(cup.bottom < bowl.middle.y && bowl.top > cup.middle.y);
        struct point first = digit.point[digit.points[0]], last = digit.point[digit.count - 1];
        assert_true(path_distance(first, last) > 0.5f);
        assert_true(path_distance(digit.point[0], digit.point[digit.points[0] - 1]) > 0.5f);
    }
}

// Most close the lower one at the waist; the upper one ends in the air.
static void test_an_eight_with_a_hook_has_mostly_one_loop(void **state)
{
    (void)state;
    int to_the_left = 0, loops = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("eight-hook", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        struct point first = digit.point[0], last = digit.point[digit.count - 1];
        assert_true(fabsf(first.y - box.middle.y) < 0.25f * box.height);
        assert_true(last.y < box.top + 0.25f * box.height);
        to_the_left += last.x < digit.point[digit.count - 5].x;
        loops += crosses_itself(&digit);
    }
    assert_in_range(loops, TRIES * 75 / 100, TRIES * 95 / 100);
    assert_in_range(to_the_left, TRIES * 6 / 10, TRIES * 8 / 10);
}

// Of a circle a tenth to a fifth is left out, on either side.
static void test_half_an_eight_is_open_on_any_side(void **state)
{
    (void)state;
    int left = 0, low = 0, mirrored = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written_by("eight-half", circle(), (uint64_t)i);
        assert_whole(&digit);
        float length = path_length(digit.point, digit.count);
        assert_true(length > 34 && length < 41); // 44 for the whole
        struct point gap = path_between(digit.point[0], digit.point[digit.count - 1], 0.5f);
        left += gap.x < 0;
        low += gap.y > 0;
        struct point middle = digit.point[digit.count / 2];
        mirrored += side(digit.point[0], middle, digit.point[digit.count - 1]) > 0;
    }
    assert_in_range(left, TRIES * 4 / 10, TRIES * 6 / 10);
    assert_in_range(low, TRIES * 2 / 10, TRIES * 4 / 10);
    assert_in_range(mirrored, TRIES * 4 / 10, TRIES * 6 / 10);
}

static void test_a_nine_of_one_loop_mostly_crosses_its_beginning(void **state)
{
    (void)state;
    int crossing = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written_by("nine-loop", circle(), (uint64_t)i);
        assert_whole(&digit);
        struct path_box box = handwriting_box(&digit);
        struct point first = digit.point[0], last = digit.point[digit.count - 1];
        assert_int_equal(digit.strokes, 1);
        assert_true(first.y < box.middle.y + 0.2f * box.height && first.y > box.top + 2);
        assert_true(last.y > box.bottom - 1);
        crossing += crosses_itself(&digit);
    }
    assert_in_range(crossing, TRIES * 65 / 100, TRIES * 90 / 100);
}

// In most the left part is more than half as long as the right one.
static void test_a_five_with_a_bar_has_it_on_both_sides_of_its_upright(void **state)
{
    (void)state;
    int like_a_t = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written_by("five-bar", circle(), (uint64_t)i);
        assert_whole(&digit);
        assert_int_equal(digit.strokes, 2);
        struct point upright = digit.point[0], end = digit.point[digit.points[0] - 1];
        struct point left = digit.point[digit.points[0]], right = digit.point[digit.count - 1];
        struct path_box box = path_box(digit.point, digit.points[0]);
        assert_true(left.x < upright.x - 0.5f && right.x > upright.x + 1);
        assert_true(left.y < box.middle.y && right.y < box.middle.y);
        assert_true(end.x < box.middle.x && end.y > box.middle.y + 4);
        like_a_t += (upright.x - left.x) * 2 > right.x - upright.x;
    }
    assert_in_range(like_a_t, TRIES * 5 / 10, TRIES * 9 / 10);
}

static void test_a_five_with_a_hook_is_an_s(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("five-hook", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        struct point first = digit.point[0], last = digit.point[digit.count - 1];
        assert_true(first.x > box.middle.x && first.y < box.middle.y);
        assert_true(first.y > box.top + 0.05f * box.height);
        assert_true(last.x < box.middle.x && last.y > box.middle.y);
        assert_false(crosses_itself(&digit));
    }
}

// At half its height it stays far to the right.
static void test_a_smooth_three_is_hardly_notched(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("three-smooth", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        struct point first = digit.point[0], last = digit.point[digit.count - 1];
        assert_true(first.x < box.middle.x && first.y < box.middle.y);
        assert_true(last.x < box.middle.x && last.y > box.middle.y);
        for (size_t k = 0; k < digit.count; k++)
            if (fabsf(digit.point[k].y - box.middle.y) < 0.15f * box.height)
                assert_true(digit.point[k].x > box.right - 0.3f * box.width);
    }
}

// Where it crosses itself lies in its lower half; most do.
static void test_a_six_has_a_small_loop_at_its_foot(void **state)
{
    (void)state;
    int loops = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("six-loop", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        assert_true(digit.point[0].y < box.top + 1);
        for (size_t k = digit.count / 2; k < digit.count; k++)
            assert_true(digit.point[k].y > box.middle.y - 0.1f * box.height);
        loops += crosses_itself(&digit);
    }
    assert_in_range(loops, TRIES * 6 / 10, TRIES);
}

// How wide what lies below a height is.
static float width_below(const struct handwriting *digit, float height)
{
    float left = 100, right = -100;
    for (size_t i = 0; i < digit->count; i++)
        if (digit->point[i].y > height) {
            left = fminf(left, digit->point[i].x);
            right = fmaxf(right, digit->point[i].x);
        }
    return right - left;
}

static void test_a_slim_eight_crosses_its_stem_and_ends_at_the_left(void **state)
{
    (void)state;
    int crossing = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("eight-slim", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        struct point first = digit.point[0], last = digit.point[digit.count - 1];
        assert_true(first.x < box.middle.x && last.x < box.middle.x);
        assert_true(first.y > box.top + 2 && first.y < box.middle.y + 1);
        assert_true(last.y > box.top + 2 && last.y < box.middle.y + 0.2f * box.height);
        assert_true(box.width < 0.8f * box.height);
        assert_true(width_below(&digit, box.top + 0.7f * box.height) < 0.55f * box.width);
        crossing += crosses_itself(&digit);
    }
    assert_in_range(crossing, TRIES * 9 / 10, TRIES);
}

// All but its stem lies in its upper part, and is a head.
static void test_a_nine_with_a_small_head_has_a_long_stem(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("nine-small", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        struct path_box head = path_box(digit.point, digit.count * 6 / 10);
        assert_true(head.bottom < box.top + 0.4f * box.height);
        assert_true(head.height > 0.12f * box.height && head.height < 0.3f * box.height);
        assert_true(digit.point[digit.count - 1].y > box.bottom - 0.5f);
    }
}

static void test_a_seven_with_a_flag_begins_left_of_its_bar(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("seven-flag", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        size_t leftmost = 0, top = digit.count / 2;
        for (size_t k = 0; k < digit.count / 2; k++)
            leftmost = digit.point[k].x < digit.point[leftmost].x ? k : leftmost;
        for (size_t k = digit.count / 2; k < digit.count; k++)
            top = digit.point[k].y < digit.point[top].y ? k : top;
        assert_true(leftmost > 0);
        assert_true(digit.point[leftmost].y > digit.point[0].y + 0.5f);
        assert_true(digit.point[leftmost].y < box.middle.y);
        assert_true(digit.point[top].x > box.middle.x);
        assert_true(digit.point[digit.count - 1].y > box.bottom - 0.5f);
    }
}

// The loop leaves it on its left and comes back across it.
static void test_an_eight_with_a_stem_ends_at_its_right(void **state)
{
    (void)state;
    int crossing = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = one_line("eight-stem", (uint64_t)i);
        struct path_box box = handwriting_box(&digit);
        struct point first = digit.point[0], last = digit.point[digit.count - 1];
        assert_true(box.width < 0.75f * box.height);
        assert_true(first.x > box.middle.x && first.y < box.middle.y);
        assert_true(last.x > box.middle.x && last.y < box.middle.y + 0.1f * box.height);
        crossing += crosses_itself(&digit);
    }
    assert_in_range(crossing, TRIES * 8 / 10, TRIES);
}

// What is no one, five or seven by its shape must not fall over either.
static void test_every_way_leaves_any_drawing_whole(void **state)
{
    (void)state;
    struct handwriting dot = {.count = 0}, full = {.count = 0};
    lift(&dot);
    add(&dot, 0, 0);
    for (int i = 0; i < HANDWRITING_STROKES; i++) {
        lift(&full);
        for (int k = 0; k < HANDWRITING_POINTS / HANDWRITING_STROKES; k++)
            add(&full, (float)(i % 7) - 3, (float)(k * 4) - 6);
    }
    const struct handwriting drawings[] = {dot, full, circle(), upright(), seven(), five()};
    for (size_t way = 0; way < ways_count; way++)
        for (uint64_t i = 0; i < 50; i++) {
            struct handwriting after = written_by(ways_table[way].name, drawings[i % 6], i);
            assert_whole(&after);
        }
}

// Compilers work out the values of an initialiser in different orders: none may decide which number
// is drawn first.
static void test_every_compiler_writes_the_same(void **state)
{
    (void)state;
    const struct handwriting drawings[] = {upright(), seven(), five()};
    uint32_t hash = SUPPORT_HASH;
    for (size_t way = 0; way < ways_count; way++)
        for (uint64_t i = 0; i < 40; i++) {
            struct handwriting after = written_by(ways_table[way].name, drawings[i % 3], i);
            hash = support_hash(hash, after.point, after.count * sizeof *after.point);
        }
    assert_int_equal(hash, 0x30763f9f);
}

static uint32_t hash_of_share(float share)
{
    const struct handwriting drawings[] = {circle(), upright(), seven(), five()};
    uint32_t hash = SUPPORT_HASH;
    for (int label = 0; label < 10; label++)
        for (int i = 0; i < TRIES; i++) {
            struct random random;
            struct handwriting digit = drawings[i % 4];
            random_init(&random, 5, (uint64_t)i);
            ways_write(&digit, label, share, &random);
            hash = support_hash(hash, digit.point, digit.count * sizeof *digit.point);
        }
    return hash;
}

// Weights that were learnt with it are learnt again: which ways there are, how often each comes,
// and to which digits.
static void test_a_share_of_ways_writes_what_it_always_did(void **state)
{
    (void)state;
    assert_int_equal(hash_of_share(1), 0xe6be78a1); // as before the rarest came
    assert_int_equal(hash_of_share(WAYS_ALL), 0x5eea0775);
}

static void test_a_way_is_found_by_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways_count; i++)
        assert_ptr_equal(ways_find(ways_table[i].name), &ways_table[i]);
    assert_null(ways_find("zero"));
}

static int count_changed(int label, float share)
{
    int changed = 0;
    for (int i = 0; i < TRIES; i++) {
        struct random random;
        struct handwriting digit = circle(), before = digit;
        random_init(&random, 5, (uint64_t)i);
        ways_write(&digit, label, share, &random);
        changed += digit.count != before.count ||
                   memcmp(digit.point, before.point, digit.count * sizeof *digit.point) != 0;
    }
    return changed;
}

// A zero has two ways, of 10 and of 25 in a hundred: 32 of a hundred are written otherwise.
static void test_ways_come_as_often_as_their_rates_and_the_share_say(void **state)
{
    (void)state;
    assert_in_range(count_changed(0, 1), TRIES * 25 / 100, TRIES * 40 / 100);
    assert_in_range(count_changed(0, 0.5f), TRIES * 11 / 100, TRIES * 24 / 100);
    assert_int_equal(count_changed(0, 0), 0);
    assert_int_equal(count_changed(3, 1), 0);
}

// A six has only one of 4 in a hundred, from a share of 1 on.
static void test_the_rarest_ways_come_from_a_share_of_1_on(void **state)
{
    (void)state;
    assert_int_equal(count_changed(6, 1), 0);
    int half = count_changed(6, 1.5f), all = count_changed(6, WAYS_ALL);
    assert_in_range(half, 1, TRIES * 4 / 100);
    assert_in_range(all, half + 1, TRIES * 7 / 100);
    assert_in_range(count_changed(0, WAYS_ALL), TRIES * 25 / 100, TRIES * 40 / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_stroke_goes_through_a_zero_with_the_pen_lifted_or_not),
        cmocka_unit_test(test_an_open_digit_is_its_line_cut_short),
        cmocka_unit_test(test_a_bare_one_gets_a_flag_or_a_base),
        cmocka_unit_test(test_a_one_is_written_anew_only_where_it_is_a_line),
        cmocka_unit_test(test_a_seven_gets_a_bar_across_its_stem),
        cmocka_unit_test(test_a_four_of_a_cup_and_an_upright_does_not_close),
        cmocka_unit_test(test_a_five_without_its_upright_is_a_dash_above_a_bowl),
        cmocka_unit_test(test_a_bare_one_gets_a_tail_at_its_foot),
        cmocka_unit_test(test_an_eight_of_a_cup_above_a_bowl_closes_neither),
        cmocka_unit_test(test_an_eight_with_a_hook_has_mostly_one_loop),
        cmocka_unit_test(test_half_an_eight_is_open_on_any_side),
        cmocka_unit_test(test_a_nine_of_one_loop_mostly_crosses_its_beginning),
        cmocka_unit_test(test_a_five_with_a_bar_has_it_on_both_sides_of_its_upright),
        cmocka_unit_test(test_a_five_with_a_hook_is_an_s),
        cmocka_unit_test(test_a_smooth_three_is_hardly_notched),
        cmocka_unit_test(test_a_six_has_a_small_loop_at_its_foot),
        cmocka_unit_test(test_a_slim_eight_crosses_its_stem_and_ends_at_the_left),
        cmocka_unit_test(test_a_nine_with_a_small_head_has_a_long_stem),
        cmocka_unit_test(test_a_seven_with_a_flag_begins_left_of_its_bar),
        cmocka_unit_test(test_an_eight_with_a_stem_ends_at_its_right),
        cmocka_unit_test(test_every_way_leaves_any_drawing_whole),
        cmocka_unit_test(test_every_compiler_writes_the_same),
        cmocka_unit_test(test_a_share_of_ways_writes_what_it_always_did),
        cmocka_unit_test(test_a_way_is_found_by_its_name),
        cmocka_unit_test(test_ways_come_as_often_as_their_rates_and_the_share_say),
        cmocka_unit_test(test_the_rarest_ways_come_from_a_share_of_1_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
