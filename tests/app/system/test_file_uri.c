// Files as desktops name them: every path comes out of its address as it was, and what is no path
// is refused.
#include "tests/support/support.h"

#include "app/system/portal/file_uri.h"

static void assert_path(const char *uri, const char *expected)
{
    char path[PATH_SIZE];
    assert_true(file_uri_path(path, uri));
    assert_string_equal(path, expected);
}

static void assert_refused(const char *uri)
{
    char path[PATH_SIZE];
    assert_false(file_uri_path(path, uri));
}

static void test_an_address_becomes_the_path_that_it_is_of(void **state)
{
    (void)state;
    assert_path("file:///home/me/a.png", "/home/me/a.png");
    assert_path("file:///a%20b/50%25.png", "/a b/50%.png");
    assert_path("file:///%C3%A4%c3%a4/%e6%95%b0", "/ää/数");
    assert_path("file:///%FF", "/\xff"); // a path is bytes
    assert_path("file:///a+b?c#d", "/a+b?c#d");
    assert_path("FILE://localhost/a", "/a");
    assert_path("file:/a", "/a");
    assert_path("file:///run/user/1000/doc/1a2b/a.png", "/run/user/1000/doc/1a2b/a.png");
}

static void test_a_plain_path_stays_as_it_is(void **state)
{
    (void)state;
    assert_path("/a%20b", "/a%20b");
}

static void test_what_names_no_file_here_is_refused(void **state)
{
    (void)state;
    static const char *const uris[] = {"",
                                       "a",
                                       "smb://host/a",
                                       "file:",
                                       "file://",
                                       "file:a",
                                       "file://host/a",
                                       "https://a/b",
                                       "file:///%",
                                       "file:///%2",
                                       "file:///%g0",
                                       "file:///%0g",
                                       "file:///%00",
                                       "file:///a%00b"};
    for (size_t i = 0; i < sizeof uris / sizeof *uris; i++)
        assert_refused(uris[i]);
}

static void test_the_longest_path_fits_and_a_longer_one_is_refused(void **state)
{
    (void)state;
    char uri[PATH_SIZE + 10] = "file:///", path[PATH_SIZE];
    size_t start = strlen(uri) - 1; // of the path
    memset(uri + start + 1, 'a', PATH_SIZE - 2);
    uri[start + PATH_SIZE - 1] = '\0';
    assert_path(uri, uri + start);
    strcat(uri, "a");
    assert_refused(uri);
    assert_false(file_uri_path(path, uri + start));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_address_becomes_the_path_that_it_is_of),
        cmocka_unit_test(test_a_plain_path_stays_as_it_is),
        cmocka_unit_test(test_what_names_no_file_here_is_refused),
        cmocka_unit_test(test_the_longest_path_fits_and_a_longer_one_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
