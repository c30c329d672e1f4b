/* What those see and record who look after people: a 施設管理者 of the facility, the office of everybody whom something is missing. */
#include "call/app.h"
#include "domain/gate/gate_own.h"
#include "domain/gate/gate_rows.h"

const char *const gate_training_ways[] = {"attended", "together", NULL};

/* ---- list ---- */

enum { HAT, PERSON, ADMITTED, PLEDGED_ON, TRAINED_ON, FACTOR, ADMIN, CONFIRMED, OWN, INVITED, VERSION, ABSENT, ABSENT_UNTIL, OFFERED, TIMELINES };

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "person");
	out_raw(o, rows_str(r, i, PERSON));
	out_key_bool(o, "admitted", rows_bool(r, i, ADMITTED));
	out_key_bool(o, "facility_admin", rows_bool(r, i, ADMIN));
	out_key_bool(o, "factor", rows_bool(r, i, FACTOR));
	out_key_bool(o, "confirmed", rows_bool(r, i, CONFIRMED));
	out_key_text_or_null(o, "pledged_on", rows_str(r, i, PLEDGED_ON));
	out_key_text_or_null(o, "trained_on", rows_str(r, i, TRAINED_ON));
	out_key_bool(o, "invited", rows_bool(r, i, INVITED));
	out_key_i64(o, "version", rows_i64(r, i, VERSION));
	out_key_i64_or_null(o, "absent_since", rows_i64(r, i, ABSENT));
	out_key_text_or_null(o, "absent_until", rows_str(r, i, ABSENT_UNTIL));
	out_key_bool(o, "offered", rows_bool(r, i, OFFERED));
	out_key(o, "timelines");
	if (rows_null(r, i, TIMELINES))
		out_null(o);
	else
		out_i64(o, rows_i64(r, i, TIMELINES));
	out_key_bool(o, "own", rows_bool(r, i, OWN));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "staff", r, write_one);
}

/* GET /api/staff */
enum err gate_staff(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_gate_staff);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* ---- record ---- */

static void tended(struct call *c, struct str on, call_rows then)
{
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_gate_tended);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_text(&q, on);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

/* What is recorded has happened. */
static enum err judge(struct call *c, const struct rows *r, const char *field)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, 1))
		return ERR_OK;
	c->detail = str_of(field);
	return ERR_BAD_VALUE;
}

static enum err on_pledged(struct call *c, const struct rows *r)
{
	const struct gate_pledge_in *in = c->in;
	enum err e = judge(c, r, "given_on");
	struct query q;

	if (e != ERR_OK || c->refusal != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_gate_pledge);
	bind_id(&q, c->match.hat.id);
	bind_null(&q);
	bind_text(&q, STR("earlier"));
	bind_text(&q, in->given_on);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, gate_settle);
	return ERR_OK;
}

/* POST /api/staff/{hat}/pledge {given_on}: one was exchanged before. NOT_FOUND: nobody whom this hat looks after. CONFLICT: one is there. BAD_VALUE given_on:
 * a day to come. */
enum err gate_pledge(struct call *c)
{
	const struct gate_pledge_in *in = c->in;

	tended(c, in->given_on, on_pledged);
	return ERR_OK;
}

static enum err on_trained(struct call *c, const struct rows *r)
{
	const struct gate_training_in *in = c->in;
	enum err e = judge(c, r, "held_on");
	struct query q;

	if (e != ERR_OK || c->refusal != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_gate_training);
	bind_id(&q, c->match.hat.id);
	bind_text(&q, str_of(gate_training_ways[in->way]));
	bind_text(&q, in->held_on);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, gate_settle);
	return ERR_OK;
}

/* POST /api/staff/{hat}/training {way, held_on}. NOT_FOUND, CONFLICT, BAD_VALUE held_on as gate_pledge. */
enum err gate_training(struct call *c)
{
	const struct gate_training_in *in = c->in;

	tended(c, in->held_on, on_trained);
	return ERR_OK;
}
