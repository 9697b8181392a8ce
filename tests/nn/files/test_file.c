// Files come in whole or not at all, and go out whole or leave the old one standing.
#include "tests/support/small_files.h"
#include "tests/support/support.h"

#include "nn/files/file.h"
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <zlib.h>

enum { NOBODY = 65534, MANY = 300000 };

static void fill(uint8_t *data, size_t size, uint32_t seed)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
}

static void expect_contents(const char *path, const void *data, size_t size)
{
    struct status status = {0};
    struct bytes bytes;
    if (!file_read(&bytes, path, size, &status))
        fail_msg("%s", status.message);
    assert_int_equal(bytes.size, size);
    assert_memory_equal(bytes.data, data, size);
    bytes_free(&bytes);
}

// ---- Reading ------------------------------------------------------------------------------------

static void test_a_missing_file_is_said_to_be_missing(void **state)
{
    (void)state;
    struct status status = {0};
    struct bytes bytes;
    assert_false(file_read(&bytes, "nowhere/none.txt", 10, &status));
    support_assert_says(&status, STATUS_MISSING, "nowhere/none.txt");
    assert_null(bytes.data);
}

static void test_reading_a_folder_says_so(void **state)
{
    (void)state;
    struct status status = {0};
    struct bytes bytes;
    assert_false(file_read(&bytes, "/tmp", 10, &status));
    support_assert_says(&status, STATUS_IO, "/tmp is not a file but a folder");
}

static void test_an_unreadable_file_gives_the_reason(void **state)
{
    (void)state;
    struct status status = {0};
    struct bytes bytes;
    support_write("locked", "x", 1);
    assert_int_equal(chmod("locked", 0), 0);
    bool root = geteuid() == 0 && chmod(".", 0755) == 0 && seteuid(NOBODY) == 0;
    assert_false(file_read(&bytes, "locked", 10, &status));
    if (root)
        assert_int_equal(seteuid(0), 0);
    support_assert_says(&status, STATUS_IO, "locked: Permission denied");
}

static void test_an_empty_file_reads_as_no_bytes(void **state)
{
    (void)state;
    support_write("empty", "", 0);
    expect_contents("empty", "", 0);
}

static void test_every_length_around_the_limit_is_judged(void **state)
{
    (void)state;
    enum { LIMIT = 64 * 1024 };
    uint8_t *data = malloc(MANY);
    fill(data, MANY, 1);
    for (size_t size = LIMIT - 2; size <= LIMIT + 2; size++) {
        struct status status = {0};
        struct bytes bytes;
        support_write("around", data, size);
        assert_int_equal(file_read(&bytes, "around", LIMIT, &status), size <= LIMIT);
        if (size > LIMIT)
            support_assert_says(&status, STATUS_BAD_DATA, "around: too long");
        else
            assert_memory_equal(bytes.data, data, size);
        bytes_free(&bytes);
    }
    free(data);
}

static void test_what_is_no_ordinary_file_is_refused_without_waiting(void **state)
{
    (void)state;
    struct bytes bytes;
    struct status status = {0};
    uint8_t start[4];
    assert_int_equal(mkfifo("pipe", 0600), 0);
    alarm(20); // a wait for good would end this test
    assert_false(file_read(&bytes, "pipe", 100, &status));
    support_assert_says(&status, STATUS_IO, "pipe is not a file but a named pipe");
    assert_int_equal(file_read_start(start, sizeof start, "pipe"), 0);
    assert_false(file_write("pipe", "x", 1, &status));
    support_assert_says(&status, STATUS_IO, "cannot write pipe: nothing reads from it");
    alarm(0);
    assert_false(file_read(&bytes, "/dev/zero", 100, &status));
    support_assert_says(&status, STATUS_IO, "/dev/zero is not a file but a device");
}

static void test_the_start_of_a_file_can_be_looked_at(void **state)
{
    (void)state;
    char start[4] = "";
    support_write("long", "abcdef", 6);
    support_write("short", "ab", 2);
    assert_int_equal(file_read_start(start, 4, "long"), 4);
    assert_memory_equal(start, "abcd", 4);
    assert_int_equal(file_read_start(start, 4, "short"), 2);
    assert_int_equal(file_read_start(start, 4, "nowhere"), 0);
}

static void test_a_folder_that_takes_no_files_is_not_called_missing(void **state)
{
    (void)state;
    struct status status = {0};
    if (access("/proc/self", F_OK) != 0)
        skip();
    assert_false(file_write("/proc/x.png", "x", 1, &status));
    assert_int_equal(status.code, STATUS_IO);
    assert_null(strstr(status.message, "does not exist"));
    assert_int_equal(symlink("absent/target", "dangling"), 0);
    assert_false(file_write("dangling", "x", 1, &status));
    support_assert_says(&status, STATUS_MISSING, "its folder does not exist");
}

static void test_gzip_is_unpacked_whatever_its_name(void **state)
{
    (void)state;
    uint8_t *data = malloc(MANY);
    fill(data, MANY, 2);
    struct status status = {0};
    assert_true(file_write("packed.gz", data, MANY, &status));
    expect_contents("packed.gz", data, MANY);
    assert_int_equal(rename("packed.gz", "packed.bin"), 0);
    expect_contents("packed.bin", data, MANY);
    free(data);
}

static void test_several_gzip_members_read_as_one(void **state)
{
    (void)state;
    struct status status = {0};
    size_t first_size, second_size;
    assert_true(file_write("1.gz", "hello ", 6, &status));
    assert_true(file_write("2.gz", "world", 5, &status));
    uint8_t *first = support_read("1.gz", &first_size);
    uint8_t *second = support_read("2.gz", &second_size);
    first = realloc(first, first_size + second_size);
    memcpy(first + first_size, second, second_size);
    support_write("both.gz", first, first_size + second_size);
    expect_contents("both.gz", "hello world", 11);
    free(first);
    free(second);
}

// As gzip's manual allows: a tape or a disk wrote whole blocks.
static void test_zeros_after_gzip_data_are_ignored(void **state)
{
    (void)state;
    struct status status = {0};
    size_t size;
    assert_true(file_write("one.gz", "hello", 5, &status));
    uint8_t *packed = support_read("one.gz", &size);
    static const size_t zeros[] = {1, 511, 65536, 200000};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        uint8_t *padded = calloc(1, size + zeros[i]);
        memcpy(padded, packed, size);
        support_write("padded.gz", padded, size + zeros[i]);
        expect_contents("padded.gz", "hello", 5);
        padded[size + zeros[i] - 1] = 'x'; // not padding
        support_write("padded.gz", padded, size + zeros[i]);
        struct bytes bytes;
        assert_false(file_read(&bytes, "padded.gz", 1000, &status));
        support_assert_says(&status, STATUS_BAD_DATA, "padded.gz: the gzip data is");
        free(padded);
    }
    free(packed);
}

static void test_every_gzip_truncation_is_refused(void **state)
{
    (void)state;
    struct status status = {0};
    uint8_t data[2000];
    fill(data, sizeof data, 3);
    assert_true(file_write("whole.gz", data, sizeof data, &status));
    size_t size;
    uint8_t *packed = support_read("whole.gz", &size);
    for (size_t length = 2; length < size; length++) { // one byte is not yet gzip
        struct bytes bytes;
        support_write("cut.gz", packed, length);
        assert_false(file_read(&bytes, "cut.gz", sizeof data, &status));
        support_assert_says(&status, STATUS_BAD_DATA, "cut.gz: the gzip data is cut short");
    }
    free(packed);
}

static void test_every_flipped_bit_of_gzip_data_is_noticed(void **state)
{
    (void)state;
    enum { HEADER = 10 };
    struct status status = {0};
    uint8_t data[100];
    fill(data, sizeof data, 4);
    assert_true(file_write("bits.gz", data, sizeof data, &status));
    size_t size, refused = 0;
    uint8_t *packed = support_read("bits.gz", &size);
    for (size_t bit = HEADER * 8; bit < size * 8; bit++) {
        struct bytes bytes;
        packed[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        support_write("flipped.gz", packed, size);
        if (!file_read(&bytes, "flipped.gz", 1000000, &status)) {
            support_assert_says(&status, STATUS_BAD_DATA, "flipped.gz: the gzip data is");
            refused++;
        } else { // a bit that pads a block says nothing
            assert_int_equal(bytes.size, sizeof data);
            assert_memory_equal(bytes.data, data, sizeof data);
        }
        bytes_free(&bytes);
        packed[bit / 8] ^= (uint8_t)(1u << (bit % 8));
    }
    assert_true(refused >= (size - HEADER) * 8 - 14);
    free(packed);
}

static void test_bytes_after_gzip_data_are_refused(void **state)
{
    (void)state;
    struct status status = {0};
    struct bytes bytes;
    size_t size;
    assert_true(file_write("tail.gz", "abc", 3, &status));
    uint8_t *packed = support_read("tail.gz", &size);
    packed = realloc(packed, size + 4);
    memcpy(packed + size, "junk", 4);
    support_write("tail.gz", packed, size + 4);
    assert_false(file_read(&bytes, "tail.gz", 1000, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "tail.gz");
    free(packed);
}

static void test_a_gzip_bomb_stops_at_the_limit(void **state)
{
    (void)state;
    enum { BOMB = 64 * 1024 * 1024, LIMIT = 1024 * 1024 };
    uint8_t *zeros = calloc(BOMB, 1);
    struct status status = {0};
    struct bytes bytes;
    gzFile bomb = gzopen("bomb.gz", "wb1");
    assert_int_equal(gzwrite(bomb, zeros, BOMB), BOMB);
    assert_int_equal(gzclose(bomb), Z_OK);
    free(zeros);
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    assert_false(file_read(&bytes, "bomb.gz", LIMIT, &status));
    getrusage(RUSAGE_SELF, &after);
    support_assert_says(&status, STATUS_BAD_DATA, "when decompressed");
    assert_true(after.ru_maxrss - before.ru_maxrss < 16 * 1024); // KB
}

// ---- Writing ------------------------------------------------------------------------------------

static void test_what_is_written_is_read(void **state)
{
    (void)state;
    uint8_t *data = malloc(MANY);
    fill(data, MANY, 5);
    static const size_t sizes[] = {0, 1, 2, 65535, 65536, 65537, MANY};
    static const char *const names[] = {"plain", "packed.gz"};
    for (size_t n = 0; n < 2; n++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            struct status status = {0};
            assert_true(file_write(names[n], data, sizes[i], &status));
            expect_contents(names[n], data, sizes[i]);
        }
    }
    free(data);
}

static void test_the_same_contents_give_the_same_gzip_bytes(void **state)
{
    (void)state;
    struct status status = {0};
    assert_true(file_write("a.gz", "same words", 10, &status));
    assert_true(file_write("b.gz", "same words", 10, &status));
    size_t size;
    uint8_t *a = support_read("a.gz", &size);
    size_t b_size;
    uint8_t *b = support_read("b.gz", &b_size);
    assert_int_equal(size, b_size);
    assert_memory_equal(a, b, size);
    free(a);
    free(b);
}

static void test_new_files_follow_the_umask_and_old_ones_keep_their_mode(void **state)
{
    (void)state;
    struct status status = {0};
    struct stat info;
    mode_t old = umask(027);
    unlink("moded");
    assert_true(file_write("moded", "x", 1, &status));
    umask(old);
    assert_int_equal(stat("moded", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_int_equal(chmod("moded", 0604), 0);
    assert_true(file_write("moded", "y", 1, &status));
    assert_int_equal(stat("moded", &info), 0);
    assert_int_equal(info.st_mode & 0777, 0604);
}

static void test_links_are_written_through(void **state)
{
    (void)state;
    struct status status = {0};
    struct stat info;
    assert_int_equal(mkdir("real", 0777), 0);
    support_write("real/file", "old", 3);
    assert_int_equal(symlink("file", "real/inner"), 0);
    assert_int_equal(symlink("real/inner", "outer"), 0);
    assert_true(file_write("outer", "new", 3, &status));
    expect_contents("real/file", "new", 3);
    assert_int_equal(lstat("outer", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(lstat("real/inner", &info), 0);
    assert_true(S_ISLNK(info.st_mode));
}

static void test_a_link_to_nothing_yet_makes_its_target(void **state)
{
    (void)state;
    struct status status = {0};
    assert_int_equal(symlink("unborn", "to-unborn"), 0);
    assert_true(file_write("to-unborn", "born", 4, &status));
    expect_contents("unborn", "born", 4);
}

static void test_links_in_a_circle_are_refused(void **state)
{
    (void)state;
    struct status status = {0};
    assert_int_equal(symlink("round-b", "round-a"), 0);
    assert_int_equal(symlink("round-a", "round-b"), 0);
    assert_false(file_write("round-a", "x", 1, &status));
    support_assert_says(&status, STATUS_IO, "round-a");
}

static void test_writing_over_a_folder_says_so(void **state)
{
    (void)state;
    struct status status = {0};
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_false(file_write("folder", "x", 1, &status));
    support_assert_says(&status, STATUS_IO, "cannot write folder: it is a folder");
    assert_int_equal(support_count_files("folder"), 0);
}

static void test_writing_into_a_missing_folder_says_so(void **state)
{
    (void)state;
    struct status status = {0};
    assert_false(file_write("absent/x", "x", 1, &status));
    support_assert_says(&status, STATUS_MISSING, "absent/x: its folder does not exist");
}

static void test_an_unwritable_folder_gives_the_reason(void **state)
{
    (void)state;
    struct status status = {0};
    assert_int_equal(mkdir("closed", 0555), 0);
    bool root = geteuid() == 0 && chmod(".", 0755) == 0 && seteuid(NOBODY) == 0;
    assert_false(file_write("closed/x", "x", 1, &status));
    if (root)
        assert_int_equal(seteuid(0), 0);
    support_assert_says(&status, STATUS_IO, "closed/x: Permission denied");
}

static void test_a_write_protected_file_is_not_replaced(void **state)
{
    (void)state;
    struct status status = {0};
    assert_int_equal(mkdir("shared", 0777), 0);
    assert_int_equal(chmod("shared", 0777), 0);
    support_write("shared/kept", "old", 3);
    assert_int_equal(chmod("shared/kept", 0444), 0);
    bool root = geteuid() == 0 && chmod(".", 0755) == 0 && setresuid(NOBODY, NOBODY, 0) == 0;
    assert_false(file_write("shared/kept", "new", 3, &status));
    if (root)
        assert_int_equal(setresuid(0, 0, 0), 0);
    support_assert_says(&status, STATUS_IO, "shared/kept: Permission denied");
    expect_contents("shared/kept", "old", 3);
    assert_int_equal(support_count_files("shared"), 1);
}

static void test_a_full_device_gives_the_reason_and_stays_a_device(void **state)
{
    (void)state;
    struct status status = {0};
    struct stat info;
    assert_false(file_write("/dev/full", "x", 1, &status));
    support_assert_says(&status, STATUS_IO, "/dev/full: No space left on device");
    assert_int_equal(stat("/dev/full", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
    assert_true(file_write("/dev/null", "x", 1, &status));
}

static bool write_on_a_small_disk(const struct file_content *files, size_t count, rlim_t most,
                                  struct status *status)
{
    small_files_begin(most);
    bool written = file_write_together(files, count, status);
    small_files_end();
    return written;
}

static void test_a_full_disk_leaves_the_old_file_and_nothing_else(void **state)
{
    (void)state;
    uint8_t *data = malloc(MANY);
    fill(data, MANY, 6);
    assert_int_equal(mkdir("small", 0777), 0);
    support_write("small/a", "old", 3);
    for (rlim_t most = 0; most < MANY; most += 29989) {
        struct status status = {0};
        struct file_content file = {.path = "small/a", .data = data, .size = MANY};
        assert_false(write_on_a_small_disk(&file, 1, most, &status));
        support_assert_says(&status, STATUS_IO, "cannot write small/a: File too large");
        expect_contents("small/a", "old", 3);
        assert_int_equal(support_count_files("small"), 1);
    }
    free(data);
}

static void test_files_written_together_change_together(void **state)
{
    (void)state;
    struct status status = {0};
    uint8_t *data = malloc(MANY);
    fill(data, MANY, 7);
    assert_int_equal(mkdir("pair", 0777), 0);
    support_write("pair/images", "old images", 10);
    support_write("pair/labels", "old labels", 10);
    const struct file_content files[] = {{.path = "pair/images", .data = "new", .size = 3},
                                         {.path = "pair/labels", .data = data, .size = MANY}};
    assert_false(write_on_a_small_disk(files, 2, 1000, &status));
    support_assert_says(&status, STATUS_IO, "pair/labels");
    expect_contents("pair/images", "old images", 10);
    expect_contents("pair/labels", "old labels", 10);
    assert_int_equal(support_count_files("pair"), 2);
    assert_true(file_write_together(files, 2, &status));
    expect_contents("pair/images", "new", 3);
    expect_contents("pair/labels", data, MANY);
    assert_int_equal(support_count_files("pair"), 2);
    free(data);
}

static void test_the_longest_possible_name_can_be_written(void **state)
{
    (void)state;
    struct status status = {0};
    char name[NAME_MAX + 2];
    memset(name, 'n', sizeof name);
    name[NAME_MAX] = '\0';
    assert_true(file_write(name, "x", 1, &status));
    expect_contents(name, "x", 1);
    name[NAME_MAX] = 'n';
    name[NAME_MAX + 1] = '\0';
    assert_false(file_write(name, "x", 1, &status));
    support_assert_says(&status, STATUS_IO, "too long");
}

static void test_a_left_over_draft_is_neither_used_nor_in_the_way(void **state)
{
    (void)state;
    struct status status = {0};
    char left[64];
    snprintf(left, sizeof left, ".writing-%ld-0.tmp", (long)getpid());
    support_write(left, "left over", 9);
    assert_true(file_write("beside-left", "x", 1, &status));
    expect_contents("beside-left", "x", 1);
    expect_contents(left, "left over", 9);
}

// ---- Folders ------------------------------------------------------------------------------------

static void test_folders_are_made_with_their_parents(void **state)
{
    (void)state;
    struct status status = {0};
    struct stat info;
    assert_true(file_make_folder("one/two//three/", &status));
    assert_int_equal(stat("one/two/three", &info), 0);
    assert_true(S_ISDIR(info.st_mode));
    assert_true(file_make_folder("one/two/three", &status));
    assert_true(file_make_folder("/tmp", &status));
    assert_true(file_make_folder("/", &status));
}

static void test_a_file_in_a_folders_way_is_named(void **state)
{
    (void)state;
    struct status status = {0};
    support_write("in-the-way", "x", 1);
    assert_false(file_make_folder("in-the-way", &status));
    support_assert_says(&status, STATUS_IO, "in-the-way is not a folder but a file");
    assert_false(file_make_folder("in-the-way/below", &status));
    support_assert_says(&status, STATUS_IO,
                        "in-the-way/below: in-the-way is not a folder but a file");
    assert_int_equal(mkfifo("tube", 0600), 0);
    assert_false(file_make_folder("tube/below/it", &status));
    support_assert_says(&status, STATUS_IO, "tube/below/it: tube is not a folder but a named pipe");
    assert_false(file_make_folder("", &status));
    support_assert_says(&status, STATUS_IO, "cannot make the folder");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_missing_file_is_said_to_be_missing),
        cmocka_unit_test(test_reading_a_folder_says_so),
        cmocka_unit_test(test_an_unreadable_file_gives_the_reason),
        cmocka_unit_test(test_an_empty_file_reads_as_no_bytes),
        cmocka_unit_test(test_every_length_around_the_limit_is_judged),
        cmocka_unit_test(test_what_is_no_ordinary_file_is_refused_without_waiting),
        cmocka_unit_test(test_the_start_of_a_file_can_be_looked_at),
        cmocka_unit_test(test_a_folder_that_takes_no_files_is_not_called_missing),
        cmocka_unit_test(test_gzip_is_unpacked_whatever_its_name),
        cmocka_unit_test(test_several_gzip_members_read_as_one),
        cmocka_unit_test(test_zeros_after_gzip_data_are_ignored),
        cmocka_unit_test(test_every_gzip_truncation_is_refused),
        cmocka_unit_test(test_every_flipped_bit_of_gzip_data_is_noticed),
        cmocka_unit_test(test_bytes_after_gzip_data_are_refused),
        cmocka_unit_test(test_a_gzip_bomb_stops_at_the_limit),
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_the_same_contents_give_the_same_gzip_bytes),
        cmocka_unit_test(test_new_files_follow_the_umask_and_old_ones_keep_their_mode),
        cmocka_unit_test(test_links_are_written_through),
        cmocka_unit_test(test_a_link_to_nothing_yet_makes_its_target),
        cmocka_unit_test(test_links_in_a_circle_are_refused),
        cmocka_unit_test(test_writing_over_a_folder_says_so),
        cmocka_unit_test(test_writing_into_a_missing_folder_says_so),
        cmocka_unit_test(test_an_unwritable_folder_gives_the_reason),
        cmocka_unit_test(test_a_write_protected_file_is_not_replaced),
        cmocka_unit_test(test_a_full_device_gives_the_reason_and_stays_a_device),
        cmocka_unit_test(test_a_full_disk_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(test_files_written_together_change_together),
        cmocka_unit_test(test_the_longest_possible_name_can_be_written),
        cmocka_unit_test(test_a_left_over_draft_is_neither_used_nor_in_the_way),
        cmocka_unit_test(test_folders_are_made_with_their_parents),
        cmocka_unit_test(test_a_file_in_a_folders_way_is_named),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
