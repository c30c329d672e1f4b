/* Base64 without padding (RFC 4648): the ordinary alphabet for stored password strings, the URL-safe one for tokens. */
#ifndef TASUKI_CRYPT_BASE64_H
#define TASUKI_CRYPT_BASE64_H

#include "base/str.h"

enum base64_kind { BASE64_PLAIN, BASE64_URL };

/* Characters for n bytes, without the terminating 0. */
#define BASE64_LENGTH(n) (((n)*4 + 2) / 3)

/* Writes BASE64_LENGTH(n) characters and a terminating 0. The time taken does not depend on the bytes. */
void base64_encode(enum base64_kind kind, const unsigned char *bytes, size_t n, char *out);
/* Decodes exactly one well-formed text of at most room bytes: right alphabet, no padding, unused bits zero. False otherwise; out
 * may then hold a part. */
bool base64_decode(enum base64_kind kind, struct str text, unsigned char *out, size_t room, size_t *n_r);

#endif
