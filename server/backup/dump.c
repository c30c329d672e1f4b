#include "backup/dump.h"

#include "base/buf.h"
#include "base/check.h"
#include "db/child.h"
#include "db/cluster.h"

#include <libpq-fe.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LATER_MAX 20
#define DATABASE "--dbname=service=tasuki"

/* The oldest installed one that understands the server. */
static const char *find_program(struct arena *a, const char *name, int major, struct str *why_r)
{
	for (int m = major; m <= major + LATER_MAX; m++) {
		const char *path = arena_printf(a, CLUSTER_PROGRAMS "/%d/bin/%s", m, name).p;

		if (access(path, X_OK) == 0)
			return path;
	}
	*why_r = arena_printf(a, "there is no %s for PostgreSQL %d here: install the package postgresql-client-%d", name, major,
			      major);
	return NULL;
}

static void put_service(const PQconninfoOption *options, struct buf *out)
{
	buf_add_str(out, STR("[tasuki]\n"));
	for (const PQconninfoOption *o = options; o->keyword != NULL; o++) {
		if (o->val == NULL)
			continue;
		buf_add_str(out, str_of(o->keyword));
		buf_add_byte(out, '=');
		buf_add_str(out, str_of(o->val));
		buf_add_byte(out, '\n');
	}
}

/* The connection as a service file in memory: words of a command line can be read by every user of the machine. -1: it cannot be.
 */
static int service_file(const char *conninfo)
{
	char *words = NULL;
	PQconninfoOption *options = PQconninfoParse(conninfo, &words);
	struct buf text = {0};
	int fd = -1;

	if (options != NULL)
		fd = memfd_create("service", MFD_CLOEXEC);
	if (fd >= 0) {
		put_service(options, &text);
		check(write(fd, text.p, text.n) == (ssize_t)text.n);
	}
	buf_finish(&text);
	PQconninfoFree(options);
	PQfreemem(words);
	return fd;
}

static bool run(struct arena *a, const struct dump *d, const char *const *argv, struct str *why_r)
{
	int service = service_file(d->conninfo), code = 128;
	pid_t pid = -1;

	if (service >= 0)
		pid = child_start(&(struct child){.argv = argv,
						  .keep = service,
						  .also = arena_printf(a, "PGSERVICEFILE=/proc/self/fd/%d", service).p,
						  .with_me = true});
	if (pid > 0)
		code = child_wait(pid, d->beat, d->arg);
	if (service >= 0)
		(void)close(service);
	if (code == 0)
		return true;
	*why_r = arena_printf(a, "%s did not do it: see its lines above", argv[0]);
	return false;
}

/* Rows are sealed and do not shrink: more than a little compression is wasted on them. */
bool dump_take(struct arena *a, const struct dump *d, struct str *why_r)
{
	const char *argv[] = {NULL,
			      DATABASE,
			      "--format=custom",
			      "--compress=1",
			      "--no-owner",
			      "--no-password",
			      "--no-unlogged-table-data",
			      "--lock-wait-timeout=60s",
			      "--file",
			      d->file,
			      NULL};

	check(a != NULL && why_r != NULL);
	argv[0] = find_program(a, "pg_dump", d->major, why_r);
	return argv[0] != NULL && run(a, d, argv, why_r);
}

bool dump_put_back(struct arena *a, const struct dump *d, struct str *why_r)
{
	const char *argv[] = {NULL,    DATABASE, "--no-owner", "--no-password", "--single-transaction", "--exit-on-error",
			      d->file, NULL};

	check(a != NULL && why_r != NULL);
	argv[0] = find_program(a, "pg_restore", d->major, why_r);
	return argv[0] != NULL && run(a, d, argv, why_r);
}
