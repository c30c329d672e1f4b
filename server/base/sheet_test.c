#include "base/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, const char *field)
{
	struct buf b = {0};

	sheet_field(&b, str_of(text), true);
	buf_add_byte(&b, '\0');
	assert_string_equal(b.p, field);
	buf_finish(&b);
}

static void test_formulas(void **state)
{
	static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\t@", " \t＝"};

	(void)state;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		char text[32] = {0}, field[40] = {0};

		(void)snprintf(text, sizeof(text), "%sHYPERLINK", signs[i]);
		(void)snprintf(field, sizeof(field), "\"'%s\"\r\n", text);
		expect(text, field);
	}
}

static void test_fields(void **state)
{
	struct buf b = {0};

	(void)state;
	expect("山田 \"花子\"", "\"山田 \"\"花子\"\"\"\r\n");
	expect("a,b\nc", "\"a,b\nc\"\r\n");
	expect("2026-01-05", "\"2026-01-05\"\r\n");
	expect("", "\"\"\r\n");
	sheet_begin(&b);
	sheet_field(&b, (struct str){NULL, 0}, false);
	assert_true(str_eq(buf_str(&b), STR("\xEF\xBB\xBF\"\",")));
	buf_finish(&b);
}

int main(void)
{
	const struct CMUnitTest all[] = {cmocka_unit_test(test_formulas), cmocka_unit_test(test_fields)};

	return cmocka_run_group_tests(all, NULL, NULL);
}
