// A digit at random onto the pad, for whoever does not want to draw one.
#include "app/session/random_digit.h"
#include "app/language/tr.h"
#include "app/session/shown_digits.h"
#include "app/training/data_source.h"
#include "nn/base/random.h"
#include "nn/data/practice.h"

static void practice_digit(struct session *session, int label)
{
    struct drawing drawing;
    struct status status = {0};
    if (!practice_drawing(&drawing, label, session->random_seed + session->random_count, &status)) {
        questions_error(&session->questions, tr("There is no digit to show"), &status);
        return;
    }
    if (!pad_fit_drawing(&session->pad, &drawing, session_brush_diameter(session, false), &status))
        questions_error(&session->questions, tr("There is no digit to show"), &status);
    else
        shown_digits_note(session, (struct shown_digit){.from = SHOWN_PRACTICE, .label = label});
    drawing_free(&drawing);
}

void random_digit_show(struct session *session)
{
    char folder[PATH_SIZE];
    struct random random;
    session->changed = true;
    session_data_folder(session, folder);
    if (session->test_digits.count == 0 && folder[0] && !data_source_is_practice(folder))
        data_source_load(&session->test_digits, folder, DATASET_TEST, NULL);
    random_init(&random, session->random_seed, session->random_count++);
    if (session->test_digits.count == 0) {
        practice_digit(session, (int)random_below(&random, LENET_CLASSES));
        return;
    }
    uint32_t index = random_below(&random, (uint32_t)session->test_digits.count);
    struct ink picture = {DIGIT_SIDE, DIGIT_SIDE, &session->test_digits.image[index][0][0]};
    struct status status = {0};
    if (!pad_set_picture(&session->pad, &picture, &status)) {
        questions_error(&session->questions, tr("There is no digit to show"), &status);
        return;
    }
    shown_digits_note(session, (struct shown_digit){.from = SHOWN_TEST,
                                                    .number = index,
                                                    .label = session->test_digits.label[index]});
}
