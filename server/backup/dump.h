/* The database written into one file and read back, by PostgreSQL's own pg_dump and pg_restore. Blocking. */
#ifndef TASUKI_BACKUP_DUMP_H
#define TASUKI_BACKUP_DUMP_H

#include "base/arena.h"
#include "base/err.h"

#define DUMP_NAME "data.dump" /* in a backup's folder */

struct dump {
	const char *conninfo;    /* as the owner (role tasuki) */
	int major;               /* of the server: a program of that version or the next later one is used */
	const char *file;        /* absolute path */
	void (*beat)(void *arg); /* every second; may be NULL */
	void *arg;
};

/* One consistent snapshot, while others write. Without the data of unlogged tables. False: the sentence why. */
MUST_USE bool dump_take(struct arena *a, const struct dump *d, struct str *why_r);
/* All of it, or nothing, into an empty database whose roles are there. False: the sentence why. */
MUST_USE bool dump_put_back(struct arena *a, const struct dump *d, struct str *why_r);

#endif
