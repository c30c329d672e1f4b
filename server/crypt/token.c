#include "crypt/token.h"

#include "base/check.h"
#include "base/rand.h"
#include "crypt/base64.h"
#include "crypt/hash.h"

#include <string.h>

#define TOKEN_BYTES 32

_Static_assert(BASE64_LENGTH(TOKEN_BYTES) == TOKEN_TEXT, "the text holds the whole token");
_Static_assert(HASH_SIZE == TOKEN_HASH, "tokens are kept as SHA-256");

void token_create(char text[TOKEN_TEXT + 1], unsigned char hash[TOKEN_HASH])
{
	unsigned char bytes[TOKEN_BYTES];

	check(text != NULL && hash != NULL);
	rand_bytes(bytes, sizeof(bytes));
	base64_encode(BASE64_URL, bytes, sizeof(bytes), text);
	explicit_bzero(bytes, sizeof(bytes));
	check(token_hash((struct str){text, TOKEN_TEXT}, hash));
}

bool token_hash(struct str text, unsigned char hash[TOKEN_HASH])
{
	unsigned char bytes[TOKEN_BYTES];
	size_t n = 0;
	bool good;

	check(hash != NULL);
	good = text.n == TOKEN_TEXT && base64_decode(BASE64_URL, text, bytes, sizeof(bytes), &n) && n == TOKEN_BYTES;
	if (good)
		hash_sha256((struct str){(const char *)bytes, n}, hash);
	explicit_bzero(bytes, sizeof(bytes));
	return good;
}
