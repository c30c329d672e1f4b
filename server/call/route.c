#include "call/route.h"

#include "base/check.h"

#define BODY_LIMIT (128 * 1024) /* 10,000 code points of four bytes, escaped six-fold only in malice */
#define FILE_LIMIT ((size_t)5 * 1024 * 1024)

const struct shape route_file = {"file", NULL, 0, 1};

static struct str next_segment(struct str *rest)
{
	size_t slash = str_find(*rest, '/', 1);
	struct str segment = str_part(*rest, 1, slash);

	*rest = str_part(*rest, slash, rest->n);
	return segment;
}

/* A segment of a pattern in braces stands for an id. */
static bool is_id(struct str pattern)
{
	return pattern.n > 0 && pattern.p[0] == '{';
}

/* The path in short (FNV-1a), the same for all ids: equal for every path that a pattern fits, and for hardly any other. */
static uint32_t outline_of(struct str path)
{
	uint32_t hash = 2166136261u;

	while (path.n > 0) {
		struct str segment = next_segment(&path);

		if (is_id(segment) || segment.n == ID_TEXT)
			segment = STR("{");
		for (size_t i = 0; i < segment.n; i++)
			hash = (hash ^ (unsigned char)segment.p[i]) * 16777619u;
		hash = (hash ^ '/') * 16777619u;
	}
	return hash;
}

struct route_table route_table_of(const struct route *rows, size_t count)
{
	struct route_table t = {.rows = rows, .count = count};

	check(rows != NULL && count <= ROUTES_MAX);
	for (size_t i = 0; i < count; i++)
		t.outlines[i] = outline_of(str_of(rows[i].path));
	return t;
}

static bool read_id(struct str pattern, struct str segment, struct route_match *out)
{
	if (str_eq(pattern, STR("{space}")))
		return id_parse(segment, &out->space.id);
	if (str_eq(pattern, STR("{post}")))
		return id_parse(segment, &out->post.id);
	if (str_eq(pattern, STR("{hat}")))
		return id_parse(segment, &out->hat.id);
	check(str_eq(pattern, STR("{item}")));
	return id_parse(segment, &out->item);
}

/* What is no id first: ids are read for the one or two rows that agree in everything else. */
static bool has_shape(struct str pattern, struct str path)
{
	while (pattern.n > 0 && path.n > 0 && path.p[0] == '/') {
		struct str wanted = next_segment(&pattern), segment = next_segment(&path);

		if (!is_id(wanted) && !str_eq(wanted, segment))
			return false;
	}
	return pattern.n == 0 && path.n == 0;
}

static bool match_path(const char *pattern, struct str path, struct route_match *out)
{
	struct str left = str_of(pattern);

	if (!has_shape(left, path))
		return false;
	while (left.n > 0) {
		struct str wanted = next_segment(&left), segment = next_segment(&path);

		if (is_id(wanted) && !read_id(wanted, segment, out))
			return false;
	}
	return true;
}

enum err route_match(const struct route_table *t, enum http_method method, struct str path, struct route_match *out_r)
{
	enum err e = ERR_NOT_FOUND;
	uint32_t outline = outline_of(path);

	check(t != NULL && out_r != NULL);
	for (size_t i = 0; i < t->count; i++) {
		struct route_match m = {.route = &t->rows[i]};

		if (t->outlines[i] != outline || !match_path(m.route->path, path, &m))
			continue;
		if (m.route->method == method) {
			*out_r = m;
			return ERR_OK;
		}
		e = ERR_METHOD_REFUSED;
	}
	return e;
}

static struct str method_name(enum http_method method)
{
	static const struct str names[] = {
	        {"GET", 3}, {"HEAD", 4}, {"POST", 4}, {"PUT", 3}, {"DELETE", 6}, {"PATCH", 5}, {"OPTIONS", 7},
	};

	check((size_t)method < sizeof(names) / sizeof(names[0]));
	return names[method];
}

struct str route_methods(const struct route_table *t, struct str path, struct arena *a)
{
	struct str list = STR("");

	check(t != NULL && a != NULL);
	for (size_t i = 0; i < t->count; i++) {
		struct route_match m;

		if (!match_path(t->rows[i].path, path, &m))
			continue;
		list = arena_printf(a, "%.*s%s%.*s", STR_ARG(list), list.n > 0 ? ", " : "", STR_ARG(method_name(t->rows[i].method)));
	}
	return list;
}

size_t route_body_limit(const struct route_table *t, enum http_method method, struct str path)
{
	struct route_match m;

	if (route_match(t, method, path, &m) != ERR_OK)
		return method == HTTP_GET || method == HTTP_HEAD ? 0 : BODY_LIMIT; /* so that the answer is 404 or 405, not 413 */
	if (m.route->in == &route_file)
		return FILE_LIMIT;
	return m.route->method == HTTP_GET ? 0 : BODY_LIMIT;
}
