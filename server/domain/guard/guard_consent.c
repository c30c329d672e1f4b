/* つながり (Art. 18-2): patient data goes to the other one on the writer's word that the patient agrees, once a registered patient. */
#include "domain/guard/guard_own.h"

static void query_patients(struct call *c, enum stmt stmt, const struct looked *l, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, stmt);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->facts.space.id.id);
	bind_ids(&q, l->patients, l->patient_n);
	if (stmt == STMT_guard_consent_add)
		bind_i64(&q, c->facts.now);
	call_query(c, &q, then);
}

static enum err on_kept(struct call *c, const struct rows *r)
{
	(void)r;
	return guard_go_on(c);
}

static enum err on_unheard(struct call *c, const struct rows *r)
{
	const struct checking *w = guard_checking(c);

	return rows_bool(r, 0, 0) ? guard_refuse(c, w->looked) : guard_go_on(c);
}

/* The word is kept before the text is. Of a request there is no space yet that it could be remembered for. */
enum err guard_consent(struct call *c, const struct looked *l)
{
	struct checking *w = guard_checking(c);
	bool remembers = c->facts.space.found && l->patient_n > 0;

	w->looked = l;
	if (!w->ask.consent) {
		if (!remembers || l->unnamed)
			return guard_refuse(c, l);
		query_patients(c, STMT_guard_unheard, l, on_unheard);
		return ERR_OK;
	}
	guard_note(c, l, "consent");
	guard_trace(c, "guard_consent", ERR_OK);
	if (!remembers)
		return guard_go_on(c);
	query_patients(c, STMT_guard_consent_add, l, on_kept);
	return ERR_OK;
}
