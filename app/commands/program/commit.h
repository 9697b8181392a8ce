// Which commit the program was built from. It changes with every commit, so that the program alone
// is linked with it; the module is told.
#ifndef APP_COMMANDS_PROGRAM_COMMIT_H
#define APP_COMMANDS_PROGRAM_COMMIT_H

// "abc1234", "abc1234, changed" with changes that are in no commit; "" if that is not known.
extern const char program_commit[];

#endif
