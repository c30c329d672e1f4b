/*
 * argon2id off the loop, on a bounded number of threads.
 * Stored form: the PHC string "$argon2id$v=19$m=65536,t=3,p=1$salt$hash".
 */
#ifndef TASUKI_CRYPT_PASSWORD_H
#define TASUKI_CRYPT_PASSWORD_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

#define PASSWORD_BYTES_MAX 512
#define PASSWORD_LENGTH_MIN 12 /* without a second factor (architecture §5) */

struct loop;
struct passwords;

struct password_cost {
	unsigned memory_kib, passes; /* lanes are 1 */
};

/* workers: hashes running at once (1 … 8); queue_limit: waiting ones before BUSY. */
struct passwords *passwords_create(struct loop *loop, struct password_cost cost, int workers, int queue_limit);
void passwords_destroy(struct passwords **p);

/* Checks password (NFC-normalisation is the caller's) against a stored PHC string. stored.p NULL = unknown account: the same work is done
 * against a fixed dummy, and the answer is false. Both are copied; the copy is wiped. cb: e OK with the result (rehash_r: stored with
 * weaker parameters than today's), or BUSY at once-on-next-turn. */
void password_verify(struct passwords *p, struct str password, struct str stored,
                     void (*cb)(void *arg, enum err e, bool match, bool rehash), void *arg);
/* Hashes with a fresh salt. cb's phc is borrowed until it returns. */
void password_hash(struct passwords *p, struct str password, void (*cb)(void *arg, enum err e, struct str phc), void *arg);
/* What a new one must be: long enough, with digits and something else (Art. 21). */
bool password_fits(struct str s);
/* Blocking twin for operator verbs and tests; out holds at least 160 bytes, terminated. */
void password_hash_now(struct password_cost cost, struct str password, char out[160]);

#endif
