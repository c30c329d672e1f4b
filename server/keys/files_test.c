#include "keys/files.h"

#include "keys/admin.h"
#include "keys/folder.h"
#include "keys/kek.h"
#include "keys/point.h"
#include "keys/recovery.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct room {
	struct arena *a;
	char path[64], keys[96], recovery[96];
	struct deployment_id deployment;
	struct key_files f;
	struct str why;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	r->a = arena_create(1024);
	(void)snprintf(r->path, sizeof(r->path), "/tmp/tasuki-files-XXXXXX");
	assert_non_null(mkdtemp(r->path));
	(void)snprintf(r->keys, sizeof(r->keys), "%s/d.keys", r->path);
	(void)snprintf(r->recovery, sizeof(r->recovery), "%s/d.recovery", r->path);
	r->deployment.id = id_new();
	assert_true(keys_init(r->a, r->keys, r->recovery, r->deployment, NULL, &r->why));
	r->f = KEY_FILES_CLOSED;
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

	if (fd < 0)
		return;
	assert_int_equal(folder_each(fd, remove_one, &fd), ERR_OK);
	(void)close(fd);
	assert_int_equal(rmdir(path), 0);
}

static int leave(void **state)
{
	struct room *r = *state;

	key_files_leave(&r->f);
	remove_folder(r->keys);
	remove_folder(r->recovery);
	remove_folder(r->path);
	arena_destroy(&r->a);
	free(r);
	return 0;
}

static bool load(struct room *r, struct deployment_id deployment)
{
	bool good;

	r->why = (struct str){"", 0};
	assert_true(key_files_enter(r->a, r->keys, r->recovery, &r->f, &r->why));
	good = key_files_load(r->a, deployment, &r->f, &r->why);
	if (!good)
		key_files_leave(&r->f);
	return good;
}

static void assert_loads(struct room *r)
{
	assert_true(load(r, r->deployment));
}

static void assert_why(struct room *r, const char *word)
{
	char text[512];

	(void)snprintf(text, sizeof(text), "%.*s", STR_ARG(r->why));
	if (strstr(text, word) == NULL)
		fail_msg("'%s' is not in: %s", word, text);
}

static void assert_refused(struct room *r, const char *word)
{
	assert_false(load(r, r->deployment));
	assert_why(r, word);
}

/* One more key, as the holder makes it. */
static struct store_key add_key(struct room *r)
{
	struct store_key key = {.space = {id_new()}, .epoch = 1};
	struct store *next;
	bool stored;

	assert_loads(r);
	memcpy(key.key, key.space.id.b, 16);
	assert_int_equal(recovery_add(r->f.recovery, store_head_of(r->f.store), &key), ERR_OK);
	next = store_with(r->f.store, &key, 1);
	assert_int_equal(key_files_write(&r->f, next, &stored), ERR_OK);
	assert_true(stored);
	store_destroy(&next);
	key_files_leave(&r->f);
	return key;
}

static void read_file(struct room *r, const char *folder, const char *name, struct buf *out)
{
	int fd = folder_open(folder);

	(void)r;
	out->n = 0;
	assert_int_equal(folder_read(fd, name, 1 << 20, out), ERR_OK);
	(void)close(fd);
}

static void write_file(const char *folder, const char *name, struct str bytes)
{
	int fd = folder_open(folder);

	assert_int_equal(folder_put_synced(fd, name, 0600, bytes), ERR_OK);
	(void)close(fd);
}

static bool exists(const char *folder, const char *name)
{
	char path[256];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	return lstat(path, &st) == 0;
}

static unsigned mode_of(const char *folder, const char *name)
{
	char path[256];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static void test_init(void **state)
{
	struct room *r = *state;

	assert_int_equal(mode_of(r->path, "d.keys"), 0700);
	assert_int_equal(mode_of(r->path, "d.recovery"), 0700);
	assert_int_equal(mode_of(r->keys, "kek-1"), 0400);
	assert_int_equal(mode_of(r->recovery, "RECOVERY-PRIVATE-KEY"), 0400);
	assert_true(exists(r->recovery, "recovery-public-key.pem"));
	assert_loads(r);
	assert_int_equal(store_count(r->f.store), 0);
	assert_int_equal(store_head_of(r->f.store)->generation, 1);
	key_files_leave(&r->f);
	assert_false(keys_init(r->a, r->keys, r->recovery, r->deployment, NULL, &r->why));
	assert_why(r, "already");
}

/* Interrupted before its last step, it is simply run again, with the same private key. */
static void test_init_resumes(void **state)
{
	struct buf before = {0}, after = {0};
	struct room *r = *state;
	char store[160];

	read_file(r, r->recovery, "RECOVERY-PRIVATE-KEY", &before);
	(void)snprintf(store, sizeof(store), "%s/store", r->keys);
	assert_int_equal(unlink(store), 0);
	assert_true(keys_init(r->a, r->keys, r->recovery, r->deployment, NULL, &r->why));
	read_file(r, r->recovery, "RECOVERY-PRIVATE-KEY", &after);
	assert_true(str_eq(buf_str(&before), buf_str(&after)));
	assert_loads(r);
	key_files_leave(&r->f);
	(void)add_key(r);
	assert_int_equal(unlink(store), 0);
	assert_false(keys_init(r->a, r->keys, r->recovery, r->deployment, NULL, &r->why));
	assert_why(r, "recover it");
	buf_finish(&before);
	buf_finish(&after);
}

static void test_given_public_key(void **state)
{
	struct room *r = *state;
	unsigned char public[POINT_BYTES];
	struct evp_pkey_st *own = point_create();
	struct buf pem = {0};
	char path[160];

	remove_folder(r->keys);
	remove_folder(r->recovery);
	point_public(own, public);
	point_public_pem(public, &pem);
	write_file(r->path, "association.pem", buf_str(&pem));
	(void)snprintf(path, sizeof(path), "%s/association.pem", r->path);
	assert_true(keys_init(r->a, r->keys, r->recovery, r->deployment, path, &r->why));
	assert_false(exists(r->recovery, "RECOVERY-PRIVATE-KEY"));
	assert_loads(r);
	assert_memory_equal(store_head_of(r->f.store)->recovery, public, POINT_BYTES);
	key_files_leave(&r->f);
	remove_folder(r->keys);
	remove_folder(r->recovery);
	write_file(r->path, "association.pem", STR("no key"));
	assert_false(keys_init(r->a, r->keys, r->recovery, r->deployment, path, &r->why));
	assert_why(r, "no X25519 public key");
	assert_int_equal(unlink(path), 0);
	assert_false(keys_init(r->a, r->keys, r->recovery, r->deployment, path, &r->why));
	assert_why(r, "No such file");
	point_destroy(&own);
	buf_finish(&pem);
}

static void test_damaged(void **state)
{
	struct room *r = *state;
	struct buf store = {0};

	(void)add_key(r);
	read_file(r, r->keys, "store", &store);
	for (size_t i = 0; i < store.n; i += 7) {
		store.p[i] ^= 1;
		write_file(r->keys, "store", buf_str(&store));
		assert_false(load(r, r->deployment));
		assert_true(r->why.n > 10);
		store.p[i] ^= 1;
	}
	write_file(r->keys, "store", str_part(buf_str(&store), 0, store.n - 1));
	assert_refused(r, "damaged");
	write_file(r->keys, "store", STR(""));
	assert_refused(r, "cut short");
	write_file(r->keys, "store", buf_str(&store));
	assert_loads(r);
	buf_finish(&store);
}

static void test_other_deployment(void **state)
{
	struct room *r = *state;

	assert_false(load(r, (struct deployment_id){id_new()}));
	assert_why(r, "another deployment");
}

static void test_old_generation(void **state)
{
	struct room *r = *state;
	struct buf old = {0}, current = {0};

	(void)add_key(r);
	read_file(r, r->keys, "store", &old);
	(void)add_key(r);
	read_file(r, r->keys, "store", &current);
	write_file(r->keys, "store", buf_str(&old));
	assert_refused(r, "old copy: it has generation 2, and 3 was reached");
	write_file(r->keys, "store", buf_str(&current));
	assert_loads(r);
	assert_int_equal(store_head_of(r->f.store)->generation, 3);
	buf_finish(&old);
	buf_finish(&current);
}

/* Killed after the store was renamed and before the record was written: the store is newer, and the record follows. */
static void test_record_behind(void **state)
{
	struct room *r = *state;
	struct buf record = {0};
	uint64_t reached;

	read_file(r, r->recovery, "generation", &record);
	(void)add_key(r);
	write_file(r->recovery, "generation", buf_str(&record));
	assert_loads(r);
	assert_int_equal(recovery_generation_read(r->f.recovery, r->deployment, &reached), ERR_OK);
	assert_true(reached == 2);
	buf_finish(&record);
}

static void test_no_record(void **state)
{
	struct room *r = *state;
	char path[160];

	(void)snprintf(path, sizeof(path), "%s/generation", r->recovery);
	assert_int_equal(unlink(path), 0);
	assert_refused(r, "is its disk mounted?");
	write_file(r->recovery, "generation", STR("tasuki key store"));
	assert_refused(r, "generation record");
}

static void test_missing_parts(void **state)
{
	struct room *r = *state;
	char path[160];

	(void)snprintf(path, sizeof(path), "%s/kek-1", r->keys);
	assert_int_equal(unlink(path), 0);
	assert_refused(r, "kek-1 is missing");
	(void)snprintf(path, sizeof(path), "%s/store", r->keys);
	assert_int_equal(unlink(path), 0);
	assert_refused(r, "there is no key store");
	assert_false(key_files_enter(r->a, "/tmp/tasuki-nowhere", r->recovery, &r->f, &r->why));
	assert_why(r, "/tmp/tasuki-nowhere: No such file");
}

static void test_open_to_others(void **state)
{
	struct room *r = *state;

	assert_int_equal(chmod(r->keys, 0710), 0);
	assert_false(key_files_enter(r->a, r->keys, r->recovery, &r->f, &r->why));
	assert_why(r, "can be opened by others");
	assert_int_equal(chmod(r->keys, 0700), 0);
	assert_int_equal(chmod(r->recovery, 0705), 0);
	assert_false(key_files_enter(r->a, r->keys, r->recovery, &r->f, &r->why));
	assert_why(r, "mode 0705");
	assert_int_equal(chmod(r->recovery, 0700), 0);
	assert_loads(r);
}

static void test_lock(void **state)
{
	struct room *r = *state;
	struct key_files second;

	assert_loads(r);
	assert_false(key_files_enter(r->a, r->keys, r->recovery, &second, &r->why));
	assert_why(r, "in use");
}

/* What a crash leaves at each step of a change and of a rotation: the next start is whole, and cleans up. */
static void test_crash_leavings(void **state)
{
	struct room *r = *state;
	struct store_key key = add_key(r), got;
	struct store *next;
	struct kek *second;
	bool stored;

	write_file(r->keys, "store" FOLDER_HALF, STR("TASUKIks"));
	write_file(r->keys, "kek-2" FOLDER_HALF, STR("half a key"));
	write_file(r->keys, "kek-2", STR("0123456789abcdef0123456789abcdef"));
	write_file(r->recovery, "generation" FOLDER_HALF, STR("tasuki"));
	assert_loads(r);
	assert_true(store_find(r->f.store, key.space, &got));
	assert_false(exists(r->keys, "store" FOLDER_HALF));
	assert_false(exists(r->keys, "kek-2" FOLDER_HALF));
	assert_false(exists(r->recovery, "generation" FOLDER_HALF));
	assert_false(exists(r->keys, "kek-2")); /* made for a rotation that did not happen */
	assert_true(exists(r->keys, "kek-1"));
	/* a rotation that happened, killed before the old key was destroyed */
	second = kek_create(r->f.folder, 2, NULL);
	next = store_rewrapped(r->f.store, second, NULL);
	assert_int_equal(key_files_write(&r->f, next, &stored), ERR_OK);
	store_destroy(&next);
	kek_destroy(&second);
	key_files_leave(&r->f);
	assert_loads(r);
	assert_false(exists(r->keys, "kek-1"));
	assert_true(store_find(r->f.store, key.space, &got));
	assert_memory_equal(got.key, key.key, 32);
}

static struct keys_recovery recovery_of(struct room *r, const char *private_key)
{
	return (struct keys_recovery){r->keys, r->recovery, private_key, r->deployment, false};
}

static void test_recover(void **state)
{
	struct room *r = *state;
	struct store_key keys[3] = {add_key(r), add_key(r), add_key(r)}, got;
	char private_key[160], store[160];
	struct keys_recovery o;
	size_t n;

	(void)snprintf(private_key, sizeof(private_key), "%s/RECOVERY-PRIVATE-KEY", r->recovery);
	(void)snprintf(store, sizeof(store), "%s/store", r->keys);
	o = recovery_of(r, private_key);
	assert_false(keys_recover(r->a, &o, &n, &r->why));
	assert_why(r, "move it away");
	assert_int_equal(unlink(store), 0);
	assert_true(keys_recover(r->a, &o, &n, &r->why));
	assert_int_equal(n, 3);
	assert_loads(r);
	assert_int_equal(store_head_of(r->f.store)->generation, 5); /* above the four that were reached */
	for (int i = 0; i < 3; i++) {
		assert_true(store_find(r->f.store, keys[i].space, &got));
		assert_memory_equal(got.key, keys[i].key, 32);
		assert_int_equal(got.epoch, keys[i].epoch);
	}
	key_files_leave(&r->f);
	keys[0] = add_key(r); /* and goes on */
}

static void test_recover_refuses(void **state)
{
	struct room *r = *state;
	struct store_key first = add_key(r), second = add_key(r), got;
	char private_key[160], store[160], name[ID_TEXT + 1];
	struct evp_pkey_st *other = point_create();
	struct buf pem = {0};
	struct keys_recovery o;
	size_t n;

	(void)snprintf(store, sizeof(store), "%s/store", r->keys);
	assert_int_equal(unlink(store), 0);
	point_private_pem(other, &pem);
	write_file(r->path, "other.pem", buf_str(&pem));
	(void)snprintf(private_key, sizeof(private_key), "%s/other.pem", r->path);
	o = recovery_of(r, private_key);
	assert_false(keys_recover(r->a, &o, &n, &r->why));
	assert_why(r, "2 recovery objects do not open");
	assert_false(exists(r->keys, "store"));
	(void)snprintf(private_key, sizeof(private_key), "%s/RECOVERY-PRIVATE-KEY", r->recovery);
	id_format(second.space.id, name);
	write_file(r->recovery, name, STR("damaged"));
	assert_false(keys_recover(r->a, &o, &n, &r->why));
	assert_why(r, "1 recovery objects do not open");
	o.skip = true;
	assert_true(keys_recover(r->a, &o, &n, &r->why));
	assert_int_equal(n, 1);
	assert_loads(r);
	assert_true(store_find(r->f.store, first.space, &got));
	assert_false(store_find(r->f.store, second.space, &got));
	point_destroy(&other);
	buf_finish(&pem);
}

static void test_credential(void **state)
{
	struct room *r = *state;

	remove_folder(r->keys);
	remove_folder(r->recovery);
	write_file(r->path, "tasuki-kek", STR("a secret of systemd's that is long enough"));
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", r->path, 1), 0);
	assert_true(keys_init(r->a, r->keys, r->recovery, r->deployment, NULL, &r->why));
	(void)add_key(r);
	assert_loads(r);
	assert_true(store_head_of(r->f.store)->kek_mixed);
	key_files_leave(&r->f);
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
	assert_refused(r, "credential");
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", r->path, 1), 0);
	write_file(r->path, "tasuki-kek", STR("another secret of systemd's, just as long"));
	assert_refused(r, "not written under this key");
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_crash_leavings, enter, leave),
		cmocka_unit_test_setup_teardown(test_credential, enter, leave),
		cmocka_unit_test_setup_teardown(test_damaged, enter, leave),
		cmocka_unit_test_setup_teardown(test_given_public_key, enter, leave),
		cmocka_unit_test_setup_teardown(test_init, enter, leave),
		cmocka_unit_test_setup_teardown(test_init_resumes, enter, leave),
		cmocka_unit_test_setup_teardown(test_lock, enter, leave),
		cmocka_unit_test_setup_teardown(test_missing_parts, enter, leave),
		cmocka_unit_test_setup_teardown(test_no_record, enter, leave),
		cmocka_unit_test_setup_teardown(test_old_generation, enter, leave),
		cmocka_unit_test_setup_teardown(test_open_to_others, enter, leave),
		cmocka_unit_test_setup_teardown(test_other_deployment, enter, leave),
		cmocka_unit_test_setup_teardown(test_record_behind, enter, leave),
		cmocka_unit_test_setup_teardown(test_recover, enter, leave),
		cmocka_unit_test_setup_teardown(test_recover_refuses, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
