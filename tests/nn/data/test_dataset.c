// Digits come out of IDX files as they went in, and a file that lies about itself is refused.
#include "tests/support/support.h"

#include "nn/data/dataset.h"
#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"
#include "nn/data/upright.h"
#include "nn/files/file.h"
#include <sys/stat.h>

enum { COUNT = 3, DIGIT_BYTES = 28 * 28, IMAGES_SIZE = 16 + COUNT * DIGIT_BYTES };

static void make_digits(struct dataset *digits, size_t count)
{
    struct status status = {0};
    assert_true(dataset_init(digits, count, &status));
    for (size_t i = 0; i < count; i++) {
        digits->label[i] = (uint8_t)((i * 7 + 3) % 10);
        for (size_t k = 0; k < DIGIT_BYTES; k++)
            digits->image[i][k / 28][k % 28] = (uint8_t)(i * 31 + k * 5);
    }
}

static void save_digits(const char *images, const char *labels, size_t count)
{
    struct status status = {0};
    struct dataset digits;
    make_digits(&digits, count);
    if (!dataset_save(&digits, images, labels, &status))
        fail_msg("%s", status.message);
    dataset_free(&digits);
}

static void expect_digits(const struct dataset *loaded, size_t count)
{
    struct dataset expected;
    make_digits(&expected, count);
    assert_int_equal(loaded->count, count);
    assert_memory_equal(loaded->label, expected.label, count);
    assert_memory_equal(loaded->image, expected.image, count * DIGIT_BYTES);
    dataset_free(&expected);
}

static void expect_refused(const char *images, const char *labels, enum status_code code,
                           const char *words)
{
    struct status status = {0};
    struct dataset digits;
    assert_false(dataset_load_files(&digits, images, labels, &status));
    support_assert_says(&status, code, words);
    assert_null(digits.image);
    assert_null(digits.label);
}

static void put(uint8_t *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(number >> (24 - 8 * i));
}

// A good pair "images" and "labels", of which `change` spoils one.
static void with_number(const char *name, size_t at, uint32_t number)
{
    size_t size;
    save_digits("images", "labels", COUNT);
    uint8_t *file = support_read(name, &size);
    put(file + at, number);
    support_write(name, file, size);
    free(file);
}

static void test_digits_survive_a_round_trip_plain_and_packed(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"i", "l"}, {"i.gz", "l.gz"}, {"mixed", "mixed.gz"}};
    for (size_t i = 0; i < 3; i++) {
        struct status status = {0};
        struct dataset loaded;
        save_digits(names[i][0], names[i][1], 57);
        if (!dataset_load_files(&loaded, names[i][0], names[i][1], &status))
            fail_msg("%s", status.message);
        expect_digits(&loaded, 57);
        dataset_free(&loaded);
    }
}

static void test_the_bytes_are_those_of_the_format(void **state)
{
    (void)state;
    static const uint8_t images_header[16] = {0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28};
    static const uint8_t labels_file[11] = {0, 0, 8, 1, 0, 0, 0, 3, 3, 0, 7};
    size_t size;
    save_digits("images", "labels", COUNT);
    uint8_t *images = support_read("images", &size);
    assert_int_equal(size, IMAGES_SIZE);
    assert_memory_equal(images, images_header, 16);
    free(images);
    uint8_t *labels = support_read("labels", &size);
    assert_int_equal(size, 11);
    assert_memory_equal(labels, labels_file, 11);
    free(labels);
}

static void test_every_truncation_of_plain_files_is_refused(void **state)
{
    (void)state;
    save_digits("images", "labels", COUNT);
    size_t size;
    uint8_t *images = support_read("images", &size);
    for (size_t length = 0; length < size; length++) {
        support_write("cut", images, length);
        expect_refused("cut", "labels", STATUS_BAD_DATA, "cut: cut short");
    }
    free(images);
    uint8_t *labels = support_read("labels", &size);
    for (size_t length = 0; length < size; length++) {
        support_write("cut", labels, length);
        expect_refused("images", "cut", STATUS_BAD_DATA, "cut: cut short");
    }
    free(labels);
}

static void test_truncated_labels_are_refused_with_both_sizes(void **state)
{
    (void)state;
    size_t size;
    save_digits("images", "labels", COUNT);
    uint8_t *labels = support_read("labels", &size);
    support_write("labels", labels, size - 1);
    expect_refused("images", "labels", STATUS_BAD_DATA, "promises 3 labels (3 bytes), but 2 bytes");
    free(labels);
}

static void test_every_truncation_of_packed_files_is_refused(void **state)
{
    (void)state;
    save_digits("images.gz", "labels.gz", COUNT);
    size_t size;
    uint8_t *images = support_read("images.gz", &size);
    for (size_t length = 0; length < size; length++) {
        support_write("cut.gz", images, length);
        expect_refused("cut.gz", "labels.gz", STATUS_BAD_DATA, "cut short");
    }
    free(images);
    uint8_t *labels = support_read("labels.gz", &size);
    for (size_t length = 0; length < size; length++) {
        support_write("cut.gz", labels, length);
        expect_refused("images.gz", "cut.gz", STATUS_BAD_DATA, "cut short");
    }
    free(labels);
}

static void test_every_excess_is_refused(void **state)
{
    (void)state;
    static const char *const names[2] = {"images", "labels"};
    static const size_t excess[] = {1, 2, 783, 784, 100000};
    for (size_t n = 0; n < 2; n++) {
        for (size_t i = 0; i < sizeof excess / sizeof *excess; i++) {
            size_t size;
            save_digits("images", "labels", COUNT);
            uint8_t *file = support_read(names[n], &size);
            file = realloc(file, size + excess[i]);
            memset(file + size, 0, excess[i]);
            support_write(names[n], file, size + excess[i]);
            expect_refused("images", "labels", STATUS_BAD_DATA, "too long");
            free(file);
        }
    }
}

static void test_counts_that_would_overflow_are_refused(void **state)
{
    (void)state;
    // 0x05397830 x 784 is 16 more than 2^36; 5478275 x 784 is just past 2^32.
    static const uint32_t counts[] = {UINT32_MAX, 0x80000000u, 5478275u, 0x05397830u, COUNT + 1};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        with_number("images", 4, counts[i]);
        expect_refused("images", "labels", STATUS_BAD_DATA, "images: cut short");
        with_number("labels", 4, counts[i]);
        expect_refused("images", "labels", STATUS_BAD_DATA, "labels: cut short");
    }
}

static void test_other_magic_numbers_are_refused(void **state)
{
    (void)state;
    static const uint32_t magics[] = {0,          0x00000802, 0x00000903,
                                      0x00000d03, 0x03080000, 0x3c21444f};
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        with_number("images", 0, magics[i]);
        expect_refused("images", "labels", STATUS_BAD_DATA, "images: not an IDX file of images");
        with_number("labels", 0, magics[i]);
        expect_refused("images", "labels", STATUS_BAD_DATA, "labels: not an IDX file of labels");
    }
}

static void test_swapped_files_are_recognised(void **state)
{
    (void)state;
    save_digits("images", "labels", COUNT);
    expect_refused("labels", "images", STATUS_BAD_DATA, "images: holds images where labels");
    expect_refused("images", "images", STATUS_BAD_DATA, "images: holds images where labels");
    save_digits("images", "labels", 100);
    expect_refused("labels", "labels", STATUS_BAD_DATA, "labels: holds labels where images");
}

static void test_images_of_another_size_are_refused(void **state)
{
    (void)state;
    with_number("images", 8, 32);
    expect_refused("images", "labels", STATUS_BAD_DATA, "images: its images are 28x32");
    with_number("images", 12, 0);
    expect_refused("images", "labels", STATUS_BAD_DATA, "images: its images are 0x28");
}

// As the network's input is, and as File > Export writes one.
static void test_a_border_of_background_is_taken_from_images_of_32x32(void **state)
{
    (void)state;
    static uint8_t images[16 + 2 * 32 * 32] = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 32, 0, 0, 0, 32};
    static const uint8_t labels[] = {0, 0, 8, 1, 0, 0, 0, 2, 4, 5};
    struct dataset dataset;
    struct status status = {0};
    for (int i = 0; i < 2; i++)
        for (int row = 0; row < DIGIT_SIDE; row++)
            for (int column = 0; column < DIGIT_SIDE; column++)
                images[16 + i * 1024 + (row + 2) * 32 + column + 2] =
                    (uint8_t)(1 + row * 7 + column + i);
    support_write("bordered", images, sizeof images);
    support_write("two-labels", labels, sizeof labels);
    if (!dataset_load_files(&dataset, "bordered", "two-labels", &status))
        fail_msg("%s", status.message);
    assert_int_equal(dataset.count, 2);
    for (int i = 0; i < 2; i++)
        for (int row = 0; row < DIGIT_SIDE; row++)
            for (int column = 0; column < DIGIT_SIDE; column++)
                assert_int_equal(dataset.image[i][row][column],
                                 (uint8_t)(1 + row * 7 + column + i));
    dataset_free(&dataset);
    images[16 + 1024 + 32 + 31] = 1; // the end of the second one's second row
    support_write("inky", images, sizeof images);
    expect_refused("inky", "two-labels", STATUS_BAD_DATA, "inky: image number 1 of 32x32 has ink");
    support_write("bordered-short", images, sizeof images - 1);
    expect_refused("bordered-short", "two-labels", STATUS_BAD_DATA, "cut short");
}

static void test_empty_data_sets_are_refused(void **state)
{
    (void)state;
    static const uint8_t images[16] = {0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28};
    static const uint8_t labels[8] = {0, 0, 8, 1, 0, 0, 0, 0};
    save_digits("good-images", "good-labels", COUNT);
    support_write("none-images", images, sizeof images);
    support_write("none-labels", labels, sizeof labels);
    expect_refused("none-images", "good-labels", STATUS_BAD_DATA, "none-images: holds no images");
    expect_refused("good-images", "none-labels", STATUS_BAD_DATA, "none-labels: holds no labels");
    struct status status = {0};
    assert_false(dataset_save(&(struct dataset){0}, "a", "b", &status));
    support_assert_says(&status, STATUS_USAGE, "cannot write a");
}

static void test_counts_must_agree(void **state)
{
    (void)state;
    save_digits("images", "other", 4);
    save_digits("another", "labels", 5);
    expect_refused("images", "labels", STATUS_BAD_DATA,
                   "images holds 4 images, but labels holds 5");
}

static void test_a_label_above_nine_is_refused_by_its_number(void **state)
{
    (void)state;
    size_t size;
    save_digits("images", "labels", COUNT);
    uint8_t *labels = support_read("labels", &size);
    labels[8 + 2] = 10;
    support_write("labels", labels, size);
    expect_refused("images", "labels", STATUS_BAD_DATA, "labels: label number 2 is 10");
    free(labels);
}

static void test_a_missing_file_of_a_pair_is_named(void **state)
{
    (void)state;
    save_digits("images", "labels", COUNT);
    expect_refused("images", "none", STATUS_MISSING, "none");
    expect_refused("none", "labels", STATUS_MISSING, "none");
    expect_refused("/tmp", "labels", STATUS_IO, "/tmp");
}

static void expect_counted(const char *folder, enum dataset_part part, size_t expected)
{
    size_t count;
    struct dataset first;
    assert_true(dataset_count(&count, folder, part, NULL));
    assert_int_equal(count, expected);
    assert_true(dataset_load_first(&first, folder, part, 3, NULL));
    expect_digits(&first, 3);
    dataset_free(&first);
    assert_true(dataset_load_first(&first, folder, part, 100, NULL));
    expect_digits(&first, expected);
    dataset_free(&first);
}

static void test_each_part_is_found_under_each_usual_name(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"},
        {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"},
        {"train-images.idx3-ubyte", "train-labels.idx1-ubyte"},
        {"train-images.idx3-ubyte.gz", "train-labels.idx1-ubyte.gz"},
        {"train-images.idx3-ubyte", "train-labels-idx1-ubyte.gz"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct status status = {0};
        struct dataset train, test;
        char folder[16], path[2][64], test_path[2][64];
        snprintf(folder, sizeof folder, "set%zu", i);
        assert_int_equal(mkdir(folder, 0777), 0);
        for (int k = 0; k < 2; k++) {
            snprintf(path[k], sizeof path[k], "%s/%s", folder, names[i][k]);
            snprintf(test_path[k], sizeof test_path[k], "%s/t10k%s", folder, names[i][k] + 5);
        }
        save_digits(path[0], path[1], 6);
        save_digits(test_path[0], test_path[1], 4);
        if (!dataset_load(&train, folder, DATASET_TRAIN, &status) ||
            !dataset_load(&test, folder, DATASET_TEST, &status))
            fail_msg("%s", status.message);
        expect_digits(&train, 6);
        expect_digits(&test, 4);
        dataset_free(&train);
        dataset_free(&test);
        expect_counted(folder, DATASET_TRAIN, 6);
        expect_counted(folder, DATASET_TEST, 4);
    }
}

static void test_a_count_needs_a_whole_header(void **state)
{
    (void)state;
    struct status status = {0};
    size_t count = 1;
    assert_int_equal(mkdir("short", 0777), 0);
    support_write("short/train-images-idx3-ubyte", "", 0);
    support_write("short/train-labels-idx1-ubyte", "\0\0\10\1\0\0\1", 7);
    assert_false(dataset_count(&count, "short", DATASET_TRAIN, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "how many labels");
    assert_int_equal(count, 0);
    assert_false(dataset_count(&count, "short", DATASET_TEST, &status));
    support_assert_says(&status, STATUS_MISSING, "no MNIST images in the folder short");
}

// Some unpackers make a folder for each file, and call it like the file.
static void test_a_folder_that_bears_a_files_name_is_looked_into_and_hides_nothing(void **state)
{
    (void)state;
    struct status status = {0};
    struct dataset train, test;
    assert_int_equal(mkdir("nested", 0777), 0);
    assert_int_equal(mkdir("nested/train-images-idx3-ubyte", 0777), 0);
    assert_int_equal(mkdir("nested/train-labels-idx1-ubyte", 0777), 0);
    assert_int_equal(mkdir("nested/t10k-images.idx3-ubyte", 0777), 0);
    assert_int_equal(mkdir("nested/t10k-labels-idx1-ubyte", 0777), 0);
    assert_false(dataset_load(&train, "nested", DATASET_TRAIN, &status));
    support_assert_says(&status, STATUS_MISSING, "no MNIST images in the folder nested");
    save_digits("nested/train-images-idx3-ubyte/train-images.idx3-ubyte",
                "nested/train-labels-idx1-ubyte/train-labels-idx1-ubyte.gz", 6);
    save_digits("nested/t10k-images.idx3-ubyte/t10k-images-idx3-ubyte",
                "nested/t10k-labels-idx1-ubyte.gz", 4); // beside the empty folder
    if (!dataset_load(&train, "nested", DATASET_TRAIN, &status) ||
        !dataset_load(&test, "nested", DATASET_TEST, &status))
        fail_msg("%s", status.message);
    expect_digits(&train, 6);
    expect_digits(&test, 4);
    dataset_free(&train);
    dataset_free(&test);
}

static void test_a_web_page_is_named_as_one(void **state)
{
    (void)state;
    static const char *const pages[] = {"<!DOCTYPE html>\n<html>404</html>", "\r\n<HTML>", "<html>",
                                        "\xef\xbb\xbf<!doctype html><p>blocked by the proxy"};
    save_digits("images", "labels", COUNT);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        support_write("page.gz", pages[i], strlen(pages[i]));
        expect_refused("page.gz", "labels", STATUS_BAD_DATA,
                       "page.gz: a web page instead of an IDX");
        expect_refused("images", "page.gz", STATUS_BAD_DATA,
                       "page.gz: a web page instead of an IDX");
    }
}

// ---- EMNIST -------------------------------------------------------------------------------------

// Real shapes, upright or as EMNIST keeps them.
static void save_practice(const char *images, const char *labels, size_t count, bool swapped)
{
    struct dataset data;
    assert_true(practice_make(&data, count, 3, DATASET_TEST, NULL));
    if (swapped)
        upright_transpose(&data);
    assert_true(dataset_save(&data, images, labels, NULL));
    dataset_free(&data);
}

static void expect_practice(const struct dataset *loaded, size_t count)
{
    struct dataset upright;
    assert_true(practice_make(&upright, count, 3, DATASET_TEST, NULL));
    assert_int_equal(loaded->count, count);
    assert_memory_equal(loaded->image, upright.image, count * sizeof *upright.image);
    assert_memory_equal(loaded->label, upright.label, count);
    dataset_free(&upright);
}

static void test_emnist_is_found_and_read_upright(void **state)
{
    (void)state;
    struct status status = {0};
    struct dataset data;
    assert_int_equal(mkdir("emnist", 0777), 0);
    save_practice("emnist/emnist-digits-train-images-idx3-ubyte.gz",
                  "emnist/emnist-digits-train-labels-idx1-ubyte.gz", 60, true);
    save_practice("emnist/emnist-mnist-test-images-idx3-ubyte",
                  "emnist/emnist-mnist-test-labels-idx1-ubyte", 40, true);
    assert_true(dataset_load(&data, "emnist", DATASET_TRAIN, &status));
    assert_int_equal(data.turn, DATASET_TURNED);
    expect_practice(&data, 60);
    dataset_free(&data);
    assert_true(dataset_load(&data, "emnist", DATASET_TEST, &status));
    assert_int_equal(data.turn, DATASET_TURNED);
    expect_practice(&data, 40);
    dataset_free(&data);
    // A copy that someone has set upright already stays so.
    save_practice("emnist/emnist-mnist-test-images-idx3-ubyte",
                  "emnist/emnist-mnist-test-labels-idx1-ubyte", 40, false);
    assert_true(dataset_load(&data, "emnist", DATASET_TEST, &status));
    assert_int_equal(data.turn, DATASET_UPRIGHT);
    expect_practice(&data, 40);
    dataset_free(&data);
}

static void test_swapped_images_under_mnists_names_are_left_but_noticed(void **state)
{
    (void)state;
    struct status status = {0};
    struct dataset data;
    assert_int_equal(mkdir("renamed", 0777), 0);
    save_practice("renamed/t10k-images-idx3-ubyte", "renamed/t10k-labels-idx1-ubyte", 40, true);
    assert_true(dataset_load(&data, "renamed", DATASET_TEST, &status));
    assert_int_equal(data.turn, DATASET_LIES);
    upright_transpose(&data);
    expect_practice(&data, 40);
    dataset_free(&data);
}

// The images of one family never get the labels of another.
static void test_families_are_not_mixed(void **state)
{
    (void)state;
    struct status status = {0};
    struct dataset data;
    assert_int_equal(mkdir("families", 0777), 0);
    save_practice("families/train-images-idx3-ubyte",
                  "families/emnist-digits-train-labels-idx1-ubyte", 20, false);
    assert_false(dataset_load(&data, "families", DATASET_TRAIN, &status));
    support_assert_says(&status, STATUS_MISSING, "no MNIST labels in the folder families");
    save_practice("families/emnist-digits-train-images-idx3-ubyte",
                  "families/emnist-digits-train-labels-idx1-ubyte", 30, true);
    assert_true(dataset_load(&data, "families", DATASET_TRAIN, &status));
    expect_practice(&data, 30);
    dataset_free(&data);
}

static void test_a_folder_without_mnist_says_what_was_looked_for(void **state)
{
    (void)state;
    struct status status = {0};
    struct dataset digits;
    assert_int_equal(mkdir("bare", 0777), 0);
    assert_false(dataset_load(&digits, "bare", DATASET_TRAIN, &status));
    support_assert_says(&status, STATUS_MISSING,
                        "no MNIST images in the folder bare: looked for "
                        "train-images-idx3-ubyte");
    save_digits("bare/t10k-images-idx3-ubyte", "labels", COUNT);
    assert_false(dataset_load(&digits, "bare", DATASET_TEST, &status));
    support_assert_says(&status, STATUS_MISSING, "t10k-labels-idx1-ubyte");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_false(dataset_load(&digits, "pipe", DATASET_TEST, &status));
    support_assert_says(&status, STATUS_MISSING,
                        "no MNIST images in pipe: it is not a folder but a named pipe");
    assert_false(dataset_load(&digits, "bare/t10k-images-idx3-ubyte", DATASET_TEST, &status));
    support_assert_says(&status, STATUS_MISSING, "ubyte: it is not a folder but a file");
    assert_false(dataset_load(&digits, "nowhere", DATASET_TEST, &status));
    support_assert_says(&status, STATUS_MISSING, "nowhere (which does not exist)");
    assert_null(digits.image);
}

static void test_a_failed_save_keeps_the_old_pair(void **state)
{
    (void)state;
    struct status status = {0};
    struct dataset digits, loaded;
    save_digits("kept-images", "kept-labels", COUNT);
    make_digits(&digits, 9);
    assert_false(dataset_save(&digits, "kept-images", "absent/labels", &status));
    support_assert_says(&status, STATUS_MISSING, "absent/labels");
    assert_true(dataset_load_files(&loaded, "kept-images", "kept-labels", &status));
    expect_digits(&loaded, COUNT);
    dataset_free(&loaded);
    dataset_free(&digits);
}

static void test_impossible_counts_are_out_of_memory(void **state)
{
    (void)state;
    struct status status = {0};
    struct dataset digits;
    assert_false(dataset_init(&digits, SIZE_MAX / 784 + 1, &status));
    assert_int_equal(status.code, STATUS_NO_MEMORY);
    assert_null(digits.image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits_survive_a_round_trip_plain_and_packed),
        cmocka_unit_test(test_the_bytes_are_those_of_the_format),
        cmocka_unit_test(test_every_truncation_of_plain_files_is_refused),
        cmocka_unit_test(test_truncated_labels_are_refused_with_both_sizes),
        cmocka_unit_test(test_every_truncation_of_packed_files_is_refused),
        cmocka_unit_test(test_every_excess_is_refused),
        cmocka_unit_test(test_counts_that_would_overflow_are_refused),
        cmocka_unit_test(test_other_magic_numbers_are_refused),
        cmocka_unit_test(test_swapped_files_are_recognised),
        cmocka_unit_test(test_images_of_another_size_are_refused),
        cmocka_unit_test(test_a_border_of_background_is_taken_from_images_of_32x32),
        cmocka_unit_test(test_empty_data_sets_are_refused),
        cmocka_unit_test(test_counts_must_agree),
        cmocka_unit_test(test_a_label_above_nine_is_refused_by_its_number),
        cmocka_unit_test(test_a_missing_file_of_a_pair_is_named),
        cmocka_unit_test(test_each_part_is_found_under_each_usual_name),
        cmocka_unit_test(test_a_count_needs_a_whole_header),
        cmocka_unit_test(test_a_folder_that_bears_a_files_name_is_looked_into_and_hides_nothing),
        cmocka_unit_test(test_a_web_page_is_named_as_one),
        cmocka_unit_test(test_emnist_is_found_and_read_upright),
        cmocka_unit_test(test_swapped_images_under_mnists_names_are_left_but_noticed),
        cmocka_unit_test(test_families_are_not_mixed),
        cmocka_unit_test(test_a_folder_without_mnist_says_what_was_looked_for),
        cmocka_unit_test(test_a_failed_save_keeps_the_old_pair),
        cmocka_unit_test(test_impossible_counts_are_out_of_memory),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
