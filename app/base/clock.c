// Time to measure and to pace with. The time of day is set by people and servers while a program
// runs. Pauses, speeds and animations go by a clock that nobody can set.
#include "app/base/clock.h"
#include <time.h>

double clock_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void clock_pause(int milliseconds)
{
    const struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&pause, NULL);
}
