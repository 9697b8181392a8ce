// Where a Cortex-M begins: its stack, and newlib's own start, which speaks with the host by
// semihosting.
extern int _start(void);
extern char stack_top[];

const void *const vectors[]
    __attribute__((section(".vectors"), used)) = {stack_top, (const void *)_start};
