/* What building and verifying the chain share. Internal to audit/. */
#ifndef TASUKI_AUDIT_CHAIN_OWN_H
#define TASUKI_AUDIT_CHAIN_OWN_H

#include "audit/chain.h"
#include "base/arena.h"
#include "db/row.h"

#define CHAIN_MARK 8 /* id minus previous upto (4), first bytes of the digest (4), both big endian */
#define CHAIN_DIGEST 4

/* Digests of n records, one after the other. */
struct chain_span {
	int count;
	int64_t *ids;
	unsigned char (*digests)[HASH_SIZE];
};

/* Reads the records (after, upto], at most limit, into the arena. */
MUST_USE enum err chain_read(struct direct *d, struct arena *a, int64_t after, int64_t upto, int limit, struct chain_span *out_r);
/* The link's hash over span. */
void chain_hash(struct arena *a, const unsigned char previous[HASH_SIZE], int64_t upto, const struct chain_span *span,
		unsigned char out[HASH_SIZE]);
/* CHAIN_MARK bytes a record. */
struct str chain_marks(struct arena *a, int64_t previous_upto, const struct chain_span *span);
/* What stands before the first link. */
MUST_USE enum err chain_genesis(struct direct *d, struct arena *a, struct chain_head *out_r);

#endif
