/* The region a database holds, and whether this program may run it. */
#ifndef TASUKI_MAIN_REGION_H
#define TASUKI_MAIN_REGION_H

#include "base/err.h"
#include "base/id.h"

struct arena;
struct direct;
struct ground;

struct region {
	struct deployment_id deployment;
	bool demo;
	struct str name, network_name, association; /* in the arena given */
};

/* NOT_FOUND: the database holds none yet. */
MUST_USE enum err region_read(struct direct *d, struct arena *a, struct region *out_r);
/* Whether what this connection commits is on disk when it says so: with fsync, full_page_writes or synchronous_commit off it is not.
 * CONFLICT: the sentence why. */
MUST_USE enum err region_durable(struct direct *d, struct arena *a, struct str *why_r);
/* No restore is half done, schema and program fit, the region is there, and its clock is the real one (but in a demo). False: a sentence was printed. */
MUST_USE bool region_fits(struct ground *g, struct region *out_r);

#endif
