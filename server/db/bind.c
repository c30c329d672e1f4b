#include "db/bind.h"

#include "base/check.h"

#include <endian.h>
#include <limits.h>
#include <string.h>

/* Fixed numbers of PostgreSQL's own types (pg_type.dat). */
enum { TYPE_BOOL = 16, TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_INT4 = 23, TYPE_TEXT = 25, TYPE_UUID = 2950 };

/* One value larger than this is a mistake of the caller; PostgreSQL itself stops at 1 GB. */
#define VALUE_MAX ((size_t)256 * 1024 * 1024)

void query_init(struct query *q, struct arena *arena, enum stmt stmt)
{
	check(q != NULL && arena != NULL);
	check(stmt_params(stmt) <= BIND_MAX);
	q->stmt = stmt;
	q->count = 0;
	q->arena = arena;
}

static void bind_raw(struct query *q, const char *value, size_t n)
{
	check(q != NULL && q->count < stmt_params(q->stmt));
	check(n <= VALUE_MAX);
	q->value[q->count] = value;
	q->length[q->count] = (int)n;
	q->count++;
}

static void bind_copy(struct query *q, const void *bytes, size_t n)
{
	bind_raw(q, arena_copy(q->arena, (struct str){bytes, n}).p, n);
}

void bind_null(struct query *q)
{
	bind_raw(q, NULL, 0);
}

void bind_bool(struct query *q, bool v)
{
	char byte = v ? 1 : 0;

	bind_copy(q, &byte, 1);
}

void bind_i32(struct query *q, int32_t v)
{
	uint32_t net = htobe32((uint32_t)v);

	bind_copy(q, &net, sizeof(net));
}

void bind_i64(struct query *q, int64_t v)
{
	uint64_t net = htobe64((uint64_t)v);

	bind_copy(q, &net, sizeof(net));
}

void bind_id(struct query *q, struct id128 v)
{
	bind_copy(q, v.b, sizeof(v.b));
}

void bind_id_or_null(struct query *q, struct id128 v)
{
	if (id_is_zero(v))
		bind_null(q);
	else
		bind_id(q, v);
}

void bind_text(struct query *q, struct str v)
{
	bind_bytes(q, v);
}

void bind_bytes(struct query *q, struct str v)
{
	if (v.p == NULL)
		bind_null(q);
	else
		bind_copy(q, v.p, v.n);
}

/* Writes an array in PostgreSQL's binary form into memory that was measured first. */
struct array {
	char *p;
	size_t n, room;
};

static void put(struct array *a, const void *bytes, size_t n)
{
	check(n <= a->room - a->n);
	if (n > 0)
		memcpy(a->p + a->n, bytes, n);
	a->n += n;
}

static void put_i32(struct array *a, int32_t v)
{
	uint32_t net = htobe32((uint32_t)v);

	put(a, &net, sizeof(net));
}

/* Header: dimensions, "has NULLs", type; then the one dimension's length and first index, unless it is empty. */
static struct array array_begin(struct query *q, int32_t type, size_t n, size_t content)
{
	struct array a = {.room = 20 + 4 * n + content};

	check(n <= INT_MAX / 16 && content <= VALUE_MAX);
	a.p = arena_alloc(q->arena, a.room);
	put_i32(&a, n > 0 ? 1 : 0);
	put_i32(&a, 1);
	put_i32(&a, type);
	if (n > 0) {
		put_i32(&a, (int32_t)n);
		put_i32(&a, 1);
	}
	return a;
}

static void put_element(struct array *a, const void *bytes, size_t n)
{
	if (bytes == NULL) {
		put_i32(a, -1);
		return;
	}
	put_i32(a, (int32_t)n);
	put(a, bytes, n);
}

static void array_end(struct query *q, const struct array *a)
{
	bind_raw(q, a->p, a->n);
}

void bind_ids(struct query *q, const struct id128 *v, size_t n)
{
	struct array a = array_begin(q, TYPE_UUID, n, n * sizeof(v->b));

	for (size_t i = 0; i < n; i++)
		put_element(&a, id_is_zero(v[i]) ? NULL : v[i].b, sizeof(v[i].b));
	array_end(q, &a);
}

void bind_i64s(struct query *q, const int64_t *v, size_t n)
{
	struct array a = array_begin(q, TYPE_INT8, n, n * sizeof(*v));

	for (size_t i = 0; i < n; i++) {
		uint64_t net = htobe64((uint64_t)v[i]);

		put_element(&a, &net, sizeof(net));
	}
	array_end(q, &a);
}

void bind_i32s(struct query *q, const int32_t *v, size_t n)
{
	struct array a = array_begin(q, TYPE_INT4, n, n * sizeof(*v));

	for (size_t i = 0; i < n; i++) {
		uint32_t net = htobe32((uint32_t)v[i]);

		put_element(&a, &net, sizeof(net));
	}
	array_end(q, &a);
}

void bind_bools(struct query *q, const bool *v, size_t n)
{
	struct array a = array_begin(q, TYPE_BOOL, n, n);

	for (size_t i = 0; i < n; i++) {
		char byte = v[i] ? 1 : 0;

		put_element(&a, &byte, 1);
	}
	array_end(q, &a);
}

static void bind_strs(struct query *q, int32_t type, const struct str *v, size_t n)
{
	size_t content = 0;
	struct array a;

	for (size_t i = 0; i < n; i++) {
		check(v[i].n <= VALUE_MAX);
		content += v[i].n;
	}
	a = array_begin(q, type, n, content);
	for (size_t i = 0; i < n; i++)
		put_element(&a, v[i].p, v[i].n);
	array_end(q, &a);
}

void bind_texts(struct query *q, const struct str *v, size_t n)
{
	bind_strs(q, TYPE_TEXT, v, n);
}

void bind_bytes_array(struct query *q, const struct str *v, size_t n)
{
	bind_strs(q, TYPE_BYTEA, v, n);
}
