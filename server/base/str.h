/* Borrowed text: a pointer and a length, not terminated, valid as long as its owner says. */
#ifndef TASUKI_BASE_STR_H
#define TASUKI_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *p;
	size_t n;
};

/* A literal as str. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* For printf("%.*s", STR_ARG(s)); never with patient text. */
#define STR_ARG(s) (int)(s).n, (s).p

struct str str_of(const char *terminated);
bool str_eq(struct str a, struct str b);
/* Byte-wise, ASCII letters without regard to case (header names, tokens). */
bool str_eq_nocase(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
/* First index of byte c at or after from, or s.n. */
size_t str_find(struct str s, char c, size_t from);
/* The part [from, to); both are clamped to the length. */
struct str str_part(struct str s, size_t from, size_t to);
/* Without leading and trailing spaces and tabs. */
struct str str_trim(struct str s);
/* Decimal digits only, no sign, at most 18 digits. False leaves *out_r alone. */
bool str_to_i64(struct str s, long long *out_r);
/* ASCII letters only, whatever the locale. */
char str_lower(char c);
char str_upper(char c);
/* Constant-time comparison for secrets of equal length; false at once where lengths differ. */
bool str_eq_secret(struct str a, struct str b);

#endif
