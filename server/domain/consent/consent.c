#include "domain/consent/consent_rows.h"

#include "base/settings.h"
#include "call/app.h"
#include "call/shown.h"
#include "domain/space/space_change.h"

const char *const consent_kind_words[] = {"signed", "prior", NULL};

static const char *const sealed_members[] = {"giver", "relation", "explained_by", "original_at"};

/* ---- care and family change together ---- */

static enum err on_spaces(struct call *c, const struct rows *r)
{
	for (int i = 0; i < rows_count(r); i++) {
		struct space_id space = {rows_id(r, i, 0)};

		(void)space_change_event(space_change_other(c, space, rows_i64(r, i, 1)), "space", (struct hat_id){{{0}}});
	}
	return ERR_OK;
}

/* read_until 0 = none. */
static void set_spaces(struct call *c, const char *consent, int64_t read_until, bool family)
{
	struct query q;

	query_init(&q, c->arena, STMT_consent_of_spaces);
	bind_id(&q, c->match.space.id);
	bind_text(&q, str_of(consent));
	if (read_until > 0)
		bind_i64(&q, read_until);
	else
		bind_null(&q);
	bind_bool(&q, family);
	call_query(c, &q, on_spaces);
}

/* ---- record ---- */

static enum err seal_consent(struct call *c, struct id128 id, struct str *sealed_r)
{
	const struct consent_record_in *in = c->in;
	const struct phi values[] = {in->giver, in->relation, in->explained_by, in->original_at};
	struct seal_place at = {.space = c->match.space, .kind = SEAL_CONSENT, .row = id};
	struct out o = {0};
	enum err e;

	out_object(&o);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		out_key(&o, sealed_members[i]);
		out_phi(&o, values[i]);
	}
	out_end(&o);
	e = call_seal(c, at, (struct phi){out_done(&o)}, sealed_r);
	out_finish(&o);
	return e;
}

static enum err on_key(struct call *c)
{
	const struct consent_record_in *in = c->in;
	struct id128 id = id_new();
	struct str sealed;
	struct query q;
	enum err e = seal_consent(c, id, &sealed);

	if (e != ERR_OK)
		return e;
	query_init(&q, c->arena, STMT_consent_record);
	bind_id(&q, id);
	bind_id(&q, c->match.space.id);
	bind_text(&q, str_of(consent_kind_words[in->kind]));
	bind_bytes(&q, sealed);
	bind_text(&q, in->signed_on);
	bind_text(&q, in->copy_on);
	bind_bool(&q, in->scope_photo);
	bind_bool(&q, in->scope_family);
	bind_bool(&q, in->scope_disaster);
	bind_bool(&q, in->scope_after_death);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	set_spaces(c, in->kind == 0 ? "recorded" : "prior", 0, in->scope_family);
	c->audit_object = id;
	c->status = 201;
	return ERR_OK;
}

/* POST …/consent: opens the patient's timelines. CONFLICT when one is in force; BAD_VALUE copy_on: a signed one names the day its copy was handed over. */
enum err consent_record(struct call *c)
{
	const struct consent_record_in *in = c->in;

	if (in->kind == 0 && !in->has_copy_on) {
		c->detail = STR("copy_on");
		return ERR_FIELD_MISSING;
	}
	call_keys(c, &c->match.space, 1, on_key);
	return ERR_OK;
}

/* ---- withdraw ---- */

static enum err on_withdrawn(struct call *c, const struct rows *r)
{
	int64_t days = c->app->settings->consent_read_days;

	if (rows_count(r) == 1)
		c->audit_object = rows_id(r, 0, 0);
	set_spaces(c, "withdrawn", c->facts.now + days * 86400000, true);
	return ERR_OK;
}

/* DELETE …/consent: 同意の撤回を受け付ける. Posting and inviting stop at once. CONFLICT: none is in force. */
enum err consent_withdraw(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_consent_withdraw);
	bind_id(&q, c->match.space.id);
	bind_i64(&q, c->facts.now);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_withdrawn);
	return ERR_OK;
}

/* ---- read ---- */

static enum err write_consent(struct call *c, const struct rows *r, int i)
{
	struct seal_place at = {.space = c->match.space, .kind = SEAL_CONSENT, .row = rows_id(r, i, 0)};
	struct out *o = &c->out;
	struct phi sealed;
	enum err e = shown_unseal(c, at, rows_str(r, i, 2), &sealed);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, 0));
	out_key_text(o, "kind", rows_str(r, i, 1));
	out_key_raw_or_null(o, "names", sealed.text); /* the program's own JSON */
	out_key_text(o, "signed_on", rows_str(r, i, 3));
	out_key_text_or_null(o, "copy_on", rows_str(r, i, 4));
	out_key_bool(o, "scope_photo", rows_bool(r, i, 5));
	out_key_bool(o, "scope_family", rows_bool(r, i, 6));
	out_key_bool(o, "scope_disaster", rows_bool(r, i, 7));
	out_key_bool(o, "scope_after_death", rows_bool(r, i, 8));
	out_key_raw_or_null(o, "recorded_by", rows_str(r, i, 9));
	out_key_i64(o, "recorded_at", rows_i64(r, i, 10));
	out_key_raw_or_null(o, "withdrawn_by", rows_str(r, i, 11));
	out_key_i64_or_null(o, "withdrawn_at", rows_i64(r, i, 12));
	out_end(o);
	return ERR_OK;
}

static enum err on_list(struct call *c, const struct rows *r)
{
	return call_write_list(c, "consents", r, write_consent);
}

static enum err read_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_consent_list);
	bind_id(&q, c->match.space.id);
	call_query(c, &q, on_list);
	return ERR_OK;
}

/* GET …/consent: newest first. */
enum err consent_list(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_list);
	return ERR_OK;
}
