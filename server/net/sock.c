#include "net/sock.h"

#include "base/check.h"
#include "net/frame.h"

#include <stdlib.h>
#include <string.h>

#define REASON_MAX 123

struct sock *sock_create(struct edge *c, void *keep_user)
{
	struct sock *s = calloc(1, sizeof(*s));

	check(s != NULL && c->sock == NULL);
	s->magic = SOCK_MAGIC;
	s->edge = c;
	s->user = keep_user;
	c->sock = s;
	return s;
}

static void drop_first(struct sock *s, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		s->queued -= s->queue[i]->n;
		frame_unref(&s->queue[i]);
	}
	s->queue_n = (uint16_t)(s->queue_n - count);
	if (s->queue_n > 0)
		memmove(s->queue, s->queue + count, s->queue_n * sizeof(struct frame *));
}

void sock_drop_queue(struct sock *s)
{
	drop_first(s, s->queue_n);
	free(s->queue);
	s->queue = NULL;
	s->queue_room = 0;
}

void sock_free(struct sock **sp)
{
	struct sock *s = *sp;

	check_magic(s, SOCK_MAGIC);
	check(s->edge == NULL);
	sock_drop_queue(s);
	buf_finish(&s->message);
	s->magic = 0;
	free(s);
	*sp = NULL;
}

static void queue_add(struct sock *s, struct frame *f)
{
	if (s->queue_n == s->queue_room) {
		s->queue_room = s->queue_room ? (uint16_t)(s->queue_room * 2) : 2;
		s->queue = realloc(s->queue, s->queue_room * sizeof(struct frame *));
		check(s->queue != NULL);
	}
	f->references++;
	s->queue[s->queue_n++] = f;
	s->queued += f->n;
}

size_t sock_backlog(const struct sock *s)
{
	return s->edge == NULL ? 0 : s->queued + s->edge->out.n;
}

/* Counts the queue's places too, so that a flood of tiny frames is bounded as well. */
static bool backlog_full(const struct sock *s, const struct frame *f)
{
	return sock_backlog(s) + f->n > LIVE_BACKLOG_MAX || s->queue_n >= UINT16_MAX / 2;
}

void sock_send(struct sock *s, struct frame *f)
{
	check_magic(s, SOCK_MAGIC);
	check(f != NULL && f->references > 0);
	if (s->closing || s->edge == NULL)
		return;
	if (backlog_full(s, f)) {
		sock_end(s, WS_CLOSE_SLOW, "too slow");
		return;
	}
	queue_add(s, f);
	edge_mark(s->edge, false);
}

/* One record's worth of whole frames copied together; how many. A single one is sent from where it lies. */
static size_t gather(const struct sock *s, char *into, struct str *out_r)
{
	size_t count = 0, n = 0;

	while (count < s->queue_n && n + s->queue[count]->n <= TLS_RECORD) {
		const struct frame *f = s->queue[count++];

		if (count > 1 || s->queue_n > 1)
			memcpy(into + n, f->bytes, f->n);
		n += f->n;
	}
	*out_r = (struct str){into, n};
	if (count > 1)
		return count;
	*out_r = (struct str){s->queue[0]->bytes, s->queue[0]->n};
	return 1;
}

void sock_flush(struct edge *c)
{
	struct sock *s = c->sock;

	while (s != NULL && s->edge == c && !s->closing && c->live_open && s->queue_n > 0 && c->out.n == 0 &&
	       wsframe_boundary(&s->out)) {
		struct str bytes;
		size_t count = gather(s, c->server->io, &bytes);

		edge_send(c, bytes);
		if (s->edge == c)
			drop_first(s, count);
	}
}

void sock_ping(struct sock *s)
{
	char header[WSFRAME_HEADER_MAX];
	struct edge *c = s->edge;

	if (!s->closing && c->live_open && c->out.n == 0 && wsframe_boundary(&s->out))
		edge_send(c, (struct str){header, wsframe_header(header, WSFRAME_PING, 0)});
}

static void send_close(struct sock *s, int code, struct str reason)
{
	char frame[WSFRAME_HEADER_MAX + 2 + REASON_MAX];
	size_t n = wsframe_header(frame, WSFRAME_CLOSE, 2 + reason.n);

	frame[n++] = (char)(code >> 8);
	frame[n++] = (char)code;
	memcpy(frame + n, reason.p, reason.n);
	edge_send(s->edge, (struct str){frame, n + reason.n});
}

void sock_end(struct sock *s, int code, const char *reason)
{
	struct edge *c = s->edge;

	check(code >= 1000 && code <= 4999 && reason != NULL && strlen(reason) <= REASON_MAX);
	if (s->closing || c == NULL)
		return;
	s->closing = true;
	sock_drop_queue(s);
	if (c->live_open && wsframe_boundary(&s->out))
		send_close(s, code, str_of(reason));
	edge_end(c);
}

void sock_close(struct sock *s, int code, const char *reason)
{
	check_magic(s, SOCK_MAGIC);
	sock_end(s, code, reason);
}
