// A network that learns only a person's digits forgets all others within seconds: how many of those
// to show beside them, and how often, is decided here. The figures were chosen with digits of
// people whom the weights had never seen.
#include "app/training/fine_tuning_data.h"

enum {
    LESSON_IMAGES = 60000, // to be seen in all
    MOST_EPOCHS = 20,
    MOST_REPEATS = 200,
};
static const float usual_rate = 0.1f;
// Practice digits are no substitute for people's: the further one goes with them alone, the more is
// forgotten that they do not show.
static const float stand_in_rate = 0.01f;
static const double drawn_part = 0.25; // of the number of images
static const size_t nondigits_part =
    6; // one for so many images: what is no digit is forgotten, too

struct train_options fine_tuning_data_options(size_t images, bool stand_in)
{
    size_t epochs = images > 0 && !stand_in ? LESSON_IMAGES / images : 1;
    struct train_options options = train_default_options();
    options.epochs = epochs < 1 ? 1 : epochs > MOST_EPOCHS ? MOST_EPOCHS : (int)epochs;
    options.rate = stand_in ? stand_in_rate : usual_rate;
    options.augment = AUGMENT_AFFINE;
    size_t nondigits = images / nondigits_part;
    options.nondigits = nondigits > TRAIN_NONDIGITS_MOST ? TRAIN_NONDIGITS_MOST : (int)nondigits;
    return options;
}

int fine_tuning_data_repeat(size_t images, size_t drawings)
{
    double room = drawings > 0 ? drawn_part * (double)images / (double)drawings : 1;
    return room < 1 ? 1 : room > MOST_REPEATS ? MOST_REPEATS : (int)room;
}
