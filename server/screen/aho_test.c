#include "screen/aho.h"

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

static void add(struct aho *a, const char *text, uint32_t value)
{
	uint32_t c[64];

	*aho_add(a, c, points(text, c)) = value;
}

/* The values of all patterns found, in order, as digits. */
static void found(const struct aho *a, const char *text, char *out)
{
	uint32_t c[256], state = AHO_START;
	size_t n = points(text, c);

	for (size_t i = 0; i < n; i++) {
		state = aho_step(a, state, c[i]);
		for (uint32_t p = aho_first(a, state); p != 0; p = aho_next(a, p))
			*out++ = (char)('0' + aho_value(a, p));
	}
	*out = '\0';
}

static void test_overlapping(void **state)
{
	struct aho *a = aho_create(false, 0);
	char out[64];

	(void)state;
	add(a, "he", 1);
	add(a, "she", 2);
	add(a, "his", 3);
	add(a, "hers", 4);
	add(a, "小林", 5);
	add(a, "林", 6);
	aho_finish(a);
	found(a, "ushers", out);
	assert_string_equal(out, "214");
	found(a, "大小林 林", out);
	assert_string_equal(out, "566");
	found(a, "h e r s", out);
	assert_string_equal(out, "");
	aho_destroy(&a);
	assert_null(a);
}

static void test_exact(void **state)
{
	struct aho *a = aho_create(true, 0);
	uint32_t c[8];

	(void)state;
	add(a, "山田花子", 7);
	aho_finish(a);
	assert_int_equal(aho_exact(a, c, points("山田花子", c)), 7);
	assert_int_equal(aho_exact(a, c, points("山田", c)), 0);
	assert_int_equal(aho_exact(a, c, points("山田花子様", c)), 0);
	aho_destroy(&a);
}

/* Growth moves everything: ten thousand patterns are all found again, each alone. */
static void test_many(void **state)
{
	struct aho *a = aho_create(true, 0);
	uint32_t c[5], s;

	(void)state;
	for (uint32_t i = 0; i < 10000; i++) {
		for (uint32_t k = 0; k < 5; k++)
			c[k] = 0x4e00 + (i >> (3 * k) & 7) * 16 + k;
		*aho_add(a, c, 5) = i + 1;
	}
	aho_finish(a);
	for (uint32_t i = 0; i < 10000; i++) {
		s = AHO_START;
		for (uint32_t k = 0; k < 5; k++)
			s = aho_step(a, s, 0x4e00 + (i >> (3 * k) & 7) * 16 + k);
		assert_int_equal(aho_value(a, aho_first(a, s)), i + 1);
	}
	assert_true(aho_bytes(a) > 10000 * sizeof(uint32_t));
	aho_destroy(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_overlapping), cmocka_unit_test(test_exact), cmocka_unit_test(test_many)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
