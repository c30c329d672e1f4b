/*
 * For the tests of net/ only: a server with a small program on it and TLS clients, all on one loop and in one thread. Time is the
 * test's: the clock file moves deadlines, nothing sleeps.
 */
#ifndef TASUKI_NET_TEST_WORLD_H
#define TASUKI_NET_TEST_WORLD_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "loop/loop.h"
#include "net/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#define TEST_BODY_MAX 200000
#define TEST_SOCKS 4

struct test_world {
	struct loop *loop;
	struct net_server *server;
	struct net_options o;
	int port;
	char folder[64], certificate[80], key[80], plain[80], origin[64];
	const char *origins[3];
	int64_t *offset;
	/* the program's side */
	int requests, abandoned, opened, closed;
	struct http_req *held;
	struct handshake *held_handshake;
	struct sock *socks[TEST_SOCKS];
	struct buf texts;
	char peer[64];
	bool drained;
};

struct test_client {
	struct test_world *w;
	int fd;
	SSL *ssl;
	bool over; /* the server has closed */
	struct buf in;
};

int64_t test_real_ms(void);
void test_turn(struct test_world *w);

/* Turns the loop until the condition holds; fails after long enough. */
#define TEST_UNTIL(w, condition)                                                                                                 \
	do {                                                                                                                     \
		int64_t test_start = test_real_ms();                                                                             \
		while (!(condition)) {                                                                                           \
			test_turn(w);                                                                                            \
			if (test_real_ms() - test_start > 20000)                                                                 \
				fail_msg("never: %s", #condition);                                                               \
		}                                                                                                                \
	} while (0)

void test_broadcast(struct test_world *w, struct str message);
void test_on_drained(void *arg);
void test_certificate(const struct test_world *w, const char *name);
void test_start(struct test_world *w);
int test_setup(void **state);
int test_teardown(void **state);
void test_connect(struct test_world *w, struct test_client *c);
/* True when the handshake succeeds. */
bool test_shake(struct test_client *c, SSL_CTX *ctx);
void test_open(struct test_world *w, struct test_client *c);
void test_close(struct test_client *c);
void test_send(struct test_client *c, struct str bytes);
/* Takes what has come; notices the end. */
void test_receive(struct test_client *c);
bool test_holds(const struct test_client *c, const char *text);
/* Reads until the text has come, or fails. */
void test_expect(struct test_client *c, const char *text);
void test_expect_end(struct test_client *c);
/* One request on a connection of its own; the answer, until the connection ends or the text has come. */
void test_ask(struct test_client *c, const char *request, const char *answer);

#endif
