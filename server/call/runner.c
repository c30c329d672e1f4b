/*
 * The runner: one call from its first byte to its log line, in nine named steps, read top to bottom.
 *
 *   match → admit → shape → scope → decide → run → seal → reply → close
 *
 * A step goes on (NEXT), waits for something that will resume the call (WAIT), or fails with an error; a failed call goes straight to
 * seal (which rolls back), reply and close. Nothing else in the server waits.
 */
#include "audit/audit.h"
#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "call/activity.h"
#include "call/app.h"
#include "call/call.h"
#include "call/limit.h"
#include "call/mesh.h"
#include "call/runner_own.h"
#include "call/scope.h"
#include "db/pool.h"

#include <string.h>

enum outcome { NEXT, WAIT };

struct step {
	const char *name;
	enum outcome (*run)(struct call *c);
};

static enum outcome fail(struct call *c, enum err e)
{
	check(e != ERR_OK);
	c->failed = e;
	return NEXT;
}

/* ---- match: which route; nothing there looks the same as nothing allowed there ---- */

static enum outcome step_match(struct call *c)
{
	enum http_method method = http_method(c->req);
	enum err e = route_match(&c->app->routes, method, http_path(c->req), &c->match);

	if (method == HTTP_HEAD && route_match(&c->app->routes, HTTP_GET, http_path(c->req), &c->match) == ERR_OK)
		e = c->match.route->lane == LANE_OPEN ? ERR_OK : e; /* a page without a session: link checkers ask so */
	if (e == ERR_METHOD_REFUSED)
		c->allow = route_methods(&c->app->routes, http_path(c->req), c->arena);
	return e == ERR_OK ? NEXT : fail(c, e);
}

/* ---- admit: the token's form, and how fast one may ask ---- */

static enum outcome step_admit(struct call *c)
{
	const struct route *route = c->match.route;
	struct str cookie, who = http_peer(c->req);
	bool write = route->limit != LIMIT_READ;

	if (http_cookie(c->req, STR("__Host-tasuki"), &cookie))
		c->has_token = token_hash(cookie, c->token_hash);
	if (route->lane != LANE_OPEN && !c->has_token)
		return fail(c, ERR_SESSION_NONE);
	if (c->has_token && route->lane != LANE_OPEN && route->limit != LIMIT_SIGN_IN)
		who = (struct str){(const char *)c->token_hash, TOKEN_HASH};
	if (!limit_take(c->app->limits, who, write, clock_steady_ms())) {
		c->retry_after = 1;
		return fail(c, ERR_THROTTLED);
	}
	return NEXT;
}

/* ---- shape: JSON into the route's struct ---- */

static enum outcome step_shape(struct call *c)
{
	static const struct shape nothing = {"nothing", NULL, 0, 1};
	const struct shape *in = c->match.route->in != NULL ? c->match.route->in : &nothing;
	struct str body = http_body(c->req), type = http_header(c->req, STR("content-type"));
	enum err e;

	if (in == &route_file)
		return NEXT;
	if (body.n > 0 && !str_eq_nocase(str_trim(str_part(type, 0, str_find(type, ';', 0))), STR("application/json")))
		return fail(c, ERR_MEDIA_REFUSED);
	e = shape_read(c->arena, in, body.n > 0 ? body : STR("{}"), &c->in, &c->detail);
	return e == ERR_OK ? NEXT : fail(c, e);
}

/* ---- scope: one statement fetches session, actor, membership and states ---- */

static struct str hash_of(struct call *c)
{
	return (struct str){(const char *)c->token_hash, TOKEN_HASH};
}

static void on_scope(void *arg, enum err e, const struct rows *r)
{
	struct call *c = arg;

	check_magic(c, CALL_MAGIC);
	c->pending--;
	if (e != ERR_OK)
		c->failed = e;
	else if (rows_count(r) == 1)
		scope_read(r, 0, &c->facts);
	runner_advance(c);
}

static void on_locked(void *arg, enum err e, const struct rows *r)
{
	(void)arg, (void)e, (void)r; /* an error dooms the transaction: the scope statement answers with it */
}

void runner_lock_session(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_scope_lock_session);
	bind_i64(&q, scope_session_lock(hash_of(c)));
	txn_query(c->txn, &q, on_locked, NULL);
}

static void on_txn(void *arg, enum err e, struct txn *t)
{
	struct call *c = arg;
	struct query q;

	check_magic(c, CALL_MAGIC);
	if (e != ERR_OK) {
		c->pending--;
		c->failed = e;
		runner_advance(c);
		return;
	}
	c->txn = t;
	runner_lock_session(c);
	if (!id_is_zero(c->match.space.id)) {
		query_init(&q, c->arena, STMT_scope_lock_patient);
		bind_id(&q, c->match.space.id);
		txn_query(t, &q, on_locked, NULL);
	}
	scope_query(&q, c->arena, hash_of(c), c->match.space, c->match.post);
	txn_query(t, &q, on_scope, c);
}

static enum outcome step_scope(struct call *c)
{
	struct query q;

	c->facts.now = clock_ms();
	c->facts.terms = &c->app->terms;
	if (c->match.route->lane == LANE_READ) {
		scope_query(&q, c->arena, hash_of(c), c->match.space, c->match.post);
		c->pending++;
		pool_query(c->app->read_pool, &q, on_scope, c);
		return WAIT;
	}
	if (c->match.route->lane == LANE_CALL) {
		c->pending++;
		txn_open(c->app->call_pool, on_txn, c);
		return WAIT;
	}
	return NEXT; /* OPEN needs none; HOT gets its facts in the batch */
}

/* ---- decide: the one policy function ---- */

/*
 * Acts are activity. What an open page does by itself is not: reads, cursors, drafts kept; of real input it tells (session_activity).
 * Activity after a pause of a minute is written at once: another worker may judge the session next.
 */
void runner_note_activity(struct call *c, struct session_id session, int64_t active_at)
{
	int64_t now = clock_ms();

	if (c->match.route->lane == LANE_READ)
		return;
	activity_note(c->app->activity, session, now);
	if (now - active_at > 60000)
		activity_flush(c->app->activity, NULL, NULL);
}

static void on_denial_kept(void *arg, const struct hot_result *r)
{
	(void)arg, (void)r; /* nobody waits for it */
}

/* A denial leaves its audit row too, coalesced a session: the hot lane judges the same rule again and writes the row. */
static void keep_denial(struct call *c, enum err e)
{
	struct hot_op op = call_hot_op(c, HOT_READ);

	if (e == ERR_NOT_FOUND && limit_take(c->app->denials, hash_of(c), true, clock_steady_ms()))
		mesh_submit(c->app->mesh, &op, (struct phi){{NULL, 0}}, http_peer(c->req), on_denial_kept, NULL);
}

static enum outcome step_decide(struct call *c)
{
	enum lane lane = c->match.route->lane;
	enum err e;

	if (lane == LANE_OPEN || lane == LANE_HOT)
		return NEXT;
	e = decide(c->match.route->action, &c->facts);
	if (e != ERR_OK) {
		keep_denial(c, e);
		return fail(c, e);
	}
	if (c->facts.session.state == SESSION_ACTIVE)
		runner_note_activity(c, c->facts.session.id, c->facts.session.active_at);
	return NEXT;
}

/* ---- run: the noun's handler, and what it queued ---- */

static enum outcome step_run(struct call *c)
{
	enum err e;

	e = c->match.route->handler(c);
	if (e != ERR_OK)
		c->failed = e;
	return c->pending > 0 ? WAIT : NEXT;
}

/* ---- seal: audit and commit; of reads, the audit row through the hot lane, the reply held until it is committed ---- */

static void on_commit(void *arg, enum err e)
{
	struct call *c = arg;

	check_magic(c, CALL_MAGIC);
	c->pending--;
	if (e != ERR_OK && c->failed == ERR_OK)
		c->failed = e;
	runner_advance(c);
}

static void on_read_sealed(void *arg, const struct hot_result *r)
{
	on_commit(arg, r->e);
}

static struct audit_row audit_of(const struct call *c)
{
	return (struct audit_row){
	        .at = c->facts.now,
	        .act = c->match.route->action == ACT_none ? c->match.route->name : action_name(c->match.route->action),
	        .result = c->refusal,
	        .session = c->facts.session.id,
	        .account = c->facts.session.account,
	        .hat = c->facts.session.hat,
	        .space = c->match.space,
	        .object = id_is_zero(c->audit_object) ? c->match.post.id : c->audit_object,
	        .from_no = c->audit_from,
	        .to_no = c->audit_to,
	        .source = http_peer(c->req),
	};
}

static enum outcome seal_txn(struct call *c)
{
	struct audit_row row = audit_of(c);
	struct query q;

	if (c->failed != ERR_OK) {
		txn_rollback(&c->txn);
		return NEXT;
	}
	if (!c->unaudited) {
		audit_query(&q, c->arena, &row, 1);
		txn_query(c->txn, &q, on_locked, NULL);
	}
	c->pending++;
	txn_commit(&c->txn, on_commit, c);
	return WAIT;
}

static enum outcome seal_read(struct call *c)
{
	struct hot_op op = call_hot_op(c, HOT_READ);

	op.post.id = id_is_zero(c->audit_object) ? c->match.post.id : c->audit_object;
	op.from_no = c->audit_from;
	op.to_no = c->audit_to;
	c->pending++;
	mesh_submit(c->app->mesh, &op, (struct phi){{NULL, 0}}, http_peer(c->req), on_read_sealed, c);
	return WAIT;
}

static enum outcome step_seal(struct call *c)
{
	if (c->txn != NULL)
		return seal_txn(c);
	if (c->match.route != NULL && c->match.route->lane == LANE_READ && c->failed == ERR_OK && !c->unaudited)
		return seal_read(c);
	return NEXT;
}

/* ---- reply ---- */

#define REPLY_HEADERS 7

static size_t reply_headers(struct call *c, struct http_header_out h[REPLY_HEADERS])
{
	size_t n = 0;

	if (c->set_cookie.p != NULL)
		h[n++] = (struct http_header_out){"Set-Cookie", c->set_cookie};
	if (c->clear_site_data)
		h[n++] = (struct http_header_out){"Clear-Site-Data", STR("\"cache\", \"storage\"")};
	if (c->allow.p != NULL)
		h[n++] = (struct http_header_out){"Allow", c->allow};
	if (c->retry_after > 0)
		h[n++] = (struct http_header_out){"Retry-After", arena_printf(c->arena, "%lld", (long long)c->retry_after)};
	if (c->page != NULL && c->etag.p != NULL) {
		h[n++] = (struct http_header_out){"ETag", c->etag};
		h[n++] = (struct http_header_out){"Cache-Control", STR("no-cache")}; /* kept, and asked about each time */
	}
	if (c->page != NULL && c->file.p != NULL)
		h[n++] = (struct http_header_out){"Content-Disposition", arena_printf(c->arena, "attachment; filename=\"%.*s\"", STR_ARG(c->file))};
	return n;
}

static void write_error(struct call *c, enum err e)
{
	out_finish(&c->out);
	out_object(&c->out);
	out_key_text(&c->out, "error", str_of(err_code(e)));
	out_key_text(&c->out, "message", str_of(err_sentence(e)));
	if (c->detail.p != NULL)
		out_key_text(&c->out, "detail", c->detail);
	if (c->retry_after > 0)
		out_key_i64(&c->out, "retry_after", c->retry_after);
	if (c->places.p != NULL) {
		if (e == ERR_PATIENT_DATA)
			out_key_bool(&c->out, "colleague", c->tap_helps);
		out_key(&c->out, "places");
		out_raw(&c->out, c->places);
	}
	out_end(&c->out);
}

static enum outcome step_reply(struct call *c)
{
	struct http_header_out headers[REPLY_HEADERS];
	enum err e = c->failed != ERR_OK ? c->failed : c->refusal;
	int status = e != ERR_OK ? err_status(e) : c->status;

	if (status == 503 && c->retry_after == 0)
		c->retry_after = 2;
	if (e != ERR_OK) {
		c->page = NULL;
		write_error(c, e);
	} else if (c->page == NULL && c->out.buf.n == 0) {
		out_raw(&c->out, STR("{}"));
	}
	if (c->page == NULL)
		(void)out_done(&c->out);
	if (e == ERR_OK && c->committed != NULL)
		c->committed(c);
	if (e == ERR_OK && c->changed != NULL)
		c->changed(c);
	log_debug("call", LOG_WORD("route", c->match.route ? c->match.route->name : "none"), LOG_INT("status", status),
	          LOG_WORD("error", err_code(e)), LOG_INT("ms", clock_steady_ms() - c->began));
	c->app->calls--;
	c->magic = 0;
	{
		struct http_req *req = c->req; /* the call dies with it: it lives in its arena */
		struct buf body = c->out.buf;
		const char *page = c->page;

		if (e == ERR_OK && c->sent != NULL)
			http_answer_file(&req, c->sent);
		else
			http_answer(&req, status, page, headers, reply_headers(c, headers), &body);
		buf_finish(&body);
	}
	return WAIT;
}

/* ---- the machine ---- */

enum { STEP_SEAL = 6 };

static const struct step steps[] = {
        {"match", step_match}, {"admit", step_admit}, {"shape", step_shape}, {"scope", step_scope},
        {"decide", step_decide}, {"run", step_run},   {"seal", step_seal},   {"reply", step_reply},
};

/* Runs steps until one waits. Called again by whatever the call waited for; it goes on when nothing is pending any more. */
void runner_advance(struct call *c)
{
	while (c->pending == 0) {
		int step = c->step;

		if (c->failed != ERR_OK && step < STEP_SEAL)
			step = STEP_SEAL;
		check((size_t)step < sizeof(steps) / sizeof(steps[0]));
		c->step = step + 1;
		if (steps[step].run(c) == WAIT)
			return;
	}
}

void call_run(struct app *app, struct http_req *r)
{
	struct arena *a = http_arena(r);
	struct call *c = arena_alloc(a, sizeof(*c));

	check(app != NULL && r != NULL);
	*c = (struct call){.magic = CALL_MAGIC, .app = app, .req = r, .arena = a, .status = 200, .began = clock_steady_ms()};
	app->calls++;
	runner_advance(c);
}
