#include "db/test_cluster.h"

#include "base/check.h"

#include <fcntl.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Read last, so it wins over what the program writes: the one place where durability is given up, for speed. */
static const char operator_conf[] =
	"fsync = off\nfull_page_writes = off\nshared_buffers = 16MB\nmax_connections = 40\nlog_min_messages = panic\n";

static void need(bool ok, const char *what, const char *why)
{
	if (ok)
		return;
	(void)fprintf(stderr, "test cluster: %s: %s\n", what, why);
	exit(1);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

/* Rights of root stay with this process; the cluster runs as somebody else, and root may be every role. */
static void find_users(struct test_cluster *t)
{
	const struct passwd *p = getpwnam("postgres");
	struct os_user user;
	struct str why;

	if (geteuid() != 0) {
		need(os_users_find(t->arena, &t->users, &why), "users", "unknown");
		return;
	}
	p = p ? p : getpwnam("nobody");
	check(p != NULL);
	user = (struct os_user){arena_copy(t->arena, str_of(p->pw_name)).p, p->pw_uid, p->pw_gid};
	t->users = (struct os_users){.separate = true, .db = user, .front = user, .job = user, .keys = user, .group = p->pw_gid};
}

static void write_operator_conf(const struct test_cluster *t)
{
	int fd = open(arena_printf(t->arena, "%s/operator.conf", t->options.data).p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		      0644);

	check(fd >= 0 && write(fd, operator_conf, strlen(operator_conf)) == (ssize_t)strlen(operator_conf));
	check(close(fd) == 0);
}

struct test_cluster *test_cluster_start(void)
{
	struct test_cluster *t = calloc(1, sizeof(*t));
	struct str why = STR("");

	check(t != NULL);
	t->arena = arena_create(4096);
	(void)snprintf(t->folder, sizeof(t->folder), "/tmp/tasuki-test-XXXXXX");
	check(mkdtemp(t->folder) != NULL && chmod(t->folder, 0755) == 0);
	find_users(t);
	t->options = (struct cluster_options){
		.data = arena_printf(t->arena, "%s/db", t->folder).p,
		.socket = arena_printf(t->arena, "%s/run", t->folder).p,
		.port = 5432,
		.users = &t->users,
	};
	need(cluster_init(t->arena, &t->options, &why) == ERR_OK, "init", why.p);
	write_operator_conf(t);
	t->cluster = cluster_open(t->arena, &t->options, &why);
	need(t->cluster != NULL, "open", why.p);
	need(cluster_wait(t->cluster, 60000, t->arena, &why) == ERR_OK, "start", why.p);
	return t;
}

void test_cluster_destroy(struct test_cluster **tp)
{
	struct test_cluster *t;

	check(tp != NULL);
	t = *tp;
	if (t == NULL)
		return;
	cluster_close(&t->cluster);
	(void)nftw(t->folder, remove_one, 32, FTW_DEPTH | FTW_PHYS);
	arena_destroy(&t->arena);
	free(t);
	*tp = NULL;
}

const char *test_cluster_conninfo(struct test_cluster *t, const char *role)
{
	return cluster_conninfo(t->arena, &t->options, role).p;
}

static void swallow(void *arg, const PGresult *notice)
{
	(void)arg;
	(void)notice;
}

static PGresult *run(struct test_cluster *t, const char *role, const char *sql)
{
	PGconn *c = PQconnectdb(test_cluster_conninfo(t, role));
	PGresult *r;

	need(PQstatus(c) == CONNECTION_OK, "connect", PQerrorMessage(c));
	(void)PQsetNoticeReceiver(c, swallow, NULL);
	r = PQexec(c, sql);
	need(PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK, sql, PQerrorMessage(c));
	PQfinish(c);
	return r;
}

void test_cluster_run(struct test_cluster *t, const char *role, const char *sql)
{
	PQclear(run(t, role, sql));
}

int64_t test_cluster_number(struct test_cluster *t, const char *role, const char *sql)
{
	PGresult *r = run(t, role, sql);
	int64_t n = PQntuples(r) == 0 || PQgetisnull(r, 0, 0) ? -1 : strtoll(PQgetvalue(r, 0, 0), NULL, 10);

	PQclear(r);
	return n;
}
