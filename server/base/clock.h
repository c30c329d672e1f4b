/*
 * Time comes from here and from nowhere else (SQL gets it as a parameter), so that tests own it: when the environment names a
 * file in TASUKI_CLOCK_FILE, its first 8 bytes (native int64, milliseconds) are added to the real clock in every process that
 * maps it. A region that is not a demo refuses to start with that variable set.
 */
#ifndef TASUKI_BASE_CLOCK_H
#define TASUKI_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Maps the offset file if the environment names one. Call once at start of each process. True when time is a test's. */
bool clock_init(void);
/* Milliseconds since 1970-01-01T00:00:00Z. */
int64_t clock_ms(void);
/* Milliseconds of a clock that never jumps (for deadlines of connections); moved by the test offset too. */
int64_t clock_steady_ms(void);
/* "2026-11-22T09:30:00.123Z", terminated. */
void clock_format(int64_t ms, char out[25]);

#endif
