#include "domain/worker.h"

#include "base/check.h"
#include "base/log.h"
#include "call/activity.h"
#include "call/app.h"
#include "call/call.h"
#include "call/limit.h"
#include "call/mesh.h"
#include "crypt/hash.h"
#include "db/listen.h"
#include "db/pool.h"
#include "domain/application/application.h"
#include "domain/board/board.h"
#include "domain/guard/guard.h"
#include "domain/live/live.h"
#include "domain/public/public.h"
#include "domain/routes.h"
#include "domain/training/training_video.h"
#include "feed/feed.h"
#include "feed/receipts.h"
#include "json/out.h"
#include "net/answer.h"

#include <stdlib.h>

const char *const worker_channels[] = {"document", "draft", "feed", "hat", "inbox", "names", "receipts", "revoked", NULL};

struct worker {
	unsigned magic;
	struct app app;
	struct arena *arena;
	struct live *live;
	struct board_key *board_key;
};

#define WORKER_MAGIC 0x3047e430u

/* ---- what net/ asks ---- */

static size_t health_or_limit(void *arg, enum http_method method, struct str path)
{
	struct worker *w = arg;

	return route_body_limit(&w->app.routes, method, path);
}

/* GET /api/health: for monitors and the start script; says nothing but whether the database answers. */
static void answer_health(struct worker *w, struct http_req *r)
{
	const struct http_header_out allow = {"Allow", STR("GET")};
	struct buf body = {0};

	if (http_method(r) != HTTP_GET) {
		answer_error_body(&body, ERR_METHOD_REFUSED, (struct str){NULL, 0});
		http_answer(&r, err_status(ERR_METHOD_REFUSED), NULL, &allow, 1, &body);
		return;
	}
	if (!pool_up(w->app.read_pool)) {
		http_answer_err(&r, ERR_DATABASE_DOWN, (struct str){NULL, 0});
		return;
	}
	buf_add_str(&body, STR("{\"ok\":true}"));
	http_answer(&r, 200, NULL, NULL, 0, &body);
}

static void on_request(void *arg, struct http_req *r)
{
	struct worker *w = arg;

	check_magic(w, WORKER_MAGIC);
	if (str_eq(http_path(r), STR("/api/health")))
		answer_health(w, r);
	else
		call_run(&w->app, r);
}

/* The one route with large bodies. */
static void on_large_body(void *arg, struct http_ask *a)
{
	struct worker *w = arg;

	check_magic(w, WORKER_MAGIC);
	if (str_starts(http_ask_path(a), STR("/api/application/scans/")))
		application_admit(&w->app, a);
	else
		http_admit(&a, ERR_NOT_FOUND);
}

struct net_app worker_http(struct worker *w)
{
	return (struct net_app){.request = on_request, .body_limit = health_or_limit, .admit = on_large_body, .arg = w};
}

struct live_app worker_live(struct worker *w)
{
	return live_callbacks(w->live);
}

/* ---- hints between workers ---- */

/* Own commits: this worker's sockets at once, the others by one coalesced notice. */
static void on_hot_committed(void *arg, const struct space_id *spaces, const int64_t *seqs, size_t n)
{
	struct worker *w = arg;
	struct buf payload = {0};
	char id[ID_TEXT + 1];

	feed_hint(w->app.feed, spaces, seqs, n);
	for (size_t i = 0; i < n; i++) {
		id_format(spaces[i].id, id);
		if (payload.n > 0)
			buf_add_byte(&payload, ',');
		buf_add(&payload, id, ID_TEXT);
		buf_add_byte(&payload, ':');
		buf_add_i64(&payload, seqs[i]);
		if (payload.n > 7000 || i + 1 == n) {
			listener_notify(w->app.listener, STR("feed"), buf_str(&payload));
			buf_finish(&payload);
		}
	}
}

/* "space hat at" */
static void on_draft_notice(struct worker *w, struct str payload)
{
	struct str space = str_part(payload, 0, ID_TEXT), hat = str_part(payload, ID_TEXT + 1, 2 * ID_TEXT + 1);
	struct hat_id to;
	struct space_id in;
	long long at;
	struct out o = {0};

	if (!id_parse(space, &in.id) || !id_parse(hat, &to.id) || !str_to_i64(str_part(payload, 2 * ID_TEXT + 2, payload.n), &at))
		return;
	out_object(&o);
	out_key_text(&o, "t", STR("draft"));
	out_key_id(&o, "space", in.id);
	out_key_i64(&o, "at", at);
	out_end(&o);
	feed_send_hat(w->app.feed, to, out_done(&o));
	out_finish(&o);
}

/* "hat space": a hat is a member of a new space. */
static void on_hat_notice(struct worker *w, struct str payload)
{
	struct hat_id to;
	struct space_id in;
	struct out o = {0};

	if (!id_parse(str_part(payload, 0, ID_TEXT), &to.id) || !id_parse(str_part(payload, ID_TEXT + 1, payload.n), &in.id))
		return;
	out_object(&o);
	out_key_text(&o, "t", STR("space"));
	out_key_id(&o, "space", in.id);
	out_end(&o);
	feed_send_hat(w->app.feed, to, out_done(&o));
	out_finish(&o);
}

/* "hat": something waits for it, or names it sees have changed. */
static void on_hat_word(struct worker *w, struct str payload, struct str frame)
{
	struct hat_id to;

	if (id_parse(payload, &to.id))
		feed_send_hat(w->app.feed, to, frame);
}

/* "session ended" or "session locked" */
static void on_revoked_notice(struct worker *w, struct str payload)
{
	struct session_id session;

	if (id_parse(str_part(payload, 0, ID_TEXT), &session.id))
		feed_revoke(w->app.feed, session, str_eq(str_part(payload, ID_TEXT + 1, payload.n), STR("locked")));
}

void worker_notice(void *worker, struct str channel, struct str payload)
{
	struct worker *w = worker;

	check_magic(w, WORKER_MAGIC);
	if (str_eq(channel, STR("feed")))
		feed_hint_text(w->app.feed, payload);
	else if (str_eq(channel, STR("receipts")))
		receipts_hint_text(w->app.receipts, payload);
	else if (str_eq(channel, STR("revoked")))
		on_revoked_notice(w, payload);
	else if (str_eq(channel, STR("draft")))
		on_draft_notice(w, payload);
	else if (str_eq(channel, STR("hat")))
		on_hat_notice(w, payload);
	else if (str_eq(channel, STR("inbox")))
		on_hat_word(w, payload, STR("{\"t\":\"inbox\"}"));
	else if (str_eq(channel, STR("names")))
		on_hat_word(w, payload, STR("{\"t\":\"names\"}"));
	else if (str_eq(channel, STR("document")))
		live_doubt(w->live);
}

void worker_restored(void *worker)
{
	struct worker *w = worker;

	check_magic(w, WORKER_MAGIC);
	feed_hint_all(w->app.feed);
	live_doubt(w->live);
}

/* ---- life ---- */

static struct terms terms_of(const struct worker_options *o)
{
	int level = o->settings->factor_required; /* 4: as 3, but in a demo region 0 */

	if (level == 4)
		level = o->demo ? 0 : 3;
	return (struct terms){
	        .demo = o->demo,
	        .factor_of = {[HAT_OFFICE] = level >= 1, [HAT_COMMITTEE] = level >= 1, [HAT_STAFF] = level >= 3},
	        .factor_of_admin = level >= 2,
	};
}

static void fill_app(struct worker *w, const struct worker_options *o)
{
	struct app *app = &w->app;
	struct out region = {0};

	*app = (struct app){
	        .loop = o->loop,
	        .settings = o->settings,
	        .deployment = o->deployment,
	        .read_pool = o->read_pool,
	        .call_pool = o->call_pool,
	        .hot_pool = o->hot_pool,
	        .leases = o->leases,
	        .passwords = o->passwords,
	        .routes = routes_all(),
	};
	app->terms = terms_of(o);
	hash_hmac(STR("tasuki throttle 1"), (struct str){(const char *)o->deployment.id.b, sizeof(o->deployment.id.b)}, app->throttle_key);
	out_object(&region);
	out_key_text(&region, "name", o->region_name);
	out_key_text(&region, "network_name", o->network_name);
	out_key_text(&region, "association", o->association);
	out_key_bool(&region, "demo", o->demo);
	out_key_i64(&region, "read_days", o->settings->consent_read_days);
	out_key_bool(&region, "declare", o->settings->instruction_declare != 0);
	out_end(&region);
	app->region = arena_copy(w->arena, out_done(&region));
	out_finish(&region);
}

struct worker *worker_create(const struct worker_options *o)
{
	struct worker *w = calloc(1, sizeof(*w));
	struct app *app;
	struct feed_options feed;
	struct hot_options hot;

	check(w != NULL && o != NULL && o->loop != NULL && o->settings != NULL);
	w->magic = WORKER_MAGIC;
	w->arena = arena_create(4096);
	fill_app(w, o);
	app = &w->app;
	hot = (struct hot_options){
	        .loop = o->loop, .pool = o->hot_pool, .leases = o->leases, .terms = &app->terms, .deployment = o->deployment, .committed = on_hot_committed, .arg = w};
	app->hot = hot_create(&hot);
	app->mesh = mesh_create(o->loop, o->run, o->index, o->workers, app->hot);
	feed = (struct feed_options){.loop = o->loop, .pool = o->read_pool, .render = live_render, .arg = app};
	app->feed = feed_create(&feed);
	app->activity = activity_create(o->loop, o->read_pool);
	app->limits = limits_create(o->settings->limit_reads, o->settings->limit_writes);
	app->denials = limits_create(1, 1);
	app->guard = guard_create(app, o->settings->screen_dictionary);
	app->pages = public_pages_create();
	app->video = training_video_open(o->settings);
	w->live = live_create(app);
	w->board_key = board_key_create(app);
	return w;
}

bool worker_open(struct worker *w)
{
	check_magic(w, WORKER_MAGIC);
	return mesh_listen(w->app.mesh);
}

void worker_set_listener(struct worker *w, struct listener *l)
{
	check_magic(w, WORKER_MAGIC);
	check(w->app.listener == NULL);
	w->app.listener = l;
	w->app.receipts = receipts_create(w->app.loop, w->app.read_pool, l, w->app.feed);
}

bool worker_idle(const struct worker *w)
{
	return w->app.calls == 0 && hot_idle(w->app.hot) && receipts_idle(w->app.receipts) && feed_idle(w->app.feed);
}

void worker_flush(struct worker *w)
{
	check_magic(w, WORKER_MAGIC);
	activity_flush(w->app.activity, NULL, NULL);
	receipts_flush(w->app.receipts);
}

void worker_destroy(struct worker **w)
{
	struct worker *gone = *w;

	if (gone == NULL)
		return;
	check_magic(gone, WORKER_MAGIC);
	board_key_destroy(&gone->board_key);
	live_destroy(&gone->live);
	training_video_close(&gone->app.video);
	public_pages_destroy(&gone->app.pages);
	guard_destroy(&gone->app.guard);
	receipts_destroy(&gone->app.receipts);
	activity_destroy(&gone->app.activity);
	mesh_destroy(&gone->app.mesh);
	hot_destroy(&gone->app.hot);
	feed_destroy(&gone->app.feed);
	limits_destroy(&gone->app.limits);
	limits_destroy(&gone->app.denials);
	arena_destroy(&gone->arena);
	free(gone);
	*w = NULL;
}
