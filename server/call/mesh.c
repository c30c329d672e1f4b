#include "call/mesh.h"

#include "base/arena.h"
#include "base/check.h"
#include "base/log.h"
#include "loop/chan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORKERS_MAX 64
#define PATH_ROOM 108
/* Fewer owners make larger batches: two for two workers cost the database a third more a post (docs/decisions/0010). */
#define WORKERS_AN_OWNER 4
#define BACKLOG_MAX (8 * 1024 * 1024) /* an owner that far behind is helped by running acts here */

/* On the wire between two workers of one program: an act and its texts, or what came of it. */
struct ask {
	uint64_t id;
	struct hot_op op;
	uint32_t text, source; /* bytes that follow */
};

struct answer {
	uint64_t id;
	struct hot_result result;
};

/* An act sent to another worker and not answered yet; kept whole, in an arena that is wiped, until it is. */
struct sent {
	struct sent *next;
	struct arena *arena;
	uint64_t id;
	int peer;
	struct hot_op op;
	struct phi text;
	struct str source;
	hot_cb cb;
	void *arg;
};

struct mesh {
	unsigned magic;
	struct loop *loop;
	struct hot *hot;
	int index, workers;
	const char *run;
	struct chan_listener *listener;
	struct chan *peers[WORKERS_MAX]; /* to the owners we send to */
	struct sent *sent[256];          /* by id */
	uint64_t next_id;
	struct served *served; /* acts of others under way here */
	struct chan **clients;
	size_t client_count;
};

#define MESH_MAGIC 0x3e543e54u

/* An act of another worker that runs here. */
struct served {
	struct served *next;
	struct mesh *mesh;
	struct chan *client; /* NULL when that worker has gone meanwhile */
	uint64_t id;
};

static void path_of(const struct mesh *m, int index, char out[PATH_ROOM])
{
	check(snprintf(out, PATH_ROOM, "%s/front-%d.mesh", m->run, index) < PATH_ROOM);
}

/* ---- the owner's side ---- */

static void on_served(void *arg, const struct hot_result *r)
{
	struct served *s = arg;
	struct answer a = {.id = s->id, .result = *r};
	struct str part = {(const char *)&a, sizeof(a)};

	for (struct served **at = &s->mesh->served; *at != NULL; at = &(*at)->next)
		if (*at == s) {
			*at = s->next;
			break;
		}
	if (s->client != NULL)
		chan_send(s->client, &part, 1);
	free(s);
}

static void on_ask(void *arg, struct chan *c, struct str bytes)
{
	struct mesh *m = arg;
	struct ask ask;
	struct served *s;

	check_magic(m, MESH_MAGIC);
	check(bytes.n >= sizeof(ask));
	memcpy(&ask, bytes.p, sizeof(ask));
	check(bytes.n == sizeof(ask) + ask.text + ask.source);
	s = calloc(1, sizeof(*s));
	check(s != NULL);
	*s = (struct served){m->served, m, c, ask.id};
	m->served = s;
	hot_submit(m->hot, &ask.op, (struct phi){{bytes.p + sizeof(ask), ask.text}}, (struct str){bytes.p + sizeof(ask) + ask.text, ask.source},
	           on_served, s);
}

static void on_client_closed(void *arg, struct chan *c)
{
	struct mesh *m = arg;

	check_magic(m, MESH_MAGIC);
	for (struct served *s = m->served; s != NULL; s = s->next)
		if (s->client == c)
			s->client = NULL;
	for (size_t i = 0; i < m->client_count; i++)
		if (m->clients[i] == c)
			m->clients[i] = m->clients[--m->client_count];
}

static void on_client(void *arg, struct chan *c)
{
	struct mesh *m = arg;

	m->clients = realloc(m->clients, (m->client_count + 1) * sizeof(struct chan *));
	check(m->clients != NULL);
	m->clients[m->client_count++] = c;
}

/* ---- the asker's side ---- */

static struct sent *take_sent(struct mesh *m, uint64_t id)
{
	for (struct sent **at = &m->sent[id % 256]; *at != NULL; at = &(*at)->next)
		if ((*at)->id == id) {
			struct sent *s = *at;

			*at = s->next;
			return s;
		}
	return NULL;
}

static void forget(struct sent *s)
{
	struct arena *arena = s->arena;

	arena_destroy(&arena);
}

static void on_answer(void *arg, struct chan *c, struct str bytes)
{
	struct mesh *m = arg;
	struct answer a;
	struct sent *s;

	(void)c;
	check_magic(m, MESH_MAGIC);
	check(bytes.n == sizeof(a));
	memcpy(&a, bytes.p, sizeof(a));
	s = take_sent(m, a.id);
	check(s != NULL);
	s->cb(s->arg, &a.result);
	forget(s);
}

static struct sent *take_sent_to(struct mesh *m, int peer)
{
	for (int i = 0; i < 256; i++)
		for (struct sent **at = &m->sent[i]; *at != NULL; at = &(*at)->next)
			if ((*at)->peer == peer) {
				struct sent *s = *at;

				*at = s->next;
				return s;
			}
	return NULL;
}

/*
 * The owner has gone, and whether it kept what was sent to it is not known: it runs again here. What it had under way in the database
 * holds the space's row until it is over; then its act is seen by the client's key, or by what it did, and not done twice.
 */
static void run_here(struct mesh *m, int peer)
{
	struct sent *s;

	while ((s = take_sent_to(m, peer)) != NULL) {
		hot_submit(m->hot, &s->op, s->text, s->source, s->cb, s->arg);
		forget(s);
	}
}

static void give_up(struct mesh *m, int peer)
{
	struct hot_result r = {.e = ERR_COMMIT_UNKNOWN};
	struct sent *s;

	while ((s = take_sent_to(m, peer)) != NULL) {
		s->cb(s->arg, &r);
		forget(s);
	}
}

static void on_owner_closed(void *arg, struct chan *c)
{
	struct mesh *m = arg;

	check_magic(m, MESH_MAGIC);
	for (int i = 0; i < m->workers; i++)
		if (m->peers[i] == c) {
			m->peers[i] = NULL;
			log_info("mesh_owner_gone", LOG_INT("worker", i));
			run_here(m, i);
			return;
		}
}

static struct chan *owner_of(struct mesh *m, int peer)
{
	struct chan_events events = {on_answer, on_owner_closed, m};
	char path[PATH_ROOM];

	if (m->peers[peer] == NULL) {
		path_of(m, peer, path);
		m->peers[peer] = chan_connect(m->loop, path, &events);
	}
	return m->peers[peer];
}

static struct sent *keep_sent(struct mesh *m, int peer, const struct hot_op *op, struct phi text, struct str source)
{
	struct arena *a = arena_create(sizeof(struct sent) + text.text.n + source.n + 64);
	struct sent *s = arena_alloc(a, sizeof(*s));
	uint64_t id = ++m->next_id;

	*s = (struct sent){.next = m->sent[id % 256], .arena = a, .id = id, .peer = peer, .op = *op};
	s->text.text = arena_copy(a, text.text);
	s->source = arena_copy(a, source);
	m->sent[id % 256] = s;
	return s;
}

static int owner_index(const struct mesh *m, struct space_id space)
{
	int owners = (m->workers + WORKERS_AN_OWNER - 1) / WORKERS_AN_OWNER;

	return (int)(id_hash(space.id) % (uint64_t)owners);
}

void mesh_submit(struct mesh *m, const struct hot_op *op, struct phi text, struct str source, hot_cb cb, void *arg)
{
	int owner = owner_index(m, op->space);
	struct chan *c = owner == m->index || id_is_zero(op->space.id) ? NULL : owner_of(m, owner);
	struct ask ask;
	struct sent *s;
	struct str parts[3] = {{(const char *)&ask, sizeof(ask)}, text.text, source};

	check_magic(m, MESH_MAGIC);
	if (c == NULL || chan_backlog(c) > BACKLOG_MAX) {
		hot_submit(m->hot, op, text, source, cb, arg);
		return;
	}
	s = keep_sent(m, owner, op, text, source);
	s->cb = cb;
	s->arg = arg;
	memset(&ask, 0, sizeof(ask));
	ask.id = s->id;
	ask.op = *op;
	ask.text = (uint32_t)text.text.n;
	ask.source = (uint32_t)source.n;
	chan_send(c, parts, 3);
}

struct mesh *mesh_create(struct loop *loop, const char *run, int index, int workers, struct hot *hot)
{
	struct mesh *m = calloc(1, sizeof(*m));

	check(m != NULL && loop != NULL && run != NULL && hot != NULL && index >= 0 && index < workers && workers <= WORKERS_MAX);
	*m = (struct mesh){.magic = MESH_MAGIC, .loop = loop, .hot = hot, .index = index, .workers = workers, .run = run};
	return m;
}

bool mesh_listen(struct mesh *m)
{
	struct chan_events events = {on_ask, on_client_closed, m};
	char path[PATH_ROOM];

	check_magic(m, MESH_MAGIC);
	check(m->listener == NULL);
	path_of(m, m->index, path);
	m->listener = chan_listen(m->loop, path, on_client, &events);
	return m->listener != NULL;
}

void mesh_destroy(struct mesh **m)
{
	struct mesh *gone = *m;

	if (gone == NULL)
		return;
	check_magic(gone, MESH_MAGIC);
	chan_listener_destroy(&gone->listener);
	for (int i = 0; i < gone->workers; i++) {
		if (gone->peers[i] != NULL)
			give_up(gone, i);
		chan_destroy(&gone->peers[i]);
	}
	for (size_t i = 0; i < gone->client_count; i++)
		chan_destroy(&gone->clients[i]);
	for (struct served *s = gone->served; s != NULL; s = s->next)
		s->client = NULL;
	free(gone->clients);
	free(gone);
	*m = NULL;
}
