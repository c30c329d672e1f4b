/* SHA-256 and HMAC-SHA-256 (OpenSSL). */
#ifndef TASUKI_CRYPT_HASH_H
#define TASUKI_CRYPT_HASH_H

#include "base/str.h"

#define HASH_SIZE 32

void hash_sha256(struct str s, unsigned char out[HASH_SIZE]);
void hash_hmac(struct str key, struct str s, unsigned char out[HASH_SIZE]);

#endif
