/*
 * A whole connection, cut into pieces as its first bytes say: the pieces make no difference to what is understood, nothing is
 * understood after a refusal, and a body never grows over its limit.
 */
#include "net/framing.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

#define LIMIT 4096

struct story {
	struct framing f;
	struct buf told;
	size_t body;
	bool over;
};

static void tell_head(struct story *s)
{
	struct head *h = framing_take_head(&s->f);

	buf_add_byte(&s->told, 'H');
	buf_add_str(&s->told, h->path);
	s->body = 0;
	if (!framing_body(&s->f, h, h->method == HTTP_GET ? 0 : LIMIT))
		s->over = true;
	head_free(&h);
}

static void feed(struct story *s, struct str in)
{
	while (!s->over) {
		size_t used;
		struct str data;
		enum framing_event e = framing_next(&s->f, in, &used, &data);

		check(used <= in.n);
		in = str_part(in, used, in.n);
		if (e == FRAMING_MORE) {
			check(in.n == 0);
			return;
		}
		if (e == FRAMING_HEAD)
			tell_head(s);
		s->body += data.n;
		check(s->body <= LIMIT);
		buf_add_str(&s->told, data);
		if (e == FRAMING_END)
			buf_add_byte(&s->told, '.');
		s->over = s->over || e == FRAMING_BAD;
	}
}

static struct buf told(struct str in, size_t step)
{
	struct story s = {0};
	struct buf out;

	for (size_t at = 0; at < in.n; at += step)
		feed(&s, str_part(in, at, at + step));
	if (s.over) {
		buf_add_byte(&s.told, '!');
		buf_add_i64(&s.told, framing_error(&s.f));
	}
	framing_finish(&s.f);
	out = s.told;
	return out;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct str in = {(const char *)data + 1, n - 1};
	struct buf whole, pieces;

	if (n < 2)
		return 0;
	whole = told(in, in.n);
	pieces = told(in, 1 + data[0] % 32);
	check(str_eq(buf_str(&whole), buf_str(&pieces)));
	buf_finish(&whole);
	buf_finish(&pieces);
	return 0;
}
