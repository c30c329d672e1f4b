#include "crypt/totp.h"

#include "base/check.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <string.h>

#define STEP_MS 30000
#define CODES 1000000u

uint32_t totp_code(struct str secret, int64_t step)
{
	unsigned char counter[8], mac[EVP_MAX_MD_SIZE];
	unsigned n = 0, at;
	uint32_t word;

	check(secret.p != NULL && secret.n > 0 && step >= 0);
	for (int i = 7; i >= 0; i--, step >>= 8)
		counter[i] = (unsigned char)(step & 0xff);
	check(HMAC(EVP_sha1(), secret.p, (int)secret.n, counter, sizeof(counter), mac, &n) != NULL && n == 20);
	at = mac[n - 1] & 0xf;
	word = (uint32_t)(mac[at] & 0x7f) << 24 | (uint32_t)mac[at + 1] << 16 | (uint32_t)mac[at + 2] << 8 | mac[at + 3];
	explicit_bzero(mac, sizeof(mac));
	return word % CODES;
}

bool totp_is_code(struct str text)
{
	size_t digits = 0;

	while (digits < text.n && text.p[digits] >= '0' && text.p[digits] <= '9')
		digits++;
	return digits == TOTP_DIGITS && text.n == TOTP_DIGITS;
}

int64_t totp_step(struct str secret, struct str code, int64_t now_ms)
{
	int64_t now = now_ms / STEP_MS, found = 0;
	char text[TOTP_DIGITS + 5];

	if (!totp_is_code(code))
		return 0;
	for (int64_t step = now - 1; step <= now + 1; step++) {
		(void)snprintf(text, sizeof(text), "%06u", totp_code(secret, step));
		if (CRYPTO_memcmp(text, code.p, TOTP_DIGITS) == 0)
			found = step;
	}
	explicit_bzero(text, sizeof(text));
	return found;
}
