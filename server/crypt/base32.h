/* Base32 without padding (RFC 4648): what people read, print and type in — capitals and 2 … 7, none of which looks like another. */
#ifndef TASUKI_CRYPT_BASE32_H
#define TASUKI_CRYPT_BASE32_H

#include <stddef.h>

/* Characters for n bytes, without the terminating 0. */
#define BASE32_LENGTH(n) (((n)*8 + 4) / 5)

/* Writes BASE32_LENGTH(n) characters and a terminating 0. */
void base32_encode(const unsigned char *bytes, size_t n, char *out);

#endif
