/* How many connections one source address has open. */
#ifndef TASUKI_NET_LIMIT_H
#define TASUKI_NET_LIMIT_H

#include "net/proxy.h"

struct limit;

/* max: per source. IPv4 addresses count singly, IPv6 ones by their /64 (one household or one clinic has that much). */
struct limit *limit_create(int max);
void limit_destroy(struct limit **l);
/* Counts one in; false when the source is at its limit (nothing is counted then). No address (a unix socket) is never limited. */
bool limit_enter(struct limit *l, const struct peer *p);
/* For each one that entered. */
void limit_leave(struct limit *l, const struct peer *p);
/* Sources known now. */
size_t limit_sources(const struct limit *l);

#endif
