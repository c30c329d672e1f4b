/* The operator's verbs on keys. All block. */
#ifndef TASUKI_KEYS_ADMIN_H
#define TASUKI_KEYS_ADMIN_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"

#include <stdint.h>

struct keys_status {
	struct deployment_id deployment;
	uint64_t generation; /* a backup's manifest carries it */
	uint32_t kek_epoch;
	bool kek_mixed; /* systemd's credential is part of the KEK */
	uint32_t keys, clients;
	uint64_t ledger; /* number of the ledger's newest line; a backup's manifest carries it too */
};

/*
 * Makes the folders (0700), the first KEK, an empty store and the generation record. public_key: PEM file with the association's
 * own X25519 public key, or NULL: a pair is made, and its private half written to <recovery>/RECOVERY-PRIVATE-KEY, to be taken
 * away from this machine. False: the sentence why; a folder that has a store already is refused. Run as the holder's user.
 */
MUST_USE bool keys_init(struct arena *a, const char *folder, const char *recovery, struct deployment_id deployment,
			const char *public_key, struct str *why_r);

/*
 * Rebuilds the store from the recovery place with the private key (PEM file), under a fresh KEK, with a generation above the
 * recorded one; the holder must not run, and an old store must have been moved away. Objects that do not open are refused as a
 * whole unless skip: then they are logged and left. *keys_r: how many keys the store has now.
 */
struct keys_recovery {
	const char *folder, *recovery, *private_key;
	struct deployment_id deployment;
	bool skip;
};
MUST_USE bool keys_recover(struct arena *a, const struct keys_recovery *o, size_t *keys_r, struct str *why_r);

/* What the store in the folder says of itself, before it is authenticated. False: the sentence why. */
MUST_USE bool keys_look(struct arena *a, const char *folder, struct deployment_id *deployment_r, uint64_t *generation_r,
			struct str *why_r);

/* Writes store, key encryption key and ledger over the copy in `to`, an existing folder of this user that is closed to others, while the holder
 * runs; the key encryption keys of older copies are destroyed there. *generation_r: of the copy. Run as the holder's user. False: the sentence why. */
MUST_USE bool keys_copy(struct arena *a, const char *folder, const char *recovery, const char *to, uint64_t *generation_r,
			struct str *why_r);

/* Asks the holder at the socket. KEYS_DOWN: it does not answer; NOT_FOUND: this user may not. */
MUST_USE enum err keys_status_now(const char *socket, struct keys_status *out_r);
/* Which of these have no key: missing[i]. */
MUST_USE enum err keys_missing_now(const char *socket, const struct space_id *spaces, size_t n, bool *missing);
/* A new KEK, the store wrapped anew, the old KEK destroyed; out_r (may be NULL) as it is then. */
MUST_USE enum err keys_rotate_now(const char *socket, struct keys_status *out_r);
/* Has everybody who holds a lease on the space wipe its key; returns when all have, or their leases ran out (up to ten minutes).
 */
MUST_USE enum err keys_revoke_now(const char *socket, struct space_id space, uint32_t *acknowledged_r, uint32_t *lapsed_r);

#endif
