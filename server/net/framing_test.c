/* A whole connection through the framing: requests with bodies of both kinds, in pieces of every size, and hostile ones, second.
 */
#include "net/framing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 1000
#define GOOD "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
#define CHUNKED "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

/* What happened, as text: H/path for a head, bytes of the body, '.' for the end, !code for a refusal. */
struct story {
	struct framing f;
	char text[4096];
	size_t n;
	bool over;
};

static void tell(struct story *s, const char *p, size_t n)
{
	assert_true(s->n + n < sizeof(s->text));
	memcpy(s->text + s->n, p, n);
	s->n += n;
	s->text[s->n] = '\0';
}

static void tell_error(struct story *s, enum err e)
{
	tell(s, "!", 1);
	tell(s, err_code(e), strlen(err_code(e)));
	s->over = true;
}

static void tell_head(struct story *s)
{
	struct head *h = framing_take_head(&s->f);

	tell(s, "H", 1);
	tell(s, h->path.p, h->path.n);
	tell(s, ":", 1);
	if (!framing_body(&s->f, h, LIMIT))
		tell_error(s, framing_error(&s->f));
	head_free(&h);
}

static void feed(struct story *s, struct str in)
{
	while (!s->over) {
		size_t used;
		struct str data;
		enum framing_event e = framing_next(&s->f, in, &used, &data);

		in = str_part(in, used, in.n);
		if (e == FRAMING_MORE)
			return;
		if (e == FRAMING_HEAD)
			tell_head(s);
		else if (e == FRAMING_DATA)
			tell(s, data.p, data.n);
		else if (e == FRAMING_END)
			tell(s, ".", 1);
		else
			tell_error(s, framing_error(&s->f));
	}
}

/* Whole, byte by byte, and cut in two at each place: the story is the same. */
static void expect(struct str in, const char *story)
{
	for (size_t cut = 0; cut <= in.n + 1; cut++) {
		struct story s = {0};

		if (cut == in.n + 1) {
			for (size_t i = 0; i < in.n; i++)
				feed(&s, str_part(in, i, i + 1));
		} else {
			feed(&s, str_part(in, 0, cut));
			feed(&s, str_part(in, cut, in.n));
		}
		if (strcmp(s.text, story) != 0)
			fail_msg("cut at %zu of %zu: \"%s\" instead of \"%s\"", cut, in.n, s.text, story);
		framing_finish(&s.f);
	}
}

static void test_good(void **state)
{
	(void)state;
	expect(STR("GET /0 HTTP/1.1\r\nHost: a\r\n\r\n"), "H/0:.");
	expect(STR(GOOD), "H/1:abc.");
	expect(STR(GOOD GOOD "GET /0 HTTP/1.1\r\nHost: a\r\n\r\n"), "H/1:abc.H/1:abc.H/0:.");
	expect(STR(CHUNKED "0\r\n\r\n" GOOD), "H/2:.H/1:abc.");
	expect(STR(CHUNKED "3\r\nabc\r\n2;x=\"y\"\r\nde\r\n00\r\nA: 1\r\n\r\n" GOOD), "H/2:abcde.H/1:abc.");
	expect(STR(CHUNKED "a\r\n0123456789\r\nA\r\n0123456789\r\n0;end\r\n\r\n"), "H/2:01234567890123456789.");
}

static void test_hostile_second(void **state)
{
	static const struct str rows[] = {
		{GOOD "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0},
		{GOOD "GET /x HTTP/1.1\nHost: a\n\n", 0},
		{GOOD "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 0},
		{GOOD "GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 0},
		{GOOD "abc", 0}, /* more body than was said: no method has this name and no line comes */
		{GOOD "\r\n", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(str_of(rows[i].p), i == 4 ? "H/1:abc." : "H/1:abc.!bad_head");
}

static void test_bad_chunks(void **state)
{
	static const char *const rows[] = {
		CHUNKED "g\r\n",         CHUNKED "\r\n",         CHUNKED " 3\r\n",     CHUNKED "3 \r\n",
		CHUNKED "0x3\r\n",       CHUNKED "-3\r\n",       CHUNKED "3\n",        CHUNKED "3\r3\r\n",
		CHUNKED "000000003\r\n", CHUNKED "3 ;a\r\n",     CHUNKED "3;\x01\r\n", CHUNKED "0\r\n A: 1\r\n",
		CHUNKED "0\r\nA\r\n",    CHUNKED "0\r\n: 1\r\n", CHUNKED "0\r\nA: \n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(str_of(rows[i]), "H/2:!bad_head");
	expect(STR(CHUNKED "3\r\nabcd\r\n"), "H/2:abc!bad_head");
	expect(STR(CHUNKED "3\r\nabc\n"), "H/2:abc!bad_head");
	expect(STR(CHUNKED "3\r\nabc\rx"), "H/2:abc!bad_head");
}

static void test_body_limit(void **state)
{
	(void)state;
	expect(STR("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\nabc"), "H/1:!body_too_large");
	expect(STR(CHUNKED "3e9\r\n"), "H/2:!body_too_large");
	expect(STR(CHUNKED "1\r\na\r\n3e8\r\n"), "H/2:a!body_too_large");
	expect(STR(CHUNKED "ffffffff\r\n"), "H/2:!body_too_large");
}

static void test_no_body_allowed(void **state)
{
	enum err e;
	struct framing f = {0};
	struct str data;
	struct head *h = head_keep(STR(CHUNKED), &e);
	size_t used;

	(void)state;
	assert_int_equal(framing_next(&f, STR(CHUNKED), &used, &data), FRAMING_HEAD);
	assert_false(framing_body(&f, h, 0));
	assert_int_equal(framing_error(&f), ERR_BODY_TOO_LARGE);
	framing_finish(&f);
	head_free(&h);
}

/* The first lies just under the limit of a line, the second adds up to more than the limit of all. */
static void test_extensions_and_trailers_are_bounded(void **state)
{
	struct story s = {0};
	char line[300];

	(void)state;
	(void)snprintf(line, sizeof(line), "1;%0254d\r\nx\r\n", 1);
	feed(&s, STR(CHUNKED));
	for (int i = 0; i < 100 && !s.over; i++)
		feed(&s, str_of(line));
	assert_true(s.over && s.f.extra <= 16384 + 256);
	assert_non_null(strstr(s.text, "!bad_head"));
	framing_finish(&s.f);
	s = (struct story){0};
	(void)snprintf(line, sizeof(line), "1;%0255d\r\n", 1);
	feed(&s, STR(CHUNKED));
	feed(&s, str_of(line));
	assert_string_equal(s.text, "H/2:!bad_head");
	framing_finish(&s.f);
	s = (struct story){0};
	(void)snprintf(line, sizeof(line), "A:%0250d\r\n", 1);
	feed(&s, STR(CHUNKED "0\r\n"));
	for (int i = 0; i < 100 && !s.over; i++)
		feed(&s, str_of(line));
	assert_string_equal(s.text, "H/2:!bad_head");
	framing_finish(&s.f);
}

static void test_large_head(void **state)
{
	struct story s = {0};
	char line[1024];

	(void)state;
	(void)snprintf(line, sizeof(line), "X: %01000d\r\n", 1);
	feed(&s, STR("GET / HTTP/1.1\r\nHost: a\r\n"));
	for (int i = 0; i < 20; i++)
		feed(&s, str_of(line));
	assert_string_equal(s.text, "!head_too_large");
	assert_true(s.f.bytes.n <= HEAD_MAX + 1);
	framing_finish(&s.f);
}

static void test_idle(void **state)
{
	struct framing f = {0};
	struct str data;
	size_t used;

	(void)state;
	assert_true(framing_idle(&f));
	assert_int_equal(framing_next(&f, STR("G"), &used, &data), FRAMING_MORE);
	assert_int_equal(used, 1);
	assert_false(framing_idle(&f));
	framing_finish(&f);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test(test_bad_chunks),
		cmocka_unit_test(test_body_limit),
		cmocka_unit_test(test_extensions_and_trailers_are_bounded),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_hostile_second),
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_large_head),
		cmocka_unit_test(test_no_body_allowed),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}
