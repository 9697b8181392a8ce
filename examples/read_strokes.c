// Reads every drawing of a strokes file as if it were drawn on the pad: read_strokes MODEL FILE
#include <lenetpad.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    struct lenet_error error = {LENET_ERROR_USAGE, "read_strokes MODEL FILE"};
    struct lenet_model *model = argc == 3 ? lenet_model_load(argv[1], &error) : NULL;
    struct lenet_strokes *strokes = model ? lenet_strokes_load(argv[2], &error) : NULL;
    size_t i, read = 0, count = strokes ? lenet_strokes_count(strokes) : 0;
    for (i = 0; i < count; i++, read++) {
        struct lenet_reading reading;
        struct lenet_drawing drawing = lenet_strokes_drawing(strokes, i);
        if (!lenet_read_drawing(model, &reading, drawing.stroke, drawing.count, 0, &error))
            break;
        if (!reading.empty)
            printf("%d %.6f%s\n", reading.digit, reading.probability[reading.digit],
                   reading.sure ? "" : " not sure");
        else
            printf("nothing\n");
    }
    lenet_strokes_free(strokes);
    lenet_model_free(model);
    return count > 0 && read == count ? 0 : (fprintf(stderr, "%s\n", error.message), 1);
}
