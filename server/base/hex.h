/* Bytes as lower-case hexadecimal digits. */
#ifndef TASUKI_BASE_HEX_H
#define TASUKI_BASE_HEX_H

#include "base/str.h"

/* Writes 2 * n digits and a terminating 0. */
void hex_put(const unsigned char *bytes, size_t n, char *out);
/* True when s is exactly 2 * n such digits. */
bool hex_read(struct str s, unsigned char *out, size_t n);

#endif
