/*
 * The key encryption key: wraps and authenticates the key store. 32 random bytes in the key folder (kek-<epoch>, 0400), mixed
 * with the credential tasuki-kek of systemd (bound to the TPM where there is one) when the store says so. Each rotation makes the
 * next one and destroys the last.
 */
#ifndef TASUKI_KEYS_KEK_H
#define TASUKI_KEYS_KEK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

struct credential; /* what systemd gave this process, or nothing; in locked memory */
struct kek;        /* the sub-keys of one epoch, in locked memory */

#define CREDENTIAL_FD "TASUKI_CREDENTIAL_FD" /* names the descriptor, in the environment */

/* Opens what $CREDENTIALS_DIRECTORY holds, while this process still may: systemd's folder is for the user it started, not for the one that
 * a role becomes. The descriptor (close-on-exec) is named by CREDENTIAL_FD for those that are forked. -1: there is none. */
int credential_keep(void);
/* From the descriptor named by CREDENTIAL_FD, which is closed; else from folder: NULL, or what $CREDENTIALS_DIRECTORY names. Never NULL but when the credential is there and cannot be read: the
 * sentence why. */
struct credential *credential_read(struct arena *a, const char *folder, struct str *why_r);
bool credential_present(const struct credential *c);
void credential_destroy(struct credential **c);

/* Reads kek-<epoch>. NULL and the sentence why. mixed: the credential is part of it. */
struct kek *kek_read(struct arena *a, int folder, uint32_t epoch, const struct credential *mixed, struct str *why_r);
/* Makes a fresh one, durable when this returns. NULL with errno. */
struct kek *kek_create(int folder, uint32_t epoch, const struct credential *mixed);
void kek_destroy(struct kek **k);
/* The file of that epoch as it is, for a copy of the key folder. */
MUST_USE enum err kek_file_read(int folder, uint32_t epoch, struct buf *out);
MUST_USE enum err kek_file_write(int folder, uint32_t epoch, struct str bytes);
/* Overwrites and removes the file of that epoch. */
MUST_USE enum err kek_shred(int folder, uint32_t epoch);
/* Shreds the files of all other epochs: what an interrupted rotation left. */
MUST_USE enum err kek_shred_others(int folder, uint32_t epoch);
/* The highest epoch that has a file; 0 when none has. */
MUST_USE enum err kek_highest(int folder, uint32_t *epoch_r);

uint32_t kek_epoch(const struct kek *k);
bool kek_is_mixed(const struct kek *k);
/* 32 bytes each. */
const unsigned char *kek_wrap_key(const struct kek *k);
const unsigned char *kek_mac_key(const struct kek *k);

#endif
