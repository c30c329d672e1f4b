/* Papers signed by hand that go with an application: kept as they are, looked at by nobody but office and committee, and never in the browser. */
#include "base/clock.h"
#include "base/settings.h"
#include "call/app.h"
#include "call/limit.h"
#include "db/pool.h"
#include "domain/application/application.h"
#include "domain/application/application_own.h"
#include "domain/application/application_rows.h"

#define SCANS_MAX 5

static const struct {
	const char *kind, *end;
	struct str begins;
} kinds[] = {
        {"application/pdf", "pdf", {"%PDF-", 5}},
        {"image/jpeg", "jpg", {"\xff\xd8\xff", 3}},
        {"image/png", "png", {"\x89PNG\r\n\x1a\n", 8}},
};

/* What a file is, its first bytes say: neither its name nor what the sender calls it. NULL: none of these. */
static const char *kind_of(struct str bytes)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_starts(bytes, kinds[i].begins))
			return kinds[i].kind;
	return NULL;
}

/* ---- before a byte of it has come ---- */

struct admitting {
	struct http_ask *ask;
	struct arena *arena;
};

static void on_admitted(void *arg, enum err e, const struct rows *r)
{
	struct admitting *w = arg;
	struct arena *arena = w->arena;

	if (e == ERR_OK && rows_count(r) != 1)
		e = ERR_NOT_FOUND;
	else if (e == ERR_OK && !rows_bool(r, 0, 0))
		e = ERR_CONFLICT;
	http_admit(&w->ask, e);
	arena_destroy(&arena);
}

void application_admit(struct app *app, struct http_ask *ask)
{
	struct arena *a = arena_create(1024);
	struct admitting *w = arena_alloc(a, sizeof(*w));
	struct application_key key;
	struct query q;
	enum err e = limit_take(app->limits, http_ask_peer(ask), true, clock_steady_ms()) ? ERR_OK : ERR_THROTTLED;

	*w = (struct admitting){ask, a};
	if (e == ERR_OK && !application_key(a, http_ask_header(ask, STR("authorization")), &key))
		e = ERR_NOT_FOUND;
	if (e != ERR_OK) {
		http_admit(&w->ask, e);
		arena_destroy(&a);
		return;
	}
	query_init(&q, a, STMT_application_admit);
	bind_text(&q, key.receipt);
	bind_bytes(&q, key.hash);
	pool_query(app->read_pool, &q, on_admitted, w);
}

/* ---- set, drop ---- */

static enum err on_touched(struct call *c, const struct rows *r)
{
	application_write_version(c, rows_i64(r, 0, 0));
	return ERR_OK;
}

static void touch(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_application_touch);
	bind_id(&q, c->audit_object);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_touched);
}

/* Without a row the id belongs to another application. */
static enum err on_set(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	touch(c);
	return ERR_OK;
}

static enum err on_counted(struct call *c, const struct rows *r)
{
	struct str bytes = http_body(c->req);
	struct query q;

	if (rows_i64(r, 0, 0) >= SCANS_MAX)
		return ERR_TOO_LONG;
	if (rows_i64(r, 0, 1) + (int64_t)bytes.n > c->app->settings->application_scans_mib * 1024 * 1024) {
		c->retry_after = 3600;
		return ERR_THROTTLED;
	}
	query_init(&q, c->arena, STMT_application_scan_set);
	bind_id(&q, c->match.item);
	bind_id(&q, c->audit_object);
	bind_text(&q, str_of(kind_of(bytes)));
	bind_bytes(&q, bytes);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_set);
	return ERR_OK;
}

static enum err on_scan(struct call *c, const struct rows *r)
{
	struct query q;

	if (!application_is_open(r))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_application_scans);
	bind_id(&q, c->audit_object);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_counted);
	return ERR_OK;
}

/*
 * PUT …/scans/{item}, the body is the file (PDF, JPEG, PNG, up to 5 MiB): a new one, or in its place. MEDIA_REFUSED: another kind of file. TOO_LONG:
 * more than five. THROTTLED: no room for files of drafts now. CONFLICT: submitted meanwhile.
 */
enum err application_scan_set(struct call *c)
{
	if (kind_of(http_body(c->req)) == NULL)
		return ERR_MEDIA_REFUSED;
	return application_ask(c, true, on_scan);
}

static enum err on_drop(struct call *c, const struct rows *r)
{
	struct query q;

	if (!application_is_open(r))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_application_scan_drop);
	bind_id(&q, c->match.item);
	bind_id(&q, c->audit_object);
	call_query(c, &q, NULL);
	touch(c);
	return ERR_OK;
}

/* DELETE …/scans/{item}: also one that is gone already. CONFLICT: submitted meanwhile. */
enum err application_scan_drop(struct call *c)
{
	return application_ask(c, true, on_drop);
}

static enum err on_read(struct call *c, const struct rows *r)
{
	struct str kind;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	kind = rows_str(r, 0, 0);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!str_eq(kind, str_of(kinds[i].kind)))
			continue;
		c->page = kinds[i].kind;
		c->file = arena_printf(c->arena, "%.*s.%s", STR_ARG(rows_str(r, 0, 2)), kinds[i].end);
	}
	c->audit_object = rows_id(r, 0, 3);
	buf_add_str(&c->out.buf, rows_str(r, 0, 1));
	return ERR_OK;
}

/* GET /api/applications/scans/{item}: the file, to be kept (attachment). NOT_FOUND: none, or of a draft that is its applicant's alone. */
enum err application_scan(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_application_scan);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_read);
	return ERR_OK;
}
