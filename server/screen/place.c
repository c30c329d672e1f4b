#include "screen/place.h"

#include "screen/places.inc"

/* The names stand in order: those with the same first k letters are neighbours, and each further letter narrows the range. */
static uint32_t letter_of(uint32_t name, size_t k)
{
	uint32_t at = place_starts[name] + (uint32_t)k;

	return at < place_starts[name + 1] ? place_letters[at] : 0;
}

/* The first name in [low, high) whose letter k is at least c. */
static uint32_t first_with(uint32_t low, uint32_t high, size_t k, uint32_t c)
{
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (letter_of(middle, k) < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t place_at(const uint32_t *c, size_t n)
{
	uint32_t low = 0, high = PLACES;
	size_t best = 0;

	for (size_t k = 0; k < n && c[k] <= 0xffff; k++) {
		low = first_with(low, high, k, c[k]);
		high = first_with(low, high, k, c[k] + 1);
		if (low == high)
			break;
		if (place_starts[low + 1] - place_starts[low] == k + 1)
			best = k + 1;
	}
	return best;
}

size_t place_bytes(void)
{
	return sizeof(place_letters) + sizeof(place_starts);
}
