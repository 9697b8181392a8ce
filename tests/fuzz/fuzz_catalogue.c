// Catalogues: a file of a language is trusted in nothing. Whatever it says, formats are printed
// with the arguments that the program passes.
#include "app/language/tr.h"
#include "tests/fuzz/fuzz.h"
#include <stdio.h>
#include <string.h>

static void print_all(void)
{
    char text[64];
    tr_print(text, sizeof text, "Loss %.4f, test error %.2f%%", 0.25, 3.5);
    FUZZ_PROMISE(strlen(text) < sizeof text);
    tr_print(text, sizeof text, "%s: %.*s of %d", "a", 3, "bcdef", 7);
    FUZZ_PROMISE(strlen(text) < sizeof text);
    for (unsigned long n = 0; n < 200; n += 7) {
        tr_print(text, sizeof text, tr_many("%d pixel", "%d pixels", n), (int)n);
        FUZZ_PROMISE(strlen(text) < sizeof text);
    }
    tr_count(text, sizeof text, 1234567);
    FUZZ_PROMISE(tr("File") && tr_in("menu", "Run"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct catalogue *catalogue;
    struct status status = {0};
    if (!catalogue_read(&catalogue, (const char *)data, size, "fuzz", &status)) {
        FUZZ_PROMISE(!catalogue && status.message[0]);
        return 0;
    }
    tr_use(catalogue);
    print_all();
    tr_use(NULL);
    catalogue_free(catalogue);
    return 0;
}
