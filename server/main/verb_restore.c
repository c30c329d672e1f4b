#include "backup/dump.h"
#include "backup/manifest.h"
#include "base/check.h"
#include "base/clock.h"
#include "base/hex.h"
#include "db/direct.h"
#include "db/migrate.h"
#include "keys/admin.h"
#include "keys/folder.h"
#include "keys/ledger.h"
#include "main/ground.h"
#include "main/operator.h"
#include "main/options.h"
#include "main/region.h"
#include "main/verbs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAMED_MAX 20 /* of the spaces without a key */

struct restore {
	const char *from, *file;
	struct arena *arena; /* the ground's */
	struct ground *ground;
	struct direct *d;
	struct manifest manifest;
	struct ledger *ledger;
	int postgresql;
	bool begun, there; /* this restore was begun here before; its tables are there */
	int seconds;
	int64_t purged;
};

/* The backup itself.
 * ----------------------------------------------------------------------------------------------------------------------- */

static bool read_backup(struct restore *r)
{
	struct str why = STR("the backup's folder cannot be opened");
	int folder = folder_open(r->from);
	bool good = folder >= 0 && manifest_read(r->arena, folder, &r->manifest, &why);

	if (good)
		(void)printf("%s\n", manifest_line(r->arena, &r->manifest).p);
	(void)fflush(stdout);
	good = good && manifest_verify(r->arena, folder, &r->manifest, &why);
	if (folder >= 0)
		(void)close(folder);
	if (!good)
		return operator_refuse(why);
	if (r->manifest.schema <= migrate_known())
		return true;
	return operator_refuse(arena_printf(
		r->arena, "the backup's schema is at %d, newer than this program, which knows %d: install the newer program",
		r->manifest.schema, migrate_known()));
}

/* The keys: current ones of this deployment.
 * ----------------------------------------------------------------------------------------------------------------------- */

static bool read_ledger(struct restore *r)
{
	const struct paths *p = ground_paths(r->ground);
	int folder = folder_open(p->keys), recovery = folder_open(p->recovery);
	struct str why = arena_printf(r->arena, "the recovery folder %s: %s", p->recovery, strerror(errno));

	if (folder >= 0 && recovery >= 0)
		r->ledger = ledger_load(r->arena, r->manifest.deployment, folder, recovery, false, &why);
	if (folder >= 0)
		(void)close(folder);
	if (recovery >= 0)
		(void)close(recovery);
	return r->ledger != NULL || operator_refuse(why);
}

static bool keys_fit(struct restore *r)
{
	const char *folder = ground_paths(r->ground)->keys;
	struct deployment_id deployment;
	uint64_t generation;
	struct str why;

	if (!keys_look(r->arena, folder, &deployment, &generation, &why))
		return operator_refuse(
			arena_printf(r->arena, "%.*s: put the current copy into %s, or build it again with: tasuki keys recover",
				     STR_ARG(why), folder));
	if (!id_eq(deployment.id, r->manifest.deployment.id))
		return operator_refuse(
			arena_printf(r->arena, "the keys in %s belong to another region than this backup", folder));
	if (generation < r->manifest.generation)
		return operator_refuse(
			arena_printf(r->arena,
				     "the key store is older than the backup: it has generation %llu, and %llu was reached "
				     "when the backup was "
				     "taken: put the current copy into %s, or build it again with: tasuki keys recover",
				     (unsigned long long)generation, (unsigned long long)r->manifest.generation, folder));
	if (!read_ledger(r))
		return false;
	if (ledger_count(r->ledger) >= r->manifest.ledger)
		return true;
	return operator_refuse(arena_printf(
		r->arena, "the ledger has %zu lines, and %llu when the backup was taken: put the current one into %s",
		ledger_count(r->ledger), (unsigned long long)r->manifest.ledger, folder));
}

/* The place: empty, or begun with this very backup.
 * ----------------------------------------------------------------------------------------------------------------------- */

/* The mark beside the database: from before the first table until everything is done. */
static bool read_mark(struct restore *r)
{
	char hash[2 * MANIFEST_HASH + 1];
	struct buf there = {0};
	enum err e = folder_read(AT_FDCWD, ground_paths(r->ground)->restoring, sizeof(hash), &there);
	bool same;

	hex_put(r->manifest.hash, MANIFEST_HASH, hash);
	r->begun = e != ERR_NOT_FOUND;
	same = e == ERR_OK && str_eq(buf_str(&there), str_of(hash));
	buf_finish(&there);
	return !r->begun || same ||
	       operator_refuse(STR("the restore of another backup was begun here: go on with that one, or empty the place"));
}

static bool write_mark(struct restore *r)
{
	int data = folder_open(ground_paths(r->ground)->data);
	char hash[2 * MANIFEST_HASH + 1];
	enum err e = ERR_INTERNAL;

	hex_put(r->manifest.hash, MANIFEST_HASH, hash);
	if (data >= 0) {
		e = folder_put_synced(data, "restoring", 0600, str_of(hash));
		(void)close(data);
	}
	return e == ERR_OK ||
	       operator_refuse(arena_printf(r->arena, "%s: %s", ground_paths(r->ground)->restoring, strerror(errno)));
}

static bool remove_mark(struct restore *r)
{
	const char *path = ground_paths(r->ground)->restoring;

	return unlink(path) == 0 || operator_refuse(arena_printf(r->arena, "%s: %s", path, strerror(errno)));
}

/* What an init has made meanwhile is not taken for what was put back. */
static bool is_its_region(struct restore *r)
{
	struct region region;

	if (region_read(r->d, r->arena, &region) == ERR_OK && id_eq(region.deployment.id, r->manifest.deployment.id))
		return true;
	return operator_refuse(STR("the database holds another region: a backup goes into an empty place only"));
}

static bool look_at_place(struct restore *r)
{
	const struct rows *rows;
	struct query q;
	bool filled;
	enum err e;

	r->d = ground_connect(r->ground, "tasuki");
	if (r->d == NULL)
		return false;
	query_init(&q, r->arena, STMT_restore_facts);
	e = direct_query(r->d, &q, &rows);
	if (e != ERR_OK)
		return operator_done(e);
	r->postgresql = (int)rows_i64(rows, 0, 0);
	r->there = rows_bool(rows, 0, 1);
	filled = rows_bool(rows, 0, 2);
	if (r->begun)
		return !r->there || is_its_region(r);
	return !filled || operator_refuse(STR("the database holds something already: a backup goes into an empty place only"));
}

static bool prepare(struct restore *r)
{
	r->ground = ground_create(r->file);
	if (r->ground == NULL)
		return false;
	r->arena = ground_arena(r->ground);
	if (!read_backup(r) || !keys_fit(r) || !ground_folders(r->ground))
		return false;
	if (!ground_hold(r->ground))
		return operator_refuse(STR("the region is running: stop it first"));
	return read_mark(r) && ground_cluster_init(r->ground) && ground_database(r->ground) && look_at_place(r) &&
	       ground_keys(r->ground, r->manifest.deployment);
}

/* The tables.
 * ----------------------------------------------------------------------------------------------------------------------- */

static enum err run(struct restore *r, enum stmt statement)
{
	struct query q;

	query_init(&q, r->arena, statement);
	return direct_query(r->d, &q, NULL);
}

static enum err make_roles(struct restore *r)
{
	const enum stmt makes[] = {STMT_restore_role_demo, STMT_restore_role_front, STMT_restore_role_job, STMT_restore_role_mail};
	bool there[sizeof(makes) / sizeof(makes[0])];
	const struct rows *rows;
	struct query q;
	enum err e;

	query_init(&q, r->arena, STMT_restore_roles);
	e = direct_query(r->d, &q, &rows);
	for (size_t i = 0; i < sizeof(makes) / sizeof(makes[0]) && e == ERR_OK; i++)
		there[i] = rows_bool(rows, (int)i, 1);
	for (size_t i = 0; i < sizeof(makes) / sizeof(makes[0]) && e == ERR_OK; i++)
		if (!there[i])
			e = run(r, makes[i]);
	return e;
}

static void show_progress(void *arg)
{
	struct restore *r = arg;

	if (++r->seconds % 5 == 0)
		(void)printf("%4d s\n", r->seconds);
	(void)fflush(stdout);
}

static bool put_back(struct restore *r)
{
	char folder[PATH_MAX];
	struct str why = STR("the backup's folder cannot be opened");

	if (r->there)
		return true;
	if (!write_mark(r) || !operator_done(make_roles(r)))
		return false;
	if (realpath(r->from, folder) != NULL &&
	    dump_put_back(r->arena,
			  &(struct dump){.conninfo = ground_conninfo(r->ground, "tasuki"),
					 .major = r->postgresql,
					 .file = arena_printf(r->arena, "%s/" DUMP_NAME, folder).p,
					 .beat = show_progress,
					 .arg = r},
			  &why))
		return true;
	return operator_refuse(why);
}

static bool bring_to_edition(struct restore *r)
{
	struct query q;
	enum err e;

	query_init(&q, r->arena, STMT_restore_major); /* rows go into any version; from here on it is this one */
	bind_i32(&q, r->postgresql);
	e = direct_query(r->d, &q, NULL);
	if (e != ERR_OK)
		return operator_done(e);
	return ground_migrate(r->ground) && operator_done(run(r, STMT_restore_rights));
}

/* Spaces whose key is destroyed.
 * ----------------------------------------------------------------------------------------------------------------------- */

static enum err read_spaces(struct restore *r, struct space_id **spaces_r, size_t *n_r)
{
	const struct rows *rows;
	struct query q;
	enum err e;

	query_init(&q, r->arena, STMT_restore_spaces);
	e = direct_query(r->d, &q, &rows);
	if (e != ERR_OK)
		return e;
	*n_r = (size_t)rows_count(rows);
	*spaces_r = arena_array(r->arena, *n_r + 1, sizeof(**spaces_r));
	for (size_t i = 0; i < *n_r; i++)
		(*spaces_r)[i].id = rows_id(rows, (int)i, 0);
	return ERR_OK;
}

/* True when every space without a key is one that the ledger names; else they are named, up to a number. */
static bool all_are_named(struct restore *r, const struct space_id *spaces, const bool *missing, size_t n)
{
	const struct paths *p = ground_paths(r->ground);
	char id[ID_TEXT + 1];
	size_t lost = 0;

	for (size_t i = 0; i < n; i++) {
		if (!missing[i] || ledger_find(r->ledger, spaces[i]) != NULL)
			continue;
		id_format(spaces[i].id, id);
		if (lost++ < NAMED_MAX)
			(void)fprintf(stderr, "no key: %s\n", id);
	}
	if (lost == 0)
		return true;
	return operator_refuse(arena_printf(
		r->arena,
		"%zu spaces of the backup have no key, and the ledger does not name them: nothing of them is removed. Put the "
		"current key store into %s; or put the recovery objects of these names into %s, move the store away and run: "
		"tasuki keys recover PRIVATE-KEY-FILE --backup %s; then run this again",
		lost, p->keys, p->recovery, r->from));
}

static enum err purge(struct restore *r, struct space_id space)
{
	const struct rows *rows;
	struct query q;
	enum err e;

	query_init(&q, r->arena, STMT_restore_purge);
	bind_id(&q, space.id);
	bind_i64(&q, clock_ms());
	e = direct_query(r->d, &q, &rows);
	r->purged++;
	return e;
}

static enum err finish_inside(struct restore *r, const struct space_id *spaces, size_t n)
{
	enum err e = ERR_OK;
	struct query q;

	for (size_t i = 0; i < n && e == ERR_OK; i++)
		if (ledger_find(r->ledger, spaces[i]) != NULL)
			e = purge(r, spaces[i]);
	query_init(&q, r->arena, STMT_restore_sessions);
	bind_i64(&q, clock_ms());
	if (e == ERR_OK)
		e = direct_query(r->d, &q, NULL);
	return e == ERR_OK ? operator_note(r->d, r->arena, "operator_restore", (struct account_id){{{0}}}) : e;
}

/* All of it or nothing: until then the region cannot be served, and this verb goes on where it was. */
static bool finish(struct restore *r)
{
	struct space_id *spaces = NULL;
	bool *missing;
	size_t n = 0;
	enum err e = read_spaces(r, &spaces, &n);

	missing = arena_array(r->arena, n + 1, sizeof(*missing));
	if (e == ERR_OK)
		e = keys_missing_now(ground_paths(r->ground)->keys_socket, spaces, n, missing);
	if (e != ERR_OK)
		return operator_done(e);
	if (!all_are_named(r, spaces, missing, n))
		return false;
	e = direct_begin(r->d);
	if (e == ERR_OK)
		e = finish_inside(r, spaces, n);
	return operator_done(e == ERR_OK ? direct_commit(r->d) : e) && remove_mark(r);
}

int verb_restore(int argc, char **argv)
{
	struct restore r = {.seconds = 0};
	const struct option_row rows[] = {
		{.value = &r.from, .needed = "which backup? name its folder"},
		OPTION_SETTINGS(&r.file),
	};
	bool good;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	good = prepare(&r) && put_back(&r) && bring_to_edition(&r) && finish(&r);
	if (good)
		(void)printf("restored; %lld spaces whose key was destroyed since are removed; everybody signs in again\nnow: "
			     "tasuki serve\n",
			     (long long)r.purged);
	ledger_destroy(&r.ledger);
	direct_close(&r.d);
	ground_destroy(&r.ground);
	return good ? VERB_DONE : VERB_FAILED;
}
