#include "domain/session/session.h"

#include "base/settings.h"
#include "call/app.h"
#include "crypt/token.h"
#include "domain/space/space_person.h"

#define HATS_MAX 20 /* of one account */

struct str session_login(struct call *c, struct str typed)
{
	char *login = arena_alloc(c->arena, typed.n + 1);

	for (size_t i = 0; i < typed.n; i++)
		login[i] = str_lower(typed.p[i]);
	return (struct str){login, typed.n};
}

struct session_limits session_limits_of(const struct app *app, enum hat_kind kind)
{
	const struct settings *s = app->settings;

	if (kind == HAT_STAFF)
		return (struct session_limits){s->session_idle_staff * 1000LL, s->session_overall_staff * 1000LL};
	if (kind == HAT_KIN)
		return (struct session_limits){s->session_idle_patient_side * 1000LL, s->session_overall_patient_side * 1000LL};
	return (struct session_limits){s->session_idle_office * 1000LL, s->session_overall_office * 1000LL};
}

struct str session_new_cookie(struct call *c)
{
	char text[TOKEN_TEXT + 1];
	unsigned char *hash = arena_alloc(c->arena, TOKEN_HASH);

	token_create(text, hash);
	c->set_cookie = arena_printf(c->arena, "__Host-tasuki=%s; Path=/; Secure; HttpOnly; SameSite=Strict", text);
	return (struct str){(const char *)hash, TOKEN_HASH};
}

bool session_login_fits(struct str login)
{
	for (size_t i = 0; i < login.n; i++) {
		char k = login.p[i];

		if (!((k >= 'a' && k <= 'z') || (k >= '0' && k <= '9') || k == '.' || k == '_' || k == '-'))
			return false;
	}
	return login.n >= 2;
}

void session_clear_cookie(struct call *c)
{
	c->set_cookie = STR("__Host-tasuki=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
	c->clear_site_data = true;
}

void session_end_ids(struct call *c, const struct id128 *ids, size_t n, const char *reason, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_session_end);
	bind_ids(&q, ids, n);
	bind_i64(&q, c->facts.now);
	bind_text(&q, str_of(reason));
	call_query(c, &q, then);
}

/* The account and its hats, copied from the row. */
struct view {
	struct session_shown shown;
	struct id128 account;
	struct str login, name, hat, hats;
	struct session_facts facts; /* admin, factor, gates */
};

static void write_account(struct out *o, struct arena *a, const struct view *v, struct str hat)
{
	out_key(o, "account");
	out_object(o);
	out_key_id(o, "id", v->account);
	out_key_text(o, "login", v->login);
	if (v->name.p != NULL)
		out_key_text(o, "name", v->name);
	else
		out_key_text(o, "name", space_person_name(a, hat));
	out_end(o);
}

static enum err write_answer(struct call *c)
{
	const struct view *v = c->keep;
	const struct session_shown *s = &v->shown;
	struct str hat = space_people_open(c->app, c->arena, v->hat);
	struct out *o = &c->out;

	out_object(o);
	out_key_text(o, "state", s->locked ? STR("locked") : STR("active"));
	write_account(o, c->arena, v, hat);
	out_key(o, "hat");
	out_raw(o, hat);
	out_key_bool(o, "facility_admin", v->facts.facility_admin);
	out_key(o, "hats");
	out_raw(o, space_people_open(c->app, c->arena, v->hats));
	out_key(o, "region");
	out_raw(o, c->app->region);
	out_key(o, "factor");
	out_object(o);
	out_key_bool(o, "enrolled", v->facts.factor);
	out_key_bool(o, "required", v->facts.factor_required);
	out_end(o);
	out_key_bool(o, "admitted", v->facts.admitted);
	out_key_i64(o, "now", c->facts.now);
	out_key_i64(o, "idle_limit", s->idle_ms / 1000);
	out_key_i64(o, "lock_at", s->lock_at);
	out_key_i64(o, "end_at", s->end_at);
	out_end(o);
	return ERR_OK;
}

/* Names of relatives are sealed: their keys first. */
static enum err on_view(struct call *c, const struct rows *r)
{
	struct space_id spaces[HATS_MAX];
	struct view *v = c->keep;
	size_t n;

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE;
	v->account = rows_id(r, 0, 0);
	v->login = arena_copy(c->arena, rows_str(r, 0, 1));
	v->name = rows_null(r, 0, 2) ? (struct str){NULL, 0} : arena_copy(c->arena, rows_str(r, 0, 2));
	v->hat = arena_copy(c->arena, rows_str(r, 0, 3));
	v->hats = arena_copy(c->arena, rows_str(r, 0, 4));
	v->facts.hat_kind = facts_hat_kind(rows_str(r, 0, 5));
	v->facts.facility_admin = rows_bool(r, 0, 6);
	facts_session_proof(&(struct proof_columns){.factor = rows_bool(r, 0, 7), .must_enrol = rows_bool(r, 0, 8), .gate_at = rows_null(r, 0, 9) ? INT64_MAX : rows_i64(r, 0, 9)}, &c->app->terms, c->facts.now, &v->facts);
	n = space_people_keys(v->hats, spaces, HATS_MAX);
	if (n == 0)
		return write_answer(c);
	call_keys(c, spaces, n, write_answer);
	return ERR_OK;
}

void session_answer(struct call *c, const struct session_shown *shown)
{
	struct view *keep = arena_alloc(c->arena, sizeof(*keep));
	struct query q;

	*keep = (struct view){.shown = *shown};
	c->keep = keep;
	query_init(&q, c->arena, STMT_session_view);
	bind_id(&q, shown->account.id);
	bind_id(&q, shown->hat.id);
	call_query(c, &q, on_view);
}
