/* Requests over real TLS: answers, keep-alive, what a hostile client sends second, bodies, deadlines, files, the plain listener.
 */
#include "net/net_own.h"
#include "net/test_world.h"

#include <sys/un.h>

#define FIXED_COUNT 8
#define HOST "Host: localhost\r\n"
#define ORIGIN "Origin: https://town.example\r\n"
#define GET "GET /api/x HTTP/1.1\r\n" HOST "\r\n"
#define POST_HEAD "POST /api/x HTTP/1.1\r\n" HOST

static void expect_fixed(const struct test_client *c)
{
	static const char *const fields[FIXED_COUNT] = {
		"\r\nStrict-Transport-Security: max-age=63072000\r\n",
		"\r\nContent-Security-Policy: default-src 'none'; ",
		"\r\nX-Content-Type-Options: nosniff\r\n",
		"\r\nReferrer-Policy: no-referrer\r\n",
		"\r\nCross-Origin-Opener-Policy: same-origin\r\n",
		"\r\nCross-Origin-Resource-Policy: same-origin\r\n",
		"\r\nPermissions-Policy: ",
		"\r\nX-Robots-Tag: noindex",
	};

	for (int i = 0; i < FIXED_COUNT; i++)
		if (!test_holds(c, fields[i]))
			fail_msg("lacks %s", fields[i]);
	assert_false(test_holds(c, "unsafe-"));
}

static void post(const struct test_world *w, struct test_client *c, const char *fields, struct str body)
{
	char head[500];

	(void)snprintf(head, sizeof(head), POST_HEAD "Origin: %s\r\n%s\r\n", w->origin, fields);
	buf_finish(&c->in);
	test_send(c, str_of(head));
	test_send(c, body);
}

static void test_keep_alive(void **state)
{
	struct test_world *w = *state;
	struct test_client c;

	test_open(w, &c);
	test_ask(&c, GET, "\r\n\r\n{}");
	assert_true(test_holds(&c, "HTTP/1.1 200 OK\r\n"));
	assert_true(test_holds(&c, "Content-Type: application/json\r\n"));
	assert_true(test_holds(&c, "Cache-Control: no-store\r\n"));
	assert_false(test_holds(&c, "Connection: close"));
	expect_fixed(&c);
	post(w, &c, "Content-Length: 5\r\n", STR("hello"));
	test_expect(&c, "\r\n\r\nhello");
	test_ask(&c, GET, "\r\n\r\n{}");
	assert_int_equal(w->requests, 3);
	assert_string_equal(w->peer, "127.0.0.1");
	test_ask(&c, "GET /api/x HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", "\r\n\r\n{}");
	test_expect_end(&c);
	test_close(&c);
}

static void test_hostile_second_request(void **state)
{
	static const char *const rows[] = {
		"POST /api/x HTTP/1.1\r\n" HOST ORIGIN "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"POST /api/x HTTP/1.1\r\n" HOST ORIGIN "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
		"POST /api/x HTTP/1.1\r\n" HOST ORIGIN "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
		"GET /api/x HTTP/1.1\nHost: localhost\n\n",
		"GET /api/x HTTP/1.1\r\n" HOST "Host: other\r\n\r\n",
		"GET /api/x HTTP/1.1\r\n\r\n",
		"GET /api/x HTTP/1.1\r\n" HOST "X: a\r\n b\r\n\r\n",
		"GET /api/x HTTP/1.1\r\n" HOST "X : a\r\n\r\n",
		"GET https://localhost/api/x HTTP/1.1\r\n" HOST "\r\n",
		"\r\n",
	};
	struct test_world *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_client c;

		test_open(w, &c);
		test_ask(&c, GET, "\r\n\r\n{}");
		test_ask(&c, rows[i], "HTTP/1.1 400 Bad Request\r\n");
		test_expect_end(&c);
		expect_fixed(&c);
		assert_true(test_holds(&c, "\r\nConnection: close\r\n"));
		assert_true(test_holds(&c, "{\"error\":\"bad_head\","));
		assert_int_equal(w->requests, (int)i + 1); /* the first one of each */
		test_close(&c);
	}
}

static void test_pipelined_requests_are_answered_in_order(void **state)
{
	struct test_world *w = *state;
	struct test_client c;
	struct buf body = {0};

	test_open(w, &c);
	test_send(&c, STR("GET /api/held HTTP/1.1\r\n" HOST "\r\n" GET "GET / HTTP/1.1\nhostile\n\n"));
	TEST_UNTIL(w, w->held != NULL);
	for (int i = 0; i < 20; i++)
		test_receive(&c);
	assert_int_equal(w->requests, 1);
	assert_int_equal(c.in.n, 0);
	buf_add_str(&body, STR("held"));
	http_answer(&w->held, 200, "text/plain", NULL, 0, &body);
	test_expect_end(&c);
	assert_int_equal(w->requests, 2);
	assert_true(memmem(c.in.p, c.in.n, "held", 4) < memmem(c.in.p, c.in.n, "\r\n\r\n{}", 6));
	assert_true(memmem(c.in.p, c.in.n, "\r\n\r\n{}", 6) < memmem(c.in.p, c.in.n, "bad_head", 8));
	test_close(&c);
}

static void test_bodies(void **state)
{
	struct test_world *w = *state;
	struct test_client c;
	struct buf big = {0};

	test_open(w, &c);
	post(w, &c, "Transfer-Encoding: chunked\r\n", STR("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n"));
	test_expect(&c, "\r\n\r\nabcde");
	for (int i = 0; i < TEST_BODY_MAX; i++)
		buf_add_byte(&big, (char)('a' + i % 23));
	post(w, &c, "Content-Length: 200000\r\n", buf_str(&big));
	while (c.in.n < TEST_BODY_MAX || memcmp(c.in.p + c.in.n - 100, big.p + TEST_BODY_MAX - 100, 100) != 0)
		test_receive(&c);
	assert_memory_equal(c.in.p + c.in.n - TEST_BODY_MAX, big.p, TEST_BODY_MAX);
	post(w, &c, "Content-Length: 2\r\nExpect: 100-continue\r\n", STR(""));
	test_expect(&c, "HTTP/1.1 100 Continue\r\n\r\n");
	assert_int_equal(w->requests, 2);
	test_send(&c, STR("ok"));
	test_expect(&c, "\r\n\r\nok");
	buf_finish(&big);
	test_close(&c);
}

static void test_body_over_the_limit(void **state)
{
	struct test_world *w = *state;
	struct test_client c;
	char fields[100];

	test_open(w, &c);
	(void)snprintf(fields, sizeof(fields), "Content-Length: %d\r\n", TEST_BODY_MAX + 1);
	post(w, &c, fields, STR(""));
	test_expect(&c, "HTTP/1.1 413 ");
	test_expect_end(&c);
	expect_fixed(&c);
	test_close(&c);
	test_open(w, &c);
	post(w, &c, "Transfer-Encoding: chunked\r\n", STR("3\r\nabc\r\nfffff\r\n"));
	test_expect(&c, "{\"error\":\"body_too_large\"");
	test_expect_end(&c);
	test_close(&c);
	test_open(w, &c);
	test_ask(&c, "GET /api/x HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\na", "HTTP/1.1 413 ");
	test_close(&c);
	assert_int_equal(w->requests, 0);
}

static void test_refusals(void **state)
{
	static const struct {
		const char *request, *status, *error;
	} rows[] = {
		{"POST /api/x HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\na", "403 Forbidden", "origin_refused"},
		{"POST /api/x HTTP/1.1\r\n" HOST "Origin: https://evil.example\r\nContent-Length: 1\r\n\r\na", "403 Forbidden",
		 "origin_refused"},
		{"DELETE /api/x HTTP/1.1\r\n" HOST "Origin: null\r\n\r\n", "403 Forbidden", "origin_refused"},
		{"GET /live HTTP/1.1\r\n" HOST "\r\n", "426 Upgrade Required", "upgrade_required"},
	};
	struct test_world *w = *state;
	struct test_client c;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		test_open(w, &c);
		test_ask(&c, rows[i].request, rows[i].status);
		test_expect(&c, rows[i].error);
		test_expect_end(&c);
		expect_fixed(&c);
		test_close(&c);
	}
	test_open(w, &c);
	test_ask(&c, "HEAD /live HTTP/1.1\r\n" HOST "\r\n", "\r\n\r\n");
	test_expect_end(&c);
	assert_false(test_holds(&c, "upgrade_required"));
	test_close(&c);
	assert_int_equal(w->requests, 0);
}

static void test_head_over_the_limit(void **state)
{
	struct test_world *w = *state;
	struct test_client c;
	struct buf b = {0};

	test_open(w, &c);
	buf_add_str(&b, STR("GET /api/x HTTP/1.1\r\n" HOST "X: "));
	while (b.n < 17000)
		buf_add_byte(&b, 'x');
	test_send(&c, buf_str(&b));
	test_expect(&c, "HTTP/1.1 431 ");
	test_expect_end(&c);
	buf_finish(&b);
	test_close(&c);
}

/* Each stands still somewhere; moving the clock past the deadline ends it, just before it does not. */
static void test_deadlines(void **state)
{
	struct test_world *w = *state;
	struct test_client silent, half, body, idle;

	test_connect(w, &silent);
	test_open(w, &half);
	test_send(&half, STR("GET /api/x HTTP/1.1\r\nHo"));
	*w->offset += 9000;
	for (int i = 0; i < 20; i++)
		test_receive(&half);
	assert_false(half.over);
	*w->offset += 1001;
	test_expect_end(&half);
	test_expect_end(&silent);
	assert_int_equal(half.in.n, 0);
	test_open(w, &body);
	post(w, &body, "Content-Length: 10\r\n", STR("abc"));
	test_open(w, &idle);
	test_ask(&idle, GET, "\r\n\r\n{}");
	*w->offset += 60001;
	test_expect_end(&body);
	assert_int_equal(body.in.n, 0);
	test_ask(&idle, GET, "\r\n\r\n{}");
	test_send(&idle, STR("G"));
	*w->offset += 10001;
	test_expect_end(&idle);
	assert_int_equal(w->requests, 2);
	test_close(&silent);
	test_close(&half);
	test_close(&body);
	test_close(&idle);
}

static void test_client_that_goes_does_not_hurt(void **state)
{
	struct test_world *w = *state;
	struct test_client c;
	struct buf big = {0};

	test_open(w, &c);
	test_send(&c, STR("GET /api/held HTTP/1.1\r\n" HOST "\r\n"));
	TEST_UNTIL(w, w->held != NULL);
	test_close(&c);
	for (int i = 0; i < 10; i++)
		test_turn(w);
	memset(buf_reserve(&big, 3000000), 'x', 3000000);
	big.n = 3000000;
	http_answer(&w->held, 200, NULL, NULL, 0, &big);
	for (int i = 0; i < 50; i++)
		test_turn(w);
	assert_null(w->held);
	test_open(w, &c);
	test_ask(&c, GET, "\r\n\r\n{}");
	test_send(&c, STR("GET /api/held HTTP/1.1\r\n" HOST "\r\n"));
	TEST_UNTIL(w, w->held != NULL);
	test_close(&c); /* the teardown destroys the server before it answers this one */
}

static void test_slow_reader_of_an_answer(void **state)
{
	struct test_world *w = *state;
	struct test_client slow, quick;
	struct buf big = {0};

	test_open(w, &slow);
	test_open(w, &quick);
	test_send(&slow, STR("GET /api/held HTTP/1.1\r\n" HOST "\r\n"));
	TEST_UNTIL(w, w->held != NULL);
	memset(buf_reserve(&big, 9000000), 'x', 9000000);
	big.n = 9000000;
	http_answer(&w->held, 200, NULL, NULL, 0, &big);
	test_ask(&quick, GET, "\r\n\r\n{}");
	while (slow.in.n < 9000000)
		test_receive(&slow);
	buf_finish(&slow.in);
	test_send(&slow, STR("GET /api/held HTTP/1.1\r\n" HOST "\r\n"));
	TEST_UNTIL(w, w->held != NULL);
	memset(buf_reserve(&big, 9000000), 'x', 9000000);
	big.n = 9000000;
	http_answer(&w->held, 200, NULL, NULL, 0, &big);
	/* It takes no more than the kernel's buffers do, while time goes by: cut off. */
	TEST_UNTIL(w, (*w->offset += 1000, w->server->lists[PHASE_BUSY].n == 0));
	test_expect_end(&slow);
	assert_true(slow.in.n < 9000000);
	test_close(&slow);
	test_close(&quick);
}

static void test_tls_versions(void **state)
{
	struct test_world *w = *state;
	static const unsigned char h2[] = "\x02h2", both[] = "\x02h2\x08http/1.1";
	const unsigned char *chosen;
	unsigned n;
	struct test_client c;
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

	assert_int_equal(SSL_CTX_set_alpn_protos(ctx, both, sizeof(both) - 1), 0);
	test_connect(w, &c);
	assert_true(test_shake(&c, ctx));
	SSL_get0_alpn_selected(c.ssl, &chosen, &n);
	assert_true(n == 8 && memcmp(chosen, "http/1.1", 8) == 0);
	assert_string_equal(SSL_get_version(c.ssl), "TLSv1.3");
	test_close(&c);
	assert_int_equal(SSL_CTX_set_alpn_protos(ctx, h2, sizeof(h2) - 1), 0);
	test_connect(w, &c);
	assert_false(test_shake(&c, ctx));
	test_close(&c);
	SSL_CTX_free(ctx);
	ctx = SSL_CTX_new(TLS_client_method());
	assert_int_equal(SSL_CTX_set_max_proto_version(ctx, TLS1_2_VERSION), 1);
	test_connect(w, &c);
	assert_false(test_shake(&c, ctx));
	test_close(&c);
	SSL_CTX_free(ctx);
}

static void plain_open(struct test_world *w, struct test_client *c)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};

	*c = (struct test_client){.w = w};
	memcpy(a.sun_path, w->plain, strlen(w->plain) + 1);
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(c->fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(fcntl(c->fd, F_SETFL, O_NONBLOCK), 0);
}

static void test_plain_listener(void **state)
{
	struct test_world *w = *state;
	struct test_client c;

	plain_open(w, &c);
	test_send(&c, STR("PROXY TCP4 192.0.2.7 127."));
	for (int i = 0; i < 5; i++)
		test_turn(w);
	test_ask(&c, "0.0.1 1234 443\r\n" GET, "\r\n\r\n{}");
	assert_string_equal(w->peer, "192.0.2.7");
	expect_fixed(&c);
	test_ask(&c, GET, "\r\n\r\n{}");
	test_close(&c);
	plain_open(w, &c);
	test_send(&c, STR(GET));
	test_expect_end(&c);
	assert_int_equal(c.in.n, 0);
	test_close(&c);
	assert_int_equal(w->requests, 2);
}

static void test_connections_per_peer(void **state)
{
	struct test_world *w = *state;
	struct test_client c[50], more;

	for (int i = 0; i < 50; i++)
		test_connect(w, &c[i]);
	TEST_UNTIL(w, (test_connect(w, &more), test_turn(w), test_receive(&more), test_close(&more), more.over));
	test_close(&c[49]);
	for (int i = 0; i < 10; i++)
		test_turn(w);
	test_open(w, &more);
	test_ask(&more, GET, "\r\n\r\n{}");
	test_close(&more);
	for (int i = 0; i < 49; i++)
		test_close(&c[i]);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test_setup_teardown(test_bodies, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_body_over_the_limit, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_client_that_goes_does_not_hurt, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_connections_per_peer, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_deadlines, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_head_over_the_limit, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_hostile_second_request, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_keep_alive, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_pipelined_requests_are_answered_in_order, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_plain_listener, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_refusals, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_slow_reader_of_an_answer, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_tls_versions, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
