#include "keys/lease.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "keys/exchange.h"
#include "keys/lease_own.h"
#include "loop/loop.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define BEAT_MS 100
#define NOW_MS 5000         /* of lease_now */
#define ALMOST_OVER_MS 5000 /* what is wanted must last a little */

static void turn_end(void *arg)
{
	struct leases *l = arg;

	check_magic(l, LEASES_MAGIC);
	l->turn_end_due = false;
	if (l->dead)
		return;
	cache_bury(l);
	asks_send(l);
	asks_call_back(l);
}

void leases_defer(struct leases *l)
{
	if (l->turn_end_due || l->dead)
		return;
	l->turn_end_due = true;
	loop_defer(l->loop, turn_end, l);
}

static bool on_frame(void *arg, const struct wire_frame *f)
{
	struct leases *l = arg;
	struct deployment_id ignored;
	uint32_t version;
	size_t n;

	check_magic(l, LEASES_MAGIC);
	switch (f->type) {
	case WIRE_HELLO:
		if (l->lost)
			log_info("keys.holder_back", LOG_INT("leases", (long long)l->entries.n));
		l->lost = false;
		return wire_read_hello(f->body, &version, &ignored) && version == WIRE_VERSION;
	case WIRE_KEYS:
	case WIRE_REFUSED:
		return asks_answered(l, f);
	case WIRE_REVOKE:
		if (!wire_read_spaces(f->body, &n) || n != 1)
			return false;
		cache_revoke(l, wire_space(f->body, 0), f->id);
		return true;
	default:
		return false;
	}
}

static void on_gone(void *arg)
{
	struct leases *l = arg;

	check_magic(l, LEASES_MAGIC);
	link_destroy(&l->link);
	if (!l->lost)
		log_warn("keys.holder_lost", LOG_INT("leases", (long long)l->entries.n));
	l->lost = true;
	asks_unsend(l);
}

static const struct link_user link_user = {on_frame, on_gone};

static int connect_now(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	memcpy(at.sun_path, path, strlen(path));
	if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

/* Local, so it succeeds or fails at once. A holder that refuses us shows as lost again. */
static void try_connect(struct leases *l)
{
	int fd = connect_now(l->socket);

	if (fd < 0) {
		if (!l->lost)
			log_warn("keys.holder_absent", LOG_INT("leases", (long long)l->entries.n));
		l->lost = true;
		return;
	}
	l->link = link_create(l->loop, fd, &link_user, l);
	wire_put_hello(link_out(l->link), 0, (struct deployment_id){{{0}}});
	asks_send(l);
}

static void beat(void *arg)
{
	struct leases *l = arg;

	check_magic(l, LEASES_MAGIC);
	if (l->link == NULL)
		try_connect(l);
	cache_expire(l);
	asks_beat(l);
}

struct leases *leases_create(struct loop *loop, const char *socket)
{
	struct leases *l = calloc(1, sizeof(*l));

	check(l != NULL && loop != NULL && socket != NULL);
	check(strlen(socket) < sizeof(((struct sockaddr_un *)NULL)->sun_path));
	l->magic = LEASES_MAGIC;
	l->loop = loop;
	l->socket = strdup(socket);
	check(l->socket != NULL);
	l->askings_end = &l->askings;
	l->beat = timer_every(loop, BEAT_MS, beat, l);
	try_connect(l);
	return l;
}

static void bury(void *arg)
{
	struct leases *l = arg;

	check_magic(l, LEASES_MAGIC);
	l->magic = 0;
	free(l->socket);
	free(l);
}

void leases_destroy(struct leases **lp)
{
	struct leases *l;

	check(lp != NULL);
	l = *lp;
	*lp = NULL;
	if (l == NULL)
		return;
	check_magic(l, LEASES_MAGIC);
	l->dead = true;
	link_destroy(&l->link);
	timer_destroy(&l->beat);
	cache_finish(l);
	asks_finish(l);
	loop_defer(l->loop, bury, l);
}

/* The id of the GET that must be answered first, or 0. What runs out soon is renewed, and waited for only when it is almost over.
 */
static uint32_t need(struct leases *l, struct space_id space)
{
	const struct entry *e = cache_find(l, space);
	int64_t now = clock_steady_ms();
	uint32_t id = 0;

	if (e == NULL || now >= e->renew_at)
		id = asks_add(l, space);
	return e != NULL && e->until - now > ALMOST_OVER_MS ? 0 : id;
}

void leases_want(struct leases *l, const struct space_id *spaces, size_t n, void (*cb)(void *arg, enum err e), void *arg)
{
	struct want *w;

	check_magic(l, LEASES_MAGIC);
	check(!l->dead && cb != NULL && n <= 10000 && (spaces != NULL || n == 0));
	w = calloc(1, sizeof(*w) + n * sizeof(*spaces));
	check(w != NULL);
	*w = (struct want){.next = l->wants, .cb = cb, .arg = arg, .n = n};
	for (size_t i = 0; i < n; i++) {
		uint32_t id = need(l, spaces[i]);

		w->spaces[i] = spaces[i];
		if (id != 0 && (w->needs == 0 || (int32_t)(id - w->needs) > 0))
			w->needs = id;
	}
	l->wants = w;
	leases_defer(l);
}

const struct space_key *lease_key(struct leases *l, struct space_id space)
{
	const struct entry *e;

	check_magic(l, LEASES_MAGIC);
	e = cache_find(l, space);
	if (e == NULL)
		return NULL;
	if (clock_steady_ms() >= e->renew_at)
		(void)asks_add(l, space);
	return e->key;
}

void leases_create_key(struct leases *l, struct space_id space, void (*cb)(void *arg, enum err e), void *arg)
{
	struct creating *c = calloc(1, sizeof(*c));

	check_magic(l, LEASES_MAGIC);
	check(!l->dead && c != NULL && cb != NULL);
	*c = (struct creating){
		.next = l->creatings, .space = space, .id = ++l->last_id, .result = ERR_COUNT, .cb = cb, .arg = arg};
	l->creatings = c;
	leases_defer(l);
}

static enum err read_one(struct str body, struct space_id space, struct space_key **out_r)
{
	struct store_key key;
	uint32_t lease_ms;
	size_t n;

	if (!wire_read_keys(body, &lease_ms, &n))
		return ERR_KEYS_DOWN;
	if (n != 1)
		return ERR_NOT_FOUND;
	wire_key(body, 0, &key);
	if (id_eq(key.space.id, space.id))
		*out_r = space_key_create(key.space, key.epoch, key.key);
	explicit_bzero(&key, sizeof(key));
	return *out_r != NULL ? ERR_OK : ERR_KEYS_DOWN;
}

enum err lease_now(const char *socket, struct space_id space, bool create, struct space_key **out_r)
{
	struct wire_frame question = {.type = create ? WIRE_CREATE : WIRE_GET,
				      .body = {(const char *)space.id.b, sizeof(space.id.b)}};
	struct buf in = {0};
	struct str body;
	enum err e;

	check(socket != NULL && out_r != NULL);
	*out_r = NULL;
	e = exchange(socket, NOW_MS, question, WIRE_KEYS, &in, &body);
	if (e == ERR_OK)
		e = read_one(body, space, out_r);
	buf_finish(&in);
	return e;
}
