#include "keys/holder_own.h"

#include "base/check.h"
#include "base/clock.h"

#include <stdlib.h>

/* One client that held a lease when the revocation began. */
struct awaited {
	uint64_t peer;
	uint32_t push;
	int64_t until;
};

struct revocation {
	struct revocation *next;
	struct space_id space;
	uint64_t asker; /* or, when it is the holder's own, done */
	uint32_t id;
	void (*done)(struct holder *h);
	uint32_t acknowledged, lapsed;
	int64_t orphans_until;
	struct awaited awaited[PEERS_MAX];
	size_t n;
};

bool revocation_withholds(const struct holder *h, struct space_id space)
{
	for (const struct revocation *r = h->revocations; r != NULL; r = r->next)
		if (id_eq(r->space.id, space.id))
			return true;
	return false;
}

static void push(struct revocation *r, struct peer *p, int64_t now)
{
	const union id_value *lease = id_table_find(&p->leases, r->space.id);

	if (lease == NULL || lease->i <= now)
		return;
	r->awaited[r->n++] = (struct awaited){p->serial, ++p->h->last_push, lease->i};
	wire_put_spaces(link_out(p->link), WIRE_REVOKE, p->h->last_push, &r->space, 1);
	link_flush(p->link);
}

static bool is_done(const struct revocation *r, int64_t now)
{
	return r->n == 0 && r->orphans_until <= now;
}

static void finish(struct holder *h, struct revocation *r)
{
	struct revocation **at = &h->revocations;
	struct peer *p = peer_find(h, r->asker);

	while (*at != r)
		at = &(*at)->next;
	*at = r->next;
	if (p != NULL) {
		wire_put_revoked(link_out(p->link), r->id, r->acknowledged, r->lapsed);
		link_flush(p->link);
	}
	if (r->done != NULL)
		r->done(h);
	free(r);
}

static void start(struct holder *h, struct revocation asked)
{
	struct revocation *r = calloc(1, sizeof(*r));
	const union id_value *orphan = id_table_find(&h->orphans, asked.space.id);
	int64_t now = clock_steady_ms();

	check(r != NULL);
	*r = asked;
	r->next = h->revocations;
	r->orphans_until = h->orphans_until;
	if (orphan != NULL && orphan->i > r->orphans_until)
		r->orphans_until = orphan->i;
	if (r->orphans_until > now)
		r->lapsed++;
	h->revocations = r;
	for (struct peer *each = h->peers; each != NULL; each = each->next)
		push(r, each, now);
	if (is_done(r, now))
		finish(h, r);
}

void revocation_start(struct peer *p, uint32_t id, struct space_id space)
{
	start(p->h, (struct revocation){.space = space, .asker = p->serial, .id = id});
}

void revocation_start_own(struct holder *h, struct space_id space, void (*done)(struct holder *h))
{
	start(h, (struct revocation){.space = space, .done = done});
}

static void drop_awaited(struct revocation *r, size_t i)
{
	r->awaited[i] = r->awaited[--r->n];
}

static bool acknowledge(struct revocation *r, const struct peer *p, uint32_t number)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->awaited[i].peer == p->serial && r->awaited[i].push == number) {
			drop_awaited(r, i);
			r->acknowledged++;
			return true;
		}
	return false;
}

void revocation_acknowledged(struct peer *p, uint32_t number)
{
	struct holder *h = p->h;

	for (struct revocation *r = h->revocations; r != NULL; r = r->next)
		if (acknowledge(r, p, number)) {
			id_table_remove(&p->leases, r->space.id);
			if (is_done(r, clock_steady_ms()))
				finish(h, r);
			return;
		}
}

/* A later end wins. */
static bool orphan_lease(void *arg, struct id128 id, union id_value until)
{
	struct holder *h = arg;
	const union id_value *held = id_table_find(&h->orphans, id);

	if (until.i > clock_steady_ms() && (held == NULL || held->i < until.i))
		id_table_put(&h->orphans, id, until);
	return false;
}

void revocation_orphan(struct peer *p)
{
	id_table_sift(&p->leases, orphan_lease, p->h);
}

static bool still_runs(void *arg, struct id128 id, union id_value until)
{
	(void)id;
	return until.i > *(int64_t *)arg;
}

static void lapse(struct revocation *r, int64_t now)
{
	for (size_t i = r->n; i > 0; i--)
		if (r->awaited[i - 1].until <= now) {
			drop_awaited(r, i - 1);
			r->lapsed++;
		}
}

void revocations_forget(struct holder *h)
{
	int64_t now = clock_steady_ms();

	for (struct peer *p = h->peers; p != NULL; p = p->next)
		id_table_sift(&p->leases, still_runs, &now);
	id_table_sift(&h->orphans, still_runs, &now);
}

void revocations_lapse(struct holder *h)
{
	int64_t now = clock_steady_ms();

	for (struct revocation *r = h->revocations, *next; r != NULL; r = next) {
		next = r->next;
		lapse(r, now);
		if (is_done(r, now))
			finish(h, r);
	}
}

void revocations_finish(struct holder *h)
{
	for (struct revocation *r = h->revocations, *next; r != NULL; r = next) {
		next = r->next;
		free(r);
	}
	h->revocations = NULL;
	id_table_finish(&h->orphans);
}
