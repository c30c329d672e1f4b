#include "main/front.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/settings.h"
#include "call/hot.h"
#include "crypt/password.h"
#include "db/listen.h"
#include "db/pool.h"
#include "domain/worker.h"
#include "keys/lease.h"
#include "loop/loop.h"
#include "net/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FRONT_MAGIC 0x66726f6eu
#define LOOK_MS 50
#define FLUSH_MS 2500 /* what was noted only in memory may take so long to be written */
#define CALL_QUEUE 500
#define HOT_QUEUE 16
#define READ_QUEUE 2000
#define ORIGINS_MAX 16

struct front {
	unsigned magic;
	struct front_options o;
	struct pool *read_pool, *call_pool, *hot_pool;
	struct passwords *passwords;
	struct leases *leases;
	struct worker *worker;
	struct listener *listener;
	struct net_server *net;
	enum stmt stmts[STMT_COUNT];
	int stmt_count;
	const char *origins[ORIGINS_MAX + 1];
	struct timer *look;
	bool stopping;
	int64_t flush_until;
};

/* What other roles and the operator's verbs run: nothing a front would have a right to. */
static bool is_foreign(const char *name)
{
	static const char *const prefixes[] = {"chain_", "demo_", "init_", "job_", "mailer_", "user_"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return false;
}

static void choose_stmts(struct front *f)
{
	for (int s = 0; s < (int)STMT_COUNT; s++)
		if (!is_foreign(stmt_name((enum stmt)s)))
			f->stmts[f->stmt_count++] = (enum stmt)s;
}

static struct pool *make_pool(struct front *f, const char *name, int connections, int queue)
{
	const struct pool_options o = {
		.conninfo = f->o.conninfo,
		.name = arena_printf(f->o.arena, "tasuki %s %s", f->o.label, name).p,
		.connections = connections,
		.queue_limit = queue,
		.stmts = f->stmts,
		.stmt_count = f->stmt_count,
	};

	return pool_create(f->o.loop, &o);
}

static void make_worker(struct front *f)
{
	const struct worker_options o = {
		.loop = f->o.loop,
		.settings = f->o.settings,
		.run = f->o.paths->run_front,
		.index = f->o.index,
		.workers = f->o.settings->workers,
		.read_pool = f->read_pool,
		.call_pool = f->call_pool,
		.hot_pool = f->hot_pool,
		.leases = f->leases,
		.passwords = f->passwords,
		.deployment = f->o.region.deployment,
		.demo = f->o.region.demo,
		.region_name = f->o.region.name,
		.network_name = f->o.region.network_name,
		.association = f->o.region.association,
	};

	f->worker = worker_create(&o);
}

static void make_listener(struct front *f)
{
	const struct listener_options o = {
		.conninfo = f->o.conninfo,
		.channels = worker_channels,
		.notice = worker_notice,
		.restored = worker_restored,
		.arg = f->worker,
	};

	f->listener = listener_create(f->o.loop, &o);
	worker_set_listener(f->worker, f->listener);
}

/* "https://a https://b:8443" */
static void split_origins(struct front *f)
{
	struct str all = str_of(f->o.settings->site_origin);
	int count = 0;

	for (size_t from = 0; from < all.n && count < ORIGINS_MAX;) {
		size_t to = str_find(all, ' ', from);

		if (to > from)
			f->origins[count++] = arena_copy(f->o.arena, str_part(all, from, to)).p;
		from = to + 1;
	}
}

static bool listen_now(struct front *f)
{
	const struct settings *s = f->o.settings;
	const struct net_options o = {
		.address = s->listen_address,
		.port = s->listen_port,
		.certificate = f->o.paths->certificate,
		.key = f->o.paths->certificate_key,
		.tls12 = s->tls_12 == 1,
		.ticket_keys = f->o.ticket_keys,
		.plain = s->listen_plain[0] != '\0' ? s->listen_plain : NULL,
		.origins = f->origins,
		.web_root = f->o.paths->web_root,
		.connections_max = s->limit_connections,
		.connections_per_peer_max = s->limit_connections_per_peer,
		.head_deadline_ms = s->limit_head_ms,
		.body_deadline_ms = s->limit_body_ms,
		.idle_ms = s->limit_idle_ms,
		.http = worker_http(f->worker),
		.live = worker_live(f->worker),
	};
	const char *why = "";

	f->net = net_server_create(f->o.loop, &o, &why);
	if (f->net == NULL)
		log_error("cannot listen", LOG_INT("port", s->listen_port), LOG_WORD("why", why),
			  LOG_WORD("certificate", o.certificate));
	return f->net != NULL;
}

static void finish(struct front *f, bool good)
{
	timer_destroy(&f->look);
	f->o.stopped(f->o.arg, good);
}

static const char *fault(const struct front *f)
{
	const struct pool *const pools[] = {f->read_pool, f->call_pool, f->hot_pool};

	for (size_t i = 0; i < sizeof(pools) / sizeof(pools[0]); i++)
		if (pool_fault(pools[i]) != NULL)
			return pool_fault(pools[i]);
	return NULL;
}

/* Until the database answers nobody is let in. */
static void look_whether_up(void *arg)
{
	struct front *f = arg;

	check_magic(f, FRONT_MAGIC);
	if (fault(f) != NULL) {
		log_error("the database does not fit this program", LOG_WORD("why", fault(f)));
		finish(f, false);
		return;
	}
	if (!pool_up(f->read_pool) || !pool_up(f->call_pool) || !pool_up(f->hot_pool) || !listener_up(f->listener))
		return; /* without the listener its own hints would be lost */
	timer_destroy(&f->look);
	if (!worker_open(f->worker))
		log_error("no socket between the fronts", LOG_WORD("why", strerror(errno)));
	else if (listen_now(f)) {
		f->o.ready(f->o.arg);
		return;
	}
	finish(f, false);
}

struct front *front_create(const struct front_options *o)
{
	struct front *f = calloc(1, sizeof(*f));
	const struct settings *s = o->settings;
	const struct password_cost cost = {(unsigned)s->hash_memory_kib, (unsigned)s->hash_passes};

	check(f != NULL && o->loop != NULL && o->ready != NULL && o->stopped != NULL);
	f->magic = FRONT_MAGIC;
	f->o = *o;
	choose_stmts(f);
	split_origins(f);
	f->read_pool = make_pool(f, "read", s->db_read_connections, READ_QUEUE);
	f->call_pool = make_pool(f, "call", s->db_call_connections, CALL_QUEUE);
	f->hot_pool = make_pool(f, "hot", HOT_CONNECTIONS, HOT_QUEUE);
	f->passwords = passwords_create(o->loop, cost, s->hash_workers, s->hash_queue);
	f->leases = leases_create(o->loop, o->paths->keys_socket);
	make_worker(f);
	make_listener(f);
	f->look = timer_every(o->loop, LOOK_MS, look_whether_up, f);
	return f;
}

void front_destroy(struct front **fp)
{
	struct front *f;

	check(fp != NULL);
	f = *fp;
	if (f == NULL)
		return;
	check_magic(f, FRONT_MAGIC);
	net_server_destroy(&f->net);
	worker_destroy(&f->worker);
	listener_destroy(&f->listener);
	leases_destroy(&f->leases);
	passwords_destroy(&f->passwords);
	pool_destroy(&f->hot_pool);
	pool_destroy(&f->call_pool);
	pool_destroy(&f->read_pool);
	explicit_bzero(f->o.ticket_keys, sizeof(f->o.ticket_keys));
	free(f);
	*fp = NULL;
}

void front_tickets(struct front *f, const unsigned char keys[CONTROL_TICKET_BYTES])
{
	check_magic(f, FRONT_MAGIC);
	memcpy(f->o.ticket_keys, keys, sizeof(f->o.ticket_keys));
	if (f->net != NULL)
		net_server_ticket_keys(f->net, keys);
}

void front_reload(struct front *f)
{
	const char *why = "";

	check_magic(f, FRONT_MAGIC);
	if (f->net == NULL || f->stopping)
		return;
	if (net_server_reload(f->net, &why))
		log_info("certificate in use", LOG_WORD("file", f->o.paths->certificate));
	else
		log_error("the old certificate stays in use", LOG_WORD("why", why));
}

/* What is only noted (activity, cursors) is written before the pools go. */
static void look_whether_idle(void *arg)
{
	struct front *f = arg;
	bool idle;

	check_magic(f, FRONT_MAGIC);
	idle = worker_idle(f->worker) && pool_idle(f->read_pool) && pool_idle(f->call_pool) && pool_idle(f->hot_pool);
	if (!idle && clock_steady_ms() < f->flush_until)
		return;
	if (!idle)
		log_error("stopped with work under way", LOG_INT("waited_ms", FLUSH_MS));
	finish(f, true);
}

static void drained(void *arg)
{
	struct front *f = arg;

	check_magic(f, FRONT_MAGIC);
	worker_flush(f->worker);
	f->flush_until = clock_steady_ms() + FLUSH_MS;
	f->look = timer_every(f->o.loop, LOOK_MS, look_whether_idle, f);
}

void front_stop(struct front *f)
{
	check_magic(f, FRONT_MAGIC);
	if (f->stopping)
		return;
	f->stopping = true;
	timer_destroy(&f->look);
	if (f->net == NULL)
		finish(f, true);
	else
		net_server_drain(f->net, FRONT_DRAIN_MS, drained, f);
}
