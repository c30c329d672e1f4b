#include "main/control.h"

#include "base/check.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

bool control_pair(int *ours_r, int *theirs_r)
{
	int pair[2];

	check(ours_r != NULL && theirs_r != NULL);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	*ours_r = pair[0];
	*theirs_r = pair[1];
	return true;
}

bool control_send(int fd, enum control_kind kind, const void *bytes, size_t n)
{
	unsigned char packet[1 + CONTROL_BYTES_MAX];
	ssize_t sent;

	check(n <= CONTROL_BYTES_MAX && (bytes != NULL || n == 0));
	packet[0] = (unsigned char)kind;
	if (n > 0)
		memcpy(packet + 1, bytes, n);
	do
		sent = send(fd, packet, 1 + n, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	explicit_bzero(packet, sizeof(packet));
	return sent == (ssize_t)(1 + n);
}

static bool fits(enum control_kind kind, size_t n)
{
	switch (kind) {
	case CONTROL_READY:
	case CONTROL_RELOAD:
	case CONTROL_STOP:
		return n == 0;
	case CONTROL_TICKETS:
		return n == CONTROL_TICKET_BYTES;
	}
	return false;
}

enum control_result control_take(int fd, struct control_message *out_r)
{
	unsigned char packet[1 + CONTROL_BYTES_MAX + 1]; /* one more, to see what is too long */
	ssize_t n;

	check(out_r != NULL);
	do
		n = recv(fd, packet, sizeof(packet), MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return CONTROL_NOTHING;
	if (n <= 0 || !fits((enum control_kind)packet[0], (size_t)n - 1))
		return CONTROL_ENDED;
	out_r->kind = (enum control_kind)packet[0];
	out_r->n = (size_t)n - 1;
	memcpy(out_r->bytes, packet + 1, out_r->n);
	explicit_bzero(packet, sizeof(packet));
	return CONTROL_GOT;
}

enum control_result control_wait(int fd, int timeout_ms, struct control_message *out_r)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	int ready = poll(&p, 1, timeout_ms);

	if (ready == 0 || (ready < 0 && errno == EINTR))
		return CONTROL_NOTHING;
	return ready < 0 ? CONTROL_ENDED : control_take(fd, out_r);
}
