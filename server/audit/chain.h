/*
 * The chain of hashes over audit records: whoever changes, drops or adds a record afterwards is found, as long as one later hash
 * is known elsewhere (the log has each; `tasuki audit verify` prints the newest).
 *
 * A record's digest is SHA-256 of its columns in the order of chain_records: integers as 8 bytes big endian, ids as 16 bytes,
 * texts after their length in 4 bytes; before each column that may be null a byte 1, or 0 and nothing for null. A link covers the
 * records (previous upto, upto]: SHA-256 of the previous link's hash, upto (8), number of records (4), and their digests in id
 * order. Before the first link stands SHA-256 of "tasuki audit 1" and the deployment's id.
 */
#ifndef TASUKI_AUDIT_CHAIN_H
#define TASUKI_AUDIT_CHAIN_H

#include "base/err.h"
#include "crypt/hash.h"

#include <stdint.h>

struct direct;

#define CHAIN_LINK_RECORDS 2000 /* at most, of one link */

struct chain_head {
	int64_t upto; /* 0 = before the first link */
	unsigned char hash[HASH_SIZE];
};

/*
 * Adds links over every record whose id was given out before now: it first waits until each transaction that could still commit a
 * record under such an id has ended (at most 5 s; else BUSY, nothing was lost, the next call does it). *head_r is the newest
 * link, *records_r how many records it took up. Else errors as in db/pool.h.
 */
MUST_USE enum err chain_extend(struct direct *d, int64_t now, struct chain_head *head_r, int64_t *records_r);

enum chain_fault {
	CHAIN_SOUND,
	CHAIN_CHANGED, /* record `id` is not what it was */
	CHAIN_CUT,     /* the known link is not there: the end was taken off */
	CHAIN_LINK,    /* link `id` itself or all its records were changed, or a link before it was taken out */
	CHAIN_MISSING, /* record `id` was taken out */
	CHAIN_PUT_IN,  /* record `id` was put in afterwards */
};

struct chain_report {
	enum chain_fault fault;
	int64_t id;             /* of the first bad record or link */
	int64_t links, records; /* verified up to there */
	int64_t waiting;        /* records newer than the last link */
	struct chain_head head; /* last sound link */
};

/* Computes everything again. known: a link written down earlier, or NULL. OK whenever the reading worked, whatever was found. */
MUST_USE enum err chain_verify(struct direct *d, const struct chain_head *known, struct chain_report *out_r);

#endif
