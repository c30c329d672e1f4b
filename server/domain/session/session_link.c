/* A one-time link in the hand of somebody without a session: wrong ones are throttled, and a password is hashed before anything is locked. */
#include "call/app.h"
#include "crypt/password.h"
#include "domain/session/session.h"

void session_link_begin(struct call *c, struct session_link *l)
{
	if (!token_hash(l->tries.login_key, l->hash))
		l->hash[0] = 0; /* no token at all: looks for one that nobody has */
	session_throttle(c, &l->tries);
}

struct str session_link_hash(const struct session_link *l)
{
	return (struct str){(const char *)l->hash, TOKEN_HASH};
}

static void on_hashed(void *arg, enum err e, struct str phc)
{
	struct call *c = arg;
	struct session_link *l = c->keep;

	if (e == ERR_OK) {
		l->phc = arena_copy(c->arena, phc);
		call_begin(c, l->then);
	}
	call_resume(c, e, NULL);
}

void session_link_password(struct call *c)
{
	const struct session_link *l = c->keep;

	call_suspend(c);
	password_hash(c->app->passwords, l->tries.password, on_hashed, c);
}
