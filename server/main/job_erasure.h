/* Complete deletions, as far as they run by the clock. */
#ifndef TASUKI_MAIN_JOB_ERASURE_H
#define TASUKI_MAIN_JOB_ERASURE_H

#include "base/arena.h"
#include "main/job.h"

/*
 * Begins the waiting periods of what was approved twice, executes what is due, and goes on with what was begun: keys, then rows, then the
 * certificate. Each step is durable by itself and comes again until it is done; a key holder that does not answer is asked with the next sweep.
 */
MUST_USE enum err job_erasures(const struct job_work *w, struct arena *a);

#endif
