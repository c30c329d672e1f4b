/* The key holder as a process of its own, its clients in this one and in others. Time is the test's: the clock file moves the
 * leases on. */
#include "keys/holder.h"

#include "base/clock.h"
#include "keys/admin.h"
#include "keys/exchange.h"
#include "keys/folder.h"
#include "keys/lease.h"
#include "keys/wire.h"
#include "loop/loop.h"

#include <fcntl.h>
#include <grp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
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
	struct loop *loop;
	struct leases *l;
	int waiting, clock;
	enum err last;
};

static void say_started(void *arg, struct loop *l)
{
	(void)l;
	if (write(*(int *)arg, "s", 1) != 1)
		abort();
}

/* In the child. Its exit runs the leak checker as well. */
static void be_holder(struct room *r, int started)
{
	struct keys_holder_options o = {.socket = r->socket,
					.folder = r->keys,
					.recovery = r->recovery,
					.deployment = r->deployment,
					.front_uid = FRONT,
					.job_uid = JOB,
					.socket_mode = 0666,
					.socket_group = (gid_t)-1,
					.started = say_started,
					.arg = &started};

	exit(keys_holder_run(&o));
}

/* False: it ended instead. */
static bool holder_start(struct room *r)
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

static int holder_end(struct room *r, int number)
{
	int status;

	if (r->holder == 0)
		return 0;
	(void)kill(r->holder, number);
	assert_int_equal(waitpid(r->holder, &status, 0), r->holder);
	r->holder = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void clock_set(struct room *r, int64_t minutes)
{
	int64_t ms = minutes * 60000;

	assert_int_equal(pwrite(r->clock, &ms, sizeof(ms), 0), sizeof(ms));
}

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));
	struct str why;

	r->a = arena_create(1024);
	(void)snprintf(r->path, sizeof(r->path), "/tmp/tasuki-holder-XXXXXX");
	assert_non_null(mkdtemp(r->path));
	assert_int_equal(chmod(r->path, 0755), 0);
	(void)snprintf(r->keys, sizeof(r->keys), "%s/d.keys", r->path);
	(void)snprintf(r->recovery, sizeof(r->recovery), "%s/d.recovery", r->path);
	(void)snprintf(r->socket, sizeof(r->socket), "%s/socket", r->path);
	r->deployment.id = id_new();
	r->clock = open(getenv("TASUKI_CLOCK_FILE"), O_WRONLY | O_CLOEXEC);
	clock_set(r, 0);
	assert_true(keys_init(r->a, r->keys, r->recovery, r->deployment, NULL, &why));
	assert_true(holder_start(r));
	r->loop = loop_create();
	r->l = leases_create(r->loop, r->socket);
	*state = r;
	return 0;
}

static bool remove_one(void *arg, const char *name)
{
	return unlinkat(*(int *)arg, name, 0) == 0;
}

static void remove_folder(const char *path)
{
	int fd = folder_open(path);

	assert_int_equal(folder_each(fd, remove_one, &fd), ERR_OK);
	(void)close(fd);
	assert_int_equal(rmdir(path), 0);
}

static int leave(void **state)
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

static void on_answer(void *arg, enum err e)
{
	struct room *r = arg;

	if (e != ERR_OK || r->last == ERR_COUNT)
		r->last = e;
	if (--r->waiting == 0)
		loop_stop(r->loop);
}

/* The worst of the answers to what was asked since. */
static enum err wait_all(struct room *r)
{
	enum err e;

	if (r->waiting > 0)
		loop_run(r->loop);
	e = r->last;
	r->last = ERR_COUNT;
	return e;
}

static enum err want(struct room *r, const struct space_id *spaces, size_t n)
{
	r->last = ERR_COUNT;
	r->waiting = 1;
	leases_want(r->l, spaces, n, on_answer, r);
	return wait_all(r);
}

static enum err create(struct room *r, struct space_id space)
{
	r->last = ERR_COUNT;
	r->waiting = 1;
	leases_create_key(r->l, space, on_answer, r);
	return wait_all(r);
}

/* Whether both keys are the same one: what the first seals the second opens. */
static bool is_same(struct room *r, struct space_id space, const struct space_key *one, const struct space_key *other)
{
	struct seal_place at = {r->deployment, space, SEAL_BODY, id_new(), 1};
	struct phi out;

	return unseal(r->a, other, &at, seal(r->a, one, &at, (struct phi){STR("血圧 128/74")}), &out) == ERR_OK;
}

static void assert_key_survives(struct room *r, struct space_id space, const struct space_key *before)
{
	struct space_key *now;

	assert_int_equal(lease_now(r->socket, space, false, &now), ERR_OK);
	assert_true(is_same(r, space, before, now));
	space_key_destroy(&now);
}

static void test_create_and_get(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, absent = {id_new()}, both[2] = {space, absent};
	struct space_key *other;

	assert_int_equal(create(r, space), ERR_OK);
	assert_non_null(lease_key(r->l, space)); /* on lease at once */
	assert_int_equal(create(r, space), ERR_CONFLICT);
	assert_int_equal(want(r, both, 2), ERR_OK);
	assert_null(lease_key(r->l, absent));
	assert_key_survives(r, space, lease_key(r->l, space));
	assert_int_equal(lease_now(r->socket, absent, false, &other), ERR_NOT_FOUND);
	assert_int_equal(lease_now(r->socket, space, true, &other), ERR_CONFLICT);
	assert_int_equal(lease_now(r->socket, absent, true, &other), ERR_OK);
	assert_int_equal(want(r, both, 2), ERR_OK);
	assert_true(is_same(r, absent, other, lease_key(r->l, absent)));
	assert_false(is_same(r, absent, other, lease_key(r->l, absent)) && id_eq(space.id, absent.id));
	space_key_destroy(&other);
	assert_int_equal(want(r, NULL, 0), ERR_OK);
}

/* Creations that arrive together share writes; a want of more than one GET's worth. */
static void test_many(void **state)
{
	enum { COUNT = 300, WANTED = 2600 };
	struct room *r = *state;
	struct space_id *spaces = calloc(WANTED, sizeof(*spaces));
	struct keys_status before, after;
	size_t held = 0;

	for (size_t i = 0; i < WANTED; i++)
		spaces[i].id = id_new();
	assert_int_equal(keys_status_now(r->socket, &before), ERR_OK);
	r->last = ERR_COUNT;
	for (size_t i = 0; i < COUNT; i++) {
		r->waiting++;
		leases_create_key(r->l, spaces[i * 8], on_answer, r);
	}
	assert_int_equal(wait_all(r), ERR_OK);
	assert_int_equal(keys_status_now(r->socket, &after), ERR_OK);
	assert_int_equal(after.keys, COUNT);
	assert_true(after.generation > before.generation);
	assert_true(after.generation - before.generation <= 4);
	leases_destroy(&r->l);
	r->l = leases_create(r->loop, r->socket);
	assert_int_equal(want(r, spaces, WANTED), ERR_OK);
	for (size_t i = 0; i < WANTED; i++)
		held += lease_key(r->l, spaces[i]) != NULL;
	assert_int_equal(held, COUNT);
	free(spaces);
}

/* Two wants for one space, and one for what is here: each is called once, never from inside the call. */
static void test_coalesced(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	assert_int_equal(create(r, space), ERR_OK);
	leases_destroy(&r->l);
	r->l = leases_create(r->loop, r->socket);
	r->last = ERR_COUNT;
	r->waiting = 2;
	leases_want(r->l, &space, 1, on_answer, r);
	leases_want(r->l, &space, 1, on_answer, r);
	assert_int_equal(r->waiting, 2);
	assert_int_equal(wait_all(r), ERR_OK);
	assert_non_null(lease_key(r->l, space));
	r->waiting = 1;
	leases_want(r->l, &space, 1, on_answer, r);
	assert_int_equal(r->waiting, 1);
	assert_int_equal(wait_all(r), ERR_OK);
}

static void test_killed_and_restarted(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, second = {id_new()};
	struct space_key *kept;

	assert_int_equal(create(r, space), ERR_OK);
	assert_int_equal(lease_now(r->socket, space, false, &kept), ERR_OK);
	assert_int_equal(holder_end(r, SIGKILL), -SIGKILL);
	assert_int_equal(want(r, &space, 1), ERR_OK);         /* the lease goes on */
	assert_int_equal(want(r, &second, 1), ERR_KEYS_DOWN); /* after two seconds */
	assert_int_equal(create(r, second), ERR_KEYS_DOWN);
	assert_int_equal(lease_now(r->socket, space, false, &(struct space_key *){NULL}), ERR_KEYS_DOWN);
	assert_true(holder_start(r));
	assert_key_survives(r, space, kept);
	assert_int_equal(create(r, second), ERR_OK); /* connected again by itself */
	assert_int_equal(want(r, &space, 1), ERR_OK);
	space_key_destroy(&kept);
}

/* Asked for while the holder is away for a moment: answered when it is back. */
static void test_waits_for_restart(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	assert_int_equal(create(r, space), ERR_OK);
	leases_destroy(&r->l);
	assert_int_equal(holder_end(r, SIGTERM), 0);
	r->l = leases_create(r->loop, r->socket);
	r->last = ERR_COUNT;
	r->waiting = 1;
	leases_want(r->l, &space, 1, on_answer, r);
	assert_true(holder_start(r));
	assert_int_equal(wait_all(r), ERR_OK);
	assert_non_null(lease_key(r->l, space));
}

static void test_rotation(void **state)
{
	struct room *r = *state;
	struct space_id spaces[20];
	struct space_key *kept[20];
	struct keys_status s;
	char old[128];

	for (int i = 0; i < 20; i++) {
		spaces[i].id = id_new();
		assert_int_equal(lease_now(r->socket, spaces[i], true, &kept[i]), ERR_OK);
	}
	assert_int_equal(keys_status_now(r->socket, &s), ERR_OK);
	assert_int_equal(s.kek_epoch, 1);
	assert_true(id_eq(s.deployment.id, r->deployment.id));
	assert_int_equal(keys_rotate_now(r->socket, &s), ERR_OK);
	assert_int_equal(s.kek_epoch, 2);
	assert_int_equal(s.keys, 20);
	(void)snprintf(old, sizeof(old), "%s/kek-1", r->keys);
	assert_int_equal(access(old, F_OK), -1);
	for (int i = 0; i < 20; i++)
		assert_key_survives(r, spaces[i], kept[i]);
	assert_int_equal(keys_rotate_now(r->socket, NULL), ERR_OK);
	assert_int_equal(holder_end(r, SIGKILL), -SIGKILL);
	assert_true(holder_start(r));
	for (int i = 0; i < 20; i++) {
		assert_key_survives(r, spaces[i], kept[i]);
		space_key_destroy(&kept[i]);
	}
}

static void test_lease_ends(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	assert_int_equal(create(r, space), ERR_OK);
	clock_set(r, LEASE_MINUTES - 1);
	assert_non_null(lease_key(r->l, space)); /* and asks for the next ten minutes */
	assert_int_equal(want(r, &(struct space_id){id_new()}, 1), ERR_OK);
	clock_set(r, 2 * LEASE_MINUTES - 2);
	assert_non_null(lease_key(r->l, space));
	clock_set(r, 4 * LEASE_MINUTES);
	assert_null(lease_key(r->l, space));
	assert_int_equal(want(r, &space, 1), ERR_OK);
	assert_non_null(lease_key(r->l, space));
}

/* In another process, which the loop of this one must answer meanwhile. Exit status: acknowledged * 16 + lapsed, or 255. */
static pid_t start_revoking(struct room *r, struct space_id space)
{
	pid_t child = fork();
	uint32_t acknowledged, lapsed;

	assert_true(child >= 0);
	if (child == 0)
		_exit(keys_revoke_now(r->socket, space, &acknowledged, &lapsed) == ERR_OK ? (int)(acknowledged * 16 + lapsed)
											  : 255);
	return child;
}

struct watching {
	struct room *r;
	pid_t child;
	int status;
};

static void look_for_child(void *arg)
{
	struct watching *w = arg;

	if (waitpid(w->child, &w->status, WNOHANG) == w->child)
		loop_stop(w->r->loop);
}

static int run_until_exit(struct room *r, pid_t child)
{
	struct watching w = {r, child, 0};
	struct timer *t = timer_every(r->loop, 5, look_for_child, &w);

	loop_run(r->loop);
	timer_destroy(&t);
	assert_true(WIFEXITED(w.status));
	return WEXITSTATUS(w.status);
}

static void test_revocation(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, other = {id_new()};

	clock_set(r, LEASE_MINUTES + 1); /* what a holder before this one may have given is over */
	assert_int_equal(create(r, space), ERR_OK);
	assert_int_equal(create(r, other), ERR_OK);
	assert_int_equal(run_until_exit(r, start_revoking(r, space)), 1 * 16 + 0);
	assert_null(lease_key(r->l, space));
	assert_non_null(lease_key(r->l, other));
	assert_int_equal(want(r, &space, 1), ERR_OK); /* revoked, not destroyed */
	assert_non_null(lease_key(r->l, space));
	assert_int_equal(run_until_exit(r, start_revoking(r, (struct space_id){id_new()})), 0);
}

/* A client that died with a key: its lease must run out, and nobody else is given the key meanwhile. */
static void test_revocation_of_the_dead(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};
	struct space_key *key;
	pid_t child;

	clock_set(r, LEASE_MINUTES + 1);
	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_OK); /* a connection that is gone */
	space_key_destroy(&key);
	child = start_revoking(r, space);
	while (lease_now(r->socket, space, false, &key) != ERR_NOT_FOUND)
		space_key_destroy(&key); /* the revocation has not begun yet */
	assert_int_equal(want(r, &space, 1), ERR_OK);
	assert_null(lease_key(r->l, space));
	clock_set(r, 3 * LEASE_MINUTES);
	assert_int_equal(run_until_exit(r, child), 0 * 16 + 1);
	assert_int_equal(want(r, &space, 1), ERR_OK);
	assert_non_null(lease_key(r->l, space));
}

/* As another user: what a holder answers to GET, CREATE and STATUS, as digits. */
static int answers_to(struct room *r, uid_t uid, struct space_id space)
{
	pid_t child = fork();
	struct space_key *key;
	struct keys_status s;
	int status;

	if (child == 0) {
		enum err get, make, ask;

		if (setgroups(0, NULL) != 0 || setgid(uid) != 0 || setuid(uid) != 0)
			_exit(255);
		get = lease_now(r->socket, space, false, &key);
		make = lease_now(r->socket, (struct space_id){id_new()}, true, &key);
		ask = keys_status_now(r->socket, &s);
		_exit((get == ERR_OK) * 100 + (make == ERR_OK) * 10 + (ask == ERR_OK));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_users(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	assert_int_equal(create(r, space), ERR_OK);
	assert_int_equal(answers_to(r, geteuid(), space), 111);
	if (geteuid() != 0)
		return; /* the others can only be played by root */
	assert_int_equal(answers_to(r, FRONT, space), 110);
	assert_int_equal(answers_to(r, JOB, space), 100);
	assert_int_equal(answers_to(r, STRANGER, space), 0);
}

static int connect_raw(struct room *r)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(at.sun_path, r->socket, strlen(r->socket));
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	return fd;
}

/* The holder closes, having said nothing but hello. */
static void assert_closed_upon(struct room *r, const struct buf *bytes)
{
	int fd = connect_raw(r);
	char in[256];
	ssize_t got = 0;
	size_t all = 0;

	assert_int_equal(send(fd, bytes->p, bytes->n, MSG_NOSIGNAL), (ssize_t)bytes->n);
	while ((got = recv(fd, in, sizeof(in), 0)) > 0)
		all += (size_t)got;
	assert_true(all <= 4 + 5 + 20);
	(void)close(fd);
}

static void test_protocol_breakers(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};
	struct buf b = {0};

	buf_add(&b, "GET / HTTP/1.1\r\n\r\n", 18);
	assert_closed_upon(r, &b);
	b.n = 0;
	wire_put_spaces(&b, WIRE_GET, 1, &space, 1); /* without hello */
	assert_closed_upon(r, &b);
	b.n = 0;
	wire_put_hello(&b, 1, r->deployment);
	wire_put_refused(&b, 2, ERR_BUSY); /* not a client's word */
	assert_closed_upon(r, &b);
	b.n = 0;
	wire_put_hello(&b, 1, r->deployment);
	wire_put(&b, WIRE_GET, 2, STR("seventeen bytes!!"));
	assert_closed_upon(r, &b);
	b.n = 0;
	wire_put_hello(&b, 1, r->deployment);
	b.p[12]++; /* another version */
	assert_closed_upon(r, &b);
	buf_finish(&b);
	assert_int_equal(create(r, space), ERR_OK); /* the others are served as before */
}

/* Frames in single bytes, and many in one write. */
static void test_fragments(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};
	struct buf b = {0};
	int fd = connect_raw(r);
	char in[4096];
	size_t all = 0;

	wire_put_hello(&b, 1, r->deployment);
	for (uint32_t i = 0; i < 30; i++)
		wire_put_spaces(&b, WIRE_GET, i, &space, 1);
	for (size_t i = 0; i < 60; i++)
		assert_int_equal(send(fd, b.p + i, 1, 0), 1);
	assert_int_equal(send(fd, b.p + 60, b.n - 60, 0), (ssize_t)(b.n - 60));
	while (all < 29 + 30 * 13) {
		ssize_t got = recv(fd, in, sizeof(in), 0);

		assert_true(got > 0);
		all += (size_t)got;
	}
	assert_int_equal(all, 29 + 30 * 13);
	(void)close(fd);
	buf_finish(&b);
}

/* What is there under the space's name is no object of it: this key is refused, the holder goes on. */
static void test_create_refused(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};
	char name[ID_TEXT + 1];
	int recovery = folder_open(r->recovery);

	id_format(space.id, name);
	assert_int_equal(folder_put_synced(recovery, name, 0600, STR("something else")), ERR_OK);
	assert_int_equal(create(r, space), ERR_INTERNAL);
	assert_int_equal(create(r, (struct space_id){id_new()}), ERR_OK);
	assert_int_equal(unlinkat(recovery, name, 0), 0);
	assert_int_equal(create(r, space), ERR_OK);
	(void)close(recovery);
}

static void find_line(pid_t pid, const char *name, char out[128])
{
	char path[64], line[128];
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "re");
	assert_non_null(f);
	out[0] = '\0';
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, name, strlen(name)) == 0)
			(void)snprintf(out, 128, "%s", line);
	(void)fclose(f);
}

static void test_confined(void **state)
{
	struct room *r = *state;
	char line[128];
	long locked = 0;

	find_line(r->holder, "Seccomp:", line);
	assert_string_equal(line, "Seccomp:\t2\n");
	find_line(r->holder, "NoNewPrivs:", line);
	assert_string_equal(line, "NoNewPrivs:\t1\n");
	find_line(r->holder, "VmLck:", line);
	assert_int_equal(sscanf(line, "VmLck: %ld", &locked), 1);
	assert_true(locked >= 1024);
}

static void test_second_holder(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};
	pid_t first = r->holder;

	assert_false(holder_start(r));
	assert_int_equal(holder_end(r, SIGTERM), 1);
	r->holder = first;
	assert_int_equal(create(r, space), ERR_OK);
}

static void test_old_store(void **state)
{
	struct room *r = *state;
	int keys = folder_open(r->keys);
	struct buf old = {0}, current = {0};

	assert_int_equal(folder_read(keys, "store", 1 << 20, &old), ERR_OK);
	assert_int_equal(create(r, (struct space_id){id_new()}), ERR_OK);
	assert_int_equal(folder_read(keys, "store", 1 << 20, &current), ERR_OK);
	assert_int_equal(holder_end(r, SIGTERM), 0);
	assert_int_equal(folder_put_synced(keys, "store", 0600, buf_str(&old)), ERR_OK);
	assert_false(holder_start(r));
	assert_int_equal(holder_end(r, SIGTERM), 1);
	assert_int_equal(folder_put_synced(keys, "store", 0600, buf_str(&current)), ERR_OK);
	assert_true(holder_start(r));
	(void)close(keys);
	buf_finish(&old);
	buf_finish(&current);
}

static void destroy_leases(void *arg, enum err e)
{
	struct room *r = arg;

	(void)e;
	leases_destroy(&r->l);
	loop_stop(r->loop);
}

/* From inside a callback, with others still waiting: none of those is called. */
static void test_destroy_inside(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};

	leases_want(r->l, &space, 1, on_answer, r);
	leases_create_key(r->l, space, on_answer, r);
	leases_want(r->l, &space, 1, destroy_leases, r);
	loop_run(r->loop);
	assert_null(r->l);
	assert_int_equal(r->waiting, 0);
}

int main(void)
{
	char path[] = "/tmp/tasuki-clock-XXXXXX";
	int fd = mkstemp(path), failed;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_coalesced, enter, leave),
		cmocka_unit_test_setup_teardown(test_confined, enter, leave),
		cmocka_unit_test_setup_teardown(test_create_and_get, enter, leave),
		cmocka_unit_test_setup_teardown(test_create_refused, enter, leave),
		cmocka_unit_test_setup_teardown(test_destroy_inside, enter, leave),
		cmocka_unit_test_setup_teardown(test_fragments, enter, leave),
		cmocka_unit_test_setup_teardown(test_killed_and_restarted, enter, leave),
		cmocka_unit_test_setup_teardown(test_lease_ends, enter, leave),
		cmocka_unit_test_setup_teardown(test_many, enter, leave),
		cmocka_unit_test_setup_teardown(test_old_store, enter, leave),
		cmocka_unit_test_setup_teardown(test_protocol_breakers, enter, leave),
		cmocka_unit_test_setup_teardown(test_revocation, enter, leave),
		cmocka_unit_test_setup_teardown(test_revocation_of_the_dead, enter, leave),
		cmocka_unit_test_setup_teardown(test_rotation, enter, leave),
		cmocka_unit_test_setup_teardown(test_second_holder, enter, leave),
		cmocka_unit_test_setup_teardown(test_users, enter, leave),
		cmocka_unit_test_setup_teardown(test_waits_for_restart, enter, leave),
	};

	if (fd < 0 || ftruncate(fd, 8) != 0 || setenv("TASUKI_CLOCK_FILE", path, 1) != 0 || !clock_init())
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	(void)close(fd);
	(void)unlink(path);
	return failed;
}
