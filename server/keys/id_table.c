#include "keys/id_table.h"

#include "base/check.h"

#include <stdlib.h>

/* The slot of id, or the free one where it would go. At least a quarter is always free. */
static struct id_slot *slot_of(const struct id_table *t, struct id128 id)
{
	size_t at = (size_t)id_hash(id) & (t->room - 1);

	while (t->slots[at].used && !id_eq(t->slots[at].id, id))
		at = (at + 1) & (t->room - 1);
	return &t->slots[at];
}

union id_value *id_table_find(const struct id_table *t, struct id128 id)
{
	struct id_slot *s = t->n > 0 ? slot_of(t, id) : NULL;

	return s != NULL && s->used ? &s->value : NULL;
}

static void grow(struct id_table *t)
{
	struct id_table bigger = {.room = t->room ? t->room * 2 : 64, .n = t->n};

	bigger.slots = calloc(bigger.room, sizeof(*bigger.slots));
	check(bigger.slots != NULL);
	for (size_t i = 0; i < t->room; i++)
		if (t->slots[i].used)
			*slot_of(&bigger, t->slots[i].id) = t->slots[i];
	free(t->slots);
	*t = bigger;
}

void id_table_put(struct id_table *t, struct id128 id, union id_value value)
{
	struct id_slot *s;

	if (t->n + 1 > t->room / 4 * 3)
		grow(t);
	s = slot_of(t, id);
	t->n += !s->used;
	*s = (struct id_slot){id, value, true};
}

void id_table_remove(struct id_table *t, struct id128 id)
{
	struct id_slot *s = t->n > 0 ? slot_of(t, id) : NULL;

	if (s == NULL || !s->used)
		return;
	s->used = false;
	t->n--;
	/* Those behind it may have been pushed there by it: each is put where it belongs now. */
	for (size_t at = (size_t)(s - t->slots + 1) & (t->room - 1); t->slots[at].used; at = (at + 1) & (t->room - 1)) {
		struct id_slot moved = t->slots[at];

		t->slots[at].used = false;
		*slot_of(t, moved.id) = moved;
	}
}

void id_table_sift(struct id_table *t, bool (*keep)(void *arg, struct id128 id, union id_value value), void *arg)
{
	struct id_table kept = {0};

	for (size_t i = 0; i < t->room; i++)
		if (t->slots[i].used && keep(arg, t->slots[i].id, t->slots[i].value))
			id_table_put(&kept, t->slots[i].id, t->slots[i].value);
	free(t->slots);
	*t = kept;
}

void id_table_finish(struct id_table *t)
{
	free(t->slots);
	*t = (struct id_table){0};
}
