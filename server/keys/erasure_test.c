/* A space's key destroyed: by whom, how often, beside others, and killed before every write. */
#include "keys/erasure.h"

#include "keys/files.h"
#include "keys/ledger.h"
#include "keys/test_leases.h"
#include "keys/wire.h"

#include <grp.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

#define WAIT_MS 20000

static int enter_as_job(void **state)
{
	return enter_with(state, geteuid());
}

static struct erasure erasure_of(struct space_id space, unsigned char digest)
{
	struct erasure e = {.space = space, .digest = {digest}, .approvers = {{id_new()}, {id_new()}}};

	(void)snprintf(e.request, sizeof(e.request), "R-%d", digest);
	return e;
}

static bool has_file(const char *folder, const char *name)
{
	char path[200];

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	return access(path, F_OK) == 0;
}

static bool has_object(struct room *r, struct space_id space)
{
	char name[ID_TEXT + 1];

	id_format(space.id, name);
	return has_file(r->recovery, name);
}

static bool count_kek(void *arg, const char *name)
{
	*(int *)arg += strncmp(name, "kek-", 4) == 0;
	return true;
}

static int keks(struct room *r)
{
	int folder = folder_open(r->keys), n = 0;

	assert_int_equal(folder_each(folder, count_kek, &n), ERR_OK);
	(void)close(folder);
	return n;
}

static size_t ledger_lines(struct room *r)
{
	int folder = folder_open(r->keys), recovery = folder_open(r->recovery);
	struct str why = {NULL, 0};
	struct ledger *l = ledger_load(r->a, r->deployment, folder, recovery, false, &why);
	size_t n;

	assert_non_null(l);
	n = ledger_count(l);
	ledger_destroy(&l);
	(void)close(folder);
	(void)close(recovery);
	return n;
}

static void assert_erased(struct room *r, struct space_id space)
{
	struct space_key *key;

	assert_int_equal(lease_now(r->socket, space, false, &key), ERR_NOT_FOUND);
	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_NOT_FOUND);
	assert_false(has_object(r, space));
	assert_false(has_file(r->keys, "erasing"));
	assert_int_equal(keks(r), 1);
}

static void test_erased(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, other = {id_new()};
	struct erasure e = erasure_of(space, 1), same = e, second = erasure_of(other, 2);
	struct keys_status before, after;
	struct space_key *kept, *key;
	struct erased done, again;

	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_OK);
	space_key_destroy(&key);
	assert_int_equal(lease_now(r->socket, other, true, &kept), ERR_OK);
	clock_set(r, 2 * LEASE_MINUTES);
	assert_int_equal(keys_status_now(r->socket, &before), ERR_OK);
	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_OK);
	assert_int_equal(done.number, 1);
	assert_erased(r, space);
	assert_true(has_object(r, other));
	assert_key_survives(r, other, kept);
	assert_int_equal(keys_status_now(r->socket, &after), ERR_OK);
	assert_int_equal(after.generation, before.generation + 1);
	assert_int_equal(after.kek_epoch, before.kek_epoch + 1);
	assert_int_equal(after.keys, 1);
	assert_int_equal(after.ledger, 1);

	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &again), ERR_OK); /* again: the same line */
	assert_memory_equal(&again, &done, sizeof(done));
	same.digest[5] = 1;
	assert_int_equal(keys_erase_now(r->socket, &same, WAIT_MS, &again), ERR_CONFLICT);
	same.approvers[1] = same.approvers[0];
	assert_int_equal(keys_erase_now(r->socket, &same, WAIT_MS, &again), ERR_BAD_VALUE);
	assert_int_equal(holder_end(r, SIGKILL), -SIGKILL);
	assert_true(holder_start(r));
	assert_erased(r, space);
	assert_key_survives(r, other, kept);
	clock_set(r, 4 * LEASE_MINUTES);
	assert_int_equal(keys_erase_now(r->socket, &second, WAIT_MS, &done), ERR_OK);
	assert_int_equal(done.number, 2);
	assert_int_equal(ledger_lines(r), 2);
	space_key_destroy(&kept);
}

/* One that never had a key: the ledger has it all the same, and it gets none. */
static void test_keyless(void **state)
{
	struct room *r = *state;
	struct erasure e = erasure_of((struct space_id){id_new()}, 1);
	struct erased done;

	clock_set(r, 2 * LEASE_MINUTES);
	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_OK);
	assert_erased(r, e.space);
}

static pid_t start_erasing(struct room *r, const struct erasure *e)
{
	pid_t child = fork();
	struct erased done;

	assert_true(child >= 0);
	if (child == 0)
		_exit(keys_erase_now(r->socket, e, WAIT_MS, &done) == ERR_OK ? 0 : 1);
	return child;
}

/* A front that lives wipes the key before it is destroyed, without any wait. */
static void test_leased(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, other = {id_new()};
	struct erasure e = erasure_of(space, 1);

	clock_set(r, 2 * LEASE_MINUTES);
	assert_int_equal(create(r, space), ERR_OK);
	assert_int_equal(create(r, other), ERR_OK);
	assert_non_null(lease_key(r->l, space));
	assert_int_equal(run_until_exit(r, start_erasing(r, &e)), 0);
	assert_null(lease_key(r->l, space));
	assert_non_null(lease_key(r->l, other));
	assert_int_equal(want(r, &space, 1), ERR_OK);
	assert_null(lease_key(r->l, space));
	assert_int_equal(create(r, space), ERR_NOT_FOUND);
}

/* While leases run out the key is given to nobody; another space waits; a lost asker asks again. */
static void test_waiting(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, other = {id_new()};
	struct erasure e = erasure_of(space, 1), second = erasure_of(other, 2), changed = e;
	struct space_key *key;
	struct erased done;

	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_OK);
	space_key_destroy(&key);
	assert_int_equal(keys_erase_now(r->socket, &e, 300, &done), ERR_KEYS_DOWN);
	for (int i = 0; i < WAIT_MS / 10 && !has_file(r->keys, "erasing"); i++)
		(void)usleep(10000);
	assert_true(has_file(r->keys, "erasing"));
	assert_true(has_object(r, space));
	assert_int_equal(lease_now(r->socket, space, false, &key), ERR_NOT_FOUND);
	assert_int_equal(keys_erase_now(r->socket, &second, WAIT_MS, &done), ERR_BUSY);
	changed.digest[0]++;
	assert_int_equal(keys_erase_now(r->socket, &changed, WAIT_MS, &done), ERR_CONFLICT);
	for (int i = 0; i < 12; i++)
		assert_int_equal(keys_erase_now(r->socket, &e, 20, &done), ERR_KEYS_DOWN);
	clock_set(r, 2 * LEASE_MINUTES);
	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_OK);
	assert_int_equal(done.number, 1);
	assert_erased(r, space);
}

/* What the holder tells that user who asks for an erasure. */
static int answer_to(struct room *r, uid_t uid, const struct erasure *e)
{
	pid_t child = fork();
	struct erased done;
	int status;

	if (child == 0) {
		if (uid != geteuid() && (setgroups(0, NULL) != 0 || setgid(uid) != 0 || setuid(uid) != 0))
			_exit(255);
		_exit((int)keys_erase_now(r->socket, e, 5000, &done));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void test_users(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};
	struct erasure e = erasure_of(space, 1);

	clock_set(r, 2 * LEASE_MINUTES);
	assert_int_equal(create(r, space), ERR_OK);
	assert_int_equal(answer_to(r, geteuid(), &e), ERR_NOT_FOUND); /* root, or the holder's own user, is not job */
	assert_false(has_file(r->keys, "erasing"));
	if (geteuid() != 0)
		return; /* the others can only be played by root */
	assert_int_equal(answer_to(r, FRONT, &e), ERR_NOT_FOUND);
	assert_int_equal(answer_to(r, STRANGER, &e), ERR_KEYS_DOWN);
	assert_false(has_file(r->keys, "erasing"));
	assert_int_equal(want(r, &space, 1), ERR_OK);
	assert_non_null(lease_key(r->l, space));
	leases_destroy(&r->l);
	clock_set(r, 4 * LEASE_MINUTES);
	assert_int_equal(answer_to(r, JOB, &e), ERR_OK);
	assert_erased(r, space);
}

/* Killed before every write.
 * ----------------------------------------------------------------------------------------------------------------------- */

/* The child: what the holder writes in an erasure, from the first stop on. */
static void erase_traced(struct room *r, const struct erasure *e)
{
	struct key_files_erased out;
	struct key_files f;
	struct str why;

	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0 || !key_files_enter(r->a, r->keys, r->recovery, &f, &why) ||
	    !key_files_load(r->a, r->deployment, &f, &why))
		_exit(2);
	if (raise(SIGSTOP) != 0 || erasure_intend(f.folder, e) != ERR_OK || key_files_erase(&f, e, 1, &out) != ERR_OK)
		_exit(3);
	_exit(0);
}

static bool changes_a_folder(uint64_t call)
{
	return call == SYS_fchmod || call == SYS_fchmodat || call == SYS_fsync || call == SYS_openat || call == SYS_renameat ||
	       call == SYS_unlinkat || call == SYS_write;
}

static bool is_entry(pid_t child)
{
	struct __ptrace_syscall_info info;

	assert_true(ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof(info), &info) > 0);
	return info.op == PTRACE_SYSCALL_INFO_ENTRY && changes_a_folder(info.entry.nr);
}

/* Kills the child when it is about to make its n-th call. False: it came to its end before. */
static bool kill_at(struct room *r, const struct erasure *e, int n)
{
	pid_t child;
	int status, seen = 0;

	assert_int_equal(fflush(NULL), 0);
	child = fork();
	if (child == 0)
		erase_traced(r, e);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
	assert_int_equal(ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)), 0);
	for (;;) {
		assert_int_equal(ptrace(PTRACE_SYSCALL, child, NULL, NULL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (WIFEXITED(status)) {
			assert_int_equal(WEXITSTATUS(status), 0);
			return false;
		}
		assert_true(WIFSTOPPED(status));
		if (is_entry(child) && ++seen == n)
			break;
	}
	(void)kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	return true;
}

static void test_killed(void **state)
{
	struct room *r = *state;
	struct space_id other = {id_new()};
	struct space_key *kept, *key;
	struct erased done;
	bool killed = true;
	int n;

	assert_int_equal(lease_now(r->socket, other, true, &kept), ERR_OK);
	for (n = 1; killed; n++) {
		struct space_id space = {id_new()};
		struct erasure e = erasure_of(space, (unsigned char)n);

		assert_int_equal(lease_now(r->socket, space, true, &key), ERR_OK);
		space_key_destroy(&key);
		assert_int_equal(holder_end(r, SIGTERM), 0);
		killed = kill_at(r, &e, n);
		assert_true(holder_start(r));
		assert_key_survives(r, other, kept);
		clock_set(r, 2 * LEASE_MINUTES * n);
		assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_OK);
		assert_int_equal(done.number, n);
		assert_erased(r, space);
		assert_key_survives(r, other, kept);
		assert_int_equal(ledger_lines(r), n);
	}
	assert_true(n > 25); /* intent, key, store, generation, two shreds, two ledgers: none of them is one call */
	space_key_destroy(&kept);
}

/* A disk that refuses: what was begun is not given up, nobody gets the key meanwhile, and asked again it goes on to the end. */
static void test_disk(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()}, other = {id_new()};
	struct erasure e = erasure_of(space, 1);
	struct space_key *kept, *key;
	struct keys_status before, after;
	struct erased done;
	char half[128];

	(void)snprintf(half, sizeof(half), "%s/ledger" FOLDER_HALF, r->recovery);
	assert_int_equal(mkdir(half, 0700), 0); /* no file can be written there */
	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_OK);
	space_key_destroy(&key);
	assert_int_equal(lease_now(r->socket, other, true, &kept), ERR_OK);
	clock_set(r, 2 * LEASE_MINUTES);
	assert_int_equal(keys_status_now(r->socket, &before), ERR_OK);
	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_INTERNAL);
	assert_int_equal(lease_now(r->socket, space, false, &key), ERR_NOT_FOUND);
	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_NOT_FOUND);
	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_INTERNAL);
	assert_true(has_file(r->keys, "erasing"));
	assert_key_survives(r, other, kept);
	assert_int_equal(rmdir(half), 0);
	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_OK);
	assert_int_equal(done.number, 1);
	assert_erased(r, space);
	assert_int_equal(keys_status_now(r->socket, &after), ERR_OK);
	assert_int_equal(after.generation, before.generation + 1); /* the key went at the first try */
	assert_key_survives(r, other, kept);
	space_key_destroy(&kept);
}

/* What an old copy of the recovery place brings back is destroyed at the next start. */
static void test_old_object(void **state)
{
	struct room *r = *state;
	struct space_id space = {id_new()};
	struct erasure e = erasure_of(space, 1);
	int recovery = folder_open(r->recovery);
	struct space_key *key;
	struct buf old = {0};
	struct erased done;
	char name[ID_TEXT + 1];

	id_format(space.id, name);
	assert_int_equal(lease_now(r->socket, space, true, &key), ERR_OK);
	space_key_destroy(&key);
	assert_int_equal(folder_read(recovery, name, 1 << 16, &old), ERR_OK);
	clock_set(r, 2 * LEASE_MINUTES);
	assert_int_equal(keys_erase_now(r->socket, &e, WAIT_MS, &done), ERR_OK);
	assert_int_equal(holder_end(r, SIGTERM), 0);
	assert_int_equal(folder_put_synced(recovery, name, 0600, buf_str(&old)), ERR_OK);
	assert_true(holder_start(r));
	assert_erased(r, space);
	(void)close(recovery);
	buf_finish(&old);
}

int main(void)
{
	char clock[] = "/tmp/tasuki-clock-XXXXXX";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_disk, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_erased, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_keyless, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_killed, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_leased, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_old_object, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_users, enter, leave),
		cmocka_unit_test_setup_teardown(test_waiting, enter_as_job, leave),
	};
	int failed;

	if (region_clock(clock) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	(void)unlink(clock);
	return failed;
}
