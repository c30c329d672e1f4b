/* PROXY protocol headers of both versions, and the limit per source that rests on them. */
#include "net/limit.h"
#include "net/proxy.h"

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
#define V2 "\r\n\r\n\0\r\nQUIT\n"
#define V2_TCP4 V2 "\x21\x11\x00\x0c\xc0\x00\x02\x01\x7f\x00\x00\x01\x04\xd2\x01\xbb"

/* The address as text, or "bad" or "more". Each shorter piece must ask for more (or be found bad where the whole is). */
static const char *parse(struct str in, size_t *used_r)
{
	static char text[PEER_TEXT];
	struct peer p = {{0}};
	enum proxy_step step = proxy_parse(in, used_r, &p);

	if (step == PROXY_BAD)
		return "bad";
	if (step == PROXY_MORE)
		return "more";
	for (size_t n = 1; n < *used_r; n++) {
		struct peer q = {{0}};
		size_t used;

		assert_int_equal(proxy_parse(str_part(in, 0, n), &used, &q), PROXY_MORE);
	}
	(void)peer_format(&p, text);
	return text;
}

static void test_good(void **state)
{
	static const struct {
		struct str in;
		const char *peer;
	} rows[] = {
		{LIT("PROXY TCP4 192.0.2.1 127.0.0.1 1234 443\r\n"), "192.0.2.1"},
		{LIT("PROXY TCP6 2001:db8::1 ::1 1234 443\r\n"), "2001:db8::1"},
		{LIT("PROXY UNKNOWN\r\n"), "local"},
		{LIT("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"), "local"},
		{LIT(V2_TCP4), "192.0.2.1"},
		{LIT(V2 "\x21\x21\x00\x24\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x04\xd2\x01"
			"\xbb"),
		 "2001:db8::1"},
		{LIT(V2 "\x21\x11\x00\x10\xc0\x00\x02\x01\x7f\x00\x00\x01\x04\xd2\x01\xbb\x04\x00\x01x"), "192.0.2.1"},
		{LIT(V2 "\x20\x00\x00\x00"), "local"},
		{LIT(V2 "\x21\x00\x00\x00"), "local"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char with_more[256];
		size_t used;

		memcpy(with_more, rows[i].in.p, rows[i].in.n);
		memcpy(with_more + rows[i].in.n, "GET /", 5);
		assert_string_equal(parse((struct str){with_more, rows[i].in.n + 5}, &used), rows[i].peer);
		assert_int_equal(used, rows[i].in.n);
	}
}

static void test_bad(void **state)
{
	static const struct str rows[] = {
		LIT("GET / HTTP/1.1\r\n"),
		LIT("PROXY TCP4 192.0.2.1 127.0.0.1 1234 443\n\n"),
		LIT("PROXY TCP4 192.0.2.1 127.0.0.1 1234 443\rx"),
		LIT("PROXY TCP4 192.0.2.1 127.0.0.1 1234\r\n"),
		LIT("PROXY TCP4 192.0.2.1 127.0.0.1 1234 443 5\r\n"),
		LIT("PROXY TCP4 192.0.2.1  127.0.0.1 1234 443\r\n"),
		LIT("PROXY TCP4 192.0.2.256 127.0.0.1 1234 443\r\n"),
		LIT("PROXY TCP4 2001:db8::1 ::1 1234 443\r\n"),
		LIT("PROXY TCP4 192.0.2.1 127.0.0.1 1234 65536\r\n"),
		LIT("PROXY TCP4 192.0.2.1 127.0.0.1 x 443\r\n"),
		LIT("PROXY UDP4 192.0.2.1 127.0.0.1 1234 443\r\n"),
		LIT("PROXY \r\n"),
		LIT("proxy TCP4 192.0.2.1 127.0.0.1 1234 443\r\n"),
		LIT("PROXY UNKNOWN "
		    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
		    "x"),
		LIT(V2 "\x11\x11\x00\x0c\xc0\x00\x02\x01\x7f\x00\x00\x01\x04\xd2\x01\xbb"),
		LIT(V2 "\x22\x11\x00\x0c\xc0\x00\x02\x01\x7f\x00\x00\x01\x04\xd2\x01\xbb"),
		LIT(V2 "\x21\x12\x00\x0c\xc0\x00\x02\x01\x7f\x00\x00\x01\x04\xd2\x01\xbb"),
		LIT(V2 "\x21\x11\x00\x0b\xc0\x00\x02\x01\x7f\x00\x00\x01\x04\xd2\x01"),
		LIT(V2 "\x21\x11\x02\x09"),
		LIT("\r\n\r\n\0\r\nQUIX\n\x21\x11\x00\x0c"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t used;

		if (strcmp(parse(rows[i], &used), "bad") != 0)
			fail_msg("row %zu", i);
	}
}

static struct peer v4(uint8_t last)
{
	return (struct peer){{[10] = 0xff, [11] = 0xff, 192, 0, 2, last}};
}

static struct peer v6(uint8_t net, uint8_t last)
{
	return (struct peer){{0x20, 0x01, 0x0d, 0xb8, [7] = net, [15] = last}};
}

static void test_limit_per_source(void **state)
{
	struct limit *l = limit_create(2);
	struct peer a = v4(1), b = v4(2), c = v6(1, 1), d = v6(1, 2), e = v6(2, 1), none = {{0}};

	(void)state;
	assert_true(limit_enter(l, &a));
	assert_true(limit_enter(l, &a));
	assert_false(limit_enter(l, &a));
	assert_true(limit_enter(l, &b));
	assert_true(limit_enter(l, &c));
	assert_true(limit_enter(l, &d));
	assert_false(limit_enter(l, &c)); /* one /64 */
	assert_true(limit_enter(l, &e));
	assert_int_equal(limit_sources(l), 4);
	limit_leave(l, &a);
	assert_true(limit_enter(l, &a));
	limit_leave(l, &a);
	limit_leave(l, &a);
	limit_leave(l, &b);
	assert_int_equal(limit_sources(l), 2);
	for (int i = 0; i < 5; i++)
		assert_true(limit_enter(l, &none));
	limit_destroy(&l);
	assert_null(l);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_limit_per_source),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
