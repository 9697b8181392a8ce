// A file is chosen for one of a few purposes; what each shows, suggests, allows and says stands in
// a row of one table, so that a new purpose is a new row.
#include "app/work/file_purpose.h"

#include "app/base/paths.h"
#include "app/language/tr.h"
#include "app/pictures/picture_kinds.h"
#include "nn/files/place.h"
#include <string.h>

const struct file_purpose_traits file_purposes[FILE_PURPOSES] = {
    [FILE_PURPOSE_OPEN] = {.title = TR("Open a model, a picture or strokes"),
                           .button = TR("Open"),
                           .filter = TR("Models, pictures, strokes"),
                           .suffixes = ".safetensors .strokes .txt .tra .tes " PICTURE_ENDINGS,
                           .nothing = TR("Nothing to open here")},
    [FILE_PURPOSE_SAVE_STROKES] = {.title = TR("Save the drawing as strokes"),
                                   .button = TR("Save"),
                                   .filter = TR("Strokes"),
                                   .suffixes = ".strokes .txt",
                                   .new_name = "digit.strokes",
                                   .new_suffix = ".strokes",
                                   .nothing = TR("No strokes files here yet")},
    [FILE_PURPOSE_SAVE_PICTURE] = {.title = TR("Save the drawing as PNG"),
                                   .button = TR("Save"),
                                   .filter = TR("PNG pictures"),
                                   .suffixes = ".png",
                                   .new_name = "digit.png",
                                   .new_suffix = ".png",
                                   .only = TR("The drawing is saved as a PNG picture"),
                                   .nothing = TR("No PNG pictures here yet")},
    [FILE_PURPOSE_SAVE_MODEL] = {.title = TR("Save the model"),
                                 .button = TR("Save"),
                                 .filter = TR("Models"),
                                 .suffixes = ".safetensors",
                                 .new_name = "lenet5.safetensors",
                                 .new_suffix = ".safetensors",
                                 .only = TR("Models are saved as safetensors"),
                                 .nothing = TR("No models here yet")},
    [FILE_PURPOSE_SAVE_OWN_DIGITS] = {.title = TR("Save your digits as strokes"),
                                      .button = TR("Save"),
                                      .filter = TR("Strokes"),
                                      .suffixes = ".strokes .txt",
                                      .new_name = "my-digits.strokes",
                                      .new_suffix = ".strokes",
                                      .nothing = TR("No strokes files here yet")},
    [FILE_PURPOSE_DATA_FOLDER] = {.title = TR("Choose a folder with MNIST's four files"),
                                  .button = TR("Use this folder"),
                                  .filter = TR("Folders"),
                                  .suffixes = "",
                                  .nothing = TR("No folders in here")},
    [FILE_PURPOSE_EXPORT_RUN] = {.title = TR("Choose a folder to copy the run into"),
                                 .button = TR("Copy it here"),
                                 .filter = TR("Folders"),
                                 .suffixes = "",
                                 .nothing = TR("No folders in here")},
    [FILE_PURPOSE_SETUP_FOLDER] = {.title = TR("Choose a folder to learn from"),
                                   .button = TR("Use this folder"),
                                   .filter = TR("Folders"),
                                   .suffixes = "",
                                   .nothing = TR("No folders in here")},
    [FILE_PURPOSE_SETUP_STROKES] = {.title = TR("Choose a strokes file to learn from"),
                                    .button = TR("Use it"),
                                    .filter = TR("Strokes"),
                                    .suffixes = ".strokes .txt .tra .tes",
                                    .nothing = TR("No strokes files here")},
    [FILE_PURPOSE_EXPORT_PNG] = {.title = TR("Export as PNG"),
                                 .button = TR("Export"),
                                 .filter = TR("PNG pictures"),
                                 .suffixes = ".png",
                                 .new_name = "lenetpad.png",
                                 .new_suffix = ".png",
                                 .only = TR("The picture is written as PNG"),
                                 .nothing = TR("No PNG pictures here yet")},
    [FILE_PURPOSE_EXPORT_SVG] = {.title = TR("Export as SVG"),
                                 .button = TR("Export"),
                                 .filter = TR("SVG pictures"),
                                 .suffixes = ".svg",
                                 .new_name = "lenetpad.svg",
                                 .new_suffix = ".svg",
                                 .only = TR("The picture is written as SVG"),
                                 .nothing = TR("No SVG pictures here yet")},
    [FILE_PURPOSE_EXPORT_IDX] = {.title = TR("Export as IDX, MNIST's format"),
                                 .button = TR("Export"),
                                 .filter = TR("IDX files"),
                                 .suffixes = ".idx3-ubyte .idx .gz",
                                 .new_name = "lenetpad.idx3-ubyte",
                                 .new_suffix = ".idx3-ubyte",
                                 .only = TR("The image is written as IDX"),
                                 .nothing = TR("No IDX files here yet")},
    [FILE_PURPOSE_EXPORT_NPZ] = {.title = TR("Export as NPZ, NumPy's arrays"),
                                 .button = TR("Export"),
                                 .filter = TR("NPZ files"),
                                 .suffixes = ".npz",
                                 .new_name = "lenetpad.npz",
                                 .new_suffix = ".npz",
                                 .only = TR("The arrays are written as NPZ"),
                                 .nothing = TR("No NPZ files here yet")},
    [FILE_PURPOSE_EXPORT_NPY] = {.title = TR("Export as NPY, one of NumPy's arrays"),
                                 .button = TR("Export"),
                                 .filter = TR("NPY files"),
                                 .suffixes = ".npy",
                                 .new_name = "lenetpad.npy",
                                 .new_suffix = ".npy",
                                 .only = TR("The array is written as NPY"),
                                 .nothing = TR("No NPY files here yet")},
    [FILE_PURPOSE_EXPORT_CSV] = {.title = TR("Export the curves as CSV"),
                                 .button = TR("Export"),
                                 .filter = TR("CSV tables"),
                                 .suffixes = ".csv",
                                 .new_name = "lenetpad.csv",
                                 .new_suffix = ".csv",
                                 .only = TR("The curves are written as CSV"),
                                 .nothing = TR("No CSV tables here yet")},
    [FILE_PURPOSE_EXPORT_LESSON] = {.title = TR("Export the lesson as strokes"),
                                    .button = TR("Export"),
                                    .filter = TR("Strokes"),
                                    .suffixes = ".strokes .txt",
                                    .new_name = "lesson.strokes",
                                    .new_suffix = ".strokes",
                                    .nothing = TR("No strokes files here yet")},
};

bool file_purpose_exports(enum file_purpose purpose)
{
    return purpose >= FILE_PURPOSE_EXPORT_PNG && purpose <= FILE_PURPOSE_EXPORT_LESSON;
}

bool file_purpose_complete(char path[PATH_SIZE], enum file_purpose purpose, struct status *status)
{
    const struct file_purpose_traits *kind = &file_purposes[purpose];
    if (place_exists(path) && !place_is_file(path))
        return status_fail(status, STATUS_USAGE,
                           tr("%s is not an ordinary file. Choose another name."), path);
    const char *ending = path_ending(path);
    if (*ending && kind->only && !path_has_ending(path, kind->suffixes))
        return status_fail(
            status, STATUS_USAGE,
            tr("%s ends in %s. %s: choose a name that ends in %s, or has no ending."), path, ending,
            tr(kind->only), kind->new_suffix);
    if (*ending)
        return true;
    if (strlen(path) + strlen(kind->new_suffix) >= PATH_SIZE)
        return status_fail(status, STATUS_USAGE, tr("The path is too long: %s"), path);
    strcat(path, kind->new_suffix);
    return true;
}
