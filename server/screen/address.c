/* Addresses: numbers as addresses have them, with the name of a place before them; rooms of dwellings; postal codes. */
#include "screen/fold.h"
#include "screen/look.h"
#include "screen/known.h"

enum { LOOK_BACK = 24, GAP_CHOME = 8, GAP_BANCHI = 4, GAP_DASHES = 2, GAP_IROHA = 1, GAP_BARE = 4 };

/* Where the chain of place names begins that ends at most `gap` letters before `at`; `at` where there is none. Names of one letter's
 * script only, in the same clause. */
static uint32_t place_before(const struct look *l, uint32_t at, uint32_t gap)
{
	const struct view *t = &l->text;
	uint32_t least = at > LOOK_BACK ? at - LOOK_BACK : 0, reached = 0, first = at;

	for (uint32_t i = at; i > least; i--)
		if (t->c[i - 1] == 0x3001 || t->c[i - 1] == 0x3002 || t->c[i - 1] == '\n' || t->c[i - 1] == ',') {
			least = i;
			break;
		}
	for (uint32_t i = least; i < at;) {
		uint32_t n = (uint32_t)known_place(t->c + i, at - i);

		if (n < 2) {
			i++;
			continue;
		}
		if (reached == 0 || i > reached + 1)
			first = i; /* a chain begins anew where names do not adjoin */
		reached = i + n;
		i += n;
	}
	return reached > 0 && at - reached <= gap ? first : at;
}

static bool is_home_word_after(const struct look *l, uint32_t to)
{
	const struct view *t = &l->text;

	/* …号室の方 */
	return to + 1 < t->n && t->c[to] == 0x306e && t->c[to + 1] == 0x65b9;
}

/* 峰診療所が移転します。新住所：…: a label that goes on with what the sentence before it says, where that is of an office. */
static bool is_of_opened(const struct look *l, uint32_t at)
{
	const struct sentence *s = words_sentence(&l->words, at);
	const uint32_t private = WORD_HOME | WORD_KIN | WORD_PATIENT;

	if (s == l->words.sentences || words_beginning(&l->words, s->from, WORD_LINE) == NULL)
		return false;
	return (s[-1].classes & WORD_OPENING) != 0 && ((s[-1].classes | s->classes) & private) == 0;
}

static void judge_address(struct look *l, uint32_t from, uint32_t to)
{
	enum cue cue = is_home_word_after(l, to) ? CUE_HOME : cue_nearest(l, from, to, 0);

	if (cue == CUE_OFFICE || (cue == CUE_NONE && (cue_work(l, from) || is_of_opened(l, from))))
		return;
	look_found(l, &(struct finding){from, to, SCREEN_ADDRESS, SCREEN_CERTAIN, cue == CUE_HOME ? SCREEN_BY_CUE : SCREEN_BY_FORM, SCREEN_NOBODY,
					false});
}

/* 退院先：飯田市上村下栗1162: a bare number is one of an address where somebody's home is spoken of, and nothing but a name stands between. */
static void find_bare(struct look *l)
{
	struct pattern_match m;

	for (uint32_t at = 0; pattern_next(l->run, PATTERN_ADDRESS_BARE, at, &m); at = m.to) {
		uint32_t from = l->digits.at[m.from], to = l->digits.end[m.to - 1], place = place_before(l, from, GAP_BARE), k = place;

		while (k < from && fold_script(l->text.c[k]) == SCRIPT_HAN)
			k++;
		if (place != from && k == from && cue_owner(l, place, to) == CUE_HOME)
			judge_address(l, place, to);
	}
}

/* Numbers that count only after the name of a place. */
static void find_after_place(struct look *l, enum pattern which, uint32_t gap)
{
	struct pattern_match m;

	for (uint32_t at = 0; pattern_next(l->run, which, at, &m); at = m.to) {
		uint32_t from = l->digits.at[m.from], place = place_before(l, from, gap);

		if (place != from)
			judge_address(l, place, l->digits.end[m.to - 1]);
	}
}

static void find_alone(struct look *l, enum pattern which)
{
	struct pattern_match m;

	for (uint32_t at = 0; pattern_next(l->run, which, at, &m); at = m.to)
		judge_address(l, l->digits.at[m.from], l->digits.end[m.to - 1]);
}

/* A room of a home for the old, and somebody who lives in it. */
static void find_lived_in(struct look *l)
{
	struct pattern_match m;

	for (uint32_t at = 0; pattern_next(l->run, PATTERN_ADDRESS_LIVES, at, &m); at = m.to)
		look_found(l, &(struct finding){l->digits.at[m.from], l->digits.end[m.to - 1], SCREEN_ADDRESS, SCREEN_CERTAIN, SCREEN_BY_CUE,
						SCREEN_NOBODY, false});
}

void address_find(struct look *l)
{
	find_after_place(l, PATTERN_ADDRESS_CHOME, GAP_CHOME);
	find_after_place(l, PATTERN_ADDRESS_BANCHI, GAP_BANCHI);
	find_after_place(l, PATTERN_ADDRESS_DASHES, GAP_DASHES);
	find_after_place(l, PATTERN_ADDRESS_IROHA, GAP_IROHA);
	find_bare(l);
	find_alone(l, PATTERN_ADDRESS_AZA);
	find_alone(l, PATTERN_ADDRESS_POST);
	find_alone(l, PATTERN_ADDRESS_ROOM);
	find_alone(l, PATTERN_ADDRESS_BLOCK);
	find_lived_in(l);
}
