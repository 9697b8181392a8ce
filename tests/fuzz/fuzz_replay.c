// Without libFuzzer: runs a target over files and over the files in folders, in the order of their
// names, and over the empty input. So any compiler can repeat a finding, and the tests replay all
// seeds.
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static int count;

static void run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat info;
    FUZZ_PROMISE(file && fstat(fileno(file), &info) == 0);
    size_t size = (size_t)info.st_size;
    uint8_t *data = malloc(size ? size : 1); // no spare byte, so that reading past the end is seen
    FUZZ_PROMISE(data && fread(data, 1, size, file) == size);
    fclose(file);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    count++;
}

static void run_folder(const char *folder)
{
    struct dirent **entries;
    char path[1024];
    int found = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < found; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.')
            run_file(path);
        free(entries[i]);
    }
    if (found >= 0)
        free(entries);
}

int main(int argc, char **argv)
{
    struct stat info;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-') // meant for libFuzzer
            continue;
        if (stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode))
            run_folder(argv[i]);
        else
            run_file(argv[i]);
    }
    fprintf(stderr, "%d inputs\n", count);
    return EXIT_SUCCESS;
}
