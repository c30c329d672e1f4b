#include "net/test_world.h"

#include "base/clock.h"
#include "base/log.h"
#include "loop/loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

int64_t test_real_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void test_turn(struct test_world *w)
{
	(void)uv_run(loop_uv(w->loop), UV_RUN_NOWAIT);
}


/* ---- the program ---- */

static void test_on_request(void *arg, struct http_req *r)
{
	struct test_world *w = arg;
	struct buf body = {0};

	w->requests++;
	(void)snprintf(w->peer, sizeof(w->peer), "%.*s", STR_ARG(http_peer(r)));
	if (str_eq(http_path(r), STR("/api/held"))) {
		assert_null(w->held);
		w->held = r;
		return;
	}
	buf_add_str(&body, http_body(r).n ? http_body(r) : STR("{}"));
	http_answer(&r, 200, NULL, NULL, 0, &body);
}

static size_t test_on_body_limit(void *arg, enum http_method method, struct str path)
{
	(void)arg, (void)path;
	return method == HTTP_POST ? TEST_BODY_MAX : 0;
}

static void test_on_handshake(void *arg, struct handshake *h)
{
	struct test_world *w = arg;
	struct str go = {NULL, 0};

	(void)handshake_cookie(h, STR("go"), &go);
	if (str_eq(go, STR("hold")))
		w->held_handshake = h;
	else if (str_eq(go, STR("yes")))
		handshake_accept(&h, w);
	else
		handshake_refuse(&h, ERR_SESSION_NONE);
}

static void test_on_abandoned(void *arg, struct handshake *h)
{
	struct test_world *w = arg;

	if (w->held_handshake == h)
		w->held_handshake = NULL;
	w->abandoned++;
}

static void test_on_opened(void *user, struct sock *s)
{
	struct test_world *w = user;

	assert_true(w->opened < TEST_SOCKS);
	w->socks[w->opened++] = s;
}

void test_broadcast(struct test_world *w, struct str message)
{
	struct frame *f = frame_create(message);

	for (int i = 0; i < TEST_SOCKS; i++)
		if (w->socks[i] != NULL)
			sock_send(w->socks[i], f);
	frame_unref(&f);
}

static void test_on_text(void *user, struct sock *s, struct str message)
{
	struct test_world *w = user;

	(void)s;
	buf_add_str(&w->texts, message);
	buf_add_byte(&w->texts, '|');
	test_broadcast(w, message);
}

static void test_on_closed(void *user, struct sock *s)
{
	struct test_world *w = user;

	w->closed++;
	for (int i = 0; i < TEST_SOCKS; i++)
		if (w->socks[i] == s)
			w->socks[i] = NULL;
}

void test_on_drained(void *arg)
{
	struct test_world *w = arg;

	w->drained = true;
}

/* ---- start and end ---- */

void test_certificate(const struct test_world *w, const char *name)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = X509_new();
	FILE *f;

	assert_non_null(key);
	assert_int_equal(ASN1_INTEGER_set(X509_get_serialNumber(x), 1), 1);
	assert_non_null(X509_gmtime_adj(X509_getm_notBefore(x), -86400));
	assert_non_null(X509_gmtime_adj(X509_getm_notAfter(x), 86400));
	assert_int_equal(X509_set_pubkey(x, key), 1);
	assert_int_equal(
		X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1, 0),
		1);
	assert_int_equal(X509_set_issuer_name(x, X509_get_subject_name(x)), 1);
	assert_true(X509_sign(x, key, EVP_sha256()) > 0);
	f = fopen(w->certificate, "w");
	assert_non_null(f);
	assert_int_equal(PEM_write_X509(f, x), 1);
	assert_int_equal(fclose(f), 0);
	f = fopen(w->key, "w");
	assert_non_null(f);
	assert_int_equal(PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL), 1);
	assert_int_equal(fclose(f), 0);
	X509_free(x);
	EVP_PKEY_free(key);
}

static int test_port(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&a, n), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	(void)close(fd);
	return ntohs(a.sin_port);
}

static void test_options(struct test_world *w)
{
	static const unsigned char tickets[80] = {1, 2, 3};

	w->port = test_port();
	(void)snprintf(w->origin, sizeof(w->origin), "https://localhost:%d", w->port);
	(void)snprintf(w->certificate, sizeof(w->certificate), "%s/certificate.pem", w->folder);
	(void)snprintf(w->key, sizeof(w->key), "%s/key.pem", w->folder);
	(void)snprintf(w->plain, sizeof(w->plain), "%s/plain", w->folder);
	w->origins[0] = w->origin;
	w->origins[1] = "https://town.example";
	w->o = (struct net_options){
		.address = "127.0.0.1",
		.port = w->port,
		.certificate = w->certificate,
		.key = w->key,
		.ticket_keys = tickets,
		.plain = w->plain,
		.origins = w->origins,
		.connections_max = 100,
		.connections_per_peer_max = 50,
		.head_deadline_ms = 10000,
		.body_deadline_ms = 60000,
		.idle_ms = 75000,
		.http = {.request = test_on_request, .body_limit = test_on_body_limit, .arg = w},
		.live = {.handshake = test_on_handshake,
			 .abandoned = test_on_abandoned,
			 .opened = test_on_opened,
			 .text = test_on_text,
			 .closed = test_on_closed,
			 .arg = w},
	};
}

/* The offset file is mapped once for the process and set back by each test. */
static int64_t *test_clock(void)
{
	static int64_t *offset;
	char path[] = "/tmp/tasuki_clock_XXXXXX";
	int fd;

	if (offset != NULL)
		return offset;
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, 8), 0);
	offset = mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(offset != MAP_FAILED);
	assert_int_equal(setenv("TASUKI_CLOCK_FILE", path, 1), 0);
	assert_true(clock_init());
	(void)close(fd);
	(void)unlink(path);
	return offset;
}

void test_start(struct test_world *w)
{
	const char *why = "";

	w->server = net_server_create(w->loop, &w->o, &why);
	if (w->server == NULL)
		fail_msg("%s", why);
}

int test_setup(void **state)
{
	struct test_world *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	log_init(LOG_TEXT, LOG_ERROR, "test");
	w->offset = test_clock();
	(void)snprintf(w->folder, sizeof(w->folder), "/tmp/tasuki_net_XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	test_options(w);
	test_certificate(w, "first");
	w->loop = loop_create();
	test_start(w);
	*state = w;
	return 0;
}

int test_teardown(void **state)
{
	struct test_world *w = *state;
	char command[100];

	net_server_destroy(&w->server);
	if (w->held != NULL)
		http_answer_err(&w->held, ERR_BUSY, (struct str){NULL, 0});
	loop_destroy(&w->loop);
	buf_finish(&w->texts);
	(void)snprintf(command, sizeof(command), "rm -r %s", w->folder);
	assert_int_equal(system(command), 0);
	free(w);
	return 0;
}

/* ---- clients ---- */

void test_connect(struct test_world *w, struct test_client *c)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_port = htons((uint16_t)w->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	*c = (struct test_client){.w = w};
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(c->fd >= 0);
	assert_int_equal(connect(c->fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(fcntl(c->fd, F_SETFL, O_NONBLOCK), 0);
}

bool test_shake(struct test_client *c, SSL_CTX *ctx)
{
	int64_t start = test_real_ms();
	int result;

	c->ssl = SSL_new(ctx);
	assert_int_equal(SSL_set_fd(c->ssl, c->fd), 1);
	do {
		test_turn(c->w);
		ERR_clear_error();
		result = SSL_connect(c->ssl);
		assert_true(test_real_ms() - start < 20000);
	} while (result != 1 && SSL_get_error(c->ssl, result) == SSL_ERROR_WANT_READ);
	return result == 1;
}

void test_open(struct test_world *w, struct test_client *c)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

	test_connect(w, c);
	assert_true(test_shake(c, ctx));
	SSL_CTX_free(ctx);
}

void test_close(struct test_client *c)
{
	SSL_free(c->ssl);
	(void)close(c->fd);
	buf_finish(&c->in);
}

static ssize_t test_write_some(struct test_client *c, const char *p, size_t n)
{
	ERR_clear_error();
	return c->ssl ? SSL_write(c->ssl, p, (int)n) : send(c->fd, p, n, MSG_NOSIGNAL);
}

void test_send(struct test_client *c, struct str bytes)
{
	for (size_t at = 0; at < bytes.n;) {
		ssize_t n = test_write_some(c, bytes.p + at, bytes.n - at);

		if (n > 0)
			at += (size_t)n;
		test_turn(c->w);
	}
}

void test_receive(struct test_client *c)
{
	char *space = buf_reserve(&c->in, 65536);
	ssize_t n;

	test_turn(c->w);
	ERR_clear_error();
	n = c->ssl ? SSL_read(c->ssl, space, 65536) : recv(c->fd, space, 65536, 0);
	if (n > 0)
		c->in.n += (size_t)n;
	else if (c->ssl ? SSL_get_error(c->ssl, (int)n) != SSL_ERROR_WANT_READ : !(n < 0 && errno == EAGAIN))
		c->over = true;
}

bool test_holds(const struct test_client *c, const char *text)
{
	return c->in.n > 0 && memmem(c->in.p, c->in.n, text, strlen(text)) != NULL;
}

void test_expect(struct test_client *c, const char *text)
{
	int64_t start = test_real_ms();

	while (!test_holds(c, text)) {
		if (c->over || test_real_ms() - start > 20000)
			fail_msg("\"%s\" did not come, but (%s): %.*s", text, c->over ? "end" : "late", (int)c->in.n, c->in.p);
		test_receive(c);
	}
}

void test_expect_end(struct test_client *c)
{
	int64_t start = test_real_ms();

	while (!c->over) {
		if (test_real_ms() - start > 20000)
			fail_msg("the connection does not end");
		test_receive(c);
	}
}

void test_ask(struct test_client *c, const char *request, const char *answer)
{
	buf_finish(&c->in);
	test_send(c, str_of(request));
	test_expect(c, answer);
}
