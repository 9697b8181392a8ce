// What no decoder reads is called by its name, and every ending of pictures is known everywhere.
#include "tests/support/bar.h"

#include "app/base/paths.h"
#include "app/pictures/picture_kinds.h"
#include "app/work/folder_listing.h"

static void assert_explained(const char *name, const void *data, size_t size, const char *words)
{
    write_file(name, data, size);
    assert_refused(name, STATUS_BAD_DATA, words);
}

static void test_files_of_other_kinds_are_named(void **state)
{
    (void)state;
    assert_explained("a.tif", "II*\0\x08\0\0\0", 8, "is a TIFF picture");
    assert_explained("a.png", "MM\0*\0\0\0\x08", 8, "is a TIFF picture");
    assert_explained("a.heic",
                     "\0\0\0\x18"
                     "ftypheic\0\0\0\0",
                     16, "is a HEIC picture");
    assert_explained("a.avif",
                     "\0\0\0\x18"
                     "ftypavif\0\0\0\0",
                     16, "is an AVIF picture");
    assert_explained("a.pdf", "%PDF-1.4\n", 9, "is a PDF document");
    assert_explained("t10k", "\0\0\x08\3\0\0\x27\x10\0\0\0\x1c\0\0\0\x1c", 16,
                     "IDX file with 10000 pictures");
    assert_explained("t10k", "\0\0\x08\1\0\0\x27\x10\0\1\2\3", 12, "IDX file with 10000 labels");
}

static void test_every_ending_of_pictures_is_recognised(void **state)
{
    (void)state;
    char endings[] = PICTURE_ENDINGS;
    for (char *ending = strtok(endings, " "); ending; ending = strtok(NULL, " ")) {
        char name[32];
        snprintf(name, sizeof name, "not/there%s", ending);
        assert_true(picture_recognised(name));
        assert_true(
            path_has_ending(name, file_purposes[FILE_PURPOSE_OPEN].suffixes)); // is offered, too
    }
    assert_false(path_has_ending("not/there.tif", file_purposes[FILE_PURPOSE_OPEN].suffixes));
    assert_false(picture_recognised("not/there.tif"));
    assert_false(picture_recognised("not/there.tiff"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_of_other_kinds_are_named),
        cmocka_unit_test(test_every_ending_of_pictures_is_recognised),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
