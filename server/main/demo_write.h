/* Writing one played-through timeline (demo_story.h) as the rows the write path would have left. Blocking, inside the caller's
 * transaction. */
#ifndef TASUKI_MAIN_DEMO_WRITE_H
#define TASUKI_MAIN_DEMO_WRITE_H

#include "base/err.h"
#include "main/demo_story.h"

struct direct;
struct space_key;

struct demo_place {
	struct direct *d;
	struct arena *a; /* for this timeline */
	const struct town *town;
	struct deployment_id deployment;
	const struct space_key *key; /* of the patient's space */
};

/* The space, the patient's identity, members, posts with versions and reactions, the stream, receipts, evidence. */
MUST_USE enum err demo_write_story(const struct demo_place *at, const struct story *s);

#endif
