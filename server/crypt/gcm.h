/* AES-256-GCM and HKDF-SHA-256 (OpenSSL), the two building blocks of everything sealed here. */
#ifndef TASUKI_CRYPT_GCM_H
#define TASUKI_CRYPT_GCM_H

#include "base/str.h"

#define GCM_KEY 32
#define GCM_NONCE 12
#define GCM_TAG 16

struct evp_cipher_st;

struct gcm {
	const struct evp_cipher_st *cipher; /* fetched beforehand by who does much; NULL: the library's own */
	const unsigned char *key;           /* GCM_KEY bytes */
	const unsigned char *nonce;         /* GCM_NONCE bytes, never twice under one key */
	struct str bound;                   /* additional data */
};

/* Writes plain.n + GCM_TAG bytes. Cannot fail (a failing cipher ends the process). */
void gcm_seal(const struct gcm *g, struct str plain, unsigned char *out);
/* Writes sealed.n - GCM_TAG bytes. False: too short, damaged or bound to something else; out is then wiped. */
bool gcm_open(const struct gcm *g, struct str sealed, unsigned char *out);

/* One 32-byte sub-key. salt may be empty; label names the use. */
void gcm_derive(struct str key, struct str salt, struct str label, unsigned char out[GCM_KEY]);

#endif
