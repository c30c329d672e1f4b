#include "domain/session/session.h"

#include "base/settings.h"
#include "call/app.h"
#include "crypt/token.h"

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

static enum err write_answer(struct call *c, const struct rows *r)
{
	const struct session_shown *s = c->keep;
	struct out *o = &c->out;

	if (rows_count(r) != 1)
		return ERR_SESSION_NONE;
	out_object(o);
	out_key_text(o, "state", s->locked ? STR("locked") : STR("active"));
	out_key(o, "account");
	out_object(o);
	out_key_id(o, "id", rows_id(r, 0, 0));
	out_key_text(o, "login", rows_str(r, 0, 1));
	out_key_text(o, "name", rows_str(r, 0, 2));
	out_end(o);
	out_key(o, "hat");
	out_raw(o, rows_str(r, 0, 3));
	out_key(o, "hats");
	out_raw(o, rows_str(r, 0, 4));
	out_key(o, "region");
	out_raw(o, c->app->region);
	out_key_i64(o, "now", c->facts.now);
	out_key_i64(o, "idle_limit", s->idle_ms / 1000);
	out_key_i64(o, "lock_at", s->lock_at);
	out_key_i64(o, "end_at", s->end_at);
	out_end(o);
	return ERR_OK;
}

void session_answer(struct call *c, const struct session_shown *shown)
{
	struct session_shown *keep = arena_alloc(c->arena, sizeof(*keep));
	struct query q;

	*keep = *shown;
	c->keep = keep;
	query_init(&q, c->arena, STMT_session_view);
	bind_id(&q, shown->account.id);
	bind_id(&q, shown->hat.id);
	call_query(c, &q, write_answer);
}
