#include "domain/post/post.h"

#include "call/app.h"
#include "call/call.h"
#include "call/shown.h"
#include "domain/post/post_rows.h"
#include "domain/space/space_person.h"

#define PAGE_DEFAULT 50
#define PAGE_MAX 100

/* ---- people of the posts written so far; every list of posts ends with them ---- */

static enum err on_people(struct call *c, const struct rows *r)
{
	out_key(&c->out, "people");
	out_raw(&c->out, space_people_open(c->app, c->arena, rows_str(r, 0, 0)));
	out_end(&c->out);
	return ERR_OK;
}

static void ask_people(struct call *c, const struct id128 *posts, size_t n)
{
	struct query q;

	query_init(&q, c->arena, STMT_post_people);
	bind_ids(&q, posts, n);
	call_query(c, &q, on_people);
}

/* Writes rows [from, to) into an array, ascending or not, and keeps their ids and their range for the audit. */
static enum err write_posts(struct call *c, const struct rows *r, int n, bool descending, struct id128 *ids)
{
	out_key(&c->out, "posts");
	out_array(&c->out);
	for (int k = 0; k < n; k++) {
		int i = descending ? n - 1 - k : k;
		int64_t no = rows_i64(r, i, POST_NO);
		enum err e = post_write(c->app, c->arena, r, i, &c->out);

		if (e != ERR_OK)
			return e;
		ids[k] = rows_id(r, i, POST_ID);
		c->audit_from = c->audit_from == 0 || no < c->audit_from ? no : c->audit_from;
		c->audit_to = no > c->audit_to ? no : c->audit_to;
	}
	out_end(&c->out);
	return ERR_OK;
}

/* ---- a page ---- */

struct page {
	long long before, after, around, limit; /* 0 = not given */
	bool has_after;
};

static bool query_number(const struct call *c, struct str name, long long max, long long *out, bool *has)
{
	struct str text;

	if (!http_query(c->req, name, &text))
		return true;
	*has = true;
	return str_to_i64(text, out) && *out >= 0 && *out <= max;
}

static enum err read_page_query(struct call *c, struct page *p)
{
	bool before = false, around = false, limit = false;

	c->detail = STR("query");
	if (!query_number(c, STR("before"), 1000000000000, &p->before, &before) || !query_number(c, STR("after"), 1000000000000, &p->after, &p->has_after) ||
	    !query_number(c, STR("around"), 1000000000000, &p->around, &around) || !query_number(c, STR("limit"), PAGE_MAX, &p->limit, &limit))
		return ERR_BAD_VALUE;
	if (before + p->has_after + around > 1 || (limit && p->limit == 0))
		return ERR_BAD_VALUE;
	c->detail = (struct str){NULL, 0};
	if (!limit)
		p->limit = PAGE_DEFAULT;
	if (around) { /* a page that has the post in its middle */
		p->has_after = true;
		p->after = p->around > p->limit / 2 ? p->around - p->limit / 2 - 1 : 0;
	}
	if (!before)
		p->before = INT64_MAX;
	return ERR_OK;
}

static enum err on_page(struct call *c, const struct rows *r)
{
	const struct page *p = c->keep;
	int found = rows_null(r, 0, POST_ID) ? 0 : rows_count(r), n = found < p->limit ? found : (int)p->limit;
	bool more = found > n, other = rows_bool(r, 0, POST_PAGE_OTHER);
	struct id128 *ids = arena_array(c->arena, (size_t)n, sizeof(*ids));
	enum err e;

	out_object(&c->out);
	e = write_posts(c, r, n, !p->has_after, ids);
	if (e != ERR_OK)
		return e;
	c->unaudited = n == 0; /* nothing was read */
	out_key_bool(&c->out, "more_before", p->has_after ? other : more);
	out_key_bool(&c->out, "more_after", p->has_after ? more : other);
	out_key_i64(&c->out, "seq", rows_i64(r, 0, POST_PAGE_SEQ));
	ask_people(c, ids, (size_t)n);
	return ERR_OK;
}

/* Whose own posts come with receipts: nobody's of the patient's side. */
static void bind_reader(struct query *q, const struct call *c)
{
	bind_id_or_null(q, c->facts.session.hat_kind == HAT_KIN ? (struct id128){{0}} : c->facts.session.hat.id);
}

static enum err read_page(struct call *c)
{
	const struct page *p = c->keep;
	struct query q;

	query_init(&q, c->arena, p->has_after ? STMT_post_page_after : STMT_post_page_before);
	bind_id(&q, c->match.space.id);
	bind_reader(&q, c);
	bind_i64(&q, p->has_after ? p->after : p->before);
	bind_i64(&q, c->facts.member.read_from_seq);
	bind_i64(&q, p->limit + 1);
	call_query(c, &q, on_page);
	return ERR_OK;
}

/* GET …/posts?before|after|around=NO&limit=1..100: a page in order of `no`; without parameters the newest. BAD_VALUE: query. */
enum err post_page(struct call *c)
{
	struct page *p = arena_alloc(c->arena, sizeof(*p));
	enum err e = read_page_query(c, p);

	c->keep = p;
	if (e == ERR_OK)
		call_keys(c, &c->match.space, 1, read_page);
	return e;
}

/* ---- one post, its replies ---- */

static enum err on_post(struct call *c, const struct rows *r)
{
	struct id128 id = c->match.post.id;
	enum err e;

	if (rows_count(r) != 1)
		return ERR_NOT_FOUND;
	out_object(&c->out);
	out_key(&c->out, "post");
	e = post_write(c->app, c->arena, r, 0, &c->out);
	ask_people(c, &id, 1);
	return e;
}

static enum err read_post(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_post_by_ids);
	bind_ids(&q, &c->match.post.id, 1);
	bind_reader(&q, c);
	call_query(c, &q, on_post);
	return ERR_OK;
}

/* GET …/posts/{post} */
enum err post_read(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_post);
	return ERR_OK;
}

static enum err on_replies(struct call *c, const struct rows *r)
{
	struct id128 *ids = arena_array(c->arena, (size_t)rows_count(r), sizeof(*ids));
	enum err e;

	out_object(&c->out);
	e = write_posts(c, r, rows_count(r), false, ids);
	ask_people(c, ids, (size_t)rows_count(r));
	return e;
}

static enum err read_replies(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_post_replies);
	bind_id(&q, c->match.space.id);
	bind_reader(&q, c);
	bind_id(&q, c->match.post.id);
	bind_i64(&q, c->facts.member.read_from_seq);
	call_query(c, &q, on_replies);
	return ERR_OK;
}

/* GET …/posts/{post}/replies: at most 1,000, in order. */
enum err post_replies(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_replies);
	return ERR_OK;
}

/* ---- versions ---- */

static enum err on_versions(struct call *c, const struct rows *r)
{
	struct seal_place at = {.space = c->match.space, .kind = SEAL_BODY, .row = c->match.post.id};
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "versions");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		struct phi text;
		enum err e;

		at.version = (uint32_t)rows_i64(r, i, 0);
		e = shown_unseal(c, at, rows_str(r, i, 1), &text);
		if (e != ERR_OK)
			return e;
		out_object(o);
		out_key_i64(o, "version", at.version);
		out_key_phi_or_null(o, "body", text);
		out_key_i64(o, "at", rows_i64(r, i, 2));
		out_end(o);
	}
	out_end(o);
	out_end(o);
	return ERR_OK;
}

static enum err read_versions(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_post_versions);
	bind_id(&q, c->match.post.id);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_versions);
	return ERR_OK;
}

/* GET …/posts/{post}/versions: every text it had. CONFLICT: it was deleted. */
enum err post_versions(struct call *c)
{
	call_keys(c, &c->match.space, 1, read_versions);
	return ERR_OK;
}

/* ---- receipts ---- */

static enum err on_receipts(struct call *c, const struct rows *r)
{
	struct out *o = &c->out;

	out_object(o);
	out_key(o, "receipts");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++) {
		out_object(o);
		out_key_id(o, "hat", rows_id(r, i, 0));
		out_key_i64_or_null(o, "delivered_at", rows_i64(r, i, 2));
		out_key_i64_or_null(o, "opened_at", rows_i64(r, i, 3));
		out_end(o);
	}
	out_end(o);
	out_key(o, "people");
	out_array(o);
	for (int i = 0; i < rows_count(r); i++)
		out_raw(o, rows_str(r, i, 1));
	out_end(o);
	out_end(o);
	return ERR_OK;
}

/* GET …/posts/{post}/receipts: staff who were members at posting time without the author, with when it was delivered and opened. */
enum err post_receipts(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_post_receipts);
	bind_id(&q, c->match.post.id);
	call_query(c, &q, on_receipts);
	return ERR_OK;
}
