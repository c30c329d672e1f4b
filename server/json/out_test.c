#include "json/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void is_text(struct out *o, const char *want)
{
	struct str got = out_done(o);

	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
	out_finish(o);
}

static void test_commas(void **state)
{
	struct out o = {0};

	(void)state;
	out_object(&o);
	out_key_i64(&o, "a", 1);
	out_key(&o, "list");
	out_array(&o);
	out_i64(&o, 1);
	out_array(&o);
	out_end(&o);
	out_object(&o);
	out_end(&o);
	out_null(&o);
	out_end(&o);
	out_key_bool(&o, "z", false);
	out_end(&o);
	is_text(&o, "{\"a\":1,\"list\":[1,[],{},null],\"z\":false}");
}

static void test_escapes(void **state)
{
	struct out o = {0};

	(void)state;
	out_array(&o);
	out_text(&o, STR("\"\\/\n\t\r\b\x01\x1f\x7f"));
	out_text(&o, STR("山田 \xf0\x9f\x98\x80</script>"));
	out_text(&o, STR(""));
	out_text(&o, (struct str){"a\0b", 3});
	out_phi(&o, (struct phi){STR("\"")});
	out_end(&o);
	is_text(&o, "[\"\\\"\\\\/\\n\\u0009\\u000d\\u0008\\u0001\\u001f\x7f\",\"山田 \xf0\x9f\x98\x80</script>\",\"\",\"a\\u0000b\",\"\\\"\"]");
}

static void test_nulls(void **state)
{
	const struct id128 id = {{0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0x4d, 0xef, 0x80, 1, 2, 3, 4, 5, 6, 7}};
	struct out o = {0};

	(void)state;
	out_object(&o);
	out_key_id(&o, "id", id);
	out_key_id_or_null(&o, "none", (struct id128){{0}});
	out_key_id_or_null(&o, "some", id);
	out_key_i64_or_null(&o, "at", 0);
	out_key_text_or_null(&o, "text", (struct str){NULL, 0});
	out_key_text_or_null(&o, "empty", STR(""));
	out_key(&o, "raw");
	out_raw(&o, STR("[1, 2]"));
	out_end(&o);
	is_text(&o, "{\"id\":\"12345678-9abc-4def-8001-020304050607\",\"none\":null,\"some\":\"12345678-9abc-4def-8001-020304050607\","
	            "\"at\":null,\"text\":null,\"empty\":\"\",\"raw\":[1, 2]}");
}

static void test_numbers(void **state)
{
	struct out o = {0};

	(void)state;
	out_array(&o);
	out_i64(&o, INT64_MIN);
	out_i64(&o, INT64_MAX);
	out_i64(&o, 0);
	out_end(&o);
	is_text(&o, "[-9223372036854775808,9223372036854775807,0]");
}

/* A finished one is a fresh one. */
static void test_again(void **state)
{
	struct out o = {0};

	(void)state;
	out_text(&o, STR("x"));
	is_text(&o, "\"x\"");
	out_bool(&o, true);
	is_text(&o, "true");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_again), cmocka_unit_test(test_commas),  cmocka_unit_test(test_escapes),
	        cmocka_unit_test(test_nulls), cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
