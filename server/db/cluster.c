#include "db/cluster_own.h"

#include "base/check.h"
#include "base/clock.h"
#include "db/child.h"

#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CLUSTER_MAGIC 0x636c7573u
#define LOOK_MS 20
#define CLOSE_MS 20000

struct cluster {
	unsigned magic;
	struct cluster_options o;
	int major;
	pid_t pid; /* 0: stopped */
	enum cluster_state state;
	char *program, *ping; /* ping: libpq words */
};

/* Opening.
 * ------------------------------------------------------------------------------------------------------------------------ */

static int read_number(const char *path)
{
	FILE *f = fopen(path, "re");
	char line[32] = "";
	long n = 0;

	if (f == NULL)
		return 0;
	if (fgets(line, sizeof(line), f) != NULL)
		n = strtol(line, NULL, 10);
	(void)fclose(f);
	return n > 0 && n <= INT_MAX ? (int)n : 0;
}

struct cluster *cluster_open(struct arena *a, const struct cluster_options *o, struct str *why_r)
{
	struct cluster *c;
	struct str program;
	int major;

	check(a != NULL && o != NULL && why_r != NULL);
	if (!cluster_paths_fit(a, o, why_r))
		return NULL;
	major = read_number(arena_printf(a, "%s/PG_VERSION", o->data).p);
	if (major == 0) {
		*why_r = arena_printf(a, "there is no PostgreSQL in %s: run tasuki init first", o->data);
		return NULL;
	}
	program = arena_printf(a, "%s/%d/bin/postgres", CLUSTER_PROGRAMS, major);
	if (access(program.p, X_OK) != 0) {
		*why_r = arena_printf(
			a, "the data folder was made by PostgreSQL %d, which is not installed: install the package postgresql-%d",
			major, major);
		return NULL;
	}
	c = calloc(1, sizeof(*c));
	check(c != NULL);
	c->magic = CLUSTER_MAGIC;
	c->o = *o;
	c->major = major;
	c->program = strdup(program.p);
	/* A PostgreSQL that is frozen while it starts must not freeze who looks at it. */
	c->ping = strdup(arena_printf(a, "%s connect_timeout=2", cluster_conninfo(a, o, "tasuki").p).p);
	check(c->program != NULL && c->ping != NULL);
	return c;
}

void cluster_close(struct cluster **cp)
{
	struct cluster *c;

	check(cp != NULL);
	c = *cp;
	if (c == NULL)
		return;
	cluster_stop(c, CLOSE_MS);
	c->magic = 0;
	free(c->program);
	free(c->ping);
	free(c);
	*cp = NULL;
}

int cluster_major(const struct cluster *c)
{
	check_magic(c, CLUSTER_MAGIC);
	return c->major;
}

/* Paths hold no quotes (cluster_paths_fit). */
struct str cluster_conninfo(struct arena *a, const struct cluster_options *o, const char *role)
{
	return arena_printf(a, "host='%s' port=%d user=%s dbname=tasuki", o->socket, o->port, role);
}

/* Starting.
 * ----------------------------------------------------------------------------------------------------------------------- */

/* The lock that every process of the cluster holds, or -1 while one of an earlier start does (errno EWOULDBLOCK). */
static int lock_take(const struct cluster *c)
{
	char path[4096];
	int fd, failed;

	if (snprintf(path, sizeof(path), "%s/tasuki.lock", c->o.data) >= (int)sizeof(path))
		return -1;
	fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return fd;
	failed = errno;
	(void)close(fd);
	errno = failed;
	return -1;
}

/* The process lives in the cluster's folder, as a PostgreSQL does that somebody started by hand. */
static bool lives_here(const struct cluster *c, int pid)
{
	char link[64], at[4096], data[4096];
	ssize_t n;

	(void)snprintf(link, sizeof(link), "/proc/%d/cwd", pid);
	n = readlink(link, at, sizeof(at) - 1);
	if (n < 0 || realpath(c->o.data, data) == NULL)
		return false;
	at[n] = '\0';
	return strcmp(at, data) == 0;
}

/*
 * With the lock in hand no process of ours is left, but PostgreSQL would still refuse to start while some unrelated process has
 * the number written in its own lock files (likely after a restart of a container).
 */
static void forget_old_pids(const struct cluster *c)
{
	char path[4096];

	if (snprintf(path, sizeof(path), "%s/postmaster.pid", c->o.data) >= (int)sizeof(path) || lives_here(c, read_number(path)))
		return;
	(void)unlink(path);
	if (snprintf(path, sizeof(path), "%s/.s.PGSQL.%d.lock", c->o.socket, c->o.port) < (int)sizeof(path))
		(void)unlink(path);
}

static bool make_socket_folder(const struct cluster *c)
{
	const struct os_users *u = c->o.users;
	bool other = u->db.uid != geteuid();

	if (mkdir(c->o.socket, 0700) != 0 && errno != EEXIST)
		return false;
	if (other && lchown(c->o.socket, u->db.uid, u->group) != 0)
		return false;
	return !other || chmod(c->o.socket, u->separate ? 0710 : 0700) == 0;
}

enum err cluster_start(struct cluster *c)
{
	const struct cluster_files files = {&c->o, c->o.data};
	const char *argv[] = {c->program, "-D", c->o.data, NULL};
	int lock;

	check_magic(c, CLUSTER_MAGIC);
	check(c->pid == 0);
	lock = lock_take(c);
	if (lock < 0)
		return errno == EWOULDBLOCK ? ERR_BUSY : ERR_INTERNAL;
	forget_old_pids(c);
	if (fchown(lock, c->o.users->db.uid, c->o.users->db.gid) == 0 && make_socket_folder(c) &&
	    child_call(&c->o.users->db, cluster_write_conf, &files))
		c->pid = child_start(&(struct child){.user = &c->o.users->db, .argv = argv, .keep = lock, .with_me = true});
	(void)close(lock);
	if (c->pid <= 0) {
		c->pid = 0;
		return ERR_INTERNAL;
	}
	c->state = CLUSTER_STARTING;
	return ERR_OK;
}

enum cluster_state cluster_poll(struct cluster *c)
{
	check_magic(c, CLUSTER_MAGIC);
	if (c->pid > 0 && waitpid(c->pid, NULL, WNOHANG) != 0) {
		c->pid = 0;
		c->state = CLUSTER_STOPPED;
	}
	if (c->state == CLUSTER_STARTING && PQping(c->ping) == PQPING_OK)
		c->state = CLUSTER_READY;
	return c->state;
}

static void look_again_soon(void)
{
	(void)nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
}

static enum err start_when_free(struct cluster *c, int64_t until)
{
	enum err e;

	while ((e = cluster_start(c)) == ERR_BUSY && clock_steady_ms() < until)
		look_again_soon();
	return e;
}

static enum err down(struct str *why_r, struct str why)
{
	*why_r = why;
	return ERR_DATABASE_DOWN;
}

enum err cluster_wait(struct cluster *c, int ms, struct arena *a, struct str *why_r)
{
	int64_t until = clock_steady_ms() + ms;
	enum err e;

	check_magic(c, CLUSTER_MAGIC);
	if (cluster_poll(c) == CLUSTER_STOPPED) {
		e = start_when_free(c, until);
		if (e == ERR_BUSY)
			return down(why_r,
				    arena_printf(a, "another start of the PostgreSQL in %s still runs: stop that one first",
						 c->o.data));
		if (e != ERR_OK)
			return down(why_r, arena_printf(a, "PostgreSQL in %s cannot be started: %s", c->o.data, strerror(errno)));
	}
	for (;;) {
		switch (cluster_poll(c)) {
		case CLUSTER_READY:
			return ERR_OK;
		case CLUSTER_STOPPED:
			return down(why_r,
				    arena_printf(a, "PostgreSQL in %s ended while it started: it said why above", c->o.data));
		case CLUSTER_STARTING:
			break;
		}
		if (clock_steady_ms() >= until)
			return down(why_r, arena_printf(a, "PostgreSQL in %s is still starting (it may be recovering): wait",
							c->o.data));
		look_again_soon();
	}
}

/* Stopping.
 * ----------------------------------------------------------------------------------------------------------------------- */

static void tell(const struct cluster *c, int signal)
{
	if (c->pid > 0)
		(void)kill(c->pid, signal);
}

void cluster_interrupt(struct cluster *c)
{
	check_magic(c, CLUSTER_MAGIC);
	tell(c, SIGINT);
}

/* True when the process and all its children have gone. */
static bool gone(struct cluster *c)
{
	int lock;

	if (cluster_poll(c) != CLUSTER_STOPPED)
		return false;
	lock = lock_take(c);
	if (lock < 0)
		return errno != EWOULDBLOCK;
	(void)close(lock);
	return true;
}

static bool gone_until(struct cluster *c, int64_t until)
{
	while (!gone(c)) {
		if (clock_steady_ms() >= until)
			return false;
		look_again_soon();
	}
	return true;
}

void cluster_stop(struct cluster *c, int ms)
{
	check_magic(c, CLUSTER_MAGIC);
	if (cluster_poll(c) == CLUSTER_STOPPED)
		return;
	tell(c, SIGINT);
	if (gone_until(c, clock_steady_ms() + ms))
		return;
	tell(c, SIGQUIT);
	(void)gone_until(c, clock_steady_ms() + ms);
}
