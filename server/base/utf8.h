/* UTF-8 as RFC 3629 defines it. */
#ifndef TASUKI_BASE_UTF8_H
#define TASUKI_BASE_UTF8_H

#include "base/str.h"

#include <stdint.h>

/* True when s is well-formed: no overlong forms, no surrogates, nothing above U+10FFFF. */
bool utf8_valid(struct str s);
/* Code points in well-formed text. */
size_t utf8_length(struct str s);
/* The code point that begins at `at` in well-formed text; returns where the next one begins. */
size_t utf8_next(struct str s, size_t at, uint32_t *point_r);
/* True when text holds no control characters but tab and line feed (U+0000–1F, U+7F–9F are refused). */
bool utf8_printable(struct str s);
/* One line as people write names and titles: something that is seen, no tab, nothing that breaks the line or turns the direction of what follows
 * (U+2028, U+2029, U+202A–E, U+2066–9). */
bool utf8_one_line(struct str s);

#endif
