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
