/* What the files of loop/ share. Not for other folders. */
#ifndef TASUKI_LOOP_LOOP_OWN_H
#define TASUKI_LOOP_LOOP_OWN_H

#include "loop/loop.h"

#include <stddef.h>
#include <uv.h>

#define LOOP_MAGIC 0x6c6f6f70u

struct deferred {
	void (*cb)(void *arg);
	void *arg;
};

struct deferred_list {
	struct deferred *at;
	size_t n, room;
};

struct loop_signal {
	struct loop_signal *next;
	uv_signal_t uv;
	void (*cb)(void *arg, int signal);
	void *arg;
};

/*
 * Watches hang on an epoll instance of the loop's own, which libuv watches as one descriptor: changing the interest of a watch is
 * then one system call, where libuv would take the descriptor out, put it in again and walk the events of the turn.
 */
struct loop {
	unsigned magic;
	uv_loop_t uv;
	uv_prepare_t before_poll; /* active while something is deferred */
	uv_idle_t no_sleep;       /* active when deferred calls keep deferring */
	struct deferred_list deferred, running;
	int epoll;
	uv_poll_t epoll_ready;
	int watched; /* watches with an interest */
	struct loop_signal *signals;
	size_t works; /* on the pool now */
};

/* watch.c: the epoll instance; called by loop_create and loop_destroy. */
void watch_loop_start(struct loop *l);
void watch_loop_stop(struct loop *l);
/* sig.c: closes the signal handles. */
void sig_loop_stop(struct loop *l);

#endif
