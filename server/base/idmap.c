#include "base/idmap.h"

#include "base/check.h"

#include <stdlib.h>

struct idmap_slot {
	struct id128 key;
	void *value; /* NULL = never used or, with removed set, given back */
	bool removed;
};

static struct idmap_slot *slot_find(const struct idmap *m, struct id128 key)
{
	size_t at = (size_t)id_hash(key) & (m->room - 1);

	while (m->slots[at].value != NULL || m->slots[at].removed) {
		if (m->slots[at].value != NULL && id_eq(m->slots[at].key, key))
			break;
		at = (at + 1) & (m->room - 1);
	}
	return &m->slots[at];
}

void *idmap_get(const struct idmap *m, struct id128 key)
{
	check(m != NULL);
	return m->room == 0 ? NULL : slot_find(m, key)->value;
}

static void grow(struct idmap *m)
{
	struct idmap bigger = {.room = 16};

	while (bigger.room < m->used * 4)
		bigger.room *= 2;
	bigger.slots = calloc(bigger.room, sizeof(*bigger.slots));
	check(bigger.slots != NULL);
	for (size_t i = 0; i < m->room; i++)
		if (m->slots[i].value != NULL) {
			*slot_find(&bigger, m->slots[i].key) = (struct idmap_slot){m->slots[i].key, m->slots[i].value, false};
			bigger.used++;
		}
	free(m->slots);
	*m = bigger;
}

void idmap_put(struct idmap *m, struct id128 key, void *value)
{
	struct idmap_slot *s;

	check(m != NULL && value != NULL);
	if ((m->used + m->gone + 1) * 2 > m->room)
		grow(m);
	s = slot_find(m, key);
	if (s->value == NULL)
		m->used++;
	*s = (struct idmap_slot){key, value, false};
}

void *idmap_take(struct idmap *m, struct id128 key)
{
	struct idmap_slot *s;
	void *value;

	check(m != NULL);
	if (m->room == 0 || (s = slot_find(m, key))->value == NULL)
		return NULL;
	value = s->value;
	*s = (struct idmap_slot){.removed = true};
	m->used--;
	m->gone++;
	return value;
}

size_t idmap_count(const struct idmap *m)
{
	return m->used;
}

bool idmap_next(const struct idmap *m, size_t *at, struct id128 *key_r, void **value_r)
{
	while (*at < m->room) {
		const struct idmap_slot *s = &m->slots[(*at)++];

		if (s->value == NULL)
			continue;
		*key_r = s->key;
		*value_r = s->value;
		return true;
	}
	return false;
}

void idmap_finish(struct idmap *m)
{
	free(m->slots);
	*m = (struct idmap){0};
}
