/*
 * For tests only: a region's keys in a private folder, with a holder of its own as another process. Time is the test's: the clock
 * file moves the leases on.
 */
#ifndef TASUKI_KEYS_TEST_REGION_H
#define TASUKI_KEYS_TEST_REGION_H

#include "base/clock.h"
#include "keys/admin.h"
#include "keys/folder.h"
#include "keys/holder.h"
#include "keys/lease.h"
#include "loop/loop.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define STRANGER 65534
#define FRONT 65533
#define JOB 65532
#define LEASE_MINUTES 10

struct room {
	struct arena *a;
	char path[64], keys[96], recovery[96], socket[96];
	struct deployment_id deployment;
	pid_t holder;
	uid_t job; /* whom the holder takes for job */
	struct loop *loop;
	struct leases *l;
	int waiting, clock;
	enum err last;
};

static inline void say_started(void *arg, struct loop *l)
{
	(void)l;
	if (write(*(int *)arg, "s", 1) != 1)
		abort();
}

/* In the child. Its exit runs the leak checker as well. */
static inline void be_holder(struct room *r, int started)
{
	struct keys_holder_options o = {.socket = r->socket,
					.folder = r->keys,
					.recovery = r->recovery,
					.deployment = r->deployment,
					.front_uid = FRONT,
					.job_uid = r->job,
					.socket_mode = 0666,
					.socket_group = (gid_t)-1,
					.started = say_started,
					.arg = &started};

	exit(keys_holder_run(&o));
}

/* False: it ended instead. */
static inline bool holder_start(struct room *r)
{
	int ends[2];
	char byte;
	bool good;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fflush(NULL), 0);
	r->holder = fork();
	assert_true(r->holder >= 0);
	if (r->holder == 0) {
		(void)close(ends[0]);
		be_holder(r, ends[1]);
	}
	(void)close(ends[1]);
	good = read(ends[0], &byte, 1) == 1;
	(void)close(ends[0]);
	return good;
}

static inline int holder_end(struct room *r, int number)
{
	int status;

	if (r->holder == 0)
		return 0;
	(void)kill(r->holder, number);
	assert_int_equal(waitpid(r->holder, &status, 0), r->holder);
	r->holder = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static inline void clock_set(struct room *r, int64_t minutes)
{
	int64_t ms = minutes * 60000;

	assert_int_equal(pwrite(r->clock, &ms, sizeof(ms), 0), sizeof(ms));
}

static inline int enter_with(void **state, uid_t job)
{
	const char *clock = getenv("TASUKI_CLOCK_FILE");
	struct room *r;
	struct str why;

	if (clock == NULL)
		return 1;
	r = calloc(1, sizeof(*r));
	r->a = arena_create(1024);
	/* In memory where there is such a folder: what is tried is not how fast a disk is. */
	(void)snprintf(r->path, sizeof(r->path), "%s/tasuki-holder-XXXXXX", access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(r->path));
	assert_int_equal(chmod(r->path, 0755), 0);
	(void)snprintf(r->keys, sizeof(r->keys), "%s/d.keys", r->path);
	(void)snprintf(r->recovery, sizeof(r->recovery), "%s/d.recovery", r->path);
	(void)snprintf(r->socket, sizeof(r->socket), "%s/socket", r->path);
	r->deployment.id = id_new();
	r->job = job;
	r->clock = open(clock, O_WRONLY | O_CLOEXEC);
	clock_set(r, 0);
	assert_true(keys_init(r->a, r->keys, r->recovery, r->deployment, NULL, &why));
	assert_true(holder_start(r));
	r->loop = loop_create();
	r->l = leases_create(r->loop, r->socket);
	*state = r;
	return 0;
}

static inline int enter(void **state)
{
	return enter_with(state, JOB);
}

static inline bool remove_one(void *arg, const char *name)
{
	return unlinkat(*(int *)arg, name, 0) == 0;
}

static inline void remove_folder(const char *path)
{
	int fd = folder_open(path);

	assert_int_equal(folder_each(fd, remove_one, &fd), ERR_OK);
	(void)close(fd);
	assert_int_equal(rmdir(path), 0);
}

static inline int leave(void **state)
{
	struct room *r = *state;

	leases_destroy(&r->l);
	loop_destroy(&r->loop);
	assert_int_equal(holder_end(r, SIGTERM), 0);
	remove_folder(r->keys);
	remove_folder(r->recovery);
	remove_folder(r->path);
	(void)close(r->clock);
	arena_destroy(&r->a);
	free(r);
	return 0;
}

/* Before the tests run. */
static inline int region_clock(char path[])
{
	int fd = mkstemp(path);
	bool good = fd >= 0 && ftruncate(fd, 8) == 0 && setenv("TASUKI_CLOCK_FILE", path, 1) == 0 && clock_init();

	if (fd >= 0)
		(void)close(fd);
	return good ? 0 : 1;
}

#endif
