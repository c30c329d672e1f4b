/*
 * Framed messages between processes of this machine over AF_UNIX stream sockets: u32 length (host order) and that many bytes. Sending never
 * blocks and never calls back; what the other side does not take yet is kept.
 */
#ifndef TASUKI_LOOP_CHAN_H
#define TASUKI_LOOP_CHAN_H

#include "base/str.h"

struct chan;
struct chan_listener;
struct loop;

#define CHAN_FRAME_MAX (256 * 1024)

struct chan_events {
	/* One whole message, borrowed. */
	void (*message)(void *arg, struct chan *c, struct str bytes);
	/* The other side has gone or broke the framing; c is destroyed after this returns. */
	void (*closed)(void *arg, struct chan *c);
	void *arg;
};

/* NULL when nobody listens there (AF_UNIX connects at once). */
struct chan *chan_connect(struct loop *loop, const char *path, const struct chan_events *events);
void chan_send(struct chan *c, const struct str *parts, size_t count);
/* Closes without calling `closed`. Null-safe; nulls. */
void chan_destroy(struct chan **c);
/* Bytes not yet taken by the other side. */
size_t chan_backlog(const struct chan *c);

/* Accepts connections of the same OS user only (SO_PEERCRED); accepted hands each over. An old socket file is replaced. NULL: errno. */
struct chan_listener *chan_listen(struct loop *loop, const char *path, void (*accepted)(void *arg, struct chan *c),
                                  const struct chan_events *events);
void chan_listener_destroy(struct chan_listener **l);

#endif
