/*
 * The deployment's signature under certificates of complete deletion: an Ed25519 key in the key folder (signing, 0400), made by the first
 * holder that finds none. It is never in a backup of the data. A certificate carries the public key.
 */
#ifndef TASUKI_KEYS_SIGNER_H
#define TASUKI_KEYS_SIGNER_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

#define SIGNER_PUBLIC 32
#define SIGNER_SIGNATURE 64

struct signer;

struct signed_text {
	unsigned char public_key[SIGNER_PUBLIC], signature[SIGNER_SIGNATURE];
};

/* Reads the key, or makes it, durable when this returns. NULL: the sentence why. */
struct signer *signer_open(struct arena *a, int folder, struct str *why_r);
void signer_destroy(struct signer **s);
/* Signs "tasuki certificate 1", a line feed and the text: the signature stands for nothing else. */
void signer_sign(const struct signer *s, struct str text, struct signed_text *out_r);
/* Whether the signature is of that text, by that public key. */
MUST_USE bool signer_verify(struct str text, const struct signed_text *s);

/* Blocking, up to wait_ms: has the holder at the socket sign. NOT_FOUND: this user may not; KEYS_DOWN. */
MUST_USE enum err signer_sign_now(const char *socket, struct str text, int wait_ms, struct signed_text *out_r);

#endif
