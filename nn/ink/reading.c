// All who read the same ink must never read it differently: from ink, strokes or a digit on there
// is one way, and one rule of what may be called sure.
#include "nn/ink/reading.h"

#include "nn/net/forward.h"
#include "nn/strokes/split.h"
#include <math.h>
#include <string.h>

// What no digit is like. Of MNIST's digits one in a thousand has more ink or is flatter; none of
// the pen digits comes near.
static const float most_ink = 235;         // pixels of the 28x28 digit, by their grey
static const float most_drawn_ink = 185;   // the same where the pen's width is known
static const float flattest = 0.5f;        // height / width
static const float widest = 1.4f;          // width / height on a picture: six of 1000 of MNIST's
static const int smallest = 6;             // pixels, of the longer side
static const float smallest_share = 0.04f; // of the square that was drawn on

static const float least_share = 0.01f; // of the probability, to be named beside the best

struct shape {
    float ink;         // pixels, by their grey
    int width, height; // of what is darker than a quarter
};

static struct shape shape_of(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    int left = DIGIT_SIDE, right = 0, top = DIGIT_SIDE, bottom = 0, sum = 0;
    for (int row = 0; row < DIGIT_SIDE; row++)
        for (int column = 0; column < DIGIT_SIDE; column++) {
            sum += digit[row][column];
            if (digit[row][column] <= 64)
                continue;
            left = column < left ? column : left;
            right = column >= right ? column + 1 : right;
            top = row < top ? row : top;
            bottom = row + 1;
        }
    return (struct shape){(float)sum / 255, right - left, bottom - top};
}

static enum reading_doubt doubt_of_shape(const struct shape *shape, float most, bool picture)
{
    int longer = shape->width > shape->height ? shape->width : shape->height;
    if (longer < smallest)
        return READING_DOT;
    if ((float)shape->height < flattest * (float)shape->width)
        return READING_FLAT;
    if (shape->ink > most)
        return READING_BLACK;
    bool wide = picture && (float)shape->width > widest * (float)shape->height;
    return wide ? READING_TOUCHING : READING_CERTAIN;
}

// From the evidence, and for a shape that no digit has from `shape`.
static void judge(struct reading *reading, const struct calibration *calibration,
                  enum reading_doubt shape)
{
    struct evidence *evidence = &reading->evidence;
    bool close = evidence->probability < calibration->probability;
    evidence->possible = shape == READING_CERTAIN;
    reading->sure = !reading->empty && calibration_sure(calibration, evidence);
    reading->doubt = READING_CERTAIN;
    if (!reading->empty && !reading->sure)
        reading->doubt = !evidence->possible                    ? shape
                         : evidence->logit < calibration->logit ? READING_UNLIKE
                                                                : READING_CLOSE;
    bool rivals = reading->doubt >= READING_UNLIKE && close &&
                  reading->probability[reading->second] >= least_share;
    reading->rival = rivals ? reading->second : -1;
}

// The best and the second class, and the evidence but for the shape.
static void weigh_logits(struct reading *reading, const struct calibration *calibration)
{
    const float *logits = reading->activations.logits;
    calibration_softmax(reading->probability, logits, calibration->temperature);
    reading->best = lenet_best(logits);
    reading->second = reading->best == 0 ? 1 : 0;
    for (int i = 0; i < LENET_CLASSES; i++) {
        if (i != reading->best && logits[i] > logits[reading->second])
            reading->second = i;
    }
    reading->evidence.probability = reading->probability[reading->best];
    reading->evidence.logit = logits[reading->best];
}

void reading_of_logits(struct reading *reading, const struct calibration *calibration)
{
    // What has a shape that no digit has is never sure, so that its doubt says which.
    enum reading_doubt shape = reading->evidence.possible ? READING_CERTAIN : reading->doubt;
    weigh_logits(reading, calibration);
    judge(reading, calibration, shape);
}

// `normalized` is filled in already.
static void read_normalized(struct reading *reading, const struct lenet *lenet,
                            const struct calibration *calibration, float most, bool picture)
{
    reading->empty = reading->normalized.empty;
    lenet_input_from_digit(reading->activations.input, reading->normalized.digit);
    lenet_forward(&reading->activations, lenet);
    weigh_logits(reading, calibration);
    struct shape shape = shape_of(reading->normalized.digit);
    enum reading_doubt doubt = doubt_of_shape(&shape, most, picture);
    if (doubt == READING_CERTAIN && reading->normalized.blob)
        doubt = READING_DOT;
    if (doubt == READING_CERTAIN && reading->normalized.outline)
        doubt = READING_OUTLINE;
    judge(reading, calibration, doubt);
}

void reading_of_part(struct reading *reading, const struct lenet *lenet,
                     const struct calibration *calibration, const struct drawing *drawing,
                     float side)
{
    normalize_drawing(&reading->normalized, drawing);
    read_normalized(reading, lenet, calibration, most_drawn_ink, false);
    if (side > 0 && reading->normalized.scale * NORMALIZE_BOX < smallest_share * side)
        judge(reading, calibration, READING_DOT);
}

void reading_of_drawing(struct reading *reading, const struct lenet *lenet,
                        const struct calibration *calibration, const struct drawing *drawing,
                        float side)
{
    struct split split;
    split_drawing(&split, drawing);
    reading_of_part(reading, lenet, calibration, drawing, side);
    if (split.count > 1)
        judge(reading, calibration, READING_SEVERAL);
}

void reading_of_normalized(struct reading *reading, const struct lenet *lenet,
                           const struct calibration *calibration,
                           const struct normalized *normalized)
{
    reading->normalized = *normalized;
    read_normalized(reading, lenet, calibration, most_ink, true);
}

void reading_of_ink(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, const struct ink *ink)
{
    normalize_grey(&reading->normalized, ink->grey, ink->width, ink->height, (size_t)ink->width);
    read_normalized(reading, lenet, calibration, most_ink, true);
}

void reading_of_digit(struct reading *reading, const struct lenet *lenet,
                      const struct calibration *calibration,
                      const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    static const uint8_t paper[DIGIT_SIDE][DIGIT_SIDE];
    reading->normalized = (struct normalized){.empty = !memcmp(digit, paper, sizeof paper)};
    memcpy(reading->normalized.digit, digit, sizeof reading->normalized.digit);
    read_normalized(reading, lenet, calibration, most_ink, false);
}
