/* Large bodies: held until the program has decided (net_app.admit). */
#ifndef TASUKI_NET_ASK_H
#define TASUKI_NET_ASK_H

#include "net/edge.h"
#include "net/route.h"

/* Takes the head, and asks the program. */
void ask_hold(struct edge *c, struct head **head, enum route route);
/* The connection has no more business with it; the program's answer goes nowhere. */
void ask_forget(struct edge *c);

#endif
