/* The key folder and the recovery folder of one deployment, opened together and judged: what the holder and the operator's verbs
 * work on. */
#ifndef TASUKI_KEYS_FILES_H
#define TASUKI_KEYS_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "keys/store.h"

struct credential;
struct erasure;
struct kek;
struct ledger;

struct key_files {
	int folder, recovery, lock;
	struct credential *credential;
	struct kek *kek;
	struct store *store;
	struct ledger *ledger;
};

#define KEY_FILES_STORE "store" /* its name */

#define KEY_FILES_CLOSED ((struct key_files){.folder = -1, .recovery = -1, .lock = -1})

/* Opens both folders, which must belong to this user and be closed to others, takes the lock (one holder or verb at a time),
 * reads the credential and sweeps what a crash left half-written. False: the sentence why; nothing is left open. */
MUST_USE bool key_files_enter(struct arena *a, const char *folder, const char *recovery, struct key_files *f, struct str *why_r);
/* Opens one of the two, which must belong to this user and be closed to others; what: "key", "recovery" …, for the sentence. False: why. */
MUST_USE bool key_files_folder(struct arena *a, const char *what, const char *path, int *fd_r, struct str *why_r);
/* Reads the ledger and the store, with its KEK. Refuses a damaged one, one of another deployment, and one that is older than the
 * generation record; finishes a rotation that was interrupted. False: the sentence why. */
MUST_USE bool key_files_load(struct arena *a, struct deployment_id deployment, struct key_files *f, struct str *why_r);
/* Makes the store durable, then the generation record. *stored_r tells whether the store is in force now (INTERNAL afterwards:
 * the disk cannot be trusted, end). A generation record that cannot be written is logged, no error: the next change writes it
 * again. */
MUST_USE enum err key_files_write(const struct key_files *f, const struct store *next, bool *stored_r);
void key_files_leave(struct key_files *f);

/* What an erasure makes: NULL where the old one stays in force. */
struct key_files_erased {
	struct store *store;
	struct kek *kek;
	struct ledger *ledger;
	bool unsure; /* the store is in force, but may not survive a crash */
};
/*
 * Everything of an erasure that is written after its intent: the store without the key under a fresh KEK, the old KEK and the
 * recovery object destroyed, the ledger's line, the intent forgotten. Begun again where it was cut short, it goes on to the end.
 * Changes nothing in f; what out holds is in force whatever is returned. STORAGE_FULL or INTERNAL, with errno: not all of it was
 * done.
 */
MUST_USE enum err key_files_erase(const struct key_files *f, const struct erasure *e, int64_t at_ms,
				  struct key_files_erased *out);
/* A fresh KEK of the next epoch, durable, bound to the credential where there is one. NULL with errno. */
struct kek *key_files_fresh_kek(const struct key_files *f, uint32_t epoch);

#endif
