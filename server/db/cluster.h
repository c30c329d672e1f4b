/*
 * The private PostgreSQL of a deployment (decisions 25 to 27): a cluster of our own in the data folder, reached over a unix
 * socket only. For the supervisor, `init` and tests. Everything here but cluster_start, cluster_poll and cluster_interrupt
 * blocks.
 *
 * Every process of a running cluster holds one lock (inherited), which the kernel gives back when the last of them has gone: a
 * new start waits for the backends of the last one, whoever started that. PostgreSQL dies with its supervisor (SIGINT by the
 * kernel, so a fast, clean shutdown).
 */
#ifndef TASUKI_DB_CLUSTER_H
#define TASUKI_DB_CLUSTER_H

#include "base/err.h"
#include "base/os_user.h"

struct cluster;

#define CLUSTER_PROGRAMS "/usr/lib/postgresql" /* of each major version a folder, its programs in bin */

/* All borrowed; must outlive the cluster. */
struct cluster_options {
	const char *data;   /* PostgreSQL's own folder, e.g. <data>/postgresql; its parent exists and lets the database's user
			       through */
	const char *socket; /* folder of the socket; made here. <socket>/.s.PGSQL.<port> is at most 107 bytes */
	int port;           /* only part of the socket's name */
	const struct os_users *users;
};

/* Makes the cluster with the newest PostgreSQL installed (15 or later), the role `tasuki` and its database `tasuki`. All or
 * nothing: what a killed one left is removed. CONFLICT: there is one already. Else INTERNAL; a sentence in *why_r (arena). */
MUST_USE enum err cluster_init(struct arena *a, const struct cluster_options *o, struct str *why_r);

/* NULL with a sentence: no cluster there, its PostgreSQL version is not installed, or a path that cannot be. Starts nothing. */
struct cluster *cluster_open(struct arena *a, const struct cluster_options *o, struct str *why_r);
/* Null-safe; nulls. A cluster still running is stopped as by cluster_stop. */
void cluster_close(struct cluster **c);
/* PostgreSQL's major version. */
int cluster_major(const struct cluster *c);

/* Writes its settings and starts it. BUSY: processes of an earlier start are still there (they were told to end): call again a
 * little later. INTERNAL: could not write its settings or start a process. */
MUST_USE enum err cluster_start(struct cluster *c);
enum cluster_state { CLUSTER_STOPPED, CLUSTER_STARTING, CLUSTER_READY };
/* Looks once, and reaps the process if it has ended (nobody else may). Call it on SIGCHLD and, while STARTING, every 50 ms or so.
 */
enum cluster_state cluster_poll(struct cluster *c);
/* Starts it if it is stopped and blocks until it takes connections. After `ms` DATABASE_DOWN with a sentence. */
MUST_USE enum err cluster_wait(struct cluster *c, int ms, struct arena *a, struct str *why_r);

/* Asks for a fast shutdown (open transactions are rolled back); returns at once. */
void cluster_interrupt(struct cluster *c);
/* Fast shutdown; after `ms` an immediate one. Returns when all its processes have gone. */
void cluster_stop(struct cluster *c, int ms);

/* libpq words for a role of the database `tasuki`: tasuki (owner: init, migrate), tasuki_front, tasuki_job, tasuki_demo. */
struct str cluster_conninfo(struct arena *a, const struct cluster_options *o, const char *role);

#endif
