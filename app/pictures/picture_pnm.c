// PBM, PGM and PPM, as text or bytes, one or two bytes a sample. The format is so small that no
// library is needed.
#include "app/language/tr.h"
#include "app/pictures/picture_decoders.h"

#include <ctype.h>

struct pnm {
    const struct picture_file *file;
    size_t at;     // the next byte
    int type;      // 1..6, as in P5
    unsigned most; // the sample that is white
    int shift;     // bits that no sample uses
};

static bool is_text(const struct pnm *pnm)
{
    return pnm->type <= 3;
}

static bool is_bitmap(const struct pnm *pnm)
{
    return pnm->type == 1 || pnm->type == 4;
}

static int samples_of(const struct pnm *pnm)
{
    return pnm->type == 3 || pnm->type == 6 ? 3 : 1;
}

// The next byte, or -1.
static int next(struct pnm *pnm)
{
    const struct bytes *bytes = &pnm->file->bytes;
    return pnm->at < bytes->size ? bytes->data[pnm->at++] : -1;
}

// The first byte after white space and comments, which run from # to the end of the line: a line
// may end in a CR alone.
static int next_word(struct pnm *pnm)
{
    int byte = next(pnm);
    while (byte == '#' || isspace(byte)) {
        if (byte == '#')
            while (byte >= 0 && byte != '\n' && byte != '\r')
                byte = next(pnm);
        else
            byte = next(pnm);
    }
    return byte;
}

// The next number and the byte after it; false if there is none. What is too large stays so.
static bool next_number(struct pnm *pnm, unsigned *number)
{
    int byte = next_word(pnm);
    bool there = isdigit(byte);
    *number = 0;
    for (; isdigit(byte); byte = next(pnm))
        *number = *number > 9999999 ? *number : *number * 10 + (unsigned)(byte - '0');
    return there;
}

static bool next_sample(struct pnm *pnm, unsigned *sample)
{
    if (pnm->type == 1) { // digits need no space between them
        int byte = next_word(pnm);
        *sample = byte == '0'; // 1 is black
        return byte == '0' || byte == '1';
    }
    if (is_text(pnm))
        return next_number(pnm, sample);
    int high = next(pnm), low = pnm->most > 255 ? next(pnm) : 0;
    if (high < 0 || low < 0)
        return false;
    *sample = pnm->most > 255 ? (unsigned)high << 8 | (unsigned)low : (unsigned)high;
    return true;
}

static uint8_t light_of(const struct pnm *pnm, unsigned sample)
{
    unsigned light = sample < pnm->most ? sample : pnm->most;
    light = light << pnm->shift < pnm->most ? light << pnm->shift : pnm->most;
    return (uint8_t)((light * 255u + pnm->most / 2) / pnm->most);
}

static bool read_bits(struct pnm *pnm, struct pixels *pixels)
{
    uint8_t(*rgba)[4] = pixels->rgba;
    for (int y = 0; y < pixels->height; y++) {
        int byte = 0;
        for (int x = 0; x < pixels->width; x++, rgba++) {
            if (x % 8 == 0 && (byte = next(pnm)) < 0)
                return false;
            uint8_t light = byte & 0x80 >> x % 8 ? 0 : 255;
            for (int part = 0; part < 4; part++)
                (*rgba)[part] = part < 3 ? light : 255;
        }
    }
    return true;
}

static bool read_samples(struct pnm *pnm, struct pixels *pixels)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height;
    int samples = samples_of(pnm);
    for (size_t i = 0; i < count; i++) {
        uint8_t *rgba = pixels->rgba[i];
        for (int part = 0; part < 3; part++) {
            unsigned sample;
            if (part >= samples)
                rgba[part] = rgba[0];
            else if (next_sample(pnm, &sample))
                rgba[part] = light_of(pnm, sample);
            else
                return false;
        }
        rgba[3] = 255;
    }
    return true;
}

// Of all samples, which are read twice for it.
static unsigned largest_sample(struct pnm pnm, const struct pixels *pixels)
{
    size_t count = (size_t)pixels->width * (size_t)pixels->height * (size_t)samples_of(&pnm);
    unsigned largest = 0, sample;
    for (size_t i = 0; i < count && next_sample(&pnm, &sample); i++)
        largest = sample > largest ? sample : largest;
    return largest;
}

static bool read_head(struct pnm *pnm, unsigned *width, unsigned *height)
{
    pnm->at = 1;
    pnm->type = next(pnm) - '0';
    pnm->most = 1;
    if (!next_number(pnm, width) || !next_number(pnm, height))
        return false;
    return is_bitmap(pnm) || (next_number(pnm, &pnm->most) && pnm->most > 0 && pnm->most < 65536);
}

bool picture_is_pnm(const struct bytes *bytes)
{
    return bytes->size > 2 && bytes->data[0] == 'P' && bytes->data[1] >= '1' &&
           bytes->data[1] <= '6' && (isspace(bytes->data[2]) || bytes->data[2] == '#');
}

bool picture_decode_pnm(struct pixels *pixels, const struct picture_file *file,
                        struct status *status)
{
    struct pnm pnm = {.file = file};
    unsigned width, height;
    *pixels = (struct pixels){0};
    if (!read_head(&pnm, &width, &height))
        return picture_file_damaged(file, TR("its header is broken"), status);
    if (!pixels_make(pixels, file, width, height, pnm.type == 4 ? 8 : 1, status))
        return false;
    if (pnm.most == 65535)
        pnm.shift = pixels_spare_bits(largest_sample(pnm, pixels));
    if (pnm.type == 4 ? read_bits(&pnm, pixels) : read_samples(&pnm, pixels))
        return true;
    pixels_free(pixels);
    return picture_file_damaged(file, TR("its pixels are not all there"), status);
}
