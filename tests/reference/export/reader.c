// Reads the images of an IDX file with an exported c-file, or with a c-int8 (-DINT8), and prints a
// line for each: its number, what is read, and ten probabilities (of c-int8 in ten thousandths). It
// runs on a microcontroller without a system, too.
//
//   reader IMAGES COUNT
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef INT8
int lenet_read(const uint8_t image[32][32], uint16_t probability[10]);
#else
int lenet_read(const float image[32][32], float probability[10]);
void lenet_image(float image[32][32], const unsigned char grey[28][28]);
#endif

enum { HEADER = 16 };

static void print_reading(int number, uint8_t grey[28][28])
{
#ifdef INT8
    static uint8_t image[32][32];
    uint16_t probability[10];
    for (int i = 0; i < 28 * 28; i++)
        image[i / 28 + 2][i % 28 + 2] = grey[i / 28][i % 28];
    printf("%d,%d", number, lenet_read((const uint8_t(*)[32])image, probability));
    for (int digit = 0; digit < 10; digit++)
        printf(",%d", probability[digit]);
#else
    static float image[32][32];
    float probability[10];
    lenet_image(image, (const unsigned char(*)[28])grey);
    printf("%d,%d", number, lenet_read((const float(*)[32])image, probability));
    for (int digit = 0; digit < 10; digit++)
        printf(",%.9g", (double)probability[digit]);
#endif
    printf("\n");
}

int main(int argc, char **argv)
{
    static uint8_t grey[28][28];
    FILE *images = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (!images || fread(grey, 1, HEADER, images) != HEADER) {
        fprintf(stderr, "usage: reader IMAGES COUNT\n");
        return 2;
    }
    for (int i = 0; i < atoi(argv[2]); i++) {
        if (fread(grey, 1, sizeof grey, images) != sizeof grey)
            return 1;
        print_reading(i, grey);
    }
    fclose(images);
    return 0;
}
