#include "call/limit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int taken(struct limits *l, struct str who, bool write, int64_t now)
{
	int n = 0;

	while (n < 1000 && limit_take(l, who, write, now))
		n++;
	return n;
}

/* Three seconds' worth at once, then the rate. */
static void test_burst(void **state)
{
	struct limits *l = limits_create(10, 2);

	(void)state;
	assert_int_equal(taken(l, STR("a"), false, 1000), 30);
	assert_int_equal(taken(l, STR("a"), false, 1099), 0);
	assert_int_equal(taken(l, STR("a"), false, 1200), 2);
	assert_int_equal(taken(l, STR("a"), false, 3200), 20);
	assert_int_equal(taken(l, STR("a"), false, 90000), 30);
	limits_destroy(&l);
	assert_null(l);
}

/* Reads and writes, and different askers, do not eat each other's. */
static void test_apart(void **state)
{
	struct limits *l = limits_create(10, 2);

	(void)state;
	assert_int_equal(taken(l, STR("a"), false, 1000), 30);
	assert_int_equal(taken(l, STR("a"), true, 1000), 6);
	assert_int_equal(taken(l, STR("b"), true, 1000), 6);
	assert_int_equal(taken(l, STR("b"), false, 1000), 30);
	limits_destroy(&l);
}

/* A clock that went back gives the burst again, not a debt for ever. */
static void test_back(void **state)
{
	struct limits *l = limits_create(10, 2);

	(void)state;
	assert_int_equal(taken(l, STR("a"), true, 5000), 6);
	assert_int_equal(taken(l, STR("a"), true, 4000), 6);
	assert_int_equal(taken(l, STR("a"), true, 4000), 0);
	limits_destroy(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_apart), cmocka_unit_test(test_back), cmocka_unit_test(test_burst)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
