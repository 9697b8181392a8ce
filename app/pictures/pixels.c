// What the decoders have in common: room for pixels, whose size is judged before it is taken, and
// the turn that cameras only note down.
#include "app/pictures/pixels.h"

#include "app/language/tr.h"
#include "nn/base/byte_order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

bool pixels_check_size(const struct picture_file *file, uint64_t width, uint64_t height,
                       struct status *status)
{
    if (width == 0 || height == 0)
        return picture_file_damaged(file, TR("it has no pixels"), status);
    if (width > PICTURE_MOST_SIDE || height > PICTURE_MOST_SIDE)
        return status_fail(
            status, STATUS_BAD_DATA,
            tr("%s is too large (%ju x %ju pixels): at most %d x %d are read; make it "
               "smaller first"),
            file->path, (uintmax_t)width, (uintmax_t)height, PICTURE_MOST_SIDE, PICTURE_MOST_SIDE);
    return true;
}

bool pixels_make(struct pixels *pixels, const struct picture_file *file, uint64_t width,
                 uint64_t height, uint64_t most_per_byte, struct status *status)
{
    *pixels = (struct pixels){0};
    if (!pixels_check_size(file, width, height, status))
        return false;
    uint64_t count = width * height;
    if (most_per_byte > 0 && count / most_per_byte > file->bytes.size)
        return picture_file_damaged(file, TR("it is too short for its number of pixels"), status);
    pixels->rgba = calloc((size_t)count, sizeof *pixels->rgba);
    if (!pixels->rgba)
        return status_fail(status, STATUS_NO_MEMORY, tr("out of memory for the picture %s"),
                           file->path);
    pixels->width = (int)width;
    pixels->height = (int)height;
    return true;
}

void pixels_free(struct pixels *pixels)
{
    free(pixels->rgba);
    *pixels = (struct pixels){0};
}

// A picture that uses fewer than ten bits is rather a dark one.
int pixels_spare_bits(unsigned most)
{
    int bits = 0;
    while (bits < 6 && most >> (15 - bits) == 0)
        bits++;
    return most >> 9 == 0 ? 0 : bits;
}

// ---- Exif ---------------------------------------------------------------------------------------

struct tiff {
    const uint8_t *data;
    size_t size;
    bool big; // bytes of numbers, largest first
};

static uint32_t tiff16(const struct tiff *tiff, size_t at)
{
    if (at > tiff->size || tiff->size - at < 2)
        return 0;
    return tiff->big ? big16(tiff->data + at) : little16(tiff->data + at);
}

static uint32_t tiff32(const struct tiff *tiff, size_t at)
{
    uint32_t first = tiff16(tiff, at), second = tiff16(tiff, at + 2);
    return tiff->big ? first << 16 | second : second << 16 | first;
}

// 1 (as it is) .. 8, as the first directory says.
static int orientation_of(const uint8_t *data, size_t size)
{
    enum { ORIENTATION = 0x112, SHORT = 3 };
    if (size < 8 || (memcmp(data, "II*\0", 4) != 0 && memcmp(data, "MM\0*", 4) != 0))
        return 1;
    struct tiff tiff = {data, size, data[0] == 'M'};
    size_t at = tiff32(&tiff, 4);
    uint32_t entries = tiff16(&tiff, at);
    for (at += 2; entries > 0 && at < size; entries--, at += 12)
        if (tiff16(&tiff, at) == ORIENTATION && tiff16(&tiff, at + 2) == SHORT) {
            uint32_t value = tiff16(&tiff, at + 8);
            return value >= 1 && value <= 8 ? (int)value : 1;
        }
    return 1;
}

// Which pixel of the file is seen at (x, y), if the file's last row and column are at `bottom` and
// `right`.
static size_t seen_at(int orientation, int x, int y, int right, int bottom)
{
    int column = x, row = y;
    if (orientation >= 5) { // rows and columns change places
        column = y;
        row = x;
    }
    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        column = right - column;
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        row = bottom - row;
    return (size_t)row * ((size_t)right + 1) + (size_t)column;
}

bool pixels_turn_as_exif(struct pixels *pixels, const uint8_t *exif, size_t size,
                         struct status *status)
{
    size_t head = size >= 6 && memcmp(exif, "Exif\0\0", 6) == 0 ? 6 : 0;
    int orientation = orientation_of(exif + head, size - head);
    if (orientation == 1)
        return true;
    int width = orientation >= 5 ? pixels->height : pixels->width;
    int height = orientation >= 5 ? pixels->width : pixels->height;
    uint8_t(*turned)[4] = malloc((size_t)width * (size_t)height * sizeof *turned);
    if (!turned) {
        pixels_free(pixels);
        return status_fail(status, STATUS_NO_MEMORY, tr("out of memory to turn the picture"));
    }
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            memcpy(turned[(size_t)y * (size_t)width + (size_t)x],
                   pixels->rgba[seen_at(orientation, x, y, pixels->width - 1, pixels->height - 1)],
                   4);
    free(pixels->rgba);
    *pixels = (struct pixels){turned, width, height};
    return true;
}
