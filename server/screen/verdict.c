/* What a place does with what was found: one table. */
#include "screen/screen.h"

#include "base/check.h"

static const char *const kind_words[] = {
#define KIND(noun, word, words) word,
#include "screen/kinds.def"
#undef KIND
};

static const char *const reason_words[] = {
#define REASON(noun, word, words) word,
#include "screen/reasons.def"
#undef REASON
};

const char *screen_kind_word(enum screen_kind k)
{
	check((unsigned)k < SCREEN_KINDS);
	return kind_words[k];
}

const char *screen_reason_word(enum screen_reason r)
{
	check((unsigned)r < SCREEN_REASONS);
	return reason_words[r];
}

/* certain, guess: what the place does with it; other: only where it fits a patient of the poster's and not the one whose space it is. */
static const struct {
	enum screen_verdict certain, guess, unknown;
	bool other;
} places[SCREEN_PLACES] = {
	[SCREEN_IN_CARE] = {SCREEN_ASKS_PATIENT, SCREEN_ASKS_PATIENT, SCREEN_PASSES, true},
	[SCREEN_IN_FAMILY] = {SCREEN_ASKS_PATIENT, SCREEN_ASKS_PATIENT, SCREEN_PASSES, true},
	[SCREEN_IN_CIRCLE] = {SCREEN_REFUSES, SCREEN_ASKS_COLLEAGUE, SCREEN_REFUSES, false},
	[SCREEN_IN_TIE] = {SCREEN_ASKS_CONSENT, SCREEN_ASKS_CONSENT, SCREEN_ASKS_CONSENT, false},
	[SCREEN_IN_BOARD] = {SCREEN_REFUSES, SCREEN_REFUSES, SCREEN_REFUSES, false},
};

enum screen_verdict screen_decide(enum screen_place place, const struct screen_found *found, bool said)
{
	enum screen_verdict v = SCREEN_PASSES;

	check((unsigned)place < SCREEN_PLACES);
	if (found->invalid || found->incomplete || found->more)
		v = places[place].unknown;
	for (size_t i = 0; i < found->n; i++) {
		const struct screen_finding *f = &found->findings[i];
		enum screen_verdict one = f->certainty == SCREEN_CERTAIN ? places[place].certain : places[place].guess;

		if (places[place].other && (f->patient == SCREEN_NOBODY || f->own))
			continue;
		v = one > v ? one : v;
	}
	return said && v != SCREEN_REFUSES ? SCREEN_PASSES : v;
}
