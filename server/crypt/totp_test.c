#include "crypt/totp.h"

#include "crypt/base32.h"
#include "crypt/recovery_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct str secret = {"12345678901234567890", 20};

/* RFC 6238, appendix B: the last six of eight digits. */
static void test_vectors(void **state)
{
	(void)state;
	assert_int_equal(totp_code(secret, 59 / 30), 287082);
	assert_int_equal(totp_code(secret, 1111111109 / 30), 81804);
	assert_int_equal(totp_code(secret, 1111111111 / 30), 50471);
	assert_int_equal(totp_code(secret, 1234567890 / 30), 5924);
	assert_int_equal(totp_code(secret, 2000000000 / 30), 279037);
	assert_int_equal(totp_code(secret, 20000000000 / 30), 353130);
}

/* "081804" is the code of step 37037036, from 1111111080 s to 1111111110 s. */
static void test_steps(void **state)
{
	const struct str code = STR("081804");
	const int64_t step = 37037036;

	(void)state;
	assert_int_equal(totp_step(secret, code, step * 30000), step);
	assert_int_equal(totp_step(secret, code, step * 30000 + 29999), step);
	assert_int_equal(totp_step(secret, code, step * 30000 - 30000), step);
	assert_int_equal(totp_step(secret, code, step * 30000 + 59999), step);
	assert_int_equal(totp_step(secret, code, step * 30000 - 30001), 0);
	assert_int_equal(totp_step(secret, code, step * 30000 + 60000), 0);
}

static void test_form(void **state)
{
	const int64_t at = 37037036LL * 30000;

	(void)state;
	assert_int_equal(totp_step(secret, STR("081805"), at), 0);
	assert_int_equal(totp_step(secret, STR("81804"), at), 0);
	assert_int_equal(totp_step(secret, STR("0818040"), at), 0);
	assert_int_equal(totp_step(secret, STR("08180a"), at), 0);
	assert_int_equal(totp_step(secret, STR(""), at), 0);
	assert_true(totp_is_code(STR("000000")));
	assert_false(totp_is_code(STR("00000 ")));
}

/* RFC 4648, section 10. */
static void test_base32(void **state)
{
	static const char *const texts[] = {"", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"};
	char out[BASE32_LENGTH(6) + 1];

	(void)state;
	for (size_t n = 0; n <= 6; n++) {
		base32_encode((const unsigned char *)"foobar", n, out);
		assert_string_equal(out, texts[n]);
		assert_int_equal(strlen(out), BASE32_LENGTH(n));
	}
}

static void test_recovery(void **state)
{
	char a[RECOVERY_TEXT + 1], b[RECOVERY_TEXT + 1];
	unsigned char first[HASH_SIZE], second[HASH_SIZE];

	(void)state;
	recovery_code_create(a);
	recovery_code_create(b);
	assert_int_equal(strlen(a), RECOVERY_TEXT);
	assert_string_not_equal(a, b);
	assert_true(recovery_code_hash(STR("one"), STR("ABCD-EFGH-IJKL-MN23"), first));
	assert_true(recovery_code_hash(STR("one"), STR("abcdefgh ijklmn23"), second));
	assert_memory_equal(first, second, HASH_SIZE);
	assert_true(recovery_code_hash(STR("two"), STR("ABCD-EFGH-IJKL-MN23"), second));
	assert_memory_not_equal(first, second, HASH_SIZE);
	assert_true(recovery_code_hash(STR("one"), str_of(a), first));
	assert_false(recovery_code_hash(STR("one"), STR("ABCD-EFGH-IJKL-MN2"), first));
	assert_false(recovery_code_hash(STR("one"), STR("ABCD-EFGH-IJKL-MN234"), first));
	assert_false(recovery_code_hash(STR("one"), STR("ABCD-EFGH-IJKL-MN20"), first));
	assert_false(recovery_code_hash(STR("one"), STR("123456"), first));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors), cmocka_unit_test(test_steps),	 cmocka_unit_test(test_form),
		cmocka_unit_test(test_base32),	cmocka_unit_test(test_recovery),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
