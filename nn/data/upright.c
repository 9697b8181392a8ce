// A one is the digit that cannot be mistaken: it spreads much farther in one direction than in the
// other.
#include "nn/data/upright.h"

// How far the ink of an image spreads about its middle.
struct spread {
    double x, y;
};

static void add_spread(struct spread *spread, const digit_row *image)
{
    double ink = 0, x_sum = 0, y_sum = 0, xx = 0, yy = 0;
    for (int y = 0; y < DIGIT_SIDE; y++)
        for (int x = 0; x < DIGIT_SIDE; x++) {
            double grey = image[y][x];
            ink += grey;
            x_sum += grey * x;
            y_sum += grey * y;
            xx += grey * x * x;
            yy += grey * y * y;
        }
    if (ink == 0)
        return;
    spread->x += xx / ink - (x_sum / ink) * (x_sum / ink);
    spread->y += yy / ink - (y_sum / ink) * (y_sum / ink);
}

bool upright_ones_lie(const struct dataset *dataset)
{
    struct spread spread = {0, 0};
    for (size_t i = 0; i < dataset->count; i++)
        if (dataset->label[i] == 1)
            add_spread(&spread, (const digit_row *)dataset->image[i]);
    return spread.x > 2 * spread.y;
}

void upright_transpose(struct dataset *dataset)
{
    for (size_t i = 0; i < dataset->count; i++)
        for (int y = 0; y < DIGIT_SIDE; y++)
            for (int x = 0; x < y; x++) {
                uint8_t grey = dataset->image[i][y][x];
                dataset->image[i][y][x] = dataset->image[i][x][y];
                dataset->image[i][x][y] = grey;
            }
}
