// What the process says to who started it.
#ifndef APP_CONSOLE_EXIT_CODE_H
#define APP_CONSOLE_EXIT_CODE_H

enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_INTERRUPTED = 130,
};

#endif
