/* What becomes of a トラブル連絡: notes, 対応中, 終了, opened again. Whoever comes second is told: what they saw is not what there is any more. */
#include "call/app.h"
#include "domain/guard/guard.h"
#include "domain/incident/incident_own.h"
#include "domain/incident/incident_rows.h"

enum state { REPORTED, HANDLING, CLOSED };

struct standing {
	enum state state;
	int64_t version;
	bool office, admin;
};

static void read_standing(const struct rows *r, struct standing *out)
{
	struct str state = rows_str(r, 0, 0);

	*out = (struct standing){
		.state = str_eq(state, STR("reported")) ? REPORTED : str_eq(state, STR("handling")) ? HANDLING : CLOSED,
		.version = rows_i64(r, 0, 1),
		.office = rows_bool(r, 0, 2),
		.admin = rows_bool(r, 0, 3),
	};
}

static void lock(struct call *c, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_incident_there);
	bind_id(&q, c->match.item);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, then);
}

static struct standing *standing_of(struct call *c, const struct rows *r)
{
	struct standing *s = arena_alloc(c->arena, sizeof(*s));

	read_standing(r, s);
	c->keep = s;
	return s;
}

/* It has come to this state, with the step of its history that was written before; answers {version}. */
static void move(struct call *c, const char *state, bool answered, bool reopened)
{
	const struct standing *s = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_incident_move);
	bind_id(&q, c->match.item);
	bind_text(&q, str_of(state));
	bind_bool(&q, answered);
	bind_bool(&q, reopened);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	incident_tell(c, c->match.item);
	out_object(&c->out);
	out_key_i64(&c->out, "version", s->version + 1);
	out_end(&c->out);
}

/* ---- notes ---- */

/* The first word of the office is its answer. */
static enum err on_note_clean(struct call *c)
{
	const struct incident_words_in *in = c->in;
	const struct standing *s = c->keep;
	bool answers = s->office && s->state == REPORTED;

	incident_step(c, c->match.item, answers ? "handling" : "note", in->words, (struct str){NULL, 0});
	move(c, answers || s->state == HANDLING ? "handling" : "reported", answers, false);
	return ERR_OK;
}

static enum err on_note(struct call *c, const struct rows *r)
{
	const struct incident_words_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"words", {in->words}}}};
	const struct standing *s;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	s = standing_of(c, r);
	if (s->state == CLOSED || s->version != in->version)
		return ERR_CONFLICT;
	return guard_texts(c, &ask, on_note_clean);
}

/* POST …/notes {version, words}: of the office the first one takes it up. CONFLICT: closed, or it has moved on. NOT_FOUND; PATIENT_DATA. */
enum err incident_note(struct call *c)
{
	lock(c, on_note);
	return ERR_OK;
}

/* ---- 対応中 ---- */

static enum err on_handle(struct call *c, const struct rows *r)
{
	const struct incident_version_in *in = c->in;
	const struct standing *s;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	s = standing_of(c, r);
	if (s->state != REPORTED || s->version != in->version)
		return ERR_CONFLICT;
	incident_step(c, c->match.item, "handling", (struct str){NULL, 0}, (struct str){NULL, 0});
	move(c, "handling", true, false);
	return ERR_OK;
}

/* POST …/handle {version}: the office takes it up. CONFLICT: somebody was there first. */
enum err incident_handle(struct call *c)
{
	lock(c, on_handle);
	return ERR_OK;
}

/* ---- 終了 ---- */

static enum err on_close_clean(struct call *c)
{
	const struct incident_close_in *in = c->in;

	incident_step(c, c->match.item, "closed", in->done, in->prevention);
	move(c, "closed", true, false);
	return ERR_OK;
}

static enum err on_close(struct call *c, const struct rows *r)
{
	const struct incident_close_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"done", {in->done}}, {"prevention", {in->prevention}}}};
	const struct standing *s;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	s = standing_of(c, r);
	if (s->state == CLOSED || s->version != in->version)
		return ERR_CONFLICT;
	return guard_texts(c, &ask, on_close_clean);
}

/* POST …/close {version, done, prevention}: what was done, and how it will not happen again. CONFLICT: closed, or it has moved on. PATIENT_DATA. */
enum err incident_close(struct call *c)
{
	lock(c, on_close);
	return ERR_OK;
}

/* ---- opened again ---- */

static enum err on_reopen_clean(struct call *c)
{
	const struct incident_words_in *in = c->in;

	incident_step(c, c->match.item, "reopened", in->words, (struct str){NULL, 0});
	move(c, "handling", false, true);
	return ERR_OK;
}

static enum err on_reopen(struct call *c, const struct rows *r)
{
	const struct incident_words_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_BOARD, .texts = {{"words", {in->words}}}};
	const struct standing *s;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	s = standing_of(c, r);
	if (!s->office && !s->admin)
		return call_refuse(c, ERR_NOT_FOUND);
	if (s->state != CLOSED || s->version != in->version)
		return ERR_CONFLICT;
	return guard_texts(c, &ask, on_reopen_clean);
}

/* POST …/reopen {version, words}: it was not over; by the office or a 施設管理者 of the facility. CONFLICT: open, or it has moved on. PATIENT_DATA. */
enum err incident_reopen(struct call *c)
{
	lock(c, on_reopen);
	return ERR_OK;
}
