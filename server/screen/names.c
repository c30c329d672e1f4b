/* The register's names and numbers over the views that compare, and the region's facilities. What a hit means is judged by persons.c. */
#include "screen/look.h"
#include "screen/register.h"

#include "base/check.h"
#include "screen/fold.h"

#include <string.h>

static void add_hit(struct look *l, struct name_hits *hits, struct name_hit hit)
{
	if (hits->n == hits->room) {
		struct name_hit *wider = arena_array(l->arena, hits->room * 2 + 16, sizeof(*wider));

		memcpy(wider, hits->hits, hits->n * sizeof(*wider));
		hits->hits = wider;
		hits->room = hits->room * 2 + 16;
	}
	hits->hits[hits->n++] = hit;
}

void names_facilities(struct look *l, struct word_list *out)
{
	const struct aho *a = l->ask->directory != NULL ? l->ask->directory->facilities : NULL;
	uint32_t state = AHO_START;
	size_t room = 0;

	*out = (struct word_list){0};
	if (a == NULL)
		return;
	for (size_t i = 0; i < l->compare.n; i++) {
		uint32_t p;

		state = aho_step(a, state, l->compare.c[i]);
		p = aho_first(a, state);
		if (p == 0 || (aho_value(a, p) & STAFF_FACILITY) == 0)
			continue;
		if (out->n == room) {
			struct word *wider = arena_array(l->arena, room * 2 + 8, sizeof(*wider));

			if (out->n > 0)
				memcpy(wider, out->words, out->n * sizeof(*wider));
			out->words = wider;
			room = room * 2 + 8;
		}
		out->words[out->n++] = (struct word){l->compare.at[i + 1 - aho_length(a, p)], l->compare.end[i], WORD_OURS};
	}
}

static void find_compared(struct look *l, const struct aho *a, struct name_hits *out)
{
	const struct view *v = &l->compare;
	uint32_t state = AHO_START;

	for (size_t i = 0; i < v->n; i++) {
		state = aho_step(a, state, v->c[i]);
		for (uint32_t p = aho_first(a, state); p != 0; p = aho_next(a, p)) {
			uint32_t entry = aho_value(a, p), mask = register_entry(l->ask->patients, entry)->mask;

			if ((mask & PART_COMPARE) != 0 && (mask & ~(uint32_t)PART_LATIN & PART_COMPARE) != 0 && (mask & PART_LATIN) == 0)
				add_hit(l, out, (struct name_hit){v->at[i + 1 - aho_length(a, p)], v->end[i], mask, entry});
		}
	}
}

static bool has_latin(const struct view *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->c[i] < 0x250 && fold_script(t->c[i]) == SCRIPT_LATIN)
			return true;
	return false;
}

static void find_latin(struct look *l, const struct aho *a, struct name_hits *out)
{
	struct view v;
	bool *edge;
	uint32_t state = AHO_START;

	if (!has_latin(&l->text))
		return;
	view_latin(l->arena, &l->text, &v, &edge);
	for (size_t i = 0; i < v.n; i++) {
		state = aho_step(a, state, v.c[i]);
		for (uint32_t p = aho_first(a, state); p != 0; p = aho_next(a, p)) {
			size_t from = i + 1 - aho_length(a, p);
			uint32_t entry = aho_value(a, p), mask = register_entry(l->ask->patients, entry)->mask;

			if ((mask & PART_LATIN) != 0 && edge[from] && edge[i + 1])
				add_hit(l, out, (struct name_hit){v.at[from], v.end[i], mask, entry});
		}
	}
}

void names_find(struct look *l, struct name_hits *out)
{
	*out = (struct name_hits){0};
	if (l->ask->patients == NULL)
		return;
	out->room = 32;
	out->hits = arena_array(l->arena, out->room, sizeof(*out->hits));
	find_compared(l, l->ask->patients->aho, out);
	find_latin(l, l->ask->patients->aho, out);
}

static enum screen_kind kind_of_digits(uint32_t mask, size_t n)
{
	if ((mask & PART_BIRTH) != 0)
		return SCREEN_BIRTH;
	if ((mask & PART_CHART) != 0)
		return SCREEN_CHART;
	return n == 8 ? SCREEN_INSURANCE : SCREEN_PHONE;
}

/* A chart number of few digits may be a sum of money: what is counted after it says so. */
static bool is_counted(const struct look *l, uint32_t to)
{
	static const uint32_t units[] = {0x5186, 0x4ef6, 0x4eba, 0x540d, 0x5e74, 0x6708, 0x65e5, 0x56de, 0x679a, 0x70b9, 0x6642, 0x5206, '%'};

	if (to >= l->text.n)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (l->text.c[to] == units[i])
			return true;
	return l->text.c[to] == 'm' || l->text.c[to] == 'k' || l->text.c[to] == 'g';
}

void names_numbers(struct look *l)
{
	const struct screen_register *r = l->ask->patients;
	struct view v;
	uint32_t state = AHO_START;

	if (r == NULL || pattern_digits(l->run) < DIGITS_SHORTEST)
		return;
	view_runs(l->arena, &l->digits, &v);
	for (size_t i = 0; i < v.n; i++) {
		state = aho_step(r->aho, state, v.c[i]);
		for (uint32_t p = aho_first(r->aho, state); p != 0; p = aho_next(r->aho, p)) {
			size_t n = aho_length(r->aho, p), from = i + 1 - n;
			uint32_t entry = aho_value(r->aho, p), mask = register_entry(r, entry)->mask;
			bool whole = (from == 0 || v.c[from - 1] == VIEW_WALL) && (i + 1 == v.n || v.c[i + 1] == VIEW_WALL);

			if ((mask & PART_DIGITS) == 0 || !whole || (n < 7 && is_counted(l, v.end[i])))
				continue;
			look_found(l, &(struct finding){v.at[from], v.end[i], kind_of_digits(mask, n), SCREEN_CERTAIN, SCREEN_BY_REGISTERED,
							register_entry(r, entry)->patient,
							register_fits(r, entry, PART_DIGITS, l->ask->own)});
		}
	}
}
