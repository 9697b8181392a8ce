// A model should say how to make it again. The words are made once, when the run begins, and travel
// through its checkpoints, because a run that goes on later no longer knows how it was started.
#include "app/training/train_record.h"

#include "app/base/model_file.h"
#include "app/console/say.h"
#include "app/training/data_source.h"
#include "app/training/runs/run_record.h"
#include "nn/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char command_note[] = "note.command", data_note[] = "note.data";
enum { NOTE_CURVES, NOTE_COMMAND = RUN_CURVES_NOTES, NOTE_DATA, NOTES };

static void print_command(FILE *to, const struct data_split_request *request,
                          const struct train_options *options, bool from_model)
{
    char text[TRAIN_OPTION_TEXT];
    fputs("lenetpad train", to);
    data_split_print_options(to, request, true);
    fputs(from_model ? " --from FILE" : "", to);
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        if (!option->always_kept && train_option_is_usual(option, options))
            continue; // which goes without saying, as in the models that older programs made
        train_option_write(text, option, options);
        fprintf(to, " --%s %s", option->word, text);
    }
    fputs(" --out FILE", to);
}

bool train_record_make(struct train_record *record, const struct data_split *set,
                       const struct data_split_request *request,
                       const struct train_options *options, bool from_model, struct status *status)
{
    char *text = NULL;
    size_t size;
    data_split_describe(record->data, sizeof record->data, set, request);
    FILE *to = open_memstream(&text, &size);
    bool good = to != NULL;
    if (to) {
        print_command(to, request, options, from_model);
        good = ferror(to) == 0;
        good = fclose(to) == 0 && good && text;
    }
    if (good)
        utf8_copy(record->command, sizeof record->command, text, "?", false);
    free(text);
    return good || status_fail(status, STATUS_NO_MEMORY, "no memory to train");
}

bool train_record_load(struct train_record *record, struct train_state *state,
                       struct run_curves *curves, const char *path, struct status *status)
{
    struct checkpoint_note notes[NOTES] = {
        [NOTE_COMMAND] = {.name = command_note}, [NOTE_DATA] = {.name = data_note}};
    char *memory;
    run_curves_name(notes + NOTE_CURVES);
    if (!model_file_load_checkpoint(state, path, notes, NOTES, &memory, status))
        return false;
    const char *command = notes[NOTE_COMMAND].text, *data = notes[NOTE_DATA].text;
    if (command && data) {
        utf8_copy(record->command, sizeof record->command, command, "?", false);
        utf8_copy(record->data, sizeof record->data, data, "?", false);
    }
    run_curves_read(curves, notes + NOTE_CURVES, state);
    free(memory);
    return true;
}

bool train_record_save(const struct train_record *record, const struct train_state *state,
                       const struct run_curves *curves, const char *path, const char *like,
                       struct status *status)
{
    struct checkpoint_note notes[NOTES] = {
        [NOTE_COMMAND] = {command_note, record->command}, [NOTE_DATA] = {data_note, record->data}};
    struct run_curves_text *text = malloc(sizeof *text);
    if (!text)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path);
    run_curves_write(notes + NOTE_CURVES, text, curves);
    bool saved = checkpoint_save_like(path, like, state, notes, NOTES, status);
    free(text);
    return saved;
}

// What else it learns from (strokes, say) comes after the name of the images.
void train_record_take_data(const struct train_record *record, struct data_split_request *request)
{
    const char *practice = data_source_title(DATA_SOURCE_PRACTICE);
    if (request->data || strncmp(record->data, practice, strlen(practice)) != 0)
        return;
    request->data = DATA_SOURCE_PRACTICE;
    say("the run began on %s and goes on with them", practice);
}

void train_record_describe(char *text, size_t size, const char *data, int epochs, bool more,
                           const char *tested, double error)
{
    char learnt[RUN_RECORD_EPOCHS];
    snprintf(text, size, "%s of %.300s, %s error %.2f%%",
             run_record_say_epochs(learnt, epochs, more), data, tested, 100 * error);
}
