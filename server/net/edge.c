#include "net/edge.h"

#include "base/check.h"
#include "base/clock.h"
#include "loop/loop.h"
#include "net/answer.h"
#include "net/ask.h"
#include "net/http_side.h"
#include "net/limit.h"
#include "net/server_own.h"
#include "net/sock.h"
#include "net/tls.h"
#include "net/ws_side.h"

#include <openssl/ssl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void list_add(struct edge *c)
{
	struct edge_list *l = &c->server->lists[c->phase];

	c->next = NULL;
	c->prev = l->last;
	if (l->last != NULL)
		l->last->next = c;
	else
		l->first = c;
	l->last = c;
	l->n++;
}

static void list_remove(struct edge *c)
{
	struct edge_list *l = &c->server->lists[c->phase];

	if (c->prev != NULL)
		c->prev->next = c->next;
	else
		l->first = c->next;
	if (c->next != NULL)
		c->next->prev = c->prev;
	else
		l->last = c->prev;
	l->n--;
}

void edge_phase(struct edge *c, enum phase phase)
{
	check(c->phase != PHASE_GONE && phase != PHASE_GONE);
	list_remove(c);
	c->phase = (uint8_t)phase;
	c->since = clock_steady_ms();
	list_add(c);
}

static void client_event(void *arg, int events)
{
	struct edge *c = arg;

	check_magic(c, EDGE_MAGIC);
	if ((events & LOOP_WRITE) && c->phase != PHASE_GONE)
		edge_send_flush(c);
	if ((events & LOOP_READ || c->write_to_read) && c->phase != PHASE_GONE)
		edge_receive(c);
	edge_watch(c);
}

static void pair_event(void *arg, int events)
{
	struct edge *c = arg;

	check_magic(c, EDGE_MAGIC);
	if ((events & LOOP_WRITE) && c->pair_watch != NULL)
		edge_inward_flush(c);
	if ((events & LOOP_READ) && c->pair_watch != NULL)
		edge_pump(c);
	edge_watch(c);
}

static int client_interest(const struct edge *c)
{
	int events = 0;

	if (!c->paused && (edge_wants(c) || c->phase == PHASE_BUSY || c->phase == PHASE_HELD || c->phase == PHASE_LINGER))
		events |= LOOP_READ;
	if (c->out.n > 0 || c->write_to_read)
		events |= LOOP_WRITE;
	return events;
}

void edge_watch(struct edge *c)
{
	if (c->phase == PHASE_GONE)
		return;
	watch_set(c->client_watch, client_interest(c));
	if (c->pair_watch != NULL)
		watch_set(c->pair_watch, (c->out.n == 0 ? LOOP_READ : 0) | (c->inward.n > 0 ? LOOP_WRITE : 0));
}

struct edge *edge_create(struct net_server *s, int fd, const struct peer *peer, bool proxied)
{
	struct edge *c = calloc(1, sizeof(*c));

	check_magic(s, NET_MAGIC);
	check(c != NULL && fd >= 0);
	c->magic = EDGE_MAGIC;
	c->server = s;
	c->fd = fd;
	c->pair = -1;
	c->peer = *peer;
	c->first = true;
	c->wants_proxy = proxied;
	c->tls_done = proxied;
	if (!proxied)
		c->ssl = tls_accept(s->tls, fd);
	c->client_watch = watch_create(s->loop, fd, client_event, c);
	c->phase = PHASE_HEAD;
	c->since = clock_steady_ms();
	list_add(c);
	s->conns++;
	if (proxied || edge_admit(c))
		edge_watch(c);
	return c;
}

bool edge_is_live(const struct edge *c)
{
	return c->phase == PHASE_QUIET || c->phase == PHASE_PINGED;
}

bool edge_admit(struct edge *c)
{
	c->counted = limit_enter(c->server->limit, &c->peer);
	if (!c->counted)
		edge_destroy(c);
	return c->counted;
}

static void edge_free(void *arg)
{
	struct edge *c = arg;

	check_magic(c, EDGE_MAGIC);
	check(c->phase == PHASE_GONE);
	SSL_free(c->ssl);
	(void)close(c->fd);
	buf_finish(&c->in);
	buf_finish(&c->inward);
	buf_finish(&c->out);
	framing_finish(&c->framing);
	c->magic = 0;
	free(c);
}

void edge_destroy(struct edge *c)
{
	struct net_server *s = c->server;

	check_magic(c, EDGE_MAGIC);
	if (c->phase == PHASE_GONE)
		return;
	list_remove(c);
	c->phase = PHASE_GONE;
	if (c->counted)
		limit_leave(s->limit, &c->peer);
	edge_unpair(c);
	watch_destroy(&c->client_watch, NULL, NULL);
	ask_forget(c);
	http_forget(c);
	ws_forget(c);
	loop_defer(s->loop, edge_free, c);
	s->conns--;
	server_left(s);
}

void edge_end(struct edge *c)
{
	check_magic(c, EDGE_MAGIC);
	if (c->phase == PHASE_GONE || c->phase == PHASE_LINGER)
		return;
	edge_unpair(c);
	ask_forget(c);
	http_forget(c);
	ws_forget(c);
	buf_finish(&c->in);
	c->paused = false;
	edge_phase(c, PHASE_LINGER);
	if (!c->tls_done)
		edge_destroy(c);
	else if (c->out.n == 0)
		edge_shut(c);
	edge_watch(c);
}

void edge_refuse(struct edge *c, enum err e)
{
	struct buf answer = {0};

	check(c->phase != PHASE_GONE && c->phase != PHASE_LINGER);
	answer_error(&answer, e, c->to_head);
	edge_send(c, buf_str(&answer));
	buf_finish(&answer);
	edge_end(c);
}

int edge_pair(struct edge *c)
{
	int ends[2];

	check(c->pair < 0);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
		return -1;
	c->pair = ends[0];
	c->pair_watch = watch_create(c->server->loop, c->pair, pair_event, c);
	return ends[1];
}

static void close_later(void *arg)
{
	(void)close((int)(intptr_t)arg);
}

void edge_unpair(struct edge *c)
{
	if (c->pair < 0)
		return;
	watch_destroy(&c->pair_watch, close_later, (void *)(intptr_t)c->pair);
	c->pair = -1;
	buf_finish(&c->inward);
}

static void look_at(struct edge *c)
{
	bool pump = c->pump;

	c->marked = c->pump = false;
	if (c->phase == PHASE_GONE) /* its memory lives until after this look */
		return;
	if (pump)
		edge_pump(c);
	sock_flush(c);
	edge_watch(c);
}

static void look(void *arg)
{
	struct net_server *s = arg;

	check_magic(s, NET_MAGIC);
	s->look_deferred = false;
	while (s->marked != NULL) {
		struct edge *c = s->marked;

		s->marked = c->next_marked;
		look_at(c);
	}
}

void edge_mark(struct edge *c, bool pump)
{
	struct net_server *s = c->server;

	if (c->phase == PHASE_GONE)
		return;
	c->pump = c->pump || pump;
	if (c->marked)
		return;
	c->marked = true;
	c->next_marked = s->marked;
	s->marked = c;
	if (!s->look_deferred)
		loop_defer(s->loop, look, s);
	s->look_deferred = true;
}
