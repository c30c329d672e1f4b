#include "net/edge.h"

#include "base/check.h"
#include "net/ask.h"
#include "net/http_side.h"
#include "net/sock.h"
#include "net/ws_side.h"

#include <errno.h>
#include <sys/socket.h>

bool edge_wants(const struct edge *c)
{
	switch (c->phase) {
	case PHASE_BODY:
	case PHASE_HEAD:
	case PHASE_IDLE:
	case PHASE_PINGED:
	case PHASE_QUIET:
		return c->inward.n == 0;
	default:
		return false;
	}
}

/* send() into our own pair fails only when the other end is closed; its end of file tells us, so the bytes are dropped. */
static size_t pair_send(struct edge *c, struct str bytes)
{
	size_t at = 0;

	while (at < bytes.n) {
		ssize_t n = send(c->pair, bytes.p + at, bytes.n - at, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN)
			break;
		at = n < 0 ? bytes.n : at + (size_t)n;
	}
	return at;
}

void edge_inward(struct edge *c, struct str bytes)
{
	size_t sent = 0;

	if (c->pair < 0)
		return;
	if (c->inward.n == 0)
		sent = pair_send(c, bytes);
	buf_add_str(&c->inward, str_part(bytes, sent, bytes.n));
}

void edge_inward_flush(struct edge *c)
{
	buf_drop(&c->inward, pair_send(c, buf_str(&c->inward)));
	if (c->inward.n > 0)
		return;
	buf_finish(&c->inward);
	edge_receive(c);
}

static size_t body_limit(const struct edge *c, const struct head *h, enum route route)
{
	const struct net_app *app = &c->server->o.http;

	return route == ROUTE_APP ? app->body_limit(app->arg, h->method, h->path) : 0;
}

static bool has_body(const struct head *h)
{
	return h->chunked || h->length > 0;
}

enum err edge_body(struct edge *c, struct head **h, enum route route)
{
	bool continues = (*h)->expects_continue && has_body(*h);

	if (!http_begin(c, h, route))
		return ERR_BUSY;
	edge_phase(c, PHASE_BODY);
	if (continues)
		edge_send(c, STR("HTTP/1.1 100 Continue\r\n\r\n"));
	return ERR_OK;
}

static enum err begin(struct edge *c, struct head **h, enum route route)
{
	size_t limit = body_limit(c, *h, route);

	if (!framing_body(&c->framing, *h, limit))
		return framing_error(&c->framing);
	if (limit <= NET_BODY_ASKED || !has_body(*h) || c->server->o.http.admit == NULL)
		return edge_body(c, h, route);
	ask_hold(c, h, route);
	return ERR_OK;
}

/* more: bytes follow the head. A client may not send frames before its WebSocket is open. */
static void take_head(struct edge *c, bool more)
{
	struct head *h = framing_take_head(&c->framing);
	enum route route;
	enum err e = route_of(h, c->first, c->server->o.origins, &route);

	c->first = false;
	c->to_head = h->method == HTTP_HEAD;
	if (e == ERR_OK && route == ROUTE_LIVE && !more) {
		framing_finish(&c->framing);
		ws_hold(c, &h);
		return;
	}
	if (e == ERR_OK)
		e = route == ROUTE_LIVE ? ERR_BAD_HEAD : begin(c, &h, route);
	head_free(&h);
	if (e != ERR_OK)
		edge_refuse(c, e);
}

static size_t take_http(struct edge *c, struct str in)
{
	size_t at = 0;

	while (edge_wants(c) && !edge_is_live(c)) {
		size_t used;
		struct str data;
		enum framing_event event = framing_next(&c->framing, str_part(in, at, in.n), &used, &data);

		at += used;
		if (event == FRAMING_HEAD)
			take_head(c, at < in.n);
		else if (event == FRAMING_DATA)
			http_data(c, data);
		else if (event == FRAMING_END)
			http_whole(c);
		else if (event == FRAMING_BAD)
			edge_refuse(c, framing_error(&c->framing));
		else
			break;
	}
	if (c->phase == PHASE_IDLE && !framing_idle(&c->framing))
		edge_phase(c, PHASE_HEAD);
	return at;
}

static size_t take_frames(struct edge *c, struct str in)
{
	struct sock *s = c->sock;
	size_t used;
	int code;

	if (s == NULL || s->in.closed)
		return in.n;
	code = wsframe_inbound(&s->in, in, LIVE_FRAME_IN_MAX, &used);
	edge_phase(c, PHASE_QUIET);
	edge_inward(c, str_part(in, 0, used));
	if (code != 0)
		sock_end(s, code, "");
	return in.n;
}

static size_t take_proxy(struct edge *c, struct str in)
{
	struct peer peer = c->peer;
	size_t used;
	enum proxy_step step;

	buf_add_str(&c->in, in);
	step = proxy_parse(buf_str(&c->in), &used, &peer);
	if (step == PROXY_BAD || (step == PROXY_MORE && c->in.n > PROXY_MAX))
		edge_destroy(c);
	if (step != PROXY_DONE)
		return in.n;
	used -= c->in.n - in.n; /* what came before this piece was all header */
	buf_finish(&c->in);
	c->wants_proxy = false;
	c->peer = peer;
	(void)edge_admit(c);
	return used;
}

/* Takes as much as is of use now and keeps the rest. */
static void take(struct edge *c, struct str in)
{
	size_t used = 0;

	if (c->wants_proxy && in.n > 0)
		used = take_proxy(c, in);
	if (c->wants_proxy || c->phase == PHASE_GONE)
		return;
	in = str_part(in, used, in.n);
	used = edge_is_live(c) ? take_frames(c, in) : take_http(c, in);
	if (c->phase != PHASE_GONE && c->phase != PHASE_LINGER)
		buf_add_str(&c->in, str_part(in, used, in.n));
}

static void take_kept(struct edge *c)
{
	struct buf kept = c->in;

	if (c->wants_proxy)
		return;
	c->in = (struct buf){0};
	take(c, buf_str(&kept));
	buf_finish(&kept);
}

/* After the last word nothing is of interest but that the client goes. */
static void linger(struct edge *c)
{
	ssize_t n;

	do
		n = recv(c->fd, c->server->io, IO_SIZE, 0);
	while (n > 0);
	if (n == 0 || errno != EAGAIN)
		edge_destroy(c);
}

/* Before the decision on a WebSocket a client has nothing to say; if it goes, so does the handshake. */
static void held(struct edge *c)
{
	if (edge_read(c, c->server->io, IO_SIZE) != 0)
		edge_destroy(c);
}

static void receive(struct edge *c)
{
	ssize_t n;

	do {
		n = edge_read(c, c->server->io, IO_SIZE);
		if (n < 0)
			edge_destroy(c);
		if (n <= 0)
			return;
		take(c, (struct str){c->server->io, (size_t)n});
		/* A short read means that the socket is empty: no need to hear it say so. */
	} while (edge_wants(c) && (edge_has_pending(c) || (c->ssl == NULL && n == IO_SIZE)));
}

void edge_receive(struct edge *c)
{
	int shaken;

	if (c->phase == PHASE_LINGER) {
		linger(c);
		return;
	}
	if (c->phase == PHASE_HELD) {
		held(c);
		return;
	}
	c->paused = !edge_wants(c);
	if (c->paused)
		return;
	shaken = edge_shake(c);
	if (shaken < 0)
		edge_destroy(c);
	if (shaken <= 0)
		return;
	take_kept(c);
	if (edge_wants(c))
		receive(c);
}
