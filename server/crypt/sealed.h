/*
 * Sealing patient text under its space's key: AES-256-GCM, random 96-bit nonce, sub-key by HKDF-SHA-256 with the kind's label, the
 * place bound as additional data (docs/keys.md). Sealed form: version byte 1 | key epoch u32 BE | nonce 12 | ciphertext | tag 16.
 */
#ifndef TASUKI_CRYPT_SEALED_H
#define TASUKI_CRYPT_SEALED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/phi.h"

#include <stdint.h>

struct space_key; /* one epoch of one space's key with its derived sub-keys, in locked memory */

enum seal_kind {
#define SEAL(name, number, label) SEAL_##name = (number),
#include "crypt/seal.def"
#undef SEAL
};

struct seal_place {
	struct deployment_id deployment;
	struct space_id space;
	enum seal_kind kind;
	struct id128 row;   /* the row's own id (post, patient, hat …) */
	uint32_t version;   /* of the row; 0 where it has none */
};

/* Key material is 32 bytes, copied into locked memory (and wiped by space_key_destroy). */
struct space_key *space_key_create(struct space_id space, uint32_t epoch, const unsigned char key[32]);
void space_key_destroy(struct space_key **k);
uint32_t space_key_epoch(const struct space_key *k);

/* Seals into the arena. Cannot fail (a failing cipher ends the process). */
struct str seal(struct arena *a, const struct space_key *k, const struct seal_place *at, struct phi plain);
/* Opens into the arena. INTERNAL: not sealed for this place with this key, or damaged; *out_r is left alone. */
MUST_USE enum err unseal(struct arena *a, const struct space_key *k, const struct seal_place *at, struct str sealed, struct phi *out_r);

#endif
