#include "screen/full_name.h"

#include "screen/fold.h"

#include "screen/written.inc"

static uint64_t spread(uint64_t h, uint32_t c)
{
	h = (h ^ c) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

#define SPREAD_FIRST 0xcbf29ce484222325u

static bool is_in(const uint64_t *filter, uint64_t h)
{
	for (int k = 0; k < FILTER_PROBES; k++) {
		uint32_t bit = (uint32_t)(h >> 15 * k) & ((1u << FILTER_BITS) - 1);

		if ((filter[bit >> 6] >> (bit & 63) & 1) == 0)
			return false;
	}
	return true;
}

static bool is_letter_of(const uint64_t *letters, uint32_t c)
{
	return c >= LETTERS_FROM && c < LETTERS_TO && (letters[(c - LETTERS_FROM) >> 6] >> ((c - LETTERS_FROM) & 63) & 1) != 0;
}

static bool is_punctuation(uint32_t c)
{
	return (c >= 0x3000 && c < 0x3005) || (c >= 0x3008 && c < 0x3020) || (c >= 0xff01 && c < 0xff60) || c == 0x30fb;
}

/* A name of a person that is no surname begins here, or letters do that the dictionary may take for one since it does not know them. */
static bool may_begin_name(const uint32_t *c, size_t n)
{
	enum script script;

	if (is_letter_of(name_letters, c[0]))
		return true;
	if (n > 1 && is_in(name_filter, spread(spread(SPREAD_FIRST, c[0]), c[1])))
		return true;
	script = fold_script(c[0]);
	if (script == SCRIPT_HAN || script == SCRIPT_HIRAGANA)
		return !is_letter_of(word_letters, c[0]);
	if (script == SCRIPT_DIGIT || c[0] < 0x80)
		return script == SCRIPT_LATIN;
	return script != SCRIPT_OTHER || !is_punctuation(c[0]);
}

static bool surname_ends(const uint32_t *c, size_t to)
{
	uint64_t h = SPREAD_FIRST;

	for (size_t k = 1; k <= SURNAME_LONGEST && k <= to; k++) {
		h = spread(h, c[to - k]);
		if (is_in(surname_filter, h))
			return true;
	}
	return false;
}

/* A space and ・ _ / = as the dictionary is given them. */
static bool is_joint(uint32_t c)
{
	return c == ' ' || c == 0x30fb || c == 0xff3f || c == 0xff0f || c == 0xff1d;
}

bool full_name_may_stand(const uint32_t *c, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (is_joint(c[i - 1]) || !may_begin_name(c + i, n - i))
			continue;
		if (surname_ends(c, i))
			return true;
	}
	for (size_t i = 2; i < n; i++)
		if (is_joint(c[i - 1]) && !is_joint(c[i - 2]) && may_begin_name(c + i, n - i) && (fold_script(c[i - 2]) == SCRIPT_HAN || surname_ends(c, i - 1)))
			return true;
	return false;
}

bool full_name_knows(size_t words)
{
	return words == WORDS_KNOWN;
}
