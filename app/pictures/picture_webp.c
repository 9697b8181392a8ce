// The first (mostly the only) frame of a WebP through libwebp and its demuxer, which is what tells
// the frames of an animation apart.
#include "app/language/tr.h"
#include "app/pictures/picture_decoders.h"

#include <webp/decode.h>
#include <webp/demux.h>

static bool decode_frame(struct pixels *pixels, const WebPIterator *frame,
                         const struct picture_file *file, struct status *status)
{
    WebPBitstreamFeatures features;
    const WebPData *data = &frame->fragment;
    if (!frame->complete || WebPGetFeatures(data->bytes, data->size, &features) != VP8_STATUS_OK)
        return picture_file_damaged(file, TR("its first frame is broken"), status);
    // An even picture may take no byte a pixel at all.
    if (!pixels_make(pixels, file, (uint64_t)features.width, (uint64_t)features.height, 0, status))
        return false;
    size_t row = (size_t)pixels->width * sizeof *pixels->rgba;
    if (WebPDecodeRGBAInto(data->bytes, data->size, pixels->rgba[0], row * (size_t)pixels->height,
                           (int)row))
        return true;
    pixels_free(pixels);
    return picture_file_damaged(file, TR("its pixels are broken"), status);
}

static bool decode(struct pixels *pixels, const WebPDemuxer *demux, const struct picture_file *file,
                   struct status *status)
{
    WebPIterator frame = {0};
    WebPChunkIterator exif = {0};
    if (!pixels_check_size(file, WebPDemuxGetI(demux, WEBP_FF_CANVAS_WIDTH),
                           WebPDemuxGetI(demux, WEBP_FF_CANVAS_HEIGHT), status))
        return false;
    bool done = WebPDemuxGetFrame(demux, 1, &frame)
                    ? decode_frame(pixels, &frame, file, status)
                    : picture_file_damaged(file, TR("it has no frame"), status);
    WebPDemuxReleaseIterator(&frame);
    if (done && WebPDemuxGetChunk(demux, "EXIF", 1, &exif))
        done = pixels_turn_as_exif(pixels, exif.chunk.bytes, exif.chunk.size, status);
    WebPDemuxReleaseChunkIterator(&exif);
    return done;
}

bool picture_is_webp(const struct bytes *bytes)
{
    return picture_file_has(bytes, 0, "RIFF", 4) && picture_file_has(bytes, 8, "WEBP", 4);
}

bool picture_decode_webp(struct pixels *pixels, const struct picture_file *file,
                         struct status *status)
{
    WebPData data = {file->bytes.data, file->bytes.size};
    *pixels = (struct pixels){0};
    WebPDemuxer *demux = WebPDemux(&data);
    if (!demux)
        return picture_file_damaged(file, TR("its parts do not fit together"), status);
    bool done = decode(pixels, demux, file, status);
    WebPDemuxDelete(demux);
    return done;
}
