/*
 * Opens WebSockets over TLS, has messages sent at a rate, and reports what arrives: deliveries, latency, what was lost, the server's CPU.
 *
 *   ws_load port= origin= connections= seconds= rate= [bytes=] [pids=] [db=]      messages are sent by the sockets themselves (the comparator)
 *   ws_load … who=FILE space=ID seq=N [watch=N]                                    … are posts in the space, over HTTPS of the first four people
 *
 * who: a cookie a line, one for each socket in turn. Every socket says hello, and tells once a second how far it has read, as a browser does; a
 * third also that it was on the screen; `watch` of them have the receipts panel open. rate=0: memory of idle sockets only. Sender and receiver are
 * this one process, whose clock stands in each message. Prints one line of JSON; CPU in µs a delivery.
 */
#include "client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define MARK "sent="
#define POSTERS 4
#define REPORT_US 1000000u /* a browser gathers its cursor moves for so long */
#define PATIENCE_US 15000000u /* what is not there after so long a silence is lost */
#define PIECE 65536
#define KEY "dGhlIHNhbXBsZSBub25jZQ=="

struct socket {
	SSL *ssl;
	int fd;
	bool open, poster, ready;
	size_t n, room; /* of what has come and is not whole */
	char *bytes;
	long seen;     /* newest post */
	uint64_t due;  /* when to report it, 0 = it is reported */
};

struct load {
	struct target target;
	struct lines who;
	const char *space, *seq;
	bool posts;
	int connections, rate, seconds, payload, watchers, epoll;
	struct socket *sockets, posters[POSTERS];
	uint64_t delivered, sent, posted, closed, payloads, reports;
	struct samples samples;
};

static void send_frame(struct socket *s, const char *text, size_t n)
{
	char frame[8192] = {(char)0x81, (char)(0x80 | (n < 126 ? n : 126))}; /* the mask is zero */
	size_t at = 2;

	if (n >= 126) {
		frame[at++] = (char)(n >> 8);
		frame[at++] = (char)n;
	}
	at += 4;
	memcpy(frame + at, text, n);
	if (SSL_write(s->ssl, frame, (int)(at + n)) <= 0)
		die("a frame");
}

/* ---- opening ---- */

static void shake_hands(const struct load *l, struct socket *s, const char *cookie)
{
	char head[2048], answer[4096];
	int got = 0, n = snprintf(head, sizeof(head),
	                          "GET /live HTTP/1.1\r\nHost: localhost:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
	                          "Sec-WebSocket-Key: " KEY "\r\nSec-WebSocket-Protocol: tasuki.1\r\nOrigin: %s\r\nCookie: %s\r\n\r\n",
	                          l->target.port, l->target.origin, cookie);

	if (SSL_write(s->ssl, head, n) != n)
		die("a handshake");
	do { /* byte by byte: what follows the head is frames already */
		if (got == (int)sizeof(answer) - 1 || SSL_read(s->ssl, answer + got, 1) != 1)
			die("no answer to a handshake");
		answer[++got] = '\0';
	} while (got < 4 || strcmp(answer + got - 4, "\r\n\r\n") != 0);
	if (strncmp(answer, "HTTP/1.1 101", 12) != 0) {
		(void)fprintf(stderr, "%s", answer);
		exit(1);
	}
}

static void open_socket(struct load *l, int i)
{
	struct socket *s = &l->sockets[i];
	char text[256];
	int n;

	s->ssl = target_dial(&l->target, &s->fd);
	shake_hands(l, s, l->posts ? l->who.at[(size_t)i % l->who.n] : "none=none");
	s->open = true;
	s->ready = !l->posts;
	if (l->posts) {
		n = snprintf(text, sizeof(text), "{\"t\":\"hello\",\"spaces\":{\"%s\":%s}}", l->space, l->seq);
		send_frame(s, text, (size_t)n);
	}
	target_watch(l->epoll, s->fd, s);
	if (i < l->watchers) {
		n = snprintf(text, sizeof(text), "{\"t\":\"watch\",\"space\":\"%s\"}", l->space);
		send_frame(s, text, (size_t)n);
	}
}

/* ---- receiving ---- */

static void take_text(struct load *l, struct socket *s, const char *p, size_t n)
{
	const char *mark = memmem(p, n, MARK, sizeof(MARK) - 1), *no;

	if (mark == NULL) {
		s->ready |= memmem(p, n, "\"ready\"", 7) != NULL;
		return;
	}
	l->delivered++;
	l->payloads += n;
	samples_add(&l->samples, strtoull(mark + sizeof(MARK) - 1, NULL, 10));
	no = memmem(p, n, "\"no\":", 5);
	if (no == NULL)
		return;
	s->seen = atol(no + 5);
	if (s->due == 0)
		s->due = now_us() + REPORT_US;
}

/* Takes one whole frame off the front; 0 when there is none. */
static size_t take_frame(struct load *l, struct socket *s, const unsigned char *p, size_t n)
{
	size_t header = 2, payload = n < 2 ? 0 : p[1] & 0x7fu;

	if (payload > 125)
		header = payload == 126 ? 4 : 10;
	if (n < header)
		return 0;
	for (size_t i = 2, wide = payload > 125; wide && i < header; i++)
		payload = (i == 2 ? 0 : payload << 8) | p[i];
	if (n < header + payload)
		return 0;
	if ((p[0] & 0x0fu) == 1)
		take_text(l, s, (const char *)p + header, payload);
	if ((p[0] & 0x0fu) == 8) {
		s->open = false;
		l->closed++;
	}
	if ((p[0] & 0x0fu) == 9)
		(void)SSL_write(s->ssl, "\x8a\x80\0\0\0\0", 6);
	return header + payload;
}

static void take(struct load *l, struct socket *s)
{
	size_t at = 0, one;

	if (s->poster) { /* answers to posts: only how many there were matters */
		for (const char *p = s->bytes; (p = memmem(p, s->n - (size_t)(p - s->bytes), "HTTP/1.1 201", 12)) != NULL; p++)
			l->posted++;
		s->n = 0;
		return;
	}
	while ((one = take_frame(l, s, (const unsigned char *)s->bytes + at, s->n - at)) > 0)
		at += one;
	s->n -= at;
	memmove(s->bytes, s->bytes + at, s->n);
}

static void hear(struct load *l, struct socket *s)
{
	int n;

	do {
		if (s->room < s->n + PIECE)
			s->bytes = realloc(s->bytes, s->room = s->n + PIECE);
		n = SSL_read(s->ssl, s->bytes + s->n, PIECE);
		if (n > 0)
			s->n += (size_t)n;
	} while (n > 0 && SSL_has_pending(s->ssl));
	take(l, s);
	if (s->n == 0 && !s->poster) {
		free(s->bytes);
		s->bytes = NULL;
		s->room = 0;
	}
	if (n <= 0 && SSL_get_error(s->ssl, n) != SSL_ERROR_WANT_READ && s->open) {
		s->open = false;
		l->closed++;
		(void)epoll_ctl(l->epoll, EPOLL_CTL_DEL, s->fd, NULL);
	}
}

static void serve(struct load *l, uint64_t until)
{
	struct epoll_event events[256];
	uint64_t now = now_us();
	int n = epoll_wait(l->epoll, events, 256, until > now ? (int)((until - now) / 1000) : 0);

	for (int i = 0; i < n; i++)
		hear(l, events[i].data.ptr);
}

/* ---- sending ---- */

static void report_cursors(struct load *l)
{
	uint64_t now = now_us();

	for (int i = 0; i < l->connections; i++) {
		struct socket *s = &l->sockets[i];
		char text[256];
		int n;

		if (s->due == 0 || now < s->due || !s->open)
			continue;
		n = snprintf(text, sizeof(text), "{\"t\":\"cursor\",\"space\":\"%s\",\"delivered_no\":%ld,\"opened_no\":%ld}", l->space, s->seen,
		             i % 3 == 0 ? s->seen : 0L);
		send_frame(s, text, (size_t)n);
		s->due = 0;
		l->reports++;
	}
}

static int write_text(const struct load *l, char *text, size_t room)
{
	int n = snprintf(text, room, MARK "%llu ", (unsigned long long)now_us());

	while (n < l->payload)
		text[n++] = 'x';
	return n;
}

static void send_post(struct load *l, int turn)
{
	struct socket *s = &l->posters[turn % POSTERS];
	char text[2048], body[4096], request[8192];
	int n, length = write_text(l, text, sizeof(text));

	n = snprintf(body, sizeof(body), "{\"key\":\"%08x-0000-4000-8000-%012llx\",\"body\":\"%.*s\"}", (unsigned)turn, (unsigned long long)now_us(), length,
	             text);
	n = snprintf(request, sizeof(request),
	             "POST /api/spaces/%s/posts HTTP/1.1\r\nHost: localhost:%s\r\nOrigin: %s\r\nCookie: %s\r\nContent-Type: application/json\r\n"
	             "Content-Length: %d\r\n\r\n%s",
	             l->space, l->target.port, l->target.origin, l->who.at[turn % POSTERS], n, body);
	if (SSL_write(s->ssl, request, n) != n)
		die("a post");
	l->sent++;
}

static void send_one(struct load *l, int turn)
{
	char text[4096];

	if (l->posts) {
		send_post(l, turn);
		return;
	}
	send_frame(&l->sockets[turn * 7 % l->connections], text, (size_t)write_text(l, text, sizeof(text)));
	l->sent++;
}

static void run(struct load *l)
{
	uint64_t every = 1000000u / (uint64_t)l->rate, next = now_us(), end = next + (uint64_t)l->seconds * 1000000u;

	for (int turn = 0; next < end; turn++, next += every) {
		while (now_us() < next)
			serve(l, next);
		send_one(l, turn);
		report_cursors(l);
	}
	for (uint64_t last = now_us(), seen = l->delivered; l->delivered < l->sent * (uint64_t)l->connections && now_us() - last < PATIENCE_US;) {
		serve(l, now_us() + 50000);
		if (l->delivered != seen)
			last = now_us();
		seen = l->delivered;
	}
}

static void open_all(struct load *l)
{
	for (int i = 0; i < l->connections; i++) {
		open_socket(l, i);
		if (i % 16 == 0)
			serve(l, 0);
	}
	for (int i = 0; i < l->connections; i++)
		while (!l->sockets[i].ready && l->sockets[i].open)
			serve(l, now_us() + 100000);
	for (int i = 0; l->posts && l->rate > 0 && i < POSTERS; i++) {
		l->posters[i] = (struct socket){.open = true, .poster = true};
		l->posters[i].ssl = target_dial(&l->target, &l->posters[i].fd);
		target_watch(l->epoll, l->posters[i].fd, &l->posters[i]);
	}
	for (uint64_t end = now_us() + 500000u; now_us() < end;)
		serve(l, end);
}

static void read_arguments(struct load *l, const struct args *a)
{
	target_init(&l->target, a);
	l->space = arg_text(a, "space", "");
	l->seq = arg_text(a, "seq", "0");
	l->posts = l->space[0] != '\0';
	if (l->posts)
		l->who = lines_read(arg_text(a, "who", NULL));
	l->connections = (int)arg_number(a, "connections", NULL);
	l->rate = (int)arg_number(a, "rate", "0");
	l->seconds = (int)arg_number(a, "seconds", "0");
	l->payload = (int)arg_number(a, "bytes", "216");
	l->watchers = (int)arg_number(a, "watch", "0");
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->sockets = calloc((size_t)l->connections, sizeof(*l->sockets));
	if (l->sockets == NULL || l->epoll < 0 || l->payload > 2000)
		die("start");
}

int main(int argc, char **argv)
{
	const struct args a = {argc, argv};
	struct load l = {0};
	struct processes server, db;
	uint64_t cpu, db_cpu;
	double each;
	long kib;

	read_arguments(&l, &a);
	server = processes_read(arg_text(&a, "pids", ""));
	db = processes_read(arg_text(&a, "db", ""));
	kib = processes_kib(&server);
	open_all(&l);
	kib = processes_kib(&server) - kib;
	cpu = processes_cpu(&server), db_cpu = processes_cpu(&db);
	if (l.rate > 0)
		run(&l);
	each = l.delivered > 0 ? (double)l.delivered : 1;
	cpu = processes_cpu(&server) - cpu, db_cpu = processes_cpu(&db) - db_cpu;
	(void)printf("{\"sent\":%llu,\"posted\":%llu,\"delivered\":%llu,\"expected\":%llu,\"closed\":%llu,\"reports\":%llu,\"bytes_each\":%.0f,"
	             "\"p50\":%.2f,\"p99\":%.2f,\"cpu_us\":%.3f,\"db_cpu_us\":%.3f,\"kib_each\":%.2f}\n",
	             (unsigned long long)l.sent, (unsigned long long)l.posted, (unsigned long long)l.delivered,
	             (unsigned long long)l.sent * (unsigned long long)l.connections, (unsigned long long)l.closed, (unsigned long long)l.reports,
	             (double)l.payloads / each, samples_percentile(&l.samples, .5), samples_percentile(&l.samples, .99), (double)cpu / each,
	             (double)db_cpu / each, (double)kib / l.connections);
	return l.closed > 0;
}
