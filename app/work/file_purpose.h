// What a file or a folder is chosen for, and what follows from that.
#ifndef APP_WORK_FILE_PURPOSE_H
#define APP_WORK_FILE_PURPOSE_H

#include "app/base/paths.h"

enum file_purpose {
    FILE_PURPOSE_OPEN, // a model, a picture or strokes
    FILE_PURPOSE_SAVE_STROKES,
    FILE_PURPOSE_SAVE_PICTURE,
    FILE_PURPOSE_SAVE_MODEL,
    FILE_PURPOSE_SAVE_OWN_DIGITS, // the person's own digits
    FILE_PURPOSE_DATA_FOLDER,     // a folder with MNIST's files
    FILE_PURPOSE_EXPORT_RUN,      // a folder to copy a run into
    FILE_PURPOSE_SETUP_FOLDER,    // of the same kind, for a run that is being set up
    FILE_PURPOSE_SETUP_STROKES,   // a strokes file for it
    // What File > Export writes, by the kind of file.
    FILE_PURPOSE_EXPORT_PNG,
    FILE_PURPOSE_EXPORT_SVG,
    FILE_PURPOSE_EXPORT_IDX,
    FILE_PURPOSE_EXPORT_NPZ,
    FILE_PURPOSE_EXPORT_NPY,
    FILE_PURPOSE_EXPORT_CSV,
    FILE_PURPOSE_EXPORT_LESSON,
    FILE_PURPOSES
};

// What one purpose shows and how it names new files. Its words are English, and shown with tr().
struct file_purpose_traits {
    const char *title;      // of the dialog
    const char *button;     // "Open"
    const char *filter;     // "Models, pictures and strokes"
    const char *suffixes;   // ".png .jpg", each with its dot; "" shows only folders
    const char *new_name;   // suggested name; NULL when opening
    const char *new_suffix; // added to a name without one
    const char *only;       // what a name must end in: "PNG pictures"; NULL if any suffix is fine
    const char *nothing;    // said where the listing is empty
};
extern const struct file_purpose_traits file_purposes[FILE_PURPOSES];

// One of those that File > Export writes.
bool file_purpose_exports(enum file_purpose purpose);
// Makes a typed path one to save under: adds the suffix where there is none. Refuses a name whose
// suffix promises another kind of file, and what is there but no ordinary file.
bool file_purpose_complete(char path[PATH_SIZE], enum file_purpose purpose, struct status *status);

#endif
