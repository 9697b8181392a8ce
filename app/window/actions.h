// The table of actions for those who run them.
#ifndef APP_WINDOW_ACTIONS_H
#define APP_WINDOW_ACTIONS_H

#include "app/window/actions/actions.h"
#include "app/window/shell.h"

#endif
