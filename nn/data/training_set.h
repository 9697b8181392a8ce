// What a network is trained on: images, and drawings that are drawn anew in every epoch.
#ifndef NN_DATA_TRAINING_SET_H
#define NN_DATA_TRAINING_SET_H

#include "nn/data/augment.h"
#include "nn/data/dataset.h"
#include "nn/data/stroke_dataset.h"

// Drawings that are mixed into the images, each so often.
struct training_part {
    const struct stroke_dataset *drawings; // borrowed; NULL: none
    int repeat; // how often a drawing is seen in an epoch; at least 1 if there are drawings
    int every;  // each drawing is seen in every such epoch; 1 or 0: in all of them
};

// Of the last part a training run makes what it learns as no digit.
enum { TRAINING_SET_GIVEN = 2, TRAINING_SET_PARTS };

// Borrows the images, which may be NULL. An epoch's items are the images, then the drawings of that
// epoch, part by part, each `repeat` times. What the tenth epoch holds is not what the first held:
// a drawing is drawn anew in every epoch, and where `every` is above 1, the drawings take turns.
struct training_set {
    const struct dataset *images;
    struct training_part part[TRAINING_SET_PARTS];
    float ways; // share of the rates of nn/ways/ways.h at which drawings are written otherwise
};

// The same in every epoch.
size_t training_set_count(const struct training_set *data);
uint8_t training_set_label(const struct training_set *data, int epoch, size_t item);
// One variant of an item: a pointer to the first row of the data's own image, or of `drawn`.
// Allocates nothing.
const uint8_t (*training_set_image(const struct training_set *data, int epoch, size_t item,
                                   enum augment augment, struct random *random,
                                   uint8_t drawn[DIGIT_SIDE][DIGIT_SIDE]))[DIGIT_SIDE];
// Asks for an image that will soon be wanted: they are learnt in no order, and each would be waited
// for. Drawings are left alone, and so is what is no item.
void training_set_fetch(const struct training_set *data, size_t item);
// Tells data from other data: a hash of every image, label and point of `repeat` and of `every`;
// never 0.
uint64_t training_set_fingerprint(const struct training_set *data);

#endif
