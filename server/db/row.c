#include "db/row.h"

#include "base/check.h"

#include <endian.h>
#include <libpq-fe.h>
#include <string.h>

enum { TYPE_BOOL = 16, TYPE_INT8 = 20, TYPE_INT2 = 21, TYPE_INT4 = 23, TYPE_UUID = 2950, TYPE_JSONB = 3802 };

/* struct rows is libpq's answer under a name of ours, so that no header above needs libpq. Some of libpq's readers take it
 * without const. */
static PGresult *result_of(const struct rows *r)
{
	return (PGresult *)(uintptr_t)r;
}

int rows_count(const struct rows *r)
{
	return r == NULL ? 0 : PQntuples(result_of(r));
}

int64_t rows_affected(const struct rows *r)
{
	long long n = 0;

	if (r == NULL)
		return 0;
	(void)str_to_i64(str_of(PQcmdTuples(result_of(r))), &n);
	return n;
}

static void check_cell(const struct rows *r, int row, int col)
{
	check(r != NULL && row >= 0 && row < PQntuples(result_of(r)));
	check(col >= 0 && col < PQnfields(result_of(r)));
}

bool rows_null(const struct rows *r, int row, int col)
{
	check_cell(r, row, col);
	return PQgetisnull(result_of(r), row, col) == 1;
}

/* The cell's bytes; n is what its type must have. */
static const char *cell(const struct rows *r, int row, int col, int n)
{
	check(PQgetlength(result_of(r), row, col) == n);
	return PQgetvalue(result_of(r), row, col);
}

bool rows_bool(const struct rows *r, int row, int col)
{
	if (rows_null(r, row, col))
		return false;
	check(PQftype(result_of(r), col) == TYPE_BOOL);
	return cell(r, row, col, 1)[0] != 0;
}

static int64_t int_of(const struct rows *r, int row, int col)
{
	uint16_t small;
	uint32_t medium;
	uint64_t large;

	switch (PQftype(result_of(r), col)) {
	case TYPE_INT2:
		memcpy(&small, cell(r, row, col, 2), sizeof(small));
		return (int16_t)be16toh(small);
	case TYPE_INT4:
		memcpy(&medium, cell(r, row, col, 4), sizeof(medium));
		return (int32_t)be32toh(medium);
	case TYPE_INT8:
		memcpy(&large, cell(r, row, col, 8), sizeof(large));
		return (int64_t)be64toh(large);
	default:
		check(!"column is a whole number");
		return 0;
	}
}

int64_t rows_i64(const struct rows *r, int row, int col)
{
	return rows_null(r, row, col) ? 0 : int_of(r, row, col);
}

struct id128 rows_id(const struct rows *r, int row, int col)
{
	struct id128 id = {{0}};

	if (rows_null(r, row, col))
		return id;
	check(PQftype(result_of(r), col) == TYPE_UUID);
	memcpy(id.b, cell(r, row, col, sizeof(id.b)), sizeof(id.b));
	return id;
}

struct str rows_str(const struct rows *r, int row, int col)
{
	struct str s;
	Oid type;

	if (rows_null(r, row, col))
		return (struct str){NULL, 0};
	type = PQftype(result_of(r), col);
	check(type != TYPE_BOOL && type != TYPE_INT2 && type != TYPE_INT4 && type != TYPE_INT8 && type != TYPE_UUID);
	s = (struct str){PQgetvalue(result_of(r), row, col), (size_t)PQgetlength(result_of(r), row, col)};
	return type == TYPE_JSONB ? str_part(s, 1, s.n) : s; /* its binary form is a version byte and the text */
}
