/* What the files of the cluster share. Not for other files. */
#ifndef TASUKI_DB_CLUSTER_OWN_H
#define TASUKI_DB_CLUSTER_OWN_H

#include "db/cluster.h"

#define CLUSTER_MAJOR_MIN 15

/* cluster_conf.c */
/* Whether these paths can be: absolute, writable down in PostgreSQL's files, socket path short enough. */
bool cluster_paths_fit(struct arena *a, const struct cluster_options *o, struct str *why_r);
/* Both run in a child process as the database's user. arg: struct cluster_files. */
struct cluster_files {
	const struct cluster_options *o;
	const char *folder; /* where the cluster stands now */
};
bool cluster_write_conf(const void *arg);   /* tasuki.conf, pg_hba.conf, pg_ident.conf */
bool cluster_add_includes(const void *arg); /* once, at init: makes postgresql.conf read them */

#endif
