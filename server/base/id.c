#include "base/id.h"

#include "base/check.h"
#include "base/rand.h"

#include <string.h>

static const char hex[] = "0123456789abcdef";

struct id128 id_new(void)
{
	struct id128 id;

	rand_bytes(id.b, sizeof(id.b));
	id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x40);
	id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
	return id;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool dash_at(size_t i)
{
	return i == 8 || i == 13 || i == 18 || i == 23;
}

bool id_parse(struct str s, struct id128 *out_r)
{
	struct id128 id;
	size_t byte = 0;

	check(out_r != NULL);
	if (s.n != ID_TEXT)
		return false;
	for (size_t i = 0; i < ID_TEXT;) {
		int high, low;

		if (dash_at(i)) {
			if (s.p[i++] != '-')
				return false;
			continue;
		}
		high = hex_value(s.p[i]);
		low = hex_value(s.p[i + 1]);
		if (high < 0 || low < 0)
			return false;
		id.b[byte++] = (uint8_t)(high << 4 | low);
		i += 2;
	}
	*out_r = id;
	return true;
}

void id_format(struct id128 id, char out[ID_TEXT + 1])
{
	size_t at = 0;

	for (size_t i = 0; i < sizeof(id.b); i++) {
		if (dash_at(at))
			out[at++] = '-';
		out[at++] = hex[id.b[i] >> 4];
		out[at++] = hex[id.b[i] & 15];
	}
	out[at] = '\0';
}

bool id_eq(struct id128 a, struct id128 b)
{
	return memcmp(a.b, b.b, sizeof(a.b)) == 0;
}

bool id_is_zero(struct id128 id)
{
	return id_eq(id, (struct id128){{0}});
}

int id_cmp(struct id128 a, struct id128 b)
{
	return memcmp(a.b, b.b, sizeof(a.b));
}

uint64_t id_hash(struct id128 id)
{
	uint64_t halves[2];

	memcpy(halves, id.b, sizeof(halves));
	return (halves[0] ^ (halves[1] * 0x9e3779b97f4a7c15ULL)) * 0xbf58476d1ce4e5b9ULL;
}
