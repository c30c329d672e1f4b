/* Where a checked head goes: the program's routes, static files, the WebSocket, or nowhere. Pure. */
#ifndef TASUKI_NET_ROUTE_H
#define TASUKI_NET_ROUTE_H

#include "net/head.h"

#define ROUTE_LIVE_PATH "/live"
#define ROUTE_SUBPROTOCOL "tasuki.1"

enum route { ROUTE_APP, ROUTE_LIVE, ROUTE_STATIC };

/* first: the connection's first request (only that one may become a WebSocket). OK with *out_r, or the refusal. */
enum err route_of(const struct head *h, bool first, const char *const *origins, enum route *out_r) MUST_USE;

#endif
