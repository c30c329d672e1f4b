#include "keys/exchange.h"

#include "base/check.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define QUESTION 2 /* its request id; HELLO has 1 */

static int connect_to(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	size_t n = strlen(path);
	int fd;

	if (n >= sizeof(at.sun_path))
		return -1;
	memcpy(at.sun_path, path, n);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

/* Real time: a test's clock must not end the wait. */
static int64_t real_ms(void)
{
	struct timespec t;

	check(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool send_all(int fd, struct str bytes)
{
	while (bytes.n > 0) {
		ssize_t sent = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		bytes = str_part(bytes, (size_t)sent, bytes.n);
	}
	return true;
}

static bool receive_some(int fd, int64_t deadline, struct buf *in)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};
	int64_t left = deadline - real_ms();
	ssize_t got;

	if (left <= 0 || poll(&wait, 1, (int)left) < 0)
		return left > 0 && errno == EINTR;
	got = recv(fd, buf_reserve(in, 4096), 4096, MSG_DONTWAIT);
	if (got > 0)
		in->n += (size_t)got;
	return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

/* Takes frames until the answer to the question is there; others (HELLO) are passed over. */
static bool receive_answer(int fd, int64_t deadline, struct buf *in, struct wire_frame *out_r)
{
	size_t at = 0, used;

	for (;;) {
		switch (wire_take(str_part(buf_str(in), at, in->n), out_r, &used)) {
		case WIRE_BROKEN:
			return false;
		case WIRE_MORE:
			if (!receive_some(fd, deadline, in))
				return false;
			break;
		case WIRE_ONE:
			at += used;
			if (out_r->id == QUESTION && out_r->type != WIRE_REVOKE)
				return true;
			break;
		}
	}
}

static enum err judge(const struct wire_frame *answer, enum wire_type wanted, struct str *body_r)
{
	enum err e;

	if (answer->type == WIRE_REFUSED && wire_read_refused(answer->body, &e))
		return e;
	if (answer->type != wanted)
		return ERR_KEYS_DOWN;
	*body_r = answer->body;
	return ERR_OK;
}

enum err exchange(const char *socket, int timeout_ms, struct wire_frame question, enum wire_type wanted, struct buf *in,
		  struct str *body_r)
{
	int fd = connect_to(socket);
	struct wire_frame answer;
	struct buf out = {0};
	enum err e = ERR_KEYS_DOWN;

	check(in != NULL && body_r != NULL && timeout_ms > 0);
	if (fd < 0)
		return ERR_KEYS_DOWN;
	wire_put_hello(&out, 1, (struct deployment_id){{{0}}});
	wire_put(&out, question.type, QUESTION, question.body);
	if (send_all(fd, buf_str(&out)) && receive_answer(fd, real_ms() + timeout_ms, in, &answer))
		e = judge(&answer, wanted, body_r);
	(void)close(fd);
	buf_finish(&out);
	return e;
}
