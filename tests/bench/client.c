#include "client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#define SAMPLES_MAX 8000000
#define LINE_ROOM 1024

void die(const char *what)
{
	(void)fprintf(stderr, "%s: %s\n", what, errno ? strerror(errno) : "no");
	exit(1);
}

const char *arg_text(const struct args *a, const char *name, const char *fallback)
{
	size_t n = strlen(name);

	for (int i = 1; i < a->n; i++)
		if (strncmp(a->at[i], name, n) == 0 && a->at[i][n] == '=')
			return a->at[i] + n + 1;
	if (fallback == NULL) {
		(void)fprintf(stderr, "%s=… is needed\n", name);
		exit(2);
	}
	return fallback;
}

long arg_number(const struct args *a, const char *name, const char *fallback)
{
	return atol(arg_text(a, name, fallback));
}

uint64_t now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

struct lines lines_read(const char *path)
{
	struct lines l = {0};
	char line[LINE_ROOM];
	FILE *f = fopen(path, "r");

	if (f == NULL)
		die(path);
	while (fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		l.at = realloc(l.at, (l.n + 1) * sizeof(char *));
		l.at[l.n++] = strdup(line);
	}
	(void)fclose(f);
	if (l.n == 0)
		die(path);
	return l;
}

void target_init(struct target *t, const struct args *a)
{
	const struct rlimit files = {65536, 65536};

	(void)setrlimit(RLIMIT_NOFILE, &files);
	t->port = arg_text(a, "port", NULL);
	t->origin = arg_text(a, "origin", "https://localhost");
	t->ctx = SSL_CTX_new(TLS_client_method());
	if (t->ctx == NULL)
		die("TLS");
	(void)SSL_CTX_set_mode(t->ctx, SSL_MODE_RELEASE_BUFFERS);
}

SSL *target_dial(const struct target *t, int *fd_r)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(t->port)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	SSL *ssl = SSL_new(t->ctx);

	if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0)
		die("connect");
	if (ssl == NULL || SSL_set_fd(ssl, fd) != 1 || SSL_connect(ssl) != 1)
		die("TLS handshake");
	*fd_r = fd;
	return ssl;
}

void target_watch(int epoll, int fd, void *ptr)
{
	struct epoll_event e = {.events = EPOLLIN, .data.ptr = ptr};

	(void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) != 0)
		die("epoll_ctl");
}

void samples_add(struct samples *s, uint64_t since_us)
{
	if (s->us == NULL)
		s->us = malloc(SAMPLES_MAX * sizeof(*s->us));
	if (s->us != NULL && s->n < SAMPLES_MAX)
		s->us[s->n++] = (uint32_t)(now_us() - since_us);
}

static int sample_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

double samples_percentile(struct samples *s, double part)
{
	if (s->n == 0)
		return 0;
	qsort(s->us, s->n, sizeof(*s->us), sample_cmp);
	return s->us[(size_t)((double)(s->n - 1) * part)] / 1000.0;
}

struct processes processes_read(const char *list)
{
	struct processes p = {0};

	for (char *end; *list != '\0' && p.n < 64; list = *end == ',' ? end + 1 : end) {
		p.pid[p.n++] = strtol(list, &end, 10);
		if (end == list)
			die("a list of process numbers");
	}
	return p;
}

uint64_t processes_cpu(const struct processes *p)
{
	uint64_t us = 0;

	for (int i = 0; i < p->n; i++) {
		struct timespec t;
		clockid_t clock;

		if (clock_getcpuclockid((pid_t)p->pid[i], &clock) == 0 && clock_gettime(clock, &t) == 0)
			us += (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
	}
	return us;
}

static long kib_of(long pid)
{
	char path[64], line[256];
	long kib = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%ld/status", pid);
	f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	if (f != NULL)
		(void)fclose(f);
	return kib;
}

long processes_kib(const struct processes *p)
{
	long kib = 0;

	for (int i = 0; i < p->n; i++)
		kib += kib_of(p->pid[i]);
	return kib;
}
