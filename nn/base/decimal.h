// Numbers written as text that is read back as the same number, in any locale.
#ifndef NN_BASE_DECIMAL_H
#define NN_BASE_DECIMAL_H

enum { DECIMAL_SIZE = 64 }; // bytes; a locale's point may be long

// The shortest decimal of six digits at least (fewer where the last would be zeros: "0.1") that
// reads back as the same float, with a point whatever the locale has. `number` is finite.
void decimal_write(char text[DECIMAL_SIZE], float number);

// An exponent is no number to most people: "2e-05" becomes "0.00002". What has none below zero, or
// one below -12, stays as it is. The text has a point, as decimal_write's.
void decimal_spell_out(char text[DECIMAL_SIZE]);

#endif
