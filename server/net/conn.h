/*
 * One client connection in the edge. Bytes of the client are taken in conn_in.c, bytes for the client sent in conn_out.c; the
 * rest of its life is here. A destroyed connection is freed at the end of the loop turn, so a caller may still look at its phase.
 */
#ifndef TASUKI_NET_CONN_H
#define TASUKI_NET_CONN_H

#include "net/net_own.h"

/* Takes the descriptor over. proxied: on the plain listener (PROXY header first, no TLS). */
struct conn *conn_create(struct net_server *s, int fd, const struct peer *peer, bool proxied);
/* Ends it at once, without a word to the client; tells whoever holds on to it. Harmless when it is gone already. */
void conn_destroy(struct conn *c);
/* Nothing more comes from inside: what is on its way out is sent, then close_notify and FIN; what the client still sends is
 * dropped. */
void conn_end(struct conn *c);
/* Answers with the error and ends. Only while no answer is under way. */
void conn_refuse(struct conn *c, enum err e);
/* Moves to the phase's list and takes the time. */
void conn_phase(struct conn *c, enum phase phase);
/* A WebSocket, from the program's consent on. */
bool conn_is_live(const struct conn *c);
/* Counts the connection into the limit of its source; ends it when that is full. */
bool conn_admit(struct conn *c);
/* What to watch for follows from the phase; call after anything changed. */
void conn_watch(struct conn *c);
/* Makes the socketpair; returns the other end (the caller's to give away), or -1. */
int conn_pair(struct conn *c);
/* Gives our end back. */
void conn_unpair(struct conn *c);
/* Has this connection looked at once at the end of the turn: queued frames go out; pump: libmicrohttpd has written something. */
void conn_mark(struct conn *c, bool pump);

/* conn_io.c: bytes, through TLS or not. > 0 bytes done; 0 = would block; -1 = over. */
ssize_t conn_read(struct conn *c, char *p, size_t n);
ssize_t conn_write(struct conn *c, const char *p, size_t n);
/* Runs the TLS handshake; 1 = done, 0 = would block, -1 = over. */
int conn_shake(struct conn *c);
bool conn_has_pending(const struct conn *c);
/* close_notify and FIN. */
void conn_shut(struct conn *c);

/* conn_in.c */
/* The client's descriptor is readable, or there may be bytes that were not looked at. */
void conn_receive(struct conn *c);
/* Whether bytes of the client are of use now. */
bool conn_wants(const struct conn *c);
/* For the pair, or kept until it has room. */
void conn_inward(struct conn *c, struct str bytes);
/* The pair may have room again. */
void conn_inward_flush(struct conn *c);

/* conn_out.c */
/* To the client, or kept until it can take more. */
void conn_send(struct conn *c, struct str bytes);
/* The client may take more. */
void conn_send_flush(struct conn *c);
/* Takes what came from inside as far as the client takes it. */
void conn_pump(struct conn *c);

#endif
