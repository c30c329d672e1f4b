/* The stored form of a password: "$argon2id$v=19$m=65536,t=3,p=1$salt$hash" (base64 without padding). */
#ifndef TASUKI_CRYPT_PHC_H
#define TASUKI_CRYPT_PHC_H

#include "base/str.h"

#define PHC_TEXT 160 /* longest one made here is 101 bytes */
#define PHC_SALT 16  /* of those made here */
#define PHC_HASH 32
#define PHC_PART_MAX 64

struct phc {
	unsigned memory_kib, passes, lanes;
	unsigned char salt[PHC_PART_MAX], hash[PHC_PART_MAX];
	size_t salt_n, hash_n;
};

/* False when text is not exactly one such string within sane limits (1 GiB, 64 passes, 16 lanes, salt 8 … 64 and hash 16 … 64
 * bytes). */
bool phc_parse(struct str text, struct phc *out_r);
/* Writes a terminated string. */
void phc_format(const struct phc *p, char out[PHC_TEXT]);

#endif
