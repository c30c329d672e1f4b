/* Shared by the files of this folder only. */
#ifndef TASUKI_DOMAIN_ERASURE_ERASURE_OWN_H
#define TASUKI_DOMAIN_ERASURE_ERASURE_OWN_H

#include "call/call.h"
#include "domain/erasure/erasure_next.h"

/* A request under its lock. */
struct erasure_now {
	struct id128 id;
	struct erasure_stand stand;
	struct str way;
	struct hat_id asked_by;
	struct facility_id facility;
	struct space_id space; /* all zero: none is named yet */
	bool decided;
	struct str digest;
	bool conflict; /* of interest, of the hat that acts */
	bool told, is_committee, objected; /* the hat's notice */
};

typedef enum err (*erasure_act)(struct call *c, const struct erasure_now *e);

/* Locks the spaces and then the request of the path's item, and does `act` with it. NOT_FOUND: there is none. In the call's transaction. */
MUST_USE enum err erasure_with(struct call *c, erasure_act act);
/* The same for a request whose spaces are locked already. */
void erasure_locked(struct call *c, struct id128 id, erasure_act act);
bool erasure_is(const struct erasure_now *e, const char *state);

/* A statement that takes the request, the time and the acting hat, in this order. */
void erasure_write(struct call *c, enum stmt stmt, struct id128 id);
/* The row of a new request, and a word to those who know which timeline it is. space all zero: nobody has named it. */
void erasure_insert(struct call *c, struct id128 id, const char *way, struct facility_id facility, struct space_id space);
/* After the commit everybody who was told of it, and who asked, reads the inbox again. */
void erasure_tell(struct call *c, struct id128 id);
void erasure_tell_clinic(struct call *c, struct facility_id facility);
/* Freezes all spaces of the patient from `at` on, or thaws them (0); their streams say so. */
void erasure_freeze(struct call *c, const struct rows *spaces, int64_t at);
/* Thaws what was frozen for it. */
void erasure_thaw(struct call *c, struct space_id space);

/* What stands at a timeline: request.p NULL = none to show; confirm: name and number of posts from the one row of erasure_here or erasure_wished. */
struct erasure_here {
	struct str request;
	bool confirm;
	size_t n;
	const char *may[4];
};
MUST_USE enum err erasure_write_here(struct call *c, const struct rows *r, const struct erasure_here *here);

#endif
