#include "keys/holder_own.h"

#include "base/check.h"
#include "base/log.h"
#include "keys/ledger.h"
#include "loop/loop.h"

#include <errno.h>
#include <string.h>

static bool is_being_erased(const struct holder *h, struct space_id space)
{
	return h->erasing.step != ERASING_NONE && id_eq(h->erasing.what.space.id, space.id);
}

bool holder_withholds(const struct holder *h, struct space_id space)
{
	return is_being_erased(h, space) || revocation_withholds(h, space);
}

bool erasing_forbids(const struct holder *h, struct space_id space)
{
	return is_being_erased(h, space) || ledger_find(h->files.ledger, space) != NULL;
}

static void send_erased(struct peer *p, uint32_t id, const struct ledger_line *line)
{
	wire_put_erased(link_out(p->link), id, &line->done);
	link_flush(p->link);
}

static void answer_askers(struct holder *h, enum err e)
{
	struct erasing *r = &h->erasing;
	const struct ledger_line *line = ledger_find(h->files.ledger, r->what.space);

	for (size_t i = 0; i < r->n; i++) {
		struct peer *p = peer_find(h, r->askers[i].peer);

		if (p != NULL && e == ERR_OK)
			send_erased(p, r->askers[i].id, line);
		else if (p != NULL)
			peer_refuse(p, r->askers[i].id, e);
	}
	r->n = 0;
}

/* Who asks again has given up the connection of before. */
static bool add_asker(struct erasing *r, struct holder *h, const struct peer *p, uint32_t id)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->n; i++)
		if (peer_find(h, r->askers[i].peer) != NULL)
			r->askers[kept++] = r->askers[i];
	r->n = kept;
	if (r->n == sizeof(r->askers) / sizeof(r->askers[0]))
		return false;
	r->askers[r->n].peer = p->serial;
	r->askers[r->n++].id = id;
	return true;
}

static void nobody_holds_it(struct holder *h)
{
	h->erasing.step = ERASING_KEY;
	changes_erase(h);
}

static void await_leases(struct holder *h)
{
	h->erasing.step = ERASING_LEASES;
	log_info("keys.erasing", LOG_ID("space", h->erasing.what.space), LOG_WORD("request", h->erasing.what.request));
	revocation_start_own(h, h->erasing.what.space, nobody_holds_it);
}

/* On a worker. */
static void write_intent(void *arg)
{
	struct holder *h = arg;

	check_magic(h, HOLDER_MAGIC);
	h->erasing.intended = erasure_intend(h->files.folder, &h->erasing.what);
	if (h->erasing.intended != ERR_OK)
		log_error("keys.intent_not_written", LOG_WORD("why", strerror(errno)));
}

static void on_intent(void *arg)
{
	struct holder *h = arg;

	check_magic(h, HOLDER_MAGIC);
	if (h->erasing.intended == ERR_OK) {
		await_leases(h);
		return;
	}
	answer_askers(h, h->erasing.intended);
	h->erasing.step = ERASING_NONE;
}

static void begin(struct peer *p, uint32_t id, const struct erasure *e)
{
	struct holder *h = p->h;

	h->erasing = (struct erasing){.step = ERASING_INTENT, .what = *e};
	(void)add_asker(&h->erasing, h, p, id);
	loop_work(h->loop, write_intent, on_intent, h);
}

static bool is_same(const struct erasure *a, const struct erasure *b)
{
	return memcmp(a->digest, b->digest, ERASURE_DIGEST) == 0;
}

void erasing_asked(struct peer *p, uint32_t id, const struct erasure *e)
{
	struct holder *h = p->h;
	const struct ledger_line *line = ledger_find(h->files.ledger, e->space);

	if (line != NULL && is_same(&line->what, e))
		send_erased(p, id, line);
	else if (line != NULL || (is_being_erased(h, e->space) && !is_same(&h->erasing.what, e)))
		peer_refuse(p, id, ERR_CONFLICT);
	else if (h->erasing.step == ERASING_NONE)
		begin(p, id, e);
	else if (!is_being_erased(h, e->space) || !add_asker(&h->erasing, h, p, id))
		peer_refuse(p, id, ERR_BUSY);
	else if (h->erasing.step == ERASING_AGAIN)
		nobody_holds_it(h);
}

bool erasing_resume(struct holder *h)
{
	enum err e = erasure_intended(h->files.folder, &h->erasing.what);

	if (e == ERR_OK && ledger_find(h->files.ledger, h->erasing.what.space) != NULL)
		e = erasure_forget(h->files.folder); /* that was all that was left to do */
	else if (e == ERR_OK)
		await_leases(h);
	if (e == ERR_OK || e == ERR_NOT_FOUND)
		return true;
	log_error("keys.start_refused",
		  LOG_WORD("why", "the file erasing in the key folder cannot be read or is damaged: it names the "
				  "space whose key is being destroyed"));
	return false;
}

void erasing_written(struct holder *h, enum err e)
{
	if (e == ERR_OK)
		log_info("keys.erased", LOG_ID("space", h->erasing.what.space),
			 LOG_INT("ledger", (long long)ledger_find(h->files.ledger, h->erasing.what.space)->done.number),
			 LOG_INT("generation", (long long)store_head_of(h->files.store)->generation));
	answer_askers(h, e);
	h->erasing.step = e == ERR_OK ? ERASING_NONE : ERASING_AGAIN;
}

void erasing_beat(struct holder *h)
{
	if (h->erasing.step == ERASING_AGAIN)
		nobody_holds_it(h);
}
