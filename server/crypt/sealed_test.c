#include "crypt/sealed.h"

#include "base/rand.h"
#include "crypt/gcm.h"
#include "crypt/number.h"
#include "crypt/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define OVERHEAD (1 + 4 + GCM_NONCE + GCM_TAG)

static const unsigned char key_bytes[32] = "0123456789abcdef0123456789abcdef";

struct room {
	struct arena *a;
	struct space_key *key;
	struct seal_place at;
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	r->a = arena_create(1024);
	r->at = (struct seal_place){{id_new()}, {id_new()}, SEAL_BODY, id_new(), 3};
	r->key = space_key_create(r->at.space, 7, key_bytes);
	*state = r;
	return 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	space_key_destroy(&r->key);
	assert_null(r->key);
	arena_destroy(&r->a);
	free(r);
	return 0;
}

static struct str seal_text(struct room *r, struct str text)
{
	return seal(r->a, r->key, &r->at, (struct phi){text});
}

static void test_round_trip(void **state)
{
	static const enum seal_kind kinds[] = {
#define SEAL(name, number, label) SEAL_##name,
#include "crypt/seal.def"
#undef SEAL
	};
	static const char *const texts[] = {"", "a", "本日より抗生剤開始です。"};
	struct room *r = *state;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
			struct phi back = {{NULL, 99}};
			struct str sealed;

			r->at.kind = kinds[k];
			sealed = seal_text(r, str_of(texts[i]));
			assert_int_equal(sealed.n, strlen(texts[i]) + OVERHEAD);
			assert_int_equal(unseal(r->a, r->key, &r->at, sealed, &back), ERR_OK);
			assert_true(str_eq(back.text, str_of(texts[i])));
		}
}

static void test_form(void **state)
{
	struct room *r = *state;
	struct str sealed = seal_text(r, STR("x"));

	assert_int_equal(sealed.p[0], 1);
	assert_int_equal(number_get_u32((const unsigned char *)sealed.p + 1), 7);
	assert_int_equal(space_key_epoch(r->key), 7);
}

/* Every byte of the sealed form, each flipped alone, and every shorter length. */
static void test_damage_refused(void **state)
{
	struct room *r = *state;
	struct str sealed = seal_text(r, STR("38.2"));
	struct phi out = {{"kept", 4}};

	for (size_t i = 0; i < sealed.n; i++) {
		struct str bad = arena_copy(r->a, sealed);

		((char *)(uintptr_t)bad.p)[i] ^= 0x10;
		assert_int_equal(unseal(r->a, r->key, &r->at, bad, &out), ERR_INTERNAL);
		assert_int_equal(unseal(r->a, r->key, &r->at, str_part(sealed, 0, i), &out), ERR_INTERNAL);
	}
	assert_string_equal(out.text.p, "kept");
	assert_int_equal(unseal(r->a, r->key, &r->at, sealed, &out), ERR_OK);
}

static void refuse(struct room *r, struct seal_place at, struct str sealed)
{
	struct phi out;

	assert_int_equal(unseal(r->a, r->key, &at, sealed, &out), ERR_INTERNAL);
}

static void test_every_bound_element(void **state)
{
	struct room *r = *state;
	struct str sealed = seal_text(r, STR("38.2"));
	struct seal_place at = r->at;

	at.deployment.id.b[0] ^= 1;
	refuse(r, at, sealed);
	at = r->at;
	at.space.id.b[15] ^= 1;
	refuse(r, at, sealed);
	at = r->at;
	at.kind = SEAL_IDENTITY;
	refuse(r, at, sealed);
	at.kind = SEAL_DRAFT; /* the same sub-key: only the bound number differs */
	refuse(r, at, sealed);
	at = r->at;
	at.row.b[7] ^= 1;
	refuse(r, at, sealed);
	at = r->at;
	at.version++;
	refuse(r, at, sealed);
}

/* The epoch is bound as well: a key of another epoch with equal bytes opens nothing, nor does a rewritten head. */
static void test_other_keys(void **state)
{
	struct room *r = *state;
	struct str sealed = seal_text(r, STR("38.2"));
	struct space_key *next = space_key_create(r->at.space, 8, key_bytes);
	struct seal_place elsewhere = r->at;
	struct space_key *foreign;
	struct phi out;

	assert_int_equal(unseal(r->a, next, &r->at, sealed, &out), ERR_INTERNAL);
	number_put_u32((unsigned char *)(uintptr_t)sealed.p + 1, 8);
	assert_int_equal(unseal(r->a, next, &r->at, sealed, &out), ERR_INTERNAL);
	number_put_u32((unsigned char *)(uintptr_t)sealed.p + 1, 7);
	elsewhere.space.id = id_new();
	foreign = space_key_create(elsewhere.space, 7, key_bytes);
	assert_int_equal(unseal(r->a, foreign, &elsewhere, sealed, &out), ERR_INTERNAL);
	space_key_destroy(&next);
	space_key_destroy(&foreign);
}

static int compare_nonces(const void *a, const void *b)
{
	return memcmp(a, b, GCM_NONCE);
}

static void test_nonces_differ(void **state)
{
	enum { COUNT = 4000 };
	struct room *r = *state;
	unsigned char(*nonces)[GCM_NONCE] = calloc(COUNT, GCM_NONCE);

	for (int i = 0; i < COUNT; i++)
		memcpy(nonces[i], seal_text(r, STR("same")).p + 5, GCM_NONCE);
	qsort(nonces, COUNT, GCM_NONCE, compare_nonces);
	for (int i = 1; i < COUNT; i++)
		assert_memory_not_equal(nonces[i - 1], nonces[i], GCM_NONCE);
	free(nonces);
}

/* Computed independently: sealed text written by an earlier build must open for ever. Key, place and bytes made with Python's
 * cryptography. */
static void test_known_answer(void **state)
{
	static const unsigned char sealed[] = {
		0x01, 0x00, 0x00, 0x00, 0x07, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a,
		0x0b, 0xfe, 0x20, 0xe7, 0xa7, 0x9d, 0xc5, 0x62, 0x65, 0xe8, 0x24, 0x8e, 0x9f, 0x53, 0x59, 0xb3,
		0xd2, 0x61, 0x75, 0x87, 0x22, 0x60, 0xfa, 0x11, 0x26, 0x47, 0x40, 0xce, 0x61, 0xe1,
	};
	struct room *r = *state;
	struct seal_place at = {.kind = SEAL_BODY, .version = 3};
	struct space_key *key;
	struct phi out;

	memset(&at.deployment, 0x11, sizeof(at.deployment));
	memset(&at.space, 0x22, sizeof(at.space));
	memset(&at.row, 0x33, sizeof(at.row));
	key = space_key_create(at.space, 7, key_bytes);
	assert_int_equal(unseal(r->a, key, &at, (struct str){(const char *)sealed, sizeof(sealed)}, &out), ERR_OK);
	assert_true(str_eq(out.text, STR("体温38.2℃")));
	space_key_destroy(&key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_damage_refused, enter, leave),
		cmocka_unit_test_setup_teardown(test_every_bound_element, enter, leave),
		cmocka_unit_test_setup_teardown(test_form, enter, leave),
		cmocka_unit_test_setup_teardown(test_known_answer, enter, leave),
		cmocka_unit_test_setup_teardown(test_nonces_differ, enter, leave),
		cmocka_unit_test_setup_teardown(test_other_keys, enter, leave),
		cmocka_unit_test_setup_teardown(test_round_trip, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
