/* A request with a large body is held behind its head until the program has said that the body may come. */
#include "net/ask.h"

#include "base/check.h"
#include "net/head.h"

#include <stdlib.h>

#define ASK_MAGIC 0x61736b21u

struct http_ask {
	unsigned magic;
	struct edge *edge; /* NULL: the client is gone */
	struct head *head;
	enum route route;
	bool asking; /* the program has not returned yet: what it decides is looked at by who called it */
	char peer[PEER_TEXT];
	size_t peer_n;
};

struct str http_ask_path(const struct http_ask *a)
{
	check_magic(a, ASK_MAGIC);
	return a->head->path;
}

struct str http_ask_header(const struct http_ask *a, struct str name)
{
	check_magic(a, ASK_MAGIC);
	return head_value(a->head, name);
}

struct str http_ask_peer(const struct http_ask *a)
{
	check_magic(a, ASK_MAGIC);
	return (struct str){a->peer, a->peer_n};
}

static void ask_free(struct http_ask *a)
{
	head_free(&a->head);
	a->magic = 0;
	free(a);
}

void ask_hold(struct edge *c, struct head **head, enum route route)
{
	const struct net_app *app = &c->server->o.http;
	struct http_ask *a = calloc(1, sizeof(*a));

	check(a != NULL && *head != NULL && c->ask == NULL);
	*a = (struct http_ask){.magic = ASK_MAGIC, .edge = c, .head = *head, .route = route, .asking = true};
	*head = NULL;
	a->peer_n = peer_format(&c->peer, a->peer);
	c->ask = a;
	edge_phase(c, PHASE_ASKED);
	app->admit(app->arg, a);
	if (c->ask != NULL)
		c->ask->asking = false;
}

void http_admit(struct http_ask **ap, enum err e)
{
	struct http_ask *a = *ap;
	struct edge *c;
	bool later;

	check_magic(a, ASK_MAGIC);
	*ap = NULL;
	c = a->edge;
	later = !a->asking;
	if (c != NULL) {
		c->ask = NULL;
		if (e == ERR_OK)
			e = edge_body(c, &a->head, a->route);
		if (e != ERR_OK)
			edge_refuse(c, e);
		else if (later)
			edge_receive(c);
		edge_watch(c);
	}
	ask_free(a);
}

void ask_forget(struct edge *c)
{
	if (c->ask != NULL)
		c->ask->edge = NULL;
	c->ask = NULL;
}
