#include "keys/recovery.h"

#include "base/rand.h"
#include "keys/folder.h"
#include "keys/point.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct room {
	char path[64];
	int folder;
	struct evp_pkey_st *private_key;
	struct store_head head;
	struct store_key key;
	struct buf object;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	(void)snprintf(r->path, sizeof(r->path), "/tmp/tasuki-recovery-XXXXXX");
	assert_non_null(mkdtemp(r->path));
	r->folder = folder_open(r->path);
	r->private_key = point_create();
	r->head.deployment.id = id_new();
	point_public(r->private_key, r->head.recovery);
	r->key = (struct store_key){.space = {id_new()}, .epoch = 1};
	rand_bytes(r->key.key, 32);
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

	point_destroy(&r->private_key);
	buf_finish(&r->object);
	assert_int_equal(folder_each(r->folder, remove_one, &r->folder), ERR_OK);
	(void)close(r->folder);
	assert_int_equal(rmdir(r->path), 0);
	free(r);
	return 0;
}

static bool opens(struct room *r, struct str object, struct evp_pkey_st *key, struct store_key *out, size_t *n)
{
	return recovery_open(r->head.deployment, r->key.space, object, key, out, n);
}

static void test_object(void **state)
{
	struct room *r = *state;
	struct store_key out[RECOVERY_EPOCHS_MAX];
	size_t n;

	assert_true(recovery_object(&r->head, (struct str){NULL, 0}, &r->key, &r->object));
	assert_true(opens(r, buf_str(&r->object), r->private_key, out, &n));
	assert_int_equal(n, 1);
	assert_int_equal(out[0].epoch, 1);
	assert_memory_equal(out[0].key, r->key.key, 32);
	assert_true(id_eq(out[0].space.id, r->key.space.id));
}

static void test_damage(void **state)
{
	struct room *r = *state;
	struct store_key out[RECOVERY_EPOCHS_MAX];
	size_t n;

	assert_true(recovery_object(&r->head, (struct str){NULL, 0}, &r->key, &r->object));
	for (size_t i = 0; i < r->object.n; i++) {
		r->object.p[i] ^= 0x04;
		assert_false(opens(r, buf_str(&r->object), r->private_key, out, &n));
		r->object.p[i] ^= 0x04;
		assert_false(opens(r, str_part(buf_str(&r->object), 0, i), r->private_key, out, &n));
	}
	buf_add_byte(&r->object, 0);
	assert_false(opens(r, buf_str(&r->object), r->private_key, out, &n));
}

static void test_others(void **state)
{
	struct room *r = *state;
	struct store_key out[RECOVERY_EPOCHS_MAX];
	struct evp_pkey_st *other = point_create();
	struct str object;
	size_t n;

	assert_true(recovery_object(&r->head, (struct str){NULL, 0}, &r->key, &r->object));
	object = buf_str(&r->object);
	assert_false(opens(r, object, other, out, &n));
	assert_false(recovery_open((struct deployment_id){id_new()}, r->key.space, object, r->private_key, out, &n));
	assert_false(recovery_open(r->head.deployment, (struct space_id){id_new()}, object, r->private_key, out, &n));
	point_destroy(&other);
}

/* Adding never loses what is there: a second key takes the next epoch, and what is no object is not overwritten. */
static void test_add(void **state)
{
	struct room *r = *state;
	struct store_key out[RECOVERY_EPOCHS_MAX], second = r->key;
	char name[ID_TEXT + 1];
	size_t n;

	memset(second.key, 5, 32);
	assert_int_equal(recovery_add(r->folder, &r->head, &r->key), ERR_OK);
	assert_int_equal(r->key.epoch, 1);
	assert_int_equal(recovery_add(r->folder, &r->head, &second), ERR_OK);
	assert_int_equal(second.epoch, 2);
	id_format(r->key.space.id, name);
	assert_int_equal(folder_read(r->folder, name, RECOVERY_OBJECT_MAX, &r->object), ERR_OK);
	assert_true(opens(r, buf_str(&r->object), r->private_key, out, &n));
	assert_int_equal(n, 2);
	assert_memory_equal(out[0].key, r->key.key, 32);
	assert_memory_equal(out[1].key, second.key, 32);
	assert_int_equal(folder_put_synced(r->folder, name, 0600, STR("something else")), ERR_OK);
	assert_int_equal(recovery_add(r->folder, &r->head, &second), ERR_INTERNAL);
	r->object.n = 0;
	assert_int_equal(folder_read(r->folder, name, 99, &r->object), ERR_OK);
	assert_true(str_eq(buf_str(&r->object), STR("something else")));
}

static void test_most_epochs(void **state)
{
	struct room *r = *state;
	struct store_key out[RECOVERY_EPOCHS_MAX];
	char name[ID_TEXT + 1];
	size_t n;

	for (int i = 0; i < RECOVERY_EPOCHS_MAX; i++)
		assert_int_equal(recovery_add(r->folder, &r->head, &r->key), ERR_OK);
	assert_int_equal(recovery_add(r->folder, &r->head, &r->key), ERR_INTERNAL);
	id_format(r->key.space.id, name);
	assert_int_equal(folder_read(r->folder, name, RECOVERY_OBJECT_MAX, &r->object), ERR_OK);
	assert_true(opens(r, buf_str(&r->object), r->private_key, out, &n));
	assert_int_equal(n, RECOVERY_EPOCHS_MAX);
}

static void test_pem(void **state)
{
	struct room *r = *state;
	struct buf pem = {0};
	struct evp_pkey_st *again;
	unsigned char public[POINT_BYTES];

	point_private_pem(r->private_key, &pem);
	assert_int_equal(strncmp(pem.p, "-----BEGIN PRIVATE KEY-----\n", 28), 0);
	again = point_private_read(buf_str(&pem));
	assert_non_null(again);
	point_public(again, public);
	assert_memory_equal(public, r->head.recovery, POINT_BYTES);
	assert_false(point_public_read(buf_str(&pem), public));
	point_destroy(&again);
	pem.n = 0;
	point_public_pem(r->head.recovery, &pem);
	memset(public, 0, sizeof(public));
	assert_true(point_public_read(buf_str(&pem), public));
	assert_memory_equal(public, r->head.recovery, POINT_BYTES);
	assert_null(point_private_read(buf_str(&pem)));
	assert_false(point_public_read(STR("nonsense"), public));
	assert_false(point_public_read(STR(""), public));
	/* P-256, and the point of order one, which would make every secret zero */
	assert_false(point_public_read(
		STR("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n"
		    "6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n-----END PUBLIC KEY-----\n"),
		public));
	pem.n = 0;
	point_public_pem((unsigned char[POINT_BYTES]){0}, &pem);
	assert_false(point_public_read(buf_str(&pem), public));
	buf_finish(&pem);
}

/* RFC 7748, section 6.1: Alice's private key with Bob's public key. */
static void test_agree(void **state)
{
	static const char alice[] =
		"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIHcHbQpzGKV9PBbBclGyZkXfTC+H68CZKrF3+6UduSwq\n"
		"-----END PRIVATE KEY-----\n";
	static const unsigned char bob[POINT_BYTES] = {0xde, 0x9e, 0xdb, 0x7d, 0x7b, 0x7d, 0xc1, 0xb4, 0xd3, 0x5b, 0x61,
						       0xc2, 0xec, 0xe4, 0x35, 0x37, 0x3f, 0x83, 0x43, 0xc8, 0x5b, 0x78,
						       0x67, 0x4d, 0xad, 0xfc, 0x7e, 0x14, 0x6f, 0x88, 0x2b, 0x4f};
	static const unsigned char want[POINT_BYTES] = {0x4a, 0x5d, 0x9d, 0x5b, 0xa4, 0xce, 0x2d, 0xe1, 0x72, 0x8e, 0x3b,
							0xf4, 0x80, 0x35, 0x0f, 0x25, 0xe0, 0x7e, 0x21, 0xc9, 0x47, 0xd1,
							0x9e, 0x33, 0x76, 0xf0, 0x9b, 0x3c, 0x1e, 0x16, 0x17, 0x42};
	struct evp_pkey_st *key = point_private_read(STR(alice));
	unsigned char secret[POINT_BYTES];

	(void)state;
	assert_non_null(key);
	assert_true(point_agree(key, bob, secret));
	assert_memory_equal(secret, want, POINT_BYTES);
	assert_false(point_agree(key, (unsigned char[POINT_BYTES]){0}, secret));
	point_destroy(&key);
}

static void test_generation(void **state)
{
	static const char *const bad[] = {"", "tasuki key store", "7\n"};
	struct room *r = *state;
	uint64_t g;

	assert_int_equal(recovery_generation_read(r->folder, r->head.deployment, &g), ERR_NOT_FOUND);
	assert_int_equal(recovery_generation_write(r->folder, r->head.deployment, 41), ERR_OK);
	assert_int_equal(recovery_generation_read(r->folder, r->head.deployment, &g), ERR_OK);
	assert_true(g == 41);
	assert_int_equal(recovery_generation_read(r->folder, (struct deployment_id){id_new()}, &g), ERR_INTERNAL);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(folder_put_synced(r->folder, "generation", 0600, str_of(bad[i])), ERR_OK);
		assert_int_equal(recovery_generation_read(r->folder, r->head.deployment, &g), ERR_INTERNAL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_add, enter, leave),
		cmocka_unit_test_setup_teardown(test_agree, enter, leave),
		cmocka_unit_test_setup_teardown(test_damage, enter, leave),
		cmocka_unit_test_setup_teardown(test_generation, enter, leave),
		cmocka_unit_test_setup_teardown(test_most_epochs, enter, leave),
		cmocka_unit_test_setup_teardown(test_object, enter, leave),
		cmocka_unit_test_setup_teardown(test_others, enter, leave),
		cmocka_unit_test_setup_teardown(test_pem, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
