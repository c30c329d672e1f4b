#include "screen/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct patterns *patterns;
static struct pattern_run *run;

static int set_up(void **state)
{
	(void)state;
	patterns = patterns_create();
	run = pattern_run_create(patterns);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	pattern_run_destroy(&run);
	patterns_destroy(&patterns);
	return 0;
}

static size_t count(enum pattern which, const char *text, size_t n)
{
	struct arena *a = arena_create(4096);
	struct view t, d;
	struct pattern_match m;
	size_t found = 0;

	assert_true(view_text(a, (struct str){text, n}, &t));
	view_digits(a, &t, &d);
	pattern_begin(run, &d);
	for (uint32_t at = 0; pattern_next(run, which, at, &m); at = m.to) {
		assert_true(m.from < m.to && m.to <= d.n && m.group_from >= m.from && m.group_to <= m.to);
		found++;
	}
	arena_destroy(&a);
	return found;
}

static void test_found(void **state)
{
	static const struct {
		enum pattern which;
		const char *text;
		size_t n;
	} rows[] = {
		{PATTERN_PHONE, "090-1234-5678と(042)555-0111と＋81 90 8811 2234", 3},
		{PATTERN_PHONE, "20250101 1234567 12-34-56", 0},
		{PATTERN_BIRTH_BORN, "昭和十一年五月九日生まれ、S18.2.3生、19360509生", 3},
		{PATTERN_BIRTH_BORN, "令和6年6月1日生活援助が変わる", 0},
		{PATTERN_BIRTH_SAID, "生年月日：S7.10.3 誕生日は6月20日", 2},
		{PATTERN_BIRTH_SAID, "誕生日会は6月20日", 0},
		{PATTERN_BIRTH_ENGLISH, "DOB: March 3, 1940", 1},
		{PATTERN_MY_NUMBER, "9130-2847-5611 268409173554", 2},
		{PATTERN_MY_NUMBER, "4901234567894", 0},
		{PATTERN_INSURANCE_SAID, "被保険者証の番号は 07723391、保険証 4 枚、手帳 2024年", 1},
		{PATTERN_INSURANCE_PAIR, "記号4401 番号 1192、記号・番号は 神1・234567", 2},
		{PATTERN_KAIGO_SAID, "介護保険証 0000771234、介護保険課 0465-11-2222", 1},
		{PATTERN_CHART_SAID, "カルテNo.0045512、カルテは5年間保存", 1},
		{PATTERN_CHART_PERSON, "患者ID 009812、患者120名", 1},
		{PATTERN_EMAIL, "a.b@example.com x[at]example.com 3@4", 2},
		{PATTERN_UUID, "/spaces/3b1e5c1a-9011-4f0e-8a55-010203040506", 1},
		{PATTERN_ADDRESS_ROOM, "A団地12号棟301号室、若草団地3-205号室", 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (count(rows[i].which, rows[i].text, strlen(rows[i].text)) != rows[i].n)
			fail_msg("row %zu: %s", i, rows[i].text);
	assert_false(pattern_run_spent(run));
}

/* No pattern reaches a limit on this text. */
static void expect_bounded(const char *text, size_t n, const char *piece)
{
	for (int p = 0; p < PATTERN_COUNT; p++) {
		(void)count((enum pattern)p, text, n);
		if (pattern_run_spent(run))
			fail_msg("pattern %d on %s", p, piece);
	}
}

/* Input that makes a careless pattern try everything: each of ours ends by itself, without reaching a limit. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = {"0",  "0-",	 "a@",  "a.",	 "1-1の", "生",	   "被保険者", "記号1番号",
					     "介護保険", "S1.", "(", "0 ", "丁目1", "団地1号棟", "[at]", "id:"};
	enum { BYTES = 30000 };
	char *text = malloc(BYTES);

	(void)state;
	assert_non_null(text);
	for (size_t k = 0; k < sizeof(pieces) / sizeof(pieces[0]); k++) {
		size_t n = strlen(pieces[k]), filled = 0;

		for (; filled + n <= BYTES; filled += n)
			memcpy(text + filled, pieces[k], n);
		expect_bounded(text, filled, pieces[k]);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_found), cmocka_unit_test(test_hostile)};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
