#include "net/head.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

static bool is_alnum(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_hex(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool is_one_of(unsigned char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum((unsigned char)s.p[i]) && !is_one_of((unsigned char)s.p[i], "!#$%&'*+-.^_`|~"))
			return false;
	return s.n > 0;
}

static bool is_control(unsigned char c)
{
	return (c < 0x20 && c != '\t') || c == 0x7f;
}

static bool scan_accepts(const char *p, size_t i)
{
	unsigned char c = (unsigned char)p[i];

	if (i > 0 && p[i - 1] == '\r')
		return c == '\n' && i > 1;
	return c == '\r' || !is_control(c);
}

enum head_scan head_scan(struct str bytes, size_t *at_io)
{
	for (size_t i = *at_io; i < bytes.n; i++) {
		if (!scan_accepts(bytes.p, i))
			return HEAD_SCAN_BAD;
		if (bytes.p[i] == '\n' && i >= 3 && bytes.p[i - 2] == '\n') {
			*at_io = i + 1;
			return HEAD_SCAN_END;
		}
	}
	*at_io = bytes.n;
	return HEAD_SCAN_MORE;
}

static enum http_method method_of(struct str s)
{
	static const struct {
		struct str name;
		enum http_method method;
	} known[] = {
		{{"DELETE", 6}, HTTP_DELETE}, {{"GET", 3}, HTTP_GET},   {{"HEAD", 4}, HTTP_HEAD}, {{"OPTIONS", 7}, HTTP_OPTIONS},
		{{"PATCH", 5}, HTTP_PATCH},   {{"POST", 4}, HTTP_POST}, {{"PUT", 3}, HTTP_PUT},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_eq(s, known[i].name))
			return known[i].method;
	return HTTP_OTHER;
}

/* Origin form only, RFC 3986 characters, whole percent escapes, no encoded NUL, no empty first segment (some read a host there).
 */
static bool target_accepts(struct str t)
{
	if (t.n == 0 || t.p[0] != '/' || (t.n > 1 && t.p[1] == '/'))
		return false;
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if (c == '%') {
			if (i + 2 >= t.n || !is_hex((unsigned char)t.p[i + 1]) || !is_hex((unsigned char)t.p[i + 2]))
				return false;
			if (t.p[i + 1] == '0' && t.p[i + 2] == '0')
				return false;
		} else if (!is_alnum(c) && !is_one_of(c, "-._~!$&'()*+,;=:@/?")) {
			return false;
		}
	}
	return true;
}

static bool line_first(struct head *h, struct str line)
{
	size_t a = str_find(line, ' ', 0), b = str_find(line, ' ', a + 1), q;
	struct str method = str_part(line, 0, a), target = str_part(line, a + 1, b), version = str_part(line, b + 1, line.n);

	if (a == line.n || b >= line.n || !is_token(method) || method.n > 16 || !target_accepts(target))
		return false;
	h->http10 = str_eq(version, STR("HTTP/1.0"));
	if (!h->http10 && !str_eq(version, STR("HTTP/1.1")))
		return false;
	h->method = method_of(method);
	q = str_find(target, '?', 0);
	h->path = str_part(target, 0, q);
	if (q < target.n)
		h->query = str_part(target, q + 1, target.n);
	return true;
}

static enum err line_field(struct head *h, struct str line)
{
	size_t colon = str_find(line, ':', 0);
	struct str name = str_part(line, 0, colon), value;

	/* A folded line starts with a space and so has no token before its colon. */
	if (colon == line.n || !is_token(name))
		return ERR_BAD_HEAD;
	if (h->fields == HEAD_FIELDS_MAX)
		return ERR_HEAD_TOO_LARGE;
	value = str_trim(str_part(line, colon + 1, line.n));
	h->field[h->fields++] = (struct head_field){
		.name = (uint16_t)(name.p - h->text),
		.name_n = (uint16_t)name.n,
		.value = (uint16_t)((value.n ? value.p : line.p) - h->text),
		.value_n = (uint16_t)value.n,
	};
	return ERR_OK;
}

static struct str name_at(const struct head *h, size_t i)
{
	return (struct str){h->text + h->field[i].name, h->field[i].name_n};
}

static struct str value_at(const struct head *h, size_t i)
{
	return (struct str){h->text + h->field[i].value, h->field[i].value_n};
}

struct str head_value(const struct head *h, struct str name)
{
	for (size_t i = 0; i < h->fields; i++)
		if (str_eq_nocase(name_at(h, i), name))
			return value_at(h, i);
	return (struct str){NULL, 0};
}

size_t head_count(const struct head *h, struct str name)
{
	size_t n = 0;

	for (size_t i = 0; i < h->fields; i++)
		n += str_eq_nocase(name_at(h, i), name);
	return n;
}

static bool list_holds(struct str list, struct str token)
{
	for (size_t from = 0; from <= list.n;) {
		size_t comma = str_find(list, ',', from);

		if (str_eq_nocase(str_trim(str_part(list, from, comma)), token))
			return true;
		from = comma + 1;
	}
	return false;
}

bool head_lists(const struct head *h, struct str name, struct str token)
{
	for (size_t i = 0; i < h->fields; i++)
		if (str_eq_nocase(name_at(h, i), name) && list_holds(value_at(h, i), token))
			return true;
	return false;
}

static bool cookie_in(struct str list, struct str name, struct str *out_r)
{
	for (size_t from = 0; from < list.n;) {
		size_t semicolon = str_find(list, ';', from);
		struct str one = str_trim(str_part(list, from, semicolon));
		size_t equals = str_find(one, '=', 0);

		if (equals < one.n && str_eq(str_part(one, 0, equals), name)) {
			*out_r = str_part(one, equals + 1, one.n);
			return true;
		}
		from = semicolon + 1;
	}
	return false;
}

bool head_cookie(const struct head *h, struct str name, struct str *out_r)
{
	for (size_t i = 0; i < h->fields; i++)
		if (str_eq_nocase(name_at(h, i), STR("cookie")) && cookie_in(value_at(h, i), name, out_r))
			return true;
	return false;
}

static bool host_accepts(const struct head *h)
{
	struct str host = head_value(h, STR("host"));

	for (size_t i = 0; i < host.n; i++)
		if (!is_alnum((unsigned char)host.p[i]) && !is_one_of((unsigned char)host.p[i], ".-_:[]"))
			return false;
	return host.n > 0 && head_count(h, STR("host")) == 1;
}

/* How long the body is must be said once and in one way, or not at all. */
static bool body_accepts(struct head *h)
{
	struct str length = head_value(h, STR("content-length"));
	size_t lengths = head_count(h, STR("content-length")), codings = head_count(h, STR("transfer-encoding"));
	long long n = 0;

	if (lengths + codings > 1)
		return false;
	if (lengths == 1) {
		if (!str_to_i64(length, &n))
			return false;
		h->length = (uint64_t)n;
	}
	if (codings == 1) {
		if (h->http10 || !str_eq_nocase(head_value(h, STR("transfer-encoding")), STR("chunked")))
			return false;
		h->chunked = true;
	}
	return true;
}

static bool rest_accepts(struct head *h)
{
	struct str expect = head_value(h, STR("expect"));

	if (expect.p != NULL) {
		if (!str_eq_nocase(expect, STR("100-continue")) || h->http10)
			return false;
		h->expects_continue = true;
	}
	h->close = h->http10 || head_lists(h, STR("connection"), STR("close"));
	h->upgrade = head_lists(h, STR("upgrade"), STR("websocket"));
	return true;
}

static size_t line_end(struct str text, size_t from)
{
	return str_find(text, '\r', from);
}

enum err head_check(struct str text, struct head *h)
{
	size_t at = 0, end;

	check(text.p != NULL && h != NULL);
	*h = (struct head){.text = text.p, .text_n = text.n};
	if (text.n > HEAD_MAX)
		return ERR_HEAD_TOO_LARGE;
	if (head_scan(text, &at) != HEAD_SCAN_END || at != text.n)
		return ERR_BAD_HEAD;
	end = line_end(text, 0);
	if (!line_first(h, str_part(text, 0, end)))
		return ERR_BAD_HEAD;
	for (at = end + 2; at + 2 < text.n; at = end + 2) {
		enum err e;

		end = line_end(text, at);
		e = line_field(h, str_part(text, at, end));
		if (e != ERR_OK)
			return e;
	}
	return host_accepts(h) && body_accepts(h) && rest_accepts(h) ? ERR_OK : ERR_BAD_HEAD;
}

struct head *head_keep(struct str text, enum err *why_r)
{
	struct head *h = malloc(sizeof(*h) + text.n);
	char *copy = (char *)(h + 1);

	check(h != NULL && text.n > 0);
	memcpy(copy, text.p, text.n);
	*why_r = head_check((struct str){copy, text.n}, h);
	if (*why_r != ERR_OK)
		head_free(&h);
	return h;
}

void head_free(struct head **hp)
{
	check(hp != NULL);
	if (*hp == NULL)
		return;
	explicit_bzero(*hp, sizeof(**hp) + (*hp)->text_n);
	free(*hp);
	*hp = NULL;
}
