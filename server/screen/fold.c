#include "screen/fold.h"

#include <unicode/uchar.h>

struct fold_pair {
	uint32_t from, to;
};

#include "screen/variants.inc"

#define HAN_FIRST 0x4e00u
#define HAN_LAST 0x9fffu

enum script fold_script(uint32_t c)
{
	if (c < 0x80) {
		if (c >= '0' && c <= '9')
			return SCRIPT_DIGIT;
		return (c | 0x20u) >= 'a' && (c | 0x20u) <= 'z' ? SCRIPT_LATIN : SCRIPT_OTHER;
	}
	if ((c >= HAN_FIRST && c <= HAN_LAST) || c == 0x3005 || c == 0x3007)
		return SCRIPT_HAN;
	if (c >= 0x3041 && c <= 0x3096)
		return SCRIPT_HIRAGANA;
	if ((c >= 0x30a1 && c <= 0x30fa) || c == 0x30fc)
		return SCRIPT_KATAKANA;
	if ((c >= 0x3400 && c < HAN_FIRST) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff))
		return SCRIPT_HAN;
	return c < 0x250 && u_isalpha((UChar32)c) ? SCRIPT_LATIN : SCRIPT_OTHER;
}

static uint32_t other_of(const struct fold_pair *pairs, size_t n, uint32_t c)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (pairs[middle].from == c)
			return pairs[middle].to;
		if (pairs[middle].from < c)
			low = middle + 1;
		else
			high = middle;
	}
	return c;
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

uint32_t fold_narrow(uint32_t c)
{
	if (c >= HAN_FIRST && c <= HAN_LAST)
		return narrow_han[c - HAN_FIRST] != 0 ? narrow_han[c - HAN_FIRST] : c;
	return c < 0x3400 ? c : other_of(narrow_other, COUNT(narrow_other), c);
}

/* ぁ…ゎ to the letter they are small forms of; ぢ づ ゐ ゑ to the letters that sound like them. */
static uint32_t fold_hiragana(uint32_t c)
{
	switch (c) {
	case 0x3041: case 0x3043: case 0x3045: case 0x3047: case 0x3049: /* ぁ ぃ ぅ ぇ ぉ */
	case 0x3063: case 0x3083: case 0x3085: case 0x3087: case 0x308e: /* っ ゃ ゅ ょ ゎ */
		return c + 1;
	case 0x3062: /* ぢ */
		return 0x3058;
	case 0x3065: /* づ */
		return 0x305a;
	case 0x3090: /* ゐ */
		return 0x3044;
	case 0x3091: /* ゑ */
		return 0x3048;
	case 0x3095: /* ヵ */
		return 0x304b;
	case 0x3096: /* ヶ */
		return 0x3051;
	default:
		return c;
	}
}

uint32_t fold_wide(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
	if (c >= 0x30a1 && c <= 0x30f6)
		c -= 0x60;
	if (c >= 0x3041 && c <= 0x3096)
		return fold_hiragana(c);
	if (c >= HAN_FIRST && c <= HAN_LAST)
		return wide_han[c - HAN_FIRST] != 0 ? wide_han[c - HAN_FIRST] : c;
	if (c >= 0x3400)
		return other_of(wide_other, COUNT(wide_other), c);
	return c < 0x250 ? (uint32_t)u_tolower((UChar32)c) : c;
}
