/* Whose number, address or mail it is: the nearer word of the same sentence decides. */
#include "screen/fold.h"
#include "screen/look.h"
#include "screen/register.h"

enum { CUE_REACH = 60, OWNER_REACH = 6, ROLE_REACH = 10, STAFF_LETTERS = 8 };

static uint32_t distance(const struct word *w, uint32_t from, uint32_t to)
{
	if (w->to <= from)
		return from - w->to;
	return w->from >= to ? w->from - to : 0;
}

/* 当薬局の時間外連絡先, 研修当日の連絡先: a contact is that of the office named before it, in the same clause. */
static bool is_offices(const struct look *l, const struct sentence *s, uint32_t i)
{
	const struct word *w = &l->words.words[i];

	for (uint32_t at = w->from; at > s->from && w->from - at <= OWNER_REACH; at--) {
		const struct word *owner = words_ending(&l->words, at, UINT32_MAX);

		if (owner != NULL && (owner->classes & (WORD_KIN | WORD_PATIENT | WORD_HOME)) != 0)
			return false;
		if (owner != NULL && (owner->classes & (WORD_OFFICE | WORD_FACILITY | WORD_OURS | WORD_STUDY | WORD_WORK | WORD_ROLE)) != 0)
			return true;
		if (l->text.c[at - 1] == 0x3001 || l->text.c[at - 1] == ' ' || l->text.c[at - 1] == ',')
			return false;
	}
	return false;
}

/* What the word says beside a number. */
static uint32_t classes_beside(const struct look *l, const struct sentence *s, uint32_t i)
{
	uint32_t classes = l->words.words[i].classes;

	if ((classes & WORD_CONTACT) == 0)
		return classes;
	return is_offices(l, s, i) ? WORD_OFFICE : classes | WORD_HOME;
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

		if ((classes_beside(l, s, low) & classes) != 0 && d <= reach && d < best)
			best = d;
	}
	return best;
}

static bool is_letter(const struct look *l, uint32_t at, const uint32_t *letters, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (at < l->text.n && l->text.c[at] == letters[i])
			return true;
	return false;
}

/* 080-…(当番薬剤師), ケアマネ田島 090-…: one who works here answers it. Of others a role is only told something: 看護師さんに, 看護師さん、. */
static bool is_roles(const struct look *l, uint32_t from, uint32_t to)
{
	static const uint32_t brackets[] = {'(', 0x3010, '['};
	static const uint32_t parts[] = {0x3001, ',', 0x306b, 0x3092, 0x3078, 0x304c, 0x3067, 0x3068, 0x304b, 0x3088, 0x7d4c};
	const struct sentence *s = words_sentence(&l->words, from);
	const struct word *w;

	if (is_letter(l, to, brackets, 3) && words_beginning(&l->words, to + 1, WORD_ROLE) != NULL)
		return true;
	for (uint32_t at = from; at > s->from && from - at <= ROLE_REACH; at--) {
		w = words_ending(&l->words, at, UINT32_MAX);
		if (w != NULL && (w->classes & WORD_CONTACT) == 0)
			return (w->classes & WORD_ROLE) != 0 && (w->classes & (WORD_KIN | WORD_PATIENT | WORD_HOME)) == 0;
		if (is_letter(l, at - 1, parts, sizeof(parts) / sizeof(parts[0])))
			return false;
	}
	return false;
}

/* The letters before `at` are the name of one who is listed as working here, and no patient's. */
static bool is_staff(const struct look *l, uint32_t at)
{
	const struct screen_register *r = l->ask->patients;
	uint32_t c[STAFF_LETTERS], first = at;

	while (first > 0 && at - first < STAFF_LETTERS && fold_script(l->text.c[first - 1]) > SCRIPT_DIGIT)
		first--;
	for (; first < at; first++) {
		size_t n = at - first;
		bool edge = first == 0 || fold_script(l->text.c[first - 1]) != fold_script(l->text.c[first]);

		for (size_t i = 0; i < n; i++)
			c[i] = fold_wide(l->text.c[first + i]);
		if (edge && (register_staff(l->ask, c, n) & (STAFF_SURNAME | STAFF_FULL)) != 0)
			return r == NULL || aho_exact(r->aho, c, n) == 0;
	}
	return false;
}

/* 早坂の携帯090-…, 早坂(080-…), 早坂さんの携帯; in 早坂さん 090-…に she is only told something. */
static bool is_colleagues(const struct look *l, uint32_t from)
{
	static const uint32_t joints[] = {' ', '(', ':', 0x306e, 0x306f};
	const struct word *contact;
	uint32_t at = from;

	for (int i = 0; i < 2; i++) {
		while (at > 0 && from - at < ROLE_REACH && is_letter(l, at - 1, joints, sizeof(joints) / sizeof(joints[0])))
			at--;
		contact = words_ending(&l->words, at, WORD_CONTACT);
		at = contact != NULL ? contact->from : at;
	}
	if (at >= 2 && l->text.c[at] == 0x306e && l->text.c[at - 1] == 0x3093 && l->text.c[at - 2] == 0x3055) /* さんの */
		at -= 2;
	return is_staff(l, at);
}

enum cue cue_nearest(const struct look *l, uint32_t from, uint32_t to)
{
	uint32_t home = nearest(l, from, to, WORD_HOME | WORD_KIN | WORD_PATIENT, CUE_REACH);
	uint32_t office = nearest(l, from, to, WORD_OFFICE | WORD_FACILITY | WORD_OURS, CUE_REACH);

	if (is_roles(l, from, to) || is_colleagues(l, from))
		return CUE_OFFICE;
	if (home == UINT32_MAX && office == UINT32_MAX)
		return CUE_NONE;
	return office < home ? CUE_OFFICE : CUE_HOME;
}

bool cue_work(const struct look *l, uint32_t at)
{
	uint32_t classes = words_sentence(&l->words, at)->classes;

	return (classes & (WORD_STUDY | WORD_WORK)) != 0 && (classes & (WORD_HOME | WORD_CONTACT | WORD_KIN | WORD_PATIENT | WORD_EVENT)) == 0;
}

bool cue_near(const struct look *l, uint32_t from, uint32_t to, uint32_t classes, uint32_t reach)
{
	return nearest(l, from, to, classes, reach) != UINT32_MAX;
}
