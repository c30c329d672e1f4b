#include "main/demo_act.h"

#include "audit/audit.h"
#include "base/check.h"
#include "crypt/sealed.h"
#include "db/direct.h"
#include "keys/lease.h"
#include "main/demo_identity.h"

/* One act on one space, under its lock. */
struct act {
	const struct demo_act *a;
	struct space_id space;
	struct hat_id hat;
	struct account_id account;
	struct hat_id attending; /* of the space, before the act */
	int64_t seq;             /* of the act's event */
	bool member, was_attending;
	struct str name; /* of the hat's person */
};

static enum err run(const struct demo_act *a, struct query *q)
{
	return direct_query(a->d, q, NULL);
}

static enum err find_hat(struct act *t, struct demo_whom whom)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, t->a->arena, STMT_demo_hat_of);
	bind_text(&q, str_of(whom.login));
	bind_text(&q, whom.facility == NULL ? (struct str){NULL, 0} : str_of(whom.facility));
	e = direct_query(t->a->d, &q, &r);
	if (e != ERR_OK)
		return e;
	if (rows_count(r) == 0)
		return ERR_NOT_FOUND;
	t->hat.id = rows_id(r, 0, 0);
	t->account.id = rows_id(r, 0, 1);
	t->name = arena_copy(t->a->arena, rows_str(r, 0, 2));
	return ERR_OK;
}

static enum err lock_space(struct act *t)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, t->a->arena, STMT_demo_space_lock);
	bind_id(&q, t->space.id);
	e = direct_query(t->a->d, &q, &r);
	if (e != ERR_OK)
		return e;
	if (rows_count(r) == 0)
		return ERR_NOT_FOUND;
	t->seq = rows_i64(r, 0, 0) + 1;
	t->attending.id = rows_id(r, 0, 1);
	return ERR_OK;
}

static enum err look_for_member(struct act *t)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, t->a->arena, STMT_demo_member_now);
	bind_id(&q, t->space.id);
	bind_id(&q, t->hat.id);
	e = direct_query(t->a->d, &q, &r);
	if (e == ERR_OK)
		t->member = rows_count(r) > 0;
	t->was_attending = id_eq(t->attending.id, t->hat.id);
	return e;
}

static enum err begin(struct act *t, struct demo_whom whom)
{
	enum err e = direct_begin(t->a->d);

	if (e == ERR_OK)
		e = lock_space(t);
	if (e == ERR_OK)
		e = find_hat(t, whom);
	if (e == ERR_OK)
		e = look_for_member(t);
	return e;
}

static enum err write_event(const struct act *t, struct str kind)
{
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_events);
	bind_id(&q, t->space.id);
	bind_i64s(&q, &t->seq, 1);
	bind_texts(&q, &kind, 1);
	bind_i64s(&q, &t->a->now, 1);
	bind_ids(&q, &(struct id128){{0}}, 1); /* the operator's verb: nobody's hat */
	bind_ids(&q, &(struct id128){{0}}, 1);
	bind_ids(&q, &t->hat.id, 1);
	return run(t->a, &q);
}

static enum err advance(const struct act *t)
{
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_advance);
	bind_id(&q, t->space.id);
	bind_i64(&q, t->seq);
	return run(t->a, &q);
}

static enum err write_evidence(const struct act *t, const char *what)
{
	const struct audit_row row = {.at = t->a->now,
				      .act = what,
				      .result = ERR_OK,
				      .space = t->space,
				      .object = t->hat.id,
				      .source = STR("operator")};
	struct query q;

	audit_query(&q, t->a->arena, &row, 1);
	return run(t->a, &q);
}

static enum err notify(const struct act *t, const char *channel, struct str payload)
{
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_notify);
	bind_text(&q, str_of(channel));
	bind_text(&q, payload);
	return run(t->a, &q);
}

/* A hint only: the workers re-read by sequence, and look by themselves now and then. */
static enum err hint(const struct act *t, bool to_new_member)
{
	char space[ID_TEXT + 1], hat[ID_TEXT + 1];
	enum err e;

	id_format(t->space.id, space);
	id_format(t->hat.id, hat);
	e = notify(t, "feed", arena_printf(t->a->arena, "%s:%lld", space, (long long)t->seq));
	if (e == ERR_OK && to_new_member)
		e = notify(t, "hat", arena_printf(t->a->arena, "%s %s", hat, space));
	return e;
}

static enum err finish(const struct act *t, enum err e, const char *kind)
{
	if (e == ERR_OK)
		e = write_event(t, str_of(kind));
	if (e == ERR_OK)
		e = advance(t);
	if (e == ERR_OK)
		e = write_evidence(t, kind);
	if (e == ERR_OK)
		e = direct_commit(t->a->d);
	if (e == ERR_OK)
		return hint(t, str_eq(str_of(kind), STR("member_add")));
	direct_rollback(t->a->d);
	return e;
}

static struct str sealed(const struct act *t, const struct space_key *k, enum seal_kind kind, struct id128 row, uint32_t version,
			 struct phi plain)
{
	const struct seal_place place = {t->a->deployment, t->space, kind, row, version};

	return seal(t->a->arena, k, &place, plain);
}

static enum err write_member(const struct act *t, struct str role, struct str relation, bool all_history)
{
	const int64_t none = 0, read_from = all_history ? 0 : t->seq;
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_members);
	bind_id(&q, t->space.id);
	bind_ids(&q, &t->hat.id, 1);
	bind_i64s(&q, &t->seq, 1);
	bind_i64s(&q, &none, 1);
	bind_i64s(&q, &t->a->now, 1);
	bind_i64s(&q, &none, 1);
	bind_i64s(&q, &read_from, 1);
	bind_texts(&q, &role, 1);
	bind_null(&q); /* added by nobody's hat */
	bind_bytes_array(&q, &relation, 1);
	return run(t->a, &q);
}

enum err demo_member_add(const struct demo_act *a, struct space_id space, struct demo_whom whom, struct phi relation,
			 bool all_history)
{
	struct act t = {.a = a, .space = space};
	struct str sealed_relation = {NULL, 0};
	struct space_key *key = NULL;
	enum err e;

	check(a != NULL && a->d != NULL && whom.login != NULL);
	if (relation.text.n > 0) {
		e = lease_now(a->keys_socket, space, false, &key);
		if (e != ERR_OK)
			return e;
	}
	e = begin(&t, whom);
	if (e == ERR_OK && t.member)
		e = ERR_CONFLICT;
	if (e == ERR_OK && key != NULL)
		sealed_relation = sealed(&t, key, SEAL_RELATION, t.hat.id, 0, relation);
	space_key_destroy(&key);
	if (e == ERR_OK)
		e = write_member(&t, STR("member"), sealed_relation, all_history);
	return finish(&t, e, "member_add");
}

static enum err set_attending(const struct act *t, struct hat_id hat)
{
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_attending);
	bind_id(&q, t->space.id);
	bind_id_or_null(&q, hat.id);
	return run(t->a, &q);
}

enum err demo_member_remove(const struct demo_act *a, struct space_id space, struct demo_whom whom)
{
	struct act t = {.a = a, .space = space};
	struct query q;
	enum err e;

	check(a != NULL && a->d != NULL && whom.login != NULL);
	e = begin(&t, whom);
	if (e == ERR_OK && !t.member)
		e = ERR_NOT_FOUND;
	if (e == ERR_OK) {
		query_init(&q, a->arena, STMT_demo_member_remove);
		bind_id(&q, space.id);
		bind_id(&q, t.hat.id);
		bind_i64(&q, t.seq);
		bind_i64(&q, a->now);
		e = run(a, &q);
	}
	if (e == ERR_OK && t.was_attending)
		e = set_attending(&t, (struct hat_id){{{0}}});
	return finish(&t, e, "member_remove");
}

static enum err set_role(const struct act *t, struct hat_id hat, const char *role)
{
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_member_role);
	bind_id(&q, t->space.id);
	bind_id(&q, hat.id);
	bind_text(&q, str_of(role));
	return run(t->a, &q);
}

enum err demo_attending_set(const struct demo_act *a, struct space_id space, struct demo_whom whom)
{
	struct act t = {.a = a, .space = space};
	enum err e;

	check(a != NULL && a->d != NULL && whom.login != NULL);
	e = begin(&t, whom);
	if (e == ERR_OK && !t.member)
		e = ERR_NOT_FOUND;
	if (e == ERR_OK && !id_is_zero(t.attending.id))
		e = set_role(&t, t.attending, "member");
	if (e == ERR_OK)
		e = set_role(&t, t.hat, "attending");
	if (e == ERR_OK)
		e = set_attending(&t, t.hat);
	return finish(&t, e, "attending");
}

/* A new patient.
 * ------------------------------------------------------------------------------------------------------------------ */

static enum err find_facility(const struct demo_act *a, const char *ref, struct facility_id *out_r, struct phi *name_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, a->arena, STMT_demo_facility_of);
	bind_text(&q, str_of(ref));
	e = direct_query(a->d, &q, &r);
	if (e == ERR_OK && rows_count(r) == 0)
		e = ERR_NOT_FOUND;
	if (e == ERR_OK) {
		out_r->id = rows_id(r, 0, 0);
		name_r->text = arena_copy(a->arena, rows_str(r, 0, 1));
	}
	return e;
}

static enum err write_patient(const struct act *t, struct patient_id patient, struct facility_id facility)
{
	struct query q;
	enum err e;

	query_init(&q, t->a->arena, STMT_demo_patients);
	bind_ids(&q, &patient.id, 1);
	bind_ids(&q, &facility.id, 1);
	bind_i64s(&q, &t->a->now, 1);
	e = run(t->a, &q);
	if (e != ERR_OK)
		return e;
	query_init(&q, t->a->arena, STMT_demo_space);
	bind_id(&q, t->space.id);
	bind_id(&q, patient.id);
	bind_id(&q, facility.id);
	bind_i64(&q, t->seq);
	bind_i64(&q, 0);
	bind_id(&q, t->hat.id);
	bind_i64(&q, t->a->now);
	bind_text(&q, STR("care"));
	return run(t->a, &q);
}

static enum err write_identity(const struct act *t, struct patient_id patient, const struct demo_new_patient *p,
			       const struct space_key *key)
{
	struct phi identity = demo_identity(t->a->arena, p->name, p->kana, p->birth, p->sex);
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_identity);
	bind_id(&q, patient.id);
	bind_id(&q, t->space.id);
	bind_bytes(&q, sealed(t, key, SEAL_IDENTITY, patient.id, 1, identity));
	return run(t->a, &q);
}

/* 様式5, signed by the patient today, the original at the facility; for this timeline alone. */
static enum err write_consent(const struct act *t, const struct demo_new_patient *p, struct phi original_at, const struct space_key *key)
{
	const struct demo_consent names = {.giver = p->name, .relation = {STR("本人")}, .explained_by = {t->name}, .original_at = original_at};
	struct id128 id = id_new();
	struct query q;

	query_init(&q, t->a->arena, STMT_demo_consent);
	bind_id(&q, id);
	bind_id(&q, t->space.id);
	bind_bytes(&q, sealed(t, key, SEAL_CONSENT, id, 0, demo_consent(t->a->arena, &names)));
	bind_id(&q, t->hat.id);
	bind_i64(&q, t->a->now);
	bind_null(&q);
	bind_bool(&q, false);
	return run(t->a, &q);
}

enum err demo_patient_create(const struct demo_act *a, const struct demo_new_patient *p, struct space_id *space_r)
{
	struct act t = {.a = a, .space = {id_new()}, .seq = 1};
	struct patient_id patient = {id_new()};
	struct facility_id facility;
	struct phi original_at = {{NULL, 0}};
	struct space_key *key = NULL;
	enum err e;

	check(a != NULL && a->d != NULL && p != NULL && p->facility != NULL && p->attending.login != NULL && space_r != NULL);
	/* The key is durable before the first word sealed with it. */
	e = lease_now(a->keys_socket, t.space, true, &key);
	if (e == ERR_OK)
		e = direct_begin(a->d);
	if (e == ERR_OK)
		e = find_facility(a, p->facility, &facility, &original_at);
	if (e == ERR_OK)
		e = find_hat(&t, p->attending);
	if (e == ERR_OK)
		e = write_patient(&t, patient, facility);
	if (e == ERR_OK)
		e = write_identity(&t, patient, p, key);
	if (e == ERR_OK)
		e = write_consent(&t, p, original_at, key);
	space_key_destroy(&key);
	if (e == ERR_OK)
		e = write_member(&t, STR("attending"), (struct str){NULL, 0}, true);
	e = finish(&t, e, "member_add");
	if (e == ERR_OK)
		*space_r = t.space;
	return e;
}
