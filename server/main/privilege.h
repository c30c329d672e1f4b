/*
 * What each role may still do, in one place: its system user, its database role, its limits and the system calls it has
 * given up. The supervisor drops to the user between fork and exec; the role itself gives up the rest before it opens anything.
 */
#ifndef TASUKI_MAIN_PRIVILEGE_H
#define TASUKI_MAIN_PRIVILEGE_H

#include "base/err.h"
#include "base/os_user.h"

#include <stdbool.h>

enum role { ROLE_FRONT, ROLE_JOB, ROLE_KEYS, ROLE_MAIL, ROLE_COUNT };

struct privilege {
	const char *name;
	const char *verb[2];       /* how the program is called for it; the second may be NULL */
	const char *database_role; /* NULL: it has no database */
	bool unix_sockets_only;    /* it can open no other kind */
};

/* Static storage. */
const struct privilege *privilege_of(enum role role);

/* The role's system user. */
const struct os_user *privilege_user(enum role role, const struct os_users *users);
/* In a fresh child of the supervisor: becomes the role's user for good, with its groups alone; ends the process where it cannot.
 */
void privilege_drop(enum role role, const struct os_users *users);
/* The first act of a role: no new privileges, no core, no memory readable by its user's other processes, descriptors up to
 * `files` (or the hard limit), and the system calls given up. False: a sentence was logged. */
MUST_USE bool privilege_confine(enum role role, int files);
/* The last act of a role: a sanitizer build's leak checker may read its own process again. */
void privilege_end(void);

#endif
