/* One statement with its parameters, in PostgreSQL's binary format. There is deliberately no parameter for struct phi: seal it
 * first. */
#ifndef TASUKI_DB_BIND_H
#define TASUKI_DB_BIND_H

#include "base/arena.h"
#include "base/id.h"
#include "db/stmt.h"

#define BIND_MAX 32

struct query {
	enum stmt stmt;
	int count;
	struct arena *arena; /* borrowed: encoded values live here, until the query was answered */
	const char *value[BIND_MAX];
	int length[BIND_MAX]; /* value NULL = SQL NULL */
};

/* Starts a query; parameters are then bound in order $1, $2, …; more than the statement takes is an impossible state. */
void query_init(struct query *q, struct arena *arena, enum stmt stmt);

void bind_null(struct query *q);
void bind_bool(struct query *q, bool v);
void bind_i32(struct query *q, int32_t v);             /* int4 */
void bind_i64(struct query *q, int64_t v);             /* int8 */
void bind_id(struct query *q, struct id128 v);         /* uuid */
void bind_id_or_null(struct query *q, struct id128 v); /* all-zero id = NULL */
void bind_text(struct query *q, struct str v);         /* text; p NULL = NULL */
void bind_bytes(struct query *q, struct str v);        /* bytea; p NULL = NULL */
/* Arrays: uuid[], int8[], int4[], bool[], text[], bytea[]. n may be 0. Elements with p NULL (ids: all zero) become NULL. */
void bind_ids(struct query *q, const struct id128 *v, size_t n);
void bind_i64s(struct query *q, const int64_t *v, size_t n);
void bind_i32s(struct query *q, const int32_t *v, size_t n);
void bind_bools(struct query *q, const bool *v, size_t n);
void bind_texts(struct query *q, const struct str *v, size_t n);
void bind_bytes_array(struct query *q, const struct str *v, size_t n);

#endif
