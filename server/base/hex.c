#include "base/hex.h"

#include "base/check.h"

static const char digits[] = "0123456789abcdef";

void hex_put(const unsigned char *bytes, size_t n, char *out)
{
	check(out != NULL && (bytes != NULL || n == 0));
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * n] = '\0';
}

static int value_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_read(struct str s, unsigned char *out, size_t n)
{
	check(out != NULL);
	if (s.n != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = value_of(s.p[2 * i]), low = value_of(s.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high * 16 + low);
	}
	return true;
}
