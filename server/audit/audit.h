/*
 * Evidence: one row an act, in the act's own transaction. This is the one place that writes audit rows; rows hold ids and numbers, never
 * content, names or addresses of patients.
 */
#ifndef TASUKI_AUDIT_AUDIT_H
#define TASUKI_AUDIT_AUDIT_H

#include "base/err.h"
#include "base/id.h"

#include <stdint.h>

struct query;
struct arena;

struct audit_row {
	int64_t at;
	const char *act; /* action_name */
	enum err result;
	struct session_id session; /* all zero = none, likewise below */
	struct account_id account;
	struct hat_id hat;
	struct space_id space;
	struct id128 object;
	int64_t from_no, to_no; /* of a page; 0 = none */
	struct str source;      /* peer address, or empty */
};

/* The statement that inserts n rows (n ≥ 1). */
void audit_query(struct query *q, struct arena *a, const struct audit_row *rows, size_t n);

#endif
