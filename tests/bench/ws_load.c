/*
 * Opens N WebSockets over TLS, has a few of them send messages at a rate, and reports what arrives: deliveries, latency percentiles, what was lost.
 *
 *   ws_load HOST PORT PATH COOKIE ORIGIN CONNECTIONS MESSAGES_PER_S SECONDS [SERVER_PID] [BYTES]
 *
 * COOKIE may be "". With SERVER_PID the CPU time of that process per delivery and its memory per connection are reported as well. A message is
 * a JSON text with the time of sending, so sender and receiver must be this one process. MESSAGES_PER_S 0 = idle memory only.
 *
 * gcc -O2 -D_GNU_SOURCE tests/bench/ws_load.c -lssl -lcrypto
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define RECEIVE 65536
#define SAMPLES_MAX 4000000
#define MARK "\"sent\":"

struct client {
	SSL *ssl;
	int fd;
	bool open;
	size_t n, room; /* of a frame that came in pieces */
	char *bytes;
};

struct load {
	const char *host, *port, *path, *cookie, *origin;
	int connections, rate, seconds, payload;
	long pid;
	SSL_CTX *ctx;
	struct client *clients;
	int epoll;
	uint64_t delivered, sent, bytes, failures;
	uint32_t *samples; /* µs */
	size_t samples_n;
};

static uint64_t now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

static void die(const char *what)
{
	(void)fprintf(stderr, "ws_load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int dial(const struct load *l)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(l->port))};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || inet_pton(AF_INET, l->host, &a.sin_addr) != 1 || connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0)
		die("connect");
	return fd;
}

static void say_hello(const struct load *l, struct client *c)
{
	char head[2048];
	int n = snprintf(head, sizeof(head),
	                 "GET %s HTTP/1.1\r\nHost: %s:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
	                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: tasuki.1\r\nOrigin: %s\r\n%s%s%s\r\n",
	                 l->path, l->host, l->port, l->origin, l->cookie[0] ? "Cookie: " : "", l->cookie, l->cookie[0] ? "\r\n" : "");

	if (SSL_write(c->ssl, head, n) != n)
		die("handshake");
}

/* Reads up to the end of the answer's head; what follows stays in c->bytes. */
static void hear_hello(struct client *c)
{
	char *end = NULL;

	while (end == NULL) {
		int n;

		if (c->room < c->n + 4096)
			c->bytes = realloc(c->bytes, c->room = c->n + 4096);
		n = SSL_read(c->ssl, c->bytes + c->n, 4095);
		if (n <= 0)
			die("no answer to the handshake");
		c->n += (size_t)n;
		c->bytes[c->n] = '\0';
		end = strstr(c->bytes, "\r\n\r\n");
	}
	if (strncmp(c->bytes, "HTTP/1.1 101", 12) != 0) {
		(void)fprintf(stderr, "%.*s\n", 60, c->bytes);
		exit(1);
	}
	end += 4;
	c->n -= (size_t)(end - c->bytes);
	memmove(c->bytes, end, c->n);
}

static void client_open(struct load *l, struct client *c)
{
	int flags;
	struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};

	c->fd = dial(l);
	c->ssl = SSL_new(l->ctx);
	if (c->ssl == NULL || SSL_set_fd(c->ssl, c->fd) != 1 || SSL_connect(c->ssl) != 1)
		die("TLS");
	say_hello(l, c);
	hear_hello(c);
	flags = fcntl(c->fd, F_GETFL);
	(void)fcntl(c->fd, F_SETFL, flags | O_NONBLOCK);
	if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &e) != 0)
		die("epoll_ctl");
	c->open = true;
}

static void delivered(struct load *l, const char *p, size_t n)
{
	const char *mark = memmem(p, n, MARK, sizeof(MARK) - 1);

	if (mark == NULL)
		return;
	l->delivered++;
	if (l->samples_n < SAMPLES_MAX)
		l->samples[l->samples_n++] = (uint32_t)(now_us() - strtoull(mark + sizeof(MARK) - 1, NULL, 10));
}

/* Takes one whole frame off the front of p; 0 when there is none. */
static size_t frame_take(struct load *l, struct client *c, const unsigned char *p, size_t n)
{
	size_t header = 2, payload;

	if (n < 2)
		return 0;
	payload = p[1] & 0x7fu;
	if (payload == 126) {
		header = 4;
		if (n < 4)
			return 0;
		payload = (size_t)p[2] << 8 | p[3];
	}
	if (n < header + payload)
		return 0;
	if ((p[0] & 0x0fu) == 1)
		delivered(l, (const char *)p + header, payload);
	if ((p[0] & 0x0fu) == 8) {
		c->open = false;
		l->failures++;
	}
	if ((p[0] & 0x0fu) == 9) {
		const unsigned char pong[6] = {0x8a, 0x80};

		(void)SSL_write(c->ssl, pong, sizeof(pong));
	}
	return header + payload;
}

static void frames_take(struct load *l, struct client *c, const char *p, size_t n)
{
	size_t at = 0, one;

	while ((one = frame_take(l, c, (const unsigned char *)p + at, n - at)) > 0)
		at += one;
	memmove(c->bytes, p + at, n - at);
	c->n = n - at;
}

static void client_read(struct load *l, struct client *c)
{
	static char space[RECEIVE];

	for (;;) {
		int n;

		memcpy(space, c->bytes, c->n);
		n = SSL_read(c->ssl, space + c->n, (int)(sizeof(space) - c->n));
		if (n <= 0)
			break;
		l->bytes += (uint64_t)n;
		if (c->room < sizeof(space) && c->n + (size_t)n > c->room)
			c->bytes = realloc(c->bytes, c->room = sizeof(space));
		frames_take(l, c, space, c->n + (size_t)n);
		if (!SSL_has_pending(c->ssl))
			return;
	}
	if (SSL_get_error(c->ssl, -1) != SSL_ERROR_WANT_READ && errno != EAGAIN && c->open) {
		c->open = false;
		l->failures++;
		(void)epoll_ctl(l->epoll, EPOLL_CTL_DEL, c->fd, NULL);
	}
}

static void client_send(struct load *l, struct client *c)
{
	char frame[4096];
	char text[4000];
	int n = snprintf(text, sizeof(text), "{\"kind\":\"post\"," MARK "%llu,\"pad\":\"", (unsigned long long)now_us());
	size_t header = 8;

	while (n < l->payload - 2 && n < (int)sizeof(text) - 3)
		text[n++] = 'x';
	text[n++] = '"';
	text[n++] = '}';
	frame[0] = (char)0x81;
	frame[1] = (char)(0x80 | 126);
	frame[2] = (char)(n >> 8);
	frame[3] = (char)n;
	memset(frame + 4, 0, 4);
	if (n < 126) {
		frame[1] = (char)(0x80 | n);
		memset(frame + 2, 0, 4);
		header = 6;
	}
	memcpy(frame + header, text, (size_t)n);
	if (SSL_write(c->ssl, frame, (int)header + n) <= 0)
		l->failures++;
	l->sent++;
}

static void serve(struct load *l, int timeout_ms)
{
	struct epoll_event events[256];
	int n = epoll_wait(l->epoll, events, 256, timeout_ms);

	for (int i = 0; i < n; i++)
		client_read(l, events[i].data.ptr);
}

/* User and system CPU of the server so far, in µs. */
static uint64_t server_cpu(const struct load *l)
{
	char path[64];
	unsigned long user = 0, system = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%ld/stat", l->pid);
	f = l->pid > 0 ? fopen(path, "r") : NULL;
	if (f == NULL)
		return 0;
	(void)!fscanf(f, "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
	(void)fclose(f);
	return (uint64_t)(user + system) * 1000000u / (uint64_t)sysconf(_SC_CLK_TCK);
}

static long server_kib(const struct load *l)
{
	char path[64], line[256];
	long kib = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%ld/status", l->pid);
	f = l->pid > 0 ? fopen(path, "r") : NULL;
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	if (f != NULL)
		(void)fclose(f);
	return kib;
}

static int sample_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static double percentile(const struct load *l, double part)
{
	return l->samples_n ? l->samples[(size_t)((double)(l->samples_n - 1) * part)] / 1000.0 : 0;
}

static void run(struct load *l)
{
	uint64_t start = now_us(), every = 1000000u / (uint64_t)l->rate, next = start, end = start + (uint64_t)l->seconds * 1000000u;

	for (int turn = 0; next < end; turn++) {
		for (uint64_t now = now_us(); now < next; now = now_us())
			serve(l, (int)((next - now) / 1000));
		client_send(l, &l->clients[turn * 7 % l->connections]);
		next += every;
	}
	for (uint64_t quiet = now_us(), seen = l->delivered; now_us() - quiet < 1000000u;) {
		serve(l, 50);
		if (l->delivered != seen)
			quiet = now_us();
		seen = l->delivered;
	}
}

static void report(struct load *l, uint64_t cpu, long kib)
{
	uint64_t due = l->sent * (uint64_t)l->connections;

	qsort(l->samples, l->samples_n, sizeof(*l->samples), sample_cmp);
	(void)printf("connections %d sent %llu delivered %llu of %llu closed %llu bytes/delivery %.0f\n", l->connections,
	             (unsigned long long)l->sent, (unsigned long long)l->delivered, (unsigned long long)due, (unsigned long long)l->failures,
	             l->delivered ? (double)l->bytes / (double)l->delivered : 0);
	(void)printf("latency ms p50 %.2f p90 %.2f p99 %.2f max %.2f\n", percentile(l, .5), percentile(l, .9), percentile(l, .99), percentile(l, 1));
	if (l->pid > 0)
		(void)printf("server cpu us/delivery %.2f, KiB/connection %.1f\n", l->delivered ? (double)cpu / (double)l->delivered : 0,
		             (double)kib / l->connections);
}

int main(int argc, char **argv)
{
	struct load l = {.payload = 200};
	uint64_t cpu;
	long kib;

	if (argc < 9)
		return 2;
	l.host = argv[1], l.port = argv[2], l.path = argv[3], l.cookie = argv[4], l.origin = argv[5];
	l.connections = atoi(argv[6]), l.rate = atoi(argv[7]), l.seconds = atoi(argv[8]);
	l.pid = argc > 9 ? atol(argv[9]) : 0;
	l.payload = argc > 10 ? atoi(argv[10]) : 200;
	l.clients = calloc((size_t)l.connections, sizeof(*l.clients));
	l.samples = malloc(SAMPLES_MAX * sizeof(*l.samples));
	l.epoll = epoll_create1(EPOLL_CLOEXEC);
	l.ctx = SSL_CTX_new(TLS_client_method());
	if (l.clients == NULL || l.samples == NULL || l.epoll < 0 || l.ctx == NULL)
		die("start");
	(void)SSL_CTX_set_mode(l.ctx, SSL_MODE_RELEASE_BUFFERS);
	kib = server_kib(&l);
	for (int i = 0; i < l.connections; i++)
		client_open(&l, &l.clients[i]);
	for (int i = 0; i < 5; i++)
		serve(&l, 50);
	kib = server_kib(&l) - kib;
	cpu = server_cpu(&l);
	if (l.rate > 0)
		run(&l);
	report(&l, server_cpu(&l) - cpu, kib);
	return l.failures > 0;
}
