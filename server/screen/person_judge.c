/*
 * Evidence, within one sentence: does this person work here? The order matters: what is said of the person directly goes before what the
 * sentence is about, and with an honorific the default is a patient.
 */
#include "screen/persons_own.h"

#include "base/utf8.h"
#include "screen/fold.h"
#include "screen/register.h"

#include <string.h>

static uint32_t letter(const struct scene *s, uint32_t at)
{
	return at >= s->sentence->from && at < s->sentence->to ? s->look->text.c[at] : 0;
}

/* の ・ : ( 「 and spaces between a word and the name after it. Returns where the word would end. */
static uint32_t back_over_joints(const struct scene *s, uint32_t at, bool comma)
{
	static const uint32_t joints[] = {' ', 0x306e, 0x30fb, ':', '(', 0x300c, 0x3010, '/', '-', 0x2192, '[', '|'};
	uint32_t first = at;

	while (at > s->sentence->from && first - at < 4) {
		bool is_joint = comma && letter(s, at - 1) == 0x3001;

		for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++)
			is_joint = is_joint || letter(s, at - 1) == joints[i];
		if (!is_joint)
			break;
		at--;
	}
	return at;
}

/* ケアマネさんの…, 先生方の: the honorific of a role. */
static uint32_t back_over_honorific(const struct scene *s, uint32_t at)
{
	if (at >= s->sentence->from + 2 && letter(s, at - 1) == 0x3093 && letter(s, at - 2) == 0x3055)
		return at - 2;
	return at;
}

static const struct word *word_before(const struct scene *s, const struct person *p, uint32_t classes, bool comma)
{
	uint32_t at = back_over_joints(s, p->from, comma);
	const struct word *w = words_ending(&s->look->words, at, classes);

	if (w == NULL && at != p->from)
		w = words_ending(&s->look->words, back_over_honorific(s, at), classes);
	return w != NULL && w->from >= s->sentence->from ? w : NULL;
}

static uint32_t forward_over_joints(const struct scene *s, uint32_t at)
{
	for (int i = 0; i < 2; i++)
		if (letter(s, at) == ' ' || letter(s, at) == '(' || letter(s, at) == 0x3010 || letter(s, at) == '[' || letter(s, at) == '/')
			at++;
	return at;
}

/* Directly after the name, or after the honorific: 佐藤先生, 佐藤さん(訪問看護師), 佐藤 管理栄養士. */
static const struct word *word_after(const struct scene *s, const struct person *p, uint32_t classes)
{
	const struct word *w = words_beginning(&s->look->words, person_skip(s, p->to), classes);

	if (w == NULL)
		w = words_beginning(&s->look->words, forward_over_joints(s, p->honor_to), classes);
	return w;
}

static bool is_invented(const struct scene *s, const struct person *p)
{
	for (uint32_t i = 0; i < s->sentence->words; i++) {
		const struct word *w = &s->look->words.words[s->sentence->word + i];

		if ((w->classes & WORD_FICTION) != 0 && w->from < p->honor_to + 12 && w->to + 12 > p->from)
			return true;
	}
	return false;
}

/* 宅 after a name is somebody's home. */
static bool is_home(const struct scene *s, const struct person *p)
{
	return letter(s, p->honor_to) == 0x5b85 || (letter(s, p->honor_to) == 0x3061 && p->honor_to > p->honor_from);
}

/* …さんという方 */
static bool is_told_of(const struct scene *s, const struct person *p)
{
	static const uint32_t told[] = {0x3068, 0x3044, 0x3046, 0x65b9};

	for (uint32_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		if (letter(s, p->honor_to + i) != told[i])
			return false;
	return true;
}

/* Said of this very person: an age, 宅, or "the patient" before the name. */
static bool is_cared_for(const struct scene *s, const struct person *p)
{
	if (person_age_at(s, p->honor_to) || is_home(s, p) || is_told_of(s, p))
		return true;
	return word_before(s, p, WORD_PATIENT | WORD_NAMING, false) != NULL;
}

static bool follows_colleague(const struct scene *s, const struct person *p)
{
	uint32_t gap = p->from - s->staff_until;

	if (s->staff_until == 0 || s->staff_until > p->from || gap > 2 || gap == 0)
		return false;
	return letter(s, s->staff_until) == 0x3068 || letter(s, s->staff_until) == 0x3001 || letter(s, s->staff_until) == 0x30fb ||
	       letter(s, s->staff_until) == ' ';
}

enum { COMPARED = 32 };

/* Letters of the name as they are compared, without what stands between them. */
static size_t compared(const struct scene *s, uint32_t from, uint32_t to, uint32_t *out)
{
	size_t n = 0;

	for (uint32_t i = from; i < to && n < COMPARED; i++) {
		uint32_t c = letter(s, i);

		if (fold_script(c) == SCRIPT_OTHER)
			continue;
		out[n] = c == 0x3005 && n > 0 ? out[n - 1] : fold_wide(c);
		n++;
	}
	return n;
}

/* On the list of those who work here: the whole name, or the part that is said of them. */
static bool is_listed(const struct scene *s, const struct person *p)
{
	uint32_t c[COMPARED];
	size_t n = compared(s, p->from, p->to, c);
	uint32_t staff = register_staff(s->look->ask, c, n);

	if (p->full)
		return (staff & STAFF_FULL) != 0;
	return (staff & (STAFF_SURNAME | STAFF_GIVEN | STAFF_FULL)) != 0;
}

/* Known to everybody; somebody may have the same name, who is cared for or called 様. */
static bool is_public(const struct scene *s, const struct person *p)
{
	const struct word *w = words_ending(&s->look->words, p->to, WORD_PUBLIC);

	if ((s->sentence->classes & (WORD_EVENT | WORD_PATIENT | WORD_KIN | WORD_HOME | WORD_SEX)) != 0 || letter(s, p->honor_from) == 0x69d8)
		return false;
	return w != NULL && w->from == p->from;
}

/* …と申します: one's own name. */
static bool is_own(const struct scene *s, const struct person *p)
{
	return letter(s, p->honor_to) == 0x3068 && letter(s, p->honor_to + 1) == 0x7533 && letter(s, p->honor_to + 2) == 0x3057;
}

/* 会長は岸本さん(です): said to be that, and not told or given anything. */
static bool is_said_to_be(const struct scene *s, const struct person *p)
{
	uint32_t next = letter(s, p->honor_to);

	if (p->from <= s->sentence->from || letter(s, p->from - 1) != 0x306f || (s->sentence->classes & WORD_EVENT) != 0)
		return false;
	if (next != 0 && !(next == 0x3067 && letter(s, p->honor_to + 1) == 0x3059))
		return false;
	return words_ending(&s->look->words, p->from - 1, WORD_ROLE | WORD_TITLE) != NULL;
}

/* 上出さんが会計、…; 岸さんは幹事です. */
static bool is_named_as(const struct scene *s, const struct person *p)
{
	uint32_t at = p->honor_to, next;
	const struct word *w;

	if ((letter(s, at) != 0x304c && letter(s, at) != 0x306f) || (s->sentence->classes & (WORD_EVENT | WORD_PATIENT)) != 0)
		return false;
	w = words_beginning(&s->look->words, at + 1, WORD_ROLE | WORD_TITLE);
	next = w != NULL ? letter(s, w->to) : 0;
	return w != NULL && (next == 0 || next == 0x3001 || (next == 0x3067 && letter(s, w->to + 1) == 0x3059));
}

enum { CHARGE_REACH = 24, TURN_REACH = 12 };

static bool is_handed_to(const struct scene *s, uint32_t at)
{
	static const char *const ways[] = {"に代わり", "に替わり", "に変わり", "にかわり", "に交代", "に交替", "に変更", "に引き継"};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		uint32_t n = person_literal(s, at, ways[i]);

		if (n > 0)
			return letter(s, at + n) != 0x306e; /* に代わりの: somebody else comes in the place of whom is named */
	}
	return false;
}

/* 担当が林田さんから新保さんに代わりました: who hands over and who takes over work here. */
static bool is_in_turn(const struct scene *s, const struct person *p)
{
	uint32_t from = p->from > s->sentence->from + CHARGE_REACH ? p->from - CHARGE_REACH : s->sentence->from, to = p->honor_to;
	bool charge = false;

	if ((s->sentence->classes & (WORD_EVENT | WORD_PATIENT)) != 0)
		return false;
	for (uint32_t at = from; at + 2 < p->from; at++)
		charge = charge || person_literal(s, at, "担当が") > 0 || person_literal(s, at, "担当は") > 0;
	if (person_literal(s, to, "から") > 0) /* and then to whom */
		while (to < p->honor_to + TURN_REACH && letter(s, to) != 0x306b)
			to++;
	return charge && is_handed_to(s, to);
}

static bool works_here(const struct scene *s, const struct person *p)
{
	const struct word *role;

	if (is_own(s, p) || is_said_to_be(s, p) || is_named_as(s, p))
		return true;
	if (word_after(s, p, WORD_ROLE | WORD_TITLE) != NULL)
		return true;
	role = word_before(s, p, WORD_ROLE, false);
	if (role != NULL)
		return true;
	/* 相談員、横山さんが: in apposition, where nothing of care is told */
	return (s->sentence->classes & WORD_EVENT) == 0 && word_before(s, p, WORD_ROLE, true) != NULL;
}

enum { BRACKET_REACH = 16 };

static bool comes_from_office(const struct scene *s, const struct person *p)
{
	uint32_t at = person_skip(s, p->honor_to);

	if (word_before(s, p, WORD_FACILITY | WORD_OURS, false) != NULL)
		return true;
	if (letter(s, at) != '(')
		return false;
	for (uint32_t to = at + 1; to - at <= BRACKET_REACH && letter(s, to) != 0 && letter(s, to) != ')'; to++)
		if (words_beginning(&s->look->words, to, WORD_FACILITY | WORD_OURS) != NULL)
			return true;
	return false;
}

static bool ends_with(const struct scene *s, const char *end)
{
	struct str text = str_of(end);
	uint32_t letters[8], n = 0;

	for (size_t i = 0; i < text.n; n++)
		i = utf8_next(text, i, &letters[n]);
	if (s->sentence->to - s->sentence->from < n)
		return false;
	for (uint32_t k = 0; k < n; k++)
		if (letter(s, s->sentence->to - n + k) != letters[k])
			return false;
	return true;
}

/* 大場さん、鍵を閉めてください: who is asked to do something reads this, and patients do not. */
static bool is_addressed(const struct scene *s, const struct person *p)
{
	static const char *const ends[] = {"ください", "下さい", "くださいね", "下さいね", "ますか", "ませんか", "でしょうか", "ましょうか"};

	if ((s->sentence->classes & (WORD_EVENT | WORD_PATIENT | WORD_TOPIC | WORD_KIN | WORD_HOME | WORD_SEX)) != 0)
		return false;
	if (p->from != s->sentence->from || letter(s, p->honor_from) != 0x3055 || letter(s, p->honor_to) != 0x3001)
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (ends_with(s, ends[i]))
			return true;
	return false;
}

/* What the sentence is about speaks for a colleague. */
static bool is_among_colleagues(const struct scene *s)
{
	uint32_t classes = s->sentence->classes;

	if ((classes & (WORD_EVENT | WORD_PATIENT)) != 0)
		return false;
	if ((classes & WORD_STUDY) != 0)
		return true;
	return (classes & (WORD_GREET | WORD_WORK)) != 0 && (classes & WORD_TOPIC) == 0;
}

/* Studying goes before an event that is only studied: 吸引の動画がわかりやすかったです. */
static bool is_studied(const struct scene *s)
{
	uint32_t classes = s->sentence->classes;

	return (classes & WORD_STUDY) != 0 && (classes & WORD_PATIENT) == 0;
}

static enum judgement judge_listed(struct scene *s, const struct person *p)
{
	/* The same name may be a patient's: both readings are open where care is told of somebody with 様. */
	bool told = (s->sentence->classes & WORD_EVENT) != 0 && letter(s, p->honor_from) == 0x69d8 && !is_studied(s);

	return told ? JUDGE_GUESS : JUDGE_NOBODY;
}

static enum judgement judge_plain(struct scene *s, const struct person *p, enum screen_reason *reason_r)
{
	uint32_t classes = s->sentence->classes;

	*reason_r = SCREEN_BY_CONTEXT;
	if (is_cared_for(s, p))
		return JUDGE_GUESS;
	if (comes_from_office(s, p) || is_studied(s) || is_public(s, p))
		return JUDGE_NOBODY;
	if ((classes & (WORD_EVENT | WORD_SEX)) != 0 || ((classes & WORD_TOPIC) != 0 && (classes & (WORD_GREET | WORD_WORK)) == 0))
		return JUDGE_GUESS;
	return JUDGE_NOBODY;
}

/* In the register: only what is said of the person directly, or a colleague of the same name, makes it less than certain. */
static enum judgement judge_registered(struct scene *s, const struct person *p, enum screen_reason *reason_r)
{
	*reason_r = SCREEN_BY_REGISTERED;
	if (is_cared_for(s, p))
		return is_listed(s, p) ? JUDGE_GUESS : JUDGE_CERTAIN;
	if (works_here(s, p) || follows_colleague(s, p))
		return JUDGE_NOBODY;
	if (is_listed(s, p))
		return is_among_colleagues(s) || comes_from_office(s, p) ? JUDGE_NOBODY : JUDGE_GUESS;
	return is_among_colleagues(s) || comes_from_office(s, p) ? JUDGE_GUESS : JUDGE_CERTAIN;
}

static enum judgement judge_stranger(struct scene *s, const struct person *p, enum screen_reason *reason_r)
{
	*reason_r = SCREEN_BY_HONORIFIC;
	if (is_cared_for(s, p))
		return JUDGE_GUESS;
	if (works_here(s, p) || is_in_turn(s, p) || is_public(s, p) || follows_colleague(s, p))
		return JUDGE_NOBODY;
	if (is_listed(s, p))
		return judge_listed(s, p);
	if (comes_from_office(s, p) && (s->sentence->classes & WORD_EVENT) == 0)
		return JUDGE_NOBODY;
	return is_among_colleagues(s) || is_addressed(s, p) ? JUDGE_NOBODY : JUDGE_GUESS;
}

enum judgement person_judge(struct scene *s, const struct person *p, enum screen_reason *reason_r)
{
	enum judgement j;

	if (is_invented(s, p)) {
		j = JUDGE_NOBODY;
	} else if (p->mask != 0) {
		j = judge_registered(s, p, reason_r);
	} else if (p->honor_from == p->honor_to) {
		j = works_here(s, p) || is_listed(s, p) ? JUDGE_NOBODY : judge_plain(s, p, reason_r);
	} else {
		j = judge_stranger(s, p, reason_r);
	}
	if (j == JUDGE_NOBODY)
		s->staff_until = p->honor_to;
	return j;
}
