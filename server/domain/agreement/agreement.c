#include "domain/agreement/agreement.h"

#include "call/shown.h"
#include "domain/agreement/agreement_rows.h"
#include "domain/guard/guard.h"
#include "domain/space/space_change.h"

/* ---- write ---- */

static void confirm(struct call *c, struct space_id space, int64_t version)
{
	struct query q;

	query_init(&q, c->arena, STMT_agreement_confirm);
	bind_id(&q, space.id);
	bind_i32(&q, (int32_t)version);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
}

enum err agreement_add(struct call *c, struct space_id space, int64_t version, struct phi text, struct phi rules)
{
	struct seal_place at = {.space = space, .kind = SEAL_AGREEMENT, .row = space.id, .version = (uint32_t)version};
	struct out o = {0};
	struct str sealed;
	struct query q;
	enum err e;

	out_object(&o);
	out_key(&o, "text");
	out_phi(&o, text);
	out_key(&o, "rules");
	if (rules.text.p != NULL)
		out_phi(&o, rules);
	else
		out_null(&o);
	out_end(&o);
	e = call_seal(c, at, (struct phi){out_done(&o)}, &sealed);
	out_finish(&o);
	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_agreement_add);
	bind_id(&q, space.id);
	bind_i32(&q, (int32_t)version);
	bind_bytes(&q, sealed);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	confirm(c, space, version);
	return ERR_OK;
}

static enum err on_newest(struct call *c, const struct rows *r)
{
	const struct agreement_write_in *in = c->in;
	enum err e;

	if (in->version != rows_i64(r, 0, 0) + 1)
		return ERR_CONFLICT;
	e = agreement_add(c, c->match.space, in->version, in->text, in->rules);
	if (e == ERR_OK)
		(void)space_change_event(space_change_begin(c), "space", (struct hat_id){{{0}}});
	return e;
}

static enum err ask_newest(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_agreement_newest);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_newest);
	return ERR_OK;
}

static enum err on_clean(struct call *c)
{
	call_keys(c, &c->match.space, 1, ask_newest);
	return ERR_OK;
}

/* PUT …/agreement {version, text, rules?}: the next version. CONFLICT: somebody wrote one meanwhile. A circle has rules, a timeline has none.
 * PATIENT_DATA: of a circle. */
enum err agreement_write(struct call *c)
{
	const struct agreement_write_in *in = c->in;
	struct guard_ask ask = {.kind = KIND_CIRCLE, .texts = {{"text", in->text}, {"rules", in->rules}}, .colleague = in->colleague};

	if (in->has_rules != (c->facts.space.kind == KIND_CIRCLE)) {
		c->detail = STR("rules");
		return in->has_rules ? ERR_BAD_VALUE : ERR_FIELD_MISSING;
	}
	return c->facts.space.kind == KIND_CIRCLE ? guard_texts(c, &ask, on_clean) : on_clean(c);
}

/* ---- confirm ---- */

static enum err on_newest_to_confirm(struct call *c, const struct rows *r)
{
	const struct agreement_confirm_in *in = c->in;

	if (in->version != rows_i64(r, 0, 0))
		return ERR_CONFLICT;
	confirm(c, c->match.space, in->version);
	return ERR_OK;
}

/* POST …/agreement/confirm {version}: of the newest only (CONFLICT); again = the same. */
enum err agreement_confirm(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_agreement_newest);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_newest_to_confirm);
	return ERR_OK;
}

/* ---- read ---- */

static enum err write_version(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = c->match.space, .kind = SEAL_AGREEMENT, .row = c->match.space.id, .version = (uint32_t)rows_i64(r, i, 0)};
	struct out *o = &c->out;
	struct phi said;
	enum err e = shown_unseal(c, at, rows_str(r, i, 1), &said);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_i64(o, "version", rows_i64(r, i, 0));
	out_key_raw_or_null(o, "said", said.text); /* the program's own JSON */
	out_key(o, "by");
	out_raw(o, rows_str(r, i, 2));
	out_key_i64(o, "at", rows_i64(r, i, 3));
	out_key(o, "confirmed");
	out_raw(o, rows_str(r, i, 4));
	out_end(o);
	return ERR_OK;
}

static enum err on_versions(struct call *c, const struct rows *r)
{
	enum err e = ERR_OK;

	out_object(&c->out);
	out_key(&c->out, "versions");
	out_array(&c->out);
	for (int i = 0; e == ERR_OK && i < rows_count(r); i++)
		e = write_version(c, r, i);
	if (e != ERR_OK)
		return e;
	out_end(&c->out);
	out_end(&c->out);
	return ERR_OK;
}

static enum err read_versions(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_agreement_versions);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_versions);
	return ERR_OK;
}

/* GET …/agreement: every version, newest first, with who confirmed it. */
enum err agreement_read(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_versions);
	return ERR_OK;
}
