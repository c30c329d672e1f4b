/*
 * The least program on net_server: every text message is broadcast to all open sockets, GET /api/ping answers a small JSON object, POST /api/size
 * the size of its body. For measuring the network layer alone.
 *
 *   net_echo PORT CERTIFICATE KEY [WEB_ROOT]      stops on SIGTERM and SIGINT; SIGHUP reads the certificate again
 *
 * tests/bench/run builds it.
 */
#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "loop/loop.h"
#include "net/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct member {
	struct member *next, **at;
	struct sock *sock;
};

struct world {
	struct loop *loop;
	struct net_server *server;
	struct member *members;
};

static struct world *world_of(void *arg)
{
	return arg;
}

static void on_request(void *arg, struct http_req *r)
{
	struct buf body = {0};

	(void)arg;
	buf_add_str(&body, STR("{\"pong\":"));
	buf_add_i64(&body, (long long)http_body(r).n);
	buf_add_str(&body, STR("}"));
	http_answer(&r, 200, NULL, NULL, 0, &body);
}

static size_t on_body_limit(void *arg, enum http_method method, struct str path)
{
	(void)arg, (void)path;
	return method == HTTP_POST ? 1u << 20 : 0;
}

struct user {
	struct world *world;
	struct member member;
};

static void on_handshake(void *arg, struct handshake *h)
{
	struct user *u = calloc(1, sizeof(*u));

	check(u != NULL);
	u->world = world_of(arg);
	handshake_accept(&h, u);
}

static void on_abandoned(void *arg, struct handshake *h)
{
	(void)arg, (void)h;
}

static void on_opened(void *user, struct sock *s)
{
	struct user *u = user;
	struct member *m = &u->member;

	m->sock = s;
	m->next = u->world->members;
	if (m->next != NULL)
		m->next->at = &m->next;
	m->at = &u->world->members;
	*m->at = m;
}

static void on_text(void *user, struct sock *s, struct str message)
{
	struct user *u = user;
	struct frame *f = frame_create(message);

	(void)s;
	for (struct member *m = u->world->members; m != NULL; m = m->next)
		sock_send(m->sock, f);
	frame_unref(&f);
}

static void on_closed(void *user, struct sock *s)
{
	struct user *u = user;

	if (s != NULL) {
		*u->member.at = u->member.next;
		if (u->member.next != NULL)
			u->member.next->at = u->member.at;
	}
	free(u);
}

static void drained(void *arg)
{
	struct world *w = arg;

	net_server_destroy(&w->server);
	loop_stop(w->loop);
}

static void on_end(void *arg, int number)
{
	struct world *w = arg;

	(void)number;
	net_server_drain(w->server, 5000, drained, w);
}

static void on_reload(void *arg, int number)
{
	struct world *w = arg;
	const char *why = "";

	(void)number;
	if (!net_server_reload(w->server, &why))
		log_warn("reload_refused", LOG_WORD("why", why));
}

int main(int argc, char **argv)
{
	static const char *origins[2];
	static unsigned char tickets[80];
	struct world w = {0};
	const char *why = "";
	char origin[64];

	if (argc < 4)
		return 2;
	(void)clock_init();
	log_init(LOG_TEXT, LOG_INFO, "net_echo");
	(void)snprintf(origin, sizeof(origin), "https://localhost:%s", argv[1]);
	origins[0] = origin;
	w.loop = loop_create();
	const struct net_options o = {
		.address = "127.0.0.1",
		.port = atoi(argv[1]),
		.certificate = argv[2],
		.key = argv[3],
		.ticket_keys = tickets,
		.origins = origins,
		.web_root = argc > 4 ? argv[4] : NULL,
		.connections_max = 6000,
		.connections_per_peer_max = 6000,
		.head_deadline_ms = 10000,
		.body_deadline_ms = 60000,
		.idle_ms = 75000,
		.http = {.request = on_request, .body_limit = on_body_limit, .arg = &w},
		.live = {.handshake = on_handshake,
	                 .abandoned = on_abandoned,
	                 .opened = on_opened,
	                 .text = on_text,
	                 .closed = on_closed,
	                 .arg = &w},
	};
	w.server = net_server_create(w.loop, &o, &why);
	if (w.server == NULL) {
		(void)fprintf(stderr, "%s\n", why);
		return 1;
	}
	loop_on_signal(w.loop, SIGTERM, on_end, &w);
	loop_on_signal(w.loop, SIGINT, on_end, &w);
	loop_on_signal(w.loop, SIGHUP, on_reload, &w);
	loop_run(w.loop);
	loop_destroy(&w.loop);
	return 0;
}
