#include "json/out.h"

#include "base/check.h"

#include <stdio.h>

static void before_value(struct out *o)
{
	if (o->key_open) {
		o->key_open = false;
		return;
	}
	check(o->depth == 0 || o->close[o->depth] == ']');
	if (o->some[o->depth])
		buf_add_byte(&o->buf, ',');
	o->some[o->depth] = true;
}

static void open(struct out *o, char first, char last)
{
	before_value(o);
	check(o->depth < OUT_DEPTH);
	buf_add_byte(&o->buf, first);
	o->depth++;
	o->some[o->depth] = false;
	o->close[o->depth] = last;
}

void out_object(struct out *o)
{
	open(o, '{', '}');
}

void out_array(struct out *o)
{
	open(o, '[', ']');
}

void out_end(struct out *o)
{
	check(o->depth > 0 && !o->key_open);
	buf_add_byte(&o->buf, o->close[o->depth]);
	o->depth--;
}

static void add_quoted(struct out *o, struct str s)
{
	size_t plain = 0;

	buf_add_byte(&o->buf, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char escape[8];
		int n;

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(&o->buf, s.p + plain, i - plain);
		n = c == '"' || c == '\\' ? snprintf(escape, sizeof(escape), "\\%c", c)
		    : c == '\n'           ? snprintf(escape, sizeof(escape), "\\n")
		                          : snprintf(escape, sizeof(escape), "\\u%04x", c);
		buf_add(&o->buf, escape, (size_t)n);
		plain = i + 1;
	}
	buf_add(&o->buf, s.p + plain, s.n - plain);
	buf_add_byte(&o->buf, '"');
}

void out_key(struct out *o, const char *name)
{
	check(o->depth > 0 && o->close[o->depth] == '}' && !o->key_open);
	if (o->some[o->depth])
		buf_add_byte(&o->buf, ',');
	o->some[o->depth] = true;
	add_quoted(o, str_of(name));
	buf_add_byte(&o->buf, ':');
	o->key_open = true;
}

void out_bool(struct out *o, bool v)
{
	out_raw(o, v ? STR("true") : STR("false"));
}

void out_i64(struct out *o, int64_t v)
{
	before_value(o);
	buf_add_i64(&o->buf, v);
}

void out_id(struct out *o, struct id128 v)
{
	char text[ID_TEXT + 1];

	id_format(v, text);
	out_text(o, (struct str){text, ID_TEXT});
}

void out_id_or_null(struct out *o, struct id128 v)
{
	if (id_is_zero(v))
		out_null(o);
	else
		out_id(o, v);
}

void out_null(struct out *o)
{
	out_raw(o, STR("null"));
}

void out_phi(struct out *o, struct phi v)
{
	out_text(o, v.text);
}

void out_raw(struct out *o, struct str json)
{
	check(json.n > 0);
	before_value(o);
	buf_add_str(&o->buf, json);
}

void out_text(struct out *o, struct str v)
{
	before_value(o);
	add_quoted(o, v);
}

void out_text_or_null(struct out *o, struct str v)
{
	if (v.p == NULL)
		out_null(o);
	else
		out_text(o, v);
}

void out_key_bool(struct out *o, const char *name, bool v)
{
	out_key(o, name);
	out_bool(o, v);
}

void out_key_i64(struct out *o, const char *name, int64_t v)
{
	out_key(o, name);
	out_i64(o, v);
}

void out_key_i64_or_null(struct out *o, const char *name, int64_t v)
{
	out_key(o, name);
	if (v == 0)
		out_null(o);
	else
		out_i64(o, v);
}

void out_key_id(struct out *o, const char *name, struct id128 v)
{
	out_key(o, name);
	out_id(o, v);
}

void out_key_id_or_null(struct out *o, const char *name, struct id128 v)
{
	out_key(o, name);
	out_id_or_null(o, v);
}

void out_key_text(struct out *o, const char *name, struct str v)
{
	out_key(o, name);
	out_text(o, v);
}

void out_key_text_or_null(struct out *o, const char *name, struct str v)
{
	out_key(o, name);
	out_text_or_null(o, v);
}

void out_key_phi_or_null(struct out *o, const char *name, struct phi v)
{
	out_key(o, name);
	if (v.text.p == NULL)
		out_null(o);
	else
		out_phi(o, v);
}

void out_key_raw_or_null(struct out *o, const char *name, struct str json)
{
	out_key(o, name);
	if (json.p == NULL)
		out_null(o);
	else
		out_raw(o, json);
}

struct str out_done(const struct out *o)
{
	check(o->depth == 0 && o->some[0]);
	return buf_str(&o->buf);
}

void out_finish(struct out *o)
{
	buf_finish(&o->buf);
	*o = (struct out){0};
}
