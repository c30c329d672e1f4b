#include "crypt/token.h"

#include "crypt/base64.h"
#include "crypt/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_shape(void **state)
{
	char a[TOKEN_TEXT + 1], b[TOKEN_TEXT + 1];
	unsigned char hash_a[TOKEN_HASH], hash_b[TOKEN_HASH], again[TOKEN_HASH];

	(void)state;
	token_create(a, hash_a);
	token_create(b, hash_b);
	assert_int_equal(strlen(a), TOKEN_TEXT);
	assert_int_equal(strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), TOKEN_TEXT);
	assert_string_not_equal(a, b);
	assert_memory_not_equal(hash_a, hash_b, TOKEN_HASH);
	assert_true(token_hash(str_of(a), again));
	assert_memory_equal(again, hash_a, TOKEN_HASH);
}

static void refuse(const char *text, size_t n)
{
	unsigned char hash[TOKEN_HASH];

	assert_false(token_hash((struct str){text, n}, hash));
}

static void test_refused(void **state)
{
	char text[TOKEN_TEXT + 2] = {0};

	(void)state;
	memset(text, 'A', TOKEN_TEXT);
	assert_true(token_hash(str_of(text), (unsigned char[TOKEN_HASH]){0}));
	refuse(text, TOKEN_TEXT - 1);
	refuse("", 0);
	text[TOKEN_TEXT] = 'A';
	refuse(text, TOKEN_TEXT + 1);
	for (const char *c = "+/=.\n \xe3"; *c != '\0'; c++) {
		text[20] = *c;
		refuse(text, TOKEN_TEXT);
	}
	refuse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
	       TOKEN_TEXT); /* two spare bits set: a second spelling of one token */
	refuse("AAAAAAAAAAAAAAAAAAAA\0AAAAAAAAAAAAAAAAAAAAAA", TOKEN_TEXT);
}

/* The hash is of the 32 bytes, not of their spelling. */
static void test_known_answer(void **state)
{
	unsigned char zeros[32] = {0}, want[TOKEN_HASH], got[TOKEN_HASH];

	(void)state;
	hash_sha256((struct str){(const char *)zeros, sizeof(zeros)}, want);
	assert_true(token_hash(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), got));
	assert_memory_equal(got, want, TOKEN_HASH);
}

/* RFC 4648, section 10, without the padding. */
static void test_base64(void **state)
{
	static const char *const rows[][2] = {
		{"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
		{"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"},
	};
	unsigned char back[8];
	char text[16];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		base64_encode(BASE64_PLAIN, (const unsigned char *)rows[i][0], strlen(rows[i][0]), text);
		assert_string_equal(text, rows[i][1]);
		assert_int_equal(strlen(text), BASE64_LENGTH(strlen(rows[i][0])));
		assert_true(base64_decode(BASE64_PLAIN, str_of(text), back, sizeof(back), &n));
		assert_int_equal(n, strlen(rows[i][0]));
		assert_memory_equal(back, rows[i][0], n);
	}
	assert_false(base64_decode(BASE64_PLAIN, STR("Zg=="), back, sizeof(back), &n));
	assert_false(base64_decode(BASE64_PLAIN, STR("Zh"), back, sizeof(back), &n));
	assert_false(base64_decode(BASE64_PLAIN, STR("Z"), back, sizeof(back), &n));
	assert_false(base64_decode(BASE64_PLAIN, STR("Zm9vYmFy"), back, 5, &n));
}

static void test_alphabets(void **state)
{
	unsigned char bytes[48], back[48];
	char text[65];
	size_t n;

	(void)state;
	/* all 64 digits in order */
	for (unsigned i = 0; i < 16; i++) {
		unsigned v = (4 * i) << 18 | (4 * i + 1) << 12 | (4 * i + 2) << 6 | (4 * i + 3);

		bytes[3 * i] = (unsigned char)(v >> 16);
		bytes[3 * i + 1] = (unsigned char)(v >> 8);
		bytes[3 * i + 2] = (unsigned char)v;
	}
	base64_encode(BASE64_PLAIN, bytes, sizeof(bytes), text);
	assert_string_equal(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
	assert_true(base64_decode(BASE64_PLAIN, str_of(text), back, sizeof(back), &n));
	assert_memory_equal(back, bytes, sizeof(bytes));
	assert_false(base64_decode(BASE64_URL, str_of(text), back, sizeof(back), &n));
	base64_encode(BASE64_URL, bytes, sizeof(bytes), text);
	assert_string_equal(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
	assert_true(base64_decode(BASE64_URL, str_of(text), back, sizeof(back), &n));
	assert_memory_equal(back, bytes, sizeof(bytes));
	assert_false(base64_decode(BASE64_PLAIN, str_of(text), back, sizeof(back), &n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alphabets), cmocka_unit_test(test_base64), cmocka_unit_test(test_known_answer),
		cmocka_unit_test(test_refused),   cmocka_unit_test(test_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
