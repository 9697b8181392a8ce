// A path may hold any byte but 0, an address only some: the others are escaped, and an escape that
// hides a 0 would cut the path short behind the back of whoever chose it.
#include "app/system/portal/file_uri.h"

#include <string.h>
#include <strings.h>

static int hex_digit(char letter)
{
    static const char digits[] = "0123456789abcdef";
    char lower = (char)(letter | 0x20);
    const char *at = letter >= '0' && letter <= '9' ? digits + (letter - '0')
                     : lower >= 'a' && lower <= 'f' ? strchr(digits, lower)
                                                    : NULL;
    return at ? (int)(at - digits) : -1;
}

static bool unescape(char path[PATH_SIZE], const char *text)
{
    size_t length = 0;
    for (; *text; text++) {
        int byte = (unsigned char)*text;
        if (*text == '%') {
            int high = hex_digit(text[1]), low = high < 0 ? -1 : hex_digit(text[2]);
            if (low < 0)
                return false;
            byte = high * 16 + low;
            text += 2;
        }
        if (byte == 0 || length + 1 >= PATH_SIZE)
            return false;
        path[length++] = (char)byte;
    }
    path[length] = '\0';
    return true;
}

// Behind scheme and host, or NULL.
static const char *path_part(const char *uri)
{
    if (strncasecmp(uri, "file:", 5) != 0)
        return NULL;
    uri += 5;
    if (strncmp(uri, "//", 2) != 0)
        return uri;
    uri += 2;
    return strncasecmp(uri, "localhost/", 10) == 0 ? uri + 9 : uri;
}

bool file_uri_path(char path[PATH_SIZE], const char *uri)
{
    path[0] = '\0';
    if (*uri == '/' && strlen(uri) < PATH_SIZE) {
        strcpy(path, uri);
        return true;
    }
    const char *escaped = path_part(uri);
    return escaped && *escaped == '/' && unescape(path, escaped);
}
