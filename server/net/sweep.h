/* Deadlines: a beat that walks the lists of the phases. */
#ifndef TASUKI_NET_SWEEP_H
#define TASUKI_NET_SWEEP_H

/* arg: the server. */
void sweep(void *arg);

#endif
