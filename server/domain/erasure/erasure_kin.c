/* Patient and family: the wish from their own account, with what goes before their eyes. */
#include "domain/erasure/erasure_own.h"
#include "domain/erasure/erasure_rows.h"

enum { ID, SHOWN, STATE = 9, ASKED_BY };

static enum err on_wished(struct call *c, const struct rows *r)
{
	struct erasure_here here = {0};

	if (rows_count(r) != 1)
		return erasure_write_here(c, r, &here);
	here.confirm = rows_null(r, 0, ID);
	if (here.confirm)
		here.may[here.n++] = "pass";
	if (id_eq(rows_id(r, 0, ASKED_BY), c->facts.session.hat.id)) {
		here.request = rows_str(r, 0, SHOWN);
		here.may[here.n++] = "withdraw";
	}
	return erasure_write_here(c, r, &here);
}

static enum err read_wished(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_wished);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_wished);
	return ERR_OK;
}

/* GET …/erasure/wish: the own request that is under way; without any, the name and the number of posts on the family's side. */
enum err erasure_wished(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_wished);
	return ERR_OK;
}

static enum err on_patient(struct call *c, const struct rows *r)
{
	const struct erasure_pass_in *in = c->in;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	if (id_eq(rows_id(r, 0, 2), in->key)) { /* an earlier try of the same */
		call_answer_id(c, in->key);
		return ERR_OK;
	}
	if (!rows_null(r, 0, 2) || c->facts.space.state == SPACE_ERASING)
		return call_refuse(c, ERR_CONFLICT);
	erasure_insert(c, in->key, "account", (struct facility_id){rows_id(r, 0, 1)}, (struct space_id){rows_id(r, 0, 0)});
	erasure_write(c, STMT_erasure_confirm, in->key);
	return ERR_OK;
}

/* POST …/erasure/wish {key}: who wishes it has just been shown name and number, and confirms. CONFLICT: a request is under way. */
enum err erasure_wish(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_of_patient);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_patient);
	return ERR_OK;
}
