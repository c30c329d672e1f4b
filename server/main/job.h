/* What `job` does each minute: ends what is over, asks who still works where, brings complete deletions on, and chains the audit records. */
#ifndef TASUKI_MAIN_JOB_H
#define TASUKI_MAIN_JOB_H

#include "base/err.h"

#include <stdint.h>

struct direct;
struct settings;

#define JOB_THROTTLE_MS (24 * 3600 * 1000LL) /* failed sign-ins older than that are forgotten */

/* One sweep. */
struct job_work {
	struct direct *db;
	const struct settings *settings;
	const char *keys_socket;
	int64_t now;
};

/* All of it once; what fails is logged and comes again with the next one. DATABASE_DOWN: connect again. */
MUST_USE enum err job_sweep(const struct job_work *w);

#endif
