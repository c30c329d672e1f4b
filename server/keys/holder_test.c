/* The key holder as a process of its own: its clients' rights, revocation, rotation, and what it refuses. */
#include "keys/holder.h"

#include "keys/test_leases.h"
#include "keys/wire.h"

#include <grp.h>
#include <sys/socket.h>
#include <sys/un.h>

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
	int lapsed;

	clock_set(r, LEASE_MINUTES + 1);
	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_OK); /* a connection that is gone */
	space_key_destroy(&key);
	child = start_revoking(r, space);
	while (lease_now(r->socket, space, false, &key) != ERR_NOT_FOUND)
		space_key_destroy(&key); /* the revocation has not begun yet */
	assert_int_equal(want(r, &space, 1), ERR_OK);
	assert_null(lease_key(r->l, space));
	clock_set(r, 3 * LEASE_MINUTES);
	lapsed = run_until_exit(r, child); /* nobody acknowledged; each of the lost connections may count */
	assert_true(lapsed >= 1 && lapsed < 16);
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

		if (uid != geteuid() && (setgroups(0, NULL) != 0 || setgid(uid) != 0 || setuid(uid) != 0))
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

	find_line(r->holder, "Seccomp:", line);
	assert_string_equal(line, "Seccomp:\t2\n");
	find_line(r->holder, "NoNewPrivs:", line);
	assert_string_equal(line, "NoNewPrivs:\t1\n");
	find_line(r->holder, "VmLck:", line);
	assert_true(strtol(line + strlen("VmLck:"), NULL, 10) >= 1024);
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

int main(void)
{
	char clock[] = "/tmp/tasuki-clock-XXXXXX";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_confined, enter, leave),
		cmocka_unit_test_setup_teardown(test_create_refused, enter, leave),
		cmocka_unit_test_setup_teardown(test_fragments, enter, leave),
		cmocka_unit_test_setup_teardown(test_old_store, enter, leave),
		cmocka_unit_test_setup_teardown(test_protocol_breakers, enter, leave),
		cmocka_unit_test_setup_teardown(test_revocation, enter, leave),
		cmocka_unit_test_setup_teardown(test_revocation_of_the_dead, enter, leave),
		cmocka_unit_test_setup_teardown(test_rotation, enter, leave),
		cmocka_unit_test_setup_teardown(test_second_holder, enter, leave),
		cmocka_unit_test_setup_teardown(test_users, enter, leave),
	};
	int failed;

	if (region_clock(clock) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	(void)unlink(clock);
	return failed;
}
