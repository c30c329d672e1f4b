#include "crypt/base32.h"

#include "base/check.h"

static char letter(unsigned v)
{
	return (char)(v < 26 ? 'A' + v : '2' + (v - 26));
}

void base32_encode(const unsigned char *bytes, size_t n, char *out)
{
	unsigned pending = 0, bits = 0;

	check(bytes != NULL && out != NULL);
	for (size_t i = 0; i < n; i++) {
		pending = (pending << 8 | bytes[i]) & 0xfff; /* at most four bits are left of the bytes before */
		for (bits += 8; bits >= 5; bits -= 5)
			*out++ = letter(pending >> (bits - 5) & 31);
	}
	if (bits > 0)
		*out++ = letter(pending << (5 - bits) & 31);
	*out = '\0';
}
