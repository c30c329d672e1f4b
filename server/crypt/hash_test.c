#include "crypt/hash.h"

#include "crypt/gcm.h"
#include "crypt/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void assert_hex(const unsigned char *got, size_t n, const char *want)
{
	char text[2 * 64 + 1];

	for (size_t i = 0; i < n; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", got[i]);
	assert_string_equal(text, want);
}

/* FIPS 180-4 examples. */
static void test_sha256(void **state)
{
	unsigned char out[HASH_SIZE];

	(void)state;
	hash_sha256(STR("abc"), out);
	assert_hex(out, HASH_SIZE, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	hash_sha256((struct str){NULL, 0}, out);
	assert_hex(out, HASH_SIZE, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* RFC 4231 test cases 1, 2, 6, and an empty key (RFC 2104 with the key padded to zeros). */
static void test_hmac(void **state)
{
	unsigned char out[HASH_SIZE];
	char ones[131];

	(void)state;
	memset(ones, 0x0b, 20);
	hash_hmac((struct str){ones, 20}, STR("Hi There"), out);
	assert_hex(out, HASH_SIZE, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	hash_hmac(STR("Jefe"), STR("what do ya want for nothing?"), out);
	assert_hex(out, HASH_SIZE, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(ones, 0xaa, sizeof(ones));
	hash_hmac((struct str){ones, sizeof(ones)}, STR("Test Using Larger Than Block-Size Key - Hash Key First"), out);
	assert_hex(out, HASH_SIZE, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	hash_hmac((struct str){NULL, 0}, (struct str){NULL, 0}, out);
	assert_hex(out, HASH_SIZE, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

/* RFC 5869 test cases 1 and 3, the first 32 bytes. */
static void test_hkdf(void **state)
{
	unsigned char out[GCM_KEY], info[10], salt[13];
	char key[22];

	(void)state;
	memset(key, 0x0b, sizeof(key));
	for (unsigned i = 0; i < sizeof(salt); i++)
		salt[i] = (unsigned char)i;
	for (unsigned i = 0; i < sizeof(info); i++)
		info[i] = (unsigned char)(0xf0 + i);
	gcm_derive((struct str){key, sizeof(key)}, (struct str){(char *)salt, sizeof(salt)},
		   (struct str){(char *)info, sizeof(info)}, out);
	assert_hex(out, GCM_KEY, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
	gcm_derive((struct str){key, sizeof(key)}, (struct str){NULL, 0}, (struct str){NULL, 0}, out);
	assert_hex(out, GCM_KEY, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

/* The GCM paper's test case 16 (256-bit key, 60 bytes of text, 20 bound). */
static void test_gcm(void **state)
{
	static const unsigned char key[] = {0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f,
					    0x94, 0x67, 0x30, 0x83, 0x08, 0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65,
					    0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08};
	static const unsigned char nonce[] = {0xca, 0xfe, 0xba, 0xbe, 0xfa, 0xce, 0xdb, 0xad, 0xde, 0xca, 0xf8, 0x88};
	static const unsigned char plain[] = {0xd9, 0x31, 0x32, 0x25, 0xf8, 0x84, 0x06, 0xe5, 0xa5, 0x59, 0x09, 0xc5,
					      0xaf, 0xf5, 0x26, 0x9a, 0x86, 0xa7, 0xa9, 0x53, 0x15, 0x34, 0xf7, 0xda,
					      0x2e, 0x4c, 0x30, 0x3d, 0x8a, 0x31, 0x8a, 0x72, 0x1c, 0x3c, 0x0c, 0x95,
					      0x95, 0x68, 0x09, 0x53, 0x2f, 0xcf, 0x0e, 0x24, 0x49, 0xa6, 0xb5, 0x25,
					      0xb1, 0x6a, 0xed, 0xf5, 0xaa, 0x0d, 0xe6, 0x57, 0xba, 0x63, 0x7b, 0x39};
	static const unsigned char bound[] = {0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef, 0xfe, 0xed,
					      0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef, 0xab, 0xad, 0xda, 0xd2};
	struct gcm g = {NULL, key, nonce, {(const char *)bound, sizeof(bound)}};
	unsigned char sealed[sizeof(plain) + GCM_TAG], back[sizeof(plain)];
	struct str all = {(const char *)sealed, sizeof(sealed)};

	(void)state;
	gcm_seal(&g, (struct str){(const char *)plain, sizeof(plain)}, sealed);
	assert_hex(sealed, 16, "522dc1f099567d07f47f37a32a84427d");
	assert_hex(sealed + sizeof(plain), GCM_TAG, "76fc6ece0f4e1768cddf8853bb2d551b");
	assert_true(gcm_open(&g, all, back));
	assert_memory_equal(back, plain, sizeof(plain));
	sealed[5] ^= 1;
	assert_false(gcm_open(&g, all, back));
	for (size_t i = 0; i < sizeof(back); i++)
		assert_int_equal(back[i], 0); /* nothing unauthenticated is left behind */
	assert_false(gcm_open(&g, str_part(all, 0, GCM_TAG - 1), back));
}

static void test_numbers(void **state)
{
	unsigned char p[8];

	(void)state;
	number_put_u64(p, 0x0102030405060708u);
	assert_hex(p, 8, "0102030405060708");
	assert_true(number_get_u64(p) == 0x0102030405060708u);
	assert_int_equal(number_get_u16(p + 6), 0x0708);
	number_put_u32(p, 0xfffefdfcu);
	assert_true(number_get_u32(p) == 0xfffefdfcu);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gcm),     cmocka_unit_test(test_hkdf),   cmocka_unit_test(test_hmac),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_sha256),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
