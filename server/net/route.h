/* Where a checked head goes: the program's routes, static files, the WebSocket, or nowhere. Pure. */
#ifndef TASUKI_NET_ROUTE_H
#define TASUKI_NET_ROUTE_H

#include "net/head.h"

#define ROUTE_LIVE_PATH "/live"
#define ROUTE_PAGE_PATH "/public" /* the one page that search engines may keep; what is below it belongs to it */
#define ROUTE_PLAYER_PATH "/training" /* the one screen of the client that plays the training video (Art. 12-3) */
#define ROUTE_SUBPROTOCOL "tasuki.1"

enum route { ROUTE_APP, ROUTE_LIVE, ROUTE_PAGE, ROUTE_PLAYER, ROUTE_STATIC };

/* first: the connection's first request (only that one may become a WebSocket). OK with *out_r, or the refusal. */
enum err route_of(const struct head *h, bool first, const char *const *origins, enum route *out_r) MUST_USE;

#endif
