/*
 * One blocking connection, for processes without a loop: operator verbs, `job`, tests. Same statements, same rows, same errors as
 * pool.h. After the first error inside a transaction only a rollback is possible.
 */
#ifndef TASUKI_DB_DIRECT_H
#define TASUKI_DB_DIRECT_H

#include "base/err.h"
#include "db/bind.h"
#include "db/row.h"

struct direct;

/* Connects (at most 10 s). name: for the log and application_name. DATABASE_DOWN: the reason was logged. The caller closes
 * *out_r. */
MUST_USE enum err direct_open(const char *conninfo, const char *name, struct direct **out_r);
/* Rolls back what is open. Null-safe; nulls. */
void direct_close(struct direct **d);

/* Runs one statement. *rows_r (may be NULL) is valid until the next call with d. Errors as in pool.h; COMMIT_UNKNOWN where a
 * writing statement outside a transaction lost its connection. */
MUST_USE enum err direct_query(struct direct *d, const struct query *q, const struct rows **rows_r);
MUST_USE enum err direct_begin(struct direct *d);
MUST_USE enum err direct_commit(struct direct *d);
void direct_rollback(struct direct *d);

#endif
