/* Shared by the files of this folder only. */
#ifndef TASUKI_DOMAIN_GUARD_GUARD_OWN_H
#define TASUKI_DOMAIN_GUARD_GUARD_OWN_H

#include "domain/guard/guard.h"
#include "screen/screen.h"

#define GUARD_KINDS 16384    /* sessions in spaces, whose kind is remembered: it never changes */
#define GUARD_REGISTERS 64   /* posters whose register is kept */
#define GUARD_PRINT 96
#define GUARD_IDLE_MS 60000  /* an unused register goes */
#define GUARD_STAFF_MS 60000 /* the directory is read again */

struct known_kind {
	struct id128 space;
	unsigned char token_hash[TOKEN_HASH]; /* of a session that was a member then; a session's hat does not change without its token */
	struct hat_id hat;
	enum space_kind kind;
};

/* The patients of one poster, as of a print of what they come from. */
struct known_register {
	struct hat_id hat;
	char print[GUARD_PRINT];
	struct screen_register *patients;
	struct id128 *ids; /* theirs, in the register's order */
	int64_t used_at;   /* steady */
	int64_t asked_at;  /* steady: when it was so for certain, and the text that asked passed; 0: the next one asks */
};

/* What was found in each text. */
struct looked {
	struct screen_found found[GUARD_TEXTS];
	struct id128 patients[(size_t)GUARD_TEXTS * SCREEN_FINDINGS]; /* whom the findings name; one may be there twice */
	size_t patient_n;
	bool unnamed;                /* something was found that names nobody registered, or not all was looked at */
	enum screen_verdict verdict; /* as if nothing had been said */
};

struct guard {
	unsigned magic;
	struct app *app;
	struct screen *screen; /* NULL: no dictionary */
	struct screen_directory *directory;
	int64_t directory_at; /* clock; 0: none yet */
	struct known_kind kinds[GUARD_KINDS];
	struct known_register registers[GUARD_REGISTERS];
	struct looked quick; /* scratch of looks that keep nothing */
	struct timer *sweep;
	bool told_unlocked;
};

#define GUARD_MAGIC 0x67756172u

/* One check under way, in the call's arena. */
struct checking {
	struct guard *guard;
	struct guard_ask ask;
	struct hot_op *op; /* of guard_act */
	struct hat_id hat; /* whose act it is, as far as is known before its scope is read */
	call_then then;
	call_then then_people;
	void *kept; /* the handler's own c->keep, given back before `then` */
	char print[GUARD_PRINT];
	int64_t asked_at; /* steady, of the print */
	struct guard_row *rows; /* patients, then colleagues */
	size_t row_n, patient_n;
	struct screen_person *staff;
	size_t staff_n;
	const struct looked *looked; /* what was found, while the writer's word about it is asked for or kept */
};

struct checking *guard_checking(struct call *c);
void guard_set_print(struct checking *w, struct str print);

/* guard_people.c: goes on with `then` when directory and register are there. */
MUST_USE enum err guard_people(struct call *c, call_then then);
/* NULL: none. Borrowed until the loop turn ends. */
struct known_register *guard_register(struct guard *g, struct hat_id hat);
/* Wipes one. */
void guard_forget(struct known_register *k);
/* Forgets registers that nobody has used for a while. */
void guard_sweep(void *guard);

/* guard_answer.c */
/* Refuses, or asks for the writer's word, with the places. */
MUST_USE enum err guard_refuse(struct call *c, const struct looked *l);
/* Notes what the writer has answered for, then goes on. */
MUST_USE enum err guard_answered(struct call *c, const struct looked *l);
/* guard_consent.c: of a つながり with patient data in the text: goes on when the writer says, or has said before of these patients, that they agree. */
MUST_USE enum err guard_consent(struct call *c, const struct looked *l);
/* guard_answer.c: keeps kinds and outcome, and the audit row of an answer; never a word. */
void guard_note(struct call *c, const struct looked *l, const char *outcome);
void guard_trace(struct call *c, const char *act, enum err result);
/* guard.c: the text may be stored: back to the handler. */
MUST_USE enum err guard_go_on(struct call *c);

#endif
