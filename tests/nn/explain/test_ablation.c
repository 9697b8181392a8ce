// A network with silenced parts against the specification with the same parts silenced.
#include "tests/support/support.h"

#include "nn/explain/ablation.h"
#include "tests/support/explained.h"
#include "tests/support/naive_operated.h"

static struct explained shipped;
static struct ablation ablation, right; // of each test; the one and what it must come to

static int load_shipped(void **state)
{
    (void)state;
    explained_load(&shipped);
    return 0;
}

static int nothing_silenced(void **state)
{
    (void)state;
    memset(&ablation, 0, sizeof ablation);
    memset(&right, 0, sizeof right);
    return 0;
}

static double difference(const struct lenet_activations *read)
{
    static struct naive naive;
    double worst = 0;
    for (int y = 0; y < 32; y++)
        for (int x = 0; x < 32; x++)
            naive.input[y][x] = (double)read->input[y][x];
    naive_operated(&naive, &shipped.lenet, &right, NULL);
    for (int k = 0; k < 10; k++)
        worst = fmax(worst, fabs(naive.logits[k] - (double)read->logits[k]));
    return worst;
}

static void silence(struct terms_cell part, const struct lenet_activations *constant)
{
    ablation_silence(&ablation, part, constant);
    naive_silence(&right, part, constant);
}

static double silenced_difference(int digit)
{
    struct lenet_activations read = shipped.activations[digit];
    ablation_forward(&read, &shipped.lenet, &ablation);
    return difference(&read);
}

// ---- Tests --------------------------------------------------------------------------------------

static const struct terms_cell parts[] = {
    {LENET_C1, 2, 13, 14},  {LENET_C1, 4, -1, -1},  {LENET_C1, -1, -1, -1},  {LENET_S2, 0, 6, 7},
    {LENET_S2, 5, -1, -1},  {LENET_C3, 7, 4, 5},    {LENET_C3, 11, -1, -1},  {LENET_S4, 15, 2, 2},
    {LENET_S4, 3, -1, -1},  {LENET_C5, 60, 0, 0},   {LENET_C5, 119, -1, -1}, {LENET_F6, 0, 0, 0},
    {LENET_F6, 83, -1, -1}, {LENET_F6, -1, -1, -1},
};
enum { PARTS = sizeof parts / sizeof *parts };

static void test_silencing_is_replacing_the_values(void **state)
{
    for (int i = 0; i < PARTS; i++) {
        nothing_silenced(state);
        silence(parts[i], NULL);
        double zero = silenced_difference(i % EXPLAINED);
        silence(parts[i], &shipped.activations[7]);
        double other = silenced_difference(i % EXPLAINED);
        if (zero > 1e-4 || other > 1e-4)
            fail_msg("part %d: logits off by %g and %g", i, zero, other);
    }
}

static void test_silencing_matters(void **state)
{
    (void)state;
    for (int i = 0; i < PARTS; i++) {
        struct lenet_activations read = shipped.activations[0];
        nothing_silenced(state);
        silence(parts[i], NULL);
        assert_true(difference(&read) > 0); // of the whole network from the silenced one
    }
}

static void test_several_parts_are_silenced_together(void **state)
{
    (void)state;
    for (int i = 0; i < PARTS; i += 2)
        silence(parts[i], i % 4 ? &shipped.activations[3] : NULL);
    assert_true(silenced_difference(5) < 1e-4);
}

static void test_healing_gives_back_the_bytes(void **state)
{
    (void)state;
    static const struct ablation none;
    struct lenet_activations read = shipped.activations[4];
    for (int i = 0; i < PARTS; i++)
        ablation_silence(&ablation, parts[i], &shipped.activations[1]);
    assert_false(ablation_is_none(&ablation));
    ablation_forward(&read, &shipped.lenet, &ablation);
    assert_memory_not_equal(&read, &shipped.activations[4], sizeof read);
    for (int i = 0; i < PARTS; i++)
        ablation_heal(&ablation, parts[i]);
    assert_true(ablation_is_none(&ablation));
    assert_memory_equal(&ablation, &none, sizeof none);
    ablation_forward(&read, &shipped.lenet, &ablation);
    assert_memory_equal(&read, &shipped.activations[4], sizeof read);
}

static void test_a_part_is_silenced_when_all_of_it_is(void **state)
{
    (void)state;
    ablation_silence(&ablation, (struct terms_cell){LENET_C3, 7, 4, 5}, NULL);
    assert_true(ablation_silences(&ablation, (struct terms_cell){LENET_C3, 7, 4, 5}));
    assert_false(ablation_silences(&ablation, (struct terms_cell){LENET_C3, 7, -1, -1}));
    assert_int_equal(ablation.silenced_count, 1);
    ablation_silence(&ablation, (struct terms_cell){LENET_C3, 7, -1, -1}, NULL);
    assert_true(ablation_silences(&ablation, (struct terms_cell){LENET_C3, 7, -1, -1}));
    assert_int_equal(ablation.silenced_count, 100);
}

static void test_noise_is_the_same_each_time_and_as_large_as_asked(void **state)
{
    (void)state;
    struct lenet_activations once = shipped.activations[0], again = once;
    ablation.noise[LENET_C5] = 0.1f;
    ablation_forward(&once, &shipped.lenet, &ablation);
    ablation_forward(&again, &shipped.lenet, &ablation);
    assert_memory_equal(&once, &again, sizeof once);
    double squares = 0;
    for (int u = 0; u < 120; u++)
        squares += pow((double)once.c5[u] - (double)shipped.activations[0].c5[u], 2);
    double deviation = sqrt(squares / 120);
    if (deviation < 0.07 || deviation > 0.13)
        fail_msg("a deviation of %g", deviation);
    ablation.seed = 1;
    ablation_forward(&again, &shipped.lenet, &ablation);
    assert_memory_not_equal(&once, &again, sizeof once);
}

static void test_noise_can_be_taken_away_from_what_is_not_silenced(void **state)
{
    (void)state;
    struct lenet_activations read = shipped.activations[0];
    ablation.noise[LENET_F6] = 0.2f;
    ablation_silence(&ablation, (struct terms_cell){LENET_F6, 9, 0, 0}, &shipped.activations[5]);
    ablation_forward(&read, &shipped.lenet, &ablation);
    ablation_take_noise_away(&read, &ablation);
    for (int u = 0; u < 84; u++)
        if (u == 9)
            assert_true(read.f6[u] == shipped.activations[5].f6[u]);
        else
            assert_true(fabsf(read.f6[u] - shipped.activations[0].f6[u]) < 1e-6f);
}

static void test_several_images_are_read_as_each_of_them_is(void **state)
{
    (void)state;
    enum { IMAGES = 5 };
    static float image[IMAGES][LENET_SIDE][LENET_SIDE];
    float logits[IMAGES][LENET_CLASSES];
    for (int i = 0; i < IMAGES; i++)
        memcpy(image[i], shipped.activations[i].input, sizeof image[i]);
    for (int part = -1; part < PARTS; part += 4) {
        if (part >= 0)
            ablation_silence(&ablation, parts[part], NULL);
        ablation_logits(logits, (const float(*)[LENET_SIDE][LENET_SIDE])image, IMAGES,
                        &shipped.lenet, part < 0 ? NULL : &ablation);
        for (int i = 0; i < IMAGES; i++) {
            struct lenet_activations read = shipped.activations[i];
            ablation_forward(&read, &shipped.lenet, &ablation);
            assert_memory_equal(logits[i], read.logits, sizeof read.logits);
        }
    }
}

static void test_a_data_set_is_read_with_the_ablation(void **state)
{
    (void)state;
    struct dataset digits = {0};
    struct threads *threads = NULL;
    struct evaluation whole, none, silenced;
    size_t wrong = 0;
    assert_true(practice_make(&digits, 100, 5, DATASET_TEST, NULL));
    assert_true(threads_open(&threads, 2, NULL));
    assert_true(evaluation_run(&whole, &shipped.lenet, &digits, threads, NULL, NULL));
    assert_true(ablation_evaluate(&none, &shipped.lenet, &ablation, &digits, threads, NULL));
    assert_memory_equal(&whole, &none, sizeof whole);
    ablation_silence(&ablation, (struct terms_cell){LENET_C1, -1, -1, -1}, NULL);
    assert_true(ablation_evaluate(&silenced, &shipped.lenet, &ablation, &digits, threads, NULL));
    for (size_t i = 0; i < digits.count; i++) {
        static struct lenet_activations read;
        lenet_input_from_digit(read.input, digits.image[i]);
        ablation_forward(&read, &shipped.lenet, &ablation);
        wrong += lenet_best(read.logits) != digits.label[i];
    }
    assert_int_equal(silenced.wrong, wrong);
    assert_true(silenced.wrong > 50); // the network is blind
    threads_close(threads);
    dataset_free(&digits);
}

static void test_means_are_those_of_the_images(void **state)
{
    (void)state;
    static struct lenet_activations mean, read;
    static double sum[ABLATION_CELLS];
    struct dataset digits = {0};
    assert_true(practice_make(&digits, 37, 5, DATASET_TEST, NULL));
    assert_true(ablation_means(&mean, &shipped.lenet, &digits, NULL));
    for (size_t i = 0; i < digits.count; i++) {
        lenet_input_from_digit(read.input, digits.image[i]);
        lenet_forward(&read, &shipped.lenet);
        for (size_t j = 0; j < ABLATION_CELLS; j++)
            sum[j] += (double)((const float *)&read)[j] / 37;
    }
    for (size_t j = 0; j < ABLATION_CELLS; j++)
        if (fabs(sum[j] - (double)((const float *)&mean)[j]) > 1e-5)
            fail_msg("activation %zu: %g, not %g", j, (double)((const float *)&mean)[j], sum[j]);
    digits.count = 0;
    assert_false(ablation_means(&mean, &shipped.lenet, &digits, NULL));
    digits.count = 37;
    dataset_free(&digits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_silencing_is_replacing_the_values, nothing_silenced),
        cmocka_unit_test_setup(test_silencing_matters, nothing_silenced),
        cmocka_unit_test_setup(test_several_parts_are_silenced_together, nothing_silenced),
        cmocka_unit_test_setup(test_healing_gives_back_the_bytes, nothing_silenced),
        cmocka_unit_test_setup(test_a_part_is_silenced_when_all_of_it_is, nothing_silenced),
        cmocka_unit_test_setup(test_noise_is_the_same_each_time_and_as_large_as_asked,
                               nothing_silenced),
        cmocka_unit_test_setup(test_noise_can_be_taken_away_from_what_is_not_silenced,
                               nothing_silenced),
        cmocka_unit_test_setup(test_several_images_are_read_as_each_of_them_is, nothing_silenced),
        cmocka_unit_test_setup(test_a_data_set_is_read_with_the_ablation, nothing_silenced),
        cmocka_unit_test_setup(test_means_are_those_of_the_images, nothing_silenced),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
