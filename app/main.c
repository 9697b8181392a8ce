#include "app/command.h"

int main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return EXIT_DONE;
}
