/* How fast one asker may ask: token buckets in this worker's memory, by session token or source address. */
#ifndef TASUKI_CALL_LIMIT_H
#define TASUKI_CALL_LIMIT_H

#include "base/str.h"

#include <stdint.h>

struct limits;

/* per_second: refill of a bucket; burst: its size. */
struct limits *limits_create(int reads_per_second, int writes_per_second);
void limits_destroy(struct limits **l);
/* Takes one; false = too fast, ask again in a second. `who` is any stable bytes (a token's hash, an address). */
bool limit_take(struct limits *l, struct str who, bool write, int64_t now_ms);

#endif
