/* Opening a patient's timeline: identity, key, the opener as first member, the instruction behind it. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/space/space_change.h"
#include "domain/space/space_rows.h"

const char *const space_sex_words[] = {"female", "male", "other", NULL};
const char *const instruction_way_words[] = {"oral", "phone", "fax", "letter", NULL};

struct opening {
	struct space_id space;
	struct patient_id patient;
	struct hat_id attending;
	const char *instruction; /* a word of space.instruction */
	bool attending_joins;    /* a standing instruction stands behind it: the 主治医 is in from the start */
};

static enum err wrong(struct call *c, const char *field)
{
	c->detail = str_of(field);
	return ERR_BAD_VALUE;
}

static void write_member(struct out *o, const char *name, struct phi v)
{
	if (v.text.p == NULL)
		return;
	out_key(o, name);
	out_phi(o, v);
}

static enum err seal_out(struct call *c, struct seal_place at, struct out *o, struct str *sealed_r)
{
	enum err e;

	out_end(o);
	e = call_seal(c, at, (struct phi){out_done(o)}, sealed_r);
	out_finish(o);
	return e;
}

static enum err seal_identity(struct call *c, const struct opening *w, struct str *sealed_r)
{
	const struct space_open_in *in = c->in;
	struct seal_place at = {.space = w->space, .kind = SEAL_IDENTITY, .row = w->patient.id, .version = 1};
	struct out o = {0};

	out_object(&o);
	write_member(&o, "name", in->name);
	write_member(&o, "kana", in->kana);
	write_member(&o, "birth", (struct phi){in->birth});
	write_member(&o, "sex", (struct phi){str_of(space_sex_words[in->sex])});
	write_member(&o, "phone", in->phone);
	write_member(&o, "insured_no", in->insured_no);
	write_member(&o, "chart_no", in->chart_no);
	return seal_out(c, at, &o, sealed_r);
}

/* The 主治医 without an account: the program's own JSON, as space_write gives it out. */
static enum err seal_attending(struct call *c, const struct opening *w, struct str *sealed_r)
{
	const struct space_open_in *in = c->in;
	struct seal_place at = {.space = w->space, .kind = SEAL_ATTENDING, .row = w->patient.id};
	struct out o = {0};

	*sealed_r = (struct str){NULL, 0};
	if (!in->has_attending_name)
		return ERR_OK;
	out_object(&o);
	out_key_id_or_null(&o, "hat", (struct id128){{0}});
	out_key(&o, "name");
	out_phi(&o, in->attending_name);
	out_key(&o, "phone");
	if (in->has_attending_phone)
		out_phi(&o, in->attending_phone);
	else
		out_null(&o);
	return seal_out(c, at, &o, sealed_r);
}

static void insert_space(struct call *c, const struct opening *w, struct str identity, struct str attending)
{
	struct query q;

	query_init(&q, c->arena, STMT_space_open);
	bind_id(&q, w->patient.id);
	bind_id(&q, c->facts.session.facility.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, w->space.id);
	bind_id_or_null(&q, w->attending.id);
	bind_bytes(&q, attending);
	bind_text(&q, str_of(w->instruction));
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_space_open_identity);
	bind_id(&q, w->patient.id);
	bind_id(&q, w->space.id);
	bind_bytes(&q, identity);
	call_query(c, &q, NULL);
}

static void insert_members(struct call *c, const struct opening *w)
{
	struct space_change *s = space_change_new(c, w->space);
	struct hat_id me = c->facts.session.hat;
	bool own = id_eq(w->attending.id, me.id);
	struct space_newcomer opener = {.hat = me, .role = own ? "attending" : "delegate", .all_history = true};

	space_change_add_member(s, &opener);
	if (w->attending_joins) {
		struct space_newcomer attending = {.hat = w->attending, .role = "attending", .all_history = true, .added_by = me};

		space_change_add_member(s, &attending);
	}
}

static void insert_instruction(struct call *c, const struct opening *w)
{
	const struct space_open_in *in = c->in;

	if (str_eq(str_of(w->instruction), STR("own")))
		return;
	space_write_instruction(c, w->space, w->attending, in->given_on, instruction_way_words[in->way], w->instruction);
	if (!id_is_zero(w->attending.id))
		space_tell_inbox(c, w->attending);
}

static void answer(struct call *c, struct space_id space)
{
	c->match.space = space; /* what the audit row is about */
	call_answer_id(c, space.id);
}

static enum err on_key(struct call *c)
{
	const struct opening *w = c->keep;
	struct str identity, attending;
	enum err e = seal_identity(c, w, &identity);

	if (e == ERR_OK)
		e = seal_attending(c, w, &attending);
	if (e != ERR_OK)
		return e;
	insert_space(c, w, identity, attending);
	insert_members(c, w);
	insert_instruction(c, w);
	c->status = 201;
	answer(c, w->space);
	return ERR_OK;
}

/* Columns: is there already (made by this hat), the opener is a physician, the named 主治医 is one, a standing instruction stands, is on leave. */
static enum err on_facts(struct call *c, const struct rows *r)
{
	const struct space_open_in *in = c->in;
	struct opening *w = c->keep;
	bool own = !in->has_attending_name && (!in->has_attending || id_eq(in->attending, c->facts.session.hat.id));

	if (rows_bool(r, 0, 0)) {
		c->unaudited = true;
		answer(c, w->space);
		return ERR_OK;
	}
	if (own && !rows_bool(r, 0, 1))
		return wrong(c, "attending");
	if (!own && (!in->has_given_on || !in->has_way))
		return wrong(c, in->has_given_on ? "way" : "given_on");
	if (!own && in->has_attending && !rows_bool(r, 0, 2))
		return wrong(c, "attending");
	if (!own && rows_bool(r, 0, 4))
		return call_refuse(c, ERR_ON_LEAVE);
	if (in->has_attending_name && (in->has_attending || c->app->settings->instruction_declare == 0))
		return wrong(c, "attending_name");
	w->attending_joins = !own && in->has_attending && rows_bool(r, 0, 3);
	w->attending.id = own ? c->facts.session.hat.id : in->attending;
	w->instruction = own ? "own" : in->has_attending_name ? "declared" : w->attending_joins ? "confirmed" : "waiting";
	call_new_key(c, w->space, on_key);
	return ERR_OK;
}

/* POST /api/spaces {key, name, kana, birth, sex, …}: 201 {id}; 200 with the same for a key that was here before. BAD_VALUE names the field.
 * ON_LEAVE: the 主治医 could not confirm. */
enum err space_open(struct call *c)
{
	const struct space_open_in *in = c->in;
	struct opening *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;

	*w = (struct opening){.space = {in->key}, .patient = {id_new()}};
	c->keep = w;
	query_init(&q, c->arena, STMT_space_open_facts);
	bind_id(&q, in->key);
	bind_id(&q, c->facts.session.hat.id);
	bind_id_or_null(&q, in->attending);
	call_query(c, &q, on_facts);
	return ERR_OK;
}
