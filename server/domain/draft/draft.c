#include "base/check.h"
#include "call/app.h"
#include "call/call.h"
#include "call/shown.h"
#include "db/listen.h"
#include "domain/draft/draft_rows.h"
#include "domain/guard/guard.h"
#include "keys/lease.h"

static struct seal_place place_of(const struct call *c)
{
	return (struct seal_place){c->app->deployment, c->match.space, SEAL_DRAFT, c->facts.session.hat.id, 0};
}

static enum err on_draft(struct call *c, const struct rows *r)
{
	struct phi body = {STR("")};
	struct out *o = &c->out;
	bool kept = rows_count(r) == 1, some;
	enum err e = kept ? shown_unseal(c, place_of(c), rows_str(r, 0, 0), &body) : ERR_OK;

	if (e != ERR_OK)
		return e;
	some = kept && body.text.p != NULL;
	out_object(o);
	out_key(o, "body");
	out_phi(o, some ? body : (struct phi){STR("")});
	out_key_id_or_null(o, "reply_to", some ? rows_id(r, 0, 1) : (struct id128){{0}});
	out_key_i64_or_null(o, "at", some ? rows_i64(r, 0, 2) : 0);
	if (kept && !some)
		out_key_bool(o, "unreadable", true);
	out_end(o);
	return ERR_OK;
}

static enum err read_draft(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_draft_read);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_draft);
	return ERR_OK;
}

/* GET …/draft: one's own; an empty body where there is none, or where it cannot be opened, which is said. */
enum err draft_read(struct call *c)
{
	c->unaudited = true;
	call_keys(c, &c->match.space, 1, read_draft);
	return ERR_OK;
}

/* The other devices of the hat hear of it. */
static void tell_other_devices(struct call *c)
{
	char space[ID_TEXT + 1], hat[ID_TEXT + 1];

	id_format(c->match.space.id, space);
	id_format(c->facts.session.hat.id, hat);
	listener_notify(c->app->listener, STR("draft"), arena_printf(c->arena, "%s %s %lld", space, hat, (long long)c->facts.now));
}

static enum err on_kept(struct call *c, const struct rows *r)
{
	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(&c->out);
	out_key_i64(&c->out, "at", rows_i64(r, 0, 0));
	out_end(&c->out);
	tell_other_devices(c);
	return ERR_OK;
}

static enum err write_draft(struct call *c)
{
	const struct draft_write_in *in = c->in;
	const struct space_key *key = lease_key(c->app->leases, c->match.space);
	struct seal_place at = place_of(c);
	struct query q;

	if (key == NULL)
		return ERR_KEYS_DOWN;
	query_init(&q, c->arena, STMT_draft_write);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->facts.session.hat.id);
	if (in->body.text.n > 0)
		bind_bytes(&q, seal(c->arena, key, &at, in->body));
	else
		bind_null(&q);
	bind_id_or_null(&q, in->reply_to);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_kept);
	return ERR_OK;
}

static enum err ask_key(struct call *c)
{
	call_keys(c, &c->match.space, 1, write_draft);
	return ERR_OK;
}

/*
 * PUT …/draft {body, reply_to?}: keeps it; an empty body clears it. In a circle and on the board PATIENT_DATA with the places when it may hold patient data
 * (Art. 17-2): what was kept before stays. SCREEN_DOWN, THROTTLED as for a post.
 */
enum err draft_write(struct call *c)
{
	const struct draft_write_in *in = c->in;
	enum space_kind kind = c->facts.space.kind;
	struct guard_ask ask = {.kind = kind, .texts = {{"body", in->body}}, .draft = true};

	c->unaudited = true;
	return kind == KIND_CIRCLE || kind == KIND_BOARD ? guard_texts(c, &ask, ask_key) : ask_key(c);
}
