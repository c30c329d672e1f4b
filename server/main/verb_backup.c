#include "backup/dump.h"
#include "backup/manifest.h"
#include "base/check.h"
#include "base/clock.h"
#include "db/direct.h"
#include "keys/admin.h"
#include "keys/folder.h"
#include "main/ground.h"
#include "main/operator.h"
#include "main/options.h"
#include "main/place.h"
#include "main/region.h"
#include "main/verbs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEYS_TRIES 15

struct backup {
	const char *to, *file;
	struct arena *arena; /* the ground's */
	struct ground *ground;
	struct region region;
	struct direct *d;
	struct place place;
	const char *half; /* the folder until it is complete */
	int folder;
	struct manifest manifest;
	int seconds;
};

/* Where to.
 * ----------------------------------------------------------------------------------------------------------------------- */

/* What a backup that was killed left there. */
static void remove_half(const struct backup *b)
{
	const char *const names[] = {DUMP_NAME, MANIFEST_NAME, MANIFEST_NAME FOLDER_HALF};
	int folder = folder_open(b->half);

	if (folder < 0)
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)unlinkat(folder, names[i], 0);
	(void)close(folder);
	(void)rmdir(b->half);
}

static bool make_half(struct backup *b)
{
	struct str why;

	if (!place_find(b->arena, ground_paths(b->ground), b->to, &b->place, &why))
		return operator_refuse(why);
	if (b->place.there)
		return operator_refuse(
			arena_printf(b->arena, "%s is there already: a backup goes into a new folder", b->place.path));
	b->half = arena_printf(b->arena, "%s.half", b->place.path).p;
	remove_half(b);
	if (mkdir(b->half, 0700) != 0)
		return operator_refuse(arena_printf(b->arena, "%s cannot be made: %s", b->half, strerror(errno)));
	b->folder = folder_open(b->half);
	return b->folder >= 0 || operator_refuse(arena_printf(b->arena, "%s: %s", b->half, strerror(errno)));
}

/* What.
 * ----------------------------------------------------------------------------------------------------------------------- */

static void show_progress(void *arg)
{
	struct backup *b = arg;
	struct stat st;

	b->seconds++;
	if (fstatat(b->folder, DUMP_NAME, &st, 0) == 0 && b->seconds % 2 == 0)
		(void)printf("%4d s  %lld MB\n", b->seconds, (long long)st.st_size >> 20);
	(void)fflush(stdout);
}

static bool read_facts(struct backup *b)
{
	const struct rows *r;
	struct query q;
	enum err e;

	b->d = ground_connect(b->ground, "tasuki");
	if (b->d == NULL)
		return false;
	query_init(&q, b->arena, STMT_backup_facts);
	e = direct_query(b->d, &q, &r);
	if (e != ERR_OK)
		return operator_done(e);
	b->manifest.postgresql = (int)rows_i64(r, 0, 0);
	b->manifest.schema = (int)rows_i64(r, 0, 1);
	return true;
}

static bool dump(struct backup *b)
{
	struct str why;

	if (dump_take(b->arena,
		      &(struct dump){.conninfo = ground_conninfo(b->ground, "tasuki"),
				     .major = b->manifest.postgresql,
				     .file = arena_printf(b->arena, "%s/" DUMP_NAME, b->half).p,
				     .beat = show_progress,
				     .arg = b},
		      &why))
		return true;
	return operator_refuse(why);
}

/* Asked after the dump: a store of this generation has the key of every space in it. A holder that was just killed comes back. */
static bool ask_keys(struct backup *b)
{
	struct keys_status s;
	enum err e = ERR_KEYS_DOWN;

	if (!ground_keys(b->ground, b->region.deployment))
		return false;
	for (int i = 0; i < KEYS_TRIES && e == ERR_KEYS_DOWN; i++) {
		if (i > 0)
			(void)sleep(1);
		e = keys_status_now(ground_paths(b->ground)->keys_socket, &s);
	}
	if (e != ERR_OK)
		return operator_refuse(e == ERR_NOT_FOUND ? STR("this user may not ask the key holder")
							  : str_of(err_sentence(e)));
	b->manifest.generation = s.generation;
	b->manifest.ledger = s.ledger;
	return true;
}

static bool complete(struct backup *b)
{
	struct str why;
	int around;
	bool good;

	b->manifest.deployment = b->region.deployment;
	b->manifest.taken_ms = clock_ms();
	if (!manifest_add(b->arena, b->folder, DUMP_NAME, &b->manifest, &why) ||
	    !manifest_write(b->arena, b->folder, &b->manifest, &why))
		return operator_refuse(why);
	around = folder_open(b->place.around);
	good = around >= 0 && rename(b->half, b->place.path) == 0 && folder_sync(around) == ERR_OK;
	if (around >= 0)
		(void)close(around);
	return good || operator_refuse(arena_printf(b->arena, "%s: %s", b->place.path, strerror(errno)));
}

static bool prepare(struct backup *b)
{
	b->ground = ground_create(b->file);
	if (b->ground == NULL)
		return false;
	b->arena = ground_arena(b->ground);
	return ground_database(b->ground) && region_fits(b->ground, &b->region) && make_half(b);
}

static void print_done(const struct backup *b)
{
	(void)printf(
		"%s: %s\nIt holds no key. The key store is kept apart, one current copy, in another place: tasuki keys backup\n",
		b->place.path, manifest_line(b->arena, &b->manifest).p);
}

int verb_backup(int argc, char **argv)
{
	struct backup b = {.folder = -1};
	const struct option_row rows[] = {
		{.value = &b.to, .needed = "where to? name a folder that is not there yet"},
		OPTION_SETTINGS(&b.file),
	};
	bool good;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	good = prepare(&b) && read_facts(&b) && dump(&b) && ask_keys(&b) && complete(&b);
	if (good)
		print_done(&b);
	else if (b.folder >= 0)
		remove_half(&b);
	good = good && operator_done(operator_note(b.d, b.arena, "operator_backup", (struct account_id){{{0}}}));
	if (b.folder >= 0)
		(void)close(b.folder);
	direct_close(&b.d);
	ground_destroy(&b.ground);
	return good ? VERB_DONE : VERB_FAILED;
}

int verb_backup_verify(int argc, char **argv)
{
	const char *from = NULL;
	const struct option_row rows[] = {{.value = &from, .needed = "which backup? name its folder"}};
	struct arena *a = arena_create(4096);
	struct manifest m;
	struct str why;
	int folder, status = VERB_MISUSED;

	if (options_read(argc, argv, rows, 1)) {
		folder = folder_open(from);
		why = arena_printf(a, "%s: %s", from, strerror(errno));
		status = VERB_FAILED;
		if (folder >= 0 && manifest_read(a, folder, &m, &why) && manifest_verify(a, folder, &m, &why)) {
			(void)printf("%s\nevery file has its checksum\n", manifest_line(a, &m).p);
			status = VERB_DONE;
		} else {
			(void)operator_refuse(why);
		}
		if (folder >= 0)
			(void)close(folder);
	}
	arena_destroy(&a);
	return status;
}
