/* Making a circle, what it is called and how one gets in. */
#include "call/call.h"
#include "domain/agreement/agreement.h"
#include "domain/circle/circle_rows.h"
#include "domain/guard/guard.h"
#include "domain/space/space_change.h"

const char *const circle_entries[] = {"invitation", "request", NULL};

static enum err seal_name(struct call *c, struct space_id space, struct phi name, struct str *sealed_r)
{
	return call_seal(c, (struct seal_place){.space = space, .kind = SEAL_TITLE, .row = space.id}, name, sealed_r);
}

static void answer(struct call *c)
{
	const struct circle_create_in *in = c->in;

	c->match.space.id = in->key; /* what the audit row is about */
	call_answer_id(c, in->key);
}

/* ---- make ---- */

static enum err on_key(struct call *c)
{
	const struct circle_create_in *in = c->in;
	struct space_newcomer maker = {.hat = c->facts.session.hat, .role = "manager", .all_history = true};
	struct space_id space = {in->key};
	struct str title;
	struct query q;
	enum err e = seal_name(c, space, in->name, &title);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_circle_insert);
	bind_id(&q, space.id);
	bind_id(&q, c->facts.session.facility.id);
	bind_bytes(&q, title);
	bind_text(&q, str_of(circle_entries[in->entry]));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	space_change_add_member(space_change_new(c, space), &maker);
	e = agreement_add(c, space, 1, in->aim, in->rules);
	c->status = 201;
	answer(c);
	return e;
}

static enum err on_clean(struct call *c)
{
	const struct circle_create_in *in = c->in;

	call_new_key(c, (struct space_id){in->key}, on_key);
	return ERR_OK;
}

static enum err on_there(struct call *c, const struct rows *r)
{
	const struct circle_create_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_CIRCLE, .texts = {{"name", in->name}, {"aim", in->aim}, {"rules", in->rules}}, .colleague = in->colleague};

	if (rows_bool(r, 0, 0)) {
		c->unaudited = true;
		answer(c);
		return ERR_OK;
	}
	return guard_texts(c, &ask, on_clean);
}

/* POST /api/circles {key, name, aim, rules, entry}: 201 {id}; 200 with the same for a key that was here before. PATIENT_DATA. */
enum err circle_create(struct call *c)
{
	const struct circle_create_in *in = c->in;
	struct query q;

	query_init(&q, c->arena, STMT_circle_there);
	bind_id(&q, in->key);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_there);
	return ERR_OK;
}

/* ---- change ---- */

static enum err change(struct call *c)
{
	const struct circle_change_in *in = c->in;
	struct str title;
	struct query q;
	enum err e = seal_name(c, c->match.space, in->name, &title);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_circle_set);
	bind_id(&q, c->match.space.id);
	bind_bytes(&q, title);
	bind_text(&q, str_of(circle_entries[in->entry]));
	call_query(c, &q, NULL);
	(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
	return ERR_OK;
}

static enum err on_changed_clean(struct call *c)
{
	call_keys(c, &c->match.space, 1, change);
	return ERR_OK;
}

/* PUT …/circle {name, entry}. PATIENT_DATA. */
enum err circle_change(struct call *c)
{
	const struct circle_change_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_CIRCLE, .texts = {{"name", in->name}}, .colleague = in->colleague};

	return guard_texts(c, &ask, on_changed_clean);
}
