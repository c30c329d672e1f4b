/* Every name of a text, sentence by sentence: first those of the register, then those that nobody knows. */
#include "screen/persons_own.h"

#include "base/check.h"
#include "screen/fold.h"
#include "screen/full_name.h"
#include "screen/register.h"

#include <stdlib.h>

static uint32_t letter(const struct scene *s, uint32_t at)
{
	return at >= s->sentence->from && at < s->sentence->to ? s->look->text.c[at] : 0;
}

static enum script script_of(const struct scene *s, uint32_t at)
{
	uint32_t c = letter(s, at);

	return c == 0 ? SCRIPT_OTHER : fold_script(c);
}

/* How a hit stands in the text. */
struct standing {
	uint32_t letters; /* without what stands between them */
	bool gaps;        /* something other than a space stands between */
	bool kana;        /* all of it is kana of one script */
};

static struct standing standing_of(const struct scene *s, const struct name_hit *h)
{
	struct standing out = {.kana = true};
	enum script first = script_of(s, h->from);

	for (uint32_t i = h->from; i < h->to; i++) {
		enum script k = script_of(s, i);

		if (k == SCRIPT_OTHER) {
			out.gaps = out.gaps || letter(s, i) != ' ';
			continue;
		}
		out.letters++;
		out.kana = out.kana && k == first && (k == SCRIPT_HIRAGANA || k == SCRIPT_KATAKANA);
	}
	return out;
}

/* A run of katakana must not go on beyond the name (ハル in ハルカス) but in its honorific; hiragana may, particles are written so. */
static bool cuts_katakana(const struct scene *s, const struct name_hit *h)
{
	return (script_of(s, h->from) == SCRIPT_KATAKANA && script_of(s, h->from - 1) == SCRIPT_KATAKANA) ||
	       (script_of(s, h->to - 1) == SCRIPT_KATAKANA && script_of(s, h->to) == SCRIPT_KATAKANA && person_honorific(s, h->to) == h->to);
}

/* は が の に を と も で へ や */
static bool is_particle(uint32_t c)
{
	static const uint32_t particles[] = {0x306f, 0x304c, 0x306e, 0x306b, 0x3092, 0x3068, 0x3082, 0x3067, 0x3078, 0x3084};

	for (size_t i = 0; i < sizeof(particles) / sizeof(particles[0]); i++)
		if (c == particles[i])
			return true;
	return false;
}

static bool kana_edges(const struct scene *s, const struct name_hit *h)
{
	bool left = script_of(s, h->from - 1) != script_of(s, h->from) || is_particle(letter(s, h->from - 1));
	bool right = script_of(s, h->to) != script_of(s, h->to - 1) || is_particle(letter(s, h->to)) || person_honorific(s, h->to) != h->to;

	return left && right;
}

enum { KANA_SURE = 6, KANA_LEAST = 5, KANJI_SURE = 4 };

/* A full name of the register stands here, and not by accident. */
static bool stands_full(const struct scene *s, const struct name_hit *h, bool honored)
{
	struct standing st = standing_of(s, h);
	bool edges;

	if (cuts_katakana(s, h))
		return false;
	if ((h->mask & PART_FULL_LATIN) != 0)
		return true;
	if (st.kana) {
		if (st.letters >= KANA_SURE)
			return honored || kana_edges(s, h) || person_edge(s, h->from);
		return (honored && kana_edges(s, h)) || (st.letters >= KANA_LEAST && kana_edges(s, h));
	}
	if (st.letters >= KANJI_SURE)
		return true;
	edges = person_edge(s, h->from) && person_edge(s, h->to);
	if (st.letters == 3)
		return edges && (!st.gaps || honored);
	return edges && (honored || person_age_at(s, h->to));
}

/* Surname or given name alone: an honorific, no gap, and no longer name that it is the end of. */
static bool stands_alone(const struct scene *s, const struct name_hit *h, bool honored)
{
	struct standing st = standing_of(s, h);
	size_t before;
	const struct token *tokens;
	size_t n;

	if (!honored || st.gaps || cuts_katakana(s, h))
		return false;
	if ((h->mask & PART_LATIN) != 0)
		return true;
	if (st.kana && !kana_edges(s, h) && !person_edge(s, h->from))
		return false;
	if (!person_edge(s, h->from) || (!person_edge(s, h->to) && script_of(s, h->to) != SCRIPT_KATAKANA))
		return false;
	tokens = morph_tokens(s->look->morph, &n);
	before = morph_ending(s->look->morph, h->from);
	return before == SIZE_MAX || (tokens[before].kind & TOKEN_SURNAME) == 0 || words_ending(&s->look->words, h->from, WORD_PATIENT | WORD_NAMING) != NULL;
}

/* Part of a facility's name, or followed by what makes it one: 山田薬局, 林歯科. */
static bool is_facility(const struct scene *s, uint32_t from, uint32_t to)
{
	const struct word_list *l = &s->look->words;

	for (uint32_t i = 0; i < s->sentence->words; i++) {
		const struct word *w = &l->words[s->sentence->word + i];

		if ((w->classes & WORD_OURS) != 0 && w->from < to && w->to > from)
			return true;
	}
	return words_beginning(l, to, WORD_FACILITY) != NULL;
}

static void keep(struct scene *s, const struct person *p, enum screen_kind kind, enum judgement j, enum screen_reason reason)
{
	const struct screen_register *r = s->look->ask->patients;
	bool known = p->entry != 0;

	look_found(s->look, &(struct finding){p->from, p->to, kind, j == JUDGE_CERTAIN ? SCREEN_CERTAIN : SCREEN_GUESS, reason,
					      known ? register_entry(r, p->entry)->patient : SCREEN_NOBODY,
					      known && register_fits(r, p->entry, UINT32_MAX, s->look->ask->own)});
}

/* "Mr Yamada", "pt: Yamada". */
static bool titled_before(const struct scene *s, uint32_t from)
{
	static const char *const titles[] = {"mr", "ms", "mrs", "pt"};
	uint32_t to = from;

	while (to > s->sentence->from && (letter(s, to - 1) == ' ' || letter(s, to - 1) == '.' || letter(s, to - 1) == ':'))
		to--;
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]) && to != from; i++) {
		uint32_t n = 0;

		while (titles[i][n] != '\0')
			n++;
		if (to - s->sentence->from < n || (to - n > s->sentence->from && script_of(s, to - n - 1) == SCRIPT_LATIN))
			continue;
		for (uint32_t k = 0; k < n && (letter(s, to - n + k) | 0x20) == (uint32_t)titles[i][k]; k++)
			if (k + 1 == n)
				return true;
	}
	return false;
}

static void judge_hit(struct scene *s, const struct name_hit *h)
{
	uint32_t at = person_skip(s, h->to), honor;
	struct person p = {.from = h->from, .to = h->to, .surname_to = h->from, .mask = h->mask, .entry = h->entry};
	enum screen_reason reason = SCREEN_BY_REGISTERED;
	enum judgement j;
	bool honored;

	if (letter(s, at) == ')') /* 片岡(トメ)さん */
		at++;
	honor = person_honorific(s, at);
	honored = honor != at || letter(s, h->to) == 0x5b85 || ((h->mask & PART_LATIN) != 0 && titled_before(s, h->from));
	p.honor_from = honor != at ? at : h->to;
	p.honor_to = honor != at ? honor : h->to;
	if (is_facility(s, h->from, h->to))
		return;
	if ((h->mask & PART_ANY_FULL) != 0 && stands_full(s, h, honored)) {
		p.full = true;
		keep(s, &p, SCREEN_NAME, JUDGE_CERTAIN, reason);
		return;
	}
	if ((h->mask & (PART_SURNAME | PART_GIVEN)) == 0 || !stands_alone(s, h, honored))
		return;
	j = person_judge(s, &p, &reason);
	if (j != JUDGE_NOBODY)
		keep(s, &p, SCREEN_NAME_PART, j, reason);
}

/* A stranger's name whose reading and kanji are those of nobody registered. */
static void judge_stranger(struct scene *s, const struct person *p)
{
	enum screen_reason reason = SCREEN_BY_HONORIFIC;
	enum judgement j;

	if (is_facility(s, p->from, p->to))
		return;
	j = person_judge(s, p, &reason);
	if (j != JUDGE_NOBODY)
		keep(s, p, SCREEN_NAME_OTHER, j, reason);
}

static void find_honored(struct scene *s)
{
	for (uint32_t at = s->from + 1; at < s->to; at++) {
		uint32_t end = person_honorific(s, at);
		struct person p;

		if (end != at && person_before(s, at, end, &p))
			judge_stranger(s, &p);
		if (end != at)
			at = end - 1;
	}
}

static void find_plain(struct scene *s)
{
	size_t n;
	const struct token *tokens = morph_tokens(s->look->morph, &n);

	for (size_t i = 0; i < n; i++) {
		struct person p;
		uint32_t after;

		if ((tokens[i].kind & (TOKEN_SURNAME | TOKEN_GIVEN)) == 0 || !person_full(s, i, &p))
			continue;
		after = person_skip(s, p.to);
		if (person_honorific(s, after) == after)
			judge_stranger(s, &p);
	}
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static void find_aged(struct scene *s)
{
	for (uint32_t at = s->from + 1; at < s->to; at++) {
		struct person p;

		if (is_digit(letter(s, at)) && !is_digit(letter(s, at - 1)) && person_age_at(s, at) && person_before_age(s, at, &p))
			judge_stranger(s, &p);
	}
}

/* May the dictionary see a full name in it? Only where its names are known and the sentence is cut in one. */
static bool may_hold_full_name(const struct scene *s)
{
	uint32_t c[MORPH_LETTERS], n = s->sentence->to - s->sentence->from;
	bool spaced;

	if (n > MORPH_LETTERS || !morph_known(s->look->morph))
		return true;
	n = (uint32_t)morph_letters(&s->look->text, s->sentence->from, s->sentence->to, c, &spaced);
	return spaced || full_name_may_stand(c, n);
}

static bool tells(const struct scene *s)
{
	return (s->sentence->classes & (WORD_EVENT | WORD_PATIENT | WORD_NAMING | WORD_SEX | WORD_TOPIC)) != 0;
}

/* Is there anything in the sentence that could make a name a patient's? Most sentences have nothing, and need no dictionary. */
static bool is_worth_cutting(const struct scene *s, bool has_hits)
{
	if (has_hits)
		return true;
	for (uint32_t at = s->sentence->from; at < s->sentence->to; at++)
		if (person_honorific(s, at) != at || (letter(s, at) >= '0' && letter(s, at) <= '9' && person_age_at(s, at)))
			return true;
	return tells(s) && may_hold_full_name(s);
}

/* In the tests' builds: what is not cut would have had no name. */
static void prove_nameless(struct scene *s)
{
	size_t n;

	if (!SCREEN_PROVES || !tells(s))
		return;
	(void)morph_cut(s->look->morph, &s->look->text, s->sentence->from, s->sentence->to);
	(void)morph_tokens(s->look->morph, &n);
	for (size_t i = 0; i < n; i++) {
		struct person p;

		check((morph_tokens(s->look->morph, &n)[i].kind & (TOKEN_SURNAME | TOKEN_GIVEN)) == 0 || !person_full(s, i, &p));
	}
}

/* Where to stop when a sentence is longer than is cut at once: after a comma or space if one is near. */
static uint32_t cut_end(const struct scene *s, uint32_t from)
{
	uint32_t to = s->sentence->to;

	if (to - from <= MORPH_LETTERS)
		return to;
	to = from + MORPH_LETTERS;
	for (uint32_t at = to; at > to - MORPH_LETTERS / 4; at--)
		if (letter(s, at - 1) == 0x3001 || letter(s, at - 1) == ' ')
			return at;
	return to;
}

static int by_place(const void *a, const void *b)
{
	const struct name_hit *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

void persons_find(struct look *l, const struct name_hits *hits)
{
	size_t next = 0;

	if (hits->n > 1)
		qsort(hits->hits, hits->n, sizeof(*hits->hits), by_place);
	for (size_t i = 0; i < l->words.sentence_count; i++) {
		struct scene s = {.look = l, .sentence = &l->words.sentences[i]};
		bool has_hits;

		while (next < hits->n && hits->hits[next].from < s.sentence->from)
			next++;
		has_hits = next < hits->n && hits->hits[next].from < s.sentence->to;
		if (s.sentence->from == s.sentence->to)
			continue;
		if (!is_worth_cutting(&s, has_hits)) {
			prove_nameless(&s);
			continue;
		}
		for (uint32_t at = s.sentence->from; at < s.sentence->to; at = s.to) {
			s.from = at;
			s.to = morph_cut(l->morph, &l->text, at, cut_end(&s, at));
			for (; next < hits->n && hits->hits[next].from < s.to; next++)
				judge_hit(&s, &hits->hits[next]);
			find_honored(&s);
			find_plain(&s);
			find_aged(&s);
		}
	}
}
