/* The next 主治医 has no account: declared by whoever manages the timeline, where the region allows it (setting instruction.declare, Art. 16-2). */
#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/handover/handover_rows.h"
#include "domain/space/space_change.h"

static enum err seal_name(struct call *c, struct space_id space, struct str *sealed_r)
{
	const struct handover_declare_in *in = c->in;
	struct seal_place at = {.space = space, .kind = SEAL_ATTENDING, .row = c->facts.space.patient.id};
	struct out o = {0};
	enum err e;

	out_object(&o);
	out_key_id_or_null(&o, "hat", (struct id128){{0}});
	out_key(&o, "name");
	out_phi(&o, in->name);
	out_key(&o, "phone");
	if (in->has_phone)
		out_phi(&o, in->phone);
	else
		out_null(&o);
	out_end(&o);
	e = call_seal(c, at, (struct phi){out_done(&o)}, sealed_r);
	out_finish(&o);
	return e;
}

static enum err set_one(struct call *c, const struct rows *r, int i)
{
	struct space_id space = {rows_id(r, i, 0)};
	struct hat_id old = {rows_id(r, i, 3)};
	struct space_change *s = space_change_other(c, space, rows_i64(r, i, 1));
	struct str sealed;
	struct query q;
	enum err e = seal_name(c, space, &sealed);

	if (e != ERR_OK)
		return e;
	if (!id_is_zero(old.id) && rows_bool(r, i, 4))
		space_change_remove_member(s, old);
	else if (!id_is_zero(old.id))
		space_change_role(s, old, "member");
	query_init(&q, c->arena, STMT_handover_declared);
	bind_id(&q, space.id);
	bind_bytes(&q, sealed);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	(void)space_change_event(s, "attending", (struct hat_id){{{0}}});
	return ERR_OK;
}

/* What whoever declares was told, as at the opening. */
static void write_instruction(struct call *c)
{
	const struct handover_declare_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_instruction_drop_waiting);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	space_write_instruction(c, c->match.space, (struct hat_id){{{0}}}, in->given_on, instruction_way_words[in->way], "declared");
}

static enum err on_closed(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

static enum err on_timelines(struct call *c, const struct rows *r)
{
	struct query q;
	enum err e = ERR_OK;

	for (int i = 0; i < rows_count(r) && e == ERR_OK; i++)
		e = set_one(c, r, i);
	if (e != ERR_OK)
		return e;
	write_instruction(c);
	query_init(&q, c->arena, STMT_handover_close);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_closed);
	return ERR_OK;
}

static enum err read_timelines(struct call *c)
{
	const struct hat_id *old = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_handover_timelines);
	bind_id(&q, c->match.space.id);
	bind_id_or_null(&q, old->id);
	bind_null(&q);
	call_query(c, &q, on_timelines);
	return ERR_OK;
}

static enum err on_patient(struct call *c, const struct rows *r)
{
	size_t n = (size_t)rows_count(r);
	struct space_id *spaces = arena_array(c->arena, n, sizeof(*spaces));
	struct hat_id *old = arena_alloc(c->arena, sizeof(*old));

	*old = (struct hat_id){{{0}}};
	for (size_t i = 0; i < n; i++) {
		spaces[i].id = rows_id(r, (int)i, 0);
		if (id_eq(spaces[i].id, c->match.space.id))
			old->id = rows_id(r, (int)i, 1);
	}
	c->keep = old;
	call_keys(c, spaces, n, read_timelines);
	return ERR_OK;
}

/* POST …/successor/outside {name, phone?, given_on, way}: the 主治医 from now on. BAD_VALUE name: the region does not allow it. */
enum err handover_declare(struct call *c)
{
	struct query q;

	if (c->app->settings->instruction_declare == 0) {
		c->detail = STR("name");
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_handover_patient);
	bind_id(&q, c->facts.space.patient.id);
	call_query(c, &q, on_patient);
	return ERR_OK;
}
