// Where things are kept: XDG base directories on Linux (absolute paths only, as the specification
// asks), the platform's own folders elsewhere.
#ifndef APP_BASE_PATHS_H
#define APP_BASE_PATHS_H

#include "nn/base/status.h"
#include <stddef.h>

enum { PATH_SIZE = 1024 };

// Each fills `path` (PATH_SIZE bytes); false when no home folder can be told or the path is too
// long. Folders are not created here.
// config/lenetpad/settings.json
bool path_of_settings(char path[PATH_SIZE], struct status *status);
// state/lenetpad/training.safetensors
bool path_of_checkpoint(char path[PATH_SIZE], struct status *status);
// data/lenetpad
bool path_of_user_folder(char path[PATH_SIZE], struct status *status);
// data/lenetpad/my-digits.strokes
bool path_of_own_digits(char path[PATH_SIZE], struct status *status);
// $LENETPAD_DATA, or NULL if it names nothing.
const char *path_named_data(void);
// That, else cache/lenetpad/mnist
bool path_of_default_data(char path[PATH_SIZE], struct status *status);
// The shipped weights: in ../share/lenetpad, assets or ../assets from the program's folder.
// STATUS_MISSING names the places looked in.
bool path_of_shipped_model(char path[PATH_SIZE], struct status *status);
// The catalogues of other languages: the folder "languages" beside the shipped weights.
bool path_of_languages(char path[PATH_SIZE]);
// The user's own, which go before those.
bool path_of_user_languages(char path[PATH_SIZE]);
// The desktop module (see desktop.h): beside the program, or where installing puts it.
// STATUS_MISSING names the places looked in.
bool path_of_desktop_module(char path[PATH_SIZE], struct status *status);
// The same place for a program that is started in another folder. What is absolute stays as it is;
// the last part is not followed if it is a link. STATUS_MISSING if the current folder is gone.
bool path_absolute(char out[PATH_SIZE], const char *path, struct status *status);
// Makes the folder that `path` lies in, and those above it.
bool path_make_parent(const char *path, struct status *status);
bool path_join(char path[PATH_SIZE], const char *folder, const char *name, struct status *status);

// The part after the last separator.
const char *path_name(const char *path);
// The folder that `path` lies in: "/" for what lies in the root and for itself, "" for a bare name.
// A path that ends in a separator loses only that. `folder` may be `path`.
void path_folder(char folder[PATH_SIZE], const char *path);
// Where the name's ending begins, with its dot (".png"); "" if it has none.
const char *path_ending(const char *path);
// True if the path ends in one of `endings` (".png .jpg"), in capitals or not.
bool path_has_ending(const char *path, const char *endings);

#endif
