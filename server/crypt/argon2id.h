/* argon2id (RFC 9106, version 1.3, one lane) by libsodium, whose code for AVX2 and AVX-512 is chosen while running. */
#ifndef TASUKI_CRYPT_ARGON2ID_H
#define TASUKI_CRYPT_ARGON2ID_H

#include "base/err.h"
#include "base/str.h"
#include "crypt/phc.h"

/* Fills p->hash from password and p's cost and salt; blocks, takes p->memory_kib of memory meanwhile. BUSY: there was none. */
MUST_USE enum err argon2id(struct str password, struct phc *p);

#endif
