/* Japanese in Latin letters, of which there are many spellings, to one. */
#include "screen/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* ā ô ñ … to the letter under the mark. */
static uint32_t bare(uint32_t c)
{
	UErrorCode e = U_ZERO_ERROR;
	const UNormalizer2 *nfd;
	UChar parts[8];
	int32_t n;

	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
	nfd = unorm2_getNFDInstance(&e);
	n = U_SUCCESS(e) ? unorm2_getDecomposition(nfd, (UChar32)c, parts, 8, &e) : 0;
	if (n < 1 || U_FAILURE(e) || parts[0] >= 0x80)
		return (uint32_t)u_tolower((UChar32)c);
	return (uint32_t)u_tolower(parts[0]);
}

static bool is_vowel(uint32_t c)
{
	return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o';
}

struct romaji_rule {
	const char *from, *to;
};

/* Longest first; what follows a rule's letters is looked at afresh. */
static const struct romaji_rule rules[] = {
	{"tchi", "tti"}, {"tch", "tty"}, {"cchi", "tti"}, {"cch", "tty"}, {"sshi", "ssi"}, {"ssh", "ssy"}, {"ttsu", "ttu"},
	{"shi", "si"},	 {"chi", "ti"},	 {"tsu", "tu"},	  {"dzu", "zu"}, {"jya", "zya"},	 {"jyu", "zyu"}, {"jyo", "zyo"},
	{"sh", "sy"},	 {"ch", "ty"},	 {"ji", "zi"},	  {"fu", "hu"},	 {"di", "zi"},	 {"du", "zu"},	 {"ou", "o"},
	{"oo", "o"},	 {"uu", "u"},	 {"mb", "nb"},	  {"mp", "np"},	 {"mm", "nm"},	 {"j", "zy"},	 {"l", "r"},
};

static const struct romaji_rule *rule_at(const uint32_t *c, size_t n)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		size_t k = 0;

		while (rules[i].from[k] != '\0' && k < n && c[k] == (unsigned char)rules[i].from[k])
			k++;
		if (rules[i].from[k] == '\0')
			return &rules[i];
	}
	return NULL;
}

/* "oh" is a long o unless a vowel follows (Ohara). */
static bool is_long_oh(const uint32_t *c, size_t n)
{
	return n >= 2 && c[0] == 'o' && c[1] == 'h' && (n == 2 || !is_vowel(c[2]));
}

size_t fold_romaji(const uint32_t *word, size_t n, uint32_t *out, size_t *from_r)
{
	uint32_t c[FOLD_ROMAJI];
	size_t made = 0;

	n = n > FOLD_ROMAJI ? FOLD_ROMAJI : n;
	for (size_t i = 0; i < n; i++)
		c[i] = bare(word[i]);
	for (size_t i = 0; i < n && made < FOLD_ROMAJI;) {
		const struct romaji_rule *r = rule_at(c + i, n - i);

		if (r == NULL) {
			out[made] = c[i];
			from_r[made++] = i;
			i += is_long_oh(c + i, n - i) ? 2 : 1;
			continue;
		}
		for (size_t k = 0; r->to[k] != '\0' && made < FOLD_ROMAJI; k++) {
			out[made] = (unsigned char)r->to[k];
			from_r[made++] = i;
		}
		i += strlen(r->from);
	}
	return made;
}

/* ぁ to ゔ in the order of Unicode. */
static const char *const kana_latin[] = {
	"a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go", "sa", "za", "si",
	"zi", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "ti", "zi", "", "tu", "zu", "te", "de", "to", "do", "na", "ni", "nu",
	"ne", "no", "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi", "mu", "me",
	"mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa", "i", "e", "o", "n", "bu",
};

static bool is_small_y(uint32_t c)
{
	return c == 0x3083 || c == 0x3085 || c == 0x3087;
}

/* Two letters make one sound: き + ゃ is kya, し + ゃ is sya. */
static size_t put_kana(const uint32_t *kana, size_t i, size_t n, uint32_t *out, size_t made)
{
	const char *latin = kana_latin[kana[i] - 0x3041];
	size_t k = strlen(latin);
	bool joined = i + 1 < n && is_small_y(kana[i + 1]) && k > 1 && latin[k - 1] == 'i';

	for (size_t m = 0; m < k - (joined ? 1 : 0); m++)
		out[made++] = (unsigned char)latin[m];
	return made;
}

size_t fold_kana_romaji(const uint32_t *kana, size_t n, uint32_t *out)
{
	size_t made = 0;
	uint32_t h[FOLD_ROMAJI], raw[3 * FOLD_ROMAJI];
	size_t places[3 * FOLD_ROMAJI];

	if (n > FOLD_ROMAJI / 3)
		return 0;
	for (size_t i = 0; i < n; i++) {
		h[i] = kana[i] >= 0x30a1 && kana[i] <= 0x30f6 ? kana[i] - 0x60 : kana[i];
		if (h[i] != 0x30fc && (h[i] < 0x3041 || h[i] > 0x3094))
			return 0;
	}
	for (size_t i = 0; i < n; i++) {
		if (h[i] == 0x30fc)
			continue;
		if (h[i] == 0x3063) { /* っ doubles what follows */
			if (i + 1 < n && h[i + 1] >= 0x3041 && h[i + 1] <= 0x3094)
				raw[made++] = (unsigned char)kana_latin[h[i + 1] - 0x3041][0];
			continue;
		}
		made = put_kana(h, i, n, raw, made);
	}
	return fold_romaji(raw, made, out, places);
}
