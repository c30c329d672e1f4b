/* The key folder and the recovery folder of one deployment, opened together and judged: what the holder and the operator's verbs
 * work on. */
#ifndef TASUKI_KEYS_FILES_H
#define TASUKI_KEYS_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include "keys/store.h"

struct credential;
struct kek;

struct key_files {
	int folder, recovery, lock;
	struct credential *credential;
	struct kek *kek;
	struct store *store;
};

#define KEY_FILES_CLOSED ((struct key_files){.folder = -1, .recovery = -1, .lock = -1})

/* Opens both folders, which must belong to this user and be closed to others, takes the lock (one holder or verb at a time), reads
 * the credential and sweeps what a crash left half-written. False: the sentence why; nothing is left open. */
MUST_USE bool key_files_enter(struct arena *a, const char *folder, const char *recovery, struct key_files *f, struct str *why_r);
/* Reads the store, with its KEK. Refuses a damaged one, one of another deployment, and one that is older than the generation
 * record; finishes a rotation that was interrupted. False: the sentence why. */
MUST_USE bool key_files_load(struct arena *a, struct deployment_id deployment, struct key_files *f, struct str *why_r);
/* Makes the store durable, then the generation record. *stored_r tells whether the store is in force now (INTERNAL afterwards:
 * the disk cannot be trusted, end). A generation record that cannot be written is logged, no error: the next change writes it
 * again. */
MUST_USE enum err key_files_write(const struct key_files *f, const struct store *next, bool *stored_r);
void key_files_leave(struct key_files *f);

#endif
