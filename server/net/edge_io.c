#include "net/edge.h"

#include "base/check.h"

#include <errno.h>
#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

/* 0 = would block, -1 = over. */
static int tls_outcome(struct edge *c, int result)
{
	int e = SSL_get_error(c->ssl, result);

	c->write_to_read = false;
	if (e == SSL_ERROR_WANT_READ)
		return 0;
	if (e != SSL_ERROR_WANT_WRITE)
		return -1;
	c->write_to_read = true;
	return 0;
}

int edge_shake(struct edge *c)
{
	int result;

	if (c->tls_done)
		return 1;
	ERR_clear_error();
	result = SSL_do_handshake(c->ssl);
	if (result != 1)
		return tls_outcome(c, result);
	c->tls_done = true;
	c->write_to_read = false;
	return 1;
}

static ssize_t plain_outcome(ssize_t n)
{
	if (n > 0)
		return n;
	return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

ssize_t edge_read(struct edge *c, char *p, size_t n)
{
	int got;

	check(n > 0 && n <= INT_MAX);
	if (c->ssl == NULL)
		return plain_outcome(recv(c->fd, p, n, 0));
	ERR_clear_error();
	got = SSL_read(c->ssl, p, (int)n);
	if (got <= 0)
		return tls_outcome(c, got);
	c->write_to_read = false;
	return got;
}

ssize_t edge_write(struct edge *c, const char *p, size_t n)
{
	int sent;

	check(n > 0 && n <= INT_MAX);
	if (c->ssl == NULL)
		return plain_outcome(send(c->fd, p, n, MSG_NOSIGNAL));
	ERR_clear_error();
	sent = SSL_write(c->ssl, p, (int)n);
	if (sent > 0)
		return sent;
	return SSL_get_error(c->ssl, sent) == SSL_ERROR_WANT_WRITE ? 0 : -1;
}

bool edge_has_pending(const struct edge *c)
{
	return c->ssl != NULL && SSL_has_pending(c->ssl);
}

void edge_shut(struct edge *c)
{
	if (c->shut)
		return;
	c->shut = true;
	ERR_clear_error();
	if (c->ssl != NULL)
		(void)SSL_shutdown(c->ssl);
	(void)shutdown(c->fd, SHUT_WR);
}
