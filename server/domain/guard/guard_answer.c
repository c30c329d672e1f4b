/* What becomes of a text that was not clean: the writer is told the places, everybody else at most the kinds. */
#include "audit/audit.h"
#include "base/utf8.h"
#include "call/app.h"
#include "domain/guard/guard_own.h"

#include <string.h>

/* ---- notes: kinds, never text ---- */

void guard_note(struct call *c, const struct looked *l, const char *outcome)
{
	struct str kinds[SCREEN_KINDS];
	bool there[SCREEN_KINDS] = {false};
	struct query q;
	size_t n = 0;

	for (size_t i = 0; i < GUARD_TEXTS; i++)
		for (size_t k = 0; k < l->found[i].n; k++)
			there[l->found[i].findings[k].kind] = true;
	for (size_t k = 0; k < SCREEN_KINDS; k++)
		if (there[k])
			kinds[n++] = str_of(screen_kind_word((enum screen_kind)k));
	query_init(&q, c->arena, STMT_guard_note);
	bind_id(&q, c->facts.session.hat.id);
	bind_id_or_null(&q, c->facts.space.found ? c->facts.space.id.id : (struct id128){{0}});
	bind_text(&q, str_of(outcome));
	bind_texts(&q, kinds, n);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

/* The lane CALL writes its own row of a refusal. */
void guard_trace(struct call *c, const char *act, enum err result)
{
	struct audit_row row = {
	        .at = c->facts.now,
	        .act = act,
	        .result = result,
	        .session = c->facts.session.id,
	        .account = c->facts.session.account,
	        .hat = c->facts.session.hat,
	        .space = c->facts.space.id,
	        .source = http_peer(c->req),
	};
	struct query q;

	audit_query(&q, c->arena, &row, 1);
	call_query(c, &q, NULL);
}

/* ---- refused ---- */

/* Places are told as a browser counts letters: UTF-16 units. */
static int64_t units(struct str text, size_t bytes)
{
	int64_t n = 0;
	uint32_t point;

	for (size_t at = 0; at < bytes; n += point > 0xffff ? 2 : 1)
		at = utf8_next(text, at, &point);
	return n;
}

static void write_place(struct out *o, const struct guard_text *t, const struct screen_finding *f)
{
	out_object(o);
	out_key_text(o, "field", str_of(t->field));
	out_key_i64(o, "from", units(t->text.text, f->from));
	out_key_i64(o, "to", units(t->text.text, f->to));
	out_key_text(o, "kind", str_of(screen_kind_word(f->kind)));
	out_key_text(o, "certainty", f->certainty == SCREEN_CERTAIN ? STR("certain") : STR("guess"));
	out_end(o);
}

enum err guard_refuse(struct call *c, const struct looked *l)
{
	const struct checking *w = guard_checking(c);
	enum err e = l->verdict == SCREEN_ASKS_CONSENT ? ERR_CONSENT_NEEDED : ERR_PATIENT_DATA;
	struct out o = {0};

	out_array(&o);
	for (size_t i = 0; i < GUARD_TEXTS; i++)
		for (size_t k = 0; k < l->found[i].n; k++)
			write_place(&o, &w->ask.texts[i], &l->found[i].findings[k]);
	out_end(&o);
	c->places = arena_copy(c->arena, out_done(&o));
	c->tap_helps = l->verdict == SCREEN_ASKS_COLLEAGUE && !w->ask.draft;
	out_finish(&o);
	guard_note(c, l, w->ask.draft ? "draft" : l->verdict == SCREEN_REFUSES ? "refused" : "asked");
	if (c->txn == NULL)
		guard_trace(c, action_name(w->op != NULL ? w->op->action : c->match.route->action), e);
	return call_refuse(c, e);
}

/* ---- answered for: 職員・公の方のお名前です ---- */

/* Where the name is sealed there must be a key; in a circle that is just being made there is none yet, and the list stays as it is. */
static enum err add_colleagues(struct call *c)
{
	struct checking *w = guard_checking(c);
	struct id128 *ids = arena_array(c->arena, (size_t)GUARD_TEXTS * SCREEN_FINDINGS, sizeof(*ids));
	struct str *sealed = arena_array(c->arena, (size_t)GUARD_TEXTS * SCREEN_FINDINGS, sizeof(*sealed));
	const struct looked *l = w->looked;
	struct query q;
	size_t n = 0;

	for (size_t i = 0; i < GUARD_TEXTS; i++)
		for (size_t k = 0; k < l->found[i].n; k++, n++) {
			const struct screen_finding *f = &l->found[i].findings[k];
			struct seal_place at = {.space = c->facts.space.id, .kind = SEAL_COLLEAGUE};
			enum err e;

			ids[n] = at.row = id_new();
			e = call_seal(c, at, (struct phi){str_part(w->ask.texts[i].text.text, f->from, f->to)}, &sealed[n]);
			if (e != ERR_OK)
				return e;
		}
	query_init(&q, c->arena, STMT_guard_colleague_add);
	bind_ids(&q, ids, n);
	bind_id(&q, c->facts.session.hat.id);
	bind_id(&q, c->facts.space.id.id);
	bind_bytes_array(&q, sealed, n);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	return guard_go_on(c);
}

enum err guard_answered(struct call *c, const struct looked *l)
{
	struct checking *w = guard_checking(c);

	w->looked = l;
	guard_note(c, l, "colleague");
	guard_trace(c, "guard_colleague", ERR_OK);
	if (c->facts.space.found) {
		call_keys(c, &c->facts.space.id, 1, add_colleagues);
		return ERR_OK;
	}
	return guard_go_on(c);
}
