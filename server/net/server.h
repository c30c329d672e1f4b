/* The whole network side of one worker: listeners, edge, libmicrohttpd, libwebsockets, static files. */
#ifndef TASUKI_NET_SERVER_H
#define TASUKI_NET_SERVER_H

#include "net/http.h"
#include "net/live.h"

struct loop;
struct net_server;

struct net_options {
	const char *address;              /* e.g. "::" (dual stack) or "127.0.0.1" */
	int port;                         /* TLS; SO_REUSEPORT, shared by all workers */
	const char *certificate, *key;    /* PEM files; read at start and on net_server_reload */
	bool tls12;                       /* allow TLS 1.2 with ECDHE+AEAD as well */
	const unsigned char *ticket_keys; /* 80 bytes shared by all workers (SSL_CTX_set_tlsext_ticket_keys), copied */
	const char
		*plain; /* optional: unix socket path or "127.0.0.1:port" that takes PROXY protocol v1/v2, no TLS; NULL = none */
	const char *const *origins;   /* NULL-terminated exact origins, "https://host[:port]" */
	const char *web_root;         /* folder of the built web client (index.html, assets/ with .br and .gz beside) */
	int connections_max;          /* per worker */
	int connections_per_peer_max; /* per source address */
	int head_deadline_ms;         /* TLS handshake + first request head; and each later head once its first byte came */
	int body_deadline_ms;         /* whole body */
	int idle_ms;                  /* keep-alive without a request */
	struct net_app http;
	struct live_app live;
};

/* NULL with a sentence in *why_r (static or in the arena of the server) when it cannot listen or read the certificate. */
struct net_server *net_server_create(struct loop *loop, const struct net_options *o, const char **why_r);
/* Takes no new connections; open requests are finished, sockets are closed with 1012. Calls done when none is left (or after
 * grace_ms). */
void net_server_drain(struct net_server *s, int grace_ms, void (*done)(void *arg), void *arg);
/* Other ticket keys (80 bytes, copied) from the next reload on. */
void net_server_ticket_keys(struct net_server *s, const unsigned char *keys);
/* Reads certificate and key again for new connections; open ones stay. False with a sentence when they do not fit: the old ones
 * stay in use. */
bool net_server_reload(struct net_server *s, const char **why_r);
void net_server_destroy(struct net_server **s);

#endif
