/*
 * The key store: all space keys of one deployment, each wrapped by the KEK, the whole authenticated. A value: a change makes the
 * next store and leaves this one as it is, so that a failed write changes nothing. The bytes are the file (docs/keys.md has its
 * form).
 */
#ifndef TASUKI_KEYS_STORE_H
#define TASUKI_KEYS_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"

#include <stdint.h>

#define STORE_BYTES_MAX (256u << 20)
#define STORE_RECOVERY_KEY 32

struct kek;
struct store;

struct store_head {
	struct deployment_id deployment;
	uint64_t generation; /* raised by every change */
	uint32_t kek_epoch;
	bool kek_mixed;                             /* systemd's credential is part of the KEK */
	unsigned char recovery[STORE_RECOVERY_KEY]; /* X25519 public key that every space key is sealed to as well */
};

/* One space key on its way into a store. */
struct store_key {
	struct space_id space;
	uint32_t epoch; /* from 1 */
	unsigned char key[32];
};

/* An empty store for head's deployment and recovery key, of its generation (at least 1). The KEK is borrowed as long as the store
 * lives. */
struct store *store_create(const struct store_head *head, const struct kek *kek);
/* Reads the head alone, which is not authenticated yet: it tells which KEK to fetch. False: the sentence why. */
MUST_USE bool store_parse_head(struct arena *a, struct str bytes, struct store_head *out_r, struct str *why_r);
/* Authenticates and checks everything. NULL: the sentence why. */
struct store *store_parse(struct arena *a, struct str bytes, const struct kek *kek, struct str *why_r);
void store_destroy(struct store **s);

const struct store_head *store_head_of(const struct store *s);
size_t store_count(const struct store *s);
/* The file's bytes; borrowed. */
struct str store_bytes(const struct store *s);

/* The newest key of a space; false when it has none. */
bool store_find(const struct store *s, struct space_id space, struct store_key *out_r);
/* Calls row with every key, opened; it is wiped after row returns. */
void store_each(const struct store *s, void (*row)(void *arg, const struct store_key *key), void *arg);

/* The next store, with n more keys (sorted or not; none of them in s). */
struct store *store_with(const struct store *s, const struct store_key *keys, size_t n);
/* The next store, every key wrapped by this KEK; without those of one space, unless that is NULL. */
struct store *store_rewrapped(const struct store *s, const struct kek *kek, const struct space_id *without);

#endif
