/* Whose number, address or mail it is: the nearer word of the same sentence decides. */
#include "screen/fold.h"
#include "screen/look.h"
#include "screen/register.h"

enum { FOR_REACH = 20, CUE_REACH = 60, OWNER_REACH = 6, ROLE_REACH = 10, STAFF_LETTERS = 8 };

/* Latin words inside are letters of a mail address, and tell nothing of it: doi.taku@. */
static uint32_t distance(const struct look *l, const struct word *w, uint32_t from, uint32_t to)
{
	if (w->to <= from)
		return from - w->to;
	if (w->from >= to)
		return w->from - to;
	return l->text.c[w->from] < 0x80 ? UINT32_MAX : 0;
}

/* 当薬局の時間外連絡先, 研修当日の連絡先: a contact is that of the office named before it, in the same clause. */
static bool is_offices(const struct look *l, const struct sentence *s, uint32_t i)
{
	const struct word *w = &l->words.words[i];

	for (uint32_t at = w->from; at > s->from && w->from - at <= OWNER_REACH; at--) {
		const struct word *owner = words_ending(&l->words, at, UINT32_MAX);

		if (owner != NULL && (owner->classes & (WORD_KIN | WORD_PATIENT | WORD_HOME)) != 0)
			return false;
		if (owner != NULL && (owner->classes & (WORD_OFFICE | WORD_FACILITY | WORD_OURS | WORD_STUDY | WORD_WORK | WORD_ROLE | WORD_VEHICLE)) != 0)
			return true;
		if (l->text.c[at - 1] == 0x3001 || l->text.c[at - 1] == ' ' || l->text.c[at - 1] == ',')
			return false;
	}
	return false;
}

static uint32_t over_honorific(const struct look *l, const struct sentence *s, uint32_t at)
{
	const uint32_t *c = l->text.c;

	if (at + 1 < s->to && c[at] == 0x3055 && (c[at + 1] == 0x3093 || c[at + 1] == 0x307e)) /* さん さま */
		return at + 2;
	return at < s->to && (c[at] == 0x69d8 || c[at] == 0x6c0f) ? at + 1 : at; /* 様 氏 */
}

/* ご遺族へのカードの送付先: where something goes to is that of whom it is for. */
static bool is_for_somebody(const struct look *l, const struct sentence *s, uint32_t i)
{
	const struct word *words = l->words.words;

	for (uint32_t k = i; k > s->word && words[i].from - words[k - 1].from <= FOR_REACH; k--) {
		uint32_t at = over_honorific(l, s, words[k - 1].to);

		if ((words[k - 1].classes & (WORD_KIN | WORD_PATIENT)) != 0 && at < words[i].from && l->text.c[at] == 0x3078)
			return true;
	}
	return false;
}

/* What the word says beside a number. */
static uint32_t classes_beside(const struct look *l, const struct sentence *s, uint32_t i)
{
	uint32_t classes = l->words.words[i].classes;

	if ((classes & WORD_LINE) != 0 && (classes & WORD_OFFICE) != 0 && is_for_somebody(l, s, i))
		return WORD_HOME;
	if ((classes & WORD_CONTACT) == 0)
		return classes;
	return is_offices(l, s, i) ? WORD_OFFICE : classes | WORD_HOME;
}

/* 看護師さんに, ステーションの携帯に: somebody who is only told something, before the number. */
static bool is_told(const struct look *l, const struct word *w, uint32_t from)
{
	uint32_t at = over_honorific(l, words_sentence(&l->words, from), w->to);

	return at < from && (l->text.c[at] == 0x306b || l->text.c[at] == 0x3078 || l->text.c[at] == 0x3092);
}

/* The nearest word of these classes within reach; UINT32_MAX: none. Looks at the words of a window only, so that a text of nothing but numbers
 * costs no more. */
static uint32_t nearest(const struct look *l, uint32_t from, uint32_t to, uint32_t classes, uint32_t reach, bool told)
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
		uint32_t d = distance(l, w, from, to);

		if ((classes_beside(l, s, low) & classes) != 0 && d <= reach && d < best && (told || !is_told(l, w, from)))
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

/* A kind of office by its last letter: あおぞら園, 第二薬局, 長寿課; not 面会, 社会. */
static bool is_office_name(const struct look *l, const struct sentence *s, uint32_t at)
{
	static const uint32_t ends[] = {0x9662, 0x5712, 0x82d1, 0x4f1a, 0x793e, 0x5e97, 0x5c40, 0x8ab2, 0x4fc2, 0x7f72, 0x9928, 0x5e81, 0x7701, 0x6821, 0x5802};
	static const uint32_t others[] = {0x9762, 0x7acb, 0x518d, 0x51fa, 0x6a5f, 0x793e, 0x90fd, 0x5165, 0x9000, 0x901a}; /* 面 立 再 出 機 社 都 入 退 通 */

	if (at < s->from + 2 || !is_letter(l, at - 1, ends, sizeof(ends) / sizeof(ends[0])))
		return false;
	return fold_script(l->text.c[at - 2]) > SCRIPT_DIGIT && !is_letter(l, at - 2, others, sizeof(others) / sizeof(others[0]));
}

/* What may stand between a number and whose it is, beside words of a line: の は が : ( → and so on. */
static bool is_joint(uint32_t c)
{
	switch (c) {
	case ' ': case '\n': case ':': case '(': case ')': case '=': case '/': case '|': case '>': case '[': case ']': case '<':
	case 0x30fb: case 0x300c: case 0x3010: case 0x3011: case 0x2192: case 0x21d2: case 0x25b6: case 0x306f: case 0x306e: case 0x3082:
		return true;
	default:
		return false;
	}
}

static uint32_t back_over_honorific(const struct look *l, const struct sentence *s, uint32_t at)
{
	const uint32_t *c = l->text.c;

	if (at >= s->from + 2 && c[at - 2] == 0x3055 && (c[at - 1] == 0x3093 || c[at - 1] == 0x307e)) /* さん さま */
		return at - 2;
	return at > s->from && (c[at - 1] == 0x69d8 || c[at - 1] == 0x6c0f) ? at - 1 : at; /* 様 氏 */
}

static enum cue cue_of(uint32_t classes, bool told)
{
	if ((classes & (WORD_KIN | WORD_PATIENT | WORD_HOME)) != 0)
		return CUE_HOME;
	if (!told && (classes & (WORD_OFFICE | WORD_FACILITY | WORD_OURS | WORD_ROLE | WORD_TITLE | WORD_SELF | WORD_VEHICLE)) != 0)
		return CUE_OFFICE;
	return CUE_NONE;
}

enum { CHAIN_REACH = 28, ASIDE_REACH = 12 };

/* 奥さん(看護師)の携帯: what stands in the bracket is said of whom stands before it. The bracket that ends before `at`: where it begins, if a private
 * person is before it, else `at`. */
static uint32_t back_over_aside(const struct look *l, const struct sentence *s, uint32_t at)
{
	for (uint32_t open = at; open > s->from && at - open < ASIDE_REACH; open--) {
		const struct word *w;

		if (l->text.c[open - 1] != '(')
			continue;
		w = words_ending(&l->words, open - 1, UINT32_MAX);
		if (w == NULL)
			w = words_ending(&l->words, back_over_honorific(l, s, open - 1), UINT32_MAX);
		return w != NULL && cue_of(w->classes, true) == CUE_HOME ? open - 1 : at;
	}
	return at;
}

/* Whose it is by the words that lead up to it: 自宅の電話番号は…, 娘さん直通…, ケアマネの携帯…. Who is only told something (に, へ, が; 早坂さん、…) does not
 * own it, unless it is a private person. */
static enum cue owner_before(const struct look *l, uint32_t from)
{
	const struct sentence *s = words_sentence(&l->words, from);
	bool told = false, subject = false, line = false;

	for (uint32_t at = from, next; at > s->from && from - at < CHAIN_REACH; at = next) {
		const struct word *w = words_ending(&l->words, at, UINT32_MAX);
		uint32_t c = l->text.c[at - 1];

		next = at - 1;
		if (w != NULL && w->from >= s->from && (w->classes & WORD_LINE) != 0) {
			next = w->from;
			line = true;
			subject = false;
		} else if (w != NULL && w->from >= s->from && cue_of(w->classes, false) != CUE_NONE) {
			return cue_of(w->classes, told || subject);
		} else if (c == 0x306b || c == 0x3078) { /* に へ */
			told = true;
		} else if (c == 0x304c) { /* が */
			subject = true;
		} else if (back_over_honorific(l, s, at) != at) {
			next = back_over_honorific(l, s, at);
			told = told || !line;
		} else if (c == 0x3001 || c == ',') {
			told = told || !line;
		} else if (c == ')' && back_over_aside(l, s, at) != at) {
			next = back_over_aside(l, s, at);
		} else if (!is_joint(c)) {
			return !told && !subject && (is_staff(l, at) || is_office_name(l, s, at)) ? CUE_OFFICE : CUE_NONE;
		}
	}
	return CUE_NONE;
}

enum { BRACKET_REACH = 16 };

/* …(夫), …(当番 早坂) */
static enum cue owner_in_bracket(const struct look *l, uint32_t from, uint32_t to)
{
	static const uint32_t opens[] = {'(', 0x3010, '[', '<', 0x300c};
	static const uint32_t ends[] = {')', 0x3011, ']', '>', 0x300d};
	const struct sentence *s = words_sentence(&l->words, from);
	enum cue found = CUE_NONE;

	while (to < s->to && l->text.c[to] == ' ')
		to++;
	if (to >= s->to || !is_letter(l, to, opens, sizeof(opens) / sizeof(opens[0])))
		return CUE_NONE;
	for (uint32_t at = to + 1; at <= s->to && at - to < BRACKET_REACH; at++) {
		const struct word *w = words_ending(&l->words, at, UINT32_MAX);

		if (w != NULL && w->from > to && (w->classes & (WORD_KIN | WORD_PATIENT)) != 0)
			return CUE_HOME;
		if (w != NULL && w->from > to && found == CUE_NONE)
			found = cue_of(w->classes, false);
		if (at == s->to || is_letter(l, at, ends, sizeof(ends) / sizeof(ends[0])))
			return found == CUE_NONE && is_staff(l, at) ? CUE_OFFICE : found;
	}
	return found;
}

/* 連絡は…まで: said to all who read it, where nobody else is spoken of. */
static bool is_announced(const struct look *l, uint32_t to)
{
	const struct sentence *s = words_sentence(&l->words, to - 1);

	while (to < s->to && l->text.c[to] == ' ')
		to++;
	return to + 1 < s->to && l->text.c[to] == 0x307e && l->text.c[to + 1] == 0x3067;
}

enum cue cue_owner(const struct look *l, uint32_t from, uint32_t to)
{
	enum cue before = owner_before(l, from);

	return before != CUE_NONE ? before : owner_in_bracket(l, from, to);
}

enum cue cue_nearest(const struct look *l, uint32_t from, uint32_t to, uint32_t more)
{
	enum cue owner = cue_owner(l, from, to);
	uint32_t home, office;

	if (owner != CUE_NONE)
		return owner;
	if (is_roles(l, from, to) || is_colleagues(l, from))
		return CUE_OFFICE;
	home = nearest(l, from, to, WORD_HOME | WORD_KIN | WORD_PATIENT, CUE_REACH, true);
	office = nearest(l, from, to, WORD_OFFICE | WORD_FACILITY | WORD_OURS | more, CUE_REACH, home == UINT32_MAX);
	if (home == UINT32_MAX && office == UINT32_MAX)
		return is_announced(l, to) ? CUE_OFFICE : CUE_NONE;
	return office < home ? CUE_OFFICE : CUE_HOME;
}

bool cue_work(const struct look *l, uint32_t at)
{
	uint32_t classes = words_sentence(&l->words, at)->classes;

	return (classes & (WORD_STUDY | WORD_WORK)) != 0 && (classes & (WORD_HOME | WORD_CONTACT | WORD_KIN | WORD_PATIENT | WORD_EVENT)) == 0;
}

bool cue_near(const struct look *l, uint32_t from, uint32_t to, uint32_t classes, uint32_t reach)
{
	return nearest(l, from, to, classes, reach, true) != UINT32_MAX;
}
