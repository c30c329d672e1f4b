/*
 * One-time codes by the clock (RFC 6238 with HMAC-SHA-1, 30 s, six digits: what every authenticator app makes). Whether a step was used before
 * is the caller's to know.
 */
#ifndef TASUKI_CRYPT_TOTP_H
#define TASUKI_CRYPT_TOTP_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

#define TOTP_SECRET 20
#define TOTP_DIGITS 6

/* The code of a step, 0 … 999999. */
uint32_t totp_code(struct str secret, int64_t step);
/* The step, the one of now or one beside it, whose code this text is; 0: of none. The time taken does not depend on which. */
int64_t totp_step(struct str secret, struct str code, int64_t now_ms);
/* Exactly six digits. */
bool totp_is_code(struct str text);

#endif
