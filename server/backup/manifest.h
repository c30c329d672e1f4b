/*
 * The manifest of a backup, a file of text beside the others: what it is of, what it needs to be opened, and the checksum of
 * every file.
 *
 *     tasuki backup 1
 *     deployment UUID
 *     taken MILLISECONDS
 *     schema NUMBER
 *     postgresql MAJOR
 *     generation NUMBER
 *     ledger NUMBER
 *     file NAME BYTES SHA-256
 *     end SHA-256 of everything above
 */
#ifndef TASUKI_BACKUP_MANIFEST_H
#define TASUKI_BACKUP_MANIFEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"

#include <stdint.h>

#define MANIFEST_NAME "manifest"
#define MANIFEST_HASH 32
#define MANIFEST_FILES_MAX 8

struct manifest_file {
	char name[32]; /* lower-case letters, '.' and '-' */
	uint64_t size;
	unsigned char hash[MANIFEST_HASH];
};

struct manifest {
	struct deployment_id deployment;
	int64_t taken_ms;
	int schema, postgresql;
	uint64_t generation; /* of the key store when the backup was complete: an older one does not open all of it */
	uint64_t ledger;     /* number of the ledger's newest line then; 0: none */
	struct manifest_file files[MANIFEST_FILES_MAX];
	size_t n;
	unsigned char hash[MANIFEST_HASH]; /* its last line; names the backup */
};

/* The text; sets m->hash. */
void manifest_put(struct buf *out, struct manifest *m);
/* False: the sentence why. */
MUST_USE bool manifest_parse(struct arena *a, struct str text, struct manifest *out_r, struct str *why_r);

/* One line for people. */
struct str manifest_line(struct arena *a, const struct manifest *m);

/* Measures that file of the folder and adds it. */
MUST_USE bool manifest_add(struct arena *a, int folder, const char *name, struct manifest *m, struct str *why_r);
/* Durable when this returns. */
MUST_USE bool manifest_write(struct arena *a, int folder, struct manifest *m, struct str *why_r);
MUST_USE bool manifest_read(struct arena *a, int folder, struct manifest *out_r, struct str *why_r);
/* Every file is there and has its checksum. */
MUST_USE bool manifest_verify(struct arena *a, int folder, const struct manifest *m, struct str *why_r);

#endif
