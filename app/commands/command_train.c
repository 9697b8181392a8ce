// lenetpad train: a run from the command line. Everything that could go wrong at the end (where the
// model goes) is tried before the first step; an interrupted run leaves a checkpoint from which
// --resume ends in the same bytes.
#include "app/base/amount.h"
#include "app/base/interrupt.h"
#include "app/base/lock.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/commands/train_ending.h"
#include "app/commands/train_files.h"
#include "app/commands/train_repeat.h"
#include "app/console/files/output.h"
#include "app/console/options.h"
#include "app/console/progress.h"
#include "app/console/say.h"
#include "app/training/curves/run_log.h"
#include "app/training/run.h"
#include "app/training/train_record.h"
#include "nn/files/file.h"
#include "nn/files/place.h"
#include "nn/net/kernels.h"
#include "nn/net/model.h"
#include "nn/train/evaluation.h"
#include "nn/train/train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct train_request {
    struct train_options options;
    struct data_split_request set;
    const char *isa, *out, *log;
    const char *from;     // the model to begin with; NULL: weights of the seed
    const char *repeated; // the record of the run to repeat; NULL: none
    int threads;
    bool resume;
};

struct train_command {
    struct train_request *request;
    const struct command_line *line;
    struct output out;
    char checkpoint[PATH_SIZE]; // "" if none can be kept
    struct lock *lock;          // of the checkpoint
    bool kept;                  // the checkpoint is this run's
    bool replaces;              // what stands in its place is another run's
    bool unkept;                // the latest one could not be written
    struct run_repeat repeat;   // of request->repeated
    struct train_record record;
    struct train_state state; // where the run starts
    struct run_curves curves;
    struct output log_out;
    struct lock *log_lock;
    struct run_log *log; // NULL: none
    struct run run;
    struct interrupt *interrupt;
    struct progress progress;
    double step_seconds;    // spent in steps of the current epoch
    uint64_t seen_before;   // images of the current epoch that an earlier process trained on
    double test_error;      // after the last finished epoch, 0..1; negative if unknown
    uint64_t tested, wrong; // images then
};

static const char before_ending[] = "-before"; // of a checkpoint that another run replaces

// ---- The beginning ------------------------------------------------------------------------------

// Options that were given must agree with the checkpoint: they cannot change in mid-run.
static const char *contradiction(const struct command_line *line, const struct train_options *given,
                                 const struct train_options *kept)
{
    for (int i = 0; i < TRAIN_OPTION_COUNT; i++) {
        const struct train_option *option = &train_option_table[i];
        if (command_line_given(line, option->word) && !train_option_same(option, given, kept))
            return option->word;
    }
    return NULL;
}

static bool begin_from(struct train_command *train, struct status *status)
{
    char opened[PATH_SIZE];
    struct lenet *weights = malloc(sizeof *weights);
    bool ok = weights ? command_load_model(weights, NULL, train->request->from, opened, status)
                      : status_fail(status, STATUS_NO_MEMORY, "no memory to train");
    if (ok)
        train_begin_from(&train->state, &train->request->options, weights);
    free(weights);
    return ok;
}

// Fills train->state, fresh or from the checkpoint. Returns an exit code.
static int begin(struct train_command *train)
{
    const struct train_request *request = train->request;
    struct status status = {0};
    if (!request->resume) {
        train->replaces = train->checkpoint[0] && place_exists(train->checkpoint);
        if (train->replaces)
            say("%s is of an interrupted run, which --resume would have continued; it will be kept "
                "as %s%s",
                train->checkpoint, train->checkpoint, before_ending);
        if (request->repeated)
            return run_repeat_begin(&train->repeat, &train->state, &status) ? EXIT_DONE
                                                                            : command_fail(&status);
        if (request->from)
            return begin_from(train, &status) ? EXIT_DONE : command_fail(&status);
        train_begin(&train->state, &request->options);
        return EXIT_DONE;
    }
    if (!train_record_load(&train->record, &train->state, &train->curves, train->checkpoint,
                           &status)) {
        if (status.code == STATUS_MISSING)
            status_fail(&status, STATUS_MISSING,
                        "nothing to resume: there is no %s; leave --resume out to start afresh",
                        train->checkpoint);
        return command_fail(&status);
    }
    if (request->repeated)
        return train_repeat_check_resumed(&train->repeat, &train->state, train->checkpoint,
                                          train->line);
    const char *name = contradiction(train->line, &request->options, &train->state.options);
    if (name)
        return command_line_mistake(train->line,
                                    "--%s differs from the interrupted run of %s; leave it out, or "
                                    "leave --resume out to start afresh",
                                    name, train->checkpoint);
    train_record_take_data(&train->record, &train->request->set);
    return EXIT_DONE;
}

static void say_what_is_left_out(const struct data_split *set)
{
    if (set->unlabelled > 0)
        say("%zu digits of the strokes have no label and are left out", set->unlabelled);
    if (set->unusable > 0)
        say("%zu digits of the strokes are empty or have more than %d strokes and are left out",
            set->unusable, STROKE_DATASET_STROKES);
}

// ---- What the run is watched by -----------------------------------------------------------------

static double images_per_second(const struct train_command *train, uint64_t seen)
{
    return train->step_seconds > 0 ? (double)(seen - train->seen_before) / train->step_seconds : 0;
}

static void show_progress(struct train_command *train)
{
    const struct train_state *state = run_state(&train->run);
    double batches = train_batches_per_epoch(train->run.train);
    double speed = images_per_second(train, state->seen);
    double epochs_left = state->options.epochs - state->epoch - state->batch / batches;
    char left[48], right[64], time_left[AMOUNT_SIZE] = "?";
    if (speed > 0)
        amount_clock(time_left, epochs_left * (double)train_items(train->run.train) / speed);
    snprintf(left, sizeof left, "epoch %d/%d", state->epoch + 1, state->options.epochs);
    snprintf(right, sizeof right, "%.0f images/s, %s left", speed, time_left);
    progress_show(&train->progress, state->batch / batches, left, right);
}

// A line of the log, where a point of the loss curve was just added.
static void log_point(struct train_command *train, bool tested)
{
    const struct run *run = &train->run;
    const struct train_state *state = run_state(run);
    double items = (double)train_items(run->train);
    bool held = train->request->set.hold_out > 0;
    const struct run_log_line line = {
        .epochs = state->epoch + (double)state->seen / items,
        .images = (uint64_t)state->epoch * (uint64_t)items + state->seen,
        .loss = (double)curve_last(&train->curves.loss),
        .train_error = tested ? train_epoch_error(run->train) : NAN,
        .held_error = !tested ? NAN
                      : held  ? train->test_error
                              : (double)curve_last(&train->curves.held),
        .test_error = tested && !held ? train->test_error : NAN,
        .rate = train_latest_rate(run->train),
        .images_per_second =
            images_per_second(train, tested ? train_items(run->train) : state->seen),
    };
    struct status problem = {0};
    if (!train->log || run_log_add(train->log, &line, &problem))
        return;
    progress_clear(&train->progress);
    say("%s; the run goes on without a log", problem.message);
}

// Not before there is something to put in its place. What cannot be renamed is written over.
static bool move_replaced(const struct train_command *train, char before[PATH_SIZE])
{
    return train->replaces &&
           snprintf(before, PATH_SIZE, "%s%s", train->checkpoint, before_ending) < PATH_SIZE &&
           rename(train->checkpoint, before) == 0;
}

// One that cannot be written takes nobody's place.
static bool save_checkpoint(struct train_command *train, struct status *status)
{
    char before[PATH_SIZE];
    bool moved = move_replaced(train, before);
    bool saved = train_record_save(&train->record, run_state(&train->run), &train->curves,
                                   train->checkpoint, train->out.path, status);
    if (moved && !saved)
        rename(before, train->checkpoint);
    train->replaces = train->replaces && !saved;
    train->kept = train->kept || saved;
    return saved;
}

// Without a checkpoint a run is worth going on with; without finite weights it is not.
static bool keep_checkpoint(void *context, struct status *status)
{
    struct train_command *train = context;
    struct status problem = {0};
    if (!train->checkpoint[0])
        return true;
    bool saved = save_checkpoint(train, &problem);
    if (!saved && problem.code == STATUS_BAD_DATA)
        return status_fail(status, problem.code, "%s", problem.message);
    if (!saved && !train->unkept) {
        progress_clear(&train->progress);
        say("%s; the run goes on%s", problem.message,
            train->kept ? ", its last checkpoint stays" : " without a checkpoint");
    }
    train->unkept = !saved;
    return true;
}

// The recorded run was stopped here.
static bool is_repeated(const struct train_command *train)
{
    return train->request->repeated && run_repeat_is_over(&train->repeat, run_state(&train->run));
}

// The first step is always taken: a run that is stopped has something to keep.
static bool may_go_on(void *context)
{
    const struct train_command *train = context;
    return !is_repeated(train) && (!train->run.moved || !interrupt_pending(train->interrupt));
}

static bool stepped(void *context, double seconds, bool epoch_trained, struct status *status)
{
    (void)status;
    struct train_command *train = context;
    train->step_seconds += seconds;
    size_t items = train_items(train->run.train);
    bool point = run_curves_add_step(&train->curves, train->run.train, items, epoch_trained);
    if (point && !epoch_trained)
        log_point(train, false);
    if (!epoch_trained)
        show_progress(train);
    return true;
}

static void note_errors(struct train_command *train)
{
    struct run_curves *curves = &train->curves;
    float epoch = (float)run_state(&train->run)->epoch;
    bool held = train->request->set.hold_out > 0;
    curve_add(&curves->train, epoch, (float)train_epoch_error(train->run.train));
    curve_add(held ? &curves->held : &curves->test, epoch, (float)train->test_error);
}

static void note_test(struct train_command *train, const struct evaluation *test)
{
    train->tested = test->count;
    train->wrong = test->wrong;
    train->test_error = (double)test->wrong / (double)test->count;
}

static bool tested(void *context, const struct evaluation *test, const struct evaluation *held,
                   struct status *status)
{
    (void)status;
    struct train_command *train = context;
    const struct run *run = &train->run;
    const struct train_state *state = run_state(run);
    char seconds[AMOUNT_SIZE];
    note_test(train, test);
    note_errors(train);
    if (held)
        curve_add(&train->curves.held, (float)state->epoch,
                  (float)held->wrong / (float)held->count);
    log_point(train, true);
    progress_clear(&train->progress);
    printf("epoch %d/%d loss %.4f train-error %.2f%% test-error %.2f%% %.0f images/s\n",
           state->epoch, state->options.epochs, train_epoch_loss(run->train),
           amount_percent_of(train_epoch_error(run->train)), amount_percent_of(train->test_error),
           images_per_second(train, train_items(run->train)));
    fflush(stdout);
    amount_clock(seconds, train->step_seconds);
    progress_line(&train->progress, "epoch %d of %d took %s", state->epoch, state->options.epochs,
                  seconds);
    train->step_seconds = 0;
    train->seen_before = 0;
    return true;
}

static const struct run_watcher watcher = {
    .may_go_on = may_go_on,
    .stepped = stepped,
    .tested = tested,
    .keep = keep_checkpoint,
    .keeping = RUN_KEEPS_ALL,
    .keep_seconds = RUN_KEEP_SECONDS,
};

// ---- From beginning to end ----------------------------------------------------------------------

static bool load_data(struct train_command *train, struct status *status)
{
    const struct train_request *request = train->request;
    struct run *run = &train->run;
    if (request->repeated)
        return train_repeat_load(&train->repeat, &run->set, status);
    return run_load(run, &request->set, status) &&
           (*train->record.command ||
            train_record_make(&train->record, &run->set, &request->set, &train->state.options,
                              request->from != NULL, status));
}

static bool open_run(struct train_command *train, struct status *status)
{
    const struct train_request *request = train->request;
    struct run *run = &train->run;
    if (!load_data(train, status))
        return false;
    say_what_is_left_out(&run->set);
    // Held before the threads start: they inherit it.
    train->interrupt = interrupt_hold();
    if (!run_begin(run, &train->state, request->threads, &watcher, train, status))
        return false;
    train->kept = request->resume;
    return !request->log ||
           run_log_open(&train->log, train->log_out.path, train->log_out.stream, &train->curves,
                        &train->state, train_items(run->train), status);
}

static void close_run(struct train_command *train)
{
    run_close(&train->run);
    interrupt_release(train->interrupt);
    run_log_close(train->log);
    lock_release(train->log_lock);
    lock_release(train->lock);
    output_close(&train->log_out);
    output_close(&train->out);
    free(train);
}

static bool interrupt_run(struct train_command *train, struct status *status)
{
    const struct train_state *state = run_state(&train->run);
    progress_clear(&train->progress);
    if (train->checkpoint[0] && !save_checkpoint(train, status))
        return false;
    return status_fail(status, STATUS_CANCELLED, "stopped in epoch %d of %d after batch %d of %d%s",
                       state->epoch + 1, state->options.epochs, state->batch,
                       train_batches_per_epoch(train->run.train),
                       train->kept ? "" : ", and nothing of it is kept");
}

static void describe_run(struct model_info *info, const struct train_command *train)
{
    if (train->request->repeated) {
        run_repeat_info(&train->repeat, info, run_state(&train->run), train->tested, train->wrong);
        return;
    }
    train_record_describe(info->description, sizeof info->description, train->record.data,
                          train->state.options.epochs, strstr(train->record.command, " --from "),
                          train->request->set.hold_out > 0 ? "held-out" : "test",
                          train->test_error);
    memcpy(info->command, train->record.command, sizeof info->command);
    info->maker = MODEL_MAKER_RUN;
    info->tested = train->request->set.hold_out == 0;
    info->test_error = 100 * (float)train->test_error;
}

// A run resumed from a checkpoint that was already finished has not been tested in this process.
static bool test_if_needed(struct train_command *train, struct status *status)
{
    struct evaluation test;
    if (train->test_error >= 0)
        return true;
    if (!run_evaluate(&train->run, &test, status))
        return false;
    note_test(train, &test);
    return true;
}

// Of a run that is over. What stands there is another run's where this one could never be kept.
static void leave_checkpoint(struct train_command *train)
{
    char before[PATH_SIZE];
    if (train->kept)
        place_remove(train->checkpoint);
    else
        move_replaced(train, before);
    train->kept = false;
}

static bool save(struct train_command *train, struct status *status)
{
    struct model_info info = {0};
    if (!test_if_needed(train, status))
        return false;
    describe_run(&info, train);
    if (!model_save(train->out.path, &run_state(&train->run)->average, &info, status))
        return false;
    leave_checkpoint(train);
    progress_line(&train->progress, "saved %s", train->request->out);
    return !train->request->repeated || train->out.stream ||
           run_repeat_check_result(&train->repeat, train->out.path, status);
}

static bool run_to_end(struct train_command *train, struct status *status)
{
    enum run_end end = run_go(&train->run, status);
    if (end == RUN_LEFT && !is_repeated(train))
        return interrupt_run(train, status);
    return end != RUN_FAILED && save(train, status);
}

// Nobody else may write the same checkpoint meanwhile.
static bool lock_checkpoint(struct train_command *train, struct status *status)
{
    static const struct lock_wish wish = {"lenetpad train", 0, "is being written by",
                                          "wait for it to end or choose another --out"};
    return lock_or_fail(&train->lock, train->checkpoint, &wish, status);
}

static bool lock_log(struct train_command *train, struct status *status)
{
    static const struct lock_wish wish = {"lenetpad train", 0, "is being written by",
                                          "wait for it to end or choose another --log"};
    return lock_or_fail(&train->log_lock, train->log_out.path, &wish, status);
}

// Tries where the log will go. Returns an exit code.
static int open_log(struct train_command *train)
{
    const char *log = train->request->log, *out = train->request->out;
    struct status status = {0};
    if (!log)
        return EXIT_DONE;
    if (output_is_stdout(log) && output_is_stdout(out))
        return command_line_mistake(train->line, "--log and --out are the same file: %s", log);
    bool good = output_open(&train->log_out, log, &status) &&
                (train->log_out.stream || lock_log(train, &status));
    return good ? EXIT_DONE : command_fail(&status);
}

// Tries where the model and the checkpoint will go.
static int open_files(struct train_command *train)
{
    const char *out = train->request->out;
    struct status status = {0};
    if (strlen(out) + sizeof ".checkpoint" > PATH_SIZE)
        return command_line_mistake(train->line, "--out: the path is too long");
    if (!output_open(&train->out, out, &status))
        return command_fail(&status);
    if (train->out.stream && train->request->resume)
        return command_line_mistake(train->line,
                                    "--resume: there is no checkpoint of %s, which is no "
                                    "ordinary file",
                                    out);
    if (train->out.stream) {
        say("%s is no ordinary file, so that no checkpoint can be kept", out);
        return EXIT_DONE;
    }
    snprintf(train->checkpoint, sizeof train->checkpoint, "%s.checkpoint", out);
    bool good = lock_checkpoint(train, &status) && file_check_writable(train->checkpoint, &status);
    return good ? EXIT_DONE : command_fail(&status);
}

// Where a resumed run's data is not what it began with, its checkpoint knows what that was.
static bool open_run_or_say(struct train_command *train, struct status *status)
{
    const char *began = train->record.command;
    if (open_run(train, status))
        return true;
    if (train->request->resume && status->code == STATUS_BAD_DATA && began[0])
        say("%s is of a run that began as: %s", train->checkpoint, began);
    return false;
}

// One that has diverged would do so again.
static bool can_go_on(const struct train_command *train)
{
    return train->kept && (!train->run.train || train_is_sound(train->run.train, NULL));
}

static int run_train(struct train_request *request, const struct command_line *line)
{
    struct status status = {0};
    struct train_command *train = calloc(1, sizeof *train);
    if (!train) {
        status_fail(&status, STATUS_NO_MEMORY, "no memory to train");
        return command_fail(&status);
    }
    train->request = request;
    train->line = line;
    train->test_error = -1;
    progress_open(&train->progress);
    int exit_code = request->repeated ? train_repeat_open(&train->repeat, request->repeated, line,
                                                          &request->options, &request->set)
                                      : EXIT_DONE;
    if (exit_code == EXIT_DONE)
        exit_code = train_files_check(line, request->out, request->log, request->from,
                                      request->repeated ? train->repeat.path : NULL, &request->set);
    if (exit_code == EXIT_DONE)
        exit_code = open_log(train);
    if (exit_code == EXIT_DONE)
        exit_code = open_files(train);
    if (exit_code == EXIT_DONE)
        exit_code = begin(train);
    if (exit_code != EXIT_DONE)
        goto done;
    train->seen_before = train->state.seen;
    bool finished = open_run_or_say(train, &status) && run_to_end(train, &status);
    progress_clear(&train->progress);
    const struct train_ending ending = {&request->set, request->out, request->log,
                                        request->repeated, train->out.stream};
    train_ending_show(&ending, &train->curves, finished);
    if (finished)
        goto done;
    exit_code = command_fail(&status);
    if (can_go_on(train))
        train_ending_continue(&ending);
done:
    close_run(train);
    return exit_code;
}

// The rows of train_options.h as rows of the command line.
// clang-format off
#define ROW_INT(word, target, value, least, most, choices, help) \
    OPTION_INT(word, target, value, least, most, help)
#define ROW_FLOAT(word, target, value, least, most, choices, help) \
    OPTION_FLOAT(word, target, value, least, most, help)
#define ROW_U64(word, target, value, least, most, choices, help) \
    OPTION_U64(word, target, value, help)
#define ROW_CHOICE(word, target, value, least, most, choices, help) \
    OPTION_CHOICE(word, target, value, choices, (most) + 1, help)
#define OPTION_OF_ROW(type, kind, field, initial, offered, least, most, choices, word, kept, always, value, help) \
    ROW_##kind(word, &request.options.field, value, offered, most, choices, help),
// clang-format on

int command_train(int argc, char **argv)
{
    struct train_request request = {
        .options = train_default_options(), .set.strokes_repeat = 1, .set.strokes_every = 2};
    struct data_split_request *set = &request.set;
    struct option options[] = {
        OPTION_WRITE("out", &request.out, "FILE", "the model to write (required)"),
        OPTION_NAMED("data", &set->data, "DIR|practice", "MNIST's files, or built-in digits"),
        OPTION_FILES("strokes", &set->strokes, "FILE...", "strokes files to learn from as well"),
        OPTION_INT("strokes-every", &set->strokes_every, "N", 1, 1000,
                   "see each of their digits in every Nth epoch"),
        OPTION_INT("strokes-repeat", &set->strokes_repeat, "N", 1, 1000,
                   "how often their digits are seen per epoch"),
        OPTION_TEXT("hold-out-writers", &set->hold_out_writers, "LIST",
                    "leave these writers' digits out: 1,7,12"),
        OPTION_INT("hold-out", &set->hold_out, "N", 0, TRAIN_IMAGES_MOST,
                   "test on the last N training images instead"),
        OPTION_READ("from", &request.from, "FILE", "begin with this model's weights"),
        // clang-format off
        TRAIN_OPTIONS(OPTION_OF_ROW)
        // clang-format on
        OPTION_INT("threads", &request.threads, "N", 0, THREADS_MOST, "0 is one per processor"),
        OPTION_TEXT("isa", &request.isa, "NAME", "force an instruction set (default: auto)"),
        OPTION_LINES("log", &request.log, "FILE.csv", "write the curves of the run as it goes"),
        OPTION_NAMED("record", &request.repeated, "FILE", "repeat the run of this record"),
        OPTION_FLAG("resume", &request.resume, "continue an interrupted run of the same --out"),
    };
    struct command_line line = {
        .command = "train",
        .usage = "[options] --out FILE",
        .summary =
            "Trains LeNet-5 and prints a line per epoch. The same data, options and seed "
            "give the same file,\nfor any number of threads and on every processor with fused "
            "multiply-add. It is kept in\nFILE.checkpoint every few seconds and at each "
            "epoch: --resume goes on after Ctrl-C, or\nwhatever else ended it.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
    };
    int exit_code;
    struct status status = {0};
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    if (!request.out)
        return command_line_mistake(&line, "--out FILE is missing");
    if (!kernels_select(request.isa, &status))
        return command_line_mistake(&line, "--isa %s: %s", request.isa, status.message);
    return run_train(&request, &line);
}
