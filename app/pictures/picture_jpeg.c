// JPEG through libjpeg (libjpeg-turbo). libjpeg goes on after most faults and fills in grey; here
// what is missing or broken in the pixels' data ends the reading, so that a file cut short is said
// to be so and a broken one costs no more work than a whole one.
#include "app/language/tr.h"
#include "app/pictures/picture_decoders.h"

#include <setjmp.h>
#include <stdio.h> // before jpeglib.h, which needs it
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

enum {
    EXIF_MARKER = JPEG_APP0 + 1,
    EXIF_HEAD = 6, // "Exif", 0, 0
    // Every 8x8 pixels take a bit at least, but only where a component has them all; 4x4 is the
    // least that one may have.
    MOST_PER_BYTE = 8 * 64 * 16,
    // Progressive pictures come in scans, each of which goes over all pixels: usually ten.
    MOST_SCANS = 100,
};

// Of all scans together, in pixels: twenty of the largest picture.
static const uint64_t most_work = 20ull * PICTURE_MOST_SIDE * PICTURE_MOST_SIDE;

struct jpeg {
    struct jpeg_decompress_struct info;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf fault;
    const struct picture_file *file;
    struct pixels *pixels;
    struct status *status;
    uint8_t *row; // owned; CMYK
};

static bool is_rare(int code)
{
    return code == JERR_BAD_PRECISION || code == JERR_SOF_UNSUPPORTED ||
           code == JERR_CONVERSION_NOTIMPL || code == JERR_ARITH_NOTIMPL ||
           code == JERR_COMPONENT_COUNT || code == JERR_CCIR601_NOTIMPL ||
           code == JERR_FRACT_SAMPLE_NOTIMPL;
}

static void on_error(j_common_ptr info)
{
    struct jpeg *jpeg = info->client_data;
    char reason[JMSG_LENGTH_MAX];
    info->err->format_message(info, reason);
    if (info->err->msg_code == JERR_OUT_OF_MEMORY)
        status_fail(jpeg->status, STATUS_NO_MEMORY, tr("out of memory for the picture %s"),
                    jpeg->file->path);
    else if (is_rare(info->err->msg_code))
        picture_file_not_read(jpeg->file, reason, jpeg->status);
    else
        picture_file_damaged(jpeg->file, reason, jpeg->status);
    longjmp(jpeg->fault, 1);
}

// Other warnings are about what does not touch the pixels.
static void on_message(j_common_ptr info, int level)
{
    int code = info->err->msg_code;
    if (level < 0 &&
        (code == JWRN_HIT_MARKER || code == JWRN_JPEG_EOF || code == JWRN_HUFF_BAD_CODE ||
         code == JWRN_ARITH_BAD_CODE || code == JWRN_MUST_RESYNC))
        on_error(info);
}

static void on_progress(j_common_ptr info)
{
    struct jpeg *jpeg = info->client_data;
    const struct jpeg_decompress_struct *picture = &jpeg->info;
    uint64_t scans = (uint64_t)picture->input_scan_number;
    uint64_t pixels = (uint64_t)picture->image_width * picture->image_height;
    if (scans <= MOST_SCANS && scans * pixels <= most_work)
        return;
    picture_file_not_read(jpeg->file, TR("it has too many scans"), jpeg->status);
    longjmp(jpeg->fault, 1);
}

// Adobe's programs, which make nearly all such pictures, store how much light is left.
static void light_of_cmyk(uint8_t (*rgba)[4], const uint8_t *cmyk, size_t count, bool adobe)
{
    for (size_t i = 0; i < count; i++, cmyk += 4) {
        unsigned black = adobe ? cmyk[3] : 255u - cmyk[3];
        for (int part = 0; part < 3; part++) {
            unsigned light = adobe ? cmyk[part] : 255u - cmyk[part];
            rgba[i][part] = (uint8_t)((light * black + 127) / 255);
        }
        rgba[i][3] = 255;
    }
}

static void read_rows(struct jpeg *jpeg)
{
    struct jpeg_decompress_struct *info = &jpeg->info;
    size_t width = info->output_width;
    while (info->output_scanline < info->output_height) {
        uint8_t(*to)[4] = jpeg->pixels->rgba + width * info->output_scanline;
        JSAMPROW row = jpeg->row ? jpeg->row : to[0];
        jpeg_read_scanlines(info, &row, 1);
        if (jpeg->row)
            light_of_cmyk(to, jpeg->row, width, info->saw_Adobe_marker);
    }
}

static void turn(struct jpeg *jpeg)
{
    for (jpeg_saved_marker_ptr at = jpeg->info.marker_list; at; at = at->next)
        if (at->data_length > EXIF_HEAD && memcmp(at->data, "Exif\0\0", EXIF_HEAD) == 0) {
            if (!pixels_turn_as_exif(jpeg->pixels, at->data, at->data_length, jpeg->status))
                longjmp(jpeg->fault, 1);
            return;
        }
}

static void decode(struct jpeg *jpeg)
{
    struct jpeg_decompress_struct *info = &jpeg->info;
    const struct bytes *bytes = &jpeg->file->bytes;
    jpeg_create_decompress(info);
    info->progress = &jpeg->progress;
    jpeg_mem_src(info, bytes->data, (unsigned long)bytes->size);
    jpeg_save_markers(info, EXIF_MARKER, 0xffff);
    jpeg_read_header(info, TRUE);
    if (!pixels_make(jpeg->pixels, jpeg->file, info->image_width, info->image_height, MOST_PER_BYTE,
                     jpeg->status))
        longjmp(jpeg->fault, 1);
    bool cmyk = info->num_components == 4;
    info->out_color_space = cmyk ? JCS_CMYK : JCS_EXT_RGBA;
    if (cmyk && !(jpeg->row = malloc((size_t)info->image_width * 4)))
        ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
    jpeg_start_decompress(info);
    read_rows(jpeg);
    turn(jpeg); // before the markers are forgotten
    jpeg_finish_decompress(info);
}

bool picture_is_jpeg(const struct bytes *bytes)
{
    return picture_file_has(bytes, 0, "\xff\xd8\xff", 3);
}

bool picture_decode_jpeg(struct pixels *pixels, const struct picture_file *file,
                         struct status *status)
{
    struct jpeg jpeg = {.file = file, .pixels = pixels, .status = status};
    *pixels = (struct pixels){0};
    jpeg.info.err = jpeg_std_error(&jpeg.errors);
    jpeg.info.client_data = &jpeg;
    jpeg.errors.error_exit = on_error;
    jpeg.errors.emit_message = on_message;
    jpeg.progress.progress_monitor = on_progress;
    bool failed = setjmp(jpeg.fault) != 0;
    if (!failed)
        decode(&jpeg);
    else
        pixels_free(pixels);
    jpeg_destroy_decompress(&jpeg.info);
    free(jpeg.row);
    return !failed;
}
