#include "net/server.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "loop/loop.h"
#include "net/edge.h"
#include "net/http_side.h"
#include "net/limit.h"
#include "net/listener.h"
#include "net/server_own.h"
#include "net/sock.h"
#include "net/statics.h"
#include "net/sweep.h"
#include "net/tls.h"
#include "net/ws_side.h"

#include <openssl/ssl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

/* Descriptors of one connection: the client's, and the two ends of the pair behind it. */
#define DESCRIPTORS_EACH 3
#define DESCRIPTORS_REST 256

static const char *keep_text(struct arena *a, const char *text)
{
	return text ? arena_copy(a, str_of(text)).p : NULL;
}

static void keep_options(struct net_server *s, const struct net_options *o)
{
	size_t n = 0;
	const char **origins;

	s->o = *o;
	s->o.address = keep_text(s->arena, o->address);
	s->o.certificate = keep_text(s->arena, o->certificate);
	s->o.key = keep_text(s->arena, o->key);
	s->o.plain = keep_text(s->arena, o->plain);
	s->o.web_root = keep_text(s->arena, o->web_root);
	if (o->ticket_keys != NULL)
		s->o.ticket_keys = (const unsigned char *)arena_copy(s->arena, (struct str){(const char *)o->ticket_keys, 80}).p;
	while (o->origins[n] != NULL)
		n++;
	origins = arena_array(s->arena, n + 1, sizeof(*origins));
	for (size_t i = 0; i < n; i++)
		origins[i] = keep_text(s->arena, o->origins[i]);
	s->o.origins = origins;
}

/* libwebsockets sizes a table by the limit, so it is raised to what is needed and not to what is possible. */
static void raise_descriptors(struct net_server *s)
{
	rlim_t need = (rlim_t)s->o.connections_max * DESCRIPTORS_EACH + DESCRIPTORS_REST;
	struct rlimit limit;

	check(getrlimit(RLIMIT_NOFILE, &limit) == 0);
	if (limit.rlim_cur < need && limit.rlim_max > limit.rlim_cur) {
		limit.rlim_cur = need < limit.rlim_max ? need : limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= need)
		return;
	check(limit.rlim_cur > DESCRIPTORS_REST + DESCRIPTORS_EACH);
	s->o.connections_max = (int)((limit.rlim_cur - DESCRIPTORS_REST) / DESCRIPTORS_EACH);
	log_warn("descriptors_few", LOG_INT("connections_max", s->o.connections_max));
}

static bool start(struct net_server *s, const char **why_r)
{
	if (s->o.port > 0 && (s->tls = tls_create(&s->o, why_r)) == NULL)
		return false;
	s->statics = statics_create(s->o.web_root, why_r);
	if (s->statics == NULL)
		return false;
	return listener_open_all(s, why_r);
}

static void check_options(const struct net_options *o)
{
	check(o->connections_max > 0 && o->connections_per_peer_max > 0);
	check(o->head_deadline_ms > 0 && o->body_deadline_ms > 0 && o->idle_ms > 0);
	check(o->http.request != NULL && o->http.body_limit != NULL && o->origins != NULL);
	check(o->live.handshake != NULL && o->live.abandoned != NULL && o->live.opened != NULL);
	check(o->live.text != NULL && o->live.closed != NULL);
}

struct net_server *net_server_create(struct loop *loop, const struct net_options *o, const char **why_r)
{
	struct net_server *s = calloc(1, sizeof(*s));
	char *io = malloc(IO_HEADROOM + IO_SIZE);

	check(s != NULL && io != NULL && loop != NULL && why_r != NULL);
	check_options(o);
	check(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	s->magic = NET_MAGIC;
	s->loop = loop;
	s->arena = arena_create(1024);
	s->io = io + IO_HEADROOM;
	keep_options(s, o);
	raise_descriptors(s);
	s->limit = limit_create(s->o.connections_per_peer_max);
	if (!start(s, why_r)) {
		net_server_destroy(&s);
		return NULL;
	}
	s->http = http_create(s);
	s->ws = ws_create(s);
	s->sweep = timer_every(loop, SWEEP_MS, sweep, s);
	return s;
}

void net_server_ticket_keys(struct net_server *s, const unsigned char *keys)
{
	check_magic(s, NET_MAGIC);
	check(keys != NULL);
	s->o.ticket_keys = (const unsigned char *)arena_copy(s->arena, (struct str){(const char *)keys, 80}).p;
}

bool net_server_reload(struct net_server *s, const char **why_r)
{
	SSL_CTX *fresh;

	check_magic(s, NET_MAGIC);
	fresh = tls_create(&s->o, why_r);
	if (fresh == NULL)
		return false;
	SSL_CTX_free(s->tls); /* open connections hold on to theirs */
	s->tls = fresh;
	return true;
}

static void each(struct net_server *s, enum phase phase, void (*act)(struct edge *c))
{
	for (struct edge *c = s->lists[phase].first, *next; c != NULL; c = next) {
		next = c->next;
		act(c);
	}
}

static void busy(struct edge *c)
{
	edge_refuse(c, ERR_BUSY);
}

static void restart(struct edge *c)
{
	if (c->sock != NULL)
		sock_end(c->sock, WS_CLOSE_RESTART, "restart");
	else
		edge_end(c);
}

static void drain_over(struct net_server *s)
{
	void (*done)(void *arg) = s->drained;

	s->drained = NULL;
	timer_destroy(&s->grace);
	if (done != NULL)
		done(s->drained_arg);
}

static void drain_looked(void *arg)
{
	struct net_server *s = arg;

	check_magic(s, NET_MAGIC);
	if (s->conns == 0)
		drain_over(s);
}

static void drain_late(void *arg)
{
	drain_over(arg);
}

void server_left(struct net_server *s)
{
	if (s->draining && s->conns == 0 && s->drained != NULL)
		loop_defer(s->loop, drain_looked, s);
}

void net_server_drain(struct net_server *s, int grace_ms, void (*done)(void *arg), void *arg)
{
	check_magic(s, NET_MAGIC);
	check(!s->draining && grace_ms >= 0 && done != NULL);
	s->draining = true;
	s->drained = done;
	s->drained_arg = arg;
	listener_close_all(s);
	each(s, PHASE_HEAD, edge_end);
	each(s, PHASE_HELD, busy);
	each(s, PHASE_IDLE, edge_end);
	each(s, PHASE_PINGED, restart);
	each(s, PHASE_QUIET, restart);
	s->grace = timer_once(s->loop, (uint64_t)grace_ms, drain_late, s);
	server_left(s);
}

static void server_free(void *arg)
{
	struct net_server *s = arg;

	limit_destroy(&s->limit);
	statics_destroy(&s->statics);
	SSL_CTX_free(s->tls);
	arena_destroy(&s->arena);
	free(s->io - IO_HEADROOM);
	s->magic = 0;
	free(s);
}

void net_server_destroy(struct net_server **sp)
{
	struct net_server *s;

	check(sp != NULL);
	s = *sp;
	if (s == NULL)
		return;
	check_magic(s, NET_MAGIC);
	s->drained = NULL;
	timer_destroy(&s->sweep);
	timer_destroy(&s->grace);
	listener_close_all(s);
	for (int phase = 0; phase < PHASE_COUNT; phase++)
		each(s, (enum phase)phase, edge_destroy);
	http_destroy(&s->http);
	ws_destroy(&s->ws);
	loop_defer(s->loop, server_free, s); /* after the connections, which were deferred before */
	*sp = NULL;
}
