/* What migrate.c and migrate_files.c share. Not for other files. */
#ifndef TASUKI_DB_MIGRATE_OWN_H
#define TASUKI_DB_MIGRATE_OWN_H

#include "crypt/hash.h"
#include "db/migrate.h"

#define MIGRATIONS_MAX 1000

struct migration {
	const char *name; /* "0001_base.sql" */
	struct str text;  /* terminated */
	unsigned char hash[HASH_SIZE];
};

struct migrations {
	int count; /* at[0] is number 1 */
	struct migration at[MIGRATIONS_MAX];
};

/* Reads the folder; NULL with a sentence. Other files than *.sql are left alone. */
struct migrations *migrations_read(struct arena *a, const char *folder, struct str *why_r);
/* The line that code point number `at` (from 1) stands on. */
int migration_line(struct str text, long at);

#endif
