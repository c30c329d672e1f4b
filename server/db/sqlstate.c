#include "db/sqlstate.h"

#include "base/check.h"

#include <stddef.h>
#include <string.h>

/* The first row whose prefix fits wins: single codes before their class. */
static const struct {
	const char *prefix;
	enum err err;
} table[] = {
	{"08P01", ERR_INTERNAL},                        /* wrong number of parameters: ours */
	{"08", ERR_DATABASE_DOWN},                      /* connection */
	{"22P03", ERR_INTERNAL},                        /* a parameter bound as another type than the statement's: ours */
	{"22", ERR_BAD_VALUE},                          /* data */
	{"23505", ERR_CONFLICT},                        /* unique */
	{"23P01", ERR_CONFLICT},                        /* exclusion */
	{"23", ERR_BAD_VALUE},                          /* other constraints */
	{"25006", ERR_DATABASE_DOWN},                   /* read-only: a standby answers; the primary is elsewhere */
	{"25P03", ERR_DATABASE_DOWN},                   /* idle in transaction too long: the connection is gone */
	{"40001", ERR_BUSY},                            /* serialisation */
	{"40P01", ERR_BUSY},                            /* deadlock */
	{"53100", ERR_STORAGE_FULL},                    /* disk full */
	{"53200", ERR_STORAGE_FULL},                    /* out of memory */
	{"53000", ERR_STORAGE_FULL},  {"53", ERR_BUSY}, /* too many connections, a configured limit */
	{"55P03", ERR_BUSY},                            /* lock_timeout */
	{"57014", ERR_BUSY},                            /* statement_timeout */
	{"57", ERR_DATABASE_DOWN},                      /* shutdown, crash, starting up, database dropped */
	{"58030", ERR_STORAGE_FULL},                    /* input/output */
};

enum err sqlstate_err(const char *state)
{
	if (state == NULL || state[0] == '\0')
		return ERR_DATABASE_DOWN;
	check(strlen(state) == 5);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (strncmp(state, table[i].prefix, strlen(table[i].prefix)) == 0)
			return table[i].err;
	}
	return ERR_INTERNAL;
}
