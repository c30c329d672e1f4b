/*
 * Changes of a space by the ordinary lane: whoever changes content or access appends to the space's stream in the same transaction (decisions
 * 5, 11, 12) and the workers hear of it after the commit. The space's row is locked by then: by the runner for the space of the path, by
 * space_lock_more for any other.
 */
#ifndef TASUKI_DOMAIN_SPACE_SPACE_CHANGE_H
#define TASUKI_DOMAIN_SPACE_SPACE_CHANGE_H

#include "call/call.h"

/* One space being changed by one call. seq is of the newest event appended so far. */
struct space_change {
	struct call *call;
	struct space_id space;
	int64_t seq;
	struct space_change *next;
};

/* The space of the path, as the facts have it. */
struct space_change *space_change_begin(struct call *c);
/* A space just made by this call (its row is inserted by the caller, with seq 0). */
struct space_change *space_change_new(struct call *c, struct space_id space);
/* Another space, locked and read at `seq` by the caller's own statement (select seq … for no key update). */
struct space_change *space_change_other(struct call *c, struct space_id space, int64_t seq);

/* kind: a word of event.kind; member may be all zero. The event's seq. */
int64_t space_change_event(struct space_change *s, const char *kind, struct hat_id member);

/* Of a post, which the event moves too; nobody is named. */
void space_change_post_event(struct space_change *s, const char *kind, struct post_id post);

/* A new member as it is stored. */
struct space_newcomer {
	struct hat_id hat;
	const char *role;
	struct str sealed_relation; /* p NULL = none */
	bool all_history;
	struct hat_id added_by;
};
/* Appends member_add and inserts the interval; the hat's sockets are told of the space. CONFLICT comes with the commit when it is a member already. */
void space_change_add_member(struct space_change *s, const struct space_newcomer *n);
/* Appends member_remove and ends the interval: from the commit on nothing more reaches that hat (decision 12). Its draft goes. */
void space_change_remove_member(struct space_change *s, struct hat_id hat);
/* Appends role and sets it. */
void space_change_role(struct space_change *s, struct hat_id hat, const char *role);

/* Closes a circle or ends a tie: its members read on. Appends space. */
void space_change_close(struct space_change *s);

/* 主治医の指示 (Art. 16-2): that this hat has been told so. attending zero: no account; way, state: words of the instruction table. */
void space_write_instruction(struct call *c, struct space_id space, struct hat_id attending, struct str given_on, const char *way,
			     const char *state);

/* Tells the clients of a hat, after the commit, that something of theirs waits or changed: they read GET /api/inbox again. */
void space_tell_inbox(struct call *c, struct hat_id hat);
/* Tells every client, after the commit, that editions of documents or their days have changed: each is judged by its gate anew. */
void space_tell_documents(struct call *c);
/* space_tell_inbox for the hats in the first column: what a statement that finds them goes on with. */
MUST_USE enum err space_tell_rows(struct call *c, const struct rows *r);
/* Tells the clients of the hats in the first column, after the commit, that names they show have changed: they read what shows them again. */
MUST_USE enum err space_tell_names(struct call *c, const struct rows *r);

#endif
