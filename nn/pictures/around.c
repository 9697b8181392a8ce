// Sums of a table of sums (Crow 1984): four numbers tell a window's sum, however large it is.
#include "nn/pictures/around.h"

enum { WINDOW = 5 }; // the window is the longer side / WINDOW

int around_reach(int width, int height)
{
    return (width > height ? width : height) / WINDOW / 2 + 1;
}

int around_margin(int reach)
{
    return reach + reach / 2 + 1;
}

void around_sum(int32_t *sums, const uint8_t *grey, int width, int height)
{
    for (int y = 0; y < height; y++) {
        int32_t row = 0;
        for (int x = 0; x < width; x++) {
            int at = y * width + x;
            row += grey[at];
            sums[at] = row + (y > 0 ? sums[at - width] : 0);
        }
    }
}

int32_t around_total(const int32_t *sums, int width, int x, int y, int reach)
{
    const int32_t *above = sums + (y - reach - 1) * width + x;
    const int32_t *below = sums + (y + reach) * width + x;
    return below[reach] - below[-reach - 1] - above[reach] + above[-reach - 1];
}

int around_area(int reach)
{
    return (2 * reach + 1) * (2 * reach + 1);
}
