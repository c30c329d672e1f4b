/*
 * One argon2id worker with its own memory, mapped and touched once and used again for every hash: the library's plain call maps
 * and faults 64 MiB in each time, which costs more than the hashing. Wiped after each hash. Used by one thread at a time.
 */
#ifndef TASUKI_CRYPT_HASHER_H
#define TASUKI_CRYPT_HASHER_H

#include "base/err.h"
#include "base/str.h"
#include "crypt/phc.h"

struct hasher;

/* NULL: no memory to be had. */
struct hasher *hasher_create(unsigned memory_kib);
/* Null-safe; nulls. */
void hasher_destroy(struct hasher **h);
/* Fills p->hash (p->hash_n bytes) from p's cost and salt. A cost above the hasher's own memory is served from memory mapped for
 * this once; BUSY: there was none. */
MUST_USE enum err hasher_run(struct hasher *h, struct str password, struct phc *p);
/* The memory between hashes (n bytes): for the test that it is wiped. */
const unsigned char *hasher_memory(const struct hasher *h, size_t *n_r);

#endif
