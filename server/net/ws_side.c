#include "net/ws_side.h"

#include "base/check.h"
#include "base/log.h"
#include "base/utf8.h"
#include "loop/loop.h"
#include "net/route.h"
#include "net/sock.h"

#include <libwebsockets.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

/* Bytes of a message that libwebsockets hands over at once; it keeps a buffer of this size for each connection. */
#define RECEIVE_PIECE 512
#define HANDSHAKE_MAGIC 0x68616e64u
#define WS_CLOSE_TEXT 1007
/* Loop turns in which libwebsockets closes its handles, in two steps, with some to spare. */
#define END_TURNS 8

struct handshake {
	unsigned magic;
	struct edge *edge;
	struct head *head;
	char peer[PEER_TEXT];
	size_t peer_n;
};

struct ws_side {
	struct net_server *server;
	struct lws_context *context;
	struct lws_vhost *vhost;
	struct sock *socks; /* open, or still known to libwebsockets */
	struct sock *over;  /* the program is to be told */
	bool over_deferred;
	uv_idle_t end; /* counts turns after ws_destroy */
	int end_turns;
};

static void list_move(struct sock *s, struct sock **list)
{
	if (s->at != NULL) {
		*s->at = s->next;
		if (s->next != NULL)
			s->next->at = s->at;
	}
	s->next = *list;
	if (s->next != NULL)
		s->next->at = &s->next;
	*list = s;
	s->at = list;
}

static void tell_over(struct ws_side *w)
{
	while (w->over != NULL) {
		struct sock *s = w->over;

		w->server->o.live.closed(s->user, s->opened ? s : NULL);
		*s->at = s->next;
		if (s->next != NULL)
			s->next->at = s->at;
		sock_free(&s);
	}
}

static void over_later(void *arg)
{
	struct ws_side *w = arg;

	w->over_deferred = false;
	tell_over(w);
}

/* libwebsockets is through with it. Told later: this may happen inside a call of the program's. */
static void sock_over(struct ws_side *w, struct sock *s)
{
	s->wsi = NULL;
	s->closing = true;
	if (s->edge != NULL)
		s->edge->sock = NULL;
	s->edge = NULL;
	list_move(s, &w->over);
	if (!w->over_deferred)
		loop_defer(w->server->loop, over_later, w);
	w->over_deferred = true;
}

static void receive(struct ws_side *w, struct sock *s, struct lws *wsi, struct str piece)
{
	struct buf message;

	if (s->closing)
		return;
	buf_add_str(&s->message, piece);
	if (!lws_is_final_fragment(wsi) || lws_remaining_packet_payload(wsi) > 0)
		return;
	message = s->message;
	s->message = (struct buf){0};
	if (!utf8_valid(buf_str(&message)))
		sock_end(s, WS_CLOSE_TEXT, "not UTF-8");
	else
		w->server->o.live.text(s->user, s, buf_str(&message));
	buf_finish(&message);
}

static int callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t n)
{
	struct ws_side *w = lws_context_user(lws_get_context(wsi));
	struct sock *s = lws_get_opaque_user_data(wsi);

	(void)user;
	if (s == NULL)
		return reason == LWS_CALLBACK_ESTABLISHED || reason == LWS_CALLBACK_RECEIVE || reason == LWS_CALLBACK_HTTP ? -1
															   : 0;
	check_magic(s, SOCK_MAGIC);
	switch (reason) {
	case LWS_CALLBACK_ESTABLISHED:
		s->opened = true;
		w->server->o.live.opened(s->user, s);
		return 0;
	case LWS_CALLBACK_RECEIVE:
		receive(w, s, wsi, (struct str){in, n});
		return 0;
	case LWS_CALLBACK_CLOSED:
	case LWS_CALLBACK_WSI_DESTROY:
		lws_set_opaque_user_data(wsi, NULL);
		sock_over(w, s);
		return 0;
	case LWS_CALLBACK_HTTP:
		return -1;
	default:
		return 0;
	}
}

static void lws_log(int level, const char *line)
{
	char text[200];
	size_t n = strcspn(line, "\n");

	(void)level;
	n = n < sizeof(text) ? n : sizeof(text) - 1;
	memcpy(text, line, n);
	text[n] = '\0';
	log_warn("libwebsockets", LOG_WORD("line", text));
}

static const struct lws_protocols protocols[] = {
	{.name = ROUTE_SUBPROTOCOL, .callback = callback, .rx_buffer_size = RECEIVE_PIECE},
	{.name = NULL},
};

struct ws_side *ws_create(struct net_server *s)
{
	/* All zero: no pings of its own, the edge has an eye on silence. */
	static const lws_retry_bo_t no_pings = {0};
	struct ws_side *w = calloc(1, sizeof(*w));
	void *loops[1] = {loop_uv(s->loop)};
	struct lws_context_creation_info info = {
		.port = CONTEXT_PORT_NO_LISTEN_SERVER,
		.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
		.foreign_loops = loops,
		.protocols = protocols,
		.retry_and_idle_policy = &no_pings,
		.user = w,
		.gid = (gid_t)-1,
		.uid = (uid_t)-1,
	};

	check(w != NULL);
	w->server = s;
	info.pcontext = &w->context;
	lws_set_log_level(LLL_ERR, lws_log);
	w->context = lws_create_context(&info);
	check(w->context != NULL);
	w->vhost = lws_create_vhost(w->context, &info);
	check(w->vhost != NULL);
	return w;
}

/*
 * On a foreign loop its handles close in the turns after the first lws_context_destroy; 4.1 then needs a second one to free the
 * rest, while 4.3 has freed itself (and has set our pointer to NULL).
 */
static void end_free(uv_handle_t *idle)
{
	free(idle->data);
}

static void end_turn(uv_idle_t *idle)
{
	struct ws_side *w = idle->data;

	if (w->context != NULL && ++w->end_turns < END_TURNS)
		return;
	if (w->context != NULL)
		lws_context_destroy(w->context);
	uv_close((uv_handle_t *)idle, end_free);
}

void ws_destroy(struct ws_side **wp)
{
	struct ws_side *w = *wp;

	if (w == NULL)
		return;
	while (w->socks != NULL) {
		if (w->socks->wsi != NULL)
			lws_set_opaque_user_data(w->socks->wsi, NULL);
		sock_over(w, w->socks);
	}
	tell_over(w);
	check(uv_idle_init(loop_uv(w->server->loop), &w->end) == 0 && uv_idle_start(&w->end, end_turn) == 0);
	w->end.data = w;
	w->server = NULL;
	lws_context_destroy(w->context);
	*wp = NULL;
}

void ws_hold(struct edge *c, struct head **head)
{
	struct handshake *h = calloc(1, sizeof(*h));
	const struct live_app *app = &c->server->o.live;

	check(h != NULL && *head != NULL);
	h->magic = HANDSHAKE_MAGIC;
	h->edge = c;
	h->head = *head;
	*head = NULL;
	h->peer_n = peer_format(&c->peer, h->peer);
	c->handshake = h;
	edge_phase(c, PHASE_HELD);
	app->handshake(app->arg, h);
}

static void handshake_free(struct handshake *h)
{
	head_free(&h->head);
	h->magic = 0;
	free(h);
}

bool handshake_cookie(const struct handshake *h, struct str name, struct str *out_r)
{
	check_magic(h, HANDSHAKE_MAGIC);
	return head_cookie(h->head, name, out_r);
}

struct str handshake_peer(const struct handshake *h)
{
	check_magic(h, HANDSHAKE_MAGIC);
	return (struct str){h->peer, h->peer_n};
}

static struct edge *decided(struct handshake **hp)
{
	struct edge *c;

	check(hp != NULL);
	check_magic(*hp, HANDSHAKE_MAGIC);
	c = (*hp)->edge;
	c->handshake = NULL;
	*hp = NULL;
	return c;
}

/* Only what libwebsockets needs to know: no extensions, one subprotocol. */
static void head_inward(struct edge *c, const struct head *h)
{
	struct buf b = {0};

	buf_add_str(&b, STR("GET " ROUTE_LIVE_PATH " HTTP/1.1\r\nHost: edge\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
			    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: " ROUTE_SUBPROTOCOL "\r\nSec-WebSocket-Key: "));
	buf_add_str(&b, head_value(h, STR("sec-websocket-key")));
	buf_add_str(&b, STR("\r\n\r\n"));
	edge_inward(c, buf_str(&b));
	buf_finish(&b);
}

static bool adopt(struct ws_side *w, struct sock *s, int fd)
{
	lws_adopt_desc_t d = {
		.vh = w->vhost,
		.type = LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP,
		.fd.sockfd = fd,
		.opaque = s,
	};
	struct lws *wsi = lws_adopt_descriptor_vhost_via_info(&d);

	if (wsi != NULL && s->edge != NULL)
		s->wsi = wsi;
	return wsi != NULL; /* it has closed the descriptor when it fails */
}

void handshake_accept(struct handshake **hp, void *keep_user)
{
	struct handshake *h = *hp;
	struct edge *c = decided(hp);
	struct ws_side *w = c->server->ws;
	struct sock *s = sock_create(c, keep_user);
	int other = edge_pair(c);

	list_move(s, &w->socks);
	edge_phase(c, PHASE_QUIET);
	if (other >= 0)
		head_inward(c, h->head);
	handshake_free(h);
	if (other < 0 || !adopt(w, s, other)) {
		if (s->edge != NULL)
			sock_over(w, s);
		edge_destroy(c);
		return;
	}
	edge_watch(c);
}

void handshake_refuse(struct handshake **hp, enum err e)
{
	struct handshake *h = *hp;
	struct edge *c = decided(hp);

	handshake_free(h);
	edge_refuse(c, e);
}

static void abandon(struct edge *c)
{
	const struct live_app *app = &c->server->o.live;
	struct handshake *h = c->handshake;

	c->handshake = NULL;
	app->abandoned(app->arg, h);
	handshake_free(h);
}

void ws_forget(struct edge *c)
{
	if (c->handshake != NULL)
		abandon(c);
	if (c->sock == NULL)
		return;
	c->sock->closing = true;
	sock_drop_queue(c->sock);
	c->sock->edge = NULL;
	c->sock = NULL;
}
