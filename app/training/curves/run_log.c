// The file is appended to, a line with one call of the system: whoever is killed leaves whole lines
// behind. Lines of what came after the latest checkpoint would come twice when the run goes on,
// with the same numbers; they are taken away when it is opened again.
#include "app/training/curves/run_log.h"

#include "nn/base/decimal.h"
#include "nn/files/draft.h"
#include "nn/files/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Places of points are farther apart than this part of an epoch; as texts they are rounded.
static const double same_place = 1.0 / 1000;

enum { LINE_SIZE = 256, LONGEST_LOG = 1 << 28 };

const char run_log_header[] =
    "epoch,images,loss,training_error,held_out_error,test_error,rate,images_per_second\n";

struct run_log {
    char path[PATH_MAX];
    int file;
};

// What is put together before the file is opened.
struct text {
    FILE *stream;
    char *bytes;
    size_t size;
};

// ---- Lines --------------------------------------------------------------------------------------

// As short as the float comes back from: that is what a curve keeps of it.
static int print_number(char *text, size_t size, double number)
{
    char digits[DECIMAL_SIZE];
    if (!isfinite((float)number))
        return 0;
    decimal_write(digits, (float)number);
    return snprintf(text, size, "%s", digits);
}

static size_t write_line(char text[LINE_SIZE], const struct run_log_line *line)
{
    const double numbers[] = {line->loss, line->train_error, line->held_error, line->test_error,
                              line->rate};
    int used = snprintf(text, LINE_SIZE, "%.6f,", line->epochs);
    if (line->images > 0 || line->epochs <= 0)
        used += snprintf(text + used, LINE_SIZE - (size_t)used, "%" PRIu64, line->images);
    for (int i = 0; i < 5; i++) {
        text[used++] = ',';
        used += print_number(text + used, LINE_SIZE - (size_t)used, numbers[i]);
    }
    text[used++] = ',';
    if (isfinite(line->images_per_second))
        used += snprintf(text + used, LINE_SIZE - (size_t)used, "%.0f", line->images_per_second);
    text[used++] = '\n';
    return (size_t)used;
}

static bool add_text(struct text *text, const struct run_log_line *line)
{
    char written[LINE_SIZE];
    size_t size = write_line(written, line);
    return fwrite(written, 1, size, text->stream) == size;
}

// Reads the first columns of the line that ends before `end`. It is copied, since the file has no
// zero at its end, for which sscanf would search all of it at each line.
static bool read_line(struct run_log_line *line, const char *start, const char *end)
{
    char text[LINE_SIZE];
    int commas = 0, used = 0;
    size_t length = (size_t)(end - start);
    *line = (struct run_log_line){.train_error = NAN};
    if (length >= sizeof text)
        return false;
    memcpy(text, start, length);
    text[length] = '\0';
    for (const char *c = text; *c; c++)
        commas += *c == ',';
    if (commas != 7 ||
        sscanf(text, "%lf,%" SCNu64 ",%n", &line->epochs, &line->images, &used) < 2 || used == 0)
        return false;
    const char *comma = strchr(text + used, ',');
    if (comma && comma[1] != ',')
        line->train_error = strtod(comma + 1, NULL);
    return isfinite(line->epochs);
}

// ---- What the curves tell -----------------------------------------------------------------------

// The y of a curve at the point whose x is `x`; NAN if there is none.
static double at(const struct curve *curve, float x)
{
    for (int i = 0; i < curve->count; i++)
        if (curve->x[i] == x)
            return (double)curve->y[i];
    return NAN;
}

static double next_after(const struct curve *curve, double x)
{
    for (int i = 0; i < curve->count; i++)
        if ((double)curve->x[i] > x)
            return (double)curve->x[i];
    return INFINITY;
}

// Where the curves' next point lies, after `x`; INFINITY: there is none.
static double next_point(const struct run_curves *curves, double x)
{
    return fmin(next_after(&curves->loss, x), next_after(&curves->train, x));
}

static bool add_points(struct text *text, const struct run_curves *curves, size_t items,
                       double after)
{
    bool good = true;
    for (double x = after; good && isfinite(x = next_point(curves, x));) {
        float place = (float)x;
        const struct run_log_line line = {.epochs = x,
                                          .images = (uint64_t)llround(x * (double)items),
                                          .loss = at(&curves->loss, place),
                                          .train_error = at(&curves->train, place),
                                          .held_error = at(&curves->held, place),
                                          .test_error = at(&curves->test, place),
                                          .rate = NAN,
                                          .images_per_second = NAN};
        good = add_text(text, &line);
    }
    return good;
}

// ---- What the file tells ------------------------------------------------------------------------

// Whether a line can be one of this run, as far as a point for each epoch is known.
static bool agrees(const struct run_log_line *line, const struct run_curves *curves)
{
    const struct curve *train = &curves->train;
    if (train->count == 0 || train->x[train->count - 1] > (float)train->count)
        return true; // points were merged
    double error = at(train, (float)line->epochs);
    return !isfinite(error) || (float)error == (float)line->train_error;
}

// Keeps the whole lines of the file up to where the run stands. *after: the epochs of the latest.
static bool keep_lines(struct text *text, double *after, const char *path,
                       const struct run_curves *curves, uint64_t images, struct status *status)
{
    struct bytes file;
    struct status problem = {0};
    size_t header = strlen(run_log_header);
    *after = 0;
    if (!file_read(&file, path, LONGEST_LOG, &problem))
        return problem.code == STATUS_MISSING ||
               status_fail(status, problem.code, "%s", problem.message);
    const char *start = (const char *)file.data, *end = start + file.size;
    bool good = file.size == 0 || (file.size >= header && !memcmp(start, run_log_header, header));
    if (good && file.size > 0)
        start += header;
    for (const char *stop;
         good && start < end && (stop = memchr(start, '\n', (size_t)(end - start)));
         start = stop + 1) {
        struct run_log_line line;
        if (!read_line(&line, start, stop) || line.images > images || line.epochs <= *after)
            break;
        good = agrees(&line, curves);
        fwrite(start, 1, (size_t)(stop + 1 - start), text->stream);
        *after = line.epochs;
    }
    bytes_free(&file);
    return good || status_fail(status, STATUS_BAD_DATA,
                               "%s is not the log of this run; choose another --log", path);
}

// ---- Opening ------------------------------------------------------------------------------------

static bool put_together(struct text *text, const char *path, bool stream,
                         const struct run_curves *curves, const struct train_state *state,
                         size_t items, struct status *status)
{
    double after = 0;
    uint64_t images = (uint64_t)state->epoch * items + state->seen;
    text->stream = open_memstream(&text->bytes, &text->size);
    if (!text->stream)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path);
    fputs(run_log_header, text->stream);
    bool kept = stream || images == 0 || keep_lines(text, &after, path, curves, images, status);
    bool good = kept && add_points(text, curves, items, after + same_place);
    good = !ferror(text->stream) && good;
    good = fclose(text->stream) == 0 && good;
    return good ||
           (kept && status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path));
}

static bool append_to(struct run_log *log, const struct text *text, bool stream,
                      struct status *status)
{
    if (!stream && !file_write(log->path, text->bytes, text->size, status))
        return false;
    log->file = open(log->path, O_WRONLY | O_APPEND | O_CLOEXEC);
    int error = log->file < 0 ? errno : 0;
    if (error == 0 && stream)
        error = draft_write_all(log->file, text->bytes, text->size);
    return error == 0 || file_cannot_write(log->path, error, status);
}

// Such a file would be written compressed, and cannot be gone on in.
static bool ends_in_gz(const char *path)
{
    size_t length = strlen(path);
    return length >= 3 && strcmp(path + length - 3, ".gz") == 0;
}

bool run_log_open(struct run_log **out, const char *path, bool stream,
                  const struct run_curves *curves, const struct train_state *state, size_t items,
                  struct status *status)
{
    struct text text = {0};
    *out = NULL;
    if (strlen(path) >= PATH_MAX || (ends_in_gz(path) && !stream))
        return status_fail(status, STATUS_USAGE,
                           "%s: a log is plain text; choose a shorter name, without .gz", path);
    struct run_log *log = calloc(1, sizeof *log);
    if (!log)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path);
    log->file = -1;
    snprintf(log->path, sizeof log->path, "%s", path);
    bool opened = put_together(&text, path, stream, curves, state, items, status) &&
                  append_to(log, &text, stream, status);
    free(text.bytes);
    if (opened)
        *out = log;
    else
        run_log_close(log);
    return opened;
}

bool run_log_write(const char *path, const struct run_curves *curves,
                   const struct train_state *state, size_t items, struct status *status)
{
    struct text text = {0};
    bool kept = put_together(&text, path, false, curves, state, items, NULL);
    if (!kept) {
        free(text.bytes);
        text = (struct text){0};
    }
    bool written = (kept || put_together(&text, path, true, curves, state, items, status)) &&
                   file_write(path, text.bytes, text.size, status);
    free(text.bytes);
    return written;
}

bool run_log_text(struct bytes *log, const char *path, const struct run_curves *curves,
                  size_t items, struct status *status)
{
    struct text text = {0};
    struct train_state *state = calloc(1, sizeof *state); // which no line of another file is of
    *log = (struct bytes){0};
    if (!state)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to write %s", path);
    bool made = put_together(&text, path, true, curves, state, items, status);
    free(state);
    if (made)
        *log = (struct bytes){(uint8_t *)text.bytes, text.size};
    else
        free(text.bytes);
    return made;
}

// Where only a part of a line could be written (a full disk), that is taken away again. 0 or the
// error's number.
static int append_line(int file, const char *text, size_t size)
{
    struct stat before;
    bool known = fstat(file, &before) == 0 && S_ISREG(before.st_mode);
    int error = draft_write_all(file, text, size);
    if (error != 0 && known)
        (void)!ftruncate(file, before.st_size);
    return error;
}

bool run_log_add(struct run_log *log, const struct run_log_line *line, struct status *status)
{
    char text[LINE_SIZE];
    size_t size = write_line(text, line);
    if (log->file < 0)
        return true;
    int error = append_line(log->file, text, size);
    if (error == 0)
        return true;
    close(log->file);
    log->file = -1;
    return file_cannot_write(log->path, error, status);
}

void run_log_close(struct run_log *log)
{
    if (log && log->file >= 0)
        close(log->file);
    free(log);
}
