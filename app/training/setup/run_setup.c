// A run is set up by a form, by a file and by a record: what makes sense is decided here for all of
// them, and said before anything is loaded, so that no run fails for what could have been known.
#include "app/training/setup/run_setup.h"

#include "app/language/tr.h"
#include "nn/base/threads.h"
#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"
#include "nn/files/file_kind.h"
#include "nn/files/place.h"

#include <stdio.h>
#include <string.h>

const struct run_part_traits run_parts[RUN_PARTS] = {
    [RUN_PART_MNIST] = {"mnist", "MNIST", false, 1, 100},
    [RUN_PART_PRACTICE] = {"practice", TR("Practice digits"), false, 1, 100},
    [RUN_PART_FOLDER] = {"folder", TR("A folder"), false, 1, 100},
    [RUN_PART_STROKES] = {"strokes", TR("A strokes file"), true, 10, 1000},
    [RUN_PART_OWN] = {"own", TR("My digits"), true, 10, 1000},
};

void run_setup_default(struct run_setup *setup)
{
    *setup = (struct run_setup){.options = train_default_options()};
    for (int i = 0; i < RUN_PARTS; i++)
        setup->part[i].share = 100;
    setup->part[RUN_PART_MNIST].used = true;
}

bool run_setup_same_parts(const struct run_setup *a, const struct run_setup *b)
{
    for (int i = 0; i < RUN_PARTS; i++) {
        const struct run_part *one = &a->part[i], *other = &b->part[i];
        if (one->used != other->used || one->share != other->share ||
            strcmp(one->path, other->path) != 0)
            return false;
    }
    return true;
}

bool run_setup_same(const struct run_setup *a, const struct run_setup *b)
{
    return run_setup_same_parts(a, b) && a->from_weights == b->from_weights &&
           train_options_same(&a->options, &b->options) && a->hold_out == b->hold_out &&
           a->threads == b->threads;
}

void run_setup_mnist_folder(char folder[PATH_SIZE], const struct run_setup *setup)
{
    snprintf(folder, PATH_SIZE, "%s", setup->part[RUN_PART_MNIST].path);
    if (!folder[0] && !path_of_default_data(folder, NULL))
        folder[0] = '\0';
}

enum run_part_kind run_setup_tested(const struct run_setup *setup)
{
    return setup->part[RUN_PART_MNIST].used    ? RUN_PART_MNIST
           : setup->part[RUN_PART_FOLDER].used ? RUN_PART_FOLDER
                                               : RUN_PART_PRACTICE;
}

// ---- Data ---------------------------------------------------------------------------------------

static bool check_shares(const struct run_setup *setup, struct status *status)
{
    bool any = false;
    for (int i = 0; i < RUN_PARTS; i++) {
        const struct run_part *part = &setup->part[i];
        const struct run_part_traits *traits = &run_parts[i];
        any = any || part->used;
        if (part->used && (part->share < traits->share_least || part->share > traits->share_most))
            return status_fail(status, STATUS_USAGE, tr("%s: the share must be %d to %d%%"),
                               tr(traits->title), traits->share_least, traits->share_most);
    }
    return any ||
           status_fail(status, STATUS_USAGE, tr("Choose at least one kind of digits to learn."));
}

// The digits of a data folder, in both its parts.
static bool count_folder(size_t *count, const char *folder, const char *what, struct status *status)
{
    struct status problem = {0};
    size_t tests;
    if (!folder[0])
        return status_fail(status, STATUS_USAGE, tr("%s: no folder is named."), what);
    const char *kind = file_kind_if_no_folder(folder);
    if (kind)
        return status_fail(status, STATUS_MISSING, tr("%s: %s is not a folder but a %s."), what,
                           folder, tr(kind));
    if (!place_is_folder(folder))
        return status_fail(status, STATUS_MISSING, tr("%s: there is no folder %s."), what, folder);
    if (dataset_count(count, folder, DATASET_TRAIN, &problem) &&
        dataset_count(&tests, folder, DATASET_TEST, &problem))
        return true;
    if (problem.code != STATUS_MISSING)
        return status_fail(status, problem.code, "%s", problem.message);
    return status_fail(status, STATUS_MISSING, tr("%s: the four files of MNIST are not in %s."),
                       what, folder);
}

static bool count_part(size_t *count, const struct run_setup *setup, enum run_part_kind kind,
                       struct status *status)
{
    char folder[PATH_SIZE];
    *count = PRACTICE_TRAIN_COUNT;
    if (kind == RUN_PART_PRACTICE)
        return true;
    if (kind == RUN_PART_MNIST)
        run_setup_mnist_folder(folder, setup);
    else
        snprintf(folder, PATH_SIZE, "%s", setup->part[kind].path);
    return count_folder(count, folder, tr(run_parts[kind].title), status);
}

bool run_setup_lacks_mnist(const struct run_setup *setup, struct status *status)
{
    struct status problem = {0};
    size_t count;
    if (!setup->part[RUN_PART_MNIST].used || count_part(&count, setup, RUN_PART_MNIST, &problem) ||
        (problem.code != STATUS_MISSING && problem.code != STATUS_BAD_DATA))
        return false;
    status_fail(status, problem.code, "%s", problem.message);
    return true;
}

// Images of an epoch, with those that are to be held out.
static bool count_images(size_t *images, const struct run_setup *setup, struct status *status)
{
    *images = 0;
    for (int i = 0; i < RUN_PARTS; i++) {
        size_t count;
        if (!setup->part[i].used || run_parts[i].drawings)
            continue;
        if (!count_part(&count, setup, (enum run_part_kind)i, status))
            return false;
        size_t taken = count * (size_t)setup->part[i].share / 100;
        *images += taken > 0 ? taken : 1;
    }
    return true;
}

static bool check_same_folder(const struct run_setup *setup, struct status *status)
{
    char mnist[PATH_SIZE];
    if (!setup->part[RUN_PART_MNIST].used || !setup->part[RUN_PART_FOLDER].used)
        return true;
    run_setup_mnist_folder(mnist, setup);
    return !place_same(mnist, setup->part[RUN_PART_FOLDER].path) ||
           status_fail(status, STATUS_USAGE,
                       tr("A folder: it is the one that MNIST is in; choose one of the two."));
}

static bool check_strokes(const struct run_part *part, const struct setup_strokes *strokes,
                          struct status *status)
{
    if (!part->used)
        return true;
    if (!part->path[0])
        return status_fail(status, STATUS_USAGE, tr("A strokes file: no file is named."));
    if (!place_is_file(part->path))
        return status_fail(status, STATUS_MISSING, tr("A strokes file: there is no file %s."),
                           part->path);
    return !strokes || strokes->problem.code == STATUS_OK ||
           status_fail(status, strokes->problem.code, tr("A strokes file: %s"),
                       strokes->problem.message);
}

static bool check_own(const struct run_part *part, size_t own, struct status *status)
{
    return !part->used || own > 0 ||
           status_fail(
               status, STATUS_MISSING,
               tr("My digits: none is taught yet. Draw some, and say what they are (Teach)."));
}

// ---- All of it ----------------------------------------------------------------------------------

static bool check_sizes(const struct run_setup *setup, const struct run_setup_size *size,
                        struct status *status)
{
    size_t batch = (size_t)setup->options.batch, digits = size->images + size->drawings;
    if (size->steps > 0 && batch > digits)
        return status_fail(status, STATUS_USAGE,
                           tr_many("A batch of %zu is larger than the %zu digit to be learnt.",
                                   "A batch of %zu is larger than the %zu digits to be learnt.",
                                   digits),
                           batch, digits);
    return true;
}

static bool check_numbers(const struct run_setup *setup, struct status *status)
{
    if (setup->hold_out < 0)
        return status_fail(status, STATUS_USAGE, tr("Held out: must be 0 or more"));
    if (setup->threads < 0 || setup->threads > THREADS_MOST)
        return status_fail(status, STATUS_USAGE, tr("Threads: must be 0 to %d"), THREADS_MOST);
    return train_options_check(&setup->options, status);
}

// What says how random weights are drawn, or what nothing could be kept of, next to weights that
// are there already.
static bool check_beginning(const struct run_setup *setup, struct status *status)
{
    if (setup->from_weights && setup->options.init != TRAIN_INIT_SCALED)
        return status_fail(
            status, STATUS_USAGE,
            tr("First weights: none are drawn in a run that begins with the weights in "
               "use. Choose random weights, or scaled ones."));
    if (setup->from_weights && setup->options.labels == TRAIN_LABELS_SHUFFLED)
        return status_fail(status, STATUS_USAGE,
                           tr("Shuffled labels would only spoil the weights in use. Choose random "
                              "weights, or true labels."));
    return true;
}

static bool hold_out(size_t *images, const struct run_setup *setup, struct status *status)
{
    size_t held = (size_t)setup->hold_out;
    if (held > 0 && held >= *images)
        return status_fail(status, STATUS_USAGE,
                           tr("Held out: %zu leaves none of the %zu images to learn."), held,
                           *images);
    *images -= held;
    return true;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

// Of all digits, images first, only so many are learnt as the options say.
static void count_digits(struct run_setup_size *size, const struct run_setup *setup, size_t own)
{
    const struct run_part *part = setup->part;
    size_t batch = (size_t)setup->options.batch, only = (size_t)setup->options.images;
    size->drawings =
        part[RUN_PART_OWN].used ? (own * (size_t)part[RUN_PART_OWN].share + 99) / 100 : 0;
    size->drawings += (size->strokes * (size_t)part[RUN_PART_STROKES].share + 99) / 100;
    if (only > 0) {
        size->images = smaller(size->images, only);
        size->drawings = smaller(size->drawings, only - size->images);
    }
    bool known =
        !part[RUN_PART_STROKES].used || size->strokes > 0 || (only > 0 && size->images == only);
    size->steps = known ? (size->images + size->drawings + batch - 1) / batch : 0;
}

static bool check(const struct run_setup *setup, size_t own, const struct setup_strokes *strokes,
                  struct run_setup_size *size, struct status *status)
{
    if (!check_shares(setup, status) || !check_numbers(setup, status) ||
        !check_beginning(setup, status) || !check_same_folder(setup, status) ||
        !count_images(&size->images, setup, status) ||
        !check_strokes(&setup->part[RUN_PART_STROKES], strokes, status) ||
        !check_own(&setup->part[RUN_PART_OWN], own, status) ||
        !hold_out(&size->images, setup, status))
        return false;
    size->strokes = strokes && setup->part[RUN_PART_STROKES].used ? strokes->digits : 0;
    count_digits(size, setup, own);
    return check_sizes(setup, size, status);
}

bool run_setup_check(const struct run_setup *setup, size_t own, const struct setup_strokes *strokes,
                     struct run_setup_size *size, struct status *status)
{
    struct run_setup_size counted = {0};
    bool good = check(setup, own, strokes, &counted, status);
    if (size)
        *size = good ? counted : (struct run_setup_size){0};
    return good;
}
