/* Where connections come in: the TLS port and, optionally, the plain listener. */
#ifndef TASUKI_NET_LISTENER_H
#define TASUKI_NET_LISTENER_H

#include "net/net_own.h"

/* Opens what the options name. False with a static sentence. */
bool listener_open_all(struct net_server *s, const char **why_r);
void listener_close_all(struct net_server *s);
/* Room again: accepts what had to wait. */
void listener_resume(struct net_server *s);

#endif
