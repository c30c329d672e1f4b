/* Shared by the files of this folder only: using a one-time link without a session. */
#ifndef TASUKI_DOMAIN_FAMILY_FAMILY_OWN_H
#define TASUKI_DOMAIN_FAMILY_FAMILY_OWN_H

#include "domain/session/session.h"

/* Whoever comes; c->keep points to `link` until it has been found. */
struct kin_link_use {
	struct session_link link;
	struct str login;
	bool again; /* for who is in already */
};

/* c->keep becomes a copy of `use`, and its link.tries.allowed goes on unless the source is held back now. */
void kin_link_begin(struct call *c, const struct kin_link_use *use);
/* The same with a link that is there and of the right kind, and with the password hashed: then link.then goes on. c->match.space is the link's. BAD_VALUE: password. */
MUST_USE enum err kin_link_password(struct call *c, const struct kin_link_use *use);
struct str kin_link_hash(const struct kin_link_use *use);
/* The row of kin_look, or none. */
void kin_link_ask(struct call *c, call_rows then);

#endif
