// SHA-256 (FIPS 180-4) of bytes in memory, to tell whether a download is what it should be. None of
// the libraries that the program links anyway offers it.
#ifndef APP_BASE_SHA256_H
#define APP_BASE_SHA256_H

#include <stddef.h>

enum { SHA256_TEXT = 65 }; // 64 hexadecimal digits and the end

// The hash in lower-case hexadecimal.
void sha256(char text[SHA256_TEXT], const void *data, size_t size);

#endif
