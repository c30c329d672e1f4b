/* What the verbs of a session share. */
#ifndef TASUKI_DOMAIN_SESSION_SESSION_H
#define TASUKI_DOMAIN_SESSION_SESSION_H

#include "call/call.h"

/* Limits of a new session by the hat's kind, from the settings (architecture §5). */
struct session_limits {
	int64_t idle_ms, overall_ms;
};
struct session_limits session_limits_of(const struct app *app, enum hat_kind kind);

/* What the answer says of a session. */
struct session_shown {
	struct account_id account;
	struct hat_id hat;
	bool locked;
	int64_t lock_at, end_at, idle_ms;
};
/* Queues the statement for the answer and writes it. */
void session_answer(struct call *c, const struct session_shown *shown);

/* A fresh token in the answer's cookie; its hash lives in the call's arena. */
struct str session_new_cookie(struct call *c);
void session_clear_cookie(struct call *c);

/* Ends sessions in the call's transaction; their sockets die by the notice in it. reason: a word of session.end_reason. */
void session_end_ids(struct call *c, const struct id128 *ids, size_t n, const char *reason, call_rows then);

/*
 * Proving a password, throttled per account and per source. The verb fills in what it knows, `c->keep` stays this object until the answer is
 * written, and the functions set here go on:
 *   allowed   neither account nor source is held back now: look the account up, then session_prove;
 *   verified  the password is right and the call's transaction is open.
 * Otherwise the call ends with THROTTLED or SIGN_IN_REFUSED (the failure is counted).
 */
struct session_work {
	struct call *call;
	call_then allowed, verified;
	struct str login_key; /* what the account's throttle hangs on: the login name */
	struct str password, stored; /* stored.p NULL = no such account: the same work is done */
	struct str renewed; /* the password hashed at today's strength; p NULL = it is strong enough */
	struct account_id account;
	struct hat_id hat;
	enum hat_kind kind;
	struct str throttle_keys[2]; /* account, source */
};
void session_throttle(struct call *c, struct session_work *w);
enum err session_prove(struct call *c);

#endif
