/*
 * REST requests as the program above sees them: a whole request (head and body, within the limits) arrives once; the answer may
 * come at any later time on the loop. Behind it: edge (TLS, framing) and libmicrohttpd.
 */
#ifndef TASUKI_NET_HTTP_H
#define TASUKI_NET_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

struct http_req; /* lives until http_answer */

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_DELETE, HTTP_PATCH, HTTP_OPTIONS, HTTP_OTHER };

/* All borrowed until http_answer. */
enum http_method http_method(const struct http_req *r);
struct str http_path(const struct http_req *r); /* without query, percent-decoding NOT applied; starts with '/' */
bool http_query(const struct http_req *r, struct str name, struct str *out_r); /* first value; decoded */
struct str http_header(const struct http_req *r, struct str name);             /* {NULL, 0} when absent */
bool http_cookie(const struct http_req *r, struct str name, struct str *out_r);
struct str http_body(const struct http_req *r);
struct str http_peer(const struct http_req *r); /* source address as text, from TLS peer or PROXY header */
/* The request's own arena: dies, wiped, with the request. */
struct arena *http_arena(struct http_req *r);

struct http_header_out {
	const char *name; /* static */
	struct str value;
};

/*
 * Answers; r is gone afterwards. body is copied or taken over (its bytes move; *body becomes empty). The fixed security header
 * set (HSTS, CSP, nosniff, referrer, COOP, CORP, no-store unless a Cache-Control is given) is added to every answer. type NULL =
 * "application/json". If the client has gone meanwhile, nothing is sent and nothing is wrong.
 */
void http_answer(struct http_req **r, int status, const char *type, const struct http_header_out *headers, size_t header_count,
		 struct buf *body);

/* A file that stays open as long as the program; answers read it from where they need it. */
struct http_file {
	int fd;
	int64_t size;
	const char *type; /* static */
};
/*
 * Answers with the file or, as Range asks (RFC 9110 §14), one part of it: 200, 206 or 416. There is no validator, so If-Range gets all of it. It is sent as the
 * client takes it, never read whole. no-store, like everything.
 */
void http_answer_file(struct http_req **r, const struct http_file *f);
/* The standard error answer: {"error":"code","message":"sentence","detail":…}. detail may be {NULL,0}: it names a field path,
 * never a value. */
void http_answer_err(struct http_req **r, enum err e, struct str detail);

/* A request whose body may be larger than NET_BODY_ASKED, before a byte of it was taken. Borrowed until the decision. */
struct http_ask;
#define NET_BODY_ASKED ((size_t)256 * 1024)
struct str http_ask_path(const struct http_ask *a);
struct str http_ask_header(const struct http_ask *a, struct str name); /* {NULL, 0} when absent */
struct str http_ask_peer(const struct http_ask *a);
/* Decide, exactly once, now or later: OK lets the body come, and the request with it; an error is the answer, and the connection ends. */
void http_admit(struct http_ask **a, enum err e);

struct net_app {
	/* A whole request. Must lead to exactly one http_answer, now or later. */
	void (*request)(void *arg, struct http_req *r);
	/* Largest body for this method and path in bytes; 0 = no body allowed. Known before the body is read; over it the edge
	 * answers 413. */
	size_t (*body_limit)(void *arg, enum http_method method, struct str path);
	/* Asked where that is over NET_BODY_ASKED and there is a body. Must lead to exactly one http_admit. NULL: every body may come. */
	void (*admit)(void *arg, struct http_ask *a);
	void *arg;
};

#endif
