/*
 * Every SQL statement of the program has a name and stands in a .sql file beside the code that uses it, as
 *     -- name: post_page
 *     select … $1::uuid …;
 * The build gathers them (db/gather.py) into the enum and text table below; each connection prepares those its pool asks for when
 * it connects, so that a statement that does not fit the schema stops the start.
 */
#ifndef TASUKI_DB_STMT_H
#define TASUKI_DB_STMT_H

#include <stdbool.h>

enum stmt {
#define STMT(name, params, writes, text) STMT_##name,
#include "stmt_table.inc"
#undef STMT
	STMT_COUNT
};

const char *stmt_name(enum stmt s); /* "post_page" */
const char *stmt_text(enum stmt s);
/* Its highest $n. */
int stmt_params(enum stmt s);
/* Its text inserts, updates or deletes. A select that calls a function which writes does not count: run it inside a transaction.
 */
bool stmt_writes(enum stmt s);

#endif
