#include "screen/known.h"

#include "screen/places.inc"
#include "screen/readings.inc"

/* Names in order: those with the same first k letters are neighbours, and each further letter narrows the range. */
struct list {
	const uint16_t *letters;
	const uint32_t *starts;
	uint32_t n;
};

static const struct list places = {place_letters, place_starts, PLACES};
static const struct list surnames = {surname_letters, surname_starts, SURNAMES};
static const struct list givens = {given_letters, given_starts, GIVENS};

static uint32_t letter_of(const struct list *l, uint32_t name, size_t k)
{
	uint32_t at = l->starts[name] + (uint32_t)k;

	return at < l->starts[name + 1] ? l->letters[at] : 0;
}

/* The first name in [low, high) whose letter k is at least c. */
static uint32_t first_with(const struct list *l, uint32_t low, uint32_t high, size_t k, uint32_t c)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (letter_of(l, middle, k) < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t katakana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x3096 ? c + 0x60 : c;
}

static size_t longest(const struct list *l, const uint32_t *c, size_t n, uint32_t (*form)(uint32_t))
{
	uint32_t low = 0, high = l->n;
	size_t best = 0;

	for (size_t k = 0; k < n && c[k] <= 0xffff; k++) {
		uint32_t letter = form != NULL ? form(c[k]) : c[k];

		low = first_with(l, low, high, k, letter);
		high = first_with(l, low, high, k, letter + 1);
		if (low == high)
			break;
		if (l->starts[low + 1] - l->starts[low] == k + 1)
			best = k + 1;
	}
	return best;
}

size_t known_place(const uint32_t *c, size_t n)
{
	return longest(&places, c, n, NULL);
}

bool known_surname(const uint32_t *c, size_t n)
{
	return n > 0 && longest(&surnames, c, n, katakana) == n;
}

bool known_given(const uint32_t *c, size_t n)
{
	return n > 0 && longest(&givens, c, n, katakana) == n;
}

size_t known_bytes(void)
{
	return sizeof(place_letters) + sizeof(place_starts) + sizeof(surname_letters) + sizeof(surname_starts) + sizeof(given_letters) +
	       sizeof(given_starts);
}
