// Words out of a file, made fit to be shown in a message.
#ifndef NN_BASE_PRINTABLE_H
#define NN_BASE_PRINTABLE_H

#include <stddef.h>

struct printable {
    char text[48];
};

// Short ("..." at the end if cut), and with a '?' for every byte that could upset a terminal.
struct printable printable_short(const char *bytes, size_t length);

// Makes a line of a whole text: every control character (a newline, an escape, a turn of the
// direction; see utf8_printable_length) and every byte that is no UTF-8 becomes a '?'. Names of
// files may hold anything but a slash.
void printable_line(char *text);

#endif
