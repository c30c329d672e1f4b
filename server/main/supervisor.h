/*
 * The roles of a running region as children of one process: keys first, then fronts and job; one that dies comes again (back-off
 * 200 ms … 5 s); stopping goes the other way, each group waiting for the one before it.
 */
#ifndef TASUKI_MAIN_SUPERVISOR_H
#define TASUKI_MAIN_SUPERVISOR_H

#include "base/id.h"

struct loop;
struct os_users;
struct settings;
struct supervisor;

#define SUPERVISOR_DRAIN_MS 10000 /* fronts may finish what they accepted for so long */

struct supervisor_options {
	struct loop *loop;
	const struct settings *settings; /* kept */
	const struct os_users *users;    /* kept */
	struct deployment_id deployment;
	/* Once: every front takes connections now. */
	void (*ready)(void *arg);
	/* Last call: no child is left. good: nothing failed before the start was complete, and it was asked to stop. */
	void (*stopped)(void *arg, bool good);
	void *arg;
};

/* Starts the roles. NULL: a sentence was logged. */
struct supervisor *supervisor_create(const struct supervisor_options *o);
/* Only before the first child was started or after `stopped`. Null-safe; nulls. */
void supervisor_destroy(struct supervisor **s);
/* Certificate again, fresh ticket keys; open sockets stay. */
void supervisor_reload(struct supervisor *s);
/* A clean end; `stopped` follows. Asking twice changes nothing. */
void supervisor_stop(struct supervisor *s);

#endif
