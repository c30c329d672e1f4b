/* Shared by the files of this folder only. */
#ifndef TASUKI_DOMAIN_APPLICATION_APPLICATION_OWN_H
#define TASUKI_DOMAIN_APPLICATION_APPLICATION_OWN_H

#include "call/call.h"

/* What an applicant comes with: the number, and the hash of the secret. */
struct application_key {
	struct str receipt, hash;
};
/* Reads it from an Authorization field, into the arena. False: none of that form. */
bool application_key(struct arena *a, struct str value, struct application_key *out_r);

/*
 * By the applicant: goes on with the rows of application_there (locked), or of application_show when nothing is to be changed. NOT_FOUND: another
 * number or secret.
 */
MUST_USE enum err application_ask(struct call *c, bool changes, call_rows then);
/* Of rows of application_there: it can be filled in until it was submitted, and again while a correction is asked for. */
bool application_is_open(const struct rows *r);
/* Begins one in the call's transaction and answers with its number and secret, for the only time. */
enum err application_insert(struct call *c, bool by_office);
/* A fresh secret: its text into the answer, together with the number; returns its hash. */
struct str application_secret(struct call *c, struct str receipt);
/* Adds the next step of its history, by this call's hat (or the applicant). words p NULL = none. */
void application_step(struct call *c, struct id128 application, const char *state, struct str words);
/* After the commit office and committee read their inbox again. */
void application_tell(struct call *c);
/* It has come to this state, with its step; answers {version}. */
void application_move(struct call *c, struct id128 application, const char *state, int64_t version, struct str words);
void application_write_version(struct call *c, int64_t version);
/* The office decides and reports, or the committee does (setting): is it this call's hat? */
bool application_may_decide(const struct call *c);
/* Of a state: handed in, and not answered yet. */
bool application_waits(struct str state);
/* Rows of application_show: the whole of it. NOT_FOUND without a row. */
enum err application_write(struct call *c, const struct rows *r);

#endif
