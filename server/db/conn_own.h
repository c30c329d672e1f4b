/* What conn.c (life of a connection) and pipe.c (its line) share. Not for other files. */
#ifndef TASUKI_DB_CONN_OWN_H
#define TASUKI_DB_CONN_OWN_H

#include "db/conn.h"

#include <libpq-fe.h>

#define CONN_MAGIC 0x636f6e6eu

enum conn_state { CONN_RESTING, CONN_CONNECTING, CONN_PREPARING, CONN_UP };

struct conn {
	unsigned magic;
	enum conn_state state;
	struct loop *loop;
	struct conn_options o;
	PGconn *pg;
	int fd;
	struct watch *watch;
	struct timer *timer; /* resting: the next attempt; connecting, preparing: the deadline; up: looks for silence */
	int silent_looks;    /* in which answers were due and nothing had come */
	int rest_ms;
	/* the line */
	struct step *first, *last;
	struct step *unsent;  /* the first one not sent */
	struct step *failing; /* of a lost connection, being answered */
	int waiting;
	bool unsynced; /* something was sent after the last sync */
	bool null_due; /* libpq ends each result by a NULL */
	bool broken;   /* the server has ended the connection, or libpq lost it */
	/* life */
	int depth; /* calls of ours on the stack that come back to this object */
	bool kicked, dead;
	bool fault; /* a statement was refused in this attempt */
	char reason[200];
};

/* pipe.c */
/* Sends all that is unsent. False: the connection does not take it. */
bool pipe_send(struct conn *c);
/* Answers what is there; sets `broken` where the server says goodbye. */
void pipe_answers(struct conn *c);
/* Answers everything in the line as lost; what is pushed meanwhile stays for the next turn. */
void pipe_fail(struct conn *c);
/* Unconditionally at the end of the line (conn_push refuses while not up). */
void pipe_append(struct conn *c, struct step *s);
/* Asks for one conn_turn at the end of this loop turn. */
void conn_kick(struct conn *c);

#endif
