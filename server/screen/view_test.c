#include "screen/view.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void write_point(char **p, uint32_t c)
{
	if (c == VIEW_WALL) {
		*(*p)++ = '|';
	} else if (c < 0x80) {
		*(*p)++ = (char)c;
	} else if (c < 0x800) {
		*(*p)++ = (char)(0xc0 | c >> 6);
		*(*p)++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*(*p)++ = (char)(0xe0 | c >> 12);
		*(*p)++ = (char)(0x80 | (c >> 6 & 63));
		*(*p)++ = (char)(0x80 | (c & 63));
	}
}

static const char *text_of(const struct view *v)
{
	static char out[4096];
	char *p = out;

	for (size_t i = 0; i < v->n; i++)
		write_point(&p, v->c[i]);
	*p = '\0';
	return out;
}

enum which { TEXT, COMPARE, DIGITS, RUNS, LATIN };

static void expect(enum which which, const char *given, const char *wanted)
{
	struct arena *a = arena_create(1024);
	struct view t, d, v;
	bool *edge;

	assert_true(view_text(a, str_of(given), &t));
	v = t;
	if (which == COMPARE)
		view_compare(a, &t, &v);
	if (which == DIGITS)
		view_digits(a, &t, &v);
	if (which == RUNS) {
		view_digits(a, &t, &d);
		view_runs(a, &d, &v);
	}
	if (which == LATIN)
		view_latin(a, &t, &v, &edge);
	assert_string_equal(text_of(&v), wanted);
	arena_destroy(&a);
}

static void test_text(void **state)
{
	(void)state;
	expect(TEXT, "ﾔﾏﾀﾞ　ﾊﾅｺ様　１２", "ヤマダ ハナコ様 12");
	expect(TEXT, "㍻18年 ㎎ ㌖", "平成18年 mg キロメートル");
	expect(TEXT, "山\xe2\x80\x8b田\xef\xb8\x80花\xe2\x80\xae子", "山田花子"); /* zero-width space, variation selector, right-to-left override */
	expect(TEXT, "か゛き", "がき");
	expect(TEXT, "花\xcc\xb2子", "花子"); /* a line under it */
	expect(TEXT, "a\r\nb\tc", "a\n\nb c");
	expect(TEXT, "髙﨑", "髙﨑"); /* NFKC is no name folder */
}

static void test_places(void **state)
{
	struct arena *a = arena_create(1024);
	struct view t, d;

	(void)state;
	/* ﾀﾞ is two letters of three bytes in the original and one here; ㍻ is one there and two here */
	assert_true(view_text(a, str_of("aﾀﾞ㍻b"), &t));
	assert_int_equal(t.n, 5);
	assert_int_equal(t.at[1], 1);
	assert_int_equal(t.end[1], 7);
	assert_int_equal(t.at[2], 7);
	assert_int_equal(t.at[3], 7);
	assert_int_equal(t.end[3], 10);
	assert_int_equal(t.at[4], 10);
	/* 十五 is one number of two digits that come from both letters */
	assert_true(view_text(a, str_of("十五日"), &t));
	view_digits(a, &t, &d);
	assert_int_equal(d.n, 3);
	assert_int_equal(d.c[0], '1');
	assert_int_equal(d.at[1], 0);
	assert_int_equal(d.end[1], 2);
	assert_int_equal(d.at[2], 2);
	arena_destroy(&a);
}

static void test_invalid(void **state)
{
	struct arena *a = arena_create(1024);
	struct view t;

	(void)state;
	assert_false(view_text(a, (struct str){"\xe5\xb1", 2}, &t));
	assert_false(view_text(a, (struct str){"\xed\xa0\x80", 3}, &t));
	assert_true(view_text(a, (struct str){"", 0}, &t));
	assert_int_equal(t.n, 0);
	arena_destroy(&a);
}

static void test_compare(void **state)
{
	(void)state;
	expect(COMPARE, "髙橋　文子", "高橋文子");
	expect(COMPARE, "田邉・清", "田辺清");
	expect(COMPARE, "佐々木", "佐佐木");
	expect(COMPARE, "シヨウイチ しょういち", "しよういちしよういち");
	expect(COMPARE, "山田、花子。Ａ", "山田|花子|a");
	expect(COMPARE, "片岡（トメ）", "片岡とめ");
}

static void test_digits(void **state)
{
	(void)state;
	expect(DIGITS, "〇九〇−一二三四", "090-1234");
	expect(DIGITS, "昭和十一年五月二十三日", "昭和11年5月23日");
	expect(DIGITS, "080ー2219—6640", "080-2219-6640");
	expect(DIGITS, "コーヒー3杯", "コーヒー3杯");
	expect(DIGITS, "千二百三 九千九百九十九", "1203 9999");
	expect(RUNS, "tel (042)555 0111、5", "0425550111|5");
}

static void test_latin(void **state)
{
	(void)state;
	expect(LATIN, "Shōichi Ohtani と SatohYoshi", "syoitiotanisatoyosi");
	expect(LATIN, "Jun'ichirou. Fumiko", "zyunitirohumiko");
}

static void test_long(void **state)
{
	struct arena *a = arena_create(64);
	char text[60001];
	struct view t;

	(void)state;
	/* thousands of marks on one letter, and letters that become eighteen */
	text[0] = 'x';
	for (int i = 1; i < 60000; i += 2)
		memcpy(text + i, "\xcc\x81", 2);
	assert_true(view_text(a, (struct str){text, 59999}, &t));
	assert_true(t.n < 4000);
	for (int i = 0; i < 60000; i += 3)
		memcpy(text + i, "\xef\xb7\xba", 3);
	assert_true(view_text(a, (struct str){text, 60000}, &t));
	assert_int_equal(t.end[t.n - 1], 60000);
	arena_destroy(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),   cmocka_unit_test(test_places), cmocka_unit_test(test_invalid), cmocka_unit_test(test_compare),
		cmocka_unit_test(test_digits), cmocka_unit_test(test_latin),  cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
