/* Frames on their way to one WebSocket client: queued as references, sent once a loop turn. */
#ifndef TASUKI_NET_SOCK_H
#define TASUKI_NET_SOCK_H

#include "net/edge.h"

#define SOCK_MAGIC 0x736f636bu

struct lws;

struct sock {
	unsigned magic;
	bool opened;             /* the program knows it as open */
	bool closing;            /* nothing of the program's goes out any more */
	struct edge *edge;       /* NULL: the client is gone */
	struct lws *wsi;         /* NULL: libwebsockets is through with it */
	struct sock *next, **at; /* of the side's list */
	void *user;
	struct wsframe in, out;
	struct buf message; /* inbound, until whole */
	struct frame **queue;
	uint16_t queue_n, queue_room;
	uint32_t queued; /* bytes */
};

struct sock *sock_create(struct edge *c, void *keep_user);
void sock_free(struct sock **s);
/* What is queued will not be sent. */
void sock_drop_queue(struct sock *s);
/* Asks the client for a sign of life, if the line is free. */
void sock_ping(struct sock *s);
/* Sends what is queued as far as the client takes it; nothing without a socket, or while a frame of libwebsockets is half out. */
void sock_flush(struct edge *c);
/* Closes with a frame of the edge's own, where one may be sent now. */
void sock_end(struct sock *s, int code, const char *reason);

#endif
