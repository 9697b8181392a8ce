// Models and checkpoints. No mutation would keep 247,000 bytes of weights in step with the header
// that describes them; so most inputs are a header, and the weights that it may mean are put behind
// it. The first byte says how much, and whether the rest is a whole file instead.
#include "tests/fuzz/fuzz.h"

#include "nn/net/forward.h"
#include "nn/net/model.h"
#include "nn/train/checkpoint.h"

#include <math.h>
#include <string.h>

enum { GROUP = LENET_PARAMETERS * 4, MOST = 8 + 16384 + 3 * GROUP };

static uint8_t file[MOST];
static struct lenet weights, before;
static struct train_state state;
static struct lenet_activations activations;

// Returns the size of the file.
static size_t make_file(const uint8_t *data, size_t size)
{
    static const size_t bodies[] = {GROUP, 2 * GROUP, GROUP / 2, 3 * GROUP};
    uint8_t kind = data[0];
    data++;
    size--;
    if (kind & 4) {
        size = size < MOST ? size : MOST;
        memcpy(file, data, size);
        return size;
    }
    size = size < 16384 ? size : 16384;
    for (int i = 0; i < 8; i++)
        file[i] = (uint8_t)((uint64_t)size >> (8 * i));
    memcpy(file + 8, data, size);
    memset(file + 8 + size, 0x3c, bodies[kind & 3]); // small in every type
    return 8 + size + bodies[kind & 3];
}

static void check_model(const struct model_info *info)
{
    FUZZ_PROMISE(lenet_is_sound(&weights));
    FUZZ_PROMISE(memchr(info->description, '\0', sizeof info->description));
    FUZZ_PROMISE(memchr(info->command, '\0', sizeof info->command));
    FUZZ_PROMISE(info->calibration.temperature >= 0.01f && info->calibration.temperature <= 100);
    lenet_forward(&activations, &weights);
    for (size_t i = 0; i < sizeof activations / sizeof(float); i++)
        FUZZ_PROMISE(isfinite(((const float *)&activations)[i]));
}

static void check_refusal(const struct status *status)
{
    FUZZ_PROMISE(status->code == STATUS_BAD_DATA && status->message[0]);
}

static void parse_checkpoint(const struct bytes *bytes)
{
    struct status status = {0};
    char *memory;
    struct checkpoint_note notes[] = {{.name = "note.data"}, {.name = "note.other"}};
    if (checkpoint_parse(&state, bytes, "checkpoint", notes, 2, &memory, &status)) {
        FUZZ_PROMISE(lenet_is_sound(&state.weights) && lenet_is_sound(&state.average));
        FUZZ_PROMISE(state.epoch >= 0 && state.epoch <= state.options.epochs && state.batch >= 0);
        FUZZ_PROMISE(isfinite(state.loss_sum) && state.wrong <= state.seen);
    } else {
        check_refusal(&status);
        FUZZ_PROMISE(!memory);
    }
    free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct model_info info = {.calibration = calibration_unknown};
    struct status status = {0};
    if (size == 0)
        return 0;
    struct bytes bytes = {file, make_file(data, size)};
    memset(&weights, 0x55, sizeof weights);
    before = weights;
    if (model_parse(&weights, &info, &bytes, "model", &status)) {
        check_model(&info);
    } else {
        check_refusal(&status);
        FUZZ_PROMISE(memcmp(&weights, &before, sizeof weights) == 0);
    }
    parse_checkpoint(&bytes);
    return 0;
}
