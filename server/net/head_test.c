/* One request head: what passes, what it says, and a table of what must not pass. */
#include "net/head.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define OK_REST "\r\nHost: a.example:8443\r\n\r\n"

static enum err check_text(const char *text)
{
	struct head h;

	return head_check(str_of(text), &h);
}

static void test_a_good_head_is_taken_apart(void **state)
{
	enum err e;
	struct head *h =
		head_keep(STR("POST /api/spaces?after=3&x=%E3%81%82 HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nX-Empty:\r\n"
			      "COOKIE: a=1; __Host-s=tok=en;b=\r\nConnection: Keep-Alive, Close\r\n\r\n"),
			  &e);
	struct str v;

	(void)state;
	assert_int_equal(e, ERR_OK);
	assert_int_equal(h->method, HTTP_POST);
	assert_true(str_eq(h->path, STR("/api/spaces")));
	assert_true(str_eq(h->query, STR("after=3&x=%E3%81%82")));
	assert_int_equal(h->length, 12);
	assert_true(h->close && !h->chunked && !h->upgrade && !h->http10 && !h->expects_continue);
	assert_int_equal(h->fields, 5);
	assert_true(str_eq(head_value(h, STR("content-length")), STR("12")));
	assert_true(head_value(h, STR("x-empty")).p != NULL && head_value(h, STR("x-empty")).n == 0);
	assert_null(head_value(h, STR("x-absent")).p);
	assert_true(head_cookie(h, STR("__Host-s"), &v) && str_eq(v, STR("tok=en")));
	assert_true(head_cookie(h, STR("b"), &v) && v.n == 0);
	assert_false(head_cookie(h, STR("s"), &v));
	assert_true(head_lists(h, STR("connection"), STR("keep-alive")));
	assert_false(head_lists(h, STR("connection"), STR("keep")));
	head_free(&h);
	assert_null(h);
}

static void test_methods(void **state)
{
	static const struct {
		const char *text;
		enum http_method method;
	} rows[] = {
		{"DELETE / HTTP/1.1" OK_REST, HTTP_DELETE}, {"GET / HTTP/1.1" OK_REST, HTTP_GET},
		{"HEAD / HTTP/1.1" OK_REST, HTTP_HEAD},     {"OPTIONS / HTTP/1.1" OK_REST, HTTP_OPTIONS},
		{"PATCH / HTTP/1.1" OK_REST, HTTP_PATCH},   {"POST / HTTP/1.1" OK_REST, HTTP_POST},
		{"PUT / HTTP/1.1" OK_REST, HTTP_PUT},       {"get / HTTP/1.1" OK_REST, HTTP_OTHER},
		{"TRACE / HTTP/1.1" OK_REST, HTTP_OTHER},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct head h;

		assert_int_equal(head_check(str_of(rows[i].text), &h), ERR_OK);
		assert_int_equal(h.method, rows[i].method);
	}
}

static void test_flags(void **state)
{
	struct head h;

	(void)state;
	assert_int_equal(head_check(STR("GET / HTTP/1.0" OK_REST), &h), ERR_OK);
	assert_true(h.http10 && h.close);
	assert_int_equal(
		head_check(STR("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\nExpect: 100-Continue\r\n\r\n"), &h),
		ERR_OK);
	assert_true(h.chunked && h.expects_continue && h.length == 0);
	assert_int_equal(head_check(STR("GET / HTTP/1.1\r\nHost: [::1]:8443\r\nUpgrade: h2c, WebSocket\r\n\r\n"), &h), ERR_OK);
	assert_true(h.upgrade);
	assert_int_equal(head_check(STR("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\n\r\n"), &h), ERR_OK);
	assert_false(h.upgrade);
}

#define HOST "GET / HTTP/1.1\r\nHost: a\r\n"
#define POST "POST / HTTP/1.1\r\nHost: a\r\n"

static const char *const bad_heads[] = {
	/* how long the body is */
	POST "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
	POST "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
	POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\n",
	POST "Content-Length: 3, 3\r\n\r\n",
	POST "Content-Length: +3\r\n\r\n",
	POST "Content-Length: -3\r\n\r\n",
	POST "Content-Length: 0x3\r\n\r\n",
	POST "Content-Length: 3 4\r\n\r\n",
	POST "Content-Length:\r\n\r\n",
	POST "Content-Length: 1234567890123456789\r\n\r\n",
	POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
	POST "Transfer-Encoding: gzip, chunked\r\n\r\n",
	POST "Transfer-Encoding: chunked, identity\r\n\r\n",
	POST "Transfer-Encoding: xchunked\r\n\r\n",
	POST "Transfer-Encoding: \"chunked\"\r\n\r\n",
	POST "Transfer-Encoding:\r\n\r\n",
	"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
	POST "Expect: 200-ok\r\n\r\n",
	/* lines */
	"GET / HTTP/1.1\nHost: a\n\n",
	HOST "X: 1\nY: 2\r\n\r\n",
	HOST "X: 1\rY: 2\r\n\r\n",
	HOST "X: 1\r\n folded\r\n\r\n",
	HOST "X: 1\r\n\tfolded\r\n\r\n",
	HOST " X: 1\r\n\r\n",
	HOST "X : 1\r\n\r\n",
	HOST "X\t: 1\r\n\r\n",
	HOST ": 1\r\n\r\n",
	HOST "X\r\n\r\n",
	HOST "X\x01: 1\r\n\r\n",
	HOST "X: \x01\r\n\r\n",
	HOST "X: \x7f\r\n\r\n",
	HOST "X(: 1\r\n\r\n",
	HOST "X\xc3\xa4: 1\r\n\r\n",
	"\r\nGET / HTTP/1.1" OK_REST,
	" GET / HTTP/1.1" OK_REST,
	/* host */
	"GET / HTTP/1.1\r\n\r\n",
	"GET / HTTP/1.0\r\n\r\n",
	"GET / HTTP/1.1\r\nHost:\r\n\r\n",
	HOST "Host: a\r\n\r\n",
	HOST "HOST: b\r\n\r\n",
	"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
	"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
	"GET / HTTP/1.1\r\nHost: u@a\r\n\r\n",
	/* request line */
	"GET  / HTTP/1.1" OK_REST,
	"GET / HTTP/1.1 " OK_REST,
	"GET / HTTP/1.1 x" OK_REST,
	"GET\t/ HTTP/1.1" OK_REST,
	"GET /" OK_REST,
	"GET" OK_REST,
	"GET / HTTP/1.2" OK_REST,
	"GET / HTTP/2.0" OK_REST,
	"GET / http/1.1" OK_REST,
	"GET / HTTP/1.10" OK_REST,
	"G(T / HTTP/1.1" OK_REST,
	"ABCDEFGHIJKLMNOPQ / HTTP/1.1" OK_REST,
	"GET https://a.example/ HTTP/1.1" OK_REST,
	"CONNECT a.example:443 HTTP/1.1" OK_REST,
	"OPTIONS * HTTP/1.1" OK_REST,
	"GET x HTTP/1.1" OK_REST,
	"GET //x HTTP/1.1" OK_REST,
	"GET /a#b HTTP/1.1" OK_REST,
	"GET /a\\b HTTP/1.1" OK_REST,
	"GET /\"a\" HTTP/1.1" OK_REST,
	"GET /a{b} HTTP/1.1" OK_REST,
	"GET /\xc3\xa4 HTTP/1.1" OK_REST,
	"GET /%4 HTTP/1.1" OK_REST,
	"GET /%zz HTTP/1.1" OK_REST,
	"GET /%00 HTTP/1.1" OK_REST,
	"GET /?a=%00 HTTP/1.1" OK_REST,
};

static void test_bad_heads(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_heads) / sizeof(bad_heads[0]); i++)
		if (check_text(bad_heads[i]) != ERR_BAD_HEAD)
			fail_msg("row %zu passes: %s", i, bad_heads[i]);
}

static void test_nul_byte(void **state)
{
	struct head h;

	(void)state;
	assert_int_equal(head_check(STR(HOST "X: a\0b\r\n\r\n"), &h), ERR_BAD_HEAD);
}

static void test_limits(void **state)
{
	struct buf b = {0};
	struct head *h = malloc(sizeof(*h));

	(void)state;
	buf_add_str(&b, STR(HOST));
	for (int i = 1; i < HEAD_FIELDS_MAX; i++)
		buf_add_str(&b, STR("X: 1\r\n"));
	buf_add_str(&b, STR("\r\n"));
	assert_int_equal(head_check(buf_str(&b), h), ERR_OK);
	b.n -= 2;
	buf_add_str(&b, STR("X: 1\r\n\r\n"));
	assert_int_equal(head_check(buf_str(&b), h), ERR_HEAD_TOO_LARGE);
	buf_finish(&b);
	buf_add_str(&b, STR(HOST "X: "));
	while (b.n < HEAD_MAX - 4)
		buf_add_byte(&b, 'x');
	buf_add_str(&b, STR("\r\n\r\n"));
	assert_int_equal(head_check(buf_str(&b), h), ERR_OK);
	b.n -= 4;
	buf_add_str(&b, STR("x\r\n\r\n"));
	assert_int_equal(head_check(buf_str(&b), h), ERR_HEAD_TOO_LARGE);
	buf_finish(&b);
	free(h);
}

static void test_scan_in_pieces(void **state)
{
	static const char text[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
	size_t at = 0;

	(void)state;
	for (size_t n = 0; n < sizeof(text) - 1 - 4; n++)
		assert_int_equal(head_scan((struct str){text, n}, &at), HEAD_SCAN_MORE);
	assert_int_equal(head_scan(STR(text), &at), HEAD_SCAN_END);
	assert_int_equal(at, sizeof(text) - 1 - 4);
	at = 0;
	assert_int_equal(head_scan(STR("GET / HTTP/1.1\n"), &at), HEAD_SCAN_BAD);
	at = 0;
	assert_int_equal(head_scan(STR("\r\n"), &at), HEAD_SCAN_BAD);
	at = 0;
	assert_int_equal(head_scan(STR("\x16\x03\x01"), &at), HEAD_SCAN_BAD);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_a_good_head_is_taken_apart),
		cmocka_unit_test(test_bad_heads),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_nul_byte),
		cmocka_unit_test(test_scan_in_pieces),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
