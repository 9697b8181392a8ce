// Runs that were left, as files: one file each, whole, found again, and never another window's.
#include "tests/support/support.h"

#include "app/training/kept_run.h"
#include "nn/files/file.h"
#include "nn/net/model.h"
#include "nn/train/checkpoint.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

static const char base[] = "runs/training.safetensors";

static struct train_state *state_of(int epoch)
{
    struct train_state *state = malloc(sizeof *state);
    struct train_options options = train_default_options();
    assert_non_null(state);
    options.epochs = 20;
    train_begin(state, &options);
    state->epoch = epoch;
    return state;
}

static struct run_curves *curves_of(int points)
{
    struct run_curves *curves = calloc(1, sizeof *curves);
    assert_non_null(curves);
    for (int i = 0; i < points; i++) {
        curve_add(&curves->loss, (float)i / 7, 1.0f / (float)(i + 1));
        curve_add(&curves->test, (float)(i + 1), 0.01f * (float)i);
    }
    return curves;
}

static void save(const char *path, int epoch, const char *data)
{
    struct train_state *state = state_of(epoch);
    struct run_curves *curves = curves_of(3);
    struct status status = {0};
    if (!kept_run_save(path, state, data, curves, NULL, &status))
        fail_msg("%s", status.message);
    free(state);
    free(curves);
}

// What an earlier version left.
static void save_old(const char *path, int epoch, const char *data)
{
    struct train_state *state = state_of(epoch);
    char note[PATH_SIZE];
    snprintf(note, sizeof note, "%s.data", path);
    assert_true(path_make_parent(path, NULL) && checkpoint_save(path, state, NULL));
    if (data)
        support_write(note, data, strlen(data));
    free(state);
}

// Not the padding.
static void assert_same_state(const struct train_state *a, const struct train_state *b)
{
    assert_memory_equal(&a->weights, &b->weights, 3 * sizeof a->weights);
    assert_true(a->epoch == b->epoch && a->batch == b->batch && a->seen == b->seen &&
                a->options.epochs == b->options.epochs && a->options.rate == b->options.rate &&
                a->options.seed == b->options.seed);
}

static void assert_same_curve(const struct curve *a, const struct curve *b)
{
    assert_int_equal(a->count, b->count);
    assert_memory_equal(a->x, b->x, sizeof(float) * (size_t)a->count);
    assert_memory_equal(a->y, b->y, sizeof(float) * (size_t)a->count);
}

static void assert_same_curves(const struct run_curves *a, const struct run_curves *b)
{
    assert_same_curve(&a->loss, &b->loss);
    assert_same_curve(&a->train, &b->train);
    assert_same_curve(&a->test, &b->test);
}

static int empty_folder(void **state)
{
    (void)state;
    return system("rm -rf runs");
}

static void test_a_run_is_one_file(void **state)
{
    (void)state;
    struct train_state *saved = state_of(7), *loaded = calloc(1, sizeof *loaded);
    struct run_curves *curves = curves_of(2000), *read = calloc(1, sizeof *read);
    char data[PATH_SIZE];
    assert_true(loaded && read);
    assert_true(kept_run_save(base, saved, "/data/mnist", curves, NULL, NULL));
    assert_int_equal(support_count_files("runs"), 1);
    assert_true(kept_run_load(loaded, data, read, NULL, base, NULL));
    assert_string_equal(data, "/data/mnist");
    assert_same_state(loaded, saved);
    assert_same_curves(read, curves); // to the last bit
    assert_true(read->loss.count > 256 && read->loss.count <= CURVE_POINTS);
    struct stat info;
    assert_int_equal(stat(base, &info), 0);
    assert_true(info.st_size < 3 * 61750 * 4 + 40000); // the curves' size is bounded
    free(saved), free(loaded), free(curves), free(read);
}

// Also once an answer about it was put off.
static void test_how_it_was_set_up_comes_back(void **state)
{
    (void)state;
    struct train_state *saved = state_of(7), *loaded = calloc(1, sizeof *loaded);
    struct run_curves *curves = curves_of(10);
    struct kept_origin *origin = calloc(1, sizeof *origin), *read = calloc(1, sizeof *read);
    struct kept_run kept;
    char data[PATH_SIZE];
    origin->set_up = true;
    run_setup_default(&origin->setup);
    origin->setup.part[RUN_PART_STROKES] =
        (struct run_part){.used = true, .share = 150, .path = "/odd \xff\n\"%41\".strokes"};
    origin->setup.hold_out = 500;
    snprintf(origin->folder, PATH_SIZE, "runs/\xc3\xa4 run");
    saved->options.seed = UINT64_MAX;
    saved->options.rate = 0.3f;
    assert_true(kept_run_save(base, saved, "/data", curves, origin, NULL));
    for (int i = 0; i < 2; i++) {
        assert_true(kept_run_load(loaded, data, curves, read, base, NULL));
        assert_true(read->set_up && read->setup.hold_out == 500);
        assert_true(read->setup.options.seed == UINT64_MAX && read->setup.options.rate == 0.3f);
        const struct run_part *part = &read->setup.part[RUN_PART_STROKES];
        assert_true(part->used && part->share == 150);
        assert_string_equal(part->path, origin->setup.part[RUN_PART_STROKES].path);
        assert_string_equal(read->folder, origin->folder);
        assert_true(kept_run_postpone(base, NULL));
    }
    assert_true(kept_run_find(&kept, base, ""));
    assert_true(kept.origin.set_up && kept.origin.setup.options.rate == 0.3f);
    assert_false(kept.recorded);
    assert_true(file_make_folder(origin->folder, NULL));
    support_write("runs/\xc3\xa4 run/record.json", "", 0);
    assert_true(kept_run_find(&kept, base, "") && kept.recorded);
    assert_true(kept_run_save(base, saved, "/data", curves, NULL, NULL));
    assert_true(kept_run_load(loaded, data, curves, read, base, NULL));
    assert_false(read->set_up || read->folder[0]);
    free(saved), free(loaded), free(curves), free(origin), free(read);
}

static void test_every_name_of_a_folder_comes_back(void **state)
{
    (void)state;
    char all[256], longest[PATH_SIZE], data[PATH_SIZE];
    struct train_state *loaded = malloc(sizeof *loaded);
    struct run_curves *curves = malloc(sizeof *curves);
    assert_true(loaded && curves);
    for (int i = 0; i < 255; i++)
        all[i] = (char)(i + 1); // not UTF-8, with control characters, quotes and %
    all[255] = '\0';
    memset(longest, '\xff', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    const char *const names[] = {all, longest, "practice", "/a b/c%41d"};
    for (int i = 0; i < 4; i++) {
        save(base, 1, names[i]);
        assert_true(kept_run_load(loaded, data, curves, NULL, base, NULL));
        assert_string_equal(data, names[i]);
    }
    free(loaded), free(curves);
}

static void test_the_pair_of_an_earlier_version_is_read_and_becomes_one(void **state)
{
    (void)state;
    struct kept_run run;
    save_old(base, 3, "/old/data");
    assert_true(kept_run_find(&run, base, ""));
    assert_int_equal(run.epoch, 3);
    assert_int_equal(run.epochs, 20);
    assert_string_equal(run.data, "/old/data");
    assert_false(run.postponed);
    support_write("runs/training.safetensors.later", "", 0);
    assert_true(kept_run_find(&run, base, "") && run.postponed);
    save(base, 4, "/new/data");
    assert_int_equal(support_count_files("runs"), 1);
    assert_true(kept_run_find(&run, base, "") && !run.postponed && run.epoch == 4);
    save_old(base, 3, "/old/data");
    kept_run_discard(base);
    assert_int_equal(support_count_files("runs"), 0);
}

static void test_postponing_changes_nothing_else(void **state)
{
    (void)state;
    struct kept_run run;
    struct train_state *saved = state_of(7), *loaded = calloc(1, sizeof *loaded);
    struct run_curves *curves = curves_of(20), *read = calloc(1, sizeof *read);
    char data[PATH_SIZE];
    assert_true(loaded && read && kept_run_save(base, saved, "/data", curves, NULL, NULL));
    assert_true(kept_run_postpone(base, NULL) && kept_run_postpone(base, NULL));
    assert_true(kept_run_find(&run, base, "") && run.postponed);
    assert_int_equal(support_count_files("runs"), 1);
    assert_true(kept_run_load(loaded, data, read, NULL, base, NULL));
    assert_same_state(loaded, saved);
    assert_same_curves(read, curves);
    free(saved), free(loaded), free(curves), free(read);
}

static void test_curves_that_make_no_sense_do_not_lose_the_run(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "3f800000",                         // half a point
        "3f8000003f80000g",                 // no digit
        "3f8000007fc00000",                 // not a number
        "3f8000003f8000003f8000003f800000", // not rising
        "bf8000003f800000",                 // before the beginning
    };
    struct curve curve;
    char data[PATH_SIZE], *longer = malloc(2 * CURVE_TEXT);
    struct train_state *saved = state_of(7), *loaded = malloc(sizeof *loaded);
    struct run_curves *read = malloc(sizeof *read);
    assert_true(longer && loaded && read && file_make_folder("runs", NULL));
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        assert_false(curve_read(&curve, broken[i]));
        assert_int_equal(curve.count, 0);
        const struct checkpoint_note notes[] = {{"note.data", "d"}, {"note.loss", broken[i]}};
        assert_true(checkpoint_save_noted(base, saved, notes, 2, NULL));
        assert_true(kept_run_load(loaded, data, read, NULL, base, NULL));
        assert_int_equal(read->loss.count, 0);
        assert_true(isnan(curve_last(&read->loss)));
    }
    for (int i = 0; i <= CURVE_POINTS; i++)
        sprintf(longer + 16 * i, "%08x3f800000", 0x3f800000 + i);
    assert_false(curve_read(&curve, longer)); // one point too many
    assert_true(curve_read(&curve, longer + 16));
    assert_int_equal(curve.count, CURVE_POINTS);
    free(longer), free(saved), free(loaded), free(read);
}

// ---- Several windows ----------------------------------------------------------------------------

static void test_each_window_has_a_file_of_its_own(void **state)
{
    (void)state;
    char path[3][PATH_SIZE];
    struct lock *lock[3];
    struct kept_run run;
    for (int i = 0; i < 3; i++)
        assert_true(kept_run_take_new(path[i], &lock[i], base, "", NULL));
    assert_string_equal(path[0], base);
    assert_string_equal(path[1], "runs/training-2.safetensors");
    assert_string_equal(path[2], "runs/training-3.safetensors");
    for (int i = 0; i < 3; i++)
        save(path[i], i + 1, "practice");
    assert_false(kept_run_find(&run, base, "")); // all of them go on
    lock_release(lock[1]);
    assert_true(kept_run_find(&run, base, ""));
    assert_string_equal(run.path, path[1]);
    assert_int_equal(run.epoch, 2);
    kept_run_discard(path[1]); // its end is nobody else's
    assert_false(kept_run_find(&run, base, ""));
    lock_release(lock[0]);
    lock_release(lock[2]);
    assert_true(kept_run_find(&run, base, "") && run.epoch == 3);
    assert_true(kept_run_find(&run, base, path[0]) && run.epoch == 1); // a window's own comes first
    assert_true(kept_run_find(&run, base, path[1]) && run.epoch == 3); // it is gone
}

static void test_a_new_run_replaces_only_what_was_said(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct lock *first, *second;
    save(base, 1, "practice");
    assert_true(kept_run_take_new(path, &first, base, "", NULL)); // a run is kept there
    assert_string_equal(path, "runs/training-2.safetensors");
    assert_true(kept_run_take_new(path, &second, base, base, NULL));
    assert_string_equal(path, base);
    lock_release(first);
    // Another window has gone on with it meanwhile: it is left alone.
    assert_true(kept_run_take_new(path, &first, base, base, NULL));
    assert_string_equal(path, "runs/training-2.safetensors");
    lock_release(first);
    lock_release(second);
}

static void set_written(const char *path, time_t seconds, long nanoseconds)
{
    const struct timespec when[2] = {{seconds, nanoseconds}, {seconds, nanoseconds}};
    assert_int_equal(utimensat(AT_FDCWD, path, when, 0), 0);
}

// Numbers say nothing about it: a window takes the first place that is free.
static void test_the_run_that_was_written_last_is_the_one_that_is_found(void **state)
{
    (void)state;
    static const char second[] = "runs/training-2.safetensors",
                      third[] = "runs/training-3.safetensors";
    struct kept_run run;
    struct status damaged;
    struct lock *lock;
    save(base, 1, "practice");
    save(second, 2, "practice");
    save(third, 3, "practice");
    set_written(base, 5000, 10);
    set_written(second, 5000, 20);
    set_written(third, 4999, 30);
    assert_true(kept_run_find(&run, base, "") && run.epoch == 2);
    assert_true(kept_run_look_at_all(&run, base, &damaged) && run.epoch == 2);
    assert_true(kept_run_find(&run, base, third) && run.epoch == 3); // a window's own comes first
    assert_true(kept_run_take(&lock, second, NULL));
    assert_true(kept_run_find(&run, base, "") && run.epoch == 1); // the next that nobody has
    lock_release(lock);
    set_written(third, 5000, 20);
    assert_true(kept_run_find(&run, base, "") && run.epoch == 3); // at once: the later place
    assert_true(kept_run_postpone(third, NULL));                  // which writes it
    assert_true(kept_run_find(&run, base, "") && run.epoch == 2);
    assert_true(kept_run_look_at_all(&run, base, &damaged) && run.epoch == 2);
    kept_run_discard(base);
    kept_run_discard(second);
    assert_true(kept_run_find(&run, base, "") && run.epoch == 3 && run.postponed);
}

static void test_what_is_gone_or_taken_is_told(void **state)
{
    (void)state;
    struct lock *first, *second;
    struct status status = {0};
    assert_true(file_make_folder("runs", NULL));
    assert_false(kept_run_take(&first, base, &status));
    support_assert_says(&status, STATUS_MISSING, "not kept any more");
    save(base, 1, "practice");
    assert_true(kept_run_take(&first, base, &status));
    assert_false(kept_run_take(&second, base, &status));
    support_assert_says(&status, STATUS_IO, "(process ");
    lock_release(first);
}

static void test_what_cannot_be_read_is_kept_beside(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct lock *lock;
    struct kept_run run;
    size_t size;
    assert_true(file_make_folder("runs", NULL));
    support_write(base, "not a checkpoint", 16);
    assert_false(kept_run_find(&run, base, ""));
    assert_true(kept_run_take_new(path, &lock, base, "", NULL));
    assert_string_equal(path, base);
    uint8_t *kept = support_read("runs/training.safetensors.broken", &size);
    assert_int_equal(size, 16);
    free(kept);
    lock_release(lock);
    save_old(base, 2, NULL); // its data is not known
    assert_false(kept_run_find(&run, base, ""));
    assert_true(kept_run_take_new(path, &lock, base, "", NULL));
    assert_int_equal(access("runs/training.safetensors.broken-2", F_OK), 0);
    lock_release(lock);
}

static void test_a_look_at_all_places_finds_the_run_and_what_is_damaged(void **state)
{
    (void)state;
    struct kept_run run;
    struct status damaged = {0};
    assert_false(kept_run_look_at_all(&run, base, &damaged));
    assert_int_equal(damaged.code, STATUS_OK);
    save("runs/training-3.safetensors", 5, "practice");
    support_write("runs/training-2.safetensors", "not a checkpoint", 16);
    save(base, 3, "practice");
    assert_true(kept_run_look_at_all(&run, base, &damaged));
    assert_int_equal(run.epoch, 3);
    support_assert_says(&damaged, STATUS_BAD_DATA, "training-2.safetensors");
    support_write(base, "not a checkpoint", 16); // damage before the run
    assert_true(kept_run_look_at_all(&run, base, &damaged));
    assert_int_equal(run.epoch, 5);
    support_assert_says(&damaged, STATUS_BAD_DATA, base);
}

// Nobody has had its result yet.
static void test_a_run_at_its_end_is_kept_like_any_other(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct lock *lock;
    struct kept_run run;
    save(base, 19, "practice");
    assert_true(kept_run_find(&run, base, "") && !kept_run_is_at_end(&run));
    save(base, 20, "practice");
    assert_true(kept_run_find(&run, base, "") && kept_run_is_at_end(&run));
    assert_true(kept_run_take_new(path, &lock, base, "", NULL));
    assert_string_equal(path, "runs/training-2.safetensors");
    lock_release(lock);
}

// The reason why no place is free, not only that none is.
static void test_what_hinders_a_new_run_is_said(void **state)
{
    (void)state;
    char path[PATH_SIZE], name[PATH_SIZE];
    struct lock *lock;
    struct status status = {0};
    assert_true(file_make_folder("runs", NULL));
    for (int i = 1; i <= KEPT_RUNS; i++) {
        char number[16] = "";
        if (i > 1)
            snprintf(number, sizeof number, "-%d", i);
        snprintf(name, sizeof name, "runs/training%s.safetensors", number);
        assert_int_equal(mkdir(name, 0777), 0); // no run, and not ours to move
    }
    assert_false(kept_run_take_new(path, &lock, base, "", &status));
    assert_null(lock);
    support_assert_says(&status, STATUS_IO, "runs/training.safetensors");
    assert_int_equal(rmdir(name), 0); // the last one: all is well again
    status = (struct status){0};
    assert_true(kept_run_take_new(path, &lock, base, "", &status));
    assert_string_equal(path, name);
    assert_int_equal(status.code, STATUS_OK);
    lock_release(lock);
}

static void test_there_is_an_end_to_kept_runs(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    struct lock *lock;
    struct status status = {0};
    for (int i = 0; i < KEPT_RUNS; i++) {
        assert_true(kept_run_take_new(path, &lock, base, "", NULL));
        save(path, 1, "practice");
        lock_release(lock);
    }
    assert_false(kept_run_take_new(path, &lock, base, "", &status));
    support_assert_says(&status, STATUS_IO, "16 training runs are kept");
    assert_null(lock);
    assert_true(kept_run_take_new(path, &lock, base, base, &status));
    lock_release(lock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_a_run_is_one_file, empty_folder),
        cmocka_unit_test_setup(test_how_it_was_set_up_comes_back, empty_folder),
        cmocka_unit_test_setup(test_every_name_of_a_folder_comes_back, empty_folder),
        cmocka_unit_test_setup(test_the_pair_of_an_earlier_version_is_read_and_becomes_one,
                               empty_folder),
        cmocka_unit_test_setup(test_postponing_changes_nothing_else, empty_folder),
        cmocka_unit_test_setup(test_curves_that_make_no_sense_do_not_lose_the_run, empty_folder),
        cmocka_unit_test_setup(test_each_window_has_a_file_of_its_own, empty_folder),
        cmocka_unit_test_setup(test_a_new_run_replaces_only_what_was_said, empty_folder),
        cmocka_unit_test_setup(test_the_run_that_was_written_last_is_the_one_that_is_found,
                               empty_folder),
        cmocka_unit_test_setup(test_what_is_gone_or_taken_is_told, empty_folder),
        cmocka_unit_test_setup(test_what_cannot_be_read_is_kept_beside, empty_folder),
        cmocka_unit_test_setup(test_a_look_at_all_places_finds_the_run_and_what_is_damaged,
                               empty_folder),
        cmocka_unit_test_setup(test_a_run_at_its_end_is_kept_like_any_other, empty_folder),
        cmocka_unit_test_setup(test_what_hinders_a_new_run_is_said, empty_folder),
        cmocka_unit_test_setup(test_there_is_an_end_to_kept_runs, empty_folder),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
