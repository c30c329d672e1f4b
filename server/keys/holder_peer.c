#include "keys/holder_own.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "keys/ledger.h"
#include "keys/signer.h"
#include "loop/loop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int rights_of(const struct holder *h, uid_t uid)
{
	int rights = 0;

	if (uid == 0 || uid == geteuid())
		rights |= RIGHT_GET | RIGHT_CREATE | RIGHT_RULE;
	if (uid == h->o->front_uid)
		rights |= RIGHT_GET | RIGHT_CREATE;
	if (uid == h->o->job_uid)
		rights |= RIGHT_GET | RIGHT_ERASE;
	return rights;
}

struct peer *peer_find(struct holder *h, uint64_t serial)
{
	struct peer *p = h->peers;

	while (p != NULL && p->serial != serial)
		p = p->next;
	return p;
}

void peer_refuse(struct peer *p, uint32_t id, enum err e)
{
	wire_put_refused(link_out(p->link), id, e);
	link_flush(p->link);
}

void peer_send_keys(struct peer *p, uint32_t id, const struct store_key *keys, size_t n)
{
	int64_t until = clock_steady_ms() + p->h->lease_ms;

	for (size_t i = 0; i < n; i++)
		id_table_put(&p->leases, keys[i].space.id, (union id_value){.i = until});
	wire_put_keys(link_out(p->link), id, p->h->lease_ms, keys, n);
	link_flush(p->link);
}

void peer_send_status(struct peer *p, uint32_t id)
{
	const struct store_head *head = store_head_of(p->h->files.store);
	struct wire_status s = {
		.deployment = head->deployment,
		.generation = head->generation,
		.kek_epoch = head->kek_epoch,
		.kek_mixed = head->kek_mixed,
		.keys = (uint32_t)store_count(p->h->files.store),
		.clients = (uint32_t)p->h->peer_count,
		.ledger = ledger_count(p->h->files.ledger),
	};

	wire_put_status(link_out(p->link), id, &s);
	link_flush(p->link);
}

static bool on_hello(struct peer *p, const struct wire_frame *f)
{
	struct deployment_id ignored;
	uint32_t version;

	if (!wire_read_hello(f->body, &version, &ignored) || version != WIRE_VERSION)
		return false;
	p->greeted = true;
	wire_put_hello(link_out(p->link), f->id, p->h->o->deployment);
	link_flush(p->link);
	return true;
}

static bool on_get(struct peer *p, const struct wire_frame *f)
{
	struct holder *h = p->h;
	size_t asked, found = 0;

	if (!wire_read_spaces(f->body, &asked))
		return false;
	for (size_t i = 0; i < asked; i++) {
		struct space_id space = wire_space(f->body, i);

		if (!holder_withholds(h, space) && store_find(h->files.store, space, &h->found[found]))
			found++;
	}
	peer_send_keys(p, f->id, h->found, found);
	explicit_bzero(h->found, found * sizeof(*h->found));
	return true;
}

static bool on_create(struct peer *p, const struct wire_frame *f)
{
	size_t n;

	if (!wire_read_spaces(f->body, &n) || n != 1)
		return false;
	changes_create(p, f->id, wire_space(f->body, 0));
	return true;
}

static bool on_revoke(struct peer *p, const struct wire_frame *f)
{
	size_t n;

	if (!wire_read_spaces(f->body, &n) || n != 1)
		return false;
	revocation_start(p, f->id, wire_space(f->body, 0));
	return true;
}

static bool on_erase(struct peer *p, const struct wire_frame *f)
{
	struct erasure e;

	if (!erasure_read(f->body, &e))
		peer_refuse(p, f->id, ERR_BAD_VALUE);
	else
		erasing_asked(p, f->id, &e);
	return true;
}

static bool on_sign(struct peer *p, const struct wire_frame *f)
{
	struct signed_text s;

	signer_sign(p->h->signer, f->body, &s);
	wire_put_signed(link_out(p->link), f->id, &s);
	link_flush(p->link);
	return true;
}

static bool on_ack(struct peer *p, const struct wire_frame *f)
{
	revocation_acknowledged(p, f->id);
	return f->body.n == 0;
}

static bool on_status(struct peer *p, const struct wire_frame *f)
{
	peer_send_status(p, f->id);
	return f->body.n == 0;
}

static bool on_rotate(struct peer *p, const struct wire_frame *f)
{
	changes_rotate(p, f->id);
	return f->body.n == 0;
}

struct request_row {
	bool (*run)(struct peer *p, const struct wire_frame *f);
	int right;
};

/* What can be asked, and the right it takes. */
static const struct request_row requests[WIRE_TYPES] = {
	[WIRE_ACK] = {on_ack, RIGHT_GET},        [WIRE_CREATE] = {on_create, RIGHT_CREATE},
	[WIRE_ERASE] = {on_erase, RIGHT_ERASE},  [WIRE_GET] = {on_get, RIGHT_GET},
	[WIRE_REVOKE] = {on_revoke, RIGHT_RULE}, [WIRE_ROTATE] = {on_rotate, RIGHT_RULE},
	[WIRE_SIGN] = {on_sign, RIGHT_ERASE},    [WIRE_STATUS] = {on_status, RIGHT_RULE},
};

static bool on_frame(void *arg, const struct wire_frame *f)
{
	struct peer *p = arg;
	const struct request_row *row;

	check_magic(p, PEER_MAGIC);
	if (f->type == WIRE_HELLO)
		return on_hello(p, f);
	row = &requests[f->type];
	if (!p->greeted || row->run == NULL)
		return false;
	if ((p->rights & row->right) == 0) {
		log_warn("keys.right_refused", LOG_INT("uid", p->uid), LOG_INT("request", f->type));
		peer_refuse(p, f->id, ERR_NOT_FOUND);
		return true;
	}
	return row->run(p, f);
}

static void peer_free(struct peer *p)
{
	p->h->peer_count--;
	link_destroy(&p->link);
	id_table_finish(&p->leases);
	p->magic = 0;
	free(p);
}

static void on_gone(void *arg)
{
	struct peer *p = arg;
	struct peer **at;

	check_magic(p, PEER_MAGIC);
	revocation_orphan(p);
	for (at = &p->h->peers; *at != p;)
		at = &(*at)->next;
	*at = p->next;
	peer_free(p);
}

static const struct link_user peer_user = {on_frame, on_gone};

static void peer_open(struct holder *h, int take_fd, uid_t uid)
{
	struct peer *p = calloc(1, sizeof(*p));

	check(p != NULL);
	*p = (struct peer){.magic = PEER_MAGIC, .h = h, .next = h->peers, .serial = ++h->last_serial, .uid = uid};
	p->rights = rights_of(h, uid);
	p->link = link_create(h->loop, take_fd, &peer_user, p);
	h->peers = p;
	h->peer_count++;
}

void peers_accept(struct holder *h)
{
	int fd = accept4(h->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	struct ucred who = {.uid = (uid_t)-1};
	socklen_t n = sizeof(who);

	if (fd < 0) {
		if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
			log_warn("keys.accept_failed", LOG_WORD("why", strerror(errno)));
		return;
	}
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == 0 && rights_of(h, who.uid) != 0 && h->peer_count < PEERS_MAX) {
		peer_open(h, fd, who.uid);
		return;
	}
	log_warn("keys.client_refused", LOG_INT("uid", (long long)(int)who.uid), LOG_INT("clients", h->peer_count));
	(void)close(fd);
}

void peers_close(struct holder *h)
{
	for (struct peer *p = h->peers, *next; p != NULL; p = next) {
		next = p->next;
		peer_free(p);
	}
	h->peers = NULL;
}
