/* Whose number, address or mail it is: the nearer word of the same sentence decides. */
#include "screen/look.h"

enum { CUE_REACH = 60 };

static uint32_t distance(const struct word *w, uint32_t from, uint32_t to)
{
	if (w->to <= from)
		return from - w->to;
	return w->from >= to ? w->from - to : 0;
}

/* The nearest word of these classes within reach; UINT32_MAX: none. Looks at the words of a window only, so that a text of nothing but numbers
 * costs no more. */
static uint32_t nearest(const struct look *l, uint32_t from, uint32_t to, uint32_t classes, uint32_t reach)
{
	const struct sentence *s = words_sentence(&l->words, from);
	uint32_t low = s->word, high = s->word + s->words, best = UINT32_MAX;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (l->words.words[middle].from + reach + 24 < from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < s->word + s->words && l->words.words[low].from <= to + reach; low++) {
		const struct word *w = &l->words.words[low];
		uint32_t d = distance(w, from, to);

		if ((w->classes & classes) != 0 && d <= reach && d < best)
			best = d;
	}
	return best;
}

enum cue cue_nearest(const struct look *l, uint32_t from, uint32_t to)
{
	uint32_t home = nearest(l, from, to, WORD_HOME | WORD_KIN | WORD_PATIENT, CUE_REACH);
	uint32_t office = nearest(l, from, to, WORD_OFFICE | WORD_FACILITY | WORD_OURS, CUE_REACH);

	if (home == UINT32_MAX && office == UINT32_MAX)
		return CUE_NONE;
	return office < home ? CUE_OFFICE : CUE_HOME;
}

bool cue_work(const struct look *l, uint32_t at)
{
	uint32_t classes = words_sentence(&l->words, at)->classes;

	return (classes & (WORD_STUDY | WORD_WORK)) != 0 && (classes & (WORD_HOME | WORD_KIN | WORD_PATIENT | WORD_EVENT)) == 0;
}

bool cue_near(const struct look *l, uint32_t from, uint32_t to, uint32_t classes, uint32_t reach)
{
	return nearest(l, from, to, classes, reach) != UINT32_MAX;
}
