#include "policy/decide.h"

#include "base/check.h"

enum need {
	SESSION = 1 << 0,
	UNLOCKED = 1 << 1,
	MEMBER = 1 << 2,
	READABLE = 1 << 3,
	SEEN = 1 << 4,
	OWN = 1 << 5,
	WRITABLE = 1 << 6,
	STANDS = 1 << 7,
};

static const struct rule {
	const char *name;
	unsigned hats, needs;
} rules[ACT_COUNT] = {
#define RULE(action, hats, needs) {#action, hats, needs},
#include "policy/rules.def"
#undef RULE
};

/* The needs that are met. */
static unsigned met(const struct facts *f)
{
	bool seen = f->space.found && f->post.found && f->post.created_seq > f->member.read_from_seq;
	unsigned m = 0;

	m |= f->session.state == SESSION_ACTIVE || f->session.state == SESSION_LOCKED ? SESSION : 0;
	m |= f->session.state == SESSION_ACTIVE ? UNLOCKED : 0;
	m |= f->space.found && f->member.found ? MEMBER : 0;
	m |= f->space.found && f->space.readable ? READABLE : 0;
	m |= seen ? SEEN : 0;
	m |= f->post.found && id_eq(f->post.author.id, f->session.hat.id) ? OWN : 0;
	m |= f->space.found && f->space.state == SPACE_OPEN ? WRITABLE : 0;
	m |= f->post.found && !f->post.deleted ? STANDS : 0;
	return m;
}

enum err decide(enum action a, const struct facts *f)
{
	const struct rule *r;
	unsigned missing;

	check(f != NULL);
	if (a == ACT_none)
		return ERR_OK;
	check((unsigned)a < ACT_COUNT);
	r = &rules[a];
	missing = r->needs & ~met(f);
	if (missing & SESSION)
		return ERR_SESSION_NONE;
	if (missing & UNLOCKED)
		return ERR_SESSION_LOCKED;
	if (!(r->hats & (unsigned)f->session.hat_kind) || (missing & (MEMBER | READABLE | SEEN | OWN)))
		return ERR_NOT_FOUND;
	if (missing & WRITABLE)
		return ERR_SPACE_READ_ONLY;
	return missing & STANDS ? ERR_CONFLICT : ERR_OK;
}

const char *action_name(enum action a)
{
	if (a == ACT_none)
		return "none";
	check((unsigned)a < ACT_COUNT);
	return rules[a].name;
}

bool action_needs_post(enum action a)
{
	return a != ACT_none && (rules[a].needs & (SEEN | OWN | STANDS));
}
