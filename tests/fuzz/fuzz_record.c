// The record of a run: whatever the file says, what is taken can be trained with, and what is
// written of it is read back and written the same.
#include "tests/fuzz/fuzz.h"

#include "app/training/runs/run_record.h"
#include "nn/files/file.h"

#include <string.h>

static void check(const struct run_record *record)
{
    const struct run_setup *setup = &record->setup;
    FUZZ_PROMISE(train_options_check(&setup->options, NULL));
    FUZZ_PROMISE(steering_check(&record->steering, NULL));
    FUZZ_PROMISE(setup->from_weights == (record->start[0] != '\0'));
    FUZZ_PROMISE(record->epoch >= 0 && record->epoch <= setup->options.epochs);
    FUZZ_PROMISE(record->batch >= 0 && record->end < RUN_RECORD_ENDS);
    FUZZ_PROMISE(record->wrong <= record->tested && record->held_wrong <= record->held);
    for (int i = 0; i < RUN_PARTS; i++)
        FUZZ_PROMISE(memchr(setup->part[i].path, '\0', PATH_SIZE) && setup->part[i].share > 0);
}

static struct bytes text_of(const struct run_record *record)
{
    struct bytes bytes;
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/again.json", fuzz_folder());
    FUZZ_PROMISE(run_record_save(record, path, NULL));
    FUZZ_PROMISE(file_read(&bytes, path, 1 << 20, NULL));
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct run_record record, again;
    struct status status = {0};
    char words[256];
    struct model_info info;
    if (!run_record_parse(&record, (const char *)data, size, "record", &status)) {
        FUZZ_PROMISE(status.message[0]);
        return 0;
    }
    check(&record);
    run_record_describe_data(words, sizeof words, &record.setup);
    run_record_info(&info, &record);
    struct bytes one = text_of(&record);
    FUZZ_PROMISE(run_record_parse(&again, (const char *)one.data, one.size, "again", &status));
    check(&again);
    struct bytes other = text_of(&again);
    FUZZ_PROMISE(one.size == other.size && memcmp(one.data, other.data, one.size) == 0);
    bytes_free(&one);
    bytes_free(&other);
    return 0;
}
