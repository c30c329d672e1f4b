/*
 * Business days in Japan: not Saturdays, Sundays and public holidays. The holidays follow from the law 国民の祝日に関する法律 (昭和23年法律第178号,
 * as amended to 2018), articles 2 and 3; the two equinoxes, which the law leaves to astronomy, from the usual approximation of 国立天文台's 暦要項, good for
 * 1980 to 2099. Should a year get holidays of its own, a waiting period is the shorter by them: the 72 hours hold in any case.
 */
#ifndef TASUKI_DOMAIN_ERASURE_WORKDAY_H
#define TASUKI_DOMAIN_ERASURE_WORKDAY_H

#include <stdbool.h>
#include <stdint.h>

/* A day in Japan: days since 1970-01-01. */
int64_t workday_of(int64_t ms);
bool workday_is(int64_t day);
/* The end of a waiting period: at least hours later, and at the end of the days-th business day after the day it begins on. */
int64_t workday_due(int64_t from_ms, int64_t hours, int64_t days);

#endif
