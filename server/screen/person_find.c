/* Candidates: what may be a person's name, from the dictionary's tokens and the letters before an honorific. */
#include "screen/persons_own.h"

#include "screen/fold.h"
#include "screen/known.h"

#include <string.h>

static uint32_t letter(const struct scene *s, uint32_t at)
{
	return at >= s->sentence->from && at < s->sentence->to ? s->look->text.c[at] : 0;
}

uint32_t person_skip(const struct scene *s, uint32_t at)
{
	while (letter(s, at) == ' ')
		at++;
	return at;
}

bool person_age_at(const struct scene *s, uint32_t at)
{
	uint32_t from, bracket = 0;

	for (int skipped = 0; skipped < 3 && letter(s, at) != 0 && person_is_one_of(letter(s, at), " (,・:、/[｜|満"); skipped++)
		bracket |= letter(s, at++) == '(';
	from = at;
	while (at - from < 3 && letter(s, at) >= '0' && letter(s, at) <= '9')
		at++;
	if (at - from < 2)
		return false;
	at = person_skip(s, at);
	if (person_is_one_of(letter(s, at), "歳才"))
		return true;
	if (letter(s, at) == 0x4ee3) /* 代 */
		return true;
	if ((letter(s, at) | 0x20) == 'f' || (letter(s, at) | 0x20) == 'm' || (letter(s, at) | 0x20) == 'y')
		return fold_script(letter(s, at + 1)) != SCRIPT_LATIN;
	return bracket != 0 && letter(s, at) == ')' && letter(s, from) >= '4';
}

static const struct token *token_at(const struct scene *s, size_t i)
{
	size_t n;
	const struct token *t = morph_tokens(s->look->morph, &n);

	return i < n ? &t[i] : NULL;
}

bool person_edge(const struct scene *s, uint32_t at)
{
	if (at <= s->from || at >= s->to)
		return true;
	if (fold_script(letter(s, at - 1)) == SCRIPT_OTHER || fold_script(letter(s, at)) == SCRIPT_OTHER)
		return true;
	return morph_beginning(s->look->morph, at) != SIZE_MAX || morph_ending(s->look->morph, at) != SIZE_MAX;
}

/* Names are written with a space or a dot between their parts. */
static bool adjoins(const struct scene *s, uint32_t to, uint32_t from)
{
	if (to == from)
		return true;
	return from - to == 1 && person_is_one_of(letter(s, to), " ・_/=");
}

static bool is_kana_run(const struct scene *s, uint32_t from, uint32_t to, enum script script)
{
	for (uint32_t i = from; i < to; i++)
		if (fold_script(letter(s, i)) != script)
			return false;
	return to > from;
}

static enum script script_at(const struct scene *s, uint32_t at)
{
	uint32_t c = letter(s, at);

	return c == 0 ? SCRIPT_OTHER : fold_script(c);
}

/* Where the run of one script that ends at `to` begins; at most `most` letters. */
static uint32_t run_from(const struct scene *s, uint32_t to, enum script script, uint32_t most)
{
	uint32_t from = to;

	while (from > s->from && to - from < most && script_at(s, from - 1) == script)
		from--;
	return from;
}

/* 患者, 奥, ケアマネ, 薬局: a whole word that is no name ends here. */
static bool is_no_name(const struct scene *s, uint32_t from, uint32_t to)
{
	const struct word *w = words_ending(&s->look->words, to,
					    WORD_GENERIC | WORD_KIN | WORD_ROLE | WORD_TITLE | WORD_FACILITY | WORD_OURS | WORD_PATIENT | WORD_NAMING | WORD_EPONYM);

	return w != NULL && w->from <= from;
}

/* These letters are a word of ours, whatever its class. */
static bool is_word(const struct scene *s, uint32_t from, uint32_t to)
{
	const struct word *w = words_ending(&s->look->words, to, UINT32_MAX);

	return w != NULL && w->from <= from;
}

/* 加入者, 配達員, 花屋: what ends so is a kind of people or of place, where it is no surname. */
#define ENDS_OF_KINDS "苑荘寮堂者員人長士師手生方客側会社店院所局署校園館室課係部科団隊組屋家業様氏類品物薬液病症痛歳分体食"

static void set_person(struct person *p, uint32_t from, uint32_t to, uint32_t surname_to, bool full)
{
	p->from = from;
	p->to = to;
	p->surname_to = surname_to;
	p->full = full;
}

/* Kana [from, to) that is read like a surname and is no word of ours. */
static bool is_read_surname(const struct scene *s, uint32_t from, uint32_t to)
{
	return to - from >= 2 && known_surname(s->look->text.c + from, to - from) && !is_word(s, from, to);
}

/* The surname that ends at `to`: one of the best reading, or, when `any`, one that the dictionary knows there; a run of katakana that is
 * read like one. */
static bool surname_ending(const struct scene *s, uint32_t to, bool any, uint32_t *from_r)
{
	size_t i = morph_ending(s->look->morph, to);
	uint32_t least = to > s->from + 5 ? to - 5 : s->from;

	if (to > s->from && script_at(s, to - 1) == SCRIPT_KATAKANA) {
		*from_r = run_from(s, to, SCRIPT_KATAKANA, 9);
		if (is_read_surname(s, *from_r, to))
			return true;
	}

	if (i == SIZE_MAX)
		return false;
	*from_r = token_at(s, i)->from;
	if ((token_at(s, i)->kind & TOKEN_SURNAME) == 0 &&
	    !(any && morph_name_ending(s->look->morph, to, least, TOKEN_SURNAME, from_r) && person_edge(s, *from_r)))
		return false;
	return !is_no_name(s, *from_r, to);
}

/* The surname that stands before `from`, with or without something between. */
static bool surname_before(const struct scene *s, uint32_t from, bool any, uint32_t *from_r, uint32_t *to_r)
{
	*to_r = from > s->from && person_is_one_of(letter(s, from - 1), " ・_/=") ? from - 1 : from;
	return *to_r > s->from && surname_ending(s, *to_r, any, from_r);
}

/* Puts a surname before it, where one stands there. */
static void widen(const struct scene *s, struct person *p, bool any)
{
	uint32_t from, to;

	if (surname_before(s, p->from, any, &from, &to))
		set_person(p, from, p->to, to, true);
}

/* 部谷, of which the dictionary knows 谷: a name of one letter is the end of what stands before it, unless a word ends there. */
static bool is_tail(const struct scene *s, uint32_t from, uint32_t to)
{
	size_t i = morph_ending(s->look->morph, from);

	if (to - from > 1 || from == s->from || script_at(s, from - 1) != SCRIPT_HAN || i == SIZE_MAX)
		return false;
	return (token_at(s, i)->kind & (TOKEN_TIME | TOKEN_ANY_NAME)) == 0 && words_ending(&s->look->words, from, UINT32_MAX) == NULL;
}

static bool before_named(const struct scene *s, const struct token *t, struct person *out)
{
	if (is_no_name(s, t->from, t->to))
		return false;
	set_person(out, is_tail(s, t->from, t->to) ? run_from(s, t->from, SCRIPT_HAN, 3) : t->from, t->to, t->from, false);
	widen(s, out, (t->kind & TOKEN_SURNAME) == 0);
	return true;
}

/* サクラ, クマ: a noun and no name in the dictionary. */
static bool is_everyday(const struct token *t)
{
	return (t->kind & TOKEN_NOUN) != 0 && (t->kind & (TOKEN_ANY_NAME | TOKEN_UNKNOWN | TOKEN_PROPER | TOKEN_PLACE | TOKEN_ORG)) == 0;
}

static bool tells_of_care(const struct scene *s)
{
	uint32_t classes = s->sentence->classes;

	return (classes & WORD_EVENT) != 0 || ((classes & WORD_TOPIC) != 0 && (classes & (WORD_STUDY | WORD_GREET | WORD_WORK)) == 0);
}

static bool before_katakana(const struct scene *s, uint32_t to, const struct token *t, struct person *out)
{
	uint32_t from = run_from(s, to, SCRIPT_KATAKANA, 9);

	if (to - from > 8 || is_no_name(s, from, to) || is_no_name(s, t->from, to))
		return false;
	set_person(out, from, to, from, false);
	widen(s, out, true);
	if (out->full)
		return to - from >= 2 && to - from <= 6;
	if (is_read_surname(s, from, to) && !(t->from == from && is_everyday(t) && !tells_of_care(s)))
		return true;
	if (t->from != from) /* cut into pieces: a compound like ケアマネ, unless its pieces are names */
		return to - from <= 6 && (t->kind & (TOKEN_GIVEN | TOKEN_SURNAME | TOKEN_UNKNOWN)) != 0;
	return to - from >= 2 && to - from <= 6 && (t->kind & (TOKEN_UNKNOWN | TOKEN_PROPER | TOKEN_ANY_NAME | TOKEN_PLACE)) != 0;
}

/* ナカノサン, ヤマモト ハナコサン, ヤマモトハナコサン: the dictionary sees one unknown word, or another one. Short ones may be words (ヨウサン),
 * so that they must begin a clause in which something happens. */
static bool before_joined(const struct scene *s, uint32_t to, struct person *out)
{
	const uint32_t *c = s->look->text.c;
	uint32_t from = run_from(s, to, SCRIPT_KATAKANA, 12);

	set_person(out, from, to, from, false);
	if (known_given(c + from, to - from))
		widen(s, out, true);
	if (out->full)
		return true;
	if (is_read_surname(s, from, to))
		return to - from >= 3 || ((s->sentence->classes & WORD_EVENT) != 0 && script_at(s, from - 1) == SCRIPT_OTHER);
	for (uint32_t cut = from + 2; cut + 2 <= to && to - from >= 5; cut++)
		if (known_surname(c + from, cut - from) && known_given(c + cut, to - cut)) {
			set_person(out, from, to, cut, true);
			return true;
		}
	return false;
}

#define CIRCLE 0x3007u /* 〇〇さん: left out on purpose */

/* 小石様、昨夜…: an everyday word that fills a clause's beginning is a name before 様, where something happens to it. Nobody calls a thing so,
 * and of kinds of people and places few are left. */
static bool is_called(const struct scene *s, uint32_t from, uint32_t to, const struct person *p)
{
	if (letter(s, p->honor_from) != 0x69d8 || to - from < 2 || to - from > 3 || script_at(s, from - 1) != SCRIPT_OTHER)
		return false;
	return tells_of_care(s) && !is_word(s, from, to) && !is_word(s, from, p->honor_to) && !person_is_one_of(letter(s, to - 1), ENDS_OF_KINDS) &&
	       !person_is_one_of(letter(s, p->honor_to), "のなにでだ");
}

/* A rare surname or a name the dictionary takes for another word. */
static bool before_han(const struct scene *s, uint32_t to, const struct token *t, struct person *out)
{
	uint32_t run = run_from(s, to, SCRIPT_HAN, 9), from;
	bool alone;

	if (is_no_name(s, t->from, to) || letter(s, to - 1) == CIRCLE)
		return false;
	if (words_ending(&s->look->words, to - 1, WORD_PATIENT) != NULL) { /* 亡くなられた胡さん: one letter after what is said of a patient */
		set_person(out, to - 1, to, to - 1, false);
		return true;
	}
	if (morph_name_ending(s->look->morph, to, run, TOKEN_SURNAME | TOKEN_GIVEN, &from) &&
	    (from == run || (person_edge(s, from) && !is_tail(s, from, to)))) {
		set_person(out, from, to, from, false);
		widen(s, out, false);
		return true;
	}
	alone = t->from <= run && (t->kind & (TOKEN_UNKNOWN | TOKEN_PROPER | TOKEN_PLACE)) == 0;
	set_person(out, run, to, run, false);
	widen(s, out, false);
	if (out->full)
		return to - run <= 4;
	if (alone && is_called(s, run, to, out))
		return true;
	if (alone || (t->kind & TOKEN_ORG) != 0 || person_is_one_of(letter(s, to - 1), ENDS_OF_KINDS "市区町村県府都道駅号番丁"))
		return false;
	return to - run >= 2 && to - run <= 4;
}

/* 昨日のやまもとさん: after a particle, read like a surname. */
static bool before_read(const struct scene *s, uint32_t run, uint32_t to, struct person *out)
{
	for (uint32_t from = run; from + 3 <= to; from++) {
		if (from != run && !person_is_one_of(letter(s, from - 1), "はがのをにともでへ"))
			continue;
		if (!is_read_surname(s, from, to))
			continue;
		set_person(out, from, to, from, false);
		return true;
	}
	return false;
}

/* よし江, みつ代: after a surname a given name may mix scripts. */
static bool before_mixed(const struct scene *s, uint32_t to, struct person *out)
{
	for (uint32_t from = to; from > s->from && to - from < 4; from--) {
		uint32_t surname, surname_to;

		if (from < to && is_no_name(s, from, to))
			return false;
		if (from < to && surname_before(s, from, false, &surname, &surname_to)) {
			set_person(out, surname, to, surname_to, true);
			return true;
		}
		if (script_at(s, from - 1) == SCRIPT_OTHER || person_is_one_of(letter(s, from - 1), "はがのをにとで"))
			return false;
	}
	return false;
}

static bool before_hiragana(const struct scene *s, uint32_t to, struct person *out)
{
	uint32_t run = run_from(s, to, SCRIPT_HIRAGANA, 7), from;

	if (is_no_name(s, run, to) || words_ending(&s->look->words, to, WORD_KIN | WORD_GENERIC) != NULL)
		return false;
	if (to - run >= 2 && to - run <= 5 && script_at(s, run - 1) == SCRIPT_OTHER) {
		set_person(out, run, to, run, false);
		widen(s, out, false);
		return true;
	}
	if (morph_name_ending(s->look->morph, to, run, TOKEN_SURNAME | TOKEN_GIVEN, &from) && to - from >= 2 && person_edge(s, from)) {
		set_person(out, from, to, from, false);
		widen(s, out, false);
		return true;
	}
	return before_read(s, run, to, out) || before_mixed(s, to, out);
}

/* Tanakaさん, KIMURA様; not A様, T.K.さん, PTさん. */
static bool before_latin(const struct scene *s, uint32_t to, struct person *out)
{
	uint32_t from = run_from(s, to, SCRIPT_LATIN, 20);
	bool capital = letter(s, from) >= 'A' && letter(s, from) <= 'Z';
	uint32_t other;

	if (!capital || to - from < 4 || is_no_name(s, from, to) || script_at(s, from - 1) == SCRIPT_LATIN)
		return false;
	set_person(out, from, to, from, false);
	if (from < s->from + 4 || letter(s, from - 1) != ' ' || script_at(s, from - 2) != SCRIPT_LATIN)
		return true;
	other = run_from(s, from - 1, SCRIPT_LATIN, 20);
	if (letter(s, other) >= 'A' && letter(s, other) <= 'Z')
		set_person(out, other, to, from - 1, true);
	return true;
}

/* 水様便, インフルエンザ様症状, コーヒー残渣様の嘔吐: 様 for "like". */
static bool is_likeness(const struct scene *s, uint32_t honor_from, uint32_t honor_to)
{
	uint32_t next = letter(s, honor_to);

	if (letter(s, honor_from) != 0x69d8)
		return false;
	return person_is_one_of(next, "便痰症物発顔皮所変疹痙腫") || (next == 0x306e && words_beginning(&s->look->words, honor_to + 1, WORD_EVENT) != NULL &&
							     script_at(s, honor_from - 1) == SCRIPT_HAN && letter(s, honor_from - 1) == 0x6e23);
}

/* 忍足さん is torn by the dictionary into 忍 and a verb: letters that fill a clause's beginning are a name all the same. */
static bool before_torn(const struct scene *s, uint32_t to, struct person *out)
{
	uint32_t run = run_from(s, to, SCRIPT_HAN, 5);

	if (to - run < 2 || to - run > 4 || script_at(s, run - 1) != SCRIPT_OTHER || out->honor_to - out->honor_from < 2)
		return false;
	if (person_is_one_of(letter(s, to - 1), ENDS_OF_KINDS) || is_no_name(s, run, to))
		return false;
	set_person(out, run, to, run, false);
	return true;
}

/* 城戸のじいちゃん: a surname, or, where something of care is told, what may be one and may be a place or a given name (重松のばあちゃん). */
static bool before_elder(const struct scene *s, uint32_t to, const struct token *t, struct person *out)
{
	bool told = tells_of_care(s), place = (t->kind & TOKEN_ANY_NAME) != 0 || (told && (t->kind & (TOKEN_PLACE | TOKEN_PROPER)) != 0);
	uint32_t from;

	if (script_at(s, to - 1) != SCRIPT_HAN)
		return false;
	if (!surname_ending(s, to, told, &from)) {
		if (!place)
			return false;
		from = t->from;
	}
	set_person(out, from, to, from, false);
	return true;
}

bool person_before(const struct scene *s, uint32_t honor_from, uint32_t honor_to, struct person *out)
{
	uint32_t to = honor_from;
	size_t i;
	const struct token *t;

	while (to > s->from && letter(s, to - 1) == ' ')
		to--;
	if (to <= s->from || honor_from - to > 2 || is_likeness(s, honor_from, honor_to))
		return false;
	*out = (struct person){.honor_from = honor_from, .honor_to = honor_to};
	if (letter(s, to - 1) == ')') /* 片岡(トメ)さん */
		to--;
	if (script_at(s, to - 1) == SCRIPT_LATIN)
		return before_latin(s, to, out);
	i = morph_ending(s->look->morph, to);
	if (script_at(s, to - 1) == SCRIPT_KATAKANA && (i == SIZE_MAX || script_at(s, to) == SCRIPT_KATAKANA))
		return before_joined(s, to, out);
	if (i == SIZE_MAX)
		return before_torn(s, to, out);
	t = token_at(s, i);
	if (letter(s, honor_from) == 0x306e)
		return before_elder(s, to, t, out);
	if ((t->kind & TOKEN_ANY_NAME) != 0 && !(script_at(s, to - 1) == SCRIPT_KATAKANA && script_at(s, t->from - 1) == SCRIPT_KATAKANA))
		return before_named(s, t, out);
	switch (script_at(s, to - 1)) {
	case SCRIPT_KATAKANA:
		return before_katakana(s, to, t, out);
	case SCRIPT_HAN:
		return before_han(s, to, t, out) || before_mixed(s, to, out);
	case SCRIPT_HIRAGANA:
		return before_hiragana(s, to, out);
	default:
		return false;
	}
}

static bool is_given(const struct scene *s, const struct token *t)
{
	if ((t->kind & (TOKEN_GIVEN | TOKEN_PERSON)) != 0)
		return true;
	return is_kana_run(s, t->from, t->to, SCRIPT_KATAKANA) && script_at(s, t->to) != SCRIPT_KATAKANA && !is_word(s, t->from, t->to) &&
	       t->to - t->from <= 5 && known_given(s->look->text.c + t->from, t->to - t->from);
}

/* An unknown surname before a space and a known given name: 神田橋 和子. Letters that begin a clause or follow a space. */
static bool unknown_surname(const struct scene *s, uint32_t given, uint32_t *from_r, uint32_t *to_r)
{
	uint32_t to = given - 1, run;

	if (given < s->from + 2 || !person_is_one_of(letter(s, to), " ・_/="))
		return false;
	run = run_from(s, to, SCRIPT_HAN, 5);
	*from_r = run;
	*to_r = to;
	return to - run >= 2 && to - run <= 4 && script_at(s, run - 1) == SCRIPT_OTHER && !is_word(s, run, to) &&
	       !person_is_one_of(letter(s, to - 1), ENDS_OF_KINDS "市区町村県府都道駅号番丁");
}

static bool is_time(const struct scene *s, uint32_t to)
{
	size_t i = morph_ending(s->look->morph, to);

	return i != SIZE_MAX && (token_at(s, i)->kind & (TOKEN_TIME | TOKEN_PLACE | TOKEN_ORG)) != 0;
}

/* 神田橋 和子: of which the dictionary knows the given name only. */
static bool full_by_given(const struct scene *s, const struct token *given, struct person *out)
{
	uint32_t from, to;

	if ((given->kind & TOKEN_GIVEN) == 0 || given->to - given->from < 2 || !unknown_surname(s, given->from, &from, &to))
		return false;
	*out = (struct person){.honor_from = given->to, .honor_to = given->to};
	set_person(out, from, given->to, to, true);
	return !is_time(s, to);
}

bool person_full(const struct scene *s, size_t i, struct person *out)
{
	const struct token *t = token_at(s, i), *next = token_at(s, i + 1);

	if (t != NULL && (t->kind & TOKEN_GIVEN) != 0)
		return full_by_given(s, t, out);

	if (t == NULL || next == NULL || (t->kind & TOKEN_SURNAME) == 0 || !adjoins(s, t->to, next->from))
		return false;
	if (is_no_name(s, t->from, t->to) || words_ending(&s->look->words, next->to, WORD_FACILITY | WORD_OURS) != NULL)
		return false;
	*out = (struct person){.honor_from = next->to, .honor_to = next->to};
	set_person(out, t->from, next->to, t->to, true);
	return is_given(s, next);
}

/* Letters [from, to) that may be a given name the dictionary does not know: no word of ours, no particle, no verb. */
static bool may_be_given(const struct scene *s, uint32_t from, uint32_t to)
{
	size_t i = morph_ending(s->look->morph, to);

	for (uint32_t at = from; at < to; at++)
		if (script_at(s, at) != SCRIPT_HAN && script_at(s, at) != SCRIPT_HIRAGANA && script_at(s, at) != SCRIPT_KATAKANA)
			return false;
	if (i != SIZE_MAX && (token_at(s, i)->kind & (TOKEN_PARTICLE | TOKEN_VERBAL)) != 0 && script_at(s, to - 1) == SCRIPT_HIRAGANA)
		return false;
	return !is_no_name(s, from, to) && !is_word(s, from, to);
}

/* 宮里盛吉 79歳: two letters between a surname that begins its clause and an age, which are no everyday word together. */
static bool is_rare_given(const struct scene *s, uint32_t surname, uint32_t from, uint32_t to)
{
	size_t i = morph_beginning(s->look->morph, from);

	if (to - from != 2 || script_at(s, from) != SCRIPT_HAN || script_at(s, to - 1) != SCRIPT_HAN || script_at(s, surname - 1) != SCRIPT_OTHER)
		return false;
	if (person_is_one_of(letter(s, to - 1), ENDS_OF_KINDS "市区町村県府都道駅号番丁地"))
		return false;
	return i == SIZE_MAX || token_at(s, i)->to != to || !is_everyday(token_at(s, i));
}

bool person_before_age(const struct scene *s, uint32_t age, struct person *out)
{
	uint32_t to = age, from, surname, surname_to;

	while (to > s->from && age - to < 3 && person_is_one_of(letter(s, to - 1), " (,・:、/[｜|満"))
		to--;
	*out = (struct person){.honor_from = to, .honor_to = to};
	for (from = to; from > s->from + 1 && to - from < 4;) {
		bool known;
		uint32_t given;

		from--;
		known = morph_name_ending(s->look->morph, to, from, TOKEN_GIVEN | TOKEN_PERSON, &given) && given == from;
		if (!may_be_given(s, from, to))
			continue;
		if (!surname_before(s, from, true, &surname, &surname_to) && !(known && unknown_surname(s, from, &surname, &surname_to)))
			continue;
		if (surname_to == from && !known && !is_rare_given(s, surname, from, to))
			continue;
		set_person(out, surname, to, surname_to, true);
		return true;
	}
	if (to == s->from || !surname_ending(s, to, false, &surname))
		return false;
	set_person(out, surname, to, surname, false);
	return true;
}
