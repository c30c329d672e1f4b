/* Migrations: once each, in order, all or nothing, and refused where something does not fit. */
#include "db/migrate.h"
#include "db/migrate_own.h"
#include "db/test_cluster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	struct test_cluster *c;
	const char *owner;
	char folder[128];
};

static void put(const struct fixture *f, const char *name, const char *text)
{
	char path[256];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", f->folder, name);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	f->c = test_cluster_start();
	f->owner = test_cluster_conninfo(f->c, "tasuki");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	test_cluster_destroy(&f->c);
	free(f);
	return 0;
}

/* An empty database, and two migrations in a folder of their own. */
static int fresh(void **state)
{
	static int n;
	struct fixture *f = *state;

	test_cluster_run(f->c, "tasuki", "drop schema public cascade");
	test_cluster_run(f->c, "tasuki", "create schema public; grant usage on schema public to public");
	(void)snprintf(f->folder, sizeof(f->folder), "%s/schema%d", f->c->folder, ++n);
	assert_int_equal(mkdir(f->folder, 0755), 0);
	put(f, "0001_first.sql", "create table a (i int);\ninsert into a values (1);\n");
	put(f, "0002_second.sql", "-- 看護\ncreate table b (i int);\n");
	put(f, "README.md", "not a migration\n");
	return 0;
}

static enum err apply(struct fixture *f, struct str *why_r)
{
	*why_r = STR("");
	return migrate_apply(f->c->arena, f->owner, f->folder, why_r);
}

static void assert_says(struct str why, const char *part)
{
	if (strstr(why.p, part) == NULL)
		fail_msg("'%s' does not say '%s'", why.p, part);
}

static int64_t highest(struct fixture *f)
{
	return test_cluster_number(f->c, "tasuki", "select max(number) from schema_migration");
}

static void test_applies_once(void **state)
{
	struct fixture *f = *state;
	struct str why;

	for (int i = 0; i < 2; i++) {
		assert_int_equal(apply(f, &why), ERR_OK);
		assert_int_equal(highest(f), 2);
		assert_int_equal(test_cluster_number(f->c, "tasuki", "select count(*) from a"), 1);
	}
	put(f, "0003_third.sql", "insert into b select i from a");
	assert_int_equal(apply(f, &why), ERR_OK);
	assert_int_equal(highest(f), 3);
	assert_int_equal(test_cluster_number(f->c, "tasuki", "select count(*) from b"), 1);
	assert_int_equal(
		test_cluster_number(f->c, "tasuki",
				    "select count(*) from schema_migration where length(sha256) = 32 and abs(extract(epoch"
				    " from applied_at - clock_timestamp())) < 600 and name like '000_\\__%.sql'"),
		3);
	assert_int_equal(test_cluster_number(f->c, "tasuki", "select postgresql_major from schema_meta"),
			 cluster_major(f->c->cluster));
}

static void test_check(void **state)
{
	struct fixture *f = *state;
	struct str why = STR("");

	assert_int_equal(migrate_check(f->c->arena, f->owner, 2, &why), ERR_CONFLICT);
	assert_says(why, "tasuki init");
	assert_int_equal(apply(f, &why), ERR_OK);
	assert_int_equal(migrate_check(f->c->arena, f->owner, 2, &why), ERR_OK);
	assert_int_equal(migrate_check(f->c->arena, f->owner, 3, &why), ERR_CONFLICT);
	assert_says(why, "at 2, this program needs 3: run tasuki migrate");
	assert_int_equal(migrate_check(f->c->arena, f->owner, 1, &why), ERR_CONFLICT);
	assert_says(why, "newer than this program");
	test_cluster_run(f->c, "tasuki", "create role tasuki_front login");
	assert_int_equal(migrate_check(f->c->arena, test_cluster_conninfo(f->c, "tasuki_front"), 2, &why), ERR_OK);
	test_cluster_run(f->c, "tasuki", "drop role tasuki_front");
	assert_int_equal(migrate_check(f->c->arena, "host=/nowhere/at/all user=x", 2, &why), ERR_DATABASE_DOWN);
	assert_says(why, "cannot be reached");
}

static void test_changed_file(void **state)
{
	struct fixture *f = *state;
	struct str why;

	assert_int_equal(apply(f, &why), ERR_OK);
	put(f, "0001_first.sql", "create table a (i int);\ninsert into a values (2);\n");
	put(f, "0003_third.sql", "create table c (i int)");
	assert_int_equal(apply(f, &why), ERR_CONFLICT);
	assert_says(why, "0001_first.sql was changed");
	assert_int_equal(highest(f), 2);
}

static void test_newer_database(void **state)
{
	struct fixture *f = *state;
	char path[256];
	struct str why;

	put(f, "0003_third.sql", "create table c (i int)");
	assert_int_equal(apply(f, &why), ERR_OK);
	(void)snprintf(path, sizeof(path), "%s/0003_third.sql", f->folder);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(apply(f, &why), ERR_CONFLICT);
	assert_says(why, "at 3, newer than this program, which knows 2");
}

static void test_other_postgresql(void **state)
{
	struct fixture *f = *state;
	struct str why;

	assert_int_equal(apply(f, &why), ERR_OK);
	test_cluster_run(f->c, "tasuki", "update schema_meta set postgresql_major = 14");
	put(f, "0003_third.sql", "create table c (i int)");
	assert_int_equal(apply(f, &why), ERR_CONFLICT);
	assert_says(why, "made with PostgreSQL 14");
	assert_int_equal(migrate_check(f->c->arena, f->owner, 2, &why), ERR_CONFLICT);
	assert_says(why, "start it with 14 again");
	assert_int_equal(highest(f), 2);
}

/* The failing one leaves nothing; those before stay; its line is named. */
static void test_failing_migration(void **state)
{
	struct fixture *f = *state;
	struct str why;

	put(f, "0003_third.sql", "create table c (i int);\n-- 看護師\nselect no_such_column\nfrom c;\n");
	assert_int_equal(apply(f, &why), ERR_INTERNAL);
	assert_says(why, "0003_third.sql, line 3: PostgreSQL refuses it with 42703");
	assert_says(why, "no_such_column");
	assert_int_equal(highest(f), 2);
	assert_int_equal(test_cluster_number(f->c, "tasuki", "select count(*) from pg_class where relname = 'c'"), 0);
	put(f, "0003_third.sql", "create table c (i int);\n");
	assert_int_equal(apply(f, &why), ERR_OK);
	assert_int_equal(highest(f), 3);
}

static void test_data_is_not_quoted(void **state)
{
	struct fixture *f = *state;
	struct str why;

	put(f, "0003_third.sql", "select 'canary'::int");
	assert_int_equal(apply(f, &why), ERR_INTERNAL);
	assert_says(why, "22P02");
	assert_null(strstr(why.p, "canary"));
}

static void test_own_commit_is_refused(void **state)
{
	struct fixture *f = *state;
	struct str why;

	put(f, "0003_third.sql", "create table c (i int); commit;");
	assert_int_equal(apply(f, &why), ERR_INTERNAL);
	assert_says(why, "ends its own transaction");
	assert_int_equal(highest(f), 2);
}

static void test_bad_folders(void **state)
{
	struct fixture *f = *state;
	struct str why;

	put(f, "0004_gap.sql", "select 1");
	assert_int_equal(apply(f, &why), ERR_INTERNAL);
	assert_says(why, "0004_gap.sql is not migration number 3");
	(void)snprintf(f->folder, sizeof(f->folder), "%s/nowhere", f->c->folder);
	assert_int_equal(apply(f, &why), ERR_INTERNAL);
	assert_says(why, "cannot be read");
	assert_int_equal(mkdir(f->folder, 0755), 0);
	assert_int_equal(apply(f, &why), ERR_INTERNAL);
	assert_says(why, "no migrations");
	put(f, "first.sql", "select 1");
	assert_int_equal(apply(f, &why), ERR_INTERNAL);
	assert_says(why, "first.sql is not migration number 1");
}

static void test_one_at_a_time(void **state)
{
	struct fixture *f = *state;
	PGconn *other = PQconnectdb(f->owner);
	struct str why;

	PQclear(PQexec(other, "select pg_advisory_lock(7461737569)"));
	assert_int_equal(apply(f, &why), ERR_BUSY);
	assert_says(why, "another tasuki migrate");
	PQfinish(other);
	while (apply(f, &why) == ERR_BUSY)
		continue; /* the other one's server process is still letting go */
	assert_int_equal(highest(f), 2);
}

static void test_lines(void **state)
{
	struct str text = STR("a\n看\nc\n");

	(void)state;
	assert_int_equal(migration_line(text, 1), 1);
	assert_int_equal(migration_line(text, 2), 1);
	assert_int_equal(migration_line(text, 3), 2);
	assert_int_equal(migration_line(text, 5), 3);
	assert_int_equal(migration_line(text, 99), 4);
}

/* The real ones of this source tree. */
static void test_the_schema_itself(void **state)
{
	struct fixture *f = *state;
	struct str why = STR("");
	enum err e = migrate_apply(f->c->arena, f->owner, TASUKI_SOURCE "/schema", &why);

	if (e != ERR_OK)
		fail_msg("%s: %s", err_code(e), why.p);
	assert_int_equal(migrate_check(f->c->arena, test_cluster_conninfo(f->c, "tasuki_front"), migrate_known(), &why), ERR_OK);
	assert_int_equal(migrate_check(f->c->arena, test_cluster_conninfo(f->c, "tasuki_job"), migrate_known(), &why), ERR_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_applies_once, fresh),
		cmocka_unit_test_setup(test_check, fresh),
		cmocka_unit_test_setup(test_changed_file, fresh),
		cmocka_unit_test_setup(test_newer_database, fresh),
		cmocka_unit_test_setup(test_other_postgresql, fresh),
		cmocka_unit_test_setup(test_failing_migration, fresh),
		cmocka_unit_test_setup(test_data_is_not_quoted, fresh),
		cmocka_unit_test_setup(test_own_commit_is_refused, fresh),
		cmocka_unit_test_setup(test_bad_folders, fresh),
		cmocka_unit_test_setup(test_one_at_a_time, fresh),
		cmocka_unit_test(test_lines),
		cmocka_unit_test_setup(test_the_schema_itself, fresh),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
