#include "screen/fold.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static size_t points(const char *text, uint32_t *out)
{
	struct str s = {text, strlen(text)};
	size_t n = 0;

	for (size_t at = 0; at < s.n;)
		at = utf8_next(s, at, &out[n++]);
	return n;
}

static void expect_same(const char *a, const char *b)
{
	uint32_t x[32], y[32];
	size_t n = points(a, x);

	assert_int_equal(points(b, y), n);
	for (size_t i = 0; i < n; i++)
		if (fold_wide(x[i]) != fold_wide(y[i]))
			fail_msg("%s and %s differ at letter %zu", a, b, i);
}

static void test_variants(void **state)
{
	(void)state;
	expect_same("髙橋﨑田邊邉廣澤濱齋藤", "高橋崎田辺辺広沢浜斎藤");
	expect_same("斉藤齊藤", "斎藤斎藤");
	expect_same("𠮷村渡邉櫻井眞鍋惠圓山", "吉村渡辺桜井真鍋恵円山");
	expect_same("龍嶋峯瀧冨塚", "竜島峰滝富塚");
	expect_same("ハナコヅヂャ", "はなこずじや");
}

/* Everyday letters that tables of variants join, and that are different names. */
static void test_kept_apart(void **state)
{
	const char *pairs[][2] = {{"所", "処"}, {"英", "叡"}, {"池", "地"}, {"大", "太"}, {"川", "河"}, {"谷", "渓"}, {"本", "元"}, {"木", "林"}};
	uint32_t x[2], y[2];

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		(void)points(pairs[i][0], x);
		(void)points(pairs[i][1], y);
		assert_int_not_equal(fold_wide(x[0]), fold_wide(y[0]));
	}
}

/* What the dictionary is given is an everyday letter, and everyday letters stay. */
static void test_narrow(void **state)
{
	uint32_t x[16], y[16];

	(void)state;
	(void)points("髙﨑邊澤齋", x);
	(void)points("高崎辺沢斎", y);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(fold_narrow(x[i]), y[i]);
		assert_int_equal(fold_narrow(y[i]), y[i]);
	}
}

static void expect_romaji(const char *kana, const char *const *spellings)
{
	uint32_t k[32], wanted[96], word[64], got[64];
	size_t from[64], n = fold_kana_romaji(k, points(kana, k), wanted);

	assert_true(n > 0);
	for (; *spellings != NULL; spellings++) {
		size_t m = fold_romaji(word, points(*spellings, word), got, from);

		if (m != n || memcmp(got, wanted, n * sizeof(*got)) != 0)
			fail_msg("%s is not %s", *spellings, kana);
	}
}

static void test_romaji(void **state)
{
	(void)state;
	expect_romaji("しょういち", (const char *[]){"shouichi", "Shoichi", "SYOUITI", "shōichi", "Syôiti", NULL});
	expect_romaji("さとう", (const char *[]){"Satou", "Sato", "Satoh", "SATŌ", NULL});
	expect_romaji("おおつか", (const char *[]){"Ohtsuka", "Otsuka", "Ootuka", "Ōtsuka", NULL});
	expect_romaji("じゅんじ", (const char *[]){"Junji", "Zyunzi", "Jyunji", NULL});
	expect_romaji("ほんま", (const char *[]){"Homma", "Honma", NULL});
	expect_romaji("はっとり", (const char *[]){"Hattori", NULL});
	expect_romaji("えっちゅう", (const char *[]){"Etchu", "Ecchuu", "Ettyu", NULL});
	expect_romaji("ふみこ", (const char *[]){"Fumiko", "HUMIKO", NULL});
	expect_romaji("おはら", (const char *[]){"Ohara", NULL});
}

static void test_no_kana(void **state)
{
	uint32_t k[8], out[32];

	(void)state;
	assert_int_equal(fold_kana_romaji(k, points("花子", k), out), 0);
	assert_int_equal(fold_script(k[0]), SCRIPT_HAN);
	assert_int_equal(fold_script('q'), SCRIPT_LATIN);
	assert_int_equal(fold_script(0x30fc), SCRIPT_KATAKANA);
	assert_int_equal(fold_script(0x3042), SCRIPT_HIRAGANA);
	assert_int_equal(fold_script(0x3001), SCRIPT_OTHER);
	assert_int_equal(fold_script(0x20bb7), SCRIPT_HAN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_variants), cmocka_unit_test(test_kept_apart), cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_romaji),	 cmocka_unit_test(test_no_kana),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
