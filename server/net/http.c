#include "net/http.h"

#include "base/check.h"
#include "net/answer.h"
#include "net/http_link.h"
#include "net/http_side.h"
#include "net/range.h"

#include <fcntl.h>
#include <malloc.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARENA_FIRST 1024

struct http_req *req_create(struct http_link *l, struct head **head, const struct peer *peer)
{
	struct http_req *r = calloc(1, sizeof(*r));

	check(r != NULL && *head != NULL);
	r->magic = HTTP_REQ_MAGIC;
	r->link = l;
	r->head = *head;
	*head = NULL;
	r->arena = arena_create(ARENA_FIRST);
	r->peer = *peer;
	return r;
}

void req_free(struct http_req **rp)
{
	struct http_req *r = *rp;

	if (r == NULL)
		return;
	check_magic(r, HTTP_REQ_MAGIC);
	head_free(&r->head);
	buf_finish(&r->body);
	arena_destroy(&r->arena);
	r->magic = 0;
	free(r);
	*rp = NULL;
}

void link_response_drop(struct http_link *l)
{
	if (l->response != NULL && !l->shared)
		MHD_destroy_response(l->response);
	l->response = NULL;
}

void link_drop(struct http_link *l)
{
	if (l->req != NULL && l->req->asked)
		l->req->link = NULL;
	else
		req_free(&l->req);
	l->req = NULL;
	link_response_drop(l);
}

void link_answer(struct http_link *l, unsigned status, struct MHD_Response *response, bool shared)
{
	l->req = NULL;
	l->response = response;
	l->status = status;
	l->shared = shared;
	if (l->suspended) {
		l->suspended = false;
		MHD_resume_connection(l->mhd);
		http_kick(l->side);
	} else {
		check(l->dispatching);
	}
}

enum http_method http_method(const struct http_req *r)
{
	check_magic(r, HTTP_REQ_MAGIC);
	return r->head->method;
}

struct str http_path(const struct http_req *r)
{
	check_magic(r, HTTP_REQ_MAGIC);
	return r->head->path;
}

static int hex_value(char c)
{
	return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* The head checker has seen to it that escapes are whole and that none is a NUL. */
static struct str decode(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '%') {
			p[n++] = (char)(hex_value(s.p[i + 1]) << 4 | hex_value(s.p[i + 2]));
			i += 2;
		} else {
			p[n++] = s.p[i] == '+' ? ' ' : s.p[i];
		}
	}
	return (struct str){p, n};
}

bool http_query(const struct http_req *r, struct str name, struct str *out_r)
{
	struct str query;

	check_magic(r, HTTP_REQ_MAGIC);
	query = r->head->query;
	for (size_t from = 0; from < query.n;) {
		size_t end = str_find(query, '&', from);
		struct str one = str_part(query, from, end);
		size_t equals = str_find(one, '=', 0);

		if (str_eq(decode(r->arena, str_part(one, 0, equals)), name)) {
			*out_r = decode(r->arena, str_part(one, equals + 1, one.n));
			return true;
		}
		from = end + 1;
	}
	return false;
}

struct str http_header(const struct http_req *r, struct str name)
{
	check_magic(r, HTTP_REQ_MAGIC);
	return head_value(r->head, name);
}

bool http_cookie(const struct http_req *r, struct str name, struct str *out_r)
{
	check_magic(r, HTTP_REQ_MAGIC);
	return head_cookie(r->head, name, out_r);
}

struct str http_body(const struct http_req *r)
{
	check_magic(r, HTTP_REQ_MAGIC);
	return buf_str(&r->body);
}

struct str http_peer(const struct http_req *r)
{
	struct http_req *cache = (struct http_req *)(uintptr_t)r;

	check_magic(r, HTTP_REQ_MAGIC);
	if (cache->peer_text_n == 0)
		cache->peer_text_n = peer_format(&r->peer, cache->peer_text);
	return (struct str){r->peer_text, r->peer_text_n};
}

struct arena *http_arena(struct http_req *r)
{
	check_magic(r, HTTP_REQ_MAGIC);
	return r->arena;
}

static void wipe(void *bytes)
{
	explicit_bzero(bytes, malloc_usable_size(bytes));
	free(bytes);
}

static struct MHD_Response *response_of(struct buf *body)
{
	static char nothing[1];
	struct buf taken = *body;
	struct MHD_Response *m;

	*body = (struct buf){0};
	if (taken.n == 0) {
		buf_finish(&taken);
		m = MHD_create_response_from_buffer(0, nothing, MHD_RESPMEM_PERSISTENT);
	} else {
		m = MHD_create_response_from_buffer_with_free_callback(taken.n, taken.p, wipe);
	}
	check(m != NULL);
	return m;
}

static void add_header(struct http_req *r, struct MHD_Response *m, const char *name, struct str value)
{
	for (size_t i = 0; i < value.n; i++)
		check((unsigned char)value.p[i] >= 0x20 && value.p[i] != 0x7f);
	check(MHD_add_response_header(m, name, arena_copy(r->arena, value).p) == MHD_YES);
}

/* The request is over. */
static void answer_with(struct http_req *r, int status, struct MHD_Response *m)
{
	if (r->link->edge != NULL && http_was_last(r->link->edge))
		add_header(r, m, "Connection", STR("close"));
	link_answer(r->link, (unsigned)status, m, false);
	req_free(&r);
}

void http_answer(struct http_req **rp, int status, const char *type, const struct http_header_out *headers, size_t header_count,
		 struct buf *body)
{
	struct http_req *r;
	struct MHD_Response *m;
	bool cached = false;

	check(rp != NULL && status >= 200 && status <= 599 && body != NULL);
	r = *rp;
	check_magic(r, HTTP_REQ_MAGIC);
	*rp = NULL;
	if (r->link == NULL) {
		buf_finish(body);
		req_free(&r);
		return;
	}
	m = response_of(body);
	add_header(r, m, "Content-Type", str_of(type ? type : "application/json"));
	for (size_t i = 0; i < header_count; i++) {
		add_header(r, m, headers[i].name, headers[i].value);
		cached = cached || str_eq_nocase(str_of(headers[i].name), STR("cache-control"));
	}
	if (!cached)
		add_header(r, m, "Cache-Control", STR("no-store"));
	answer_with(r, status, m);
}

/* A part of the file, of a descriptor of its own, which libmicrohttpd closes. NULL: there are no more descriptors. */
static struct MHD_Response *part_of(const struct http_file *f, int64_t from, int64_t n)
{
	int fd = fcntl(f->fd, F_DUPFD_CLOEXEC, 0);
	struct MHD_Response *m = fd < 0 ? NULL : MHD_create_response_from_fd_at_offset64((uint64_t)n, fd, (uint64_t)from);

	if (m == NULL && fd >= 0)
		(void)close(fd);
	return m;
}

static enum range_kind asked_part(const struct http_req *r, const struct http_file *f, int64_t *from_r, int64_t *n_r)
{
	bool validated = http_header(r, STR("if-range")).p != NULL;

	return range_read(validated ? (struct str){NULL, 0} : http_header(r, STR("range")), f->size, from_r, n_r);
}

void http_answer_file(struct http_req **rp, const struct http_file *f)
{
	struct http_req *r = *rp;
	struct buf body = {0};
	struct MHD_Response *m;
	int64_t from, n;
	enum range_kind kind;

	check_magic(r, HTTP_REQ_MAGIC);
	check(f != NULL && f->fd >= 0);
	kind = asked_part(r, f, &from, &n);
	if (kind == RANGE_REFUSED) {
		const struct http_header_out whole = {"Content-Range", arena_printf(r->arena, "bytes */%lld", (long long)f->size)};

		answer_error_body(&body, ERR_RANGE_REFUSED, (struct str){NULL, 0});
		http_answer(rp, err_status(ERR_RANGE_REFUSED), NULL, &whole, 1, &body);
		return;
	}
	*rp = NULL;
	m = r->link != NULL ? part_of(f, from, n) : NULL;
	if (m == NULL) {
		http_answer_err(&r, ERR_BUSY, (struct str){NULL, 0});
		return;
	}
	add_header(r, m, "Content-Type", str_of(f->type));
	add_header(r, m, "Accept-Ranges", STR("bytes"));
	add_header(r, m, "Cache-Control", STR("no-store"));
	if (kind == RANGE_PART)
		add_header(r, m, "Content-Range",
			   arena_printf(r->arena, "bytes %lld-%lld/%lld", (long long)from, (long long)(from + n - 1), (long long)f->size));
	answer_with(r, kind == RANGE_PART ? MHD_HTTP_PARTIAL_CONTENT : MHD_HTTP_OK, m);
}

void http_answer_err(struct http_req **r, enum err e, struct str detail)
{
	struct buf body = {0};

	answer_error_body(&body, e, detail);
	http_answer(r, err_status(e), NULL, NULL, 0, &body);
}
