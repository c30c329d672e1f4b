/* What the load programs share: arguments, TLS connections, figures of a run. */
#ifndef TASUKI_BENCH_CLIENT_H
#define TASUKI_BENCH_CLIENT_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Arguments are name=value; the program ends with a sentence when one without a fallback is missing. */
struct args {
	int n;
	char **at;
};
const char *arg_text(const struct args *a, const char *name, const char *fallback);
long arg_number(const struct args *a, const char *name, const char *fallback);

_Noreturn void die(const char *what);
uint64_t now_us(void);

/* The lines of a file: cookies, ids, logins. */
struct lines {
	char **at;
	size_t n;
};
struct lines lines_read(const char *path);

/* The server on loopback. */
struct target {
	const char *port, *origin;
	SSL_CTX *ctx;
};
void target_init(struct target *t, const struct args *a);
/* Connects and shakes hands, blocking; the descriptor is in *fd_r. */
SSL *target_dial(const struct target *t, int *fd_r);
/* From now on the descriptor does not block and is in the epoll with ptr. */
void target_watch(int epoll, int fd, void *ptr);

struct samples {
	uint32_t *us;
	size_t n;
};
void samples_add(struct samples *s, uint64_t since_us);
/* In ms; sorts. */
double samples_percentile(struct samples *s, double part);

/* Processes named by number, separated by commas; "" = none. */
struct processes {
	long pid[64];
	int n;
};
struct processes processes_read(const char *list);
/* CPU time so far of all of them, in µs. */
uint64_t processes_cpu(const struct processes *p);
/* Resident memory of all of them, in KiB. */
long processes_kib(const struct processes *p);

#endif
