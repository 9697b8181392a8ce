// A lack of memory while JSON is read or written is not damage: good files stay what they are.
#include "tests/support/support.h"

#include "app/work/settings.h"
#include "nn/files/json_read.h"
#include "nn/net/model.h"

#include <errno.h>

static long until_failure; // allocations of cJSON that still succeed

static void *failing_malloc(size_t size)
{
    if (until_failure-- != 0)
        return malloc(size);
    errno = ENOMEM;
    return NULL;
}

// From now on cJSON's allocation number `fault` fails.
static void fail_at(long fault)
{
    until_failure = fault;
    cJSON_InitHooks(&(cJSON_Hooks){failing_malloc, free});
}

// Whether it came that far. No more fail.
static bool has_failed(void)
{
    cJSON_InitHooks(NULL);
    return until_failure < 0;
}

static const char good[] = "{\"a\": [1, \"two\", {\"three\": null}]} ";

static void test_a_slip_in_the_text_is_no_lack_of_memory(void **state)
{
    (void)state;
    bool no_memory = true;
    const char *end;
    for (size_t size = 0; size + 2 < sizeof good; size++) {
        errno = ENOMEM; // of something else, earlier
        assert_null(json_read(good, size, &end, &no_memory));
        assert_false(no_memory);
    }
    cJSON *json = json_read(good, sizeof good - 1, &end, &no_memory);
    assert_non_null(json);
    assert_false(no_memory);
    assert_ptr_equal(end, good + sizeof good - 2);
    cJSON_Delete(json);
}

static void test_a_lack_of_memory_is_told_wherever_it_comes(void **state)
{
    (void)state;
    long fault = 0;
    for (bool failed = true; failed; fault++) {
        bool no_memory;
        fail_at(fault);
        cJSON *json = json_read(good, sizeof good - 1, NULL, &no_memory);
        failed = has_failed();
        assert_true(no_memory == failed && (json == NULL) == failed);
        cJSON_Delete(json);
    }
    assert_true(fault > 5);
}

static void test_good_settings_are_never_put_aside_for_lack_of_memory(void **state)
{
    (void)state;
    static const char before_text[] = "{\"theme\": 2, \"new\": [1, 2]}";
    static const char after_text[] = "{\n\t\"theme\":\t1,\n\t\"new\":\t[1, 2]\n}";
    struct settings before, now;
    struct status status;
    long fault = 0;
    for (bool failed = true; failed; fault++) {
        support_write("settings.json", before_text, sizeof before_text - 1);
        status = (struct status){0};
        fail_at(fault);
        bool loaded = settings_load(&before, "settings.json", &status);
        failed = has_failed();
        assert_true(loaded != failed);
        if (failed)
            assert_int_equal(status.code, STATUS_NO_MEMORY);
        assert_null(strstr(status.message, ".broken"));
    }
    fault = 0;
    for (bool failed = true; failed; fault++) {
        support_write("settings.json", before_text, sizeof before_text - 1);
        now = before;
        now.theme = THEME_LIGHT;
        status = (struct status){0};
        fail_at(fault);
        bool saved = settings_save(&now, &before, "settings.json", &status);
        failed = has_failed();
        support_assert_text("settings.json", saved ? after_text : before_text);
        if (!saved)
            assert_int_equal(status.code, STATUS_NO_MEMORY);
        assert_int_not_equal(access("settings.json.broken", F_OK), 0);
    }
}

static void test_a_good_model_is_not_called_damaged_for_lack_of_memory(void **state)
{
    (void)state;
    struct lenet *lenet = calloc(1, sizeof *lenet);
    long fault = 0;
    assert_non_null(lenet);
    assert_true(model_save("model", lenet, &(struct model_info){.description = "a base"}, NULL));
    for (bool failed = true; failed; fault++) {
        struct status status = {0};
        fail_at(fault);
        bool loaded = model_load(lenet, NULL, "model", &status);
        failed = has_failed();
        assert_true(loaded != failed);
        assert_int_equal(status.code, failed ? STATUS_NO_MEMORY : STATUS_OK);
    }
    assert_true(fault > 50);
    free(lenet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_slip_in_the_text_is_no_lack_of_memory),
        cmocka_unit_test(test_a_lack_of_memory_is_told_wherever_it_comes),
        cmocka_unit_test(test_good_settings_are_never_put_aside_for_lack_of_memory),
        cmocka_unit_test(test_a_good_model_is_not_called_damaged_for_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
