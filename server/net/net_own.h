/* What the files of net/ share: the server and its connections. Not for other folders. */
#ifndef TASUKI_NET_NET_OWN_H
#define TASUKI_NET_NET_OWN_H

#include "net/framing.h"
#include "net/proxy.h"
#include "net/server.h"
#include "net/wsframe.h"

#include <openssl/types.h>
#include <sys/types.h>

#define NET_MAGIC 0x6e657473u
#define EDGE_MAGIC 0x65646765u
#define IO_SIZE 65536    /* the one buffer through which all bytes pass */
#define IO_HEADROOM 2048 /* before it, for the fixed headers of an answer */
#define TLS_RECORD 16384 /* plain bytes of one TLS record */
#define STALL_MS 30000   /* a client that takes nothing of its answer for so long is cut off */
#define LINGER_MS 2000   /* to read what a refused client still sends, so that it sees the answer */
#define WS_PING_MS 30000
#define WS_DEAD_MS 75000
#define SWEEP_MS 100

/* Where a connection is. Each phase is one list of the server, oldest first, which is what the sweep walks. */
enum phase {
	PHASE_ASKED,  /* a large body waits for the program's word */
	PHASE_BODY,   /* a request body is coming */
	PHASE_BUSY,   /* the request is with the program, or its answer on the way out */
	PHASE_HEAD,   /* TLS handshake and first head, or a later head whose first byte has come */
	PHASE_HELD,   /* a WebSocket handshake waits for its decision */
	PHASE_IDLE,   /* between requests */
	PHASE_LINGER, /* last bytes out, then waiting for the client to go */
	PHASE_PINGED, /* a WebSocket that was asked for a sign of life */
	PHASE_QUIET,  /* a WebSocket */
	PHASE_COUNT,
	PHASE_GONE = PHASE_COUNT
};

struct http_ask;
struct http_link;
struct http_side;
struct limit;
struct listener;
struct sock;
struct statics;
struct watch;
struct ws_side;

struct edge {
	unsigned magic;
	uint8_t phase;
	bool tls_done : 1;
	bool wants_proxy : 1;   /* a PROXY header must come first */
	bool first : 1;         /* the first request is not yet in */
	bool paused : 1;        /* the client sends although it must wait: not watched for reading */
	bool write_to_read : 1; /* TLS must write before it can go on */
	bool answer_starts : 1; /* the next bytes from inside are the first of an answer */
	bool answering : 1;     /* the program has answered this request */
	bool answered : 1;      /* libmicrohttpd has handed over the whole answer */
	bool to_head : 1;       /* answers a HEAD request */
	bool counted : 1;       /* in the per-peer limit */
	bool shut : 1;          /* close_notify and FIN are sent */
	bool marked : 1;        /* on the list of those to look at in this turn */
	bool pump : 1;          /* … for what came from inside */
	bool live_open : 1;     /* the 101 has passed */
	int fd, pair;           /* pair: our end of the socketpair, -1 = none */
	struct net_server *server;
	SSL *ssl; /* NULL on the plain listener */
	struct watch *client_watch, *pair_watch;
	struct edge *prev, *next; /* in the list of the phase */
	struct edge *next_marked;
	int64_t since; /* steady clock: entered the phase, or last progress */
	struct peer peer;
	struct buf in;     /* from the client, not yet looked at */
	struct buf inward; /* for the pair, which is full */
	struct buf out;    /* for the client, who is slow; begun, so it must go out in this order */
	struct framing framing;
	struct http_ask *ask;
	struct http_link *http;
	struct handshake *handshake;
	struct sock *sock;
};

struct edge_list {
	struct edge *first, *last;
	size_t n;
};

struct net_server {
	unsigned magic;
	struct loop *loop;
	struct net_options o; /* texts are the server's copies */
	struct arena *arena;  /* for those */
	SSL_CTX *tls;
	struct listener *listeners;
	struct limit *limit;
	struct edge_list lists[PHASE_COUNT];
	size_t conns;
	struct edge *marked;
	bool draining, gone, look_deferred;
	struct timer *sweep, *grace;
	void (*drained)(void *arg);
	void *drained_arg;
	struct http_side *http;
	struct ws_side *ws;
	struct statics *statics;
	char *io; /* IO_SIZE bytes with IO_HEADROOM before them */
};

#endif
