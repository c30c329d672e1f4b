/* 緊急停止 and 利用停止: an account is stopped by one, at once, and lifted by another. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/guard/guard.h"
#include "domain/space/space_change.h"
#include "domain/stop/stop_rows.h"

const char *const stop_reasons[] = {"asked", "lost", "misuse", "other", NULL};

static void tell(struct call *c, struct id128 stop)
{
	struct query q;

	query_init(&q, c->arena, STMT_stop_hearers);
	bind_id(&q, stop);
	call_query(c, &q, space_tell_rows);
}

/* ---- put ---- */

/* What both of them are asked for. */
struct putting {
	struct id128 key, hat;
	const char *reason; /* NULL: a suspension */
	struct str words;   /* p NULL: none */
};

static enum err on_put(struct call *c, const struct rows *r)
{
	const struct putting *w = c->keep;
	struct str word = rows_str(r, 0, 0);

	if (str_eq(word, STR("not_found")))
		return call_refuse(c, ERR_NOT_FOUND);
	if (str_eq(word, STR("lifter_needed")))
		return call_refuse(c, ERR_LIFTER_NEEDED);
	if (!str_eq(word, STR("put")))
		return call_refuse(c, ERR_CONFLICT);
	tell(c, w->key);
	call_answer_made(c, w->key);
	return ERR_OK;
}

static enum err on_clean(struct call *c)
{
	const struct putting *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_stop_put);
	bind_id(&q, w->key);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, w->hat);
	bind_text(&q, w->reason != NULL ? STR("security") : STR("suspension"));
	bind_text(&q, w->reason != NULL ? str_of(w->reason) : (struct str){NULL, 0});
	bind_text(&q, w->words);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_put);
	return ERR_OK;
}

static enum err on_known(struct call *c, const struct rows *r)
{
	const struct putting *w = c->keep;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"words", {w->words}}}};

	if (rows_count(r) == 1 && !rows_bool(r, 0, 0))
		return call_refuse(c, ERR_CONFLICT);
	if (rows_count(r) == 1) { /* sent once more */
		c->unaudited = true;
		call_answer_made(c, w->key);
		return ERR_OK;
	}
	return guard_texts(c, &ask, on_clean);
}

static void put(struct call *c, const struct putting *what)
{
	struct putting *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;

	*w = *what;
	c->keep = w;
	c->audit_object = w->hat;
	query_init(&q, c->arena, STMT_stop_known);
	bind_id(&q, w->key);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_known);
}

/*
 * POST /api/stops {key, hat, reason, words?}: 201 {id}; the same again for a key that was here before. From the commit on the account has no session, no
 * socket and no way in. NOT_FOUND: nobody who can be stopped, or oneself. CONFLICT: stopped or not opened, or another one is being stopped; somebody else's
 * key. LIFTER_NEEDED: a stop would be in force that nobody may lift. PROOF_NEEDED. Without words nothing is looked at, so that it works when the policy
 * layer does not.
 */
enum err stop_put(struct call *c)
{
	const struct stop_put_in *in = c->in;

	put(c, &(struct putting){in->key, in->hat, stop_reasons[in->reason], in->has_words ? in->words : (struct str){NULL, 0}});
	return ERR_OK;
}

/* POST /api/stops/suspensions {key, hat, words}: 利用停止, by the committee. NOT_FOUND: the region has none; else as stop_put. */
enum err stop_suspend(struct call *c)
{
	const struct stop_suspend_in *in = c->in;

	if (c->app->settings->suspension_allowed == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	put(c, &(struct putting){in->key, in->hat, NULL, in->words});
	return ERR_OK;
}

/* ---- lift ---- */

static enum err on_lifted(struct call *c, const struct rows *r)
{
	if (rows_null(r, 0, 0))
		return call_refuse(c, ERR_NOT_FOUND);
	if (!rows_bool(r, 0, 0))
		return call_refuse(c, ERR_CONFLICT);
	tell(c, c->match.item);
	return ERR_OK;
}

static enum err on_lift_clean(struct call *c)
{
	const struct stop_lift_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_stop_lift);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, in->words);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_lifted);
	return ERR_OK;
}

/* POST /api/stops/{item}/lift {words}: by somebody else than who put it. NOT_FOUND: none, or not for this hat. CONFLICT: lifted already. PROOF_NEEDED;
 * PATIENT_DATA. */
enum err stop_lift(struct call *c)
{
	const struct stop_lift_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"words", {in->words}}}};

	c->audit_object = c->match.item;
	return guard_texts(c, &ask, on_lift_clean);
}

/* ---- read ---- */

enum { ID, PERSON, KIND, REASON, WORDS, BY, AT, LIFTED_BY, LIFTED_AT, LIFTED_WORDS, LIFTABLE };

static void write_one(struct out *o, const struct rows *r, int i)
{
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_text(o, "kind", rows_str(r, i, KIND));
	out_key_text_or_null(o, "reason", rows_str(r, i, REASON));
	out_key_text_or_null(o, "words", rows_str(r, i, WORDS));
	out_key(o, "by");
	out_raw(o, rows_str(r, i, BY));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_raw_or_null(o, "lifted_by", rows_str(r, i, LIFTED_BY));
	out_key_i64_or_null(o, "lifted_at", rows_i64(r, i, LIFTED_AT));
	out_key_text_or_null(o, "lifted_words", rows_str(r, i, LIFTED_WORDS));
	out_key_bool(o, "may_lift", rows_bool(r, i, LIFTABLE));
	out_end(o);
}

static enum err on_list(struct call *c, const struct rows *r)
{
	const struct session_facts *f = &c->facts.session;
	struct out *o = &c->out;

	out_object(o);
	out_key_bool(o, "may_suspend", f->hat_kind == HAT_COMMITTEE && c->app->settings->suspension_allowed != 0);
	out_key(o, "stops");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++)
		write_one(o, r, i);
	out_end(o);
	out_end(o);
	return ERR_OK;
}

/* GET /api/stops: of a 施設管理者 those of people of the facility; of office and committee all. */
enum err stop_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_stop_list);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_list);
	return ERR_OK;
}

static enum err write_person(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 0));
	out_key_bool(o, "stopped", str_eq(rows_str(r, i, 1), STR("stopped")));
	out_key_bool(o, "own", rows_bool(r, i, 2));
	out_end(o);
	return ERR_OK;
}

static enum err on_people(struct call *c, const struct rows *r)
{
	return call_write_list(c, "people", r, write_person);
}

/* GET /api/stops/people: who can be stopped, or warned. */
enum err stop_people(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_stop_people);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_people);
	return ERR_OK;
}
