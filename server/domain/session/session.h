/* What the verbs of a session share. */
#ifndef TASUKI_DOMAIN_SESSION_SESSION_H
#define TASUKI_DOMAIN_SESSION_SESSION_H

#include "call/call.h"
#include "crypt/token.h"

/* A login name as it is kept, whatever case it is typed in. */
struct str session_login(struct call *c, struct str typed);
/* A login name one can type anywhere: a-z 0-9 . _ -, two and more of them. */
bool session_login_fits(struct str login);

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
/* The same for the rows of session_all_of_account or session_others_of_account, whose locks these statements have taken. */
void session_end_rows(struct call *c, const struct rows *r, const char *reason);

/*
 * Proving a password, and with it the second factor of who has one, throttled per account and per source. The verb fills in what it knows, `c->keep` stays this object until the answer is
 * written, and the functions set here go on:
 *   allowed   neither account nor source is held back now: look the account up, then session_prove;
 *   verified  all that is asked for is right and the call's transaction is open.
 * What is no password but a secret too (the link of a relative) is throttled alike: allowed, then session_refuse or the act.
 * Otherwise the call ends with THROTTLED, SIGN_IN_REFUSED, FACTOR_REFUSED (the failure is counted) or FACTOR_NEEDED.
 */
struct session_work {
	struct call *call;
	call_then allowed, verified;
	call_rows on_account; /* of session_prove_own */
	struct str login_key; /* what the account's throttle hangs on: the login name */
	struct str password, stored; /* stored.p NULL = no such account: the same work is done */
	struct str next; /* a new password, hashed, that takes its place */
	struct str renewed; /* the password hashed at today's strength; p NULL = it is strong enough */
	struct account_id account;
	struct hat_id hat;
	enum hat_kind kind;
	enum err stopped; /* of sign-in: what is said to the right password instead of a session; OK = nothing */
	bool factor, factor_shown; /* one is enrolled, and asked for; it was shown */
	struct str factor_sealed, code; /* code: of the app or a recovery code; p NULL = none was sent */
	call_then code_wrong; /* goes on with a wrong code, in the call's transaction, and ends in session_refused; NULL = FACTOR_REFUSED */
	struct str throttle_keys[2]; /* account, source */
	enum err refused;
};
void session_throttle(struct call *c, struct session_work *w);
enum err session_prove(struct call *c);
/* Between `allowed` and the call's transaction: it was wrong. The failure is counted, the answer is e. */
void session_refuse(struct call *c, enum err e);
/*
 * The same for the account of the session: work (copied) has password, code, verified, and instead of `allowed` on_account, which is given
 * (password, a factor is enrolled, its sealed secret) of that account.
 */
void session_prove_own(struct call *c, const struct session_work *work);
/* The second step, in the call's transaction: goes on with `verified` when no factor is asked for or the code is right. */
enum err session_prove_factor(struct call *c);
/* Secrets of second factors are sealed under a key of their own, that of the deployment's id: where, and waiting until that is on lease. */
struct seal_place session_factor_place(const struct call *c, struct account_id account);
void session_factor_key(struct call *c, call_then then);
/* The step (crypt/totp.h) of which this code is by the account's sealed secret; 0: of none. KEYS_DOWN, INTERNAL. */
MUST_USE enum err session_factor_code(const struct call *c, struct account_id account, struct str sealed, struct str code, int64_t *step_r);
/* The same in the call's transaction. */
enum err session_refused(struct call *c, enum err e);

/* A one-time link that gives a new password to who has no session. c->keep points to `tries` until `then`. */
struct session_link {
	struct session_work tries; /* wrong links are throttled like wrong passwords; login_key: the token, password: the new one */
	unsigned char hash[TOKEN_HASH];
	struct str phc;
	call_then then; /* in the call's transaction, with the hash of the password in phc */
};
/* tries.allowed goes on unless the link or the source is held back now. */
void session_link_begin(struct call *c, struct session_link *l);
/* From tries.allowed: the password is hashed, the transaction opened, `then` goes on. BUSY. */
void session_link_password(struct call *c);
struct str session_link_hash(const struct session_link *l);

#endif
