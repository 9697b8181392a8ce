// One place knows how images and drawings are mixed, so that a training run only counts items.
#include "nn/data/training_set.h"

#include <assert.h>
#include <string.h>

static size_t image_count(const struct training_set *data)
{
    return data->images ? data->images->count : 0;
}

static size_t drawing_count(const struct training_set *data)
{
    return data->drawings ? data->drawings->count : 0;
}

static size_t turns(const struct training_set *data)
{
    return data->every > 1 ? (size_t)data->every : 1;
}

static size_t drawings_of_epoch(const struct training_set *data)
{
    return (drawing_count(data) + turns(data) - 1) / turns(data);
}

size_t training_set_count(const struct training_set *data)
{
    assert(drawing_count(data) == 0 || data->repeat >= 1);
    return image_count(data) + drawings_of_epoch(data) * (size_t)data->repeat;
}

// Of an item that is no image. The last turn may be a drawing short: it takes one of the first.
static size_t drawing_of(const struct training_set *data, int epoch, size_t item)
{
    size_t place = (item - image_count(data)) % drawings_of_epoch(data);
    return (place * turns(data) + (size_t)epoch % turns(data)) % drawing_count(data);
}

uint8_t training_set_label(const struct training_set *data, int epoch, size_t item)
{
    return item < image_count(data) ? data->images->label[item]
                                    : data->drawings->digit[drawing_of(data, epoch, item)].label;
}

const uint8_t (*training_set_image(const struct training_set *data, int epoch, size_t item,
                                   enum augment augment, struct random *random,
                                   uint8_t drawn[DIGIT_SIDE][DIGIT_SIDE]))[DIGIT_SIDE]
{
    if (item >= image_count(data)) {
        stroke_dataset_draw(drawn, data->drawings, drawing_of(data, epoch, item), augment, random);
        return (const uint8_t(*)[DIGIT_SIDE])drawn;
    }
    const uint8_t(*image)[DIGIT_SIDE] = (const uint8_t(*)[DIGIT_SIDE])data->images->image[item];
    if (augment == AUGMENT_NONE)
        return image;
    augment_digit(drawn, image, augment, random);
    return (const uint8_t(*)[DIGIT_SIDE])drawn;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

// Eight bytes at a time: MNIST's 47 MB pass in some milliseconds.
static uint64_t mix_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;
    uint64_t word;
    hash = mix(hash, size);
    for (; size >= sizeof word; size -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    if (size > 0)
        memcpy(&word, at, size);
    return mix(hash, word);
}

static uint64_t mix_drawings(uint64_t hash, const struct stroke_dataset *drawings)
{
    for (size_t i = 0; i < drawings->count; i++) {
        hash = mix(hash, drawings->digit[i].label);
        hash = mix_bytes(hash, drawings->digit[i].points, drawings->digit[i].strokes);
    }
    return mix_bytes(hash, drawings->point, drawings->points * sizeof *drawings->point);
}

uint64_t training_set_fingerprint(const struct training_set *data)
{
    size_t images = image_count(data), drawings = drawing_count(data);
    uint64_t hash = mix(images, drawings);
    if (images > 0) {
        hash = mix_bytes(hash, data->images->image, images * sizeof *data->images->image);
        hash = mix_bytes(hash, data->images->label, images);
    }
    if (drawings > 0) {
        hash = mix(hash, (uint64_t)data->repeat);
        hash = mix(hash, turns(data));
        hash = mix_drawings(hash, data->drawings);
    }
    return hash != 0 ? hash : 1;
}
