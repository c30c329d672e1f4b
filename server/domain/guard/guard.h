/*
 * The policy layer in the post path (Art. 17-2, 18-2, 24): every text that enters a space about no patient is looked at before anything of it is
 * stored: a circle and the board refuse patient data, a つながり asks for the writer's word that the patient agrees. The finding is server/screen's;
 * here is who asks, whose patients count, and what becomes of the answer.
 *
 * A refused text is nowhere afterwards: no row, no line of a log. What is kept is that something was refused, of which kinds, by whom and when.
 */
#ifndef TASUKI_DOMAIN_GUARD_GUARD_H
#define TASUKI_DOMAIN_GUARD_GUARD_H

#include "call/call.h"

struct guard;

/* Without a dictionary in `folder` it says so, and spaces about no patient take no text (SCREEN_DOWN). */
struct guard *guard_create(struct app *app, const char *folder);
/* Wipes. Null-safe; nulls. */
void guard_destroy(struct guard **g);

#define GUARD_TEXTS 3

struct guard_text {
	const char *field; /* of the input */
	struct phi text;   /* p NULL: not given */
};

/* What one call would store, and what the writer has answered to it. */
struct guard_ask {
	enum space_kind kind; /* of guard_texts: of the space they go into */
	struct guard_text texts[GUARD_TEXTS];
	bool colleague; /* circle: the names are colleagues' or public persons' */
	bool consent;   /* tie: the patients agree that it goes to the other one */
	bool draft;     /* kept for the writer alone: refused with guesses too, and no word helps */
};

/*
 * For a call whose facts are known (lanes READ and CALL), before it has written anything: goes on with `then` when the texts may be stored in such a space.
 * Otherwise the call ends with PATIENT_DATA or CONSENT_NEEDED and the places, with SCREEN_DOWN, or THROTTLED after too many of them in an hour.
 */
MUST_USE enum err guard_texts(struct call *c, const struct guard_ask *ask, call_then then);
/* The same for a hot act, kept by the caller: looked at only where its space is about no patient, and only if its rule lets it through, else the hot lane answers. Sets
 * op->screened when it was looked at. */
MUST_USE enum err guard_act(struct call *c, const struct guard_ask *ask, struct hot_op *op, call_then then);

#endif
