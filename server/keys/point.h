/* X25519 (OpenSSL): the recovery key pair, and agreeing on a secret with it. */
#ifndef TASUKI_KEYS_POINT_H
#define TASUKI_KEYS_POINT_H

#include "base/buf.h"

#define POINT_BYTES 32

struct evp_pkey_st;

struct evp_pkey_st *point_create(void);
void point_destroy(struct evp_pkey_st **key);
void point_public(const struct evp_pkey_st *key, unsigned char out[POINT_BYTES]);
/* The secret shared with the owner of that public key; false when the public key is of small order (the secret would be zero). */
bool point_agree(struct evp_pkey_st *key, const unsigned char public[POINT_BYTES], unsigned char secret[POINT_BYTES]);
/* The same with a fresh key that is forgotten at once; its public half in ephemeral. */
bool point_ephemeral(const unsigned char public[POINT_BYTES], unsigned char ephemeral[POINT_BYTES],
		     unsigned char secret[POINT_BYTES]);

/* PEM, as the openssl program writes and reads it. Private PEM lies in the buffer: wipe it with buf_finish. */
void point_private_pem(const struct evp_pkey_st *key, struct buf *out);
void point_public_pem(const unsigned char public[POINT_BYTES], struct buf *out);
/* NULL: no X25519 private key. */
struct evp_pkey_st *point_private_read(struct str pem);
/* False: no X25519 public key, or one of small order. */
bool point_public_read(struct str pem, unsigned char out[POINT_BYTES]);

#endif
