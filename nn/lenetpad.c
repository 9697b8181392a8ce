// The one door for programs that embed the library: it turns what they hand in into what the
// modules take, and a failure of these into one that needs no other header.
#include "nn/lenetpad.h"

#include "nn/base/utf8.h"
#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"
#include "nn/ink/reading.h"
#include "nn/lenetpad_errors.h"
#include "nn/net/forward.h"
#include "nn/net/model.h"
#include "nn/pictures/photo.h"
#include "nn/train/checkpoint.h"
#include "nn/train/evaluation.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_SIDE = 65535 };

struct lenet_model {
    struct lenet lenet;
    struct model_info info;
};

struct lenet_digits {
    struct dataset images;
    size_t room; // for images added by hand; less than their number: none but for those there are
    struct stroke_dataset drawings;
};

struct lenet_training {
    struct threads *threads; // owned
    struct train *train;     // owned
};

const char *lenet_version(void)
{
    return LENETPAD_VERSION;
}

// ---- Errors -------------------------------------------------------------------------------------

static enum lenet_error_code code_of(enum status_code code)
{
    switch (code) {
    case STATUS_OK:
        return LENET_ERROR_NONE;
    case STATUS_MISSING:
        return LENET_ERROR_MISSING;
    case STATUS_BAD_DATA:
        return LENET_ERROR_BAD_DATA;
    case STATUS_IO:
        return LENET_ERROR_IO;
    case STATUS_NO_MEMORY:
        return LENET_ERROR_NO_MEMORY;
    case STATUS_USAGE:
    case STATUS_CANCELLED: // of nothing that is called here
        break;
    }
    return LENET_ERROR_USAGE;
}

bool lenet_tell(struct lenet_error *error, const struct status *status)
{
    if (!error)
        return false;
    _Static_assert(sizeof error->message >= sizeof status->message, "no message is cut");
    error->code = code_of(status->code);
    memcpy(error->message, status->message, sizeof status->message);
    return false;
}

bool lenet_refuse(struct lenet_error *error, enum status_code code, const char *message)
{
    struct status status = {0};
    status_fail(&status, code, "%s", message);
    return lenet_tell(error, &status);
}

bool lenet_no_memory(struct lenet_error *error)
{
    return lenet_refuse(error, STATUS_NO_MEMORY, "out of memory");
}

// ---- Models -------------------------------------------------------------------------------------

// A model that is not calibrated; NULL when memory runs out.
static struct lenet_model *model_room(struct lenet_error *error)
{
    struct lenet_model *model = calloc(1, sizeof *model);
    if (!model)
        lenet_no_memory(error);
    else
        model->info.calibration = calibration_unknown;
    return model;
}

static struct lenet_model *model_if(bool loaded, struct lenet_model *model,
                                    const struct status *status, struct lenet_error *error)
{
    if (loaded)
        return model;
    free(model);
    lenet_tell(error, status);
    return NULL;
}

struct lenet_model *lenet_model_load(const char *path, struct lenet_error *error)
{
    struct status status = {0};
    struct lenet_model *model = model_room(error);
    return model ? model_if(model_load(&model->lenet, &model->info, path, &status), model, &status,
                            error)
                 : NULL;
}

struct lenet_model *lenet_model_parse(const void *data, size_t size, struct lenet_error *error)
{
    struct status status = {0};
    struct bytes file = {(uint8_t *)data, size}; // which is only read
    struct lenet_model *model = model_room(error);
    return model ? model_if(model_parse(&model->lenet, &model->info, &file, "the model", &status),
                            model, &status, error)
                 : NULL;
}

struct lenet_model *lenet_model_new(uint64_t seed, struct lenet_error *error)
{
    struct lenet_model *model = model_room(error);
    if (model)
        lenet_init(&model->lenet, seed);
    return model;
}

bool lenet_model_save(const struct lenet_model *model, const char *path, struct lenet_error *error)
{
    struct status status = {0};
    return model_save(path, &model->lenet, &model->info, &status) || lenet_tell(error, &status);
}

const char *lenet_model_description(const struct lenet_model *model)
{
    return model->info.description;
}

void lenet_model_describe(struct lenet_model *model, const char *description)
{
    utf8_copy(model->info.description, sizeof model->info.description, description, "?", false);
}

void lenet_model_free(struct lenet_model *model)
{
    free(model);
}

// ---- Drawings -----------------------------------------------------------------------------------

static bool add_points(struct stroke *to, const struct lenet_stroke *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (!stroke_add(to, from->point[i].x, from->point[i].y))
            return false;
    return true;
}

// The caller frees the drawing, unless this fails. Strokes without points are left out.
static bool make_drawing(struct drawing *drawing, const struct lenet_stroke *stroke, size_t count,
                         struct lenet_error *error)
{
    *drawing = (struct drawing){0};
    for (size_t i = 0; i < count; i++) {
        if (stroke[i].count == 0)
            continue;
        struct stroke *to = drawing_add_stroke(drawing);
        if (!to || !add_points(to, &stroke[i])) {
            drawing_free(drawing);
            return lenet_no_memory(error);
        }
    }
    return true;
}

// ---- Reading ------------------------------------------------------------------------------------

static void take_reading(struct lenet_reading *out, const struct reading *reading)
{
    *out = (struct lenet_reading){
        .empty = reading->empty,
        .digit = reading->best,
        .second = reading->second,
        .sure = reading->sure,
        .possible = reading->evidence.possible,
    };
    memcpy(out->probability, reading->probability, sizeof out->probability);
    memcpy(out->image, reading->normalized.digit, sizeof out->image);
}

bool lenet_read_drawing(const struct lenet_model *model, struct lenet_reading *out,
                        const struct lenet_stroke *stroke, size_t count, float side,
                        struct lenet_error *error)
{
    struct reading reading;
    struct drawing drawing;
    if (!(side >= 0))
        return lenet_refuse(error, STATUS_USAGE, "the side of the square must be 0 or more");
    if (!make_drawing(&drawing, stroke, count, error))
        return false;
    reading_of_drawing(&reading, &model->lenet, &model->info.calibration, &drawing, side);
    drawing_free(&drawing);
    take_reading(out, &reading);
    return true;
}

static bool check_size(int width, int height, struct lenet_error *error)
{
    return (width >= 1 && height >= 1 && width <= LONGEST_SIDE && height <= LONGEST_SIDE) ||
           lenet_refuse(error, STATUS_USAGE, "a picture must have 1 to 65535 pixels a side");
}

bool lenet_read_ink(const struct lenet_model *model, struct lenet_reading *out, const uint8_t *grey,
                    int width, int height, size_t stride, struct lenet_error *error)
{
    struct reading reading;
    struct normalized normalized;
    if (!check_size(width, height, error))
        return false;
    if (stride < (size_t)width)
        return lenet_refuse(error, STATUS_USAGE, "a row is longer than the step to the next");
    normalize_grey(&normalized, grey, width, height, stride);
    reading_of_normalized(&reading, &model->lenet, &model->info.calibration, &normalized);
    take_reading(out, &reading);
    return true;
}

bool lenet_read_photo(const struct lenet_model *model, struct lenet_reading *out,
                      const uint8_t *light, int width, int height, struct lenet_error *error)
{
    struct status status = {0};
    struct reading reading;
    struct ink ink;
    if (!check_size(width, height, error))
        return false;
    if (!photo_find_ink(&ink, light, width, height, &status))
        return lenet_tell(error, &status);
    reading_of_ink(&reading, &model->lenet, &model->info.calibration, &ink);
    ink_free(&ink);
    take_reading(out, &reading);
    return true;
}

void lenet_read_digit(const struct lenet_model *model, struct lenet_reading *out,
                      const uint8_t image[28][28])
{
    struct reading reading;
    reading_of_digit(&reading, &model->lenet, &model->info.calibration, image);
    take_reading(out, &reading);
}

#define TAKE_LAYER(values, activations, layer)                                                     \
    do {                                                                                           \
        _Static_assert(sizeof(values)->layer == sizeof(activations)->layer, "the same shape");     \
        memcpy((values)->layer, (activations)->layer, sizeof(values)->layer);                      \
    } while (0)

void lenet_values_of_digit(const struct lenet_model *model, struct lenet_values *values,
                           const uint8_t image[28][28])
{
    struct lenet_activations found;
    lenet_input_from_digit(found.input, image);
    lenet_forward(&found, &model->lenet);
    TAKE_LAYER(values, &found, input);
    TAKE_LAYER(values, &found, c1);
    TAKE_LAYER(values, &found, s2);
    TAKE_LAYER(values, &found, c3);
    TAKE_LAYER(values, &found, s4);
    TAKE_LAYER(values, &found, c5);
    TAKE_LAYER(values, &found, f6);
    memcpy(values->output, found.logits, sizeof values->output);
}

// ---- Digits to learn from -----------------------------------------------------------------------

static bool part_of(enum dataset_part *out, enum lenet_part part, struct lenet_error *error)
{
    *out = part == LENET_PART_TEST ? DATASET_TEST : DATASET_TRAIN;
    return part == LENET_PART_TRAIN || part == LENET_PART_TEST ||
           lenet_refuse(error, STATUS_USAGE, "part: must be LENET_PART_TRAIN or LENET_PART_TEST");
}

struct lenet_digits *lenet_digits_new(struct lenet_error *error)
{
    struct lenet_digits *digits = calloc(1, sizeof *digits);
    if (!digits)
        lenet_no_memory(error);
    return digits;
}

static struct lenet_digits *digits_if(bool loaded, struct lenet_digits *digits,
                                      const struct status *status, struct lenet_error *error)
{
    if (loaded)
        return digits;
    free(digits);
    lenet_tell(error, status);
    return NULL;
}

struct lenet_digits *lenet_digits_load(const char *folder, enum lenet_part part,
                                       struct lenet_error *error)
{
    struct status status = {0};
    enum dataset_part which;
    struct lenet_digits *digits = part_of(&which, part, error) ? lenet_digits_new(error) : NULL;
    return digits ? digits_if(dataset_load(&digits->images, folder, which, &status), digits,
                              &status, error)
                  : NULL;
}

struct lenet_digits *lenet_digits_practice(size_t count, uint64_t seed, enum lenet_part part,
                                           struct lenet_error *error)
{
    struct status status = {0};
    enum dataset_part which;
    struct lenet_digits *digits = part_of(&which, part, error) ? lenet_digits_new(error) : NULL;
    return digits ? digits_if(practice_make(&digits->images, count, seed, which, &status), digits,
                              &status, error)
                  : NULL;
}

bool lenet_digits_save(const struct lenet_digits *digits, const char *images_path,
                       const char *labels_path, struct lenet_error *error)
{
    struct status status = {0};
    return dataset_save(&digits->images, images_path, labels_path, &status) ||
           lenet_tell(error, &status);
}

static bool check_label(int label, struct lenet_error *error)
{
    return (label >= 0 && label <= 9) ||
           lenet_refuse(error, STATUS_USAGE, "a label must be 0 to 9");
}

static bool make_room(struct lenet_digits *digits)
{
    struct dataset *images = &digits->images;
    if (images->count < digits->room)
        return true;
    size_t room = images->count < 2 ? 4 : 2 * images->count;
    if (room > SIZE_MAX / sizeof *images->image)
        return false;
    void *image = realloc(images->image, room * sizeof *images->image);
    images->image = image ? image : images->image;
    void *label = realloc(images->label, room);
    images->label = label ? label : images->label;
    if (!image || !label)
        return false;
    digits->room = room;
    return true;
}

bool lenet_digits_add(struct lenet_digits *digits, const uint8_t image[28][28], int label,
                      struct lenet_error *error)
{
    struct dataset *images = &digits->images;
    if (!check_label(label, error))
        return false;
    if (!make_room(digits))
        return lenet_no_memory(error);
    memcpy(images->image[images->count], image, sizeof *images->image);
    images->label[images->count++] = (uint8_t)label;
    return true;
}

bool lenet_digits_add_drawing(struct lenet_digits *digits, const struct lenet_stroke *stroke,
                              size_t count, int label, struct lenet_error *error)
{
    struct strokes_digit digit = {.label = label};
    if (!check_label(label, error) || !make_drawing(&digit.drawing, stroke, count, error))
        return false;
    enum stroke_dataset_added added = stroke_dataset_add(&digits->drawings, &digit);
    drawing_free(&digit.drawing);
    switch (added) {
    case STROKE_DATASET_ADDED:
        return true;
    case STROKE_DATASET_NO_MEMORY:
        return lenet_no_memory(error);
    case STROKE_DATASET_UNLABELLED:
    case STROKE_DATASET_EMPTY:
    case STROKE_DATASET_NO_DIGIT:
        break;
    }
    return lenet_refuse(error, STATUS_USAGE,
                        added == STROKE_DATASET_EMPTY ? "the drawing has no point"
                                                      : "the drawing has more than 32 strokes");
}

size_t lenet_digits_count(const struct lenet_digits *digits)
{
    return digits->images.count + digits->drawings.count;
}

const uint8_t (*lenet_digits_image(const struct lenet_digits *digits, size_t index))[28]
{
    return index < digits->images.count ? (const digit_row *)digits->images.image[index] : NULL;
}

int lenet_digits_label(const struct lenet_digits *digits, size_t index)
{
    size_t images = digits->images.count;
    return index < images ? digits->images.label[index]
                          : digits->drawings.digit[index - images].label;
}

void lenet_digits_free(struct lenet_digits *digits)
{
    if (!digits)
        return;
    dataset_free(&digits->images);
    stroke_dataset_free(&digits->drawings);
    free(digits);
}

// ---- Training -----------------------------------------------------------------------------------

static bool augment_of(enum augment *augment, enum lenet_distortion distortion,
                       struct lenet_error *error)
{
    switch (distortion) {
    case LENET_DISTORTION_NONE:
        *augment = AUGMENT_NONE;
        return true;
    case LENET_DISTORTION_AFFINE:
        *augment = AUGMENT_AFFINE;
        return true;
    case LENET_DISTORTION_FULL:
        *augment = AUGMENT_FULL;
        return true;
    }
    return lenet_refuse(error, STATUS_USAGE,
                        "distortion: must be LENET_DISTORTION_NONE, _AFFINE or _FULL");
}

struct lenet_training_options lenet_training_defaults(void)
{
    struct train_options usual = train_default_options();
    return (struct lenet_training_options){
        .epochs = usual.epochs,
        .batch = usual.batch,
        .rate = usual.rate,
        .momentum = usual.momentum,
        .distortion = LENET_DISTORTION_FULL,
        .seed = usual.seed,
    };
}

static struct lenet_training *open_training(const struct train_state *state,
                                            const struct lenet_digits *digits, int threads,
                                            struct lenet_error *error)
{
    struct status status = {0};
    struct lenet_training *training = calloc(1, sizeof *training);
    const struct training_set set = {
        .images = digits->images.count > 0 ? &digits->images : NULL,
        .part[0] = {.drawings = &digits->drawings, .repeat = 1},
    };
    if (!training) {
        lenet_no_memory(error);
        return NULL;
    }
    if (threads_open(&training->threads, threads, &status) &&
        train_open(&training->train, state, &set, training->threads, &status))
        return training;
    lenet_training_free(training);
    lenet_tell(error, &status);
    return NULL;
}

struct lenet_training *lenet_training_new(const struct lenet_model *model,
                                          const struct lenet_digits *digits,
                                          const struct lenet_training_options *options,
                                          struct lenet_error *error)
{
    struct train_options chosen = train_default_options();
    chosen.epochs = options->epochs;
    chosen.batch = options->batch;
    chosen.rate = options->rate;
    chosen.momentum = options->momentum;
    chosen.seed = options->seed;
    if (!augment_of(&chosen.augment, options->distortion, error))
        return NULL;
    struct train_state *state = malloc(sizeof *state);
    if (!state) {
        lenet_no_memory(error);
        return NULL;
    }
    if (model)
        train_begin_from(state, &chosen, &model->lenet);
    else
        train_begin(state, &chosen);
    struct lenet_training *training = open_training(state, digits, options->threads, error);
    free(state);
    return training;
}

struct lenet_training *lenet_training_resume(const char *path, const struct lenet_digits *digits,
                                             int threads, struct lenet_error *error)
{
    struct status status = {0};
    struct lenet_training *training = NULL;
    struct train_state *state = malloc(sizeof *state);
    if (!state)
        lenet_no_memory(error);
    else if (!checkpoint_load(state, path, &status))
        lenet_tell(error, &status);
    else
        training = open_training(state, digits, threads, error);
    free(state);
    return training;
}

bool lenet_training_step(struct lenet_training *training, struct lenet_error *error)
{
    struct status status = {0};
    if (train_done(training->train))
        return lenet_refuse(error, STATUS_USAGE, "the training is over");
    return !train_step(training->train) || train_is_sound(training->train, &status) ||
           lenet_tell(error, &status);
}

bool lenet_training_is_over(const struct lenet_training *training)
{
    return train_done(training->train);
}

void lenet_training_progress(const struct lenet_training *training, struct lenet_progress *progress)
{
    const struct train_state *state = train_get_state(training->train);
    *progress = (struct lenet_progress){
        .epoch = state->epoch,
        .epochs = state->options.epochs,
        .batch = state->batch,
        .batches = train_batches_per_epoch(training->train),
        .loss = train_epoch_loss(training->train),
        .error = train_epoch_error(training->train),
    };
}

struct lenet_model *lenet_training_model(const struct lenet_training *training,
                                         struct lenet_error *error)
{
    struct lenet_model *model = model_room(error);
    if (model)
        model->lenet = train_get_state(training->train)->average;
    return model;
}

bool lenet_training_save(const struct lenet_training *training, const char *path,
                         struct lenet_error *error)
{
    struct status status = {0};
    return checkpoint_save(path, train_get_state(training->train), &status) ||
           lenet_tell(error, &status);
}

void lenet_training_free(struct lenet_training *training)
{
    if (!training)
        return;
    train_close(training->train);
    threads_close(training->threads);
    free(training);
}

// ---- Testing ------------------------------------------------------------------------------------

static void take_score(struct lenet_score *score, const struct evaluation *found)
{
    score->count = found->count;
    score->wrong = found->wrong;
    score->loss = found->loss;
    memcpy(score->confusion, found->confusion, sizeof score->confusion);
}

bool lenet_test(const struct lenet_model *model, const struct lenet_digits *digits, int threads,
                struct lenet_score *score, struct lenet_error *error)
{
    struct status status = {0};
    struct evaluation found;
    struct threads *pool = NULL;
    bool done = threads_open(&pool, threads, &status) &&
                evaluation_run(&found, &model->lenet, &digits->images, pool, NULL, &status);
    threads_close(pool);
    if (!done)
        return lenet_tell(error, &status);
    take_score(score, &found);
    return true;
}
