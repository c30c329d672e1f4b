#include "keys/link.h"

#include "base/check.h"
#include "loop/loop.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINK_MAGIC 0x6c696e6bu
#define READ_ROOM 65536
#define UNSENT_MAX (4u << 20) /* whoever lets so much lie does not read */

struct link {
	unsigned magic;
	int fd;
	struct watch *watch;
	struct link_user user;
	void *arg;
	struct buf in, out;
	bool dead;   /* destroyed; freed at the end of the turn */
	bool broken; /* cannot be sent to; its end is seen by the next read */
};

static void set_interest(struct link *l)
{
	watch_set(l->watch, LOOP_READ | (l->out.n > 0 && !l->broken ? LOOP_WRITE : 0));
}

void link_flush(struct link *l)
{
	check_magic(l, LINK_MAGIC);
	while (l->out.n > 0 && !l->broken) {
		ssize_t sent = send(l->fd, l->out.p, l->out.n, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && l->out.n <= UNSENT_MAX)
			break;
		if (sent < 0)
			l->broken = true;
		else
			buf_drop(&l->out, (size_t)sent);
	}
	if (l->broken)
		(void)shutdown(l->fd, SHUT_RDWR);
	if (l->out.n == 0)
		buf_finish(&l->out);
	set_interest(l);
}

/* The bytes of all whole frames, or SIZE_MAX: what came is no frame, or the user refused one, or destroyed the link. */
static size_t take_frames(struct link *l)
{
	enum wire_taken taken;
	struct wire_frame f;
	size_t at = 0, used;

	while ((taken = wire_take(str_part(buf_str(&l->in), at, l->in.n), &f, &used)) == WIRE_ONE) {
		if (!l->user.frame(l->arg, &f) || l->dead)
			return SIZE_MAX;
		at += used;
	}
	return taken == WIRE_MORE ? at : SIZE_MAX;
}

static bool read_some(struct link *l)
{
	ssize_t got = recv(l->fd, buf_reserve(&l->in, READ_ROOM), READ_ROOM, MSG_DONTWAIT);
	size_t taken;

	if (got < 0)
		return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
	if (got == 0)
		return false;
	l->in.n += (size_t)got;
	taken = take_frames(l);
	if (taken == SIZE_MAX)
		return false;
	buf_drop(&l->in, taken);
	if (l->in.n == 0)
		buf_finish(&l->in);
	return true;
}

static void ready(void *arg, int events)
{
	struct link *l = arg;

	check_magic(l, LINK_MAGIC);
	if (events & LOOP_WRITE)
		link_flush(l);
	if ((events & LOOP_READ) && !read_some(l) && !l->dead)
		l->user.gone(l->arg);
}

struct link *link_create(struct loop *loop, int take_fd, const struct link_user *user, void *arg)
{
	struct link *l = calloc(1, sizeof(*l));

	check(l != NULL && take_fd >= 0 && user != NULL && user->frame != NULL && user->gone != NULL);
	*l = (struct link){.magic = LINK_MAGIC, .fd = take_fd, .user = *user, .arg = arg};
	l->watch = watch_create(loop, take_fd, ready, l);
	watch_set(l->watch, LOOP_READ);
	return l;
}

static void bury(void *arg)
{
	struct link *l = arg;

	check_magic(l, LINK_MAGIC);
	(void)close(l->fd);
	buf_finish(&l->in);
	buf_finish(&l->out);
	l->magic = 0;
	free(l);
}

void link_destroy(struct link **lp)
{
	struct link *l;

	check(lp != NULL);
	l = *lp;
	*lp = NULL;
	if (l == NULL)
		return;
	check_magic(l, LINK_MAGIC);
	l->dead = true;
	watch_destroy(&l->watch, bury, l);
}

struct buf *link_out(struct link *l)
{
	check_magic(l, LINK_MAGIC);
	return &l->out;
}
