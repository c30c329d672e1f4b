/* Who and what works in the region. No secret: the list of facilities is public, staff see one another. */
#include "screen/register.h"

#include "base/check.h"
#include "screen/view.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC_DIRECTORY 0x72696472u

static void mark(struct aho *names, const uint32_t *c, size_t n, uint32_t part)
{
	if (n > 0 && n <= AHO_PATTERN)
		*aho_add(names, c, n) |= part;
}

static void mark_both(struct aho *names, const struct name_parts *n)
{
	uint32_t c[2 * NAME_LETTERS];

	memcpy(c, n->surname, n->surname_n * sizeof(*c));
	memcpy(c + n->surname_n, n->given, n->given_n * sizeof(*c));
	mark(names, n->surname, n->surname_n, STAFF_SURNAME);
	mark(names, n->given, n->given_n, STAFF_GIVEN);
	mark(names, c, n->surname_n + n->given_n, STAFF_FULL);
}

void register_staff_add(struct arena *a, struct aho *names, const struct screen_person *p)
{
	struct name_parts n;

	if (register_name(a, p->name, &n))
		mark_both(names, &n);
	if (register_name(a, p->kana, &n))
		mark_both(names, &n);
}

/* A name of two letters would stand in too many words. */
enum { FACILITY_SHORTEST = 3, PHONE_SHORTEST = 3 };

static void add_facility(struct arena *a, struct aho *facilities, const struct screen_facility *f)
{
	struct view text, letters;

	arena_reset(a);
	if (view_text(a, f->name, &text)) {
		view_compare(a, &text, &letters);
		if (letters.n >= FACILITY_SHORTEST)
			mark(facilities, letters.c, letters.n, STAFF_FACILITY);
	}
	for (size_t i = 0; i < sizeof(f->phones) / sizeof(f->phones[0]); i++) {
		uint32_t c[AHO_PATTERN];
		size_t n = 0;

		for (size_t k = 0; k < f->phones[i].n && n < AHO_PATTERN; k++)
			if (f->phones[i].p[k] >= '0' && f->phones[i].p[k] <= '9')
				c[n++] = (unsigned char)f->phones[i].p[k];
		if (n >= PHONE_SHORTEST)
			mark(facilities, c, n, STAFF_PHONE);
	}
}

struct screen_directory *screen_directory_create(const struct screen_person *staff, size_t staff_n,
						 const struct screen_facility *facilities, size_t facility_n)
{
	struct screen_directory *d = calloc(1, sizeof(*d));
	struct arena *a = arena_create(4096);

	check(d != NULL);
	d->magic = MAGIC_DIRECTORY;
	d->staff.names = aho_create(false, 8 * staff_n);
	d->facilities = aho_create(false, 16 * facility_n);
	for (size_t i = 0; i < staff_n; i++)
		register_staff_add(a, d->staff.names, &staff[i]);
	for (size_t i = 0; i < facility_n; i++)
		add_facility(a, d->facilities, &facilities[i]);
	aho_finish(d->staff.names);
	aho_finish(d->facilities);
	arena_destroy(&a);
	return d;
}

void screen_directory_destroy(struct screen_directory **d)
{
	if (*d == NULL)
		return;
	check_magic(*d, MAGIC_DIRECTORY);
	aho_destroy(&(*d)->staff.names);
	aho_destroy(&(*d)->facilities);
	free(*d);
	*d = NULL;
}

uint32_t register_staff(const struct screen_ask *ask, const uint32_t *c, size_t n)
{
	uint32_t parts = 0;

	if (n == 0 || n > AHO_PATTERN)
		return 0;
	if (ask->directory != NULL)
		parts |= aho_exact(ask->directory->staff.names, c, n);
	if (ask->patients != NULL)
		parts |= aho_exact(ask->patients->colleagues.names, c, n);
	return parts;
}
