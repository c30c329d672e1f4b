/* A relative who is in, and has forgotten the password: a new one, by a link from who manages the timeline. Hat and timeline stay as they are. */
#include "call/call.h"
#include "domain/family/family_own.h"
#include "domain/family/family_rows.h"

static enum err on_used(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	out_object(&c->out);
	out_key_text(&c->out, "login", rows_str(r, 0, 0));
	out_end(&c->out);
	return ERR_OK;
}

static enum err on_ended(struct call *c, const struct rows *r)
{
	const struct kin_link_use *use = c->keep;
	struct query q;

	(void)r;
	query_init(&q, c->arena, STMT_kin_again_used);
	bind_bytes(&q, kin_link_hash(use));
	bind_i64(&q, c->facts.now);
	bind_text(&q, use->link.phc);
	call_query(c, &q, on_used);
	return ERR_OK;
}

static enum err on_sessions(struct call *c, const struct rows *r)
{
	struct id128 *ids = arena_array(c->arena, (size_t)rows_count(r) + 1, sizeof(*ids));

	for (int i = 0; i < rows_count(r); i++)
		ids[i] = rows_id(r, i, 0);
	session_end_ids(c, ids, (size_t)rows_count(r), "password", on_ended);
	return ERR_OK;
}

static enum err on_whose(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	c->facts.session.account.id = rows_id(r, 0, 0); /* whose act it is, in the audit */
	c->facts.session.hat.id = rows_id(r, 0, 1);
	c->audit_object = rows_id(r, 0, 2);
	query_init(&q, c->arena, STMT_session_all_of_account);
	bind_id(&q, c->facts.session.account.id);
	call_query(c, &q, on_sessions);
	return ERR_OK;
}

static enum err change(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_kin_again);
	bind_bytes(&q, kin_link_hash(c->keep));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_whose);
	return ERR_OK;
}

/*
 * POST /api/join/password {token, password}: {login}. The old password works no more and its sessions end, all in one. A second factor stays. NOT_FOUND as
 * kin_look, and a link for somebody who has no account yet; BAD_VALUE password; THROTTLED.
 */
enum err kin_return(struct call *c)
{
	const struct kin_return_in *in = c->in;

	return kin_link_password(c, &(struct kin_link_use){.link = {.tries.login_key = in->token, .tries.password = in->password, .then = change}, .again = true});
}
