/*
 * Memory for key material: OpenSSL's secure heap (locked, left out of core dumps, between guard pages) and a process that cannot
 * be dumped or traced. Locks do not survive fork: each process calls these itself, once, after its last fork.
 */
#ifndef TASUKI_CRYPT_SECRET_H
#define TASUKI_CRYPT_SECRET_H

#include <stdbool.h>
#include <stddef.h>

enum secret_lock {
	SECRET_LOCKED,   /* the heap cannot reach the swap */
	SECRET_UNLOCKED, /* the limit on locked memory is too low: the heap works, but may be swapped */
};

/* Room for every lease of one front; a power of two. */
#define SECRET_HEAP (4u << 20)

/* Makes the heap; size is a power of two. Once a process. The caller logs what it got. */
enum secret_lock secret_init(size_t size);
/* No core dump, no tracing by the same user (PR_SET_DUMPABLE, RLIMIT_CORE), and all memory locked, also what comes later, where the
 * limit on locked memory is at least `room` bytes (SIZE_MAX: only where there is none); true when it is. */
bool secret_harden(size_t room);

/* Zeroed bytes of the heap (of the ordinary one before secret_init); NULL when it is full. */
void *secret_alloc(size_t n);
/* Wipes and gives back; null-safe. */
void secret_free(void *p, size_t n);

#endif
