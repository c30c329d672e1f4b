/* The stored form of a password: "$argon2id$v=19$m=65536,t=3,p=1$salt$hash" (base64 without padding). */
#ifndef TASUKI_CRYPT_PHC_H
#define TASUKI_CRYPT_PHC_H

#include "base/str.h"

#define PHC_TEXT 160 /* the longest one has 105 bytes */
#define PHC_SALT 16
#define PHC_HASH 32

struct phc {
	unsigned memory_kib, passes;
	unsigned char salt[PHC_SALT], hash[PHC_HASH];
};

/* False when text is not exactly such a string: one lane, salt and hash of those sizes, at most 1 GiB and 64 passes. */
bool phc_parse(struct str text, struct phc *out_r);
/* Writes a terminated string. */
void phc_format(const struct phc *p, char out[PHC_TEXT]);

#endif
