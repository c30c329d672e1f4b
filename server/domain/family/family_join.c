/* The way in by a one-time link: no session, one person, once. */
#include "call/app.h"
#include "call/scope.h"
#include "domain/family/family.h"
#include "domain/family/family_own.h"
#include "domain/family/family_rows.h"

#include <jansson.h>

/* ---- look ---- */

static enum err on_look(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	if (rows_count(r) != 1) {
		session_refuse(c, ERR_NOT_FOUND);
		return ERR_OK;
	}
	out_object(o);
	out_key(o, "region");
	out_raw(o, c->app->region);
	out_key(o, "by");
	out_raw(o, rows_str(r, 0, 0));
	out_key_i64(o, "expires_at", rows_i64(r, 0, 1));
	out_key_text_or_null(o, "login", rows_str(r, 0, 3));
	out_end(o);
	return ERR_OK;
}

static enum err look(struct call *c)
{
	kin_link_ask(c, on_look);
	return ERR_OK;
}

/* POST /api/join/look {token}: who invites, until when. NOT_FOUND: wrong, used, late and cancelled alike. THROTTLED. */
enum err kin_look(struct call *c)
{
	const struct kin_look_in *in = c->in;

	kin_link_begin(c, &(struct kin_link_use){.link.tries = {.login_key = in->token, .allowed = look}});
	return ERR_OK;
}

/* ---- join ---- */

enum {
	ID, SEALED, SELF, KEY_PERSON, BY, SPACE, PATIENT, SEQ, CONSENT, INSTRUCTION, ARCHIVED_AT, FROZEN_AT, READ_UNTIL, CLOSED_AT, ERASED_AT,
	ATTENDING_PENDING, LOGIN_TAKEN
};

/* The link's row, copied: keys are waited for. */
struct link {
	const struct kin_link_use *joining;
	struct id128 id, by, patient, account, hat;
	struct str sealed;
	bool self, key_person;
};

static void read_facts(struct call *c, const struct rows *r)
{
	struct space_columns columns = {.consent = rows_str(r, 0, CONSENT),
	                                .instruction = rows_str(r, 0, INSTRUCTION),
	                                .archived_at = rows_i64(r, 0, ARCHIVED_AT),
	                                .frozen_at = rows_i64(r, 0, FROZEN_AT),
	                                .read_until = rows_i64(r, 0, READ_UNTIL),
	                                .closed_at = rows_i64(r, 0, CLOSED_AT),
	                                .erased_at = rows_i64(r, 0, ERASED_AT)};
	struct space_facts *s = &c->facts.space;

	s->found = true;
	s->id.id = rows_id(r, 0, SPACE);
	s->kind = KIND_FAMILY;
	s->seq = rows_i64(r, 0, SEQ);
	s->attending_pending = rows_bool(r, 0, ATTENDING_PENDING);
	facts_space_state(&columns, c->facts.now, &s->state, &s->readable);
	c->facts.session.hat_kind = HAT_KIN;
}

/* name and 続柄 from the invitation, sealed anew for the hat. */
static enum err seal_kin(struct call *c, const struct link *l, struct str *sealed_r)
{
	struct seal_place from = {.space = c->match.space, .kind = SEAL_KIN, .row = l->id}, to = from;
	struct phi who;
	enum err e = call_unseal(c, from, l->sealed, &who);
	struct out o = {0};
	json_t *j;

	if (e != ERR_OK)
		return e;
	to.row = l->hat;
	j = json_loadb(who.text.p, who.text.n, 0, NULL); /* the program's own JSON */
	out_object(&o);
	out_key(&o, "name");
	out_phi(&o, (struct phi){str_of(json_string_value(json_object_get(j, "name")))});
	out_key(&o, "relation");
	out_phi(&o, (struct phi){str_of(json_string_value(json_object_get(j, "relation")))});
	out_end(&o);
	e = call_seal(c, to, (struct phi){out_done(&o)}, sealed_r);
	out_finish(&o);
	json_decref(j);
	return e;
}

static void insert_account(struct call *c, const struct link *l, struct str sealed)
{
	struct query q;

	query_init(&q, c->arena, STMT_kin_person);
	bind_id(&q, id_new());
	bind_id(&q, l->account);
	bind_text(&q, l->joining->login);
	bind_text(&q, l->joining->link.phc);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_kin_hat);
	bind_id(&q, l->hat);
	bind_id(&q, l->account);
	bind_id(&q, l->patient);
	bind_bytes(&q, sealed);
	bind_bool(&q, l->self);
	bind_bool(&q, l->key_person);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static void entered(struct call *c, const struct space_newcomer *who, bool waits)
{
	struct query q;

	query_init(&q, c->arena, STMT_kin_used);
	bind_id(&q, c->audit_object);
	bind_text(&q, waits ? STR("waiting_patient") : STR("joined"));
	bind_id(&q, who->hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	space_tell_inbox(c, who->added_by);
	c->status = 201;
	out_object(&c->out);
	out_key_bool(&c->out, "waits", waits);
	out_end(&c->out);
}

static enum err write_all(struct call *c)
{
	const struct link *l = c->keep;
	struct space_newcomer who = {.hat = {l->hat}, .role = "member", .added_by = {l->by}};
	struct str sealed;
	enum err e = seal_kin(c, l, &sealed);

	if (e != ERR_OK)
		return e;
	insert_account(c, l, sealed);
	c->facts.session.account.id = l->account; /* whose act it is, in the stream and in the audit */
	c->facts.session.hat.id = l->hat;
	if (l->self) { /* the patient's own timeline: nobody is asked */
		space_change_add_member(space_change_begin(c), &who);
		entered(c, &who, false);
	} else {
		family_enter(c, &who, entered);
	}
	return ERR_OK;
}

static enum err on_link(struct call *c, const struct rows *r)
{
	struct link *l = arena_alloc(c->arena, sizeof(*l));
	enum err e;

	if (rows_count(r) != 1)
		return call_refuse(c, ERR_NOT_FOUND);
	read_facts(c, r);
	c->match.space = c->facts.space.id;
	c->audit_object = rows_id(r, 0, ID);
	e = decide(ACT_kin_join, &c->facts);
	if (e == ERR_OK && rows_bool(r, 0, LOGIN_TAKEN)) {
		c->detail = STR("login");
		e = ERR_CONFLICT;
	}
	if (e != ERR_OK)
		return call_refuse(c, e);
	*l = (struct link){.joining = c->keep, .id = rows_id(r, 0, ID), .by = rows_id(r, 0, BY), .patient = rows_id(r, 0, PATIENT), .account = id_new(),
			   .hat = id_new(), .sealed = arena_copy(c->arena, rows_str(r, 0, SEALED)), .self = rows_bool(r, 0, SELF),
			   .key_person = rows_bool(r, 0, KEY_PERSON)};
	c->keep = l;
	call_keys(c, &c->match.space, 1, write_all);
	return ERR_OK;
}

static enum err lock_link(struct call *c)
{
	const struct kin_link_use *j = c->keep;
	struct query q;

	query_init(&q, c->arena, STMT_scope_lock_patient);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_kin_link);
	bind_bytes(&q, kin_link_hash(j));
	bind_i64(&q, c->facts.now);
	bind_text(&q, j->login);
	call_query(c, &q, on_link);
	return ERR_OK;
}

/*
 * POST /api/join {token, login, password}: an account of the patient's side, in this one family timeline, or waiting for the patient's word. NOT_FOUND as
 * kin_look; BAD_VALUE login, password; CONFLICT login: somebody has it; else what stands in the timeline's way.
 */
enum err kin_join(struct call *c)
{
	const struct kin_join_in *in = c->in;
	struct str login = session_login(c, in->login);

	c->detail = STR("login");
	if (!session_login_fits(login))
		return ERR_BAD_VALUE;
	c->detail = (struct str){NULL, 0};
	return kin_link_password(c, &(struct kin_link_use){.link = {.tries.login_key = in->token, .tries.password = in->password, .then = lock_link}, .login = login});
}
