/* Numbers that mean somebody: a pattern, then the words beside it. */
#include "screen/digits.h"
#include "screen/look.h"
#include "screen/register.h"

#include <string.h>

/* A match as letters of the first view, and what it is taken for. */
struct place {
	uint32_t from, to;
	const struct pattern_match *match; /* on the view of digits */
	enum screen_kind kind;
	enum screen_reason reason;
};

/* Is it anything? It may change kind and reason. */
typedef bool judge_fn(struct look *l, struct place *p);

/* A number that is said to be an office's, an order's, a meeting's. */
static bool is_ordered(const struct look *l, const struct place *p)
{
	return cue_near(l, p->from, p->to, WORD_ORDER, 16);
}

static bool always(struct look *l, struct place *p)
{
	(void)l, (void)p;
	return true;
}

static bool unless_ordered(struct look *l, struct place *p)
{
	return !is_ordered(l, p);
}

static bool is_known_office(const struct look *l, const char *digits, size_t n)
{
	uint32_t c[DIGITS_MOST];

	if (l->ask->directory == NULL || n > DIGITS_MOST)
		return false;
	for (size_t i = 0; i < n; i++)
		c[i] = (unsigned char)digits[i];
	return n > 0 && (aho_exact(l->ask->directory->facilities, c, n) & STAFF_PHONE) != 0;
}

/* 0800 is free of charge, 080-0… is somebody's: the first group tells. */
static bool is_service(const struct look *l, const struct place *p, const char *digits)
{
	static const char *const services[] = {"0120", "0800", "0570", "0990", "0180", "0170"};
	uint32_t first = 0;

	for (uint32_t i = p->match->from; i < p->match->to && l->digits.c[i] >= '0' && l->digits.c[i] <= '9'; i++)
		first++;
	if (first == 3)
		return false;
	for (size_t i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (strncmp(digits, services[i], 4) == 0)
			return true;
	return false;
}

static bool judge_phone(struct look *l, struct place *p)
{
	char digits[DIGITS_MOST + 1];
	size_t n = digits_of(&l->digits, p->match->from, p->match->to, digits);
	enum cue cue;

	if (l->digits.c[p->match->from] != '+') {
		bool mobile = digits[2] == '0' && digits[1] >= '5';

		if (n != (mobile ? 11u : 10u) || digits[0] != '0' || digits[1] == '0' || is_service(l, p, digits) || is_known_office(l, digits, n))
			return false;
	}
	cue = cue_nearest(l, p->from, p->to, WORD_VEHICLE);
	if (is_ordered(l, p) && cue_owner(l, p->from, p->to) != CUE_HOME)
		return false;
	p->reason = cue == CUE_HOME ? SCREEN_BY_CUE : SCREEN_BY_FORM;
	return cue == CUE_HOME || (cue == CUE_NONE && !cue_work(l, p->from));
}

/* 自宅は22-8417: a number within the place, which has no more of a telephone number than what is said beside it. */
static bool judge_local(struct look *l, struct place *p)
{
	p->reason = SCREEN_BY_CUE;
	return cue_nearest(l, p->from, p->to, WORD_VEHICLE) == CUE_HOME;
}

static bool judge_my_number(struct look *l, struct place *p)
{
	char digits[DIGITS_MOST + 1];
	size_t n = digits_of(&l->digits, p->match->group_from, p->match->group_to, digits);

	p->reason = SCREEN_BY_CHECK_DIGIT;
	return digits_my_number(digits, n) && !is_ordered(l, p);
}

/* 介護 within reach makes an insured number one of the care insurance. */
static bool judge_insured(struct look *l, struct place *p)
{
	char digits[DIGITS_MOST + 1];
	size_t n = digits_of(&l->digits, p->match->group_from, p->match->group_to, digits);

	if (n == 10 && digits[0] == '0' && digits[1] == '0')
		p->kind = SCREEN_CARE_INSURANCE;
	for (uint32_t i = p->from; i > 0 && p->from - i < 12 && p->kind == SCREEN_INSURANCE; i--)
		if (l->text.c[i - 1] == 0x4ecb) /* 介 */
			p->kind = SCREEN_CARE_INSURANCE;
	return !is_ordered(l, p);
}

enum { BOX_LETTERS = 64, PIECE_LETTERS = 24 };

/* Office words as mail boxes have them: whole pieces, and those that a piece may begin with. */
static const char *const box_wholes[] = {"st",	 "ns",	 "cm",	 "ot",	 "pt",	 "web",	 "koho", "somu", "soumu", "reha", "rehab", "eiyo", "nutr", "team", "shop",
					 "kouhou", "kango", "keiri", "jinji", "saiyo", "iryo", "chiiki", "office", "staff", "nurse", "order", "sales", "bug",  "news", "shien", "hello"};
static const char *const box_heads[] = {
	"info",	   "jimu",     "mail",	   "help",     "desk",	   "seminar",  "contact",  "admin",	 "support",  "soudan",	 "kenshu",   "reception",
	"noreply", "entry",    "houmon",   "inquiry",  "toiawase", "otoiawase", "press",   "zaitaku",	 "renkei",   "clinic",	 "hospital", "kaigo",
	"houkan",  "event",    "apply",	   "uketsuke", "yoyaku",   "madoguchi", "gakkai",  "kouza",	 "koushu",   "benkyo",	 "fukushi",  "hokatsu",
	"kyotaku", "keamane",  "caremane", "yakkyoku", "pharmacy", "recruit",  "service",  "customer",	 "webmaster", "postmaster", "secretar", "center",
	"centre",  "irai",	   "kyoyu",    "kaikei",   "henshu",   "hensyu",	 "jirei",    "gijiroku", "yakuzai",  "magazine", "photo",    "toukou",
	"boshu",   "oubo",	   "shiryo",   "kanri",	   "honbu",    "kikaku",   "chosa",    "chousa",   "touroku",  "toroku",   "shinsei",  "sodan",
	"kyokai",  "kyoukai",  "renraku",  "feedback", "account",  "billing",  "invoice",  "security", "privacy",  "notice",   "nanbyo",   "ninchi",
	"shinryo",  "gairai",   "kansen",   "anzen",	   "iinkai",   "system",   "newsletter", "reply",    "station",	 "enquete",  "anketo"};

/* The same in the name of a domain, where a person's provider may be called mail or web. */
static const char *const domain_wholes[] = {"st", "ph", "cl", "hp", "hsp", "med", "reha", "care", "dent", "dental", "shika", "kango", "homon", "iryo", "city", "town", "pref"};
static const char *const domain_heads[] = {
	"clinic",  "hospital", "houmon", "houkan", "kaigo",   "kyotaku", "hokatsu", "yakkyoku", "pharmacy", "fukushi",	"zaitaku",  "medical",	"iryou",
	"rehab",   "byoin",    "byouin", "shakyo", "ishikai", "gakkai",	 "kyokai",  "kyoukai",	"yakuzai",  "caremane", "keamane",  "homecare", "dayservice"};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool is_among(const char *piece, const char *const *wholes, size_t n, const char *const *heads, size_t m)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(piece, wholes[i]) == 0)
			return true;
	for (size_t i = 0; i < m; i++)
		if (strncmp(piece, heads[i], strlen(heads[i])) == 0)
			return true;
	return false;
}

static bool is_office_piece(const char *piece, bool domain)
{
	return domain ? is_among(piece, domain_wholes, COUNT(domain_wholes), domain_heads, COUNT(domain_heads))
		      : is_among(piece, box_wholes, COUNT(box_wholes), box_heads, COUNT(box_heads));
}

/* The names of public bodies and schools end so: what is below them is no private person's. */
static bool is_public_domain(const struct look *l, const struct place *p)
{
	static const char *const ends[] = {".lg.jp", ".go.jp", ".ac.jp", ".ed.jp"};
	uint32_t to = p->match->group_to;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		uint32_t n = 6, k = 0;

		while (k < n && to - p->match->group_from > n && (l->digits.c[to - n + k] | 0x20) == ((uint32_t)ends[i][k] | 0x20))
			k++;
		if (k == n)
			return true;
	}
	return false;
}

/* A box of an office by its name or by that of its domain: info@, kenshu_help@, hibiki-cm@, @midori-clinic. */
static bool is_office_box(const struct look *l, const struct place *p)
{
	char piece[PIECE_LETTERS + 1];
	bool domain = false;
	size_t n = 0;

	for (uint32_t i = p->match->group_from; i <= p->match->group_to && i - p->match->group_from <= BOX_LETTERS; i++) {
		uint32_t c = i < p->match->group_to ? l->digits.c[i] : 0;
		bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

		if (letter && n < PIECE_LETTERS)
			piece[n++] = (char)(c | 0x20);
		if (letter)
			continue;
		piece[n] = '\0';
		if (domain && (c == 0 || c == ' ')) /* the last label is no name of anybody's, and behind a space is no domain */
			return false;
		if (n > 0 && is_office_piece(piece, domain))
			return true;
		n = 0;
		domain = domain || c == '@' || c == '[' || c == '(' || c == ' ' || c == '<' || c >= 0x80;
	}
	return false;
}

static bool judge_email(struct look *l, struct place *p)
{
	enum cue cue = cue_nearest(l, p->from, p->to, WORD_VEHICLE);

	p->reason = cue == CUE_HOME ? SCREEN_BY_CUE : SCREEN_BY_FORM;
	if (is_public_domain(l, p) && cue_owner(l, p->from, p->to) != CUE_HOME)
		return false;
	return cue == CUE_HOME || (cue == CUE_NONE && !is_office_box(l, p) && !is_ordered(l, p) && !cue_work(l, p->from));
}

/* 5月12日, 5/12: begins with the month. */
static bool is_day_only(const struct look *l, const struct place *p)
{
	uint32_t at = p->match->group_from;

	while (at < p->match->group_to && l->digits.c[at] >= '0' && l->digits.c[at] <= '9')
		at++;
	return at > p->match->group_from && (l->digits.c[at] == 0x6708 || l->digits.c[at] == '/');
}

/* Nobody is alive who was born before 1900: ナイチンゲールの誕生日1820年5月12日. */
static bool judge_born(struct look *l, struct place *p)
{
	const uint32_t classes = words_sentence(&l->words, p->from)->classes;
	char date[9];

	for (uint32_t i = p->match->group_from; i < p->match->group_to; i++)
		if (l->digits.c[i] == '(') /* 1833(昭和8)年: a slip of the pen */
			return true;
	if ((classes & (WORD_PATIENT | WORD_KIN | WORD_HOME | WORD_EVENT | WORD_SEX)) != 0)
		return true;
	return !digits_date(&l->digits, p->match->group_from, p->match->group_to, date) || strcmp(date, "19") >= 0;
}

/* A day without its year is somebody's birthday where the sentence is about a person: the birthday of nursing is none. */
static bool judge_birthday(struct look *l, struct place *p)
{
	const struct sentence *s = words_sentence(&l->words, p->from);
	char digits[DIGITS_MOST + 1];

	if (digits_of(&l->digits, p->match->group_from, p->match->group_to, digits) > 4 || !is_day_only(l, p))
		return judge_born(l, p);
	if ((s->classes & (WORD_PATIENT | WORD_KIN | WORD_HOME | WORD_EVENT | WORD_SEX | WORD_TOPIC)) != 0)
		return true;
	for (uint32_t at = s->from; at < s->to; at++) /* 様 方 歳 さん */
		if (l->text.c[at] == 0x69d8 || l->text.c[at] == 0x65b9 || l->text.c[at] == 0x6b73 ||
		    (l->text.c[at] == 0x3055 && at + 1 < s->to && l->text.c[at + 1] == 0x3093))
			return true;
	return false;
}

static bool judge_date(struct look *l, struct place *p)
{
	const struct screen_register *r = l->ask->patients;
	char date[9];
	uint32_t c[8], entry;

	p->reason = SCREEN_BY_REGISTERED;
	if (r == NULL || !digits_date(&l->digits, p->match->from, p->match->to, date))
		return false;
	for (int i = 0; i < 8; i++)
		c[i] = (unsigned char)date[i];
	entry = aho_exact(r->aho, c, 8);
	return entry != 0 && (register_entry(r, entry)->mask & PART_BIRTH) != 0;
}

static bool judge_uuid(struct look *l, struct place *p)
{
	char text[ID_TEXT];
	struct id128 id;

	p->reason = SCREEN_BY_REGISTERED;
	for (uint32_t i = 0; i < ID_TEXT; i++)
		text[i] = (char)l->digits.c[p->match->from + i];
	return id_parse((struct str){text, ID_TEXT}, &id) && register_id(l->ask->patients, id) != SCREEN_NOBODY;
}

/* The hexadecimal letters of an id may have the form of a telephone number or a right check digit by chance. */
static bool is_part_of_id(const struct look *l, const struct place *p)
{
	struct pattern_match id;

	if (p->kind == SCREEN_LINK || p->reason == SCREEN_BY_CUE)
		return false;
	for (uint32_t at = 0; pattern_next(l->run, PATTERN_UUID, at, &id) && id.from <= p->match->from; at = id.to)
		if (p->match->to <= id.to)
			return true;
	return false;
}

static const struct {
	enum pattern pattern;
	enum screen_kind kind;
	enum screen_reason reason;
	judge_fn *judge;
} rows[] = {
	{PATTERN_MY_NUMBER_SAID, SCREEN_MY_NUMBER, SCREEN_BY_CUE, always},
	{PATTERN_MY_NUMBER, SCREEN_MY_NUMBER, SCREEN_BY_CHECK_DIGIT, judge_my_number},
	{PATTERN_KAIGO_SAID, SCREEN_CARE_INSURANCE, SCREEN_BY_CUE, unless_ordered},
	{PATTERN_KAIGO_BARE, SCREEN_CARE_INSURANCE, SCREEN_BY_FORM, unless_ordered},
	{PATTERN_KAIGO_WELFARE, SCREEN_CARE_INSURANCE, SCREEN_BY_FORM, unless_ordered},
	{PATTERN_INSURANCE_SAID, SCREEN_INSURANCE, SCREEN_BY_CUE, judge_insured},
	{PATTERN_INSURANCE_AFTER, SCREEN_INSURANCE, SCREEN_BY_CUE, unless_ordered},
	{PATTERN_INSURANCE_PAIR, SCREEN_INSURANCE, SCREEN_BY_CUE, unless_ordered},
	{PATTERN_INSURANCE_BOTH, SCREEN_INSURANCE, SCREEN_BY_CUE, unless_ordered},
	{PATTERN_CHART_SAID, SCREEN_CHART, SCREEN_BY_CUE, always},
	{PATTERN_CHART_PERSON, SCREEN_CHART, SCREEN_BY_CUE, always},
	{PATTERN_CHART_OF_NUMBER, SCREEN_CHART, SCREEN_BY_CUE, always},
	{PATTERN_CHART_ID, SCREEN_CHART, SCREEN_BY_CUE, unless_ordered},
	{PATTERN_CHART_OF, SCREEN_CHART, SCREEN_BY_CUE, always},
	{PATTERN_PHONE, SCREEN_PHONE, SCREEN_BY_FORM, judge_phone},
	{PATTERN_PHONE_LOCAL, SCREEN_PHONE, SCREEN_BY_CUE, judge_local},
	{PATTERN_PHONE_LOCAL_CODE, SCREEN_PHONE, SCREEN_BY_CUE, judge_local},
	{PATTERN_EMAIL, SCREEN_EMAIL, SCREEN_BY_FORM, judge_email},
	{PATTERN_BIRTH_BORN, SCREEN_BIRTH, SCREEN_BY_CUE, judge_born},
	{PATTERN_BIRTH_OF, SCREEN_BIRTH, SCREEN_BY_CUE, judge_born},
	{PATTERN_BIRTH_MONTH, SCREEN_BIRTH, SCREEN_BY_CUE, judge_born},
	{PATTERN_BIRTH_SHORT, SCREEN_BIRTH, SCREEN_BY_CUE, judge_born},
	{PATTERN_BIRTH_AGED, SCREEN_BIRTH, SCREEN_BY_CUE, judge_born},
	{PATTERN_BIRTH_SAID, SCREEN_BIRTH, SCREEN_BY_CUE, judge_birthday},
	{PATTERN_BIRTH_YEAR, SCREEN_BIRTH, SCREEN_BY_CUE, judge_born},
	{PATTERN_BIRTH_DAY, SCREEN_BIRTH, SCREEN_BY_CUE, judge_birthday},
	{PATTERN_BIRTH_ENGLISH, SCREEN_BIRTH, SCREEN_BY_CUE, judge_born},
	{PATTERN_DATE, SCREEN_BIRTH, SCREEN_BY_REGISTERED, judge_date},
	{PATTERN_UUID, SCREEN_LINK, SCREEN_BY_REGISTERED, judge_uuid},
};

static bool in_text(const struct look *l, const struct pattern_match *m, struct place *p)
{
	if (m->group_to <= m->group_from)
		return false;
	p->from = l->digits.at[m->group_from];
	p->to = l->digits.end[m->group_to - 1];
	p->match = m;
	return true;
}

static uint32_t patient_of(const struct look *l, const struct place *p)
{
	char text[ID_TEXT];
	struct id128 id;

	if (p->kind != SCREEN_LINK)
		return SCREEN_NOBODY;
	for (uint32_t i = 0; i < ID_TEXT; i++)
		text[i] = (char)l->digits.c[p->match->from + i];
	return id_parse((struct str){text, ID_TEXT}, &id) ? register_id(l->ask->patients, id) : SCREEN_NOBODY;
}

void numbers_find(struct look *l)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pattern_match m;

		for (uint32_t at = 0; pattern_next(l->run, rows[i].pattern, at, &m); at = m.to) {
			struct place p = {.kind = rows[i].kind, .reason = rows[i].reason};
			uint32_t patient;

			if (!in_text(l, &m, &p) || !rows[i].judge(l, &p) || is_part_of_id(l, &p))
				continue;
			patient = patient_of(l, &p);
			look_found(l, &(struct finding){p.from, p.to, p.kind, SCREEN_CERTAIN, p.reason, patient,
							patient != SCREEN_NOBODY && patient == l->ask->own});
		}
	}
}
