#include "base/check.h"
#include "base/clock.h"
#include "keys/lease_own.h"

#include <stdlib.h>
#include <string.h>

#define WANT_BEATS 20 /* 2 s */
#define CREATE_BEATS 50

/* The last GET that can still take a space. */
static struct asking *open_asking(struct leases *l)
{
	struct asking *a = NULL;

	for (struct asking *each = l->askings; each != NULL; each = each->next)
		a = each;
	if (a != NULL && !a->sent && a->n < WIRE_SPACES_MAX)
		return a;
	a = calloc(1, sizeof(*a));
	check(a != NULL);
	a->id = ++l->last_id;
	*l->askings_end = a;
	l->askings_end = &a->next;
	return a;
}

uint32_t asks_add(struct leases *l, struct space_id space)
{
	const union id_value *under_way = id_table_find(&l->asked, space.id);
	struct asking *a;

	if (under_way != NULL)
		return (uint32_t)under_way->i;
	a = open_asking(l);
	a->spaces[a->n++] = space;
	id_table_put(&l->asked, space.id, (union id_value){.i = a->id});
	leases_defer(l);
	return a->id;
}

void asks_send(struct leases *l)
{
	if (l->link == NULL)
		return;
	for (struct asking *a = l->askings; a != NULL; a = a->next)
		if (!a->sent) {
			wire_put_spaces(link_out(l->link), WIRE_GET, a->id, a->spaces, a->n);
			a->sent = true;
			a->sent_at = clock_steady_ms();
		}
	for (struct creating *c = l->creatings; c != NULL; c = c->next)
		if (!c->sent) {
			wire_put_spaces(link_out(l->link), WIRE_CREATE, c->id, &c->space, 1);
			c->sent = true;
			c->sent_at = clock_steady_ms();
		}
	link_flush(l->link);
}

void asks_unsend(struct leases *l)
{
	for (struct asking *a = l->askings; a != NULL; a = a->next)
		a->sent = false;
	/* It is not known whether these were made: the caller must look. */
	for (struct creating *c = l->creatings; c != NULL; c = c->next)
		if (c->sent)
			c->result = ERR_KEYS_DOWN;
	leases_defer(l);
}

static void put_keys(struct leases *l, struct str body, int64_t asked_at)
{
	struct store_key key;
	uint32_t lease_ms;
	size_t n;

	if (!wire_read_keys(body, &lease_ms, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		wire_key(body, i, &key);
		cache_put(l, &key, lease_ms, asked_at);
	}
	explicit_bzero(&key, sizeof(key));
}

/* GETs are answered in their order: with this one, all wants that need nothing later are done. */
static void asking_answered(struct leases *l, const struct wire_frame *f)
{
	struct asking *a = l->askings;

	put_keys(l, f->body, a->sent_at);
	for (size_t i = 0; i < a->n; i++)
		id_table_remove(&l->asked, a->spaces[i].id);
	for (struct want *w = l->wants; w != NULL; w = w->next)
		if (w->needs == a->id)
			w->needs = 0;
	l->askings = a->next;
	if (l->askings == NULL)
		l->askings_end = &l->askings;
	free(a);
	leases_defer(l);
}

static bool creating_answered(struct leases *l, const struct wire_frame *f)
{
	struct creating *c = l->creatings;
	enum err e = ERR_OK;

	while (c != NULL && c->id != f->id)
		c = c->next;
	if (f->type == WIRE_REFUSED && !wire_read_refused(f->body, &e))
		return false;
	if (c == NULL || !c->sent || c->result != ERR_COUNT)
		return true; /* given up already */
	c->result = e;
	if (e == ERR_OK)
		put_keys(l, f->body, c->sent_at);
	leases_defer(l);
	return true;
}

bool asks_answered(struct leases *l, const struct wire_frame *f)
{
	if (l->askings != NULL && l->askings->sent && l->askings->id == f->id) {
		if (f->type != WIRE_KEYS)
			return false;
		asking_answered(l, f);
		return true;
	}
	return creating_answered(l, f);
}

static bool all_here(struct leases *l, const struct want *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (cache_find(l, w->spaces[i]) == NULL)
			return false;
	return true;
}

void asks_beat(struct leases *l)
{
	for (struct want *w = l->wants; w != NULL; w = w->next)
		if (w->needs != 0 && ++w->beats >= WANT_BEATS) {
			w->needs = 0;
			w->result = all_here(l, w) ? ERR_OK : ERR_KEYS_DOWN;
			leases_defer(l);
		}
	for (struct creating *c = l->creatings; c != NULL; c = c->next)
		if (c->result == ERR_COUNT && ++c->beats >= CREATE_BEATS) {
			c->result = ERR_KEYS_DOWN;
			leases_defer(l);
		}
}

static void sort_out_wants(struct leases *l)
{
	struct want **at = &l->wants, **done = &l->wants_done;

	while (*done != NULL)
		done = &(*done)->next;
	while (*at != NULL) {
		struct want *w = *at;

		if (w->needs != 0) {
			at = &w->next;
			continue;
		}
		*at = w->next;
		w->next = NULL;
		*done = w;
		done = &w->next;
	}
}

static void sort_out_creatings(struct leases *l)
{
	struct creating **at = &l->creatings, **done = &l->creatings_done;

	while (*done != NULL)
		done = &(*done)->next;
	while (*at != NULL) {
		struct creating *c = *at;

		if (c->result == ERR_COUNT) {
			at = &c->next;
			continue;
		}
		*at = c->next;
		c->next = NULL;
		*done = c;
		done = &c->next;
	}
}

void asks_call_back(struct leases *l)
{
	struct creating *c;
	struct want *w;

	sort_out_wants(l);
	sort_out_creatings(l);
	while (!l->dead && (w = l->wants_done) != NULL) {
		l->wants_done = w->next;
		w->cb(w->arg, w->result);
		free(w);
	}
	while (!l->dead && (c = l->creatings_done) != NULL) {
		l->creatings_done = c->next;
		c->cb(c->arg, c->result);
		free(c);
	}
}

static void free_wants(struct want *w)
{
	for (struct want *next; w != NULL; w = next) {
		next = w->next;
		free(w);
	}
}

static void free_creatings(struct creating *c)
{
	for (struct creating *next; c != NULL; c = next) {
		next = c->next;
		free(c);
	}
}

void asks_finish(struct leases *l)
{
	for (struct asking *a = l->askings, *next; a != NULL; a = next) {
		next = a->next;
		free(a);
	}
	free_wants(l->wants);
	free_wants(l->wants_done);
	free_creatings(l->creatings);
	free_creatings(l->creatings_done);
	id_table_finish(&l->asked);
}
