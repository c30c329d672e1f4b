/* Where heads go; the exact Origin check; what a WebSocket request must look like. */
#include "net/route.h"

#include "net/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const origins[] = {"https://town.example", "https://town.example:8443", NULL};

static enum err route(const char *line, const char *fields, bool first, enum route *out_r)
{
	char text[4096];
	struct head h;
	int n = snprintf(text, sizeof(text), "%s HTTP/1.1\r\nHost: town.example\r\n%s\r\n", line, fields);

	assert_int_equal(head_check((struct str){text, (size_t)n}, &h), ERR_OK);
	return route_of(&h, first, origins, out_r);
}

static void test_paths(void **state)
{
	enum route r;

	(void)state;
	assert_int_equal(route("GET /api/me", "", true, &r), ERR_OK);
	assert_int_equal(r, ROUTE_APP);
	assert_int_equal(route("GET /", "", true, &r), ERR_OK);
	assert_int_equal(r, ROUTE_STATIC);
	assert_int_equal(route("HEAD /apis", "", true, &r), ERR_OK);
	assert_int_equal(r, ROUTE_STATIC);
	assert_int_equal(route("POST /index.html", "Origin: https://town.example\r\n", true, &r), ERR_METHOD_REFUSED);
	assert_int_equal(route("GET /live", "", true, &r), ERR_UPGRADE_REQUIRED);
	assert_int_equal(route("GET /live", "", false, &r), ERR_UPGRADE_REQUIRED);
}

static void test_origins(void **state)
{
	static const char *const good[] = {"Origin: https://town.example\r\n", "Origin: https://town.example:8443\r\n"};
	static const char *const bad[] = {
		"",
		"Origin:\r\n",
		"Origin: null\r\n",
		"Origin: https://evil.example\r\n",
		"Origin: http://town.example\r\n",
		"Origin: https://town.example.\r\n",
		"Origin: https://town.example/\r\n",
		"Origin: https://town.example:443\r\n",
		"Origin: https://town.example:84430\r\n",
		"Origin: https://www.town.example\r\n",
		"Origin: https://town.example.evil.example\r\n",
		"Origin: https://eviltown.example\r\n",
		"Origin: https://TOWN.example\r\n",
		"Origin: https://town.exampl\r\n",
		"Origin: https://town.example https://evil.example\r\n",
		"Origin: https://town.example\r\nOrigin: https://town.example\r\n",
		"Origin: https://town.example\r\nOrigin: https://evil.example\r\n",
		"Referer: https://town.example/\r\n",
	};
	static const char *const lines[] = {"POST /api/x",   "PUT /api/x",     "PATCH /api/x",
					    "DELETE /api/x", "OPTIONS /api/x", "TRACE /api/x"};
	enum route r;

	(void)state;
	for (size_t l = 0; l < sizeof(lines) / sizeof(lines[0]); l++) {
		for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
			assert_int_equal(route(lines[l], good[i], true, &r), ERR_OK);
		for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
			if (route(lines[l], bad[i], true, &r) != ERR_ORIGIN_REFUSED)
				fail_msg("%s with %s", lines[l], bad[i]);
	}
	assert_int_equal(route("GET /api/x", "Origin: https://evil.example\r\n", true, &r), ERR_OK);
}

#define O "Origin: https://town.example\r\n"
#define U "Upgrade: websocket\r\n"
#define C "Connection: keep-alive, Upgrade\r\n"
#define K "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define V "Sec-WebSocket-Version: 13\r\n"
#define P "Sec-WebSocket-Protocol: other, tasuki.1\r\n"

static void test_websocket(void **state)
{
	static const struct {
		const char *line, *fields;
		enum err e;
	} rows[] = {
		{"GET /live", O U C K V P, ERR_OK},
		{"GET /other", O U C K V P, ERR_NOT_FOUND},
		{"GET /live/", O U C K V P, ERR_NOT_FOUND},
		{"GET /live", U C K V P, ERR_ORIGIN_REFUSED},
		{"GET /live", "Origin: null\r\n" U C K V P, ERR_ORIGIN_REFUSED},
		{"GET /live?a=b", O U C K V P, ERR_BAD_HEAD},
		{"POST /live", O U C K V P, ERR_BAD_HEAD},
		{"GET /live", O U C K V P "Content-Length: 1\r\n", ERR_BAD_HEAD},
		{"GET /live", O U C K V P "Transfer-Encoding: chunked\r\n", ERR_BAD_HEAD},
		{"GET /live", O U "Connection: close\r\n" K V P, ERR_BAD_HEAD},
		{"GET /live", O U C V P, ERR_BAD_HEAD},
		{"GET /live", O U C K K V P, ERR_BAD_HEAD},
		{"GET /live", O U C V P "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZR==\r\n", ERR_BAD_HEAD},
		{"GET /live", O U C V P "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=\r\n", ERR_BAD_HEAD},
		{"GET /live", O U C V P "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!==\r\n", ERR_BAD_HEAD},
		{"GET /live", O U C K P, ERR_UPGRADE_REQUIRED},
		{"GET /live", O U C K P "Sec-WebSocket-Version: 8\r\n", ERR_UPGRADE_REQUIRED},
		{"GET /live", O U C K V V P, ERR_UPGRADE_REQUIRED},
		{"GET /live", O U C K V, ERR_BAD_HEAD},
		{"GET /live", O U C K V "Sec-WebSocket-Protocol: tasuki.2\r\n", ERR_BAD_HEAD},
	};
	enum route r;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (route(rows[i].line, rows[i].fields, true, &r) != rows[i].e)
			fail_msg("row %zu", i);
	assert_int_equal(route("GET /live", O U C K V P, true, &r), ERR_OK);
	assert_int_equal(r, ROUTE_LIVE);
	assert_int_equal(route("GET /live", O U C K V P, false, &r), ERR_UPGRADE_REQUIRED);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_websocket),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
