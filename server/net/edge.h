/*
 * One client connection in the edge. Bytes of the client are taken in edge_in.c, bytes for the client sent in edge_out.c; the
 * rest of its life is here. A destroyed connection is freed at the end of the loop turn, so a caller may still look at its phase.
 */
#ifndef TASUKI_NET_EDGE_H
#define TASUKI_NET_EDGE_H

#include "net/net_own.h"
#include "net/route.h"

/* Takes the descriptor over. proxied: on the plain listener (PROXY header first, no TLS). */
struct edge *edge_create(struct net_server *s, int fd, const struct peer *peer, bool proxied);
/* Ends it at once, without a word to the client; tells whoever holds on to it. Harmless when it is gone already. */
void edge_destroy(struct edge *c);
/* Nothing more comes from inside: what is on its way out is sent, then close_notify and FIN; what the client still sends is
 * dropped. */
void edge_end(struct edge *c);
/* Answers with the error and ends. Only while no answer is under way. */
void edge_refuse(struct edge *c, enum err e);
/* Moves to the phase's list and takes the time. */
void edge_phase(struct edge *c, enum phase phase);
/* A WebSocket, from the program's consent on. */
bool edge_is_live(const struct edge *c);
/* Counts the connection into the limit of its source; ends it when that is full. */
bool edge_admit(struct edge *c);
/* What to watch for follows from the phase; call after anything changed. */
void edge_watch(struct edge *c);
/* Makes the socketpair; returns the other end (the caller's to give away), or -1. */
int edge_pair(struct edge *c);
/* Gives our end back. */
void edge_unpair(struct edge *c);
/* Has this connection looked at once at the end of the turn: queued frames go out; pump: libmicrohttpd has written something. */
void edge_mark(struct edge *c, bool pump);

/* edge_io.c: bytes, through TLS or not. > 0 bytes done; 0 = would block; -1 = over. */
ssize_t edge_read(struct edge *c, char *p, size_t n);
ssize_t edge_write(struct edge *c, const char *p, size_t n);
/* Runs the TLS handshake; 1 = done, 0 = would block, -1 = over. */
int edge_shake(struct edge *c);
bool edge_has_pending(const struct edge *c);
/* close_notify and FIN. */
void edge_shut(struct edge *c);

/* edge_in.c */
/* The client's descriptor is readable, or there may be bytes that were not looked at. */
void edge_receive(struct edge *c);
/* The body of a checked head comes now; takes the head. BUSY: no descriptors left. */
MUST_USE enum err edge_body(struct edge *c, struct head **head, enum route route);
/* Whether bytes of the client are of use now. */
bool edge_wants(const struct edge *c);
/* For the pair, or kept until it has room. */
void edge_inward(struct edge *c, struct str bytes);
/* The pair may have room again. */
void edge_inward_flush(struct edge *c);

/* edge_out.c */
/* To the client, or kept until it can take more. */
void edge_send(struct edge *c, struct str bytes);
/* The client may take more. */
void edge_send_flush(struct edge *c);
/* Takes what came from inside as far as the client takes it. */
void edge_pump(struct edge *c);

#endif
