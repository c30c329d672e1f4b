/* libmicrohttpd behind the edge (external epoll), one link a connection. */
#ifndef TASUKI_NET_HTTP_SIDE_H
#define TASUKI_NET_HTTP_SIDE_H

#include "net/answer.h"
#include "net/edge.h"
#include "net/route.h"

struct http_side *http_create(struct net_server *s);
/* Resumes and ends what is open; requests the program still holds stay valid until answered. */
void http_destroy(struct http_side **h);

/* A checked head: opens the link where there is none, hands libmicrohttpd a plain head of our own. Takes the head. False: no
 * descriptors left. */
bool http_begin(struct edge *c, struct head **head, enum route route);
/* Some of the body, then its end. */
void http_data(struct edge *c, struct str data);
void http_whole(struct edge *c);
/* After an answer: whether the connection ends with it. */
bool http_was_last(const struct edge *c);
/* What kind of place is being answered. */
enum answer_kind http_answer_kind(const struct edge *c);
/* libmicrohttpd has something to do at the end of this turn. */
void http_kick(struct http_side *h);
/* The connection has no more business with its link. */
void http_forget(struct edge *c);

#endif
