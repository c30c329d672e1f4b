/*
 * The recovery place: every space key once more, sealed to the association's X25519 public key, one file a space; and the
 * generation the key store has reached, so that an older store is recognised. The private key is not needed to write here and
 * never lies here but in a demo (docs/keys.md).
 */
#ifndef TASUKI_KEYS_RECOVERY_H
#define TASUKI_KEYS_RECOVERY_H

#include "base/buf.h"
#include "base/err.h"
#include "keys/store.h"

#define RECOVERY_EPOCHS_MAX 64
#define RECOVERY_OBJECT_MAX (64 + RECOVERY_EPOCHS_MAX * 84)
#define RECOVERY_PRIVATE_NAME "RECOVERY-PRIVATE-KEY"
#define RECOVERY_PUBLIC_NAME "recovery-public-key.pem"

struct evp_pkey_st;

/* Writes the bytes of an object that holds what `before` holds (an object of the same space, or empty) and one more key. */
MUST_USE bool recovery_object(const struct store_head *head, struct str before, const struct store_key *key, struct buf *out);
/* The highest epoch of an object of that deployment and space; false: it is no such object. */
MUST_USE bool recovery_epoch(struct deployment_id deployment, struct space_id space, struct str object, uint32_t *epoch_r);
/* Opens all keys of an object. False: damaged, of another deployment, space or recovery key. out holds RECOVERY_EPOCHS_MAX. */
MUST_USE bool recovery_open(struct deployment_id deployment, struct space_id space, struct str object,
			    struct evp_pkey_st *private_key, struct store_key *out, size_t *n_r);

/* Adds the key to its space's file in the folder (without folder_sync). key->epoch is raised above what the file holds already,
 * so that nothing in the recovery place is ever overwritten. STORAGE_FULL, or INTERNAL: not written, or what is there is no
 * object of this space. */
MUST_USE enum err recovery_add(int folder, const struct store_head *head, struct store_key *key);

/* Destroys the file of a space, as well as a file can be; OK when there is none. */
MUST_USE enum err recovery_destroy(int folder, struct space_id space);

/* The generation record. NOT_FOUND: there is none. INTERNAL: not readable, malformed, or of another deployment. */
MUST_USE enum err recovery_generation_read(int folder, struct deployment_id deployment, uint64_t *generation_r);
MUST_USE enum err recovery_generation_write(int folder, struct deployment_id deployment, uint64_t generation);

#endif
