/* What http_side.c and http.c share: one link between a connection and libmicrohttpd, and the request it carries. */
#ifndef TASUKI_NET_HTTP_LINK_H
#define TASUKI_NET_HTTP_LINK_H

#include "net/edge.h"
#include "net/route.h"

#define HTTP_LINK_MAGIC 0x6c696e6bu
#define HTTP_REQ_MAGIC 0x72657173u

struct MHD_Connection;
struct MHD_Response;

struct http_link {
	unsigned magic;
	struct http_link *next, **at;
	struct http_side *side;
	struct edge *edge; /* NULL: the client is gone */
	struct MHD_Connection *mhd;
	struct http_req *req;          /* until answered */
	struct MHD_Response *response; /* until queued */
	struct buf head; /* for libmicrohttpd, until the next bytes go there */
	unsigned status;
	enum route route;
	bool chunked;
	bool last;        /* the connection ends with this answer */
	bool dispatching; /* the program is being asked: its answer is queued when it returns */
	bool shared;      /* the answer is not ours to give back */
	bool suspended;
};

struct http_req {
	unsigned magic;
	struct http_link *link; /* NULL: nobody waits for the answer any more */
	bool asked;             /* the program has it */
	struct head *head;
	struct buf body;
	struct arena *arena;
	struct peer peer;
	char peer_text[PEER_TEXT];
	size_t peer_text_n;
};

/* Takes the head. */
struct http_req *req_create(struct http_link *l, struct head **head, const struct peer *peer);
void req_free(struct http_req **r);
/* Gives the answer back, where there is one. */
void link_response_drop(struct http_link *l);
/* The request is over for libmicrohttpd: a request nobody was asked about goes, one the program still holds is cut loose. */
void link_drop(struct http_link *l);
/* Gives the link its answer, with one reference; shared: without. */
void link_answer(struct http_link *l, unsigned status, struct MHD_Response *response, bool shared);

#endif
