#include "domain/live/live.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "call/activity.h"
#include "call/app.h"
#include "call/limit.h"
#include "call/mesh.h"
#include "call/scope.h"
#include "crypt/token.h"
#include "db/pool.h"
#include "domain/live/live_rows.h"
#include "feed/receipts.h"
#include "json/out.h"
#include "loop/loop.h"

#include <stdlib.h>
#include <string.h>

#define BEAT_MS 400
#define HELLO_MS 10000
#define DOUBTS_A_BEAT 20 /* so that a whole region does not ask in the same moment */

enum live_word { LIVE_ACTIVE, LIVE_CURSOR, LIVE_HELLO, LIVE_JOIN, LIVE_PING, LIVE_WATCH };
static const char *const live_words[] = {"active", "cursor", "hello", "join", "ping", "watch", NULL};

#define SHAPE_FILE "domain/live/live.def"
#include "json/shape_table.h"

struct client {
	unsigned magic;
	struct live *live;
	struct client *next, **link;
	struct handshake *handshake; /* until it is decided */
	struct sock *sock;           /* once open */
	struct feed_client *feed;    /* as long as it is open, so that the end of its session finds it */
	unsigned char token_hash[TOKEN_HASH];
	struct session_facts session;
	int64_t opened_at; /* steady */
	bool greeted;      /* hello was said */
	bool following, judging, greeting, abandoned;
	bool again; /* joined something while it followed: memberships are looked at once more */
	bool doubted, telling; /* its gate has to be judged anew; is, and the client reads its inbox then */
};

#define CLIENT_MAGIC 0x11fec11eu

struct live {
	struct app *app;
	struct timer *beat;
	struct client *clients;
	struct limits *frames;
};

/* Statements under way keep an abandoned client until they come back. */
static void client_free(struct client *c)
{
	c->abandoned = true;
	if (c->judging || c->greeting)
		return;
	*c->link = c->next;
	if (c->next != NULL)
		c->next->link = c->link;
	c->magic = 0;
	free(c);
}

static void send_out(struct client *c, struct out *o)
{
	struct frame *f = frame_create(out_done(o));

	sock_send(c->sock, f);
	frame_unref(&f);
	out_finish(o);
}

static void send_error(struct client *c, enum err e, struct str detail)
{
	struct out o = {0};

	out_object(&o);
	out_key_text(&o, "t", STR("error"));
	out_key_text(&o, "error", str_of(err_code(e)));
	out_key_text(&o, "message", str_of(err_sentence(e)));
	if (detail.p != NULL)
		out_key_text(&o, "detail", detail);
	out_end(&o);
	send_out(c, &o);
}

/* ---- sessions: judged at the handshake, and again whenever a limit seems to be reached ---- */

struct judging {
	struct client *client;
	struct arena *arena;
	void (*then)(struct client *c, enum err e);
};

static void on_scope(void *arg, enum err e, const struct rows *r)
{
	struct judging *j = arg;
	struct client *c = j->client;
	struct arena *arena = j->arena;
	struct facts f = {.now = clock_ms(), .terms = &c->live->app->terms};

	check_magic(c, CLIENT_MAGIC);
	c->judging = false;
	if (e == ERR_OK && rows_count(r) == 1)
		scope_read(r, 0, &f);
	if (e == ERR_OK) {
		e = decide(ACT_live_follow, &f);
		c->session = f.session;
	}
	if (c->abandoned)
		client_free(c);
	else
		j->then(c, e);
	arena_destroy(&arena);
}

static void judge(struct client *c, void (*then)(struct client *c, enum err e))
{
	struct arena *a = arena_create(512);
	struct judging *j = arena_alloc(a, sizeof(*j));
	struct query q;

	*j = (struct judging){c, a, then};
	c->judging = true;
	scope_query(&q, a, (struct str){(const char *)c->token_hash, TOKEN_HASH}, (struct space_id){{{0}}}, (struct post_id){{{0}}});
	pool_query(c->live->app->read_pool, &q, on_scope, j);
}

static void close_for(struct client *c, enum err e)
{
	if (e == ERR_SESSION_LOCKED)
		sock_close(c->sock, 4423, "locked");
	else if (e == ERR_SESSION_NONE)
		sock_close(c->sock, 4401, "session ended");
	else if (e == ERR_GATE_CLOSED)
		sock_close(c->sock, 4403, "gate closed");
	/* the database does not answer: the socket stays, nothing is sent, the next beat asks again */
}

/* ---- handshake ---- */

static void on_admitted(struct client *c, enum err e)
{
	struct handshake *h = c->handshake;

	c->handshake = NULL;
	if (e != ERR_OK) {
		client_free(c);
		handshake_refuse(&h, e);
	} else {
		handshake_accept(&h, c);
	}
}

static void on_handshake(void *arg, struct handshake *h)
{
	struct live *l = arg;
	struct client *c = calloc(1, sizeof(*c));
	struct str cookie;

	check(c != NULL);
	*c = (struct client){.magic = CLIENT_MAGIC, .live = l, .handshake = h, .next = l->clients, .link = &l->clients};
	if (!handshake_cookie(h, STR("__Host-tasuki"), &cookie) || !token_hash(cookie, c->token_hash)) {
		free(c);
		handshake_refuse(&h, ERR_SESSION_NONE);
		return;
	}
	if (c->next != NULL)
		c->next->link = &c->next;
	l->clients = c;
	judge(c, on_admitted);
}

static void on_abandoned(void *arg, struct handshake *h)
{
	struct live *l = arg;

	for (struct client *c = l->clients; c != NULL; c = c->next)
		if (c->handshake == h) {
			c->handshake = NULL;
			client_free(c);
			return;
		}
}

static void on_opened(void *user, struct sock *s)
{
	struct client *c = user;

	check_magic(c, CLIENT_MAGIC);
	c->sock = s;
	c->opened_at = clock_steady_ms();
	c->feed = feed_join(c->live->app->feed, s, c->session.id, c->session.hat);
}

static void on_closed(void *user, struct sock *s)
{
	struct client *c = user;

	(void)s;
	check_magic(c, CLIENT_MAGIC);
	feed_leave(&c->feed);
	c->sock = NULL;
	client_free(c);
}

/* ---- frames ---- */

static void send_ready(struct client *c)
{
	struct out o = {0};

	out_object(&o);
	out_key_text(&o, "t", STR("ready"));
	out_key_i64(&o, "now", clock_ms());
	out_key_i64(&o, "lock_at", c->session.lock_at);
	out_key_i64(&o, "end_at", c->session.end_at);
	out_end(&o);
	send_out(c, &o);
}

static void on_followed(void *arg, enum err e)
{
	struct client *c = arg;

	check_magic(c, CLIENT_MAGIC);
	c->following = false;
	if (e != ERR_OK) {
		sock_close(c->sock, 1012, "try again");
		return;
	}
	if (c->again) {
		c->again = false;
		c->following = true;
		feed_follow(c->feed, NULL, NULL, 0, on_followed, c);
		return;
	}
	send_ready(c);
}

/* What a hello asks for, while its evidence is written. */
struct greeting {
	struct client *client;
	struct arena *arena;
	struct id128 *spaces;
	int64_t *seqs;
	size_t n;
};

/*
 * The session was judged once more, under its lock: it may have ended between the handshake and now. What ends later finds the socket through
 * the feed. Which posts reached whom is in the cursors' moves; the evidence row says from when the socket listened.
 */
static void on_greeted(void *arg, const struct hot_result *r)
{
	struct greeting *g = arg;
	struct client *c = g->client;
	struct arena *arena = g->arena;

	check_magic(c, CLIENT_MAGIC);
	c->greeting = false;
	if (c->abandoned)
		client_free(c);
	else if (r->e == ERR_SESSION_NONE || r->e == ERR_SESSION_LOCKED)
		close_for(c, r->e);
	else if (r->e != ERR_OK)
		sock_close(c->sock, 1012, "try again");
	else
		feed_follow(c->feed, g->spaces, g->seqs, g->n, on_followed, c);
	arena_destroy(&arena);
}

static void greet(struct client *c, const struct seqs *named)
{
	struct hot_op op = {.kind = HOT_READ, .action = ACT_live_follow};
	struct arena *a = arena_create(1024);
	struct greeting *g = arena_alloc(a, sizeof(*g));

	*g = (struct greeting){.client = c, .arena = a, .n = named->count};
	g->spaces = arena_array(a, g->n, sizeof(*g->spaces));
	g->seqs = arena_array(a, g->n, sizeof(*g->seqs));
	for (size_t i = 0; i < g->n; i++) {
		g->spaces[i] = named->ids[i];
		g->seqs[i] = named->seqs[i];
	}
	c->greeting = c->greeted = true;
	memcpy(op.token_hash, c->token_hash, TOKEN_HASH);
	mesh_submit(c->live->app->mesh, &op, (struct phi){{NULL, 0}}, (struct str){NULL, 0}, on_greeted, g);
}

static void on_hello(struct client *c, const struct live_frame_in *in)
{
	if (!in->has_spaces) {
		send_error(c, ERR_FIELD_MISSING, STR("spaces"));
		return;
	}
	if (c->following && in->t == LIVE_JOIN && c->greeted) { /* what it named is told as new once more, and read anew */
		c->again = true;
		return;
	}
	if (c->following) {
		send_error(c, ERR_BUSY, STR("t"));
		return;
	}
	c->following = true;
	if (c->greeted)
		feed_follow(c->feed, in->spaces.ids, in->spaces.seqs, in->spaces.count, on_followed, c);
	else
		greet(c, &in->spaces);
}

static void on_cursor(struct client *c, const struct live_frame_in *in)
{
	struct space_id space = {in->space};

	if (!in->has_space)
		send_error(c, ERR_FIELD_MISSING, STR("space"));
	else if (!feed_client_follows(c->feed, space))
		send_error(c, ERR_NOT_FOUND, STR("space"));
	else
		receipts_move(c->live->app->receipts, space, c->session.hat, in->delivered_no, in->opened_no);
}

static void on_active(struct client *c)
{
	struct session_facts *s = &c->session;
	int64_t now = clock_ms(), idle = s->lock_at - s->active_at;

	if (now >= s->lock_at || now >= s->end_at)
		return; /* too late: the next beat locks */
	activity_note(c->live->app->activity, s->id, now);
	s->active_at = now;
	s->lock_at = now + idle;
}

static void act(struct client *c, const struct live_frame_in *in)
{
	struct out o = {0};

	switch ((enum live_word)in->t) {
	case LIVE_PING:
		out_object(&o);
		out_key_text(&o, "t", STR("pong"));
		out_end(&o);
		send_out(c, &o);
		return;
	case LIVE_HELLO:
	case LIVE_JOIN:
		on_hello(c, in);
		return;
	case LIVE_ACTIVE:
		on_active(c);
		return;
	case LIVE_CURSOR:
	case LIVE_WATCH:
		if (!c->greeted)
			send_error(c, ERR_BAD_VALUE, STR("t"));
		else if (in->t == LIVE_CURSOR)
			on_cursor(c, in);
		else if (c->session.hat_kind != HAT_KIN) /* who has read is not told to relatives */
			feed_client_watch(c->feed, (struct space_id){in->space});
		return;
	}
	check(!"live word");
}

static void on_text(void *user, struct sock *s, struct str message)
{
	struct client *c = user;
	struct arena *a;
	struct str detail;
	void *in;
	enum err e;

	(void)s;
	check_magic(c, CLIENT_MAGIC);
	if (!limit_take(c->live->frames, (struct str){(const char *)c->token_hash, TOKEN_HASH}, false, clock_steady_ms())) {
		sock_close(c->sock, 1008, "too many frames");
		return;
	}
	a = arena_create(1024);
	e = shape_read(a, &live_frame_shape, message, &in, &detail);
	if (e == ERR_OK)
		act(c, in);
	else
		send_error(c, e, detail);
	arena_destroy(&a);
}

/* ---- the clock ---- */

static void send_inbox(struct client *c)
{
	struct out o = {0};

	out_object(&o);
	out_key_text(&o, "t", STR("inbox"));
	out_end(&o);
	send_out(c, &o);
}

static void on_rejudged(struct client *c, enum err e)
{
	bool telling = c->telling;

	c->telling = false;
	if (c->sock == NULL)
		return;
	if (e != ERR_OK) {
		c->doubted |= telling;
		close_for(c, e);
	} else if (telling) {
		send_inbox(c);
	}
}

/* A limit of the session, or of the gates, seems to be reached. */
static bool is_due(const struct session_facts *s, int64_t now)
{
	return now >= s->lock_at || now >= s->end_at || now >= s->gate_at;
}

/* The doubt is over when the judgement begins: what changes meanwhile raises it again. */
static bool takes_doubt(struct client *c, int *left)
{
	if (!c->doubted || *left == 0)
		return false;
	(*left)--;
	c->doubted = false;
	c->telling = true;
	return true;
}

static void on_flushed(void *arg)
{
	struct live *l = arg;
	int64_t now = clock_ms();
	int left = DOUBTS_A_BEAT;

	for (struct client *c = l->clients; c != NULL; c = c->next)
		if (c->sock != NULL && !c->judging && (takes_doubt(c, &left) || is_due(&c->session, now)))
			judge(c, on_rejudged);
}

static void beat(void *arg)
{
	struct live *l = arg;
	int64_t now = clock_ms();
	bool due = false;

	for (struct client *c = l->clients; c != NULL; c = c->next) {
		if (c->sock == NULL)
			continue;
		if (!c->greeted && clock_steady_ms() - c->opened_at > HELLO_MS)
			sock_close(c->sock, 4408, "no hello");
		due |= c->doubted || is_due(&c->session, now);
	}
	if (due) /* what this worker knows of activity counts before anybody is locked */
		activity_flush(l->app->activity, on_flushed, l);
}

struct live *live_create(struct app *app)
{
	struct live *l = calloc(1, sizeof(*l));

	check(l != NULL && app != NULL);
	l->app = app;
	l->frames = limits_create(app->settings->limit_frames, app->settings->limit_frames);
	l->beat = timer_every(app->loop, BEAT_MS, beat, l);
	return l;
}

void live_destroy(struct live **l)
{
	if (*l == NULL)
		return;
	check((*l)->clients == NULL);
	timer_destroy(&(*l)->beat);
	limits_destroy(&(*l)->frames);
	free(*l);
	*l = NULL;
}

void live_doubt(struct live *l)
{
	check(l != NULL);
	for (struct client *c = l->clients; c != NULL; c = c->next)
		c->doubted = true;
}

struct live_app live_callbacks(struct live *l)
{
	return (struct live_app){
	        .handshake = on_handshake,
	        .abandoned = on_abandoned,
	        .opened = on_opened,
	        .text = on_text,
	        .closed = on_closed,
	        .arg = l,
	};
}
