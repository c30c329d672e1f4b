#include "loop/loop_own.h"

#include "base/check.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#define WATCH_MAGIC 0x77617463u
/* Events taken in one turn; the rest is taken in the next. */
#define BATCH 512

struct watch {
	unsigned magic;
	int fd;
	struct loop *loop;
	uint8_t events;
	bool dead;
	void (*cb)(void *arg, int events);
	void (*closed)(void *arg);
	void *arg; /* of a dead one: closed's */
};

/* An error or hang-up is reported as whatever the owner waits for: its next read or write meets it. */
static int events_of(const struct watch *w, uint32_t epoll)
{
	int events = 0;

	if (epoll & EPOLLIN)
		events |= LOOP_READ;
	if (epoll & EPOLLOUT)
		events |= LOOP_WRITE;
	if (epoll & (EPOLLERR | EPOLLHUP))
		events |= LOOP_READ | LOOP_WRITE;
	return events & w->events;
}

static void ready(uv_poll_t *poll, int status, int uv_events)
{
	struct loop *l = poll->data;
	struct epoll_event batch[BATCH];
	int n;

	(void)status;
	(void)uv_events;
	check_magic(l, LOOP_MAGIC);
	n = epoll_wait(l->epoll, batch, BATCH, 0);
	check(n >= 0 || errno == EINTR);
	for (int i = 0; i < n; i++) {
		struct watch *w = batch[i].data.ptr;
		int events;

		check_magic(w, WATCH_MAGIC);
		events = w->dead ? 0 : events_of(w, batch[i].events);
		if (events != 0)
			w->cb(w->arg, events);
	}
}

void watch_loop_start(struct loop *l)
{
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	check(l->epoll >= 0);
	check(uv_poll_init(&l->uv, &l->epoll_ready, l->epoll) == 0);
	l->epoll_ready.data = l;
	check(uv_poll_start(&l->epoll_ready, UV_READABLE, ready) == 0);
	uv_unref((uv_handle_t *)&l->epoll_ready);
}

static void epoll_closed(uv_handle_t *handle)
{
	struct loop *l = handle->data;

	check(close(l->epoll) == 0);
}

void watch_loop_stop(struct loop *l)
{
	uv_close((uv_handle_t *)&l->epoll_ready, epoll_closed);
}

struct watch *watch_create(struct loop *l, int fd, void (*cb)(void *arg, int events), void *arg)
{
	struct watch *w = calloc(1, sizeof(*w));

	check_magic(l, LOOP_MAGIC);
	check(w != NULL && fd >= 0 && cb != NULL);
	w->magic = WATCH_MAGIC;
	w->fd = fd;
	w->loop = l;
	w->cb = cb;
	w->arg = arg;
	return w;
}

/* Libraries (libpq while it tries addresses) may have closed a watched descriptor behind our back; the kernel forgot it then. */
static void watch_ctl(struct watch *w, int events)
{
	int op = w->events == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
	struct epoll_event e = {.data.ptr = w};
	int failed;

	if (events & LOOP_READ)
		e.events |= EPOLLIN;
	if (events & LOOP_WRITE)
		e.events |= EPOLLOUT;
	failed = epoll_ctl(w->loop->epoll, op, w->fd, &e) == 0 ? 0 : errno;
	if (op == EPOLL_CTL_MOD && failed == ENOENT)
		failed = epoll_ctl(w->loop->epoll, EPOLL_CTL_ADD, w->fd, &e) == 0 ? 0 : errno;
	check(failed == 0 || (op == EPOLL_CTL_DEL && (failed == ENOENT || failed == EBADF)));
	w->events = (uint8_t)events;
}

/* A loop lives as long as something is watched; the loop's own epoll descriptor does not count by itself. */
static void count_interest(struct loop *l, int by)
{
	l->watched += by;
	if (l->watched == 0)
		uv_unref((uv_handle_t *)&l->epoll_ready);
	else if (by > 0 && l->watched == 1)
		uv_ref((uv_handle_t *)&l->epoll_ready);
}

void watch_set(struct watch *w, int events)
{
	int before;

	check_magic(w, WATCH_MAGIC);
	check(!w->dead && (events & ~(LOOP_READ | LOOP_WRITE)) == 0);
	before = w->events;
	if (events == before)
		return;
	watch_ctl(w, events);
	if (before == 0)
		count_interest(w->loop, 1);
	else if (events == 0)
		count_interest(w->loop, -1);
}

/* Freed at the end of the turn: the batch of events under way may still name it. */
static void bury(void *arg)
{
	struct watch *w = arg;

	check_magic(w, WATCH_MAGIC);
	if (w->closed != NULL)
		w->closed(w->arg);
	w->magic = 0;
	free(w);
}

void watch_destroy(struct watch **wp, void (*closed)(void *arg), void *arg)
{
	struct watch *w;

	check(wp != NULL);
	w = *wp;
	if (w == NULL)
		return;
	watch_set(w, 0);
	w->dead = true;
	w->closed = closed;
	w->arg = arg;
	loop_defer(w->loop, bury, w);
	*wp = NULL;
}
