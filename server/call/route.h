/*
 * A route is one row: ROUTE(name, METHOD, "/path", input shape, lane, action, limit, answer) in a noun's .def file.
 * name: the handler, `enum err name(struct call *)`; path: literal segments, {space}, {post}, {hat} and {item} (ids); input: a SHAPE, `file` or `nothing`;
 * lane: OPEN (no session), READ, CALL (one transaction) or HOT; action: a rule of policy/rules.def or `none`; limit: LIMIT_READ, LIMIT_WRITE, LIMIT_SIGN_IN;
 * answer: the noun of what comes back (docs/api.md).
 */
#ifndef TASUKI_CALL_ROUTE_H
#define TASUKI_CALL_ROUTE_H

#include "json/shape.h"
#include "net/http.h"
#include "policy/decide.h"

struct call;

enum lane { LANE_OPEN, LANE_READ, LANE_CALL, LANE_HOT };
enum limit_class { LIMIT_READ, LIMIT_WRITE, LIMIT_SIGN_IN };

struct route {
	const char *name;
	enum http_method method;
	const char *path;
	const struct shape *in; /* NULL = no body */
	enum lane lane;
	enum action action;
	enum limit_class limit;
	const char *answer;
	enum err (*handler)(struct call *c);
};

/* The input of a route whose body is a file and no JSON (`file` in its row): the handler reads http_body. */
extern const struct shape route_file;

#define ROUTES_MAX 512

struct route_table {
	const struct route *rows;
	size_t count;
	uint32_t outlines[ROUTES_MAX]; /* of each row's path: most rows are passed over by a number */
};

struct route_match {
	const struct route *route;
	struct space_id space;
	struct post_id post;
	struct hat_id hat;  /* somebody the act is about */
	struct id128 item;  /* a row of the noun: an invitation, a request … */
};

/* A table of count rows, which are borrowed. */
struct route_table route_table_of(const struct route *rows, size_t count);
/* NOT_FOUND, METHOD_REFUSED (the path exists with another method). */
MUST_USE enum err route_match(const struct route_table *t, enum http_method method, struct str path, struct route_match *out_r);
/* What the path knows, as a 405's Allow field tells it: "GET, PUT". */
struct str route_methods(const struct route_table *t, struct str path, struct arena *a);
/* Bytes of body the method and path may have; 0 where no route takes one. */
size_t route_body_limit(const struct route_table *t, enum http_method method, struct str path);

#endif
