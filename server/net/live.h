/*
 * WebSocket connections. The handshake is held until the program above has decided on it (that takes a statement); then frames
 * come in whole, and go out once encoded for any number of sockets. Behind it: edge and libwebsockets.
 */
#ifndef TASUKI_NET_LIVE_H
#define TASUKI_NET_LIVE_H

#include "base/err.h"
#include "base/str.h"

struct handshake; /* a WebSocket request that waits for its decision */
struct sock;      /* an open WebSocket */
struct frame;     /* a text message encoded once, reference-counted */

#define LIVE_FRAME_IN_MAX 65536        /* bytes of one inbound message; over it 1009 */
#define LIVE_BACKLOG_MAX (1024 * 1024) /* bytes not yet taken by a slow reader; over it 1013 */

/* Borrowed until the decision. */
bool handshake_cookie(const struct handshake *h, struct str name, struct str *out_r);
struct str handshake_peer(const struct handshake *h);
/* Decide, exactly once: open it (keep_user comes back with every callback) or refuse with the error's HTTP answer. */
void handshake_accept(struct handshake **h, void *keep_user);
void handshake_refuse(struct handshake **h, enum err e);

struct live_app {
	/* Origin, path (/live), version and subprotocol (tasuki.1) were checked; a handshake the client abandons calls
	 * `abandoned`. */
	void (*handshake)(void *arg, struct handshake *h);
	void (*abandoned)(void *arg, struct handshake *h);
	/* After handshake_accept the socket is open. */
	void (*opened)(void *user, struct sock *s);
	/* One whole text message, valid UTF-8, borrowed. */
	void (*text)(void *user, struct sock *s, struct str message);
	/* Last call for this socket, however it ended; s is gone afterwards. Also called for accepted ones that never opened (s
	 * NULL). */
	void (*closed)(void *user, struct sock *s);
	void *arg;
};

/* Encodes a text message; starts with one reference. */
struct frame *frame_create(struct str message);
void frame_unref(struct frame **f);

/* Sends now if the line is free, else queues (the frame is referenced). A reader over LIVE_BACKLOG_MAX is cut off with 1013.
 * Order is kept. Never calls back into the program before returning. */
void sock_send(struct sock *s, struct frame *f);
/* Bytes sent that the client has not taken yet; 0 when it is gone. */
size_t sock_backlog(const struct sock *s);
/* Closes with a code and a short reason of the program's; nothing queued or sent later goes out. `closed` follows later. */
void sock_close(struct sock *s, int code, const char *reason);

#endif
