#include "crypt/hash.h"

#include "base/check.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

void hash_sha256(struct str s, unsigned char out[HASH_SIZE])
{
	unsigned n = 0;

	check(out != NULL && (s.p != NULL || s.n == 0));
	check(EVP_Digest(s.p, s.n, out, &n, EVP_sha256(), NULL) == 1 && n == HASH_SIZE);
}

void hash_hmac(struct str key, struct str s, unsigned char out[HASH_SIZE])
{
	unsigned n = 0;

	check(out != NULL && key.n <= 1 << 20 && (key.p != NULL || key.n == 0) && (s.p != NULL || s.n == 0));
	/* HMAC takes a NULL key for "the one of the last call". */
	check(HMAC(EVP_sha256(), key.p ? key.p : "", (int)key.n, (const unsigned char *)s.p, s.n, out, &n) != NULL);
	check(n == HASH_SIZE);
}
