/*
 * For tests only: a throw-away PostgreSQL under /tmp, made and run by cluster.h like the real one but for fsync. As root it runs
 * as the user postgres (or nobody). One per program: start it in the group's setup. What goes wrong here ends the test program.
 */
#ifndef TASUKI_DB_TEST_CLUSTER_H
#define TASUKI_DB_TEST_CLUSTER_H

#include "db/cluster.h"

struct test_cluster {
	char folder[64]; /* the tests' own files may go there too */
	struct arena *arena;
	struct os_users users;
	struct cluster_options options;
	struct cluster *cluster;
};

/* Made, started, taking connections; the database `tasuki` is empty. */
struct test_cluster *test_cluster_start(void);
/* Stopped and removed. Null-safe; nulls. */
void test_cluster_destroy(struct test_cluster **t);
/* libpq words for that role (cluster_conninfo); "postgres" is the superuser. Lives as long as t. */
const char *test_cluster_conninfo(struct test_cluster *t, const char *role);
/* Runs SQL text (several statements allowed); blocking. */
void test_cluster_run(struct test_cluster *t, const char *role, const char *sql);
/* The first cell of its answer as a number; NULL or no row = -1. */
int64_t test_cluster_number(struct test_cluster *t, const char *role, const char *sql);

#endif
