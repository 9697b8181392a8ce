// Over cJSON, so that a result that lacked memory somewhere is never printed in part: the loss is
// remembered and said once, at the end.
#include "app/console/json.h"

#include "app/console/exit_code.h"
#include "app/console/say.h"
#include "nn/base/utf8.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void json_begin(struct json *json)
{
    json->top = cJSON_CreateObject();
    json->lost = json->top == NULL;
}

void json_free(struct json *json)
{
    cJSON_Delete(json->top);
    *json = (struct json){.lost = true};
}

// Puts `item`, which is NULL if there was no memory for it, into `to`. Returns it, NULL if lost.
static cJSON *add(struct json *json, cJSON *to, const char *key, cJSON *item)
{
    bool added =
        to && item && (key ? cJSON_AddItemToObject(to, key, item) : cJSON_AddItemToArray(to, item));
    if (added)
        return item;
    json->lost = true;
    cJSON_Delete(item);
    return NULL;
}

void json_number(struct json *json, cJSON *to, const char *key, double number)
{
    add(json, to, key, cJSON_CreateNumber(number));
}

void json_bool(struct json *json, cJSON *to, const char *key, bool yes)
{
    add(json, to, key, cJSON_CreateBool(yes));
}

// JSON is UTF-8, but names of files need not be: a byte that is none becomes U+FFFD. cJSON escapes
// control characters.
void json_text(struct json *json, cJSON *to, const char *key, const char *text)
{
    size_t size = 3 * strlen(text) + 1;
    char *clean = malloc(size);
    if (clean)
        utf8_copy(clean, size, text, "\xef\xbf\xbd", true);
    add(json, to, key, clean ? cJSON_CreateString(clean) : NULL);
    free(clean);
}

void json_path(struct json *json, cJSON *to, const char *key, const char *path)
{
    errno = 0;
    char *tidy = realpath(path, NULL);
    json->lost = json->lost || (!tidy && errno == ENOMEM);
    json_text(json, to, key, tidy ? tidy : path);
    free(tidy);
}

cJSON *json_object(struct json *json, cJSON *to, const char *key)
{
    return add(json, to, key, cJSON_CreateObject());
}

cJSON *json_array(struct json *json, cJSON *to, const char *key)
{
    return add(json, to, key, cJSON_CreateArray());
}

void json_probabilities(struct json *json, cJSON *to, const char *key, const float *probability,
                        int count)
{
    cJSON *list = json_array(json, to, key);
    for (int i = 0; i < count; i++)
        json_number(json, list, NULL, round((double)probability[i] * 1e6) / 1e6);
}

int json_print(struct json *json)
{
    char *text = json->lost ? NULL : cJSON_Print(json->top);
    json_free(json);
    if (!text) {
        say("not enough memory for the result; close other programs and try again");
        return EXIT_FAILED;
    }
    puts(text); // main asks whether it arrived
    cJSON_free(text);
    return EXIT_DONE;
}
