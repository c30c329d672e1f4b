#include "db/stmt.h"

#include "base/check.h"

#include <stddef.h>

static const struct {
	const char *name, *text;
} stmts[] = {
#define STMT(name, text) {#name, text},
#include "stmt_table.inc"
#undef STMT
};

const char *stmt_name(enum stmt s)
{
	check((size_t)s < STMT_COUNT);
	return stmts[s].name;
}

const char *stmt_text(enum stmt s)
{
	check((size_t)s < STMT_COUNT);
	return stmts[s].text;
}
