/* One question to the key holder, blocking: for operator's verbs and tests. */
#ifndef TASUKI_KEYS_EXCHANGE_H
#define TASUKI_KEYS_EXCHANGE_H

#include "keys/wire.h"

/* Asks and waits for the answer of that type. The answer's body lies in `in`, which the caller finishes in every case. KEYS_DOWN:
 * nobody listens there, or no such answer came in time; else what the holder refused with. */
MUST_USE enum err exchange(const char *socket, int timeout_ms, struct wire_frame question, enum wire_type wanted, struct buf *in,
			   struct str *body_r);

#endif
