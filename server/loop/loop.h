/* The one event loop of a process (libuv). Everything else hangs on it; there are no threads but the bounded work pool. */
#ifndef TASUKI_LOOP_LOOP_H
#define TASUKI_LOOP_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct loop;
struct timer;
struct uv_loop_s;

struct loop *loop_create(void);
/* Runs remaining close callbacks; every handle must have been closed by its owner. Null-safe; nulls. */
void loop_destroy(struct loop **l);
void loop_run(struct loop *l);
void loop_stop(struct loop *l);
/* For the libraries that hang on libuv themselves (net/, db/ only). */
struct uv_loop_s *loop_uv(struct loop *l);

/* Calls cb once at the end of this loop turn (before polling again). May be used from inside a deferred call. */
void loop_defer(struct loop *l, void (*cb)(void *arg), void *arg);

/* Fires every `every_ms` of real time (short beats; compare with clock_ms or clock_steady_ms for what depends on time, so that a
 * test's clock moves it). */
struct timer *timer_every(struct loop *l, uint64_t every_ms, void (*cb)(void *arg), void *arg);
/* Fires once after `ms` of real time; the handle must still be destroyed. */
struct timer *timer_once(struct loop *l, uint64_t ms, void (*cb)(void *arg), void *arg);
void timer_destroy(struct timer **t);

/* Calls cb for each arrival of the signal until the loop is destroyed. */
void loop_on_signal(struct loop *l, int number, void (*cb)(void *arg, int signal), void *arg);

/* Watches a descriptor; events are LOOP_READ | LOOP_WRITE. Setting equal interest costs nothing (pitfall E7). */
enum { LOOP_READ = 1, LOOP_WRITE = 2 };
struct watch;
struct watch *watch_create(struct loop *l, int fd, void (*cb)(void *arg, int events), void *arg);
void watch_set(struct watch *w, int events);
/* Stops watching; calls closed (may be NULL) when the descriptor may be closed (pitfall E5). */
void watch_destroy(struct watch **w, void (*closed)(void *arg), void *arg);

/* Runs `work` on the pool (size fixed at 4; UV_THREADPOOL_SIZE), then `done` on the loop. Neither may touch the other's data. */
void loop_work(struct loop *l, void (*work)(void *arg), void (*done)(void *arg), void *arg);

#endif
