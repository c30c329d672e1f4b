/* libwebsockets behind the edge (foreign loop): handshake, inbound messages, pings, closing. */
#ifndef TASUKI_NET_WS_SIDE_H
#define TASUKI_NET_WS_SIDE_H

#include "net/edge.h"

struct ws_side *ws_create(struct net_server *s);
void ws_destroy(struct ws_side **w);

/* A checked WebSocket request: asks the program. Takes the head. */
void ws_hold(struct edge *c, struct head **head);
/* The connection goes: whoever holds its handshake or socket is told. */
void ws_forget(struct edge *c);

#endif
