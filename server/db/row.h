/* The rows of one answer, binary; valid only until the callback that hands them over returns. */
#ifndef TASUKI_DB_ROW_H
#define TASUKI_DB_ROW_H

#include "base/id.h"

struct rows;

int rows_count(const struct rows *r); /* r NULL = 0 */
/* Rows inserted, updated or deleted (also without RETURNING); of a select its rows. r NULL = 0. */
int64_t rows_affected(const struct rows *r);
bool rows_null(const struct rows *r, int row, int col);
bool rows_bool(const struct rows *r, int row, int col);       /* NULL = false */
int64_t rows_i64(const struct rows *r, int row, int col);     /* int2, int4, int8; NULL = 0 */
struct id128 rows_id(const struct rows *r, int row, int col); /* uuid; NULL = all zero */
struct str rows_str(const struct rows *r, int row,
		    int col); /* text, bytea, jsonb; NULL = {NULL, 0}; borrowed from the answer: copy to keep */

#endif
