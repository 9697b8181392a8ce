// A table of the first bytes of what people mistake for something that is read here, each with its
// name and a way out.
#include "app/pictures/foreign.h"

#include "app/language/tr.h"
#include "app/pictures/picture_kinds.h"
#include "nn/base/byte_order.h"
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { START = 512 }; // bytes that are looked at

// What is done about it, and, for %s, which pictures are read.
static const char save_as_png[] = TR("save it as PNG in a picture editor; %s are read");
static const char read_here[] =
    TR("models (safetensors), pictures (%s) and strokes files (text) are read");

static const struct foreign {
    size_t at;
    const char *magic;
    size_t length;
    const char *name, *remedy;
} foreigners[] = {
    {0, "II*\0", 4, TR("a TIFF picture"), save_as_png},
    {0, "MM\0*", 4, TR("a TIFF picture"), save_as_png},
    {0, "II+\0", 4, TR("a TIFF picture"), save_as_png},
    {0, "MM\0+", 4, TR("a TIFF picture"), save_as_png},
    {4, "ftypheic", 8, TR("a HEIC picture"), save_as_png},
    {4, "ftypheix", 8, TR("a HEIC picture"), save_as_png},
    {4, "ftypmif1", 8, TR("a HEIF picture"), save_as_png},
    {4, "ftypmsf1", 8, TR("a HEIF picture"), save_as_png},
    {4, "ftypavif", 8, TR("an AVIF picture"), save_as_png},
    {4, "ftypavis", 8, TR("an AVIF picture"), save_as_png},
    {4, "ftyp", 4, TR("a film"), save_as_png},
    {0, "\xff\x0a", 2, TR("a JPEG XL picture"), save_as_png},
    {0, "\0\0\0\x0cJXL ", 8, TR("a JPEG XL picture"), save_as_png},
    {0, "\0\0\0\x0cjP  ", 8, TR("a JPEG 2000 picture"), save_as_png},
    {0, "\xff\x4f\xff\x51", 4, TR("a JPEG 2000 picture"), save_as_png},
    {0, "8BPS", 4, TR("a Photoshop picture"), save_as_png},
    {0, "gimp xcf", 8, TR("a GIMP picture"), save_as_png},
    {0, "\0\0\1\0", 4, TR("an icon"), save_as_png},
    {0, "P7\n", 3, TR("a PAM picture"), save_as_png},
    {0, "<svg", 4, TR("an SVG drawing"), save_as_png},
    {0, "%PDF", 4, TR("a PDF document"), save_as_png},
    {0, "%!PS", 4, TR("a PostScript document"), save_as_png},
    {0, "PK\3\4", 4, TR("a ZIP archive (or a model of PyTorch)"), read_here},
    {0, "\x93NUMPY", 6, TR("an array of NumPy"), read_here},
    {0, "\x89HDF", 4, TR("an HDF5 file"), read_here},
    {0,
     "\xfd"
     "7zXZ",
     5, TR("an XZ archive: unpack it first"), read_here},
    {0, "BZh", 3, TR("a bzip2 archive: unpack it first"), read_here},
    {0, "\x28\xb5\x2f\xfd", 4, TR("a Zstandard archive: unpack it first"), read_here},
    {0, "7z\xbc\xaf", 4, TR("a 7-Zip archive: unpack it first"), read_here},
    {0, "\xff\xfe", 2, TR("text in UTF-16"), TR("save it as UTF-8 first")},
    {0, "\xfe\xff", 2, TR("text in UTF-16"), TR("save it as UTF-8 first")},
};

static bool begins(const struct bytes *start, const struct foreign *foreign)
{
    return start->size >= foreign->at + foreign->length &&
           memcmp(start->data + foreign->at, foreign->magic, foreign->length) == 0;
}

// IDX: two zeros, the type of the numbers, how many dimensions, their sizes.
static bool is_idx(const struct bytes *start)
{
    return start->size >= 8 && start->data[0] == 0 && start->data[1] == 0 && start->data[2] >= 8 &&
           start->data[2] <= 14 && start->data[3] >= 1 && start->data[3] <= 4;
}

static bool explain_idx(const char *name, const struct bytes *start, struct status *status)
{
    bool pictures = start->data[3] > 1;
    status_fail(status, STATUS_BAD_DATA,
                pictures
                    ? tr("%s is an IDX file with %u pictures, a part of a data set: it is used "
                         "with the others in its folder (Train > Start on another folder, or "
                         "--data)")
                    : tr("%s is an IDX file with %u labels, a part of a data set: it is used "
                         "with the others in its folder (Train > Start on another folder, or "
                         "--data)"),
                name, big32(start->data + 4));
    return true;
}

static void say_remedy(char *text, size_t size, const char *remedy)
{
    snprintf(text, size, tr(remedy), picture_kinds_named());
}

bool foreign_explain(const char *name, const struct bytes *start, struct status *status)
{
    char said[300];
    if (is_idx(start))
        return explain_idx(name, start, status);
    for (size_t i = 0; i < sizeof foreigners / sizeof foreigners[0]; i++)
        if (begins(start, &foreigners[i])) {
            say_remedy(said, sizeof said, foreigners[i].remedy);
            status_fail(status, STATUS_BAD_DATA, tr("%s is %s, which is not read: %s"), name,
                        tr(foreigners[i].name), said);
            return true;
        }
    return false;
}

// Data sets mostly come compressed. What cannot be unpacked has no beginning.
static size_t unpack_start(uint8_t out[START], uint8_t packed[START], size_t size)
{
    enum { GZIP = 15 + 16 };
    z_stream zip = {.next_in = packed, .avail_in = (uInt)size};
    if (inflateInit2(&zip, GZIP) != Z_OK)
        return 0;
    zip.next_out = out;
    zip.avail_out = START;
    inflate(&zip, Z_SYNC_FLUSH);
    size_t made = START - zip.avail_out;
    inflateEnd(&zip);
    return made;
}

// Text has no control characters but white space.
static bool is_text(const struct bytes *start)
{
    for (size_t i = 0; i < start->size; i++) {
        uint8_t byte = start->data[i];
        if ((byte < ' ' && !(byte >= '\t' && byte <= '\r') && byte != 0x1a) || byte == 0x7f)
            return false;
    }
    return true;
}

bool foreign_explain_file(const char *path, struct status *status)
{
    uint8_t start[START], unpacked[START];
    struct bytes bytes = {start, file_read_start(start, sizeof start, path)};
    if (bytes.size > 2 && start[0] == 0x1f && start[1] == 0x8b)
        bytes = (struct bytes){unpacked, unpack_start(unpacked, start, bytes.size)};
    if (foreign_explain(path, &bytes, status))
        return true;
    if (is_text(&bytes))
        return false;
    char said[300];
    say_remedy(said, sizeof said, read_here);
    status_fail(status, STATUS_BAD_DATA, tr("%s is of no kind that is read: %s"), path, said);
    return true;
}
