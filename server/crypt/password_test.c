#include "crypt/password.h"

#include "crypt/argon2id.h"
#include "loop/loop.h"

#include <argon2.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The floor: what is asked below it is raised to it. */
static const struct password_cost floor_cost = {19456, 2};

#define ANSWERS_MAX 16

struct room {
	struct loop *loop;
	struct passwords *p;
	int expected, got;
	struct {
		enum err e;
		bool match, rehash;
		char phc[PHC_TEXT];
	} answers[ANSWERS_MAX];
};

static int enter(void **state)
{
	struct room *r = calloc(1, sizeof(*r));

	r->loop = loop_create();
	r->p = passwords_create(r->loop, floor_cost, 1, 2);
	*state = r;
	return 0;
}

static int leave(void **state)
{
	struct room *r = *state;

	passwords_destroy(&r->p);
	loop_destroy(&r->loop);
	free(r);
	return 0;
}

static void count_answer(struct room *r)
{
	if (++r->got == r->expected)
		loop_stop(r->loop);
}

static void on_verified(void *arg, enum err e, bool match, bool rehash)
{
	struct room *r = arg;

	r->answers[r->got].e = e;
	r->answers[r->got].match = match;
	r->answers[r->got].rehash = rehash;
	count_answer(r);
}

static void on_hashed(void *arg, enum err e, struct str phc)
{
	struct room *r = arg;

	r->answers[r->got].e = e;
	(void)snprintf(r->answers[r->got].phc, PHC_TEXT, "%.*s", STR_ARG(phc));
	count_answer(r);
}

static void wait_for(struct room *r, int expected)
{
	r->expected = expected;
	if (r->got < expected)
		loop_run(r->loop);
	assert_int_equal(r->got, expected);
	r->got = 0;
}

static void assert_verdict(struct room *r, struct str password, const char *stored, bool match, bool rehash)
{
	password_verify(r->p, password, stored ? str_of(stored) : (struct str){NULL, 0}, on_verified, r);
	wait_for(r, 1);
	assert_int_equal(r->answers[0].e, ERR_OK);
	assert_int_equal(r->answers[0].match, match);
	assert_int_equal(r->answers[0].rehash, rehash);
}

static void test_hash_and_verify(void **state)
{
	struct room *r = *state;
	char stored[PHC_TEXT];

	password_hash(r->p, STR("たすき-Passw0rd"), on_hashed, r);
	wait_for(r, 1);
	assert_int_equal(r->answers[0].e, ERR_OK);
	(void)snprintf(stored, sizeof(stored), "%s", r->answers[0].phc);
	assert_int_equal(strncmp(stored, "$argon2id$v=19$m=19456,t=2,p=1$", 31), 0);
	assert_int_equal(argon2id_verify(stored, "たすき-Passw0rd", strlen("たすき-Passw0rd")), ARGON2_OK);
	assert_verdict(r, STR("たすき-Passw0rd"), stored, true, false);
	assert_verdict(r, STR("たすき-Passw0re"), stored, false, false);
	assert_verdict(r, STR(""), stored, false, false);
	password_hash(r->p, STR("たすき-Passw0rd"), on_hashed, r);
	wait_for(r, 1);
	assert_string_not_equal(stored, r->answers[0].phc); /* its own salt */
}

static void test_now_and_floor(void **state)
{
	struct room *r = *state;
	char stored[PHC_TEXT];

	password_hash_now((struct password_cost){8, 1}, STR("secret-1"), stored);
	assert_non_null(strstr(stored, "$m=19456,t=2,p=1$"));
	assert_int_equal(argon2id_verify(stored, "secret-1", 8), ARGON2_OK);
	assert_verdict(r, STR("secret-1"), stored, true, false);
	password_hash_now((struct password_cost){47104, 1}, STR("secret-1"), stored);
	assert_non_null(strstr(stored, "$m=47104,t=1,p=1$"));
}

/* Strings made by another library, weaker and stronger than today's cost. */
static void test_other_costs(void **state)
{
	static const struct {
		unsigned passes, memory_kib;
		bool rehash;
	} rows[] = {{2, 19456, false}, {3, 20480, false}, {1, 19456, true}, {2, 8192, true}};
	struct room *r = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char stored[256];

		assert_int_equal(argon2id_hash_encoded(rows[i].passes, rows[i].memory_kib, 1, "kango-2026", 10,
						       "saltsaltsaltsalt", PHC_SALT, PHC_HASH, stored, sizeof(stored)),
				 ARGON2_OK);
		assert_verdict(r, STR("kango-2026"), stored, true, rows[i].rehash);
		assert_verdict(r, STR("kango-2027"), stored, false, false);
	}
}

static void test_unknown_account(void **state)
{
	struct room *r = *state;

	assert_verdict(r, STR("anything"), NULL, false, false);
	assert_verdict(r, STR(""), NULL, false, false);
}

/* An unknown account, a malformed string and an over-long password take a worker like everything else. */
static void test_equal_work(void **state)
{
	static const char *const stored[] = {NULL, "", "$argon2id$v=19$m=65536,t=3,p=1$x$y", "plain"};
	char longest[PASSWORD_BYTES_MAX + 1];
	struct room *r = *state;

	memset(longest, 'a', sizeof(longest));
	passwords_destroy(&r->p);
	r->p = passwords_create(r->loop, floor_cost, 1, 0);
	for (size_t i = 0; i < sizeof(stored) / sizeof(stored[0]); i++) {
		struct str s = stored[i] ? str_of(stored[i]) : (struct str){NULL, 0};

		password_verify(r->p, (struct str){longest, i == 0 ? sizeof(longest) : 3}, s, on_verified, r);
		password_verify(r->p, STR("x"), s, on_verified, r);
		wait_for(r, 2);
		assert_int_equal(r->answers[0].e, ERR_BUSY);
		assert_int_equal(r->answers[1].e, ERR_OK);
		assert_false(r->answers[1].match);
	}
}

static void test_longest_password(void **state)
{
	char longest[PASSWORD_BYTES_MAX + 1], stored[PHC_TEXT];
	struct room *r = *state;

	memset(longest, 'a', sizeof(longest));
	password_hash_now(floor_cost, (struct str){longest, PASSWORD_BYTES_MAX}, stored);
	assert_verdict(r, (struct str){longest, PASSWORD_BYTES_MAX}, stored, true, false);
	assert_verdict(r, (struct str){longest, PASSWORD_BYTES_MAX - 1}, stored, false, false);
	assert_verdict(r, (struct str){longest, PASSWORD_BYTES_MAX + 1}, stored, false, false); /* not by its first 512 bytes */
	longest[PASSWORD_BYTES_MAX - 1] = 'b';
	assert_verdict(r, (struct str){longest, PASSWORD_BYTES_MAX}, stored, false, false);
}

static void test_busy(void **state)
{
	struct room *r = *state;
	int busy = 0, done = 0;

	for (int i = 0; i < 5; i++)
		password_verify(r->p, STR("x"), (struct str){NULL, 0}, on_verified, r);
	assert_int_equal(r->got, 0); /* never from inside the call */
	wait_for(r, 5);
	for (int i = 0; i < 5; i++) {
		busy += r->answers[i].e == ERR_BUSY;
		done += r->answers[i].e == ERR_OK;
	}
	assert_int_equal(done, 3); /* one running, two waiting */
	assert_int_equal(busy, 2);
	assert_verdict(r, STR("x"), NULL, false, false); /* and free again */
}

static void test_destroy_under_way(void **state)
{
	struct room *r = *state;

	for (int i = 0; i < 5; i++)
		password_verify(r->p, STR("x"), (struct str){NULL, 0}, on_verified, r);
	passwords_destroy(&r->p);
	assert_null(r->p);
	loop_destroy(&r->loop);
	assert_int_equal(r->got, 0);
}

static void test_malformed(void **state)
{
	static const char *const rows[] = {
		"",
		"$",
		"$argon2i$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=16$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=065536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=2097152,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=7,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=0,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=65,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=3,p=2$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=3$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=3,p=1,x=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaA",
		"$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA=$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g",
		"$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g$",
		"$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA",
		"$argon2id$v=19$m=65536,t=3,p=1$",
	};
	struct phc p;

	(void)state;
	assert_true(phc_parse(
		STR("$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g"), &p));
	assert_int_equal(p.memory_kib, 65536);
	assert_int_equal(p.passes, 3);
	assert_memory_equal(p.salt, "saltsaltsaltsalt", PHC_SALT);
	assert_memory_equal(p.hash, "hashhashhashhashhashhashhashhash", PHC_HASH);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_false(phc_parse(str_of(rows[i]), &p));
}

/* Byte for byte what the reference library says; without memory BUSY. */
static void test_argon2id(void **state)
{
	static const struct phc rows[] = {{8, 1, {1}, {0}}, {64, 3, {2}, {0}}, {1000, 2, {3}, {0}}, {65536, 1, {4}, {0}}};
	struct phc endless = {.memory_kib = UINT_MAX, .passes = 1};
	unsigned char want[PHC_HASH];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct phc p = rows[i];

		assert_int_equal(argon2id_hash_raw(p.passes, p.memory_kib, 1, "pw", 2, p.salt, PHC_SALT, want, PHC_HASH),
				 ARGON2_OK);
		assert_int_equal(argon2id(STR("pw"), &p), ERR_OK);
		assert_memory_equal(p.hash, want, PHC_HASH);
	}
	assert_int_equal(argon2id(STR("pw"), &endless), ERR_BUSY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_argon2id),
		cmocka_unit_test_setup_teardown(test_busy, enter, leave),
		cmocka_unit_test_setup_teardown(test_destroy_under_way, enter, leave),
		cmocka_unit_test_setup_teardown(test_equal_work, enter, leave),
		cmocka_unit_test_setup_teardown(test_hash_and_verify, enter, leave),
		cmocka_unit_test_setup_teardown(test_longest_password, enter, leave),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test_setup_teardown(test_now_and_floor, enter, leave),
		cmocka_unit_test_setup_teardown(test_other_costs, enter, leave),
		cmocka_unit_test_setup_teardown(test_unknown_account, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
