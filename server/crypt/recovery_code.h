/* 予備コード: what stands in for a lost second factor, once. Shown once, kept as a hash. */
#ifndef TASUKI_CRYPT_RECOVERY_CODE_H
#define TASUKI_CRYPT_RECOVERY_CODE_H

#include "base/str.h"
#include "crypt/hash.h"

#include <stdbool.h>

/* 80 random bits as "ABCD-EFGH-IJKL-MNOP". */
#define RECOVERY_LETTERS 16
#define RECOVERY_TEXT (RECOVERY_LETTERS + 3)

/* A fresh one, terminated. */
void recovery_code_create(char text[RECOVERY_TEXT + 1]);
/* SHA-256 of owner (so that nobody's code is another's) and the code; capitals or not, with or without hyphens and spaces. False: it has not the form of one. */
bool recovery_code_hash(struct str owner, struct str text, unsigned char hash[HASH_SIZE]);

#endif
