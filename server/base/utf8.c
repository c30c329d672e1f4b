#include "base/utf8.h"

#include "base/check.h"

/* Length of the well-formed sequence at p (n bytes left), 0 if there is none. */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *point_r)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = p[0] < 0x80 ? 1 : (p[0] >> 5) == 6 ? 2 : (p[0] >> 4) == 14 ? 3 : (p[0] >> 3) == 30 ? 4 : 0;
	uint32_t point = length == 1 ? p[0] : length == 2 ? p[0] & 0x1f : length == 3 ? p[0] & 0x0f : p[0] & 0x07;

	if (length == 0 || length > n)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		point = point << 6 | (p[i] & 0x3f);
	}
	if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
		return 0;
	*point_r = point;
	return length;
}

bool utf8_valid(struct str s)
{
	uint32_t point;

	for (size_t i = 0, step; i < s.n; i += step)
		if ((step = sequence((const unsigned char *)s.p + i, s.n - i, &point)) == 0)
			return false;
	return true;
}

size_t utf8_length(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return count;
}

size_t utf8_next(struct str s, size_t at, uint32_t *point_r)
{
	size_t length = at < s.n ? sequence((const unsigned char *)s.p + at, s.n - at, point_r) : 0;

	check(length > 0);
	return at + length;
}

bool utf8_printable(struct str s)
{
	uint32_t point = 0;

	for (size_t i = 0, step; i < s.n; i += step) {
		if ((step = sequence((const unsigned char *)s.p + i, s.n - i, &point)) == 0)
			return false;
		if ((point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7f && point < 0xa0))
			return false;
	}
	return true;
}

static bool breaks_or_turns(uint32_t point)
{
	return point == '\t' || point == '\n' || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

static bool is_blank(uint32_t point)
{
	return point == ' ' || point == 0xa0 || (point >= 0x2000 && point <= 0x200f) || point == 0x2060 || point == 0x3000 || point == 0xfeff;
}

bool utf8_one_line(struct str s)
{
	bool seen = false;
	uint32_t point = 0;

	if (!utf8_printable(s))
		return false;
	for (size_t i = 0; i < s.n;) {
		i = utf8_next(s, i, &point);
		if (breaks_or_turns(point))
			return false;
		seen = seen || !is_blank(point);
	}
	return seen;
}
