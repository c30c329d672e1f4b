#include "crypt/recovery_code.h"

#include "base/check.h"
#include "base/rand.h"
#include "crypt/base32.h"

#include <stdio.h>
#include <string.h>

#define OWNER_MAX 64

void recovery_code_create(char text[RECOVERY_TEXT + 1])
{
	unsigned char bytes[RECOVERY_LETTERS * 5 / 8];
	char letters[BASE32_LENGTH(sizeof(bytes)) + 1];

	_Static_assert(BASE32_LENGTH(sizeof(bytes)) == RECOVERY_LETTERS, "the text holds the whole code");
	rand_bytes(bytes, sizeof(bytes));
	base32_encode(bytes, sizeof(bytes), letters);
	(void)snprintf(text, RECOVERY_TEXT + 1, "%.4s-%.4s-%.4s-%.4s", letters, letters + 4, letters + 8, letters + 12);
	explicit_bzero(bytes, sizeof(bytes));
	explicit_bzero(letters, sizeof(letters));
}

bool recovery_code_hash(struct str owner, struct str text, unsigned char hash[HASH_SIZE])
{
	char all[OWNER_MAX + RECOVERY_LETTERS];
	size_t n = 0;

	check(owner.n <= OWNER_MAX && hash != NULL);
	memcpy(all, owner.p, owner.n);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '-' || c == ' ')
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (n == RECOVERY_LETTERS || !((c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7')))
			return false;
		all[owner.n + n++] = c;
	}
	if (n == RECOVERY_LETTERS)
		hash_sha256((struct str){all, owner.n + n}, hash);
	explicit_bzero(all, sizeof(all));
	return n == RECOVERY_LETTERS;
}
