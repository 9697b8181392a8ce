// Images are shared out among the threads in pieces; each thread has a reading of its own, and
// every image a place of its own for what is kept.
#include "app/measure/image_readings.h"

#include "nn/train/evaluation.h"

#include <stdlib.h>
#include <string.h>

enum { IMAGES_PER_PIECE = 64 };

struct pass {
    const struct lenet *lenet;
    const struct calibration *calibration;
    const struct dataset *data;
    size_t first;
    struct reading *reading;   // (thread)
    struct image_reading *out; // (image from `first` on)
};

static void read_one(const struct pass *pass, size_t image, struct reading *reading)
{
    struct image_reading *out = &pass->out[image - pass->first];
    reading_of_digit(reading, pass->lenet, pass->calibration,
                     (const uint8_t(*)[DIGIT_SIDE])pass->data->image[image]);
    memcpy(out->probability, reading->activations.probability, sizeof out->probability);
    memcpy(out->logits, reading->activations.logits, sizeof out->logits);
    out->evidence = reading->evidence;
    out->empty = reading->empty;
}

static void read_piece(void *context, int piece, int thread)
{
    const struct pass *pass = context;
    size_t begin = pass->first + (size_t)piece * IMAGES_PER_PIECE;
    for (size_t i = begin; i < begin + IMAGES_PER_PIECE && i < pass->data->count; i++)
        read_one(pass, i, &pass->reading[thread]);
}

struct image_reading *image_readings_make(const struct lenet *lenet,
                                          const struct calibration *calibration,
                                          const struct dataset *data, size_t first,
                                          struct threads *threads, struct status *status)
{
    size_t count = data->count - first;
    struct pass pass = {lenet, calibration, data, first, NULL, NULL};
    pass.reading = calloc((size_t)threads_count(threads), sizeof *pass.reading);
    pass.out = calloc(count + 1, sizeof *pass.out);
    if (pass.reading && pass.out) {
        threads_run(threads, (int)((count + IMAGES_PER_PIECE - 1) / IMAGES_PER_PIECE), read_piece,
                    &pass);
    } else {
        status_fail(status, STATUS_NO_MEMORY, "no memory to read %zu images", count);
        free(pass.out);
        pass.out = NULL;
    }
    free(pass.reading);
    return pass.out;
}

static double loss_of(const float probability[LENET_CLASSES], int label)
{
    double loss = 0;
    for (int k = 0; k < LENET_CLASSES; k++) {
        double miss = (k == label) - (double)probability[k];
        loss += miss * miss / LENET_CLASSES;
    }
    return loss;
}

void image_readings_judge(struct evaluation *evaluation, const struct image_reading *readings,
                          const struct dataset *data)
{
    *evaluation = (struct evaluation){.count = data->count};
    for (size_t i = 0; i < data->count; i++) {
        int label = data->label[i], best = lenet_best(readings[i].probability);
        evaluation->loss += loss_of(readings[i].probability, label);
        evaluation->confusion[label][best]++;
        evaluation->wrong += best != label;
    }
    evaluation->loss /= (double)data->count;
}
