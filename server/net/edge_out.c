#include "net/edge.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "net/answer.h"
#include "net/http_side.h"
#include "net/sock.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* Returns how much the client took, or SIZE_MAX when it is gone (and the connection with it). */
static size_t write_some(struct edge *c, struct str bytes)
{
	size_t at = 0;

	while (at < bytes.n) {
		ssize_t n = edge_write(c, bytes.p + at, bytes.n - at);

		if (n < 0) {
			edge_destroy(c);
			return SIZE_MAX;
		}
		if (n == 0)
			break;
		at += (size_t)n;
	}
	return at;
}

/* The other phases' lists are in the order of time. */
static bool counts_progress(const struct edge *c)
{
	return c->phase == PHASE_BUSY || c->phase == PHASE_LINGER;
}

void edge_send(struct edge *c, struct str bytes)
{
	size_t sent = 0;

	if (c->phase == PHASE_GONE)
		return;
	if (c->out.n == 0)
		sent = write_some(c, bytes);
	if (sent >= bytes.n)
		return;
	if (c->out.n == 0 && counts_progress(c))
		c->since = clock_steady_ms();
	buf_add_str(&c->out, str_part(bytes, sent, bytes.n));
}

void edge_send_flush(struct edge *c)
{
	size_t sent;

	if (c->out.n == 0)
		return;
	sent = write_some(c, buf_str(&c->out));
	if (sent == SIZE_MAX)
		return;
	if (sent > 0 && counts_progress(c))
		c->since = clock_steady_ms();
	buf_drop(&c->out, sent);
	if (c->out.n > 0)
		return;
	buf_finish(&c->out);
	if (c->phase == PHASE_LINGER) {
		edge_shut(c);
		return;
	}
	edge_pump(c);
	sock_flush(c);
}

/* Puts the fixed fields behind the status line; the room before the bytes is there for that. NULL bytes when there is no status
 * line. */
static struct str with_fixed(struct str answer, enum answer_kind kind)
{
	struct str fixed = answer_fixed(kind);
	size_t line = str_find(answer, '\n', 0) + 1;
	char *start;

	check(fixed.n <= IO_HEADROOM);
	if (line > answer.n || !str_starts(answer, STR("HTTP/1.1 ")))
		return (struct str){NULL, 0};
	start = (char *)(uintptr_t)answer.p - fixed.n;
	memmove(start, answer.p, line);
	memcpy(start + line, fixed.p, fixed.n);
	return (struct str){start, answer.n + fixed.n};
}

/* What libwebsockets says: the 101 first, then frames of its own, which are followed so that ours never land inside one. */
static void from_live(struct edge *c, struct str bytes)
{
	struct str frames = bytes;

	if (!c->live_open) {
		const char *end = memmem(bytes.p, bytes.n, "\r\n\r\n", 4);

		if (end == NULL) {
			edge_destroy(c);
			return;
		}
		frames = str_part(bytes, (size_t)(end + 4 - bytes.p), bytes.n);
	}
	if (c->sock != NULL && !wsframe_outbound(&c->sock->out, frames)) {
		edge_destroy(c);
		return;
	}
	if (!c->live_open)
		bytes = with_fixed(bytes, ANSWER_ANY);
	c->live_open = true;
	if (c->sock != NULL && c->sock->out.closed)
		c->sock->closing = true;
	edge_send(c, bytes);
}

static void from_http(struct edge *c, struct str bytes)
{
	if (!c->answering) {
		log_warn("http_unasked", LOG_INT("bytes", (long long)bytes.n));
		edge_refuse(c, ERR_INTERNAL);
		return;
	}
	if (c->answer_starts)
		bytes = with_fixed(bytes, http_answer_kind(c));
	c->answer_starts = false;
	if (bytes.p == NULL)
		edge_destroy(c);
	else
		edge_send(c, bytes);
}

/* True while there may be more. */
static bool pump_once(struct edge *c)
{
	char *at = c->server->io;
	ssize_t n = recv(c->pair, at, IO_SIZE, 0);

	if (n == 0)
		edge_end(c);
	if (n <= 0)
		return false;
	if (edge_is_live(c))
		from_live(c, (struct str){at, (size_t)n});
	else
		from_http(c, (struct str){at, (size_t)n});
	return n == IO_SIZE;
}

static void answer_over(struct edge *c)
{
	c->answered = c->answering = false;
	if (http_was_last(c)) {
		edge_end(c);
		return;
	}
	edge_phase(c, PHASE_IDLE);
	if (c->paused || c->in.n > 0 || edge_has_pending(c))
		edge_receive(c);
}

void edge_pump(struct edge *c)
{
	bool more = true;

	while (more && c->pair >= 0 && c->out.n == 0)
		more = pump_once(c);
	if (!more && c->answered && c->out.n == 0 && c->phase == PHASE_BUSY)
		answer_over(c);
}
