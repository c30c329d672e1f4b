#include "db/stmt.h"

#include "base/check.h"

#include <stddef.h>

struct stmt_row {
	const char *name, *text;
	int params;
	bool writes;
};

static const struct stmt_row stmts[] = {
#define STMT(name, params, writes, text) {#name, text, params, writes},
#include "stmt_table.inc"
#undef STMT
};

static const struct stmt_row *row_of(enum stmt s)
{
	check((size_t)s < STMT_COUNT);
	return &stmts[s];
}

const char *stmt_name(enum stmt s)
{
	return row_of(s)->name;
}

const char *stmt_text(enum stmt s)
{
	return row_of(s)->text;
}

int stmt_params(enum stmt s)
{
	return row_of(s)->params;
}

bool stmt_writes(enum stmt s)
{
	return row_of(s)->writes;
}
