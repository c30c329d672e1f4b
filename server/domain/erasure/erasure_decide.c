/* Acceptance, the two approvals, objections, the committee's decision. */
#include "base/check.h"
#include "call/app.h"
#include "domain/erasure/erasure_own.h"
#include "domain/erasure/erasure_rows.h"
#include "domain/session/session.h"
#include "domain/space/space_change.h"
#include "keys/lease.h"

#include <stdio.h>

const char *const erasure_decisions[] = {"go_on", "stop", NULL};
const char *const erasure_decision_reasons[] = {"patient_wish", "no_reason", "record_needed", "dispute", "other", NULL};

enum { STOP = 1 };

static int64_t objection_ms(const struct call *c)
{
	return c->app->settings->erasure_objection_days * 86400000LL;
}

/* ---- accept ---- */

struct counted {
	struct id128 erasure;
	size_t n;
	struct id128 *spaces;
	struct str *kinds;
	int64_t *numbers[5]; /* key epoch, seq, posts, versions, members */
};

static enum err write_accepted(struct call *c)
{
	struct counted *w = c->keep;
	struct query q;

	for (size_t i = 0; i < w->n; i++) {
		const struct space_key *key = lease_key(c->app->leases, (struct space_id){w->spaces[i]});

		if (key == NULL)
			return ERR_KEYS_DOWN;
		w->numbers[0][i] = space_key_epoch(key);
	}
	query_init(&q, c->arena, STMT_erasure_count);
	bind_id(&q, w->erasure);
	bind_ids(&q, w->spaces, w->n);
	bind_texts(&q, w->kinds, w->n);
	for (size_t k = 0; k < sizeof(w->numbers) / sizeof(w->numbers[0]); k++)
		bind_i64s(&q, w->numbers[k], w->n);
	call_query(c, &q, NULL);
	erasure_write(c, STMT_erasure_accept, w->erasure);
	erasure_tell(c, w->erasure);
	return ERR_OK;
}

static enum err on_spaces(struct call *c, const struct rows *r)
{
	struct counted *w = c->keep;
	struct space_id *ids;

	w->n = (size_t)rows_count(r);
	w->spaces = arena_array(c->arena, w->n + 1, sizeof(*w->spaces));
	w->kinds = arena_array(c->arena, w->n + 1, sizeof(*w->kinds));
	ids = arena_array(c->arena, w->n + 1, sizeof(*ids));
	for (size_t k = 0; k < sizeof(w->numbers) / sizeof(w->numbers[0]); k++)
		w->numbers[k] = arena_array(c->arena, w->n + 1, sizeof(int64_t));
	for (size_t i = 0; i < w->n; i++) {
		ids[i].id = w->spaces[i] = rows_id(r, (int)i, 0);
		w->kinds[i] = arena_copy(c->arena, rows_str(r, (int)i, 1));
		for (int k = 1; k < 5; k++)
			w->numbers[k][i] = rows_i64(r, (int)i, k + 1);
	}
	erasure_freeze(c, r, c->facts.now);
	call_keys(c, ids, w->n, write_accepted);
	return ERR_OK;
}

static enum err accept(struct call *c, const struct erasure_now *e)
{
	struct erasure_step step = erasure_next(&e->stand, c->facts.now, objection_ms(c));
	struct counted *w;
	struct query q;

	if (!erasure_is(e, "open") || !str_eq(str_of(step.next), STR("accept")))
		return call_refuse(c, ERR_CONFLICT);
	w = arena_alloc(c->arena, sizeof(*w));
	*w = (struct counted){.erasure = e->id};
	c->keep = w;
	query_init(&q, c->arena, STMT_erasure_spaces);
	bind_id(&q, e->space.id);
	call_query(c, &q, on_spaces);
	return ERR_OK;
}

/* POST …/accept: writing is frozen in all spaces of the patient, and what goes is counted. CONFLICT: a step is missing. */
enum err erasure_accept(struct call *c)
{
	return erasure_with(c, accept);
}

/* ---- approve ---- */

static bool is_digest(const struct erasure_now *e, struct str hex)
{
	char text[2 * 32 + 1];

	if (e->digest.n != 32)
		return false;
	for (size_t i = 0; i < 32; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", (unsigned char)e->digest.p[i]);
	return str_eq(hex, str_of(text));
}

static enum err on_approved(struct call *c, const struct rows *r)
{
	return rows_affected(r) == 1 ? ERR_OK : call_refuse(c, ERR_CONFLICT);
}

static enum err on_committee(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++)
		space_tell_inbox(c, (struct hat_id){rows_id(r, i, 0)});
	return ERR_OK;
}

static void alert(struct call *c, struct id128 id)
{
	struct query q;

	query_init(&q, c->arena, STMT_erasure_alert);
	bind_id(&q, id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_erasure_committee);
	call_query(c, &q, on_committee);
}

static enum err write_approval(struct call *c, const struct erasure_now *e)
{
	const struct erasure_approve_in *in = c->in;
	struct query q;

	if (e->conflict)
		return call_refuse(c, ERR_CONFLICT_OF_INTEREST);
	if (!erasure_is(e, "accepted") || e->stand.held || !is_digest(e, in->digest))
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_erasure_approval);
	bind_id(&q, e->id);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->facts.session.id.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_approved);
	query_init(&q, c->arena, STMT_erasure_approved);
	bind_id(&q, e->id);
	call_query(c, &q, NULL);
	alert(c, e->id);
	return ERR_OK;
}

static enum err judge_again(struct call *c, const struct erasure_now *e)
{
	enum err denied = decide(ACT_erasure_approve, &c->facts); /* the session as it is after the password was checked */

	return denied == ERR_OK ? write_approval(c, e) : call_refuse(c, denied);
}

static enum err on_verified(struct call *c)
{
	return erasure_with(c, judge_again);
}

static enum err look_up(struct call *c)
{
	return session_prove(c);
}

static enum err on_account(struct call *c, const struct rows *r)
{
	const struct erasure_approve_in *in = c->in;
	struct session_work *w = arena_alloc(c->arena, sizeof(*w));

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE;
	if (rows_bool(r, 0, 2))
		return ERR_FACTOR_FRESH;
	*w = (struct session_work){.stored = arena_copy(c->arena, rows_str(r, 0, 0)), .login_key = arena_copy(c->arena, rows_str(r, 0, 1))};
	w->password = in->password;
	w->account = c->facts.session.account;
	w->allowed = look_up;
	w->verified = on_verified;
	session_throttle(c, w);
	return ERR_OK;
}

/*
 * POST …/approve {digest, password}: one of the two. Not in a demo region: a real second factor, shown within five minutes, stands behind it
 * (SECOND_FACTOR_MISSING, PROOF_NEEDED); SIGN_IN_REFUSED, THROTTLED; FACTOR_FRESH; CONFLICT_OF_INTEREST; CONFLICT: another digest, on hold, or this person has approved it already.
 */
enum err erasure_approve(struct call *c)
{
	struct query q;

	if (!c->app->terms.demo && !c->facts.session.fresh)
		return c->facts.session.factor ? ERR_PROOF_NEEDED : ERR_SECOND_FACTOR_MISSING;
	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_erasure_password);
	bind_id(&q, c->facts.session.account.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_account);
	return ERR_OK;
}

/* ---- objection ---- */

static enum err object(struct call *c, const struct erasure_now *e)
{
	if (!e->told || e->is_committee)
		return call_refuse(c, ERR_NOT_FOUND);
	if (!erasure_is(e, "pausing") || e->objected || e->decided)
		return call_refuse(c, ERR_CONFLICT);
	erasure_write(c, STMT_erasure_objected, e->id);
	erasure_tell(c, e->id);
	return ERR_OK;
}

/* POST …/objection: by somebody who was told, during the waiting period; the committee has not decided yet. NOT_FOUND, CONFLICT. */
enum err erasure_object(struct call *c)
{
	return erasure_with(c, object);
}

static enum err decide_it(struct call *c, const struct erasure_now *e)
{
	const struct erasure_decide_in *in = c->in;
	struct query q;

	if (e->conflict)
		return call_refuse(c, ERR_CONFLICT_OF_INTEREST);
	if (!erasure_is(e, "objected") || e->stand.objected_at + objection_ms(c) > c->facts.now)
		return call_refuse(c, ERR_CONFLICT);
	query_init(&q, c->arena, STMT_erasure_decided);
	bind_id(&q, e->id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, str_of(erasure_decisions[in->decision]));
	bind_text(&q, str_of(erasure_decision_reasons[in->reason]));
	call_query(c, &q, NULL);
	if (in->decision == STOP)
		erasure_thaw(c, e->space);
	erasure_tell(c, e->id);
	return ERR_OK;
}

/* POST …/decision {decision, reason}: the committee's, once an objection has held its days. CONFLICT, CONFLICT_OF_INTEREST. */
enum err erasure_decide(struct call *c)
{
	return erasure_with(c, decide_it);
}
