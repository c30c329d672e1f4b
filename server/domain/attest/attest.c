/* What a 施設管理者 says of the people of the facility. */
#include "call/app.h"
#include "call/call.h"
#include "domain/attest/attest_rows.h"

const char *const attest_answers[] = {"stays", "left", NULL};

static enum err on_said(struct call *c, const struct rows *r)
{
	struct str said = rows_str(r, 0, 0);

	if (str_eq(said, STR("none")))
		return call_refuse(c, ERR_NOT_FOUND);
	return str_eq(said, STR("ok")) ? ERR_OK : call_refuse(c, ERR_CONFLICT);
}

/*
 * PUT /api/attest/{hat} {answer}: still works there, or does not; the last word counts until the round ends. NOT_FOUND: nobody of one's facility who is
 * asked about now. CONFLICT: of oneself one does not say 'left'; or the account was stopped, and is brought back first.
 */
enum err attest_say(struct call *c)
{
	const struct attest_say_in *in = c->in;
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_attest_say);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_text(&q, str_of(attest_answers[in->answer]));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_said);
	return ERR_OK;
}

static enum err on_restored(struct call *c, const struct rows *r)
{
	return rows_bool(r, 0, 0) ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

/* POST /api/attest/{hat}/restore: a stopped account works again, and its person is confirmed. NOT_FOUND: nobody of one's facility whose account is stopped. */
enum err attest_restore(struct call *c)
{
	struct query q;

	c->audit_object = c->match.hat.id;
	query_init(&q, c->arena, STMT_attest_restore);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->match.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_restored);
	return ERR_OK;
}
