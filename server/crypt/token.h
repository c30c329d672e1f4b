/* Session tokens: 256 random bits, base64url on the wire, only their SHA-256 kept. */
#ifndef TASUKI_CRYPT_TOKEN_H
#define TASUKI_CRYPT_TOKEN_H

#include "base/str.h"

#include <stdbool.h>

#define TOKEN_TEXT 43
#define TOKEN_HASH 32

/* A fresh token: text (terminated) for the cookie and its hash for the database. */
void token_create(char text[TOKEN_TEXT + 1], unsigned char hash[TOKEN_HASH]);
/* False when text is not 43 base64url characters. */
bool token_hash(struct str text, unsigned char hash[TOKEN_HASH]);

#endif
