/* The patient's word on who comes in. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/family/family.h"
#include "domain/family/family_rows.h"
#include "domain/member/member.h"

/* ---- at the door ---- */

struct entering {
	struct space_newcomer who;
	void (*entered)(struct call *c, const struct space_newcomer *who, bool waits);
};

static void insert(struct call *c, const struct space_newcomer *n, const char *state)
{
	struct query q;

	query_init(&q, c->arena, STMT_newcomer_insert);
	bind_id(&q, id_new());
	bind_id(&q, c->match.space.id);
	bind_id(&q, n->hat.id);
	bind_id_or_null(&q, n->added_by.id);
	bind_text(&q, str_of(n->role));
	bind_bytes(&q, n->sealed_relation);
	bind_bool(&q, n->all_history);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

/* Rows: whom one may ask; the patient among them, or only キーパーソン. */
static enum err on_consulted(struct call *c, const struct rows *r)
{
	const struct entering *w = c->keep;
	bool waits = rows_count(r) > 0 && c->app->settings->family_patient_approves == 1, told = waits;

	for (int i = 0; i < rows_count(r); i++)
		if (waits || rows_bool(r, i, 1)) {
			told = true;
			space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
		}
	if (!waits)
		space_change_add_member(space_change_begin(c), &w->who);
	if (told)
		insert(c, &w->who, waits ? "waiting" : "told");
	w->entered(c, &w->who, waits);
	return ERR_OK;
}

void family_enter(struct call *c, const struct space_newcomer *who, void (*entered)(struct call *c, const struct space_newcomer *who, bool waits))
{
	struct entering *w = arena_alloc(c->arena, sizeof(*w));
	struct query q;

	*w = (struct entering){*who, entered};
	if (c->facts.space.kind != KIND_FAMILY) {
		space_change_add_member(space_change_begin(c), who);
		entered(c, who, false);
		return;
	}
	w->who.sealed_relation = who->sealed_relation.p != NULL ? arena_copy(c->arena, who->sealed_relation) : who->sealed_relation;
	c->keep = w;
	query_init(&q, c->arena, STMT_family_consulted);
	bind_id(&q, c->match.space.id);
	bind_id(&q, who->hat.id);
	call_query(c, &q, on_consulted);
}

static enum err on_told(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 1)
		space_tell_inbox(c, (struct hat_id){rows_id(r, 0, 0)});
	return ERR_OK;
}

void family_tell(struct call *c, struct space_id space, const struct space_newcomer *who)
{
	struct query q;

	query_init(&q, c->arena, STMT_newcomer_told);
	bind_id(&q, id_new());
	bind_id(&q, space.id);
	bind_id(&q, who->hat.id);
	bind_id_or_null(&q, who->added_by.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_told);
}

/* ---- the answer ---- */

enum { HAT, BY, ROLE, RELATION, ALL_HISTORY, STATE, ENDED };

static void find(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_newcomer_open);
	bind_id(&q, c->match.item);
	call_query(c, &q, then);
}

static void decided(struct call *c, const char *state)
{
	struct query q;

	query_init(&q, c->arena, STMT_newcomer_decide);
	bind_id(&q, c->match.item);
	bind_text(&q, str_of(state));
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
	space_tell_inbox(c, c->facts.session.hat);
}

static enum err tell_each(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

/* Whoever invited, whoever else manages, and the others who were asked. */
static void tell_all(struct call *c, struct hat_id newcomer)
{
	struct query q;

	query_init(&q, c->arena, STMT_newcomer_managers);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, tell_each);
	query_init(&q, c->arena, STMT_family_consulted);
	bind_id(&q, c->match.space.id);
	bind_id(&q, newcomer.id);
	call_query(c, &q, tell_each);
}

static void write_invited(struct call *c, struct hat_id hat, bool in)
{
	struct query q;

	query_init(&q, c->arena, STMT_newcomer_invited);
	bind_id(&q, c->match.space.id);
	bind_id(&q, hat.id);
	bind_bool(&q, in);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

static enum err on_approve(struct call *c, const struct rows *r)
{
	struct space_newcomer who = {{{{0}}}};
	enum err e = decide(ACT_newcomer_accept, &c->facts);

	if (e == ERR_OK && (rows_count(r) != 1 || rows_bool(r, 0, ENDED)))
		e = ERR_NOT_FOUND;
	if (e != ERR_OK)
		return call_refuse(c, e);
	who.hat.id = rows_id(r, 0, HAT);
	tell_all(c, who.hat);
	if (!str_eq(rows_str(r, 0, STATE), STR("waiting"))) {
		decided(c, "seen");
		return ERR_OK;
	}
	decided(c, "approved");
	who.role = str_eq(rows_str(r, 0, ROLE), STR("delegate")) ? "delegate" : "member";
	who.sealed_relation = rows_null(r, 0, RELATION) ? (struct str){NULL, 0} : rows_str(r, 0, RELATION);
	who.all_history = rows_bool(r, 0, ALL_HISTORY);
	who.added_by.id = rows_id(r, 0, BY);
	space_change_add_member(space_change_begin(c), &who);
	write_invited(c, who.hat, true);
	space_tell_inbox(c, who.hat);
	return ERR_OK;
}

static enum err approve_locked(struct call *c)
{
	find(c, on_approve);
	return ERR_OK;
}

/* POST /api/newcomers/{item}/approve: in, where it waits; else: seen. NOT_FOUND: not for this hat to say, or said already. */
enum err newcomer_approve(struct call *c)
{
	return call_item_space(c, STMT_newcomer_space, approve_locked);
}

static enum err on_object(struct call *c, const struct rows *r)
{
	struct hat_id hat;
	enum err e = decide(ACT_newcomer_accept, &c->facts);

	if (e == ERR_OK && rows_count(r) != 1)
		e = ERR_NOT_FOUND;
	if (e != ERR_OK)
		return call_refuse(c, e);
	hat.id = rows_id(r, 0, HAT);
	tell_all(c, hat);
	decided(c, "objected");
	if (str_eq(rows_str(r, 0, STATE), STR("waiting"))) {
		write_invited(c, hat, false);
		member_end_kin(c, hat);
	}
	return ERR_OK;
}

static enum err object_locked(struct call *c)
{
	find(c, on_object);
	return ERR_OK;
}

/* POST /api/newcomers/{item}/object: who waits does not come in; of who is in, those who manage the timeline are told, and decide. */
enum err newcomer_object(struct call *c)
{
	return call_item_space(c, STMT_newcomer_space, object_locked);
}

/* ---- settled by those who manage ---- */

static enum err on_settled(struct call *c, const struct rows *r)
{
	if (rows_count(r) == 0)
		return call_refuse(c, ERR_NOT_FOUND);
	tell_all(c, c->facts.session.hat);
	return ERR_OK;
}

/* POST …/newcomers/{item}/settle: the objection was talked over. NOT_FOUND: none. */
enum err newcomer_settle(struct call *c)
{
	struct query q;

	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_newcomer_settle);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.item);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_settled);
	return ERR_OK;
}
