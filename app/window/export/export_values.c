// Nothing is computed anew: what is written is what the window shows at that moment.
#include "app/window/export/export_values.h"
#include "app/pictures/picture.h"
#include "nn/base/byte_order.h"
#include "nn/files/file.h"
#include <stdlib.h>
#include <string.h>

// ---- The image ----------------------------------------------------------------------------------

enum { PIXELS = LENET_SIDE * LENET_SIDE, IDX_HEADER = 16, IDX_IMAGES = 0x00000803 };

static void see(uint8_t image[LENET_SIDE][LENET_SIDE], const struct session *session)
{
    memset(image, 0, PIXELS);
    for (int row = 0; row < DIGIT_SIDE; row++)
        memcpy(&image[row + LENET_BORDER][LENET_BORDER], session->reading.normalized.digit[row],
               DIGIT_SIDE);
}

bool export_image_png(const struct session *session, int times, const char *path,
                      struct status *status)
{
    uint8_t image[LENET_SIDE][LENET_SIDE];
    int side = LENET_SIDE * times;
    uint8_t *grey = malloc((size_t)side * (size_t)side);
    if (!grey)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path);
    see(image, session);
    for (int row = 0; row < side; row++)
        for (int column = 0; column < side; column++)
            grey[(size_t)row * (size_t)side + (size_t)column] = image[row / times][column / times];
    bool saved = picture_save_grey(grey, side, side, path, status);
    free(grey);
    return saved;
}

bool export_image_idx(const struct session *session, const char *path, struct status *status)
{
    uint8_t file[IDX_HEADER + PIXELS], image[LENET_SIDE][LENET_SIDE];
    see(image, session);
    put_big32(file, IDX_IMAGES);
    put_big32(file + 4, 1);
    put_big32(file + 8, LENET_SIDE);
    put_big32(file + 12, LENET_SIDE);
    memcpy(file + IDX_HEADER, image, PIXELS);
    return file_write(path, file, sizeof file, status);
}

// ---- Activations --------------------------------------------------------------------------------

static bool write_buffer(struct buffer *made, const char *path, struct status *status)
{
    bool done = made->failed
                    ? status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path)
                    : file_write(path, made->data, made->size, status);
    buffer_free(made);
    return done;
}

static struct export_source shown(const struct session *session)
{
    return (struct export_source){.activations = &session->reading.activations,
                                  .probability = session->reading.probability};
}

bool export_values_npz(const struct session *session, const char *path, struct status *status)
{
    const struct export_source source = shown(session);
    struct buffer made = {0};
    npz_write(&made, &source);
    return write_buffer(&made, path, status);
}

bool export_values_npy(const struct session *session, int number, const char *path,
                       struct status *status)
{
    const struct export_source source = shown(session);
    struct buffer made = {0};
    npz_write_array(&made, &source, number);
    return write_buffer(&made, path, status);
}
