/*
 * The ledger of destroyed space keys: one line of text each, chained by hashes from the deployment's id on, in the key folder and
 * once more in the recovery place. It is evidence, and what a restore asks before it purges a space that has no key. It holds no
 * secret. A value: adding makes the next ledger. A line, with single spaces between:
 *
 *     NUMBER MILLISECONDS SPACE DIGEST REQUEST APPROVER APPROVER HASH
 *
 * HASH is SHA-256 of the hash before it (of the first line: the deployment's id), a space, and the line up to the space before
 * HASH.
 */
#ifndef TASUKI_KEYS_LEDGER_H
#define TASUKI_KEYS_LEDGER_H

#include "base/arena.h"
#include "base/err.h"
#include "keys/erasure.h"

#define LEDGER_BYTES_MAX (16u << 20)

struct ledger;

struct ledger_line {
	struct erasure what;
	struct erased done;
};

/* NULL: the sentence why. An empty text is an empty ledger. */
struct ledger *ledger_parse(struct arena *a, struct deployment_id deployment, struct str text, struct str *why_r);
/* The next ledger, with one more line. */
struct ledger *ledger_with(const struct ledger *l, const struct erasure *e, int64_t at_ms);
void ledger_destroy(struct ledger **l);

size_t ledger_count(const struct ledger *l);
/* Lines from 0 on; borrowed. */
const struct ledger_line *ledger_at(const struct ledger *l, size_t i);
/* The line of a space, or NULL. */
const struct ledger_line *ledger_find(const struct ledger *l, struct space_id space);

/* Reads both copies. The longer one is in force if the other is its beginning, and is written over the other where repair; else
 * NULL with the sentence why. */
struct ledger *ledger_load(struct arena *a, struct deployment_id deployment, int folder, int recovery, bool repair,
			   struct str *why_r);
/* Makes it durable in both places, or in the one, where recovery is -1. */
MUST_USE enum err ledger_write(const struct ledger *l, int folder, int recovery);

#endif
