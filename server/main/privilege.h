/*
 * What each role may still do, in one place: its operating-system user, its database role, its limits and the system calls it has
 * given up. The supervisor drops to the user between fork and exec; the role itself gives up the rest before it opens anything.
 */
#ifndef TASUKI_MAIN_PRIVILEGE_H
#define TASUKI_MAIN_PRIVILEGE_H

#include "base/err.h"

#include <stdbool.h>

enum role { ROLE_FRONT, ROLE_JOB, ROLE_KEYS, ROLE_COUNT };

struct privilege {
	const char *name;
	const char *verb[2];       /* how the program is called for it; the second may be NULL */
	const char *os_user;       /* when started as root */
	const char *database_role; /* NULL: it has no database */
	bool unix_sockets_only;    /* it can open no other kind */
};

/* Static storage. */
const struct privilege *privilege_of(enum role role);

/* In a fresh child of a root supervisor: becomes the role's user for good, with its groups alone. Without root: nothing to do.
 * False: errno tells. */
MUST_USE bool privilege_drop(enum role role);
/* The first act of a role: no new privileges, no core, no memory readable by its user's other processes, descriptors up to
 * `files` (or the hard limit), and the system calls given up. False: a sentence was logged. */
MUST_USE bool privilege_confine(enum role role, int files);

#endif
