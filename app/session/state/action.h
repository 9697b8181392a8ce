// The names of what a person can ask for, so that a message can offer one. What each of them is
// called, when it can be done and what it does, the window's table knows.
#ifndef APP_SESSION_STATE_ACTION_H
#define APP_SESSION_STATE_ACTION_H

enum action_id {
    ACTION_NONE,
    ACTION_OPEN,
    ACTION_SAVE_STROKES,
    ACTION_SAVE_MODEL,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_CLEAR,
    ACTION_ERASER,
    ACTION_RANDOM,
    ACTION_WHY,
    ACTION_APPLY_CHANGE,
    ACTION_TRAINING_PANEL,
    ACTION_TRAIN_MNIST,
    ACTION_TRAIN_PRACTICE,
    ACTION_TRAIN_CONTINUE,
    ACTION_PAUSE,
    ACTION_STOP,
    ACTION_LEARN,
    ACTION_UNDO_LEARNING,
    ACTION_WEIGHTS_BEFORE,
    ACTION_SHIPPED,
    ACTION_CORRECT,
    ACTION_FORGET_LAST,
    ACTION_FORGET_OWN_DIGITS,
    ACTION_BRING_BACK,
    ACTION_KEYS,
    ACTION_ABOUT,
    ACTIONS
};

#endif
