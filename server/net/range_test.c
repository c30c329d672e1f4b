/* Ranges in every form a client may send them. */
#include "net/range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
	const char *value;
	enum range_kind kind;
	int64_t from, n;
};

static void test_ranges(void **state)
{
	static const struct row rows[] = {
		{"bytes=0-", RANGE_PART, 0, 1000},
		{"bytes=0-0", RANGE_PART, 0, 1},
		{"bytes=999-", RANGE_PART, 999, 1},
		{"Bytes= 10-19 ", RANGE_PART, 10, 10},
		{"bytes=10-5000", RANGE_PART, 10, 990},
		{"bytes=10-99999999999999999999999999", RANGE_PART, 10, 990},
		{"bytes=-1", RANGE_PART, 999, 1},
		{"bytes=-1000", RANGE_PART, 0, 1000},
		{"bytes=-99999999999999999999999999", RANGE_PART, 0, 1000},
		{"bytes=1000-", RANGE_REFUSED, 0, 0},
		{"bytes=1000-2000", RANGE_REFUSED, 0, 0},
		{"bytes=99999999999999999999999999-", RANGE_REFUSED, 0, 0},
		{"bytes=-0", RANGE_REFUSED, 0, 0},
		{"bytes=20-10", RANGE_ALL, 0, 1000},
		{"bytes=0-1,5-6", RANGE_ALL, 0, 1000},
		{"bytes=-", RANGE_ALL, 0, 1000},
		{"bytes=", RANGE_ALL, 0, 1000},
		{"bytes", RANGE_ALL, 0, 1000},
		{"bytes=a-b", RANGE_ALL, 0, 1000},
		{"bytes=1-2-3", RANGE_ALL, 0, 1000},
		{"bytes=+1-2", RANGE_ALL, 0, 1000},
		{"bytes=--1", RANGE_ALL, 0, 1000},
		{"seconds=0-1", RANGE_ALL, 0, 1000},
		{"", RANGE_ALL, 0, 1000},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int64_t from, n;

		if (range_read(str_of(rows[i].value), 1000, &from, &n) != rows[i].kind)
			fail_msg("%s", rows[i].value);
		if (rows[i].kind != RANGE_REFUSED && (from != rows[i].from || n != rows[i].n))
			fail_msg("%s: %lld %lld", rows[i].value, (long long)from, (long long)n);
	}
}

static void test_none(void **state)
{
	int64_t from, n;

	(void)state;
	assert_int_equal(range_read((struct str){NULL, 0}, 5, &from, &n), RANGE_ALL);
	assert_int_equal(from, 0);
	assert_int_equal(n, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_ranges), cmocka_unit_test(test_none)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
