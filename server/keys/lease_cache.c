#include "base/check.h"
#include "base/clock.h"
#include "keys/lease_own.h"

#include <stdlib.h>

#define ENTRIES_MAX 12000 /* more than one want may ask for */

static void unlink_entry(struct leases *l, struct entry *e)
{
	*(e->newer ? &e->newer->older : &l->newest) = e->older;
	*(e->older ? &e->older->newer : &l->oldest) = e->newer;
	e->newer = e->older = NULL;
}

static void link_newest(struct leases *l, struct entry *e)
{
	e->older = l->newest;
	*(l->newest ? &l->newest->newer : &l->oldest) = e;
	l->newest = e;
}

static void doom(struct leases *l, struct space_key *key, bool acknowledge, uint32_t push)
{
	struct doomed *d = calloc(1, sizeof(*d)), **end = &l->doomed;

	check(d != NULL);
	*d = (struct doomed){NULL, key, acknowledge, push};
	while (*end != NULL)
		end = &(*end)->next;
	*end = d;
	leases_defer(l);
}

/* The key goes to take_key; the entry is gone at once. */
static struct space_key *take_key(struct leases *l, struct entry *e)
{
	struct space_key *key = e->key;

	unlink_entry(l, e);
	id_table_remove(&l->entries, e->space.id);
	free(e);
	return key;
}

struct entry *cache_find(struct leases *l, struct space_id space)
{
	const union id_value *v = id_table_find(&l->entries, space.id);
	struct entry *e = v ? v->p : NULL;

	if (e == NULL || e->until <= clock_steady_ms())
		return NULL;
	if (l->newest != e) {
		unlink_entry(l, e);
		link_newest(l, e);
	}
	return e;
}

static struct entry *add_entry(struct leases *l, struct space_id space)
{
	struct entry *e = calloc(1, sizeof(*e));

	check(e != NULL);
	if (l->entries.n >= ENTRIES_MAX)
		doom(l, take_key(l, l->oldest), false, 0);
	e->space = space;
	id_table_put(&l->entries, space.id, (union id_value){.p = e});
	link_newest(l, e);
	return e;
}

void cache_put(struct leases *l, const struct store_key *key, uint32_t lease_ms, int64_t asked_at)
{
	const union id_value *v = id_table_find(&l->entries, key->space.id);
	struct entry *e = v ? v->p : add_entry(l, key->space);

	if (e->key != NULL && space_key_epoch(e->key) != key->epoch) {
		doom(l, e->key, false, 0);
		e->key = NULL;
	}
	if (e->key == NULL)
		e->key = space_key_create(key->space, key->epoch, key->key);
	/* Counted from before the holder counted: it never believes a lease over that is not. */
	e->until = asked_at + lease_ms;
	e->renew_at = asked_at + lease_ms / 2;
}

void cache_revoke(struct leases *l, struct space_id space, uint32_t push)
{
	const union id_value *v = id_table_find(&l->entries, space.id);

	doom(l, v ? take_key(l, v->p) : NULL, true, push);
}

void cache_expire(struct leases *l)
{
	int64_t now = clock_steady_ms();

	for (struct entry *e = l->newest, *older; e != NULL; e = older) {
		older = e->older;
		if (e->until <= now)
			doom(l, take_key(l, e), false, 0);
	}
}

void cache_bury(struct leases *l)
{
	bool told = false;

	for (struct doomed *d = l->doomed, *next; d != NULL; d = next) {
		next = d->next;
		space_key_destroy(&d->key);
		if (d->acknowledge && l->link != NULL) {
			wire_put(link_out(l->link), WIRE_ACK, d->push, STR(""));
			told = true;
		}
		free(d);
	}
	l->doomed = NULL;
	if (told)
		link_flush(l->link);
}

void cache_finish(struct leases *l)
{
	while (l->newest != NULL) {
		struct space_key *key = take_key(l, l->newest);

		space_key_destroy(&key);
	}
	cache_bury(l);
	id_table_finish(&l->entries);
}
