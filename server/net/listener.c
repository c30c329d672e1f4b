#include "net/listener.h"

#include "base/check.h"
#include "base/log.h"
#include "loop/loop.h"
#include "net/edge.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024
#define ACCEPTS_PER_EVENT 64

struct listener {
	struct listener *next;
	struct net_server *server;
	struct watch *watch;
	int fd;
	bool proxied;
	char *path; /* of a unix socket, to be removed */
};

union any_address {
	struct sockaddr any;
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	struct sockaddr_un un;
};

static struct peer peer_of(const union any_address *a)
{
	struct peer p = {{0}};

	if (a->any.sa_family == AF_INET6) {
		memcpy(p.b, &a->in6.sin6_addr, 16);
	} else if (a->any.sa_family == AF_INET) {
		p.b[10] = p.b[11] = 0xff;
		memcpy(p.b + 12, &a->in.sin_addr, 4);
	}
	return p;
}

/* False: nothing is waiting, or no descriptor is left for it. */
static bool accept_one(struct listener *l)
{
	union any_address from = {0};
	socklen_t n = sizeof(from);
	int fd = accept4(l->fd, &from.any, &n, SOCK_NONBLOCK | SOCK_CLOEXEC), on = 1;
	struct peer peer;

	if (fd < 0 && (errno == ECONNABORTED || errno == EINTR))
		return true;
	if (fd < 0 && errno != EAGAIN) /* no descriptors, no memory: until the next sweep */
		watch_set(l->watch, 0);
	if (fd < 0)
		return false;
	if (l->server->conns >= (size_t)l->server->o.connections_max) {
		(void)close(fd);
		return true;
	}
	if (from.any.sa_family != AF_UNIX)
		(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	peer = peer_of(&from);
	(void)edge_create(l->server, fd, &peer, l->proxied);
	return true;
}

static void incoming(void *arg, int events)
{
	struct listener *l = arg;

	(void)events;
	for (int i = 0; i < ACCEPTS_PER_EVENT; i++)
		if (!accept_one(l))
			return;
}

static struct listener *listener_add(struct net_server *s, int fd, bool proxied, const char *path)
{
	struct listener *l = calloc(1, sizeof(*l));

	check(l != NULL);
	l->server = s;
	l->fd = fd;
	l->proxied = proxied;
	l->path = path ? strdup(path) : NULL;
	l->watch = watch_create(s->loop, fd, incoming, l);
	watch_set(l->watch, LOOP_READ);
	l->next = s->listeners;
	s->listeners = l;
	return l;
}

static socklen_t address_parse(const char *text, int port, union any_address *a)
{
	*a = (union any_address){0};
	if (inet_pton(AF_INET6, text, &a->in6.sin6_addr) == 1) {
		a->in6.sin6_family = AF_INET6;
		a->in6.sin6_port = htons((uint16_t)port);
		return sizeof(a->in6);
	}
	if (inet_pton(AF_INET, text, &a->in.sin_addr) == 1) {
		a->in.sin_family = AF_INET;
		a->in.sin_port = htons((uint16_t)port);
		return sizeof(a->in);
	}
	return 0;
}

static int tcp_listen(const union any_address *a, socklen_t n)
{
	int fd = socket(a->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1, off = 0;

	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (a->any.sa_family == AF_INET6)
		(void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) == 0 && bind(fd, &a->any, n) == 0 &&
	    listen(fd, BACKLOG) == 0)
		return fd;
	(void)close(fd);
	return -1;
}

static bool open_tls(struct net_server *s, const char **why_r)
{
	union any_address a;
	socklen_t n = address_parse(s->o.address, s->o.port, &a);
	int fd;

	*why_r = "listen.address is not an address";
	if (n == 0)
		return false;
	fd = tcp_listen(&a, n);
	if (fd < 0 && strcmp(s->o.address, "::") == 0) { /* a machine without IPv6 */
		n = address_parse("0.0.0.0", s->o.port, &a);
		fd = tcp_listen(&a, n);
	}
	*why_r = "cannot listen on the TLS port: is it taken?";
	if (fd < 0)
		return false;
	(void)listener_add(s, fd, false, NULL);
	return true;
}

static bool somebody_listens(const union any_address *a)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool yes = fd >= 0 && connect(fd, &a->any, sizeof(a->un)) == 0;

	if (fd >= 0)
		(void)close(fd);
	return yes;
}

/* Of several workers the first holds the socket; when it is gone, the next that starts takes it. */
static bool open_unix(struct net_server *s, const char **why_r)
{
	union any_address a = {.un.sun_family = AF_UNIX};
	int fd;

	*why_r = "the path of listen.plain is too long";
	if (strlen(s->o.plain) >= sizeof(a.un.sun_path))
		return false;
	memcpy(a.un.sun_path, s->o.plain, strlen(s->o.plain) + 1);
	if (somebody_listens(&a)) {
		log_info("plain_listener_held", LOG_WORD("by", "another worker"));
		return true;
	}
	(void)unlink(s->o.plain);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	*why_r = "cannot listen on the unix socket of listen.plain";
	if (fd < 0)
		return false;
	if (bind(fd, &a.any, sizeof(a.un)) != 0 || chmod(s->o.plain, 0660) != 0 || listen(fd, BACKLOG) != 0) {
		(void)close(fd);
		return false;
	}
	(void)listener_add(s, fd, true, s->o.plain);
	return true;
}

static bool is_loopback(const union any_address *a)
{
	if (a->any.sa_family == AF_INET)
		return ntohl(a->in.sin_addr.s_addr) >> 24 == 127;
	return IN6_IS_ADDR_LOOPBACK(&a->in6.sin6_addr);
}

/* "127.0.0.1:8080" or "[::1]:8080": whoever can connect there says whose connection it is, so it must stay on this machine. */
static bool open_loopback(struct net_server *s, const char **why_r)
{
	struct str text = str_of(s->o.plain);
	const char *colon = strrchr(s->o.plain, ':');
	size_t skip = text.p[0] == '[', n = colon ? (size_t)(colon - text.p) : 0;
	char host[64] = "";
	long long port = 0;
	union any_address a;
	socklen_t size;
	int fd;

	*why_r = "listen.plain must be a path or a loopback address with a port";
	if (colon == NULL || n < 2 * skip + 1 || n - 2 * skip >= sizeof(host) || !str_to_i64(str_of(colon + 1), &port) ||
	    port > 65535)
		return false;
	memcpy(host, text.p + skip, n - 2 * skip);
	size = address_parse(host, (int)port, &a);
	if (size == 0 || !is_loopback(&a))
		return false;
	*why_r = "cannot listen on the address of listen.plain: is it taken?";
	fd = tcp_listen(&a, size);
	if (fd < 0)
		return false;
	(void)listener_add(s, fd, true, NULL);
	return true;
}

bool listener_open_all(struct net_server *s, const char **why_r)
{
	if (s->o.port > 0 && !open_tls(s, why_r))
		return false;
	if (s->o.plain == NULL || s->o.plain[0] == '\0')
		return true;
	return s->o.plain[0] == '/' ? open_unix(s, why_r) : open_loopback(s, why_r);
}

static void listener_free(void *arg)
{
	struct listener *l = arg;

	(void)close(l->fd);
	free(l->path);
	free(l);
}

void listener_close_all(struct net_server *s)
{
	while (s->listeners != NULL) {
		struct listener *l = s->listeners;

		s->listeners = l->next;
		if (l->path != NULL)
			(void)unlink(l->path);
		watch_destroy(&l->watch, listener_free, l);
	}
}

void listener_resume(struct net_server *s)
{
	for (struct listener *l = s->listeners; l != NULL; l = l->next)
		watch_set(l->watch, LOOP_READ);
}
