/*
 * What is known when a decision is made: one actor (a session that wears one hat), at most one space and one post in it. Filled from one
 * statement's row (call/scope.c, call/hot_batch.c), judged by policy/decide.c, carried by the call.
 */
#ifndef TASUKI_POLICY_FACTS_H
#define TASUKI_POLICY_FACTS_H

#include "base/id.h"

#include <stdint.h>

enum hat_kind { HAT_STAFF = 1, HAT_KIN = 2, HAT_OFFICE = 4, HAT_COMMITTEE = 8, HAT_ANY = 15 };
/* What a space is for; a bit each, so that a rule can name several. KIND_NONE: acts outside any space. */
enum space_kind { KIND_NONE = 0, KIND_CARE = 1, KIND_FAMILY = 2, KIND_CIRCLE = 4, KIND_TIE = 8, KIND_BOARD = 16, KIND_ANY = 31 };
#define KIND_SCREENED ((unsigned)KIND_CIRCLE | (unsigned)KIND_TIE | (unsigned)KIND_BOARD) /* of no patient: texts are looked at before they are stored */
enum session_state { SESSION_NONE, SESSION_ACTIVE, SESSION_LOCKED, SESSION_ENDED };
enum space_state { SPACE_DRAFT, SPACE_OPEN, SPACE_LOCKED, SPACE_ARCHIVED, SPACE_CLOSED, SPACE_ERASING, SPACE_ERASED };
enum member_role { ROLE_NONE, ROLE_MEMBER, ROLE_MANAGER, ROLE_DELEGATE, ROLE_ATTENDING };

/* What the region asks of its people, from the settings. */
struct terms {
	bool demo;
	bool factor_of[HAT_ANY + 1]; /* by kind of hat: a second factor is required … */
	bool factor_of_admin;        /* … and of a 施設管理者 */
};

struct session_facts {
	struct session_id id;
	struct account_id account;
	struct hat_id hat;
	enum hat_kind hat_kind;
	struct facility_id facility; /* of a staff hat */
	bool facility_admin;
	bool physician; /* or dentist: can be a 主治医 */
	enum session_state state; /* as of `now`: idle and overall limits applied */
	int64_t active_at, end_at, lock_at; /* last known activity; limits */
	bool lapsed; /* state came from a limit and is not in the row yet */
	bool factor, factor_required, must_enrol; /* a second factor is enrolled; has to be; was reset */
	bool admitted;                /* every gate before the spaces is passed … */
	int64_t gate_at;              /* … until then: INT64_MAX when nothing runs out */
	bool proved; /* within the last minutes: the factor was shown, or with none the password … */
	bool fresh;  /* … and it was a real factor; in a demo region the password of who has none will do */
};

struct space_facts {
	bool found;
	struct space_id id;
	enum space_kind kind;
	struct patient_id patient; /* care, family */
	enum space_state state; /* the one state people see, derived from several columns (decision 6) */
	bool readable;          /* in that state, at this time */
	bool consented;         /* consent is recorded, or none is needed for this kind of space */
	bool instructed;        /* the 主治医 opened it, or has confirmed (setting `declare`: is declared to have given) the instruction */
	bool attending_pending; /* the 主治医 is gone, no successor yet (decision 2) */
	bool seated;            /* the 主治医 is a hat, and there */
	struct facility_id clinic; /* of the 主治医 who is or was there; with none, the hosting one. All zero where nobody asks (hot lane) */
	int64_t seq, post_no;
};

struct member_facts {
	bool found; /* a member now */
	enum member_role role;
	int64_t from_seq, read_from_seq;
};

struct post_facts {
	bool found;
	struct post_id id;
	struct hat_id author;
	int64_t created_seq, no;
	uint32_t version;
	bool deleted;
	struct post_id root; /* reply_to, all zero for a root */
};

struct facts {
	int64_t now;
	const struct terms *terms;
	struct session_facts session;
	struct space_facts space;
	struct member_facts member;
	struct post_facts post;
};

/* Columns of a space row that make up its state. Times 0 = not set. */
struct space_columns {
	struct str consent, instruction;
	int64_t archived_at, frozen_at, read_until, closed_at, erased_at;
};
/* The last moment at which members may read it; INT64_MAX when there is no end. */
int64_t facts_readable_until(const struct space_columns *c);
void facts_space_state(const struct space_columns *c, int64_t now, enum space_state *state_r, bool *readable_r);

/* Columns of a session row that make up its state. */
struct session_columns {
	struct str state;
	int64_t started_at, end_at, idle_ms, active_at; /* active_at 0 = none yet */
	bool account_active, hat_ended;
};
/* Columns that make up its gates and its proof. Times 0 = never. */
struct proof_columns {
	bool factor, must_enrol;
	int64_t gate_at; /* of staff: from when pledge, documents or training are missing; 0 always, INT64_MAX never */
	int64_t factor_at, proved_at;
};
#define PROOF_MS (5 * 60 * 1000LL)
/* Sets factor, factor_required, must_enrol, admitted, gate_at, proved and fresh; kind of hat and facility_admin are set. */
void facts_session_proof(const struct proof_columns *c, const struct terms *t, int64_t now, struct session_facts *out);
/* Sets state, lock_at, end_at and lapsed. */
void facts_session_state(const struct session_columns *c, int64_t now, struct session_facts *out);

enum hat_kind facts_hat_kind(struct str word);
enum member_role facts_role(struct str word);
/* Of space.consent: it is in force. */
bool facts_consented(struct str word);
/* Of space.instruction: the 主治医 stands behind it. */
bool facts_instructed(struct str word);
enum space_kind facts_space_kind(struct str word);
const char *facts_space_state_word(enum space_state s);

#endif
