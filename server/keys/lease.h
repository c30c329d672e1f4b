/*
 * The front's side of the key holder: space keys on lease (at most 10 minutes, renewed while used), in locked memory that is not dumped.
 * The holder can revoke a lease at any time; the key is wiped before the revocation is acknowledged.
 */
#ifndef TASUKI_KEYS_LEASE_H
#define TASUKI_KEYS_LEASE_H

#include "base/err.h"
#include "base/id.h"
#include "crypt/sealed.h"

struct leases;
struct loop;

/* socket: path of the holder's unix socket; kept. Connects in the background and again after a loss. */
struct leases *leases_create(struct loop *loop, const char *socket);
void leases_destroy(struct leases **l);

/* Makes sure that the keys of all n spaces (n ≤ 10,000) are here, then calls cb (never before returning; at once on the next turn when all are
 * here already). Spaces without a key are no error: lease_key is NULL for them. KEYS_DOWN: the holder does not answer (2 s). The ids are copied. */
void leases_want(struct leases *l, const struct space_id *spaces, size_t n, void (*cb)(void *arg, enum err e), void *arg);
/* The current key of a space if it is on lease now, else NULL. Borrowed until the loop turn ends. */
const struct space_key *lease_key(struct leases *l, struct space_id space);
/* Creates the key of a new space; OK only when store and recovery object are durable. CONFLICT: it has one already. */
void leases_create_key(struct leases *l, struct space_id space, void (*cb)(void *arg, enum err e), void *arg);

/* For operator verbs, blocking, 5 s: fetches or creates one key. The caller destroys *out_r. KEYS_DOWN, NOT_FOUND, CONFLICT. */
MUST_USE enum err lease_now(const char *socket, struct space_id space, bool create, struct space_key **out_r);

#endif
