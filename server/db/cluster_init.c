/* Making the private PostgreSQL: beside its place first, moved there when complete. */
#include "db/child.h"
#include "db/cluster_own.h"

#include "base/check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The owner is no superuser; he makes the other roles in the first migration. */
static const char first_sql[] = "create role tasuki login createrole\n"
				"create database tasuki owner tasuki template template0 encoding 'UTF8'\n"
				"revoke connect on database postgres, template1 from public\n";

struct making {
	struct arena *a;
	const struct cluster_options *o;
	const char *folder, *programs;
	struct str *why_r;
};

static enum err fail(struct making *m, struct str why)
{
	*m->why_r = why;
	return ERR_INTERNAL;
}

static int newest_major(void)
{
	DIR *d = opendir(CLUSTER_PROGRAMS);
	struct dirent *e;
	int newest = 0;

	if (d == NULL)
		return 0;
	while ((e = readdir(d)) != NULL) {
		char path[300];
		int major = (int)strtol(e->d_name, NULL, 10);

		(void)snprintf(path, sizeof(path), "%s/%.200s/bin/initdb", CLUSTER_PROGRAMS, e->d_name);
		if (major > newest && access(path, X_OK) == 0)
			newest = major;
	}
	(void)closedir(d);
	return newest >= CLUSTER_MAJOR_MIN ? newest : 0;
}

/* What of it the place holds: nothing or an empty folder is fine. */
static enum err place_is_free(struct making *m)
{
	struct str version = arena_printf(m->a, "%s/PG_VERSION", m->o->data);

	if (access(version.p, F_OK) == 0) {
		*m->why_r = arena_printf(m->a, "there is a PostgreSQL in %s already", m->o->data);
		return ERR_CONFLICT;
	}
	if (rmdir(m->o->data) == 0 || errno == ENOENT)
		return ERR_OK;
	return fail(m, arena_printf(m->a, "the folder %s is in use by something else (%s): move it away", m->o->data,
				    strerror(errno)));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	return at->level == 0 ? 0 : remove(path);
}

/* As the database's user, so that nothing outside can be meant. */
static bool empty_folder(const void *arg)
{
	const struct making *m = arg;

	return nftw(m->folder, remove_one, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0;
}

static bool folder_ready(struct making *m)
{
	const struct os_user *db = &m->o->users->db;

	if (access(m->folder, F_OK) == 0 && (!child_call(db, empty_folder, m) || rmdir(m->folder) != 0))
		return false;
	if (mkdir(m->folder, 0700) != 0)
		return false;
	return db->uid == geteuid() || lchown(m->folder, db->uid, db->gid) == 0;
}

static bool run_initdb(struct making *m)
{
	const char *argv[] = {
		arena_printf(m->a, "%s/initdb", m->programs).p,
		"--pgdata",
		m->folder,
		"--username=postgres",
		"--encoding=UTF8",
		"--locale=C.UTF-8",
		"--auth=peer",
		"--data-checksums",
		"--no-instructions",
		NULL,
	};

	return child_run(&(struct child){.user = &m->o->users->db, .argv = argv, .quiet = true, .keep = -1, .with_me = true}) ==
	       0;
}

static bool run_first_sql(struct making *m)
{
	const char *argv[] = {
		arena_printf(m->a, "%s/postgres", m->programs).p,
		"--single",
		"-D",
		m->folder,
		"-c",
		"exit_on_error=on",
		"-c",
		"log_checkpoints=off",
		"postgres",
		NULL,
	};

	return child_run(&(struct child){.user = &m->o->users->db,
					 .argv = argv,
					 .input = str_of(first_sql),
					 .quiet = true,
					 .keep = -1,
					 .with_me = true}) == 0;
}

/* The new name is on disk before anybody builds on it. */
static bool move_in(struct making *m)
{
	const char *slash = strrchr(m->o->data, '/');
	struct str parent = arena_copy(m->a, (struct str){m->o->data, slash == m->o->data ? 1 : (size_t)(slash - m->o->data)});
	int fd = open(parent.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && rename(m->folder, m->o->data) == 0 && fsync(fd) == 0;

	if (fd >= 0)
		(void)close(fd);
	return ok;
}

static enum err make(struct making *m)
{
	const struct cluster_files files = {m->o, m->folder};

	if (!folder_ready(m))
		return fail(m, arena_printf(m->a, "the folder %s cannot be made: %s", m->folder, strerror(errno)));
	if (!run_initdb(m))
		return fail(m, arena_printf(m->a, "%s/initdb failed on %s: it said why above", m->programs, m->folder));
	if (!run_first_sql(m))
		return fail(m, arena_printf(m->a, "the database could not be made in %s: PostgreSQL said why above", m->folder));
	if (!child_call(&m->o->users->db, cluster_add_includes, &files))
		return fail(m, arena_printf(m->a, "the settings in %s cannot be written", m->folder));
	if (!move_in(m))
		return fail(m, arena_printf(m->a, "%s cannot be moved to its place: %s", m->folder, strerror(errno)));
	return ERR_OK;
}

enum err cluster_init(struct arena *a, const struct cluster_options *o, struct str *why_r)
{
	struct making m = {.a = a, .o = o, .why_r = why_r};
	int major = newest_major();
	enum err e;

	check(a != NULL && o != NULL && why_r != NULL);
	if (!cluster_paths_fit(a, o, why_r))
		return ERR_INTERNAL;
	if (major == 0)
		return fail(&m, STR("no PostgreSQL 15 or later is installed (looked in " CLUSTER_PROGRAMS
				    "): install the package postgresql"));
	m.programs = arena_printf(a, "%s/%d/bin", CLUSTER_PROGRAMS, major).p;
	m.folder = arena_printf(a, "%s.new", o->data).p;
	e = place_is_free(&m);
	return e == ERR_OK ? make(&m) : e;
}
