/* What a complete deletion waits for, and what somebody at the desk may do with it now. Pure. */
#ifndef TASUKI_DOMAIN_ERASURE_ERASURE_NEXT_H
#define TASUKI_DOMAIN_ERASURE_ERASURE_NEXT_H

#include "policy/facts.h"

/* Where a request stands. */
struct erasure_stand {
	struct str state; /* a word of erasure.state */
	bool attached, confirmed, called, checked, answered;
	bool clear; /* of the answer: transcribed, no dispute */
	bool held;
	int64_t due_at, objected_at;
};

struct erasure_step {
	const char *next; /* attach confirm call check answer hold accept approve start wait objection decide execute done */
	const char *who;  /* clinic office attending approver committee time none */
	int64_t until;    /* 0: no date */
};

/* objection_ms: how long an objection holds. */
struct erasure_step erasure_next(const struct erasure_stand *e, int64_t now, int64_t objection_ms);

/* Who looks at it. */
struct erasure_viewer {
	enum hat_kind kind;
	bool conflict; /* of interest */
	bool approved; /* has approved it already */
};

#define ERASURE_MAY_MAX 6
/* The words of what this hat may do, at most ERASURE_MAY_MAX: accept approve check decide end hold resume. */
size_t erasure_may(const struct erasure_stand *e, const struct erasure_step *step, const struct erasure_viewer *v, const char *out_r[ERASURE_MAY_MAX]);

#endif
