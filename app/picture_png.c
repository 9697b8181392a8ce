// PNG in and out through libpng itself: SDL would have to be loaded for it, which takes longer than
// reading the digit.
#include "app/picture_private.h"

#include <png.h>
#include <stdlib.h>

static bool decode_into(struct pixels *pixels, png_image *image, const struct picture_file *file,
                        struct status *status)
{
    image->format = PNG_FORMAT_RGBA;
    image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB; // as 8-bit pictures are taken, too
    *pixels =
        (struct pixels){malloc(PNG_IMAGE_SIZE(*image)), (int)image->width, (int)image->height};
    if (!pixels->rgba)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory for the picture %s",
                           file->path);
    if (png_image_finish_read(image, NULL, pixels->rgba, 0, NULL))
        return true;
    free(pixels->rgba);
    *pixels = (struct pixels){0};
    return picture_damaged(file, image->message, status);
}

bool pixels_decode_png(struct pixels *pixels, const struct picture_file *file,
                       struct status *status)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    bool done = png_image_begin_read_from_memory(&image, file->bytes.data, file->bytes.size)
                    ? decode_into(pixels, &image, file, status)
                    : picture_damaged(file, image.message, status);
    png_image_free(&image);
    return done;
}

bool png_save(const uint8_t *pixels, int width, int height, bool grey, const char *path,
              struct status *status)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION,
        .width = (uint32_t)width,
        .height = (uint32_t)height,
        .format = grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB,
    };
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *bytes = malloc(size);
    if (!bytes)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory while saving %s", path);
    bool done =
        png_image_write_to_memory(&image, bytes, &size, 0, pixels, 0, NULL)
            ? file_write(path, bytes, size, status)
            : status_fail(status, STATUS_IO, "cannot make a PNG of %s: %s", path, image.message);
    png_image_free(&image);
    free(bytes);
    return done;
}
