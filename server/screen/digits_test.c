#include "screen/digits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_my_number(void **state)
{
	int good = 0;

	(void)state;
	assert_true(digits_my_number("123456789018", 12));
	assert_false(digits_my_number("123456789012", 12));
	assert_false(digits_my_number("12345678901", 11));
	/* a remainder of 0 or 1 gives the digit 0 */
	assert_true(digits_my_number("000000000000", 12));
	/* of ten last digits exactly one is right */
	for (int d = 0; d < 10; d++) {
		char text[] = "91302847561?";

		text[11] = (char)('0' + d);
		good += digits_my_number(text, 12);
	}
	assert_int_equal(good, 1);
}

static void expect_date(const char *text, const char *wanted)
{
	struct arena *a = arena_create(1024);
	struct view t, d;
	char got[9] = "";

	assert_true(view_text(a, str_of(text), &t));
	view_digits(a, &t, &d);
	assert_int_equal(digits_date(&d, 0, (uint32_t)d.n, got), wanted != NULL);
	if (wanted != NULL)
		assert_string_equal(got, wanted);
	arena_destroy(&a);
}

static void test_dates(void **state)
{
	(void)state;
	expect_date("昭和11年5月9日", "19360509");
	expect_date("S11.5.9", "19360509");
	expect_date("昭和十一年五月九日", "19360509");
	expect_date("大正元年12月31日", "19121231");
	expect_date("1936/05/09", "19360509");
	expect_date("1936年(昭和11年)5月9日", "19360509");
	expect_date("R7.1.31", "20250131");
	expect_date("明治44-2-3", "19110203");
	expect_date("昭和11年13月9日", NULL);
	expect_date("11.5.9", NULL);
	expect_date("昭和11年5月", NULL);
}

static void test_digits_of(void **state)
{
	struct arena *a = arena_create(1024);
	struct view t;
	char out[DIGITS_MOST + 1];

	(void)state;
	assert_true(view_text(a, str_of("(042) 555-0111"), &t));
	assert_int_equal(digits_of(&t, 0, (uint32_t)t.n, out), 10);
	assert_string_equal(out, "0425550111");
	assert_true(view_text(a, str_of("1234567890123456789012345678901234567890"), &t));
	assert_int_equal(digits_of(&t, 0, (uint32_t)t.n, out), 40);
	assert_int_equal(strlen(out), DIGITS_MOST);
	arena_destroy(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_my_number), cmocka_unit_test(test_dates), cmocka_unit_test(test_digits_of)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
