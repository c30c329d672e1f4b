#include "base/utf8.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/directory/directory_rows.h"

#define PAGE 50
#define WORDS_MAX 5
#define QUERY_MAX 200 /* bytes */

static enum err on_facilities(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "facilities");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key_id(o, "id", rows_id(r, i, 0));
		out_key_text(o, "name", rows_str(r, i, 1));
		out_key_text(o, "kind", rows_str(r, i, 2));
		out_key_bool(o, "outside", rows_bool(r, i, 3));
		out_key_i64(o, "staff", rows_i64(r, i, 4));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

/* GET /api/facilities: those with staff. */
enum err facility_list(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_directory_facilities);
	call_query(c, &q, on_facilities);
	return ERR_OK;
}

static enum err on_people(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;
	int n = rows_count(r) > PAGE ? PAGE : rows_count(r);

	out_object(o);
	out_key(o, "people");
	out_array(o);
	for (int i = 0; i < n; i++)
		out_raw(o, rows_str(r, i, 1));
	out_end(o);
	out_key_bool(o, "more", rows_count(r) > PAGE);
	out_end(o);
	return ERR_OK;
}

/* The last hat of the page before. BAD_VALUE: query. */
static enum err read_after(struct call *c, struct hat_id *after)
{
	struct str text;

	*after = (struct hat_id){{{0}}};
	if (!http_query(c->req, STR("after"), &text) || id_parse(text, &after->id))
		return ERR_OK;
	c->detail = STR("query");
	return ERR_BAD_VALUE;
}

/* GET /api/facilities/{item}/staff?after=HAT */
enum err facility_staff(struct call *c)
{
	struct hat_id after;
	struct query q;
	enum err e = read_after(c, &after);

	if (e != ERR_OK)
		return e;
	c->audit_object = c->match.item;
	query_init(&q, c->arena, STMT_directory_staff);
	bind_id(&q, c->match.item);
	bind_id_or_null(&q, after.id);
	bind_i64(&q, PAGE + 1);
	call_query(c, &q, on_people);
	return ERR_OK;
}

/* Splits at spaces, ideographic ones too. */
static size_t split_words(struct str text, struct str words[WORDS_MAX + 1])
{
	size_t n = 0, from = 0, at = 0;

	while (at <= text.n && n <= WORDS_MAX) {
		bool wide = at + 3 <= text.n && str_eq(str_part(text, at, at + 3), STR("　"));
		bool end = at == text.n || text.p[at] == ' ' || wide;

		if (end && at > from)
			words[n++] = str_part(text, from, at);
		at += wide ? 3 : 1;
		from = end ? at : from;
	}
	return n;
}

/* GET /api/directory?q=WORDS&after=HAT. BAD_VALUE: query. */
enum err directory_search(struct call *c)
{
	struct str text, words[WORDS_MAX + 1];
	struct hat_id after;
	struct query q;
	size_t n = 0;
	enum err e = read_after(c, &after);

	if (e != ERR_OK)
		return e;
	if (http_query(c->req, STR("q"), &text) && text.n <= QUERY_MAX && utf8_valid(text) && utf8_printable(text))
		n = split_words(text, words);
	if (n == 0 || n > WORDS_MAX) {
		c->detail = STR("query");
		return ERR_BAD_VALUE;
	}
	query_init(&q, c->arena, STMT_directory_search);
	bind_texts(&q, words, n);
	bind_id_or_null(&q, after.id);
	bind_i64(&q, PAGE + 1);
	call_query(c, &q, on_people);
	return ERR_OK;
}
