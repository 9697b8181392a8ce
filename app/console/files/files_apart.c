// One file has many paths (./x, x, a link): two that are given are compared where they lead.
#include "app/console/files/files_apart.h"

#include "app/console/exit_code.h"
#include "nn/files/input.h"
#include "nn/files/place.h"

#include <string.h>

static bool is_written(const struct given_file *file)
{
    return file->use == FILE_WRITTEN || file->use == FILE_WRITTEN_MODEL;
}

// MNIST's, or one of a relative's, in that folder.
static bool is_of_data_set(const char *path, const char *folder)
{
    char beside[PATH_MAX];
    const char *name = path + place_folder_length(path);
    bool named = strstr(name, "idx1-ubyte") || strstr(name, "idx3-ubyte");
    return named && place_sibling(beside, path, ".") && place_same(beside, folder);
}

// Standard input may be one of the files by its name.
static const char *place_of(const struct given_file *file)
{
    bool named = strcmp(file->path, INPUT_NAME) == 0 && input_is(file->path);
    return named ? "/dev/stdin" : file->path;
}

static bool would_be_lost(const struct given_file *read, const struct given_file *written)
{
    if (read->use == FILE_DATA_FOLDER)
        return is_of_data_set(written->path, read->path);
    bool replaced = read->use == FILE_READ_MODEL && written->use == FILE_WRITTEN_MODEL;
    return !replaced && place_same(place_of(read), written->path);
}

static int check_pair(const struct command_line *line, const struct given_file *written,
                      const struct given_file *other, bool later)
{
    if (is_written(other) && later && place_same(written->path, other->path))
        return command_line_mistake(line, "%s and %s are the same file: %s", written->name,
                                    other->name, written->path);
    if (!is_written(other) && would_be_lost(other, written))
        return command_line_mistake(line, "%s would be written over what %s reads: %s",
                                    written->name, other->name, written->path);
    return EXIT_DONE;
}

int files_apart_check(const struct command_line *line, const struct given_file *files, size_t count)
{
    int exit_code = EXIT_DONE;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count && exit_code == EXIT_DONE; j++)
            if (i != j && files[i].path && files[j].path && is_written(&files[i]))
                exit_code = check_pair(line, &files[i], &files[j], i < j);
    return exit_code;
}
