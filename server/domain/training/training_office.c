/* The office's trainings (研修会), and who was there. */
#include "call/app.h"
#include "domain/session/session.h"
#include "domain/training/training_rows.h"

const char *const training_kinds[] = {"meeting", "online", NULL};

/* ---- list ---- */

static enum err write_session(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key_text(o, "title", rows_str(r, i, 1));
	out_key_text(o, "kind", rows_str(r, i, 2));
	out_key_text(o, "held_on", rows_str(r, i, 3));
	out_key_text(o, "place", rows_str(r, i, 4));
	out_key_i64(o, "version", rows_i64(r, i, 5));
	out_key_bool(o, "withdrawn", !rows_null(r, i, 6));
	out_key_bool(o, "held", rows_bool(r, i, 7));
	out_key_i64(o, "attended", rows_i64(r, i, 8));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "trainings", r, write_session);
}

/* GET /api/trainings: the newest 300, withdrawn ones last. */
enum err training_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_training_list);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- add, change, withdraw ---- */

/* POST /api/trainings {key, title, kind, held_on, place}: 201 {id}; the same again for a key that was here before. */
enum err training_add(struct call *c)
{
	const struct training_add_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_training_insert);
	bind_id(&q, in->key);
	bind_text(&q, in->title);
	bind_text(&q, str_of(training_kinds[in->kind]));
	bind_text(&q, in->held_on);
	bind_text(&q, in->place);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	c->audit_object = in->key;
	call_answer_made(c, in->key);
	return ERR_OK;
}

enum { VERSION, WITHDRAWN, HELD, ATTENDED, STAYS_HELD };

static void lock_training(struct call *c, struct str held_on, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_training_there);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	bind_text(&q, held_on);
	call_query(c, &q, then);
}

static enum err on_standing(struct call *c, const struct rows *r)
{
	const struct training_change_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_i64(r, 0, VERSION) != in->version || rows_bool(r, 0, WITHDRAWN))
		return ERR_CONFLICT;
	if (rows_bool(r, 0, ATTENDED) && !rows_bool(r, 0, STAYS_HELD)) {
		c->detail = STR("held_on");
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_training_set);
	bind_id(&q, c->match.item);
	bind_text(&q, in->title);
	bind_text(&q, str_of(training_kinds[in->kind]));
	bind_text(&q, in->held_on);
	bind_text(&q, in->place);
	call_query(c, &q, NULL);
	return ERR_OK;
}

/*
 * PUT /api/trainings/{item} {version, title, kind, held_on, place}: in its place. CONFLICT: somebody changed or withdrew it meanwhile. BAD_VALUE held_on:
 * somebody is recorded, so it cannot lie ahead. NOT_FOUND.
 */
enum err training_change(struct call *c)
{
	const struct training_change_in *in = c->in;

	lock_training(c, in->held_on, on_standing);
	return ERR_OK;
}

static enum err on_ending(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, ATTENDED))
		return ERR_CONFLICT;
	if (rows_bool(r, 0, WITHDRAWN))
		return ERR_OK; /* by somebody else already: it is as wished */
	query_init(&q, c->arena, STMT_training_end);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	return ERR_OK;
}

/* POST /api/trainings/{item}/withdraw: it will not be held. CONFLICT: somebody is recorded. NOT_FOUND. */
enum err training_end(struct call *c)
{
	lock_training(c, (struct str){NULL, 0}, on_ending);
	return ERR_OK;
}

/* ---- people ---- */

static enum err write_person(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 0));
	out_key_bool(o, "attended", !rows_null(r, i, 1));
	out_key_bool(o, "admitted", rows_bool(r, i, 2));
	out_key_text_or_null(o, "trained_on", rows_str(r, i, 3));
	out_key_bool(o, "own", rows_bool(r, i, 4));
	out_end(o);
	return ERR_OK;
}

static enum err on_people(struct call *c, const struct rows *r)
{
	return call_write_list(c, "people", r, write_person);
}

static enum err on_named(struct call *c, const struct rows *r)
{
	const struct id128 *facility = c->keep;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	query_init(&q, c->arena, STMT_training_people);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.item);
	bind_id_or_null(&q, *facility);
	call_query(c, &q, on_people);
	return ERR_OK;
}

/*
 * GET /api/trainings/{item}/people?facility=ID: the staff of the facility and whether they were there; without it all who were. At most 1000.
 * BAD_VALUE facility; NOT_FOUND: no such training.
 */
enum err training_people(struct call *c)
{
	struct id128 *facility = arena_alloc(c->arena, sizeof(*facility));
	struct str text;
	struct query q;

	*facility = (struct id128){{0}};
	if (http_query(c->req, STR("facility"), &text) && !id_parse(text, facility)) {
		c->detail = STR("facility");
		return ERR_BAD_VALUE;
	}
	c->keep = facility;
	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_training_named);
	bind_id(&q, c->match.item);
	call_query(c, &q, on_named);
	return ERR_OK;
}

static void about(struct call *c, struct query *q, enum stmt stmt)
{
	const struct training_attend_in *in = c->in;

	query_init(q, c->arena, stmt);
	bind_id(q, c->match.item);
	bind_id(q, in->hat);
}

static enum err on_attended(struct call *c, const struct rows *r)
{
	const struct training_attend_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_CONFLICT);
	about(c, &q, STMT_training_pass);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_gate_admit);
	bind_id(&q, in->hat);
	call_query(c, &q, NULL);
	return ERR_OK;
}

static enum err on_sessions(struct call *c, const struct rows *r)
{
	struct id128 *ids = arena_array(c->arena, (size_t)rows_count(r), sizeof(*ids));

	for (int i = 0; i < rows_count(r); i++)
		ids[i] = rows_id(r, i, 0);
	session_end_ids(c, ids, (size_t)rows_count(r), "disabled", NULL);
	return ERR_OK;
}

static enum err on_taken_back(struct call *c, const struct rows *r)
{
	const struct training_attend_in *in = c->in;
	struct query q;

	if (!rows_bool(r, 0, 0))
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_training_sessions);
	bind_id(&q, in->hat);
	call_query(c, &q, on_sessions);
	return ERR_OK;
}

static enum err on_tended(struct call *c, const struct rows *r)
{
	const struct training_attend_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (!in->attended) {
		about(c, &q, STMT_training_take_back);
		call_query(c, &q, on_taken_back);
		return ERR_OK;
	}
	about(c, &q, STMT_training_attend);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_attended);
	return ERR_OK;
}

static enum err on_held(struct call *c, const struct rows *r)
{
	const struct training_attend_in *in = c->in;
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, WITHDRAWN) || !rows_bool(r, 0, HELD))
		return ERR_CONFLICT;
	query_init(&q, c->arena, STMT_gate_tended);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, in->hat);
	bind_null(&q);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_tended);
	return ERR_OK;
}

/*
 * POST /api/trainings/{item}/people {hat, attended}: was there, or was recorded by mistake: then whom the entry let in stands before the gates again.
 * CONFLICT: it is so already, the day has not come, or it was withdrawn. NOT_FOUND: no such training, nobody of the staff, or oneself.
 */
enum err training_attend(struct call *c)
{
	lock_training(c, (struct str){NULL, 0}, on_held);
	return ERR_OK;
}
