/* Regular expressions over code points (PCRE2, compiled once, run with limits). The rows are in patterns.def. */
#ifndef TASUKI_SCREEN_PATTERN_H
#define TASUKI_SCREEN_PATTERN_H

#include "screen/view.h"

/* The tests' builds look where it is said that looking is needless, and fail when something is there. */
#if defined(__SANITIZE_ADDRESS__)
enum { SCREEN_PROVES = true };
#elif defined(__has_feature)
enum { SCREEN_PROVES = __has_feature(address_sanitizer) };
#else
enum { SCREEN_PROVES = false };
#endif

enum pattern {
#define PATTERN(name, digits, letters, text) PATTERN_##name,
#include "screen/patterns.def"
#undef PATTERN
	PATTERN_COUNT
};

struct patterns;
struct pattern_run;

/* Compiles the table; with machine code where the system allows it. Shared by threads. */
struct patterns *patterns_create(void);
void patterns_destroy(struct patterns **p);
bool patterns_fast(const struct patterns *p);

/* What one thread needs to run them. */
struct pattern_run *pattern_run_create(const struct patterns *p);
void pattern_run_destroy(struct pattern_run **r);

struct pattern_match {
	uint32_t from, to;             /* letters of the view it was run on */
	uint32_t group_from, group_to; /* the first group that took part; equal to from, to where there is none */
};

/* The view that is looked at from now on; it outlives the looking. */
void pattern_begin(struct pattern_run *r, const struct view *v);
/* How many digits it has. */
uint32_t pattern_digits(const struct pattern_run *r);
/* The next match at or after `at`. False: none, or the limit of work was reached, after which pattern_run_spent is true until it is asked. */
bool pattern_next(struct pattern_run *r, enum pattern which, uint32_t at, struct pattern_match *out);
bool pattern_run_spent(struct pattern_run *r);

#endif
