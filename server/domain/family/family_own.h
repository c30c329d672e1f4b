/* Shared by the files of this folder only: using a one-time link without a session. */
#ifndef TASUKI_DOMAIN_FAMILY_FAMILY_OWN_H
#define TASUKI_DOMAIN_FAMILY_FAMILY_OWN_H

#include "crypt/token.h"
#include "domain/session/session.h"

/* Whoever comes; c->keep points to `tries` until the link has been found. */
struct kin_link_use {
	struct session_work tries; /* wrong links are throttled like wrong passwords; login_key: the token, password: the new one */
	unsigned char hash[TOKEN_HASH];
	struct str login, phc;
	bool again;     /* for who is in already */
	call_then then; /* in the call's transaction, with the hash of the password in phc */
};

/* c->keep becomes a copy of `use`, and its tries.allowed goes on unless the source is held back now. */
void kin_link_begin(struct call *c, const struct kin_link_use *use);
/* The same with a link that is there and of the right kind, and with the password hashed: then `then` goes on. c->match.space is the link's. BAD_VALUE: password. */
MUST_USE enum err kin_link_password(struct call *c, const struct kin_link_use *use);
struct str kin_link_hash(const struct kin_link_use *use);
/* The row of kin_look, or none. */
void kin_link_ask(struct call *c, call_rows then);

#endif
