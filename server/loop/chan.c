#include "loop/chan.h"

#include "base/buf.h"
#include "base/check.h"
#include "loop/loop.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct chan {
	unsigned magic;
	int fd;
	struct watch *watch;
	struct chan_events events;
	struct buf in, out;
	bool in_callback, destroyed;
};

#define CHAN_MAGIC 0xc4a2c4a2u

struct chan_listener {
	int fd;
	struct loop *loop;
	struct watch *watch;
	void (*accepted)(void *arg, struct chan *c);
	struct chan_events events;
};

static bool address_of(const char *path, struct sockaddr_un *out)
{
	*out = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof(out->sun_path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(out->sun_path, path, strlen(path));
	return true;
}

static void on_unwatched(void *arg)
{
	struct chan *c = arg;

	(void)close(c->fd);
	buf_finish(&c->in);
	buf_finish(&c->out);
	c->magic = 0;
	free(c);
}

void chan_destroy(struct chan **c)
{
	struct chan *gone = *c;

	*c = NULL;
	if (gone == NULL || gone->destroyed)
		return;
	check_magic(gone, CHAN_MAGIC);
	gone->destroyed = true;
	if (!gone->in_callback)
		watch_destroy(&gone->watch, on_unwatched, gone);
}

static void lost(struct chan *c)
{
	if (!c->destroyed) {
		c->destroyed = true;
		c->events.closed(c->events.arg, c);
	}
}

/* Hands over the whole messages at the head of c->in. */
static void deliver(struct chan *c)
{
	size_t at = 0;
	uint32_t length;

	while (!c->destroyed && c->in.n - at >= sizeof(length)) {
		memcpy(&length, c->in.p + at, sizeof(length));
		if (length > CHAN_FRAME_MAX) {
			lost(c);
			return;
		}
		if (c->in.n - at - sizeof(length) < length)
			break;
		c->events.message(c->events.arg, c, (struct str){c->in.p + at + sizeof(length), length});
		at += sizeof(length) + length;
	}
	buf_drop(&c->in, at);
}

static void on_readable(struct chan *c)
{
	ssize_t got = recv(c->fd, buf_reserve(&c->in, 65536), 65536, MSG_DONTWAIT);

	if (got > 0) {
		c->in.n += (size_t)got;
		deliver(c);
	} else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
		lost(c);
	}
}

static void flush(struct chan *c)
{
	while (c->out.n > 0) {
		ssize_t sent = send(c->fd, c->out.p, c->out.n, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (sent < 0) /* a broken line shows itself to the reader */
			break;
		buf_drop(&c->out, (size_t)sent);
	}
	watch_set(c->watch, LOOP_READ | (c->out.n > 0 ? LOOP_WRITE : 0));
}

static void on_ready(void *arg, int events)
{
	struct chan *c = arg;

	check_magic(c, CHAN_MAGIC);
	c->in_callback = true;
	if (events & LOOP_WRITE)
		flush(c);
	if (events & LOOP_READ)
		on_readable(c);
	c->in_callback = false;
	if (c->destroyed)
		watch_destroy(&c->watch, on_unwatched, c);
}

static struct chan *adopt(struct loop *loop, int fd, const struct chan_events *events)
{
	struct chan *c = calloc(1, sizeof(*c));

	check(c != NULL && events->message != NULL && events->closed != NULL);
	*c = (struct chan){.magic = CHAN_MAGIC, .fd = fd, .events = *events};
	c->watch = watch_create(loop, fd, on_ready, c);
	watch_set(c->watch, LOOP_READ);
	return c;
}

struct chan *chan_connect(struct loop *loop, const char *path, const struct chan_events *events)
{
	struct sockaddr_un address;
	int fd;

	if (!address_of(path, &address))
		return NULL;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return NULL;
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) != 0) {
		(void)close(fd);
		return NULL;
	}
	return adopt(loop, fd, events);
}

void chan_send(struct chan *c, const struct str *parts, size_t count)
{
	uint32_t length = 0;

	check_magic(c, CHAN_MAGIC);
	for (size_t i = 0; i < count; i++)
		length += (uint32_t)parts[i].n;
	check(length <= CHAN_FRAME_MAX);
	buf_add(&c->out, &length, sizeof(length));
	for (size_t i = 0; i < count; i++)
		buf_add_str(&c->out, parts[i]);
	if (!c->destroyed)
		flush(c);
}

size_t chan_backlog(const struct chan *c)
{
	return c->out.n;
}

static bool same_user(int fd)
{
	struct ucred cred;
	socklen_t size = sizeof(cred);

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &cred, &size) == 0 && cred.uid == getuid();
}

static void on_connect(void *arg, int events)
{
	struct chan_listener *l = arg;
	int fd;

	(void)events;
	while ((fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0)
		if (same_user(fd))
			l->accepted(l->events.arg, adopt(l->loop, fd, &l->events));
		else
			(void)close(fd);
}

struct chan_listener *chan_listen(struct loop *loop, const char *path, void (*accepted)(void *arg, struct chan *c),
                                  const struct chan_events *events)
{
	struct sockaddr_un address;
	struct chan_listener *l;
	int fd;

	if (!address_of(path, &address))
		return NULL;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return NULL;
	(void)unlink(path);
	if (bind(fd, (const struct sockaddr *)&address, sizeof(address)) != 0 || listen(fd, 64) != 0) {
		int why = errno;

		(void)close(fd);
		errno = why;
		return NULL;
	}
	l = calloc(1, sizeof(*l));
	check(l != NULL);
	*l = (struct chan_listener){.fd = fd, .loop = loop, .accepted = accepted, .events = *events};
	l->watch = watch_create(loop, fd, on_connect, l);
	watch_set(l->watch, LOOP_READ);
	return l;
}

static void on_listener_unwatched(void *arg)
{
	struct chan_listener *l = arg;

	(void)close(l->fd);
	free(l);
}

void chan_listener_destroy(struct chan_listener **l)
{
	if (*l == NULL)
		return;
	watch_destroy(&(*l)->watch, on_listener_unwatched, *l);
	*l = NULL;
}
