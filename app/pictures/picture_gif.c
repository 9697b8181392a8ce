// The first frame of a GIF through giflib, row by row: DGifSlurp would make room for every frame of
// the file, as large as each claims to be. The frame is taken alone, as what a frame does not cover
// has no colour.
#include "app/language/tr.h"
#include "app/pictures/picture_decoders.h"

#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PER_BYTE = 4096, // a code of twelve bits stands for 4,096 pixels at most
    NO_COLOUR = -1,
};

struct source {
    const uint8_t *data;
    size_t left;
};

static int feed(GifFileType *gif, GifByteType *to, int count)
{
    struct source *source = gif->UserData;
    size_t given = (size_t)count < source->left ? (size_t)count : source->left;
    memcpy(to, source->data, given);
    source->data += given;
    source->left -= given;
    return (int)given;
}

static bool damaged(const GifFileType *gif, const struct picture_file *file, struct status *status)
{
    const char *reason = GifErrorString(gif->Error);
    return picture_file_damaged(file, reason ? reason : "it makes no sense", status);
}

// Reads past one extension; the transparent colour of the frame that follows may stand in it.
static bool pass_extension(GifFileType *gif, int *transparent)
{
    int code;
    GifByteType *data;
    if (DGifGetExtension(gif, &code, &data) == GIF_ERROR)
        return false;
    while (data) {
        GraphicsControlBlock control;
        if (code == GRAPHICS_EXT_FUNC_CODE &&
            DGifExtensionToGCB(data[0], data + 1, &control) == GIF_OK)
            *transparent = control.TransparentColor;
        if (DGifGetExtensionNext(gif, &data) == GIF_ERROR)
            return false;
    }
    return true;
}

// Goes to the first frame.
static bool find_frame(GifFileType *gif, int *transparent)
{
    GifRecordType type;
    for (;;) {
        if (DGifGetRecordType(gif, &type) == GIF_ERROR)
            return false;
        if (type == IMAGE_DESC_RECORD_TYPE)
            return DGifGetImageDesc(gif) == GIF_OK;
        if (type != EXTENSION_RECORD_TYPE) {
            gif->Error = D_GIF_ERR_NO_IMAG_DSCR;
            return false;
        }
        if (!pass_extension(gif, transparent))
            return false;
    }
}

// Colours that the map does not have are transparent, as browsers have it.
static void colour_row(uint8_t (*rgba)[4], const uint8_t *index, int count,
                       const ColorMapObject *map, int transparent)
{
    for (int i = 0; i < count; i++) {
        if (index[i] == transparent || index[i] >= map->ColorCount)
            continue;
        const GifColorType *colour = &map->Colors[index[i]];
        rgba[i][0] = colour->Red;
        rgba[i][1] = colour->Green;
        rgba[i][2] = colour->Blue;
        rgba[i][3] = 255;
    }
}

static bool read_row(GifFileType *gif, struct pixels *pixels, int y, uint8_t *index,
                     int transparent)
{
    const ColorMapObject *map = gif->Image.ColorMap ? gif->Image.ColorMap : gif->SColorMap;
    if (DGifGetLine(gif, index, pixels->width) == GIF_ERROR)
        return false;
    colour_row(pixels->rgba + (size_t)y * (size_t)pixels->width, index, pixels->width, map,
               transparent);
    return true;
}

static bool read_rows(GifFileType *gif, struct pixels *pixels, uint8_t *index, int transparent)
{
    static const struct {
        int first, step;
    } passes[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
    if (!gif->Image.Interlace) {
        for (int y = 0; y < pixels->height; y++)
            if (!read_row(gif, pixels, y, index, transparent))
                return false;
        return true;
    }
    for (size_t pass = 0; pass < sizeof passes / sizeof passes[0]; pass++)
        for (int y = passes[pass].first; y < pixels->height; y += passes[pass].step)
            if (!read_row(gif, pixels, y, index, transparent))
                return false;
    return true;
}

static bool decode(struct pixels *pixels, GifFileType *gif, const struct picture_file *file,
                   struct status *status)
{
    int transparent = NO_COLOUR;
    // The screen is not made, but nobody draws one so large.
    if (!pixels_check_size(file, (uint64_t)gif->SWidth, (uint64_t)gif->SHeight, status))
        return false;
    if (!find_frame(gif, &transparent))
        return damaged(gif, file, status);
    if (!gif->Image.ColorMap && !gif->SColorMap)
        return picture_file_damaged(file, TR("it has no colours"), status);
    if (!pixels_make(pixels, file, (uint64_t)gif->Image.Width, (uint64_t)gif->Image.Height,
                     MOST_PER_BYTE, status))
        return false;
    uint8_t *index = malloc((size_t)pixels->width);
    bool done = index && read_rows(gif, pixels, index, transparent);
    free(index);
    if (done)
        return true;
    pixels_free(pixels);
    return index ? damaged(gif, file, status)
                 : status_fail(status, STATUS_NO_MEMORY, tr("out of memory for the picture %s"),
                               file->path);
}

bool picture_is_gif(const struct bytes *bytes)
{
    return picture_file_has(bytes, 0, "GIF8", 4);
}

bool picture_decode_gif(struct pixels *pixels, const struct picture_file *file,
                        struct status *status)
{
    struct source source = {file->bytes.data, file->bytes.size};
    int error = 0;
    *pixels = (struct pixels){0};
    GifFileType *gif = DGifOpen(&source, feed, &error);
    if (!gif) {
        const char *reason = GifErrorString(error);
        return picture_file_damaged(file, reason ? reason : "it makes no sense", status);
    }
    bool done = decode(pixels, gif, file, status);
    DGifCloseFile(gif, &error);
    return done;
}
