/*
 * Destroying the key of one space for good, as a complete deletion needs it. Only the OS user of `job` may ask; root may not.
 *
 * The holder, in this order: writes down what it is about to do (from then on it goes on to the end, whatever is killed when);
 * has every front wipe the key, or waits until the lease has ended (up to ten minutes after the holder's start or the loss of a
 * front); writes the store without the key, under a fresh key encryption key; destroys the old one and the recovery object;
 * raises the generation; adds a line to the ledger; answers. Afterwards the space answers like one that never had a key, and gets
 * none any more.
 */
#ifndef TASUKI_KEYS_ERASURE_H
#define TASUKI_KEYS_ERASURE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"

#include <stdint.h>

#define ERASURE_DIGEST 32
#define ERASURE_REQUEST_MAX 40

struct erasure {
	struct space_id space;
	unsigned char digest[ERASURE_DIGEST];  /* of what the approvers signed; not all zeros */
	struct hat_id approvers[2];            /* two different ones */
	char request[ERASURE_REQUEST_MAX + 1]; /* its number: 1 … 40 of 0-9 A-Z a-z and '-' */
};

/* What the ledger says of it. */
struct erased {
	uint64_t number;                    /* of the ledger's line, from 1 */
	int64_t at_ms;                      /* when no key was left */
	unsigned char hash[ERASURE_DIGEST]; /* the chain's link of that line: for the certificate */
};

/*
 * Blocking, up to wait_ms: asks the holder at the socket, and asked again with the same words it goes on where it is, or says
 * what was done long ago. OK: no key of the space exists any more, and the ledger says so. BAD_VALUE: one of the fields is not as
 * above. CONFLICT: the space was destroyed under another digest, or is about to be. NOT_FOUND: this user may not. Anything else
 * (KEYS_DOWN: no answer yet; BUSY: another space is being destroyed; STORAGE_FULL, INTERNAL: a disk): ask again later; what was
 * begun is not given up.
 */
MUST_USE enum err keys_erase_now(const char *socket, const struct erasure *e, int wait_ms, struct erased *out_r);

/* Whether every field is as it must be. */
bool erasure_is_good(const struct erasure *e);
/* Its bytes, on the wire and in the intent. False where the bytes are not exactly a good one. */
void erasure_put(struct buf *out, const struct erasure *e);
MUST_USE bool erasure_read(struct str bytes, struct erasure *out_r);

/* The intent in the key folder: at most one. NOT_FOUND: there is none. INTERNAL: not readable or malformed. */
MUST_USE enum err erasure_intend(int folder, const struct erasure *e);
MUST_USE enum err erasure_intended(int folder, struct erasure *out_r);
MUST_USE enum err erasure_forget(int folder);

#endif
