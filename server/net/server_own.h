/* server.c: what a connection tells the server. */
#ifndef TASUKI_NET_SERVER_OWN_H
#define TASUKI_NET_SERVER_OWN_H

struct net_server;

/* A connection has left: a drain may be complete, accepting may go on. */
void server_left(struct net_server *s);

#endif
