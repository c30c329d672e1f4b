/* The private PostgreSQL: made once, comes and goes with its supervisor. */
#include "base/os_user.h"
#include "db/test_cluster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int setup(void **state)
{
	*state = test_cluster_start();
	return 0;
}

static int teardown(void **state)
{
	test_cluster_destroy((struct test_cluster **)state);
	return 0;
}

/* One word of the server's settings, as SQL that is 1 where it is as wanted. */
static void assert_setting(struct test_cluster *t, const char *name, const char *value)
{
	char sql[256];

	(void)snprintf(sql, sizeof(sql), "select (current_setting('%s') = '%s')::int", name, value);
	if (test_cluster_number(t, "postgres", sql) != 1)
		fail_msg("%s is not %s", name, value);
}

static void test_what_it_is_made_of(void **state)
{
	struct test_cluster *t = *state;

	assert_setting(t, "server_encoding", "UTF8");
	assert_setting(t, "listen_addresses", "");
	assert_setting(t, "data_checksums", "on");
	assert_setting(t, "synchronous_commit", "on");
	assert_setting(t, "wal_level", "replica");
	assert_setting(t, "jit", "off");
	assert_setting(t, "log_min_error_statement", "panic");
	assert_setting(t, "log_error_verbosity", "terse");
	assert_setting(t, "log_parameter_max_length_on_error", "0");
	assert_setting(t, "timezone", "UTC");
	assert_int_equal(test_cluster_number(t, "tasuki",
					     "select (datcollate = 'C.UTF-8')::int from pg_database where datname = 'tasuki'"),
			 1);
	assert_int_equal(test_cluster_number(t, "tasuki", "select rolsuper::int from pg_roles where rolname = current_user"), 0);
	test_cluster_run(t, "tasuki", "create role tasuki_front login; create table owned (a int); drop table owned");
	assert_int_equal(test_cluster_number(t, "tasuki_front", "select 7"), 7);
	test_cluster_run(t, "tasuki", "drop role tasuki_front");
}

/* fsync is off in this file's cluster by operator.conf only: what the program itself writes says on. */
static void test_durability_is_only_given_up_by_the_test(void **state)
{
	struct test_cluster *t = *state;
	char path[128], conf[8192] = "";
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/tasuki.conf", t->options.data);
	f = fopen(path, "re");
	assert_non_null(f);
	assert_true(fread(conf, 1, sizeof(conf) - 1, f) > 0);
	(void)fclose(f);
	assert_non_null(strstr(conf, "\nfsync = on\n"));
	assert_non_null(strstr(conf, "\nfull_page_writes = on\n"));
}

static void test_folders_are_closed(void **state)
{
	struct test_cluster *t = *state;
	struct stat st;

	assert_int_equal(stat(t->options.data, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(st.st_uid, t->users.db.uid);
	assert_int_equal(stat(t->options.socket, &st), 0);
	assert_int_equal(st.st_mode & 0777, t->users.separate ? 0710 : 0700);
	assert_int_equal(st.st_gid, t->users.group);
}

static void test_init_leaves_a_cluster_alone(void **state)
{
	struct test_cluster *t = *state;
	struct str why;

	assert_int_equal(cluster_init(t->arena, &t->options, &why), ERR_CONFLICT);
	assert_non_null(strstr(why.p, "already"));
}

static void test_init_does_not_touch_other_folders(void **state)
{
	struct test_cluster *t = *state;
	struct cluster_options o = t->options;
	struct str why;

	o.data = t->folder;
	assert_int_equal(cluster_init(t->arena, &o, &why), ERR_INTERNAL);
	assert_non_null(strstr(why.p, "move it away"));
}

static void test_impossible_paths(void **state)
{
	struct test_cluster *t = *state;
	struct cluster_options o = t->options;
	char path[200];
	struct str why;

	(void)memset(path, 'a', sizeof(path));
	path[0] = '/';
	path[107 - strlen("/.s.PGSQL.5432")] = '\0';
	o.data = "/nowhere";
	o.socket = path;
	assert_null(cluster_open(t->arena, &o, &why)); /* 107 bytes: the path is fine, there is nothing there */
	assert_non_null(strstr(why.p, "tasuki init"));
	path[107 - strlen("/.s.PGSQL.5432")] = 'a';
	path[108 - strlen("/.s.PGSQL.5432")] = '\0';
	assert_null(cluster_open(t->arena, &o, &why));
	assert_non_null(strstr(why.p, "108 bytes"));
	o.socket = "/tmp/it's";
	assert_null(cluster_open(t->arena, &o, &why));
	assert_non_null(strstr(why.p, "quotes"));
	o.socket = "tmp";
	assert_null(cluster_open(t->arena, &o, &why));
}

static void test_stop_and_start(void **state)
{
	struct test_cluster *t = *state;
	struct str why;

	cluster_stop(t->cluster, 20000);
	assert_int_equal(cluster_poll(t->cluster), CLUSTER_STOPPED);
	assert_int_equal(cluster_wait(t->cluster, 60000, t->arena, &why), ERR_OK);
	assert_int_equal(cluster_poll(t->cluster), CLUSTER_READY);
	assert_int_equal(test_cluster_number(t, "tasuki", "select 1"), 1);
}

static void restart_with_log_to(struct test_cluster *t, int fd)
{
	int before = dup(STDERR_FILENO);
	struct str why;

	cluster_stop(t->cluster, 20000);
	assert_true(before >= 0 && dup2(fd, STDERR_FILENO) >= 0);
	assert_int_equal(cluster_wait(t->cluster, 60000, t->arena, &why), ERR_OK);
	assert_true(dup2(before, STDERR_FILENO) >= 0);
	(void)close(before);
}

static int run_badly(struct test_cluster *t, const char *sql)
{
	PGconn *c = PQconnectdb(test_cluster_conninfo(t, "tasuki"));
	PGresult *r = PQexecParams(c, sql, 1, NULL, (const char *const[]){"canary"}, NULL, NULL, 0);
	int failed = PQresultStatus(r) == PGRES_FATAL_ERROR && strstr(PQresultErrorMessage(r), "canary") != NULL;

	PQclear(r);
	PQfinish(c);
	return failed;
}

/* Errors whose messages and details quote values: the client sees them, PostgreSQL's log does not. */
static void test_no_content_in_the_log(void **state)
{
	struct test_cluster *t = *state;
	FILE *log = tmpfile();
	char text[16384] = "";

	assert_non_null(log);
	test_cluster_run(t, "postgres", "alter database tasuki set log_min_messages = log");
	restart_with_log_to(t, fileno(log));
	test_cluster_run(t, "tasuki", "create table once (word text primary key); insert into once values ('canary')");
	assert_true(run_badly(t, "insert into once values ($1)"));
	assert_true(run_badly(t, "select $1::text::int"));
	assert_true(run_badly(t, "select canary, $1::text"));
	assert_false(run_badly(t, "select pg_terminate_backend(pg_backend_pid()), $1::text"));
	test_cluster_run(t, "tasuki", "do $$ begin raise warning 'canary'; end $$; drop table once");
	test_cluster_run(t, "postgres", "alter database tasuki reset log_min_messages");
	restart_with_log_to(t, STDERR_FILENO);
	rewind(log);
	assert_true(fread(text, 1, sizeof(text) - 1, log) > 0);
	assert_non_null(strstr(text, "postgres["));
	assert_null(strstr(text, "canary"));
	(void)fclose(log);
}

static void test_two_starts_at_once(void **state)
{
	struct test_cluster *t = *state;
	struct str why;
	struct cluster *second = cluster_open(t->arena, &t->options, &why);

	assert_non_null(second);
	assert_int_equal(cluster_major(second), cluster_major(t->cluster));
	assert_int_equal(cluster_start(second), ERR_BUSY);
	assert_int_equal(cluster_wait(second, 30, t->arena, &why), ERR_DATABASE_DOWN);
	assert_non_null(strstr(why.p, "still runs"));
	cluster_close(&second);
	assert_int_equal(test_cluster_number(t, "tasuki", "select 1"), 1);
}

/* A stale number of a living, unrelated process of the same user stops PostgreSQL itself; with the lock in hand we know better.
 */
static void test_stale_pid_file(void **state)
{
	struct test_cluster *t = *state;
	char path[128];
	struct str why;
	FILE *f;

	cluster_stop(t->cluster, 20000);
	(void)snprintf(path, sizeof(path), "%s/postmaster.pid", t->options.data);
	f = fopen(path, "we");
	assert_non_null(f);
	(void)fprintf(f, "%d\n%s\n", getpid(), t->options.data);
	(void)fclose(f);
	assert_int_equal(cluster_wait(t->cluster, 60000, t->arena, &why), ERR_OK);
}

/* A supervisor of its own, killed without a word: its PostgreSQL ends cleanly, and a new start waits for that. */
static void test_dies_with_its_supervisor(void **state)
{
	struct test_cluster *t = *state;
	int status = 0;
	struct str why;
	pid_t pid;

	cluster_stop(t->cluster, 20000);
	pid = fork();
	if (pid == 0) {
		struct cluster *c = cluster_open(t->arena, &t->options, &why);

		if (cluster_wait(c, 60000, t->arena, &why) == ERR_OK)
			(void)raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(cluster_wait(t->cluster, 60000, t->arena, &why), ERR_OK);
	assert_int_equal(test_cluster_number(t, "tasuki", "select 1"), 1);
}

static pid_t postmaster(const struct test_cluster *t)
{
	char path[128], line[32] = "";
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/postmaster.pid", t->options.data);
	f = fopen(path, "re");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	(void)fclose(f);
	return (pid_t)strtol(line, NULL, 10);
}

/* Its backends outlive it for a moment; the next start must not meet them. */
static void test_restart_after_kill(void **state)
{
	struct test_cluster *t = *state;
	struct str why;

	assert_int_equal(kill(postmaster(t), SIGKILL), 0);
	while (cluster_poll(t->cluster) != CLUSTER_STOPPED)
		(void)usleep(1000);
	assert_int_equal(cluster_wait(t->cluster, 60000, t->arena, &why), ERR_OK);
	assert_int_equal(test_cluster_number(t, "tasuki", "select 1"), 1);
}

static void test_interrupt_is_a_clean_end(void **state)
{
	struct test_cluster *t = *state;
	struct str why;

	cluster_interrupt(t->cluster);
	while (cluster_poll(t->cluster) != CLUSTER_STOPPED)
		(void)usleep(1000);
	assert_int_equal(cluster_wait(t->cluster, 60000, t->arena, &why), ERR_OK);
}

static void test_users(void **state)
{
	struct arena *a = arena_create(1024);
	struct os_users u;
	struct str why = STR("");

	(void)state;
	if (os_users_find(a, &u, &why)) {
		assert_int_equal(u.separate, geteuid() == 0);
		assert_true(u.separate ||
			    (u.db.uid == geteuid() && u.keys.uid == geteuid() && strcmp(u.db.name, u.front.name) == 0));
		assert_true(!u.separate || (u.db.uid != 0 && u.db.uid != u.front.uid));
	} else {
		assert_int_equal(geteuid(), 0);
		assert_non_null(strstr(why.p, "tasuki"));
	}
	arena_destroy(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_it_is_made_of),
		cmocka_unit_test(test_durability_is_only_given_up_by_the_test),
		cmocka_unit_test(test_folders_are_closed),
		cmocka_unit_test(test_init_leaves_a_cluster_alone),
		cmocka_unit_test(test_init_does_not_touch_other_folders),
		cmocka_unit_test(test_impossible_paths),
		cmocka_unit_test(test_stop_and_start),
		cmocka_unit_test(test_no_content_in_the_log),
		cmocka_unit_test(test_two_starts_at_once),
		cmocka_unit_test(test_stale_pid_file),
		cmocka_unit_test(test_dies_with_its_supervisor),
		cmocka_unit_test(test_restart_after_kill),
		cmocka_unit_test(test_interrupt_is_a_clean_end),
		cmocka_unit_test(test_users),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
