#include "net/http_side.h"

#include "base/check.h"
#include "base/log.h"
#include "loop/loop.h"
#include "net/http_link.h"
#include "net/statics.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

/* For the small heads that the edge writes and for those of answers; libmicrohttpd clears it all between two requests. */
#define MEMORY_PER_CONNECTION (8 * 1024)
/* One thread: without this word later versions put an added connection in a queue and tell of its start only at the next run. */
#if MHD_VERSION >= 0x00097707
#define ONE_THREAD MHD_USE_NO_THREAD_SAFETY
#else
#define ONE_THREAD 0
#endif
/* A turn goes on while answers come from within it, but not for ever. */
#define RUNS_PER_TURN 4

struct http_side {
	struct net_server *server;
	struct MHD_Daemon *daemon;
	struct watch *watch;
	struct http_link *pending; /* the one being added */
	struct http_link *links;
	bool kicked, deferred, ending;
};

static void turn(void *arg)
{
	struct http_side *h = arg;
	MHD_UNSIGNED_LONG_LONG ms;

	h->deferred = false;
	if (h->daemon == NULL)
		return;
	for (int run = 0; run < RUNS_PER_TURN; run++) {
		h->kicked = false;
		(void)MHD_run(h->daemon);
		if (!h->kicked)
			break;
	}
	/* No connection has a timeout of its own here, so 0 is the only one there is. */
	if (h->kicked || (MHD_get_timeout(h->daemon, &ms) == MHD_YES && ms == 0))
		http_kick(h);
}

void http_kick(struct http_side *h)
{
	h->kicked = true;
	if (!h->deferred)
		loop_defer(h->server->loop, turn, h);
	h->deferred = true;
}

static void epoll_ready(void *arg, int events)
{
	(void)events;
	http_kick(arg);
}

static struct http_link *link_of(struct MHD_Connection *m)
{
	struct http_link *l = MHD_get_connection_info(m, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;

	check_magic(l, HTTP_LINK_MAGIC);
	return l;
}

static enum MHD_Result queue(struct http_link *l)
{
	enum MHD_Result result = MHD_queue_response(l->mhd, l->status, l->response);

	link_response_drop(l);
	if (l->edge != NULL)
		l->edge->answering = l->edge->answer_starts = true;
	return result;
}

static void dispatch(struct http_link *l)
{
	const struct net_server *s = l->side->server;
	struct http_req *r = l->req;

	r->asked = true;
	if (l->route == ROUTE_STATIC || l->route == ROUTE_PLAYER)
		statics_answer(s->statics, l->req->head, &r);
	else
		s->o.http.request(s->o.http.arg, r);
}

/* The first call only says that there is a request: an answer then would make libmicrohttpd close the connection behind it. */
/* NOLINTNEXTLINE(readability-function-size): libmicrohttpd's parameters */
static enum MHD_Result handler(void *cls, struct MHD_Connection *m, const char *url, const char *method, const char *version,
			       const char *data, size_t *data_n, void **request)
{
	struct http_link *l = link_of(m);

	(void)cls, (void)url, (void)method, (void)version;
	if (l->side->ending || (l->req == NULL && l->response == NULL))
		return MHD_NO;
	if (*request == NULL) {
		*request = l;
		return MHD_YES;
	}
	if (*data_n > 0) {
		buf_add(&l->req->body, data, *data_n);
		*data_n = 0;
		return MHD_YES;
	}
	if (l->response == NULL) {
		l->dispatching = true;
		dispatch(l);
		l->dispatching = false;
	}
	if (l->response != NULL)
		return queue(l);
	l->suspended = true;
	MHD_suspend_connection(m);
	return MHD_YES;
}

static void completed(void *cls, struct MHD_Connection *m, void **request, enum MHD_RequestTerminationCode how)
{
	struct http_link *l = *request;

	(void)cls, (void)m;
	if (l == NULL)
		return;
	check_magic(l, HTTP_LINK_MAGIC);
	*request = NULL;
	link_drop(l);
	if (l->edge == NULL || how != MHD_REQUEST_TERMINATED_COMPLETED_OK)
		return;
	l->edge->answered = true;
	edge_mark(l->edge, true);
}

static void link_add(struct http_side *h, struct http_link *l)
{
	l->next = h->links;
	if (l->next != NULL)
		l->next->at = &l->next;
	h->links = l;
	l->at = &h->links;
}

static void link_free(struct http_link *l)
{
	*l->at = l->next;
	if (l->next != NULL)
		l->next->at = l->at;
	link_drop(l);
	buf_finish(&l->head);
	if (l->edge != NULL) {
		edge_mark(l->edge, true); /* there is an end of file to be seen */
		l->edge->http = NULL;
	}
	l->magic = 0;
	free(l);
}

static void notice(void *cls, struct MHD_Connection *m, void **context, enum MHD_ConnectionNotificationCode what)
{
	struct http_side *h = cls;

	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		check_magic(h->pending, HTTP_LINK_MAGIC);
		h->pending->mhd = m;
		*context = h->pending;
		return;
	}
	link_free(*context);
	*context = NULL;
}

/* It complains of every setsockopt that a unix socket does not know. */
static void no_log(void *cls, const char *format, va_list args)
{
	(void)cls, (void)format, (void)args;
}

struct http_side *http_create(struct net_server *s)
{
	struct http_side *h = calloc(1, sizeof(*h));
	const union MHD_DaemonInfo *epoll;

	check(h != NULL);
	h->server = s;
	h->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG | ONE_THREAD, 0, NULL,
		NULL, handler, h, MHD_OPTION_EXTERNAL_LOGGER, no_log, NULL, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)s->o.connections_max + 1, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_PER_CONNECTION,
		MHD_OPTION_NOTIFY_COMPLETED, completed, h, MHD_OPTION_NOTIFY_CONNECTION, notice, h, MHD_OPTION_END);
	check(h->daemon != NULL);
	epoll = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	h->watch = watch_create(s->loop, epoll->epoll_fd, epoll_ready, h);
	watch_set(h->watch, LOOP_READ);
	return h;
}

static void side_free(void *arg)
{
	free(arg);
}

void http_destroy(struct http_side **hp)
{
	struct http_side *h = *hp;

	if (h == NULL)
		return;
	h->ending = true;
	for (struct http_link *l = h->links; l != NULL; l = l->next)
		if (l->suspended) {
			l->suspended = false;
			MHD_resume_connection(l->mhd);
		}
	(void)MHD_run(h->daemon);
	watch_destroy(&h->watch, NULL, NULL);
	MHD_stop_daemon(h->daemon);
	h->daemon = NULL;
	check(h->links == NULL);
	loop_defer(h->server->loop, side_free, h);
	*hp = NULL;
}

static bool link_open(struct edge *c)
{
	struct http_side *h = c->server->http;
	const struct sockaddr_un unnamed = {.sun_family = AF_UNIX};
	struct http_link *l;
	int other = edge_pair(c);
	bool added;

	if (other < 0)
		return false;
	l = calloc(1, sizeof(*l));
	check(l != NULL);
	l->magic = HTTP_LINK_MAGIC;
	l->side = h;
	l->edge = c;
	c->http = l;
	link_add(h, l);
	h->pending = l;
	added = MHD_add_connection(h->daemon, other, (const struct sockaddr *)&unnamed, sizeof(unnamed.sun_family)) == MHD_YES;
	h->pending = NULL;
	/* It has closed the descriptor when it fails. */
	if (!added && c->http != NULL && l->mhd == NULL)
		link_free(l);
	if (!added)
		edge_unpair(c);
	return added;
}

/* Only what libmicrohttpd needs to know: the program reads the checked head itself, so two parsers cannot disagree. */
static void head_write(struct buf *b, const struct head *h)
{
	buf_add_str(b, h->method == HTTP_GET ? STR("GET") : h->method == HTTP_HEAD ? STR("HEAD") : STR("POST"));
	buf_add_str(b, STR(" / HTTP/1.1\r\nHost: edge\r\n"));
	if (h->chunked) {
		buf_add_str(b, STR("Transfer-Encoding: chunked\r\n"));
	} else if (h->length > 0) {
		buf_add_str(b, STR("Content-Length: "));
		buf_add_i64(b, (long long)h->length);
		buf_add_str(b, STR("\r\n"));
	}
	buf_add_str(b, h->close ? STR("Connection: close\r\n\r\n") : STR("\r\n"));
}

/* The head waits for the first bytes behind it, so that a small request goes inward, and is read there, in one piece. */
static void inward(struct edge *c, struct str bytes)
{
	struct buf head = c->http->head;

	if (head.n == 0) {
		edge_inward(c, bytes);
		return;
	}
	c->http->head = (struct buf){0};
	buf_add_str(&head, bytes);
	edge_inward(c, buf_str(&head));
	buf_finish(&head);
}

bool http_begin(struct edge *c, struct head **head, enum route route)
{
	struct http_link *l;

	if (c->http == NULL && (c->pair >= 0 || !link_open(c)))
		return false;
	l = c->http;
	check(l->req == NULL && l->response == NULL);
	l->route = route;
	l->chunked = (*head)->chunked;
	l->last = (*head)->close;
	head_write(&l->head, *head);
	l->req = req_create(l, head, &c->peer);
	return true;
}

void http_data(struct edge *c, struct str data)
{
	char size[24];
	struct buf b = {0};

	if (data.n == 0 || c->http == NULL)
		return;
	if (!c->http->chunked) {
		inward(c, data);
		return;
	}
	(void)snprintf(size, sizeof(size), "%zx\r\n", data.n);
	buf_add_str(&b, str_of(size));
	buf_add_str(&b, data);
	buf_add_str(&b, STR("\r\n"));
	inward(c, buf_str(&b));
	buf_finish(&b);
}

void http_whole(struct edge *c)
{
	if (c->http != NULL)
		inward(c, c->http->chunked ? STR("0\r\n\r\n") : STR(""));
	edge_phase(c, PHASE_BUSY);
	http_kick(c->server->http);
}

bool http_was_last(const struct edge *c)
{
	return c->http == NULL || c->http->last || c->server->draining;
}

enum answer_kind http_answer_kind(const struct edge *c)
{
	if (c->http == NULL)
		return ANSWER_ANY;
	return c->http->route == ROUTE_PAGE ? ANSWER_PAGE : c->http->route == ROUTE_PLAYER ? ANSWER_PLAYER : ANSWER_ANY;
}

void http_forget(struct edge *c)
{
	if (c->http != NULL)
		c->http->edge = NULL;
	c->http = NULL;
}
