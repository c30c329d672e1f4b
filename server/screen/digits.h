/* Check digits and dates: what makes a number one that means somebody. */
#ifndef TASUKI_SCREEN_DIGITS_H
#define TASUKI_SCREEN_DIGITS_H

#include "screen/view.h"

enum { DIGITS_MOST = 24 };

/* The digits among letters [from, to), at most DIGITS_MOST; returns how many there are in all. */
size_t digits_of(const struct view *v, uint32_t from, uint32_t to, char out[DIGITS_MOST + 1]);
/* Twelve digits with the check digit of an Individual Number. */
bool digits_my_number(const char *digits, size_t n);
/* A Japanese date at [from, to) as eight digits yyyymmdd; false where it is no date. */
bool digits_date(const struct view *v, uint32_t from, uint32_t to, char out[8 + 1]);

#endif
