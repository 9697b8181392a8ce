// The results of --json, built so that nothing is left out unnoticed: cJSON answers a lack of
// memory with a NULL that its next call takes without a word. Here the first loss is remembered,
// and an object with a loss is not printed.
#ifndef APP_CONSOLE_JSON_H
#define APP_CONSOLE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>

struct json {
    cJSON *top; // owned; NULL after a loss at the very beginning
    bool lost;  // something is missing in it
};

// Starts an empty object. End it with json_print or json_free.
void json_begin(struct json *json);
void json_free(struct json *json);

// Each adds one item to `to`, an object (under `key`, which is copied) or an array (`key` NULL) of
// this json. `to` may be NULL, after a loss.
void json_number(struct json *json, cJSON *to, const char *key, double number);
void json_bool(struct json *json, cJSON *to, const char *key, bool yes);
// What is no UTF-8 in a text becomes U+FFFD.
void json_text(struct json *json, cJSON *to, const char *key, const char *text);
// A path without ".." and links, if it exists; as given otherwise.
void json_path(struct json *json, cJSON *to, const char *key, const char *path);
// Numbers from 0 to 1 with as many digits as mean something.
void json_probabilities(struct json *json, cJSON *to, const char *key, const float *probability,
                        int count);
// Both return what was added, to be filled; NULL after a loss. It belongs to `json`.
cJSON *json_object(struct json *json, cJSON *to, const char *key);
cJSON *json_array(struct json *json, cJSON *to, const char *key);

// Prints the whole object on standard output and ends it. Returns the exit code: nothing is printed
// if a part was lost, and standard error says so.
int json_print(struct json *json);

#endif
