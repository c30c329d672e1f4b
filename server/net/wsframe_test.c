/* Inbound WebSocket frame headers: a table of what must not pass, limits, and pieces of every size. */
#include "net/wsframe.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define LIT(literal)                                                                                                             \
	{                                                                                                                        \
		(literal), sizeof(literal) - 1                                                                                   \
	}
#define LIMIT 65536
#define MASK "mask"
#define TEXT_2 "\x81\x82" MASK "hi"
#define FRAGMENT_FIRST "\x01\x81" MASK "a"
#define FRAGMENT_NEXT "\x00\x81" MASK "b"
#define FRAGMENT_LAST "\x80\x81" MASK "c"

/* Whole and byte by byte: the code is the same, and never is anything of a bad frame's first byte on let through when it comes
 * whole. */
static int code_of(struct str in, size_t *passed_r)
{
	struct wsframe whole = {0}, pieces = {0};
	int code = wsframe_inbound(&whole, in, LIMIT, passed_r), again = 0;

	for (size_t i = 0; i < in.n && again == 0; i++) {
		size_t used;

		again = wsframe_inbound(&pieces, str_part(in, i, i + 1), LIMIT, &used);
	}
	assert_int_equal(code, again);
	return code;
}

static void test_good(void **state)
{
	static const struct str rows[] = {
		LIT(TEXT_2),
		LIT(TEXT_2 TEXT_2),
		LIT("\x81\x80" MASK),
		LIT(FRAGMENT_FIRST FRAGMENT_NEXT FRAGMENT_LAST TEXT_2),
		LIT(FRAGMENT_FIRST "\x89\x80" MASK FRAGMENT_LAST),
		LIT("\x89\x81" MASK "p\x8a\x80" MASK),
		LIT("\x88\x82" MASK "xx"),
		LIT("\x88\x80" MASK),
		LIT("\x81\xfe\x00\x7e" MASK), /* the payload is still to come */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t passed;

		assert_int_equal(code_of(rows[i], &passed), 0);
		assert_int_equal(passed, rows[i].n);
	}
}

static void test_bad(void **state)
{
	static const struct {
		struct str in;
		int code;
	} rows[] = {
		{LIT("\x81\x02hi"), 1002},                    /* no mask */
		{LIT("\xc1\x82" MASK "hi"), 1002},            /* RSV1 */
		{LIT("\xa1\x82" MASK "hi"), 1002},            /* RSV2 */
		{LIT("\x91\x82" MASK "hi"), 1002},            /* RSV3 */
		{LIT("\x83\x80" MASK), 1002},                 /* unknown data opcode */
		{LIT("\x8b\x80" MASK), 1002},                 /* unknown control opcode */
		{LIT("\x82\x80" MASK), 1003},                 /* binary */
		{LIT("\x09\x80" MASK), 1002},                 /* control in fragments */
		{LIT("\x89\xfe\x00\x7e" MASK), 1002},         /* control over 125 */
		{LIT("\x88\x81" MASK "x"), 1002},             /* close with half a code */
		{LIT("\x80\x81" MASK "x"), 1002},             /* continues nothing */
		{LIT("\x01\x80" MASK "\x81\x80" MASK), 1002}, /* a new message inside another */
		{LIT("\x81\xfe\x00\x7d" MASK), 1002},         /* not the shortest form */
		{LIT("\x81\xff\x00\x00\x00\x00\x00\x00\xff\xff" MASK), 1002},
		{LIT("\x81\xff\x80\x00\x00\x00\x00\x00\x00\x00" MASK), 1002},
		{LIT("\x81\xff\x00\x00\x00\x00\x00\x01\x00\x01" MASK), 1009},
		{LIT("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff" MASK), 1009},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf b = {0};
		size_t passed;

		if (code_of(rows[i].in, &passed) != rows[i].code)
			fail_msg("row %zu", i);
		buf_add_str(&b, STR(TEXT_2));
		buf_add_str(&b, rows[i].in);
		assert_int_equal(code_of(buf_str(&b), &passed), rows[i].code);
		assert_true(passed >= sizeof(TEXT_2) - 1 && passed < b.n); /* the good frame before it passes */
		buf_finish(&b);
	}
}

static void test_message_limit_counts_fragments_together(void **state)
{
	struct wsframe w = {0};
	char payload[40000] = {0};
	size_t used;

	(void)state;
	assert_int_equal(wsframe_inbound(&w, STR("\x01\xfe\x9c\x40" MASK), LIMIT, &used), 0);
	assert_int_equal(wsframe_inbound(&w, (struct str){payload, sizeof(payload)}, LIMIT, &used), 0);
	assert_int_equal(used, sizeof(payload));
	assert_int_equal(wsframe_inbound(&w, STR("\x80\xfe\x9c\x40" MASK), LIMIT, &used), 1009);
}

static void test_exactly_the_limit(void **state)
{
	struct wsframe w = {0};
	size_t used;

	(void)state;
	assert_int_equal(wsframe_inbound(&w, STR("\x81\xff\x00\x00\x00\x00\x00\x01\x00\x00" MASK), LIMIT, &used), 0);
	assert_false(wsframe_boundary(&w));
}

static void test_fragments_are_counted(void **state)
{
	struct wsframe w = {0};
	size_t used;

	(void)state;
	assert_int_equal(wsframe_inbound(&w, STR(FRAGMENT_FIRST), LIMIT, &used), 0);
	for (int i = 1; i < WSFRAME_FRAGMENTS_MAX; i++)
		assert_int_equal(wsframe_inbound(&w, STR(FRAGMENT_NEXT), LIMIT, &used), 0);
	assert_int_equal(wsframe_inbound(&w, STR(FRAGMENT_NEXT), LIMIT, &used), 1009);
}

static void test_nothing_passes_after_a_close(void **state)
{
	struct wsframe w = {0};
	size_t used;

	(void)state;
	assert_int_equal(wsframe_inbound(&w, STR("\x88\x82" MASK "xx" TEXT_2), LIMIT, &used), 0);
	assert_true(w.closed);
	assert_int_equal(used, 8);
}

static void test_outbound_is_followed(void **state)
{
	struct wsframe w = {0};
	char header[WSFRAME_HEADER_MAX];

	(void)state;
	assert_true(wsframe_boundary(&w));
	assert_true(wsframe_outbound(&w, STR("\x8a\x03"
					     "ab")));
	assert_false(wsframe_boundary(&w));
	assert_true(wsframe_outbound(&w, STR("c\x88")));
	assert_false(wsframe_boundary(&w));
	assert_true(wsframe_outbound(&w, STR("\x02xy")));
	assert_true(wsframe_boundary(&w) && w.closed);
	assert_false(wsframe_outbound(&w, STR("\x81\x80" MASK)));
	assert_int_equal(wsframe_header(header, WSFRAME_TEXT, 125), 2);
	assert_memory_equal(header, "\x81\x7d", 2);
	assert_int_equal(wsframe_header(header, WSFRAME_TEXT, 126), 4);
	assert_memory_equal(header, "\x81\x7e\x00\x7e", 4);
	assert_int_equal(wsframe_header(header, WSFRAME_TEXT, 65536), 10);
	assert_memory_equal(header, "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10);
}

/* A peer that goes on after its bad frame is not read from the middle of that frame. */
static void test_refused_stays_refused(void **state)
{
	static const struct str bad[] = {LIT("\x81\x02hi"), LIT("\x82\x80" MASK),
					 LIT("\x81\xff\x80\x00\x00\x00\x00\x00\x00\x00" MASK)};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct wsframe w = {0};
		size_t used;
		int code = wsframe_inbound(&w, bad[i], LIMIT, &used);

		assert_true(code >= 1000);
		for (int again = 0; again < 300; again++) {
			assert_int_equal(wsframe_inbound(&w, STR(TEXT_2), LIMIT, &used), code);
			assert_int_equal(used, 0);
			assert_int_equal(wsframe_inbound(&w, STR("\x81"), LIMIT, &used), code);
		}
		assert_false(wsframe_boundary(&w));
	}
}

static void test_outbound_nonsense_stays_nonsense(void **state)
{
	struct wsframe w = {0};

	(void)state;
	assert_false(wsframe_outbound(&w, STR("\x81\xff\x00\x00\x00\x00\x00\x01\x00\x00" MASK)));
	for (int i = 0; i < 300; i++)
		assert_false(wsframe_outbound(&w, STR("x")));
	assert_false(wsframe_boundary(&w));
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_exactly_the_limit),
		cmocka_unit_test(test_fragments_are_counted),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_message_limit_counts_fragments_together),
		cmocka_unit_test(test_nothing_passes_after_a_close),
		cmocka_unit_test(test_outbound_is_followed),
		cmocka_unit_test(test_outbound_nonsense_stays_nonsense),
		cmocka_unit_test(test_refused_stays_refused),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
