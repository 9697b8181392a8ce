// Commands that do the same thing say it in the same words, in text and in JSON.
#include "app/commands/command_common.h"

#include "app/base/amount.h"
#include "app/base/model_file.h"
#include "app/commands/command.h"
#include "app/console/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool command_load_model(struct lenet *lenet, struct model_info *info, const char *path,
                        char opened[PATH_SIZE], struct status *status)
{
    if (!path && !path_of_shipped_model(opened, status))
        return false;
    if (path)
        snprintf(opened, PATH_SIZE, "%s", path);
    struct model_info read = {0};
    if (!model_file_load(lenet, &read, path ? path : opened, status))
        return false;
    if (read.converted_from)
        say("%s keeps its weights as %s; they were converted to F32", opened, read.converted_from);
    if (info)
        *info = read;
    return true;
}

static const char *built_from = "";

void command_built_from(const char *commit)
{
    built_from = commit ? commit : "";
}

int command_print_version(void)
{
    if (*built_from)
        printf("lenetpad " LENETPAD_VERSION " (%s)\n", built_from);
    else
        puts("lenetpad " LENETPAD_VERSION);
    return EXIT_DONE;
}

int command_fail(const struct status *status)
{
    say("%s", status->message);
    if (status->code == STATUS_USAGE)
        return EXIT_USAGE;
    return status->code == STATUS_CANCELLED ? EXIT_INTERRUPTED : EXIT_FAILED;
}

static uint32_t row_sum(const uint32_t row[10])
{
    uint32_t sum = 0;
    for (int i = 0; i < 10; i++)
        sum += row[i];
    return sum;
}

// The reading that a digit is most often mistaken for; -1 if it is always read rightly.
static int worst_mistake(const uint32_t row[10], int label)
{
    int worst = -1;
    for (int i = 0; i < 10; i++)
        if (i != label && row[i] > 0 && (worst < 0 || row[i] > row[worst]))
            worst = i;
    return worst;
}

static uint32_t count_of(uint32_t counts[10][10], const uint32_t unread[10], int digit)
{
    return row_sum(counts[digit]) + (unread ? unread[digit] : 0);
}

void print_digit_table(uint32_t counts[10][10], const uint32_t unread[10])
{
    printf("\ndigit  images  wrong   error  most often read as\n");
    for (int digit = 0; digit < 10; digit++) {
        uint32_t count = count_of(counts, unread, digit), wrong = count - counts[digit][digit];
        int mistake = worst_mistake(counts[digit], digit);
        printf("%5d  %6u  %5u  %5.2f%%", digit, count, wrong, amount_percent(wrong, count));
        if (mistake >= 0)
            printf("  %d (%u)", mistake, counts[digit][mistake]);
        if (unread && unread[digit] > 0)
            printf("  nothing drawn (%u)", unread[digit]);
        putchar('\n');
    }
}

void print_confusion(uint32_t counts[10][10])
{
    printf("\nconfusion (rows: the digit, columns: how it was read)\n   ");
    for (int reading = 0; reading < 10; reading++)
        printf("%7d", reading);
    putchar('\n');
    for (int digit = 0; digit < 10; digit++) {
        printf("%3d", digit);
        for (int reading = 0; reading < 10; reading++)
            if (counts[digit][reading] > 0)
                printf("%7u", counts[digit][reading]);
            else
                printf("%7s", ".");
        putchar('\n');
    }
}

static void add_digit(struct json *json, cJSON *digits, int digit, uint32_t count, uint32_t correct)
{
    cJSON *item = json_object(json, digits, NULL);
    json_number(json, item, "digit", digit);
    json_number(json, item, "count", count);
    json_number(json, item, "wrong", count - correct);
}

void json_add_counts(struct json *json, uint32_t counts[10][10], const uint32_t unread[10])
{
    uint32_t count = 0, correct = 0;
    for (int digit = 0; digit < 10; digit++) {
        count += count_of(counts, unread, digit);
        correct += counts[digit][digit];
    }
    json_number(json, json->top, "count", count);
    json_number(json, json->top, "wrong", count - correct);
    json_number(json, json->top, "error", count > 0 ? (double)(count - correct) / count : 0);
    cJSON *digits = json_array(json, json->top, "digits");
    cJSON *confusion = json_array(json, json->top, "confusion");
    for (int digit = 0; digit < 10; digit++) {
        cJSON *row = json_array(json, confusion, NULL);
        for (int reading = 0; reading < 10; reading++)
            json_number(json, row, NULL, counts[digit][reading]);
        add_digit(json, digits, digit, count_of(counts, unread, digit), counts[digit][digit]);
    }
}
