/* What `job` does each minute: ends what is over, and chains the audit records. */
#ifndef TASUKI_MAIN_JOB_H
#define TASUKI_MAIN_JOB_H

#include "base/err.h"

#include <stdint.h>

struct direct;

#define JOB_THROTTLE_MS (24 * 3600 * 1000LL) /* failed sign-ins older than that are forgotten */

/* All of it once; what fails is logged and comes again with the next one. DATABASE_DOWN: connect again. */
MUST_USE enum err job_sweep(struct direct *d, int64_t now);

#endif
