// A command as those name it who write of all of them.
#ifndef APP_MANUAL_MANUAL_H
#define APP_MANUAL_MANUAL_H

struct manual_command {
    const char *name, *help;
};

#endif
