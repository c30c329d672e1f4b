/*
 * The system users that processes run as (decision 25). Started as root: one user each, so that a broken-in front reaches neither
 * the database's files nor the keys. Started as anybody else: everything runs as that user (documented as weaker).
 */
#ifndef TASUKI_BASE_OS_USER_H
#define TASUKI_BASE_OS_USER_H

#include "base/arena.h"
#include "base/err.h"

#include <sys/types.h>

struct os_user {
	const char *name;
	uid_t uid;
	gid_t gid;
};

struct os_users {
	bool separate;                       /* false: unprivileged, all five are the current user */
	struct os_user db, front, job, keys, mail; /* tasuki-db, tasuki-front, tasuki-job, tasuki-keys, tasuki-mail */
	gid_t group; /* tasuki: all but keys are in it; it opens the folder of the database's socket */
};

/* Looks them up; names live in the arena. False with a sentence in *why_r: root without those users or group. */
MUST_USE bool os_users_find(struct arena *a, struct os_users *out_r, struct str *why_r);
/* In a child process: becomes that user with his groups, for good. Nothing to do where it is him already; ends the process where
 * it cannot. */
void os_user_become(const struct os_user *u);

#endif
