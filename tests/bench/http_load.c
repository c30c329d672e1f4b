/*
 * Keep-alive HTTPS connections, each with a session of its own, each with one request under way at a time.
 *
 *   http_load mode=post|page|sign_in port= origin= connections= seconds=|count= who=FILE [spaces=FILE] [bytes=|text=] [pids=] [db=]
 *
 * who: a cookie a line (sign_in: a login a line, all with the password=). spaces: ids; each request takes one at random. post: bodies of so many
 * bytes of Japanese, or this text. Prints one line of JSON: done, failed, seconds, percentiles in ms, CPU of pids and db in µs a request.
 */
#include "client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <unistd.h>

#define REQUEST_ROOM 16384
#define ANSWER_ROOM (1 << 20)

enum mode { MODE_POST, MODE_PAGE, MODE_SIGN_IN };

struct caller {
	SSL *ssl;
	int fd;
	const char *who;
	uint64_t began;
	size_t n; /* of the answer so far */
	char *answer;
	bool busy;
};

struct load {
	struct target target;
	enum mode mode;
	const char *password;
	char *text; /* the body of a post */
	struct lines who, spaces;
	struct caller *callers;
	int connections, epoll;
	long limit; /* requests; 0 = until the end of time */
	uint64_t end;
	long begun, done, failed;
	struct samples samples;
	uint64_t seed;
};

static uint64_t next_random(struct load *l)
{
	l->seed ^= l->seed << 13;
	l->seed ^= l->seed >> 7;
	l->seed ^= l->seed << 17;
	return l->seed;
}

static const char *some_space(struct load *l)
{
	return l->spaces.at[next_random(l) % l->spaces.n];
}

static int write_head(struct load *l, const struct caller *c, char *p, const char *method, const char *path, size_t body)
{
	int n = snprintf(p, REQUEST_ROOM, "%s %s HTTP/1.1\r\nHost: localhost:%s\r\nOrigin: %s\r\n", method, path, l->target.port, l->target.origin);

	if (l->mode != MODE_SIGN_IN)
		n += snprintf(p + n, (size_t)(REQUEST_ROOM - n), "Cookie: %s\r\n", c->who);
	if (body > 0)
		n += snprintf(p + n, (size_t)(REQUEST_ROOM - n), "Content-Type: application/json\r\nContent-Length: %zu\r\n", body);
	return n + snprintf(p + n, (size_t)(REQUEST_ROOM - n), "\r\n");
}

static int write_whole(struct load *l, const struct caller *c, char *p, const char *path, const char *body)
{
	int n = write_head(l, c, p, "POST", path, strlen(body));

	return n + snprintf(p + n, (size_t)(REQUEST_ROOM - n), "%s", body);
}

static int write_post(struct load *l, const struct caller *c, char *p)
{
	char path[128], body[REQUEST_ROOM / 2];
	uint64_t a = next_random(l), b = next_random(l);

	(void)snprintf(body, sizeof(body), "{\"key\":\"%08x-%04x-4%03x-8%03x-%012llx\",\"body\":\"%s\"}", (unsigned)a, (unsigned)(a >> 32) & 0xffffu,
	                 (unsigned)(a >> 48) & 0xfffu, (unsigned)b & 0xfffu, (unsigned long long)(b >> 16), l->text);

	(void)snprintf(path, sizeof(path), "/api/spaces/%s/posts", some_space(l));
	return write_whole(l, c, p, path, body);
}

static int write_request(struct load *l, const struct caller *c, char *p)
{
	char path[128], body[512];

	if (l->mode == MODE_POST)
		return write_post(l, c, p);
	if (l->mode == MODE_PAGE) {
		(void)snprintf(path, sizeof(path), "/api/spaces/%s/posts?limit=50", some_space(l));
		return write_head(l, c, p, "GET", path, 0);
	}
	(void)snprintf(body, sizeof(body), "{\"login\":\"%s\",\"password\":\"%s\"}", l->who.at[(size_t)l->begun % l->who.n], l->password);
	return write_whole(l, c, p, "/api/session", body);
}

static void ask(struct load *l, struct caller *c)
{
	char request[REQUEST_ROOM];
	int n;

	if (now_us() >= l->end || (l->limit > 0 && l->begun == l->limit))
		return;
	n = write_request(l, c, request);
	l->begun++;
	c->began = now_us();
	c->busy = true;
	c->n = 0;
	if (SSL_write(c->ssl, request, n) != n)
		die("a request");
}

/* True when the answer is whole. */
static bool is_whole(const struct caller *c)
{
	const char *end = memmem(c->answer, c->n, "\r\n\r\n", 4), *length;

	if (end == NULL)
		return false;
	length = memmem(c->answer, (size_t)(end - c->answer), "Content-Length: ", 16);
	if (length == NULL)
		die("an answer without a length");
	return c->n >= (size_t)(end + 4 - c->answer) + strtoul(length + 16, NULL, 10);
}

static void answered(struct load *l, struct caller *c)
{
	if (strncmp(c->answer, "HTTP/1.1 20", 11) == 0) {
		l->done++;
		samples_add(&l->samples, c->began);
	} else if (l->failed++ == 0) {
		const char *body = memmem(c->answer, c->n, "\r\n\r\n", 4);

		(void)fprintf(stderr, "%.12s %.300s\n", c->answer, body + 4);
	}
	c->busy = false;
	ask(l, c);
}

static void hear(struct load *l, struct caller *c)
{
	do {
		int n = SSL_read(c->ssl, c->answer + c->n, (int)(ANSWER_ROOM - c->n - 1));

		if (n <= 0) {
			if (SSL_get_error(c->ssl, n) != SSL_ERROR_WANT_READ)
				die("the server has closed a connection");
			return;
		}
		c->n += (size_t)n;
		c->answer[c->n] = '\0';
	} while (SSL_has_pending(c->ssl));
	if (is_whole(c))
		answered(l, c);
}

static bool any_busy(const struct load *l)
{
	for (int i = 0; i < l->connections; i++)
		if (l->callers[i].busy)
			return true;
	return false;
}

static void run(struct load *l)
{
	struct epoll_event events[256];

	for (int i = 0; i < l->connections; i++)
		ask(l, &l->callers[i]);
	while (any_busy(l)) {
		int n = epoll_wait(l->epoll, events, 256, 30000);

		if (n == 0)
			die("no answer in 30 s");
		for (int i = 0; i < n; i++)
			hear(l, events[i].data.ptr);
	}
}

static void dial_all(struct load *l)
{
	l->epoll = epoll_create1(EPOLL_CLOEXEC);
	l->callers = calloc((size_t)l->connections, sizeof(*l->callers));
	for (int i = 0; i < l->connections; i++) {
		struct caller *c = &l->callers[i];

		c->who = l->who.at[(size_t)i % l->who.n];
		c->answer = malloc(ANSWER_ROOM);
		c->ssl = target_dial(&l->target, &c->fd);
		target_watch(l->epoll, c->fd, c);
	}
}

static char *text_of(long bytes)
{
	static const char syllable[] = "た";
	char *text = calloc(1, (size_t)bytes + sizeof(syllable));

	for (long n = 0; n < bytes; n += (long)strlen(syllable))
		(void)strcat(text + n, syllable);
	return text;
}

static void read_arguments(struct load *l, const struct args *a)
{
	const char *mode = arg_text(a, "mode", NULL);

	l->mode = strcmp(mode, "post") == 0 ? MODE_POST : strcmp(mode, "page") == 0 ? MODE_PAGE : MODE_SIGN_IN;
	target_init(&l->target, a);
	l->who = lines_read(arg_text(a, "who", NULL));
	if (l->mode != MODE_SIGN_IN)
		l->spaces = lines_read(arg_text(a, "spaces", NULL));
	l->password = arg_text(a, "password", "");
	l->connections = (int)arg_number(a, "connections", NULL);
	l->text = strdup(arg_text(a, "text", ""));
	if (l->text[0] == '\0') {
		free(l->text);
		l->text = text_of(arg_number(a, "bytes", "216"));
	}
	l->limit = arg_number(a, "count", "0");
}

int main(int argc, char **argv)
{
	const struct args a = {argc, argv};
	struct load l = {0};
	struct processes server, db, self = {{getpid()}, 1};
	uint64_t began, cpu, db_cpu, own;
	double seconds;

	read_arguments(&l, &a);
	server = processes_read(arg_text(&a, "pids", ""));
	db = processes_read(arg_text(&a, "db", ""));
	if (getrandom(&l.seed, sizeof(l.seed), 0) != sizeof(l.seed))
		die("getrandom");
	dial_all(&l);
	began = now_us(), cpu = processes_cpu(&server), db_cpu = processes_cpu(&db), own = processes_cpu(&self);
	l.end = l.limit > 0 ? UINT64_MAX : began + (uint64_t)arg_number(&a, "seconds", NULL) * 1000000u;
	run(&l);
	seconds = (double)(now_us() - began) / 1e6;
	cpu = processes_cpu(&server) - cpu, db_cpu = processes_cpu(&db) - db_cpu;
	own = processes_cpu(&self) - own;
	(void)printf("{\"client_cpu_us\":%.2f,\"done\":%ld,\"failed\":%ld,\"seconds\":%.3f,\"p50\":%.3f,\"p99\":%.3f,\"cpu_us\":%.2f,\"db_cpu_us\":%.2f}\n", (double)own / (double)l.done, l.done, l.failed,
	             seconds, samples_percentile(&l.samples, .5), samples_percentile(&l.samples, .99), (double)cpu / (double)l.done,
	             (double)db_cpu / (double)l.done);
	return l.failed > 0;
}
