// LeNet Pad's engine, to be embedded: reads handwritten digits with LeNet-5, and trains it.
//
//   struct lenet_error error;
//   struct lenet_reading reading;
//   struct lenet_model *model = lenet_model_load("lenet5.safetensors", &error);
//   if (model && lenet_read_drawing(model, &reading, strokes, count, 0, &error))
//       printf("%d, %s\n", reading.digit, reading.sure ? "sure" : "not sure");
//   lenet_model_free(model);
//
// This is the library's only public header. It is C99 and C++, and needs no other of the project's.
//
// Ownership: a pointer to an opaque struct that a function returns is the caller's until the `free`
// of its kind, which takes NULL, too. Everything that is passed in is borrowed for the call only,
// except where a function says otherwise.
//
// Errors: a function that can fail returns false (or NULL) and fills `error`, which may be NULL.
// Its outputs are then as they were. Nothing is printed, and the program is never ended; but what
// would be a slip of the programmer's (a NULL that is not allowed, an object used after its `free`)
// is not looked for, or ends it by an assertion.
//
// Threads: no function keeps state of its own. Any number of threads may call any functions at the
// same time, as long as nobody changes an object that another one uses: a model may be read with
// from many threads at once, a training belongs to one thread at a time. Only trainings and
// lenet_test make threads, as many as they are told to; these live no longer than the training or
// the call. Signals are left alone, and the locale and the floating-point environment are only
// looked at. A reading needs up to 256 KB of stack.
//
// Determinism: the same seed, digits and options give the same weights, bit for bit, for any number
// of threads, on every processor with fused multiply-add.
#ifndef NN_LENETPAD_H
#define NN_LENETPAD_H

#ifndef __cplusplus
#include <stdbool.h>
#endif
#include <stddef.h>
#include <stdint.h>

#ifdef __GNUC__
#define LENET_API __attribute__((visibility("default")))
#else
#define LENET_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

// "0.1.0": of the library that runs, which may be newer than this header.
LENET_API const char *lenet_version(void);

// ---- Errors -------------------------------------------------------------------------------------

enum lenet_error_code {
    LENET_ERROR_NONE,
    LENET_ERROR_MISSING,   // the file or folder is not there
    LENET_ERROR_BAD_DATA,  // it is there, but its contents are wrong
    LENET_ERROR_IO,        // reading or writing failed (permissions, full disk)
    LENET_ERROR_NO_MEMORY, //
    LENET_ERROR_USAGE      // an argument is out of its range
};

struct lenet_error {
    enum lenet_error_code code;
    char message[1024]; // one line of UTF-8 for people, in English: what is wrong and what to do
};

// ---- Models -------------------------------------------------------------------------------------

// The weights of a network, and what is known of them.
struct lenet_model;

// Reads a safetensors file, or the same bytes in memory. The values may be 16-, 32- or 64-bit
// floats. Files are trusted in nothing: any bytes may be handed in.
LENET_API struct lenet_model *lenet_model_load(const char *path, struct lenet_error *error);
LENET_API struct lenet_model *lenet_model_parse(const void *data, size_t size,
                                                struct lenet_error *error);
// An untrained one: weights to begin training with, drawn from the seed.
LENET_API struct lenet_model *lenet_model_new(uint64_t seed, struct lenet_error *error);
// Writes 32-bit floats. After a failure or a crash the file at `path` is what it was. The same
// model always gives the same bytes.
LENET_API bool lenet_model_save(const struct lenet_model *model, const char *path,
                                struct lenet_error *error);
// One line for people that the file keeps ("20 epochs of MNIST"); may be "". Valid until the model
// is described anew or freed.
LENET_API const char *lenet_model_description(const struct lenet_model *model);
// Cuts what is longer than 511 bytes.
LENET_API void lenet_model_describe(struct lenet_model *model, const char *description);
LENET_API void lenet_model_free(struct lenet_model *model);

// ---- Reading ------------------------------------------------------------------------------------

struct lenet_point {
    float x, y; // in any unit; y grows downwards
};

// What a pen wrote without being lifted.
struct lenet_stroke {
    const struct lenet_point *point;
    size_t count;
};

struct lenet_reading {
    bool empty; // there was nothing to read; all else is of no meaning then
    int digit;  // 0..9, the most probable
    int second; // the next
    // Whether the reading may be relied on. A model whose thresholds were fitted (those of the
    // shipped one were) is right in more than 99 of 100 cases where it is sure.
    bool sure;
    bool possible;         // false: by its size or shape it is no digit, or the strokes are several
                           // digits, whatever the network says
    float probability[10]; // of each digit; their sum is 1
    uint8_t image[28][28]; // what the network was shown, as MNIST's digits are: (row, column), 255
                           // is ink
};

// Reads one digit that was written with a pen. `side` is that of the square in which it was
// written, in the points' unit, so that a dot is not taken for a digit; 0: unknown. Points that are
// not finite are left out.
LENET_API bool lenet_read_drawing(const struct lenet_model *model, struct lenet_reading *reading,
                                  const struct lenet_stroke *stroke, size_t count, float side,
                                  struct lenet_error *error);
// Reads one digit of grey ink: 0 is paper, 255 is ink; `width` x `height` pixels (1 to 65535 each),
// a row begins `stride` bytes after the one before. Its size and place do not matter.
LENET_API bool lenet_read_ink(const struct lenet_model *model, struct lenet_reading *reading,
                              const uint8_t *grey, int width, int height, size_t stride,
                              struct lenet_error *error);
// Reads one digit of a photograph or a scan: 0 is black, 255 is white, dark on light or light on
// dark, rows without a gap. The digit is looked for, under uneven light, among shadows and specks,
// and what tells it from the paper best becomes full ink. In a picture that was drawn on a screen,
// on paper of one colour, greys are ink as they are: lenet_read_ink reads it from 255 - light, as
// `lenetpad classify` does; here a probability may differ from that by some thousandths.
LENET_API bool lenet_read_photo(const struct lenet_model *model, struct lenet_reading *reading,
                                const uint8_t *light, int width, int height,
                                struct lenet_error *error);
// Reads a digit that is as MNIST's are already; for those the two above are not meant. Cannot fail.
LENET_API void lenet_read_digit(const struct lenet_model *model, struct lenet_reading *reading,
                                const uint8_t image[28][28]);

// What every cell of the network holds: (map, row, column), or the number of the unit.
struct lenet_values {
    float input[32][32]; // -0.1 is paper, 1.175 is ink
    float c1[6][28][28];
    float s2[6][14][14];
    float c3[16][10][10];
    float s4[16][5][5];
    float c5[120];
    float f6[84];
    float output[10]; // before the softmax
};

// How the network came to a reading, whose `image` is given. Cannot fail.
LENET_API void lenet_values_of_digit(const struct lenet_model *model, struct lenet_values *values,
                                     const uint8_t image[28][28]);

// ---- Strokes files ------------------------------------------------------------------------------

// Drawings out of a file: a line "digit 7" for each ("digit ?" where it is not known), then a line
// "stroke x,y x,y ..." for each stroke of the pen; or UNIPEN's text.
struct lenet_strokes;

struct lenet_drawing {
    const struct lenet_stroke *stroke; // of the lenet_strokes, and valid as long; may be none
    size_t count;
    int label; // 0..9; -1: the file does not say
};

// Like models, files are trusted in nothing; one without a digit is refused. Messages name the
// line.
LENET_API struct lenet_strokes *lenet_strokes_load(const char *path, struct lenet_error *error);
LENET_API struct lenet_strokes *lenet_strokes_parse(const void *text, size_t size,
                                                    struct lenet_error *error);
LENET_API size_t lenet_strokes_count(const struct lenet_strokes *strokes); // its drawings
LENET_API struct lenet_drawing lenet_strokes_drawing(const struct lenet_strokes *strokes,
                                                     size_t index);
LENET_API void lenet_strokes_free(struct lenet_strokes *strokes);

// ---- Digits to learn from -----------------------------------------------------------------------

// Labelled images, and labelled drawings, which are drawn anew whenever they are learned from.
struct lenet_digits;

enum lenet_part { LENET_PART_TRAIN, LENET_PART_TEST };

LENET_API struct lenet_digits *lenet_digits_new(struct lenet_error *error); // none yet
// MNIST's IDX files, plain or gzip, out of a folder; or EMNIST's digits.
LENET_API struct lenet_digits *lenet_digits_load(const char *folder, enum lenet_part part,
                                                 struct lenet_error *error);
// Digits that the library makes, without a download; the two parts have none in common.
LENET_API struct lenet_digits *
lenet_digits_practice(size_t count, uint64_t seed, enum lenet_part part, struct lenet_error *error);
// Writes the images, of which there must be one, as a pair of IDX files (gzip if the paths end in
// .gz); both change or neither does, unless the system refuses the second name after it gave the
// first (in a folder where files of others may not be replaced). Drawings are not written: keep
// their strokes.
LENET_API bool lenet_digits_save(const struct lenet_digits *digits, const char *images_path,
                                 const char *labels_path, struct lenet_error *error);
// Add a digit, whose label is 0..9. A drawing may have 32 strokes, and must have a point.
LENET_API bool lenet_digits_add(struct lenet_digits *digits, const uint8_t image[28][28], int label,
                                struct lenet_error *error);
LENET_API bool lenet_digits_add_drawing(struct lenet_digits *digits,
                                        const struct lenet_stroke *stroke, size_t count, int label,
                                        struct lenet_error *error);
LENET_API size_t lenet_digits_count(const struct lenet_digits *digits); // images and drawings
// The images come first, in their order. NULL where there is none: a drawing has no image of its
// own.
LENET_API const uint8_t (*lenet_digits_image(const struct lenet_digits *digits, size_t index))[28];
LENET_API int lenet_digits_label(const struct lenet_digits *digits, size_t index);
LENET_API void lenet_digits_free(struct lenet_digits *digits);

// ---- Training -----------------------------------------------------------------------------------

enum lenet_distortion {
    LENET_DISTORTION_NONE,
    LENET_DISTORTION_AFFINE, // rotation, scale, shear, shift
    LENET_DISTORTION_FULL    // also elastic distortion and the pen's width
};

struct lenet_training_options {
    int epochs;     // 1..100000: how often each digit is learned from
    int batch;      // 1..4096 digits in a step
    float rate;     // above 0, up to 1000: the peak learning rate
    float momentum; // 0..0.999, Nesterov's
    enum lenet_distortion distortion;
    uint64_t seed;
    int threads; // 1 to 256, the calling thread among them; 0: one for each processor
};

// A run of stochastic gradient descent.
struct lenet_training;

struct lenet_progress {
    int epoch, epochs;  // finished, of all
    int batch, batches; // finished of the current epoch, of all
    double loss,
        error; // of the epoch that was finished last (0 before): mean loss, share misread (0..1)
};

LENET_API struct lenet_training_options lenet_training_defaults(void);
// Begins a run with the weights of `model` (copied), or with fresh ones where it is NULL. The
// digits are borrowed until lenet_training_free, and must not change until then.
LENET_API struct lenet_training *lenet_training_new(const struct lenet_model *model,
                                                    const struct lenet_digits *digits,
                                                    const struct lenet_training_options *options,
                                                    struct lenet_error *error);
// Goes on with a run that lenet_training_save kept, with the same digits: it ends in the same bits
// as one that was never interrupted. `threads` as in the options.
LENET_API struct lenet_training *lenet_training_resume(const char *path,
                                                       const struct lenet_digits *digits,
                                                       int threads, struct lenet_error *error);
// Takes one step; an epoch is lenet_progress.batches of them. Fails if the run is over, or if the
// weights have grown so large that nothing can be read with them, which is looked at after every
// epoch: then only a new run with a lower rate helps.
LENET_API bool lenet_training_step(struct lenet_training *training, struct lenet_error *error);
LENET_API bool lenet_training_is_over(const struct lenet_training *training);
LENET_API void lenet_training_progress(const struct lenet_training *training,
                                       struct lenet_progress *progress);
// The model of this moment: the running average of the weights. It is the caller's, and not
// calibrated.
LENET_API struct lenet_model *lenet_training_model(const struct lenet_training *training,
                                                   struct lenet_error *error);
// Keeps the run in a file, which is a model, too.
LENET_API bool lenet_training_save(const struct lenet_training *training, const char *path,
                                   struct lenet_error *error);
LENET_API void lenet_training_free(struct lenet_training *training);

// ---- Testing ------------------------------------------------------------------------------------

struct lenet_score {
    size_t count, wrong;
    double loss;                // mean over the images
    uint32_t confusion[10][10]; // (label, reading)
};

// Reads all images of the digits, of which there must be one, as lenet_read_digit does; drawings
// are left out. `threads` as in the training's options.
LENET_API bool lenet_test(const struct lenet_model *model, const struct lenet_digits *digits,
                          int threads, struct lenet_score *score, struct lenet_error *error);

#ifdef __cplusplus
}
#endif

#endif
