/* WebSockets over real TLS: handshake, hostile frames, slow readers, silence, closing, drain, certificate reload. */
#include "net/net_own.h"
#include "net/test_world.h"

#define MASK "\0\0\0\0"
#define LIT(literal)                                                                                                             \
	{                                                                                                                        \
		(literal), sizeof(literal) - 1                                                                                   \
	}

static void upgrade(struct test_world *w, struct test_client *c, const char *cookie, const char *origin)
{
	char head[600];

	(void)snprintf(
		head, sizeof(head),
		"GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: %s\r\n"
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: tasuki.1\r\n"
		"Sec-WebSocket-Extensions: permessage-deflate\r\nCookie: go=%s\r\n\r\n",
		origin ? origin : w->origin, cookie);
	test_open(w, c);
	test_send(c, str_of(head));
}

static void open_sock(struct test_world *w, struct test_client *c)
{
	int before = w->opened;

	upgrade(w, c, "yes", NULL);
	test_expect(c, "\r\n\r\n");
	TEST_UNTIL(w, w->opened == before + 1);
	buf_finish(&c->in);
}

/* Reads until n bytes are there. */
static void expect_bytes(struct test_client *c, struct str bytes)
{
	while (c->in.n < bytes.n && !c->over)
		test_receive(c);
	assert_true(c->in.n >= bytes.n);
	assert_memory_equal(c->in.p, bytes.p, bytes.n);
	buf_drop(&c->in, bytes.n);
}

/* A close frame with this code is the last thing that comes. */
static void expect_close(struct test_client *c, int code)
{
	size_t at = 0;

	test_expect_end(c);
	while (at + 4 <= c->in.n && (c->in.p[at] & 0x0f) != 8)
		at += 2u + (unsigned char)c->in.p[at + 1];
	assert_true(at + 4 <= c->in.n);
	assert_int_equal((unsigned char)c->in.p[at], 0x88);
	assert_int_equal((unsigned char)c->in.p[at + 2] << 8 | (unsigned char)c->in.p[at + 3], code);
	assert_int_equal(at + 2u + (unsigned char)c->in.p[at + 1], c->in.n);
}

static void test_handshake(void **state)
{
	struct test_world *w = *state;
	struct test_client c;

	upgrade(w, &c, "yes", NULL);
	test_expect(&c, "\r\n\r\n");
	assert_true(test_holds(&c, "HTTP/1.1 101 "));
	assert_true(test_holds(&c, "\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
	assert_true(test_holds(&c, "\r\nSec-WebSocket-Protocol: tasuki.1\r\n"));
	assert_false(test_holds(&c, "deflate"));
	assert_true(test_holds(&c, "\r\nContent-Security-Policy: default-src 'none'; "));
	assert_true(test_holds(&c, "\r\nStrict-Transport-Security: "));
	TEST_UNTIL(w, w->opened == 1);
	test_close(&c);
	TEST_UNTIL(w, w->closed == 1);
}

static void test_handshake_refused(void **state)
{
	struct test_world *w = *state;
	struct test_client c;

	upgrade(w, &c, "no", NULL);
	test_expect(&c, "{\"error\":\"session_none\",");
	assert_true(test_holds(&c, "HTTP/1.1 401 Unauthorized\r\n"));
	assert_true(test_holds(&c, "\r\nX-Content-Type-Options: nosniff\r\n"));
	test_expect_end(&c);
	test_close(&c);
	upgrade(w, &c, "yes", "https://localhost.evil.example");
	test_expect(&c, "{\"error\":\"origin_refused\",");
	assert_true(test_holds(&c, "HTTP/1.1 403 Forbidden\r\n"));
	test_expect_end(&c);
	test_close(&c);
	upgrade(w, &c, "hold", NULL);
	TEST_UNTIL(w, w->held_handshake != NULL);
	assert_true(str_eq(handshake_peer(w->held_handshake), STR("127.0.0.1")));
	handshake_refuse(&w->held_handshake, ERR_SESSION_LOCKED);
	test_expect(&c, "{\"error\":\"session_locked\",");
	test_expect_end(&c);
	test_close(&c);
	assert_int_equal(w->opened + w->closed + w->abandoned, 0);
}

static void test_handshake_held(void **state)
{
	struct test_world *w = *state;
	struct test_client c;

	upgrade(w, &c, "hold", NULL);
	TEST_UNTIL(w, w->held_handshake != NULL);
	handshake_accept(&w->held_handshake, w);
	test_expect(&c, "HTTP/1.1 101 ");
	TEST_UNTIL(w, w->opened == 1);
	test_close(&c);
	upgrade(w, &c, "hold", NULL);
	TEST_UNTIL(w, w->held_handshake != NULL);
	test_close(&c);
	TEST_UNTIL(w, w->abandoned == 1);
	upgrade(w, &c, "hold", NULL);
	TEST_UNTIL(w, w->held_handshake != NULL);
	test_send(&c, STR("\x81\x80" MASK)); /* too early */
	TEST_UNTIL(w, w->abandoned == 2);
	test_close(&c);
}

static void test_late_upgrade(void **state)
{
	struct test_world *w = *state;
	struct test_client c;
	char head[500];

	test_open(w, &c);
	test_ask(&c, "GET /api/x HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n{}");
	(void)snprintf(
		head, sizeof(head),
		"GET /live HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nOrigin: "
		"%s\r\nSec-WebSocket-Version: 13\r\n"
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: tasuki.1\r\nCookie: go=yes\r\n\r\n",
		w->origin);
	test_ask(&c, head, "HTTP/1.1 426 Upgrade Required\r\n");
	test_expect_end(&c);
	assert_int_equal(w->opened, 0);
	test_close(&c);
}

static void test_messages(void **state)
{
	struct test_world *w = *state;
	struct test_client a, b;
	struct buf big = {0}, frame = {0};

	open_sock(w, &a);
	open_sock(w, &b);
	test_send(&a, STR("\x81\x82" MASK "hi"));
	expect_bytes(&a, STR("\x81\x02hi"));
	expect_bytes(&b, STR("\x81\x02hi"));
	test_send(&a, STR("\x01\x81" MASK "f\x89\x82" MASK "pi\x00\x81" MASK "o\x80\x81" MASK "o"));
	while (a.in.n < 9)
		test_receive(&a);
	assert_true(test_holds(&a, "\x8a\x02pi"));
	assert_true(test_holds(&a, "\x81\x03"
				   "foo"));
	expect_bytes(&b, STR("\x81\x03"
			     "foo"));
	buf_drop(&a.in, 9);
	memset(buf_reserve(&big, LIVE_FRAME_IN_MAX), 'x', LIVE_FRAME_IN_MAX);
	big.n = LIVE_FRAME_IN_MAX;
	buf_add_str(&frame, STR("\x81\xff\0\0\0\0\0\1\0\0" MASK));
	buf_add_str(&frame, buf_str(&big));
	test_send(&a, buf_str(&frame));
	expect_bytes(&b, STR("\x81\x7f\0\0\0\0\0\1\0\0"));
	expect_bytes(&b, buf_str(&big));
	assert_int_equal(w->texts.n, 2 + 1 + 3 + 1 + LIVE_FRAME_IN_MAX + 1);
	buf_finish(&big);
	buf_finish(&frame);
	test_close(&a);
	test_close(&b);
}

static void test_hostile_frames(void **state)
{
	static const struct {
		struct str bytes;
		int code;
	} rows[] = {
		{LIT("\x81\x02hi"), 1002},
		{LIT("\xc1\x82" MASK "hi"), 1002},
		{LIT("\x83\x80" MASK), 1002},
		{LIT("\x80\x80" MASK), 1002},
		{LIT("\x09\x80" MASK), 1002},
		{LIT("\x82\x81" MASK "b"), 1003},
		{LIT("\x81\x82" MASK "\xc3\x28"), 1007},
		{LIT("\x81\xff\0\0\0\0\0\1\0\1" MASK), 1009},
	};
	struct test_world *w = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct test_client c;

		w->opened = 0;
		open_sock(w, &c);
		test_send(&c, rows[i].bytes);
		expect_close(&c, rows[i].code);
		TEST_UNTIL(w, w->closed == (int)i + 1);
		test_close(&c);
	}
	assert_int_equal(w->texts.n, 0);
}

static void test_slow_reader(void **state)
{
	struct test_world *w = *state;
	struct test_client quick, slow;
	struct buf message = {0};
	size_t got = 0;
	int sent = 0;

	open_sock(w, &slow);
	open_sock(w, &quick);
	memset(buf_reserve(&message, 60000), 'm', 60000);
	message.n = 60000;
	while (w->closed == 0) {
		test_broadcast(w, buf_str(&message));
		for (sent++; got < (size_t)sent * 60004; got += quick.in.n, quick.in.n = 0)
			test_receive(&quick);
		assert_true(sent < 1000);
	}
	assert_null(w->socks[0]);
	assert_non_null(w->socks[1]);
	test_broadcast(w, STR("after"));
	expect_bytes(&quick, STR("\x81\x05"
				 "after"));
	test_expect_end(&slow); /* what was under way, then the reason */
	assert_true(slow.in.n > 4 && slow.in.n < (size_t)sent * 60004);
	assert_true(test_holds(&slow, "\x88\x0a\x03\xf5too slow"));
	assert_false(test_holds(&slow, "after"));
	buf_finish(&message);
	test_close(&quick);
	test_close(&slow);
}

static void test_silence(void **state)
{
	struct test_world *w = *state;
	struct test_client lively, dead;

	open_sock(w, &lively);
	open_sock(w, &dead);
	*w->offset += 29000;
	for (int i = 0; i < 5; i++)
		test_receive(&lively);
	assert_int_equal(lively.in.n, 0);
	*w->offset += 1001;
	expect_bytes(&lively, STR("\x89\x00"));
	expect_bytes(&dead, STR("\x89\x00"));
	test_send(&lively, STR("\x8a\x80" MASK));
	*w->offset += 29000;
	test_send(&lively, STR("\x8a\x80" MASK));
	*w->offset += 16001;
	test_expect_end(&dead);
	TEST_UNTIL(w, w->closed == 1);
	test_send(&lively, STR("\x81\x82" MASK "hi"));
	expect_bytes(&lively, STR("\x81\x02hi"));
	test_close(&lively);
	test_close(&dead);
}

static void test_client_closes(void **state)
{
	struct test_world *w = *state;
	struct test_client c;

	open_sock(w, &c);
	test_send(&c, STR("\x88\x82" MASK "\x03\xe8\x81\x82" MASK "no"));
	expect_close(&c, 1000);
	TEST_UNTIL(w, w->closed == 1);
	assert_int_equal(w->texts.n, 0);
	test_close(&c);
}

static void test_program_closes(void **state)
{
	struct test_world *w = *state;
	struct test_client c;

	open_sock(w, &c);
	test_broadcast(w, STR("queued"));
	sock_close(w->socks[0], 4001, "signed out");
	test_broadcast(w, STR("later"));
	test_send(&c, STR("\x81\x82" MASK "hi"));
	expect_close(&c, 4001);
	assert_true(test_holds(&c, "signed out"));
	assert_false(test_holds(&c, "later") || test_holds(&c, "queued"));
	TEST_UNTIL(w, w->closed == 1);
	assert_int_equal(w->texts.n, 0);
	test_close(&c);
}

static void test_drain(void **state)
{
	struct test_world *w = *state;
	struct test_client idle, busy, sock, held, late;
	struct buf body = {0};

	test_open(w, &idle);
	test_ask(&idle, "GET /api/x HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n{}");
	test_open(w, &busy);
	test_send(&busy, STR("GET /api/held HTTP/1.1\r\nHost: a\r\n\r\n"));
	TEST_UNTIL(w, w->held != NULL);
	open_sock(w, &sock);
	upgrade(w, &held, "hold", NULL);
	TEST_UNTIL(w, w->held_handshake != NULL);
	net_server_drain(w->server, 60000, test_on_drained, w);
	test_expect_end(&idle);
	expect_close(&sock, 1012);
	test_expect(&held, "HTTP/1.1 503 ");
	assert_int_equal(w->abandoned, 1);
	late = (struct test_client){.w = w, .fd = socket(AF_INET, SOCK_STREAM, 0)};
	test_close(&idle);
	test_close(&sock);
	test_close(&held);
	test_close(&late);
	for (int i = 0; i < 20; i++)
		test_turn(w);
	assert_false(w->drained);
	buf_add_str(&body, STR("done"));
	http_answer(&w->held, 200, NULL, NULL, 0, &body);
	test_expect(&busy, "\r\n\r\ndone");
	assert_true(test_holds(&busy, "\r\nConnection: close\r\n"));
	test_expect_end(&busy);
	test_close(&busy);
	TEST_UNTIL(w, w->drained);
	assert_int_equal(w->closed, 1);
}

static void test_drain_has_an_end(void **state)
{
	struct test_world *w = *state;
	struct test_client busy;

	test_open(w, &busy);
	test_send(&busy, STR("GET /api/held HTTP/1.1\r\nHost: a\r\n\r\n"));
	TEST_UNTIL(w, w->held != NULL);
	net_server_drain(w->server, 1, test_on_drained, w);
	TEST_UNTIL(w, w->drained);
	test_close(&busy);
}

static void expect_name(struct test_world *w, const char *name)
{
	struct test_client c;
	X509 *x;
	char text[64];

	test_open(w, &c);
	x = SSL_get1_peer_certificate(c.ssl);
	assert_true(X509_NAME_get_text_by_NID(X509_get_subject_name(x), NID_commonName, text, sizeof(text)) > 0);
	assert_string_equal(text, name);
	X509_free(x);
	test_close(&c);
}

static void test_certificate_reload(void **state)
{
	struct test_world *w = *state;
	struct test_client old;
	const char *why = NULL;

	open_sock(w, &old);
	expect_name(w, "first");
	test_certificate(w, "second");
	expect_name(w, "first");
	assert_true(net_server_reload(w->server, &why));
	expect_name(w, "second");
	test_send(&old, STR("\x81\x82" MASK "hi"));
	expect_bytes(&old, STR("\x81\x02hi"));
	assert_int_equal(truncate(w->key, 10), 0);
	assert_false(net_server_reload(w->server, &why));
	assert_non_null(why);
	expect_name(w, "second");
	test_close(&old);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test_setup_teardown(test_certificate_reload, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_client_closes, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_drain, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_drain_has_an_end, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_handshake, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_handshake_held, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_handshake_refused, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_hostile_frames, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_late_upgrade, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_messages, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_program_closes, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_silence, test_setup, test_teardown),
		cmocka_unit_test_setup_teardown(test_slow_reader, test_setup, test_teardown),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
