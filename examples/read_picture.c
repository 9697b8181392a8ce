// Reads the digit on a photograph or a scan, a grey PGM file: read_picture MODEL PICTURE.pgm
#include <lenetpad.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    static uint8_t light[4096 * 4096]; // 0 is black
    unsigned w, h, max;
    struct lenet_reading reading;
    struct lenet_error error = {LENET_ERROR_USAGE, "give it a model and a picture"};
    struct lenet_model *model = argc == 3 ? lenet_model_load(argv[1], &error) : NULL;
    FILE *file = model ? fopen(argv[2], "rb") : NULL;
    if (model && (!file || fscanf(file, "P5 %4u %4u %5u%*c", &w, &h, &max) != 3 || max != 255 ||
                  w > 4096 || h > 4096 || fread(light, w, h, file) != h))
        return fprintf(stderr, "no grey PGM file up to 4096x4096: %s\n", argv[2]), 1;
    if (!model || !lenet_read_photo(model, &reading, light, (int)w, (int)h, &error))
        return fprintf(stderr, "%s\n", error.message), 1;
    if (!reading.empty)
        printf("%d %.6f\n", reading.digit, reading.probability[reading.digit]);
}
