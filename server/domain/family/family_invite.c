/* What the inviting side does: list, invite, a new link, cancel. */
#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "call/shown.h"
#include "crypt/token.h"
#include "domain/family/family_rows.h"
#include "domain/member/member.h"

const char *const kin_identified_words[] = {"met", "phone", NULL};

/* ---- list ---- */

enum { ID, SEALED, STATE, SELF, KEY_PERSON, AT, EXPIRES_AT, BY, AGAIN, HAT, FACTOR };

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = c->match.space, .kind = SEAL_KIN, .row = rows_id(r, i, ID)};
	struct out *o = &c->out;
	struct phi who;
	enum err e = shown_unseal(c, at, rows_str(r, i, SEALED), &who);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", at.row);
	out_key_raw_or_null(o, "who", who.text); /* the program's own JSON */
	out_key_bool(o, "self", rows_bool(r, i, SELF));
	out_key_bool(o, "key_person", rows_bool(r, i, KEY_PERSON));
	out_key_text(o, "state", rows_str(r, i, STATE));
	out_key_i64(o, "at", rows_i64(r, i, AT));
	out_key_i64(o, "expires_at", rows_i64(r, i, EXPIRES_AT));
	out_key_id(o, "by", rows_id(r, i, BY));
	out_key_bool(o, "again", rows_bool(r, i, AGAIN));
	out_key_id_or_null(o, "hat", rows_id(r, i, HAT));
	out_key_text(o, "factor", rows_str(r, i, FACTOR));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "kin", r, write_one);
}

static enum err read_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_kin_list);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* GET …/kin: relatives who are in, and links that wait. */
enum err kin_list(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_list);
	return ERR_OK;
}

/* ---- invite, and a new link ---- */

static int64_t expiry(const struct call *c)
{
	return c->facts.now + c->app->settings->invitation_kin_days * 86400000LL;
}

/* The only place where a link's token leaves the program. */
static struct str answer_link(struct call *c, struct id128 id)
{
	char text[TOKEN_TEXT + 1];
	unsigned char *hash = arena_alloc(c->arena, TOKEN_HASH);

	token_create(text, hash);
	out_object(&c->out);
	out_key_id(&c->out, "id", id);
	out_key_text(&c->out, "token", str_of(text));
	out_key_i64(&c->out, "expires_at", expiry(c));
	out_end(&c->out);
	c->audit_object = id;
	return (struct str){(const char *)hash, TOKEN_HASH};
}

static enum err seal_who(struct call *c, struct id128 id, struct str *sealed_r)
{
	const struct kin_invite_in *in = c->in;
	struct seal_place at = {.space = c->match.space, .kind = SEAL_KIN, .row = id};
	struct out o = {0};
	enum err e;

	out_object(&o);
	out_key(&o, "name");
	out_phi(&o, in->name);
	out_key(&o, "relation");
	out_phi(&o, in->has_relation ? in->relation : (struct phi){STR("")});
	out_key_text(&o, "identified", str_of(kin_identified_words[in->identified]));
	out_end(&o);
	e = call_seal(c, at, (struct phi){out_done(&o)}, sealed_r);
	out_finish(&o);
	return e;
}

static enum err insert(struct call *c)
{
	const struct kin_invite_in *in = c->in;
	struct id128 id = id_new();
	struct str sealed;
	struct query q;
	enum err e = seal_who(c, id, &sealed);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_kin_insert);
	bind_id(&q, id);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->facts.session.hat.id);
	bind_bytes(&q, sealed);
	bind_bool(&q, in->self);
	bind_bool(&q, in->key_person);
	bind_bytes(&q, answer_link(c, id));
	bind_i64(&q, c->facts.now);
	bind_i64(&q, expiry(c));
	call_query(c, &q, NULL);
	c->status = 201;
	return ERR_OK;
}

static enum err on_self(struct call *c, const struct rows *r)
{
	const struct kin_invite_in *in = c->in;

	if (in->self && rows_bool(r, 0, 0))
		return call_refuse(c, ERR_CONFLICT);
	call_keys(c, &c->match.space, 1, insert);
	return ERR_OK;
}

/*
 * POST …/kin {name, self, relation?, key_person, identified}: 201 with the link's token, this once. A relative has a 続柄, the patient has none.
 * CONFLICT: the patient is in it, or invited.
 */
enum err kin_invite(struct call *c)
{
	const struct kin_invite_in *in = c->in;
	struct query q;

	c->detail = STR("relation");
	if (in->self == in->has_relation)
		return in->self ? ERR_BAD_VALUE : ERR_FIELD_MISSING;
	c->detail = STR("key_person");
	if (in->self && in->key_person)
		return ERR_BAD_VALUE;
	c->detail = (struct str){NULL, 0};
	query_init(&q, c->arena, STMT_kin_self_there);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_self);
	return ERR_OK;
}

static enum err on_renewed(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0) {
		out_finish(&c->out);
		return call_refuse(c, ERR_NOT_FOUND);
	}
	return ERR_OK;
}

/*
 * POST …/kin/{item}/link: a new link for the same person; its time begins anew, the one before works no more. For who is in it is one by which a new
 * password is chosen (kin_return). NOT_FOUND: nobody who is waited for or in, or whose second factor was reset and is not enrolled anew: nobody is to be
 * able to replace both.
 */
enum err kin_renew(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_kin_renew);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.item);
	bind_bytes(&q, answer_link(c, c->match.item));
	bind_i64(&q, expiry(c));
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_renewed);
	return ERR_OK;
}

/* ---- cancel ---- */

static enum err on_again_cancelled(struct call *c, const struct rows *r)
{
	return rows_count(r) == 1 ? ERR_OK : call_refuse(c, ERR_NOT_FOUND);
}

static enum err on_cancelled(struct call *c, const struct rows *r)
{
	struct hat_id came;

	if (rows_count(r) == 0) {
		struct query q;

		query_init(&q, c->arena, STMT_kin_cancel_again);
		bind_id(&q, c->match.space.id);
		bind_id(&q, c->match.item);
		call_query(c, &q, on_again_cancelled);
		return ERR_OK;
	}
	came.id = rows_id(r, 0, 0);
	if (!id_is_zero(came.id)) { /* waits at the door */
		member_settle(c, c->match.space, came);
		member_end_kin(c, came);
	}
	return ERR_OK;
}

/* DELETE …/kin/{item}: the link works no more; who came by it and waits for the patient's word is sent away, who is in stays. */
enum err kin_cancel(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_kin_cancel);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_cancelled);
	return ERR_OK;
}
