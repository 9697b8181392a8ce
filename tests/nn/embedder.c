// A program that embeds the installed library, as C99 and as C++. Its own functions have names that
// the library has inside.
#include <lenetpad.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif
int file_read(void);
int model_load(void);
int lenet_forward(void);
int file_read(void)
{
    return 1;
}
int model_load(void)
{
    return 2;
}
int lenet_forward(void)
{
    return 4;
}
#ifdef __cplusplus
}
#endif

int main(int argc, char **argv)
{
    static const struct lenet_point seven[] = {{100, 100}, {300, 100}, {200, 400}};
    static const struct lenet_stroke stroke = {seven, 3};
    struct lenet_error error;
    struct lenet_reading reading;
    struct lenet_model *model = argc == 2 ? lenet_model_load(argv[1], &error) : NULL;
    if (!model || !lenet_read_drawing(model, &reading, &stroke, 1, 512, &error))
        return 1;
    lenet_model_free(model);
    printf("%s %d %d\n", lenet_version(), reading.digit,
           file_read() + model_load() + lenet_forward());
    return 0;
}
