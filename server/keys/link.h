/* One connection of the key holder's socket, either side: whole frames in, frames out, no blocking. */
#ifndef TASUKI_KEYS_LINK_H
#define TASUKI_KEYS_LINK_H

#include "keys/wire.h"

struct link;
struct loop;

struct link_user {
	/* Each frame, in order. False: it must not be; gone follows. May destroy the link. */
	bool (*frame)(void *arg, const struct wire_frame *f);
	/* Once: the other side is gone, does not read, or broke the protocol. Destroys the link. Never from inside a call of the
	 * functions below. */
	void (*gone)(void *arg);
};

/* The descriptor (non-blocking) is taken. */
struct link *link_create(struct loop *l, int take_fd, const struct link_user *user, void *arg);
/* Null-safe; nulls. Nothing is called any more; what was not sent is dropped and wiped. */
void link_destroy(struct link **l);
/* Where frames for the other side are appended; link_flush sends them, now or when the socket takes them. */
struct buf *link_out(struct link *l);
void link_flush(struct link *l);

#endif
