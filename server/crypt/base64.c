#include "crypt/base64.h"

#include "base/check.h"

/* 0xff where x < y, else 0; both are below 256. */
static unsigned below(unsigned x, unsigned y)
{
	return ((x - y) >> 8) & 0xff;
}

/* Arithmetic instead of a table: a table's cache lines would tell which characters a secret has. */
static char digit(enum base64_kind kind, unsigned v)
{
	unsigned c62 = kind == BASE64_URL ? '-' : '+', c63 = kind == BASE64_URL ? '_' : '/';
	unsigned c = 'A' + v;

	c ^= ~below(v, 26) & (c ^ (v - 26 + 'a'));
	c ^= ~below(v, 52) & (c ^ (v - 52 + '0'));
	c ^= ~below(v, 62) & (c ^ c62);
	c ^= ~below(v, 63) & (c ^ c63);
	return (char)(c & 0xff);
}

static int value(enum base64_kind kind, char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == (kind == BASE64_URL ? '-' : '+'))
		return 62;
	return c == (kind == BASE64_URL ? '_' : '/') ? 63 : -1;
}

void base64_encode(enum base64_kind kind, const unsigned char *bytes, size_t n, char *out)
{
	unsigned held = 0, bits = 0;

	check(out != NULL && (bytes != NULL || n == 0));
	for (size_t i = 0; i < n; i++) {
		held = (held << 8 | bytes[i]) & 0xffff;
		for (bits += 8; bits >= 6; *out++ = digit(kind, held >> bits & 63))
			bits -= 6;
	}
	if (bits > 0)
		*out++ = digit(kind, held << (6 - bits) & 63);
	*out = '\0';
}

bool base64_decode(enum base64_kind kind, struct str text, unsigned char *out, size_t room, size_t *n_r)
{
	unsigned held = 0, bits = 0;
	size_t n = 0;

	check(out != NULL && n_r != NULL);
	for (size_t i = 0; i < text.n; i++) {
		int v = value(kind, text.p[i]);

		if (v < 0)
			return false;
		held = (held << 6 | (unsigned)v) & 0xffff;
		bits += 6;
		if (bits < 8)
			continue;
		if (n == room)
			return false;
		bits -= 8;
		out[n++] = (unsigned char)(held >> bits);
	}
	if (bits >= 6 || (held & ((1u << bits) - 1)) != 0)
		return false;
	*n_r = n;
	return true;
}
