/* LISTEN and NOTIFY on a connection of their own. A notice is a hint: receivers re-read. */
#ifndef TASUKI_DB_LISTEN_H
#define TASUKI_DB_LISTEN_H

#include "base/str.h"

struct loop;
struct listener;

struct listener_options {
	const char *conninfo;        /* kept */
	const char *const *channels; /* NULL-terminated, at most 16 words of a-z 0-9 _; kept */
	/* A notice came in; both borrowed. */
	void (*notice)(void *arg, struct str channel, struct str payload);
	/* LISTEN is in force (again): what was notified meanwhile is lost, re-read now. */
	void (*restored)(void *arg);
	void *arg;
};

struct listener *listener_create(struct loop *loop, const struct listener_options *o);
void listener_destroy(struct listener **l);
/* True while LISTEN is in force. */
bool listener_up(const struct listener *l);
/* Sends NOTIFY channel, payload (< 8,000 bytes; both copied) on this connection, outside any transaction; dropped when not
 * connected. It comes back to this listener as well when it listens to that channel. */
void listener_notify(struct listener *l, struct str channel, struct str payload);

#endif
