/* Opening a family timeline beside a care one. */
#include "call/call.h"
#include "domain/family/family_rows.h"
#include "domain/space/space_change.h"

/* ---- what is beside ---- */

static enum err on_beside(struct call *c, const struct rows *r)
{
	out_object(&c->out);
	out_key_id_or_null(&c->out, "space", rows_id(r, 0, 0));
	out_key_bool(&c->out, "consented", rows_bool(r, 0, 1));
	out_end(&c->out);
	return ERR_OK;
}

/* GET …/family: the family timeline beside this one, if there is one, and whether the consent covers it. */
enum err family_read(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_family_beside);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_beside);
	return ERR_OK;
}

/* ---- open ---- */

enum { MADE, THERE, COVERED, PATIENT, VERSION, IDENTITY, ATTENDING, ATTENDING_SEALED, CONSENT, INSTRUCTION, FACILITY };

/* The care timeline's row, copied: it is written with once both keys are there. */
struct opening {
	struct space_id space;
	struct id128 patient, attending, facility;
	uint32_t version;
	struct str identity, outside, consent, instruction;
};

static void answer(struct call *c, struct space_id space)
{
	call_answer_id(c, space.id);
}

/* From under the one key to under the other. */
static enum err reseal(struct call *c, enum seal_kind kind, uint32_t version, struct str sealed, struct str *out_r)
{
	const struct opening *w = c->keep;
	struct seal_place from = {.space = c->match.space, .kind = kind, .row = w->patient, .version = version}, to = from;
	struct phi plain;
	enum err e;

	*out_r = (struct str){NULL, 0};
	if (sealed.p == NULL)
		return ERR_OK;
	to.space = w->space;
	e = call_unseal(c, from, sealed, &plain);
	return e == ERR_OK ? call_seal(c, to, plain, out_r) : e;
}

static void insert_space(struct call *c, struct str identity, struct str outside)
{
	const struct opening *w = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_family_insert);
	bind_id(&q, w->space.id);
	bind_id(&q, w->patient);
	bind_id(&q, w->facility);
	bind_text(&q, w->consent);
	bind_id_or_null(&q, w->attending);
	bind_bytes(&q, outside);
	bind_text(&q, w->instruction);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_family_identity);
	bind_id(&q, w->patient);
	bind_id(&q, w->space.id);
	bind_i32(&q, (int32_t)w->version);
	bind_bytes(&q, identity);
	call_query(c, &q, NULL);
}

static void insert_members(struct call *c)
{
	const struct opening *w = c->keep;
	struct space_change *s = space_change_new(c, w->space);
	struct hat_id me = c->facts.session.hat;
	bool own = id_eq(w->attending, me.id);
	struct space_newcomer opener = {.hat = me, .role = own ? "attending" : "delegate", .all_history = true};
	struct space_newcomer attending = {.hat = {w->attending}, .role = "attending", .all_history = true, .added_by = me};
	struct query q;

	space_change_add_member(s, &opener);
	if (own)
		return;
	if (!id_is_zero(w->attending))
		space_change_add_member(s, &attending);
	query_init(&q, c->arena, STMT_family_instruction);
	bind_id(&q, id_new());
	bind_id(&q, w->space.id);
	bind_id(&q, c->match.space.id);
	bind_id(&q, me.id);
	call_query(c, &q, NULL);
}

static enum err write_all(struct call *c)
{
	const struct opening *w = c->keep;
	struct str identity, outside;
	enum err e = reseal(c, SEAL_IDENTITY, w->version, w->identity, &identity);

	if (e == ERR_OK)
		e = reseal(c, SEAL_ATTENDING, 0, w->outside, &outside);
	if (e != ERR_OK)
		return e;
	insert_space(c, identity, outside);
	insert_members(c);
	(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
	c->status = 201;
	answer(c, w->space);
	return ERR_OK;
}

static enum err on_key(struct call *c)
{
	call_keys(c, &c->match.space, 1, write_all);
	return ERR_OK;
}

static enum err on_facts(struct call *c, const struct rows *r)
{
	struct opening *w = c->keep;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (rows_bool(r, 0, MADE)) {
		c->unaudited = true;
		answer(c, w->space);
		return ERR_OK;
	}
	if (!rows_bool(r, 0, COVERED))
		return call_refuse(c, ERR_CONSENT_MISSING);
	if (rows_bool(r, 0, THERE))
		return call_refuse(c, ERR_CONFLICT);
	w->patient = rows_id(r, 0, PATIENT);
	w->version = (uint32_t)rows_i64(r, 0, VERSION);
	w->identity = arena_copy(c->arena, rows_str(r, 0, IDENTITY));
	w->attending = rows_id(r, 0, ATTENDING);
	w->outside = rows_null(r, 0, ATTENDING_SEALED) ? (struct str){NULL, 0} : arena_copy(c->arena, rows_str(r, 0, ATTENDING_SEALED));
	w->consent = arena_copy(c->arena, rows_str(r, 0, CONSENT));
	w->instruction = arena_copy(c->arena, rows_str(r, 0, INSTRUCTION));
	w->facility = rows_id(r, 0, FACILITY);
	call_new_key(c, w->space, on_key);
	return ERR_OK;
}

/*
 * POST …/family {key}: 201 {id}; 200 with the same for a key that was here before. CONSENT_MISSING: the consent in force does not cover it; CONFLICT:
 * there is one.
 */
enum err family_open(struct call *c)
{
	const struct family_open_in *in = c->in;
	struct opening *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;

	*w = (struct opening){.space = {in->key}};
	c->keep = w;
	c->audit_object = in->key;
	query_init(&q, c->arena, STMT_family_facts);
	bind_id(&q, c->match.space.id);
	bind_id(&q, in->key);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_facts);
	return ERR_OK;
}
