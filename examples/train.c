// Trains on digits that the library makes, tests on others, and saves: train OUT EPOCHS
#include <lenetpad.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    struct lenet_error error = {LENET_ERROR_USAGE, "train OUT EPOCHS"};
    struct lenet_training_options options = lenet_training_defaults();
    struct lenet_digits *learn = lenet_digits_practice(20000, 1, LENET_PART_TRAIN, &error);
    struct lenet_digits *test = lenet_digits_practice(4000, 1, LENET_PART_TEST, &error);
    struct lenet_training *training = NULL;
    struct lenet_model *model = NULL;
    struct lenet_score score;
    options.epochs = argc == 3 ? atoi(argv[2]) : 0;
    if (learn && test)
        training = lenet_training_new(NULL, learn, &options, &error);
    while (training && !lenet_training_is_over(training))
        if (!lenet_training_step(training, &error))
            break;
    if (training && lenet_training_is_over(training))
        model = lenet_training_model(training, &error);
    if (!model || !lenet_test(model, test, 0, &score, &error) ||
        !lenet_model_save(model, argv[1], &error))
        return fprintf(stderr, "%s\n", error.message), 1;
    printf("%u of %u misread\n", (unsigned)score.wrong, (unsigned)score.count);
    return 0;
}
