/* A relative's one-time link: found, and of the right kind, before anything is locked. */
#include "base/clock.h"
#include "call/app.h"
#include "crypt/password.h"
#include "domain/family/family_own.h"

void kin_link_begin(struct call *c, const struct kin_link_use *use)
{
	struct kin_link_use *own = arena_alloc(c->arena, sizeof(*own));

	*own = *use;
	session_link_begin(c, &own->link);
}

struct str kin_link_hash(const struct kin_link_use *use)
{
	return session_link_hash(&use->link);
}

void kin_link_ask(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_kin_look);
	bind_bytes(&q, kin_link_hash(c->keep));
	bind_i64(&q, clock_ms());
	call_query(c, &q, then);
}

static enum err on_found(struct call *c, const struct rows *r)
{
	const struct kin_link_use *use = c->keep;

	if (rows_count(r) != 1 || rows_null(r, 0, 3) == use->again) {
		session_refuse(c, ERR_NOT_FOUND);
		return ERR_OK;
	}
	c->match.space.id = rows_id(r, 0, 2);
	session_link_password(c);
	return ERR_OK;
}

static enum err find(struct call *c)
{
	kin_link_ask(c, on_found);
	return ERR_OK;
}

enum err kin_link_password(struct call *c, const struct kin_link_use *use)
{
	struct kin_link_use with = *use;

	if (!password_fits(use->link.tries.password)) {
		c->detail = STR("password");
		return ERR_BAD_VALUE;
	}
	with.link.tries.allowed = find;
	kin_link_begin(c, &with);
	return ERR_OK;
}
