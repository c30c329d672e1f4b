/*
 * The comparator: a plain libwebsockets server, by the book (own TLS, libuv plug-in, one message per writable callback), that broadcasts each
 * text message it receives to all clients. Takes the same handshake as ours (subprotocol tasuki.1), without looking at the origin.
 *
 *   lws_plain PORT CERTIFICATE KEY
 *
 * tests/bench/run builds it.
 */
#include <libwebsockets.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define RING 256

struct message {
	int references;
	size_t n;
	unsigned char bytes[]; /* LWS_PRE, then the text */
};

struct session {
	struct lws *wsi;
	struct session *next, **at;
	struct message *queue[RING];
	unsigned first, count;
};

static struct session *sessions;

static void message_unref(struct message *m)
{
	if (--m->references == 0)
		free(m);
}

static void broadcast(const void *text, size_t n)
{
	struct message *m = malloc(sizeof(*m) + LWS_PRE + n);

	if (m == NULL)
		abort();
	m->references = 1;
	m->n = n;
	memcpy(m->bytes + LWS_PRE, text, n);
	for (struct session *s = sessions; s != NULL; s = s->next) {
		if (s->count == RING)
			continue;
		m->references++;
		s->queue[(s->first + s->count++) % RING] = m;
		lws_callback_on_writable(s->wsi);
	}
	message_unref(m);
}

static int write_one(struct session *s)
{
	struct message *m;
	int written;

	if (s->count == 0)
		return 0;
	m = s->queue[s->first];
	s->first = (s->first + 1) % RING;
	s->count--;
	written = lws_write(s->wsi, m->bytes + LWS_PRE, m->n, LWS_WRITE_TEXT);
	message_unref(m);
	if (written < 0)
		return -1;
	if (s->count > 0)
		lws_callback_on_writable(s->wsi);
	return 0;
}

static void session_add(struct session *s, struct lws *wsi)
{
	s->wsi = wsi;
	s->next = sessions;
	if (s->next != NULL)
		s->next->at = &s->next;
	s->at = &sessions;
	sessions = s;
}

static void session_remove(struct session *s)
{
	*s->at = s->next;
	if (s->next != NULL)
		s->next->at = s->at;
	while (s->count > 0) {
		message_unref(s->queue[s->first]);
		s->first = (s->first + 1) % RING;
		s->count--;
	}
}

static int callback(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t n)
{
	struct session **s = user;

	switch (reason) {
	case LWS_CALLBACK_ESTABLISHED:
		*s = calloc(1, sizeof(**s));
		if (*s == NULL)
			return -1;
		session_add(*s, wsi);
		return 0;
	case LWS_CALLBACK_CLOSED:
		session_remove(*s);
		free(*s);
		return 0;
	case LWS_CALLBACK_RECEIVE: /* the bench's messages come in one piece */
		broadcast(in, n);
		return 0;
	case LWS_CALLBACK_SERVER_WRITEABLE:
		return write_one(*s);
	default:
		return 0;
	}
}

/* The loop would look at a flag only with its next event; there is nothing to save. */
static void on_signal(void *loop, int number)
{
	(void)loop, (void)number;
	_exit(0);
}

int main(int argc, char **argv)
{
	static const struct lws_protocols protocols[] = {
		{.name = "tasuki.1", .callback = callback, .per_session_data_size = sizeof(struct session *), .rx_buffer_size = 4096},
		{.name = NULL},
	};
	struct rlimit files = {20000, 20000};
	struct lws_context_creation_info info = {
		.port = argc > 3 ? atoi(argv[1]) : 0,
		.iface = "127.0.0.1",
		.protocols = protocols,
		.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
		.ssl_cert_filepath = argc > 3 ? argv[2] : NULL,
		.ssl_private_key_filepath = argc > 3 ? argv[3] : NULL,
		.signal_cb = on_signal,
		.gid = (gid_t)-1,
		.uid = (uid_t)-1,
	};
	struct lws_context *context;

	if (argc < 4)
		return 2;
	(void)setrlimit(RLIMIT_NOFILE, &files);
	lws_set_log_level(LLL_ERR | LLL_WARN, NULL);
	context = lws_create_context(&info);
	if (context == NULL)
		return 1;
	while (lws_service(context, 0) >= 0)
		;
	lws_context_destroy(context);
	return 0;
}
