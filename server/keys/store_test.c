#include "keys/store.h"

#include "base/buf.h"
#include "base/rand.h"
#include "keys/folder.h"
#include "keys/kek.h"

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
	char path[64];
	int folder;
	struct kek *kek;
	struct store_head head;
	struct str why;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	r->a = arena_create(1024);
	(void)snprintf(r->path, sizeof(r->path), "/tmp/tasuki-store-XXXXXX");
	assert_non_null(mkdtemp(r->path));
	r->folder = folder_open(r->path);
	r->kek = kek_create(r->folder, 1, NULL);
	assert_non_null(r->kek);
	r->head.deployment.id = id_new();
	memset(r->head.recovery, 9, sizeof(r->head.recovery));
	*state = r;
	return 0;
}

static bool remove_one(void *arg, const char *name)
{
	return unlinkat(*(int *)arg, name, 0) == 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	kek_destroy(&r->kek);
	assert_int_equal(folder_each(r->folder, remove_one, &r->folder), ERR_OK);
	(void)close(r->folder);
	assert_int_equal(rmdir(r->path), 0);
	arena_destroy(&r->a);
	free(r);
	return 0;
}

static struct store_key fresh_key(uint32_t epoch)
{
	struct store_key k = {.space = {id_new()}, .epoch = epoch};

	rand_bytes(k.key, sizeof(k.key));
	return k;
}

static void assert_held(const struct store *s, const struct store_key *want)
{
	struct store_key got;

	assert_true(store_find(s, want->space, &got));
	assert_int_equal(got.epoch, want->epoch);
	assert_memory_equal(got.key, want->key, sizeof(got.key));
	assert_true(id_eq(got.space.id, want->space.id));
}

/* The store after n changes of one key each, and the keys. */
static struct store *grow(struct room *r, struct store_key *keys, size_t n)
{
	struct store *s = store_create(&r->head, r->kek), *next;

	for (size_t i = 0; i < n; i++) {
		keys[i] = fresh_key(1);
		next = store_with(s, &keys[i], 1);
		store_destroy(&s);
		s = next;
	}
	return s;
}

static void test_round_trip(void **state)
{
	enum { COUNT = 50 };
	struct room *r = *state;
	struct store_key keys[COUNT], got;
	struct store *s = grow(r, keys, COUNT), *read;

	assert_int_equal(store_count(s), COUNT);
	assert_int_equal(store_head_of(s)->generation, COUNT + 1);
	read = store_parse(r->a, store_bytes(s), r->kek, &r->why);
	assert_non_null(read);
	assert_true(id_eq(store_head_of(read)->deployment.id, r->head.deployment.id));
	assert_memory_equal(store_head_of(read)->recovery, r->head.recovery, STORE_RECOVERY_KEY);
	assert_int_equal(store_head_of(read)->generation, COUNT + 1);
	for (int i = 0; i < COUNT; i++)
		assert_held(read, &keys[i]);
	assert_false(store_find(read, (struct space_id){id_new()}, &got));
	assert_true(str_eq(store_bytes(read), store_bytes(s)));
	store_destroy(&read);
	store_destroy(&s);
}

/* A change makes another store: the one before it is still whole. */
static void test_value(void **state)
{
	struct room *r = *state;
	struct store_key keys[3], more[2] = {fresh_key(1), fresh_key(1)}, got;
	struct store *s = grow(r, keys, 3), *next = store_with(s, more, 2);

	assert_int_equal(store_count(s), 3);
	assert_false(store_find(s, more[0].space, &got));
	assert_held(next, &more[0]);
	assert_held(next, &more[1]);
	assert_held(next, &keys[2]);
	assert_int_equal(store_head_of(next)->generation, store_head_of(s)->generation + 1);
	store_destroy(&next);
	store_destroy(&s);
}

static void test_newest_epoch(void **state)
{
	struct room *r = *state;
	struct store_key first, second;
	struct store *s = grow(r, &first, 1), *next;

	second = fresh_key(2);
	second.space = first.space;
	next = store_with(s, &second, 1);
	assert_held(next, &second);
	assert_int_equal(store_count(next), 2);
	store_destroy(&next);
	store_destroy(&s);
}

static void test_empty(void **state)
{
	struct room *r = *state;
	struct store *s = store_create(&r->head, r->kek), *read = store_parse(r->a, store_bytes(s), r->kek, &r->why);
	struct store_key got;

	assert_non_null(read);
	assert_false(store_find(read, (struct space_id){{{0}}}, &got));
	assert_int_equal(store_head_of(read)->generation, 1);
	store_destroy(&read);
	store_destroy(&s);
}

static void assert_refused(struct room *r, struct str bytes, const struct kek *kek)
{
	r->why = (struct str){NULL, 0};
	assert_null(store_parse(r->a, bytes, kek, &r->why));
	assert_true(r->why.n > 10);
}

/* Every byte flipped alone, every shorter length, and more bytes behind. */
static void test_damage(void **state)
{
	struct room *r = *state;
	struct store_key keys[3];
	struct store *s = grow(r, keys, 3);
	struct str good = store_bytes(s), longer = arena_copy(r->a, good);
	char *bad = (char *)(uintptr_t)arena_copy(r->a, good).p;

	for (size_t i = 0; i < good.n; i++) {
		bad[i] ^= 0x40;
		assert_refused(r, (struct str){bad, good.n}, r->kek);
		bad[i] ^= 0x40;
		assert_refused(r, str_part(good, 0, i), r->kek);
	}
	longer.n++;
	assert_refused(r, longer, r->kek);
	store_destroy(&s);
}

static void test_other_kek(void **state)
{
	struct room *r = *state;
	struct store_key keys[2];
	struct store *s = grow(r, keys, 2);
	struct kek *other = kek_create(r->folder, 2, NULL), *same_epoch;

	assert_refused(r, store_bytes(s), other);
	kek_destroy(&other);
	assert_int_equal(kek_shred(r->folder, 1), ERR_OK);
	same_epoch = kek_create(r->folder, 1, NULL);
	assert_refused(r, store_bytes(s), same_epoch);
	kek_destroy(&same_epoch);
	store_destroy(&s);
}

static void count_one(void *arg, const struct store_key *key)
{
	size_t *n = arg;

	assert_int_equal(key->epoch, 1);
	(*n)++;
}

static void test_rewrapped(void **state)
{
	struct room *r = *state;
	struct store_key keys[20];
	struct store *s = grow(r, keys, 20), *next;
	struct kek *second = kek_create(r->folder, 2, NULL);
	size_t n = 0;

	next = store_rewrapped(s, second, NULL);
	assert_int_equal(store_head_of(next)->kek_epoch, 2);
	assert_int_equal(store_head_of(next)->generation, store_head_of(s)->generation + 1);
	for (int i = 0; i < 20; i++)
		assert_held(next, &keys[i]);
	assert_refused(r, store_bytes(next), r->kek);
	store_each(next, count_one, &n);
	assert_int_equal(n, 20);
	/* nothing of the old wrapping is taken over */
	assert_memory_not_equal(store_bytes(s).p + 80, store_bytes(next).p + 80, 80);
	store_destroy(&s);
	store_destroy(&next);
	kek_destroy(&second);
}

static void test_kek_files(void **state)
{
	struct room *r = *state;
	struct kek *again = kek_read(r->a, r->folder, 1, NULL, &r->why);
	uint32_t highest = 0;
	struct stat st;

	assert_non_null(again);
	assert_memory_equal(kek_wrap_key(again), kek_wrap_key(r->kek), 32);
	assert_memory_equal(kek_mac_key(again), kek_mac_key(r->kek), 32);
	assert_memory_not_equal(kek_mac_key(again), kek_wrap_key(again), 32);
	kek_destroy(&again);
	assert_int_equal(fstatat(r->folder, "kek-1", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 0400);
	assert_int_equal(st.st_size, 32);
	assert_null(kek_read(r->a, r->folder, 2, NULL, &r->why));
	again = kek_create(r->folder, 12, NULL);
	kek_destroy(&again);
	assert_int_equal(kek_highest(r->folder, &highest), ERR_OK);
	assert_int_equal(highest, 12);
	assert_int_equal(kek_shred_others(r->folder, 12), ERR_OK);
	assert_null(kek_read(r->a, r->folder, 1, NULL, &r->why));
	assert_int_equal(folder_put_synced(r->folder, "kek-3", 0400, STR("short")), ERR_OK);
	assert_null(kek_read(r->a, r->folder, 3, NULL, &r->why));
}

static void test_credential(void **state)
{
	struct room *r = *state;
	struct credential *c;
	struct kek *mixed, *plain, *again;

	assert_int_equal(folder_put_synced(r->folder, "tasuki-kek", 0400, STR("0123456789abcdef0123456789abcdef")), ERR_OK);
	c = credential_read(r->a, r->path, &r->why);
	assert_true(credential_present(c));
	mixed = kek_create(r->folder, 5, c);
	plain = kek_read(r->a, r->folder, 5, NULL, &r->why);
	again = kek_read(r->a, r->folder, 5, c, &r->why);
	assert_true(kek_is_mixed(mixed));
	assert_memory_equal(kek_wrap_key(mixed), kek_wrap_key(again), 32);
	assert_memory_not_equal(kek_wrap_key(mixed), kek_wrap_key(plain), 32);
	kek_destroy(&mixed);
	kek_destroy(&plain);
	kek_destroy(&again);
	credential_destroy(&c);
	c = credential_read(r->a, NULL, &r->why);
	assert_false(credential_present(c));
	credential_destroy(&c);
	assert_int_equal(folder_put_synced(r->folder, "tasuki-kek", 0400, STR("too short")), ERR_OK);
	assert_null(credential_read(r->a, r->path, &r->why));
}

/* A crash leaves either the old file or the new one, and half-written ones are swept. */
static void test_folder(void **state)
{
	struct room *r = *state;
	struct buf got = {0};

	assert_int_equal(folder_put_synced(r->folder, "store", 0400, STR("old")), ERR_OK);
	assert_int_equal(folder_put_synced(r->folder, "store" FOLDER_HALF, 0400, STR("ne")), ERR_OK);
	assert_int_equal(folder_read(r->folder, "store", 10, &got), ERR_OK);
	assert_true(str_eq(buf_str(&got), STR("old")));
	assert_int_equal(folder_sweep(r->folder), ERR_OK);
	got.n = 0;
	assert_int_equal(folder_read(r->folder, "store" FOLDER_HALF, 10, &got), ERR_NOT_FOUND);
	assert_int_equal(folder_put_synced(r->folder, "store", 0400, STR("newer")), ERR_OK);
	assert_int_equal(folder_read(r->folder, "store", 4, &got), ERR_TOO_LONG);
	got.n = 0;
	assert_int_equal(folder_read(r->folder, "store", 5, &got), ERR_OK);
	assert_true(str_eq(buf_str(&got), STR("newer")));
	assert_int_equal(folder_shred(r->folder, "store"), ERR_OK);
	assert_int_equal(folder_shred(r->folder, "store"), ERR_OK);
	assert_int_equal(folder_read(r->folder, "store", 5, &got), ERR_NOT_FOUND);
	assert_int_equal(symlinkat("kek-1", r->folder, "link"), 0);
	assert_int_equal(folder_read(r->folder, "link", 99, &got), ERR_INTERNAL); /* no following */
	buf_finish(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_credential, enter, leave),
		cmocka_unit_test_setup_teardown(test_damage, enter, leave),
		cmocka_unit_test_setup_teardown(test_empty, enter, leave),
		cmocka_unit_test_setup_teardown(test_folder, enter, leave),
		cmocka_unit_test_setup_teardown(test_kek_files, enter, leave),
		cmocka_unit_test_setup_teardown(test_newest_epoch, enter, leave),
		cmocka_unit_test_setup_teardown(test_other_kek, enter, leave),
		cmocka_unit_test_setup_teardown(test_rewrapped, enter, leave),
		cmocka_unit_test_setup_teardown(test_round_trip, enter, leave),
		cmocka_unit_test_setup_teardown(test_value, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
