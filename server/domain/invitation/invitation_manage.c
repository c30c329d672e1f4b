/* What the inviting side does: list, invite, resend, cancel. */
#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "call/shown.h"
#include "domain/invitation/invitation_rows.h"
#include "domain/space/space_change.h"
#include "domain/space/space_person.h"
#include "keys/lease.h"

const char *const history_words[] = {"all", "from_now", NULL};
const char *const invitation_roles[] = {"member", "manager", NULL};

enum { ALL, FROM_NOW };
enum { MEMBER, MANAGER };

/* ---- list ---- */

static enum err write_one(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = c->match.space, .kind = SEAL_RELATION, .row = rows_id(r, i, 1)};
	struct phi relation = {{NULL, 0}};
	struct out *o = &c->out;
	enum err e = rows_null(r, i, 3) ? ERR_OK : shown_unseal(c, at, rows_str(r, i, 3), &relation);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key(o, "person");
	out_raw(o, space_people_open(c->app, c->arena, rows_str(r, i, 2)));
	out_key_phi_or_null(o, "relation", relation);
	out_key_text(o, "history", rows_str(r, i, 4));
	out_key_text(o, "role", rows_str(r, i, 5));
	out_key_text(o, "state", rows_str(r, i, 6));
	out_key_i64(o, "at", rows_i64(r, i, 7));
	out_key_i64(o, "expires_at", rows_i64(r, i, 8));
	out_key_id(o, "by", rows_id(r, i, 9));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "invitations", r, write_one);
}

static enum err read_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_invitation_list);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* GET …/invitations: those that wait, and those that came to nothing lately. */
enum err invitation_list(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_list);
	return ERR_OK;
}

/* ---- invite ---- */

static int64_t expiry(const struct call *c)
{
	return c->facts.now + c->app->settings->invitation_days * 86400000LL;
}

static bool of_patient(const struct call *c)
{
	return (c->facts.space.kind & (KIND_CARE | KIND_FAMILY)) != 0;
}

/* Where it is about a patient, why is said; where it is not, nothing about a patient can be. A role is given in circles only. */
static enum err check_input(struct call *c)
{
	const struct invitation_create_in *in = c->in;

	c->detail = STR("relation");
	if (of_patient(c) && !in->has_relation)
		return ERR_FIELD_MISSING;
	if (!of_patient(c) && in->has_relation)
		return ERR_BAD_VALUE;
	c->detail = STR("role");
	if (in->has_role && in->role != MEMBER && c->facts.space.kind != KIND_CIRCLE)
		return ERR_BAD_VALUE;
	c->detail = (struct str){NULL, 0};
	return ERR_OK;
}

static void lapse(struct call *c, struct id128 hat)
{
	struct query q;

	query_init(&q, c->arena, STMT_invitation_lapse);
	bind_id(&q, c->match.space.id);
	bind_id(&q, hat);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static enum err insert(struct call *c)
{
	const struct invitation_create_in *in = c->in;
	const struct space_key *key = lease_key(c->app->leases, c->match.space);
	struct seal_place at = {c->app->deployment, c->match.space, SEAL_RELATION, in->hat, 0};
	bool all = in->has_history ? in->history == ALL : c->facts.space.kind != KIND_FAMILY;
	struct id128 id = id_new();
	struct query q;

	if (key == NULL)
		return ERR_KEYS_DOWN;
	lapse(c, in->hat);
	query_init(&q, c->arena, STMT_invitation_insert);
	bind_id(&q, id);
	bind_id(&q, c->match.space.id);
	bind_id(&q, in->hat);
	bind_id(&q, c->facts.session.hat.id);
	bind_bytes(&q, in->has_relation ? seal(c->arena, key, &at, in->relation) : (struct str){NULL, 0});
	bind_text(&q, str_of(history_words[all ? ALL : FROM_NOW]));
	bind_text(&q, str_of(invitation_roles[in->role]));
	bind_i64(&q, c->facts.now);
	bind_i64(&q, expiry(c));
	call_query(c, &q, NULL);
	space_tell_inbox(c, (struct hat_id){in->hat});
	call_answer_made(c, id);
	return ERR_OK;
}

static enum err on_target(struct call *c, const struct rows *r)
{
	enum err e;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	e = rows_bool(r, 0, 0) ? ERR_OK : decide(ACT_invitation_create_other, &c->facts);
	if (e == ERR_OK && (rows_bool(r, 0, 1) || rows_bool(r, 0, 2)))
		e = ERR_CONFLICT;
	if (e == ERR_OK && rows_bool(r, 0, 3))
		e = ERR_ON_LEAVE;
	if (e != ERR_OK)
		return call_refuse(c, e);
	call_keys(c, &c->match.space, 1, insert);
	return ERR_OK;
}

/* POST …/invitations {hat, relation?, history?, role?}: 201. NOT_FOUND: no such hat; CONFLICT: a member already, or invited already;
 * ON_LEAVE. */
enum err invitation_create(struct call *c)
{
	const struct invitation_create_in *in = c->in;
	enum err e = check_input(c);
	struct query q;

	if (e != ERR_OK)
		return e;
	c->audit_object = in->hat;
	query_init(&q, c->arena, STMT_invitation_target);
	bind_id(&q, c->match.space.id);
	bind_id(&q, in->hat);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_target);
	return ERR_OK;
}

/* ---- resend, cancel ---- */

static void find_waiting(struct call *c, call_rows then)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_invitation_waiting);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.item);
	call_query(c, &q, then);
}

static enum err on_resend(struct call *c, const struct rows *r)
{
	struct query q;
	enum err e;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	e = rows_bool(r, 0, 1) ? ERR_OK : decide(ACT_invitation_create_other, &c->facts);
	if (e == ERR_OK && rows_bool(r, 0, 2))
		e = ERR_ON_LEAVE;
	if (e != ERR_OK)
		return call_refuse(c, e);
	query_init(&q, c->arena, STMT_invitation_renew);
	bind_id(&q, c->match.item);
	bind_i64(&q, expiry(c));
	call_query(c, &q, NULL);
	space_tell_inbox(c, (struct hat_id){rows_id(r, 0, 0)});
	return ERR_OK;
}

/* POST …/invitations/{item}/resend: its time begins anew, also when it had run out; the invited one is told again. ON_LEAVE. */
enum err invitation_resend(struct call *c)
{
	find_waiting(c, on_resend);
	return ERR_OK;
}

static enum err on_cancel(struct call *c, const struct rows *r)
{
	struct query q;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	query_init(&q, c->arena, STMT_invitation_decide);
	bind_id(&q, c->match.item);
	bind_text(&q, STR("cancelled"));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_member_settle_newcomer);
	bind_id(&q, c->match.space.id);
	bind_id(&q, rows_id(r, 0, 0));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	space_tell_inbox(c, (struct hat_id){rows_id(r, 0, 0)});
	return ERR_OK;
}

/* DELETE …/invitations/{item} */
enum err invitation_cancel(struct call *c)
{
	find_waiting(c, on_cancel);
	return ERR_OK;
}
