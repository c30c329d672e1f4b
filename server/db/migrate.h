/*
 * The schema goes forward only: files NNNN_name.sql of one folder, applied in order, each in a transaction of its own, each
 * recorded with its hash in schema_migration. Blocking. Every refusal comes with a sentence (in the arena) that says what to do.
 */
#ifndef TASUKI_DB_MIGRATE_H
#define TASUKI_DB_MIGRATE_H

#include "base/arena.h"
#include "base/err.h"

/* The highest migration this program was built with. */
int migrate_known(void);

/*
 * Applies what is missing; safe to repeat. conninfo: as the owner (role tasuki). folder: absolute path of the installed schema
 * folder. Records PostgreSQL's major version the first time. DATABASE_DOWN: no connection. BUSY: another migrate runs. CONFLICT:
 * nothing was done, because an applied file was changed, the database is newer than the folder, or PostgreSQL is another major
 * version. Else INTERNAL or STORAGE_FULL: the failing migration left nothing, earlier ones stay.
 */
MUST_USE enum err migrate_apply(struct arena *a, const char *conninfo, const char *folder, struct str *why_r);

/* For the start of each role, as that role: the database is exactly at `known` (migrate_known()) and PostgreSQL of the recorded
 * major version. CONFLICT or DATABASE_DOWN otherwise. */
MUST_USE enum err migrate_check(struct arena *a, const char *conninfo, int known, struct str *why_r);

#endif
