#include "screen/register.h"

#include "base/check.h"
#include "screen/fold.h"
#include "screen/view.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC_REGISTER 0x72676572u

bool register_name(struct arena *a, struct str name, struct name_parts *out)
{
	struct view text, letters;
	uint32_t gap;

	memset(out, 0, sizeof(*out));
	arena_reset(a);
	if (!view_text(a, name, &text))
		return false;
	view_compare(a, &text, &letters);
	for (gap = 0; gap < text.n && (text.c[gap] == ' ' || letters.n == 0 || gap < letters.at[0]); gap++)
		;
	while (gap < text.n && text.c[gap] != ' ')
		gap++;
	for (size_t i = 0; i < letters.n; i++) {
		bool first = letters.at[i] < gap;
		size_t *n = first ? &out->surname_n : &out->given_n;

		if (*n == NAME_LETTERS)
			return false;
		(first ? out->surname : out->given)[(*n)++] = letters.c[i];
	}
	return out->surname_n > 0;
}

struct build {
	struct screen_register *r;
	struct arena *arena;
	uint32_t patient;
};

static struct entry *entries_of(const struct screen_register *r)
{
	return r->entries.p;
}

static void add(struct build *b, const uint32_t *c, size_t n, uint32_t part)
{
	struct screen_register *r = b->r;
	uint32_t *head, old;

	if (n == 0 || n > AHO_PATTERN)
		return;
	head = aho_add(r->aho, c, n);
	old = *head;
	if (old != 0 && entries_of(r)[old].patient == b->patient && entries_of(r)[old].part == part)
		return;
	if ((r->entry_n + 1) * sizeof(struct entry) > r->entries.n)
		vault_grow(&r->entries, 2 * (r->entry_n + 1) * sizeof(struct entry));
	entries_of(r)[r->entry_n] =
		(struct entry){.next = old, .patient = b->patient, .part = part, .mask = part | (old != 0 ? entries_of(r)[old].mask : 0)};
	*head = r->entry_n++;
}

static void add_both(struct build *b, const uint32_t *first, size_t first_n, const uint32_t *second, size_t second_n, uint32_t part)
{
	uint32_t c[2 * 3 * NAME_LETTERS];

	if (first_n == 0 || second_n == 0)
		return;
	memcpy(c, first, first_n * sizeof(*c));
	memcpy(c + first_n, second, second_n * sizeof(*c));
	add(b, c, first_n + second_n, part);
	explicit_bzero(c, sizeof(c));
}

/* Letters of the reading itself, not as compared: ゃ and や are different sounds. */
static bool reading_of(struct arena *a, struct str kana, struct name_parts *out)
{
	struct view text;
	bool given = false;

	memset(out, 0, sizeof(*out));
	arena_reset(a);
	if (!view_text(a, kana, &text))
		return false;
	for (size_t i = 0; i < text.n; i++) {
		size_t *n = given ? &out->given_n : &out->surname_n;

		if (text.c[i] == ' ') {
			given = out->surname_n > 0;
			continue;
		}
		if (*n == NAME_LETTERS)
			return false;
		(given ? out->given : out->surname)[(*n)++] = text.c[i];
	}
	return out->surname_n > 0;
}

enum { LATIN_SHORTEST = 3 };

static void add_latin(struct build *b, const struct name_parts *sound)
{
	uint32_t surname[3 * NAME_LETTERS], given[3 * NAME_LETTERS];
	size_t s = fold_kana_romaji(sound->surname, sound->surname_n, surname), g = fold_kana_romaji(sound->given, sound->given_n, given);

	add_both(b, surname, s, given, g, PART_FULL_LATIN);
	add_both(b, given, g, surname, s, PART_FULL_LATIN);
	if (s >= LATIN_SHORTEST)
		add(b, surname, s, PART_SURNAME | PART_ONE_LATIN);
	if (g >= LATIN_SHORTEST)
		add(b, given, g, PART_GIVEN | PART_ONE_LATIN);
	explicit_bzero(surname, sizeof(surname));
	explicit_bzero(given, sizeof(given));
}

static uint32_t one_part(const uint32_t *c, size_t n, uint32_t part)
{
	for (size_t i = 0; i < n; i++)
		if (fold_script(c[i]) != SCRIPT_HIRAGANA && c[i] != 0x30fc)
			return part;
	return part | PART_ONE_KANA;
}

static bool is_kana(const uint32_t *c, size_t n)
{
	return (one_part(c, n, 0) & PART_ONE_KANA) != 0;
}

static void add_full(struct build *b, const uint32_t *surname, size_t s, const uint32_t *given, size_t g)
{
	add_both(b, surname, s, given, g, is_kana(surname, s) && is_kana(given, g) ? PART_FULL_KANA : PART_FULL);
}

static void add_name(struct build *b, const struct screen_person *p)
{
	struct name_parts name, kana, sound;
	bool written = register_name(b->arena, p->name, &name), read = register_name(b->arena, p->kana, &kana);

	if (written) {
		add_full(b, name.surname, name.surname_n, name.given, name.given_n);
		add(b, name.surname, name.surname_n, one_part(name.surname, name.surname_n, name.given_n > 0 ? PART_SURNAME : PART_FULL));
		add(b, name.given, name.given_n, one_part(name.given, name.given_n, PART_GIVEN));
	}
	if (read) {
		add_full(b, kana.surname, kana.surname_n, kana.given, kana.given_n);
		add(b, kana.surname, kana.surname_n, PART_SURNAME | PART_ONE_KANA);
		add(b, kana.given, kana.given_n, PART_GIVEN | PART_ONE_KANA);
	}
	if (written && read) {
		add_full(b, name.surname, name.surname_n, kana.given, kana.given_n);
		add_full(b, kana.surname, kana.surname_n, name.given, name.given_n);
	}
	if (read && reading_of(b->arena, p->kana, &sound))
		add_latin(b, &sound);
	explicit_bzero(&name, sizeof(name));
	explicit_bzero(&kana, sizeof(kana));
	explicit_bzero(&sound, sizeof(sound));
}

static void add_digits(struct build *b, struct str value, size_t least, uint32_t part)
{
	uint32_t c[AHO_PATTERN];
	size_t n = 0;

	for (size_t i = 0; i < value.n && n < AHO_PATTERN; i++)
		if (value.p[i] >= '0' && value.p[i] <= '9')
			c[n++] = (unsigned char)value.p[i];
	if (n >= least)
		add(b, c, n, part);
	explicit_bzero(c, sizeof(c));
}

static void add_ids(struct build *b, const struct screen_patient *p)
{
	struct screen_register *r = b->r;

	vault_grow(&r->ids, (r->id_n + p->id_count) * sizeof(struct screen_id));
	for (size_t i = 0; i < p->id_count; i++)
		((struct screen_id *)r->ids.p)[r->id_n++] = (struct screen_id){p->ids[i], b->patient};
}

/* A shorter number stands anywhere: its patient is found by the words beside it. */
enum { NUMBER_SHORTEST = 7, CHART_SHORTEST = DIGITS_SHORTEST, BIRTH_DIGITS = 8 };

static void add_patient(struct build *b, const struct screen_patient *p)
{
	add_name(b, &p->person);
	for (size_t i = 0; i < sizeof(p->phones) / sizeof(p->phones[0]); i++)
		add_digits(b, p->phones[i], NUMBER_SHORTEST, PART_NUMBER);
	add_digits(b, p->insured, NUMBER_SHORTEST, PART_NUMBER);
	add_digits(b, p->care_insured, NUMBER_SHORTEST, PART_NUMBER);
	add_digits(b, p->chart, CHART_SHORTEST, PART_CHART);
	add_digits(b, p->birth, BIRTH_DIGITS, PART_BIRTH);
	add_ids(b, p);
}

static int by_id(const void *a, const void *b)
{
	return id_cmp(((const struct screen_id *)a)->id, ((const struct screen_id *)b)->id);
}

enum { LETTERS_OF_ONE = 28, ENTRIES_OF_ONE = 12 }; /* what one patient takes, about */

struct screen_register *screen_register_create(const struct screen_patient *patients, size_t patient_n,
					       const struct screen_person *colleagues, size_t colleague_n)
{
	struct screen_register *r = calloc(1, sizeof(*r));
	struct build b = {.r = r, .arena = arena_create(4096)};

	check(r != NULL && patient_n < SCREEN_NOBODY);
	r->magic = MAGIC_REGISTER;
	r->aho = aho_create(true, LETTERS_OF_ONE * patient_n);
	r->colleagues.names = aho_create(true, 8 * colleague_n);
	r->entries.secret = r->ids.secret = true;
	vault_grow(&r->entries, (ENTRIES_OF_ONE * patient_n + 16) * sizeof(struct entry));
	r->entry_n = 1; /* 0 is no entry */
	for (size_t i = 0; i < patient_n; i++) {
		b.patient = (uint32_t)i;
		add_patient(&b, &patients[i]);
	}
	for (size_t i = 0; i < colleague_n; i++)
		register_staff_add(b.arena, r->colleagues.names, &colleagues[i]);
	aho_finish(r->aho);
	aho_finish(r->colleagues.names);
	if (r->id_n > 0)
		qsort(r->ids.p, r->id_n, sizeof(struct screen_id), by_id);
	arena_destroy(&b.arena);
	return r;
}

void screen_register_destroy(struct screen_register **r)
{
	if (*r == NULL)
		return;
	check_magic(*r, MAGIC_REGISTER);
	aho_destroy(&(*r)->aho);
	aho_destroy(&(*r)->colleagues.names);
	vault_empty(&(*r)->entries);
	vault_empty(&(*r)->ids);
	free(*r);
	*r = NULL;
}

size_t screen_register_bytes(const struct screen_register *r)
{
	check_magic(r, MAGIC_REGISTER);
	return aho_bytes(r->aho) + aho_bytes(r->colleagues.names) + r->entries.n + r->ids.n;
}

bool screen_register_locked(const struct screen_register *r)
{
	check_magic(r, MAGIC_REGISTER);
	return aho_locked(r->aho) && aho_locked(r->colleagues.names) && r->entries.locked && (r->ids.n == 0 || r->ids.locked);
}

const struct entry *register_entry(const struct screen_register *r, uint32_t entry)
{
	check_magic(r, MAGIC_REGISTER);
	check(entry < r->entry_n);
	return &entries_of(r)[entry];
}

bool register_fits(const struct screen_register *r, uint32_t entry, uint32_t parts, uint32_t patient)
{
	for (; entry != 0; entry = register_entry(r, entry)->next)
		if (register_entry(r, entry)->patient == patient && (register_entry(r, entry)->part & parts) != 0)
			return true;
	return false;
}

uint32_t register_id(const struct screen_register *r, struct id128 id)
{
	struct screen_id key = {.id = id}, *found;

	if (r == NULL || r->id_n == 0)
		return SCREEN_NOBODY;
	check_magic(r, MAGIC_REGISTER);
	found = bsearch(&key, r->ids.p, r->id_n, sizeof(key), by_id);
	return found != NULL ? found->patient : SCREEN_NOBODY;
}
