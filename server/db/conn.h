/*
 * One connection to PostgreSQL on the loop: connects by itself and again after each loss, prepares its statements, then sends
 * what stands in its line and answers in the same order (pipeline mode). Internal to db/: pool.h, txn and listen.h stand on it.
 */
#ifndef TASUKI_DB_CONN_H
#define TASUKI_DB_CONN_H

#include "db/pool.h"

enum step_kind {
	STEP_LOCAL,   /* nothing is sent; answered with `local` when its turn has come */
	STEP_PREPARE, /* conn.c's own */
	STEP_QUERY,   /* answered as soon as its result is here; part of what the next sync closes */
	STEP_SINGLE,  /* with a sync of its own: answered when PostgreSQL has committed it */
	STEP_SYNC,    /* closes what was sent before */
};

struct answer {
	enum err err;
	bool lost;            /* the connection went: err is the step's `loss`, or DATABASE_DOWN where it was not sent */
	bool aborted;         /* not run, because an earlier step failed; err says INTERNAL, the earlier step knew better */
	bool committed;       /* STEP_QUERY: the statement was a COMMIT and did commit */
	bool idle;            /* STEP_SYNC: no transaction is open on the server */
	const char *sqlstate; /* NULL where PostgreSQL gave none */
	const struct rows *rows;
};

/* Made by step_create, owned by the connection once pushed, freed by it after `answer` has returned. */
struct step {
	struct step *next;
	enum step_kind kind;
	enum err local, loss;
	const char *name; /* of the prepared statement, and for the log; kept */
	const char *text; /* NULL: run the prepared one; else run this; kept */
	void (*answer)(const struct step *s, const struct answer *a);
	/* the answer's */
	void *owner, *arg;
	union {
		rows_cb rows;
		void (*done)(void *arg, enum err e);
		void (*opened)(void *arg, enum err e, struct txn *t);
	} cb;
	/* conn's */
	bool sent;
	bool gone; /* pushed while not up: became a STEP_LOCAL */
	enum err held_err;
	void *held; /* PGresult of a STEP_SINGLE, until its sync */
	int count;
	int *length;
	const char *value[];
};

/* q NULL: no parameters. Values stay where they are: q's arena must live until the answer. */
struct step *step_create(enum step_kind kind, const char *name, const struct query *q);
/* STEP_QUERY or STEP_SINGLE of the statement of q. */
struct step *step_of_query(enum step_kind kind, const struct query *q);
void step_free(struct step *s);

struct conn;
struct loop;

struct conn_options {
	const char *conninfo, *name; /* kept */
	const enum stmt *stmts;      /* to prepare; kept */
	int stmt_count;
	int silence_ms; /* a connection that owes answers and sends nothing so long is given up; 0 = 30 s */
	void (*up)(void *arg, struct conn *c);
	void (*down)(void *arg, struct conn *c); /* an up connection was lost; everything under way has been answered */
	/* One statement cannot be prepared, at each attempt again; the connection stays down. May be NULL. */
	void (*fault)(void *arg, const char *statement, const char *sqlstate);
	void (*notice)(void *arg, struct str channel, struct str payload); /* may be NULL */
	void *arg;
};

/* The first attempt is made on the next turn. Hooks fire on the loop, never inside a call of this header but conn_destroy. */
struct conn *conn_create(struct loop *loop, const struct conn_options *o);
/* Answers all steps as lost, fires no hook. Allowed inside an answer or a hook. Null-safe; nulls. */
void conn_destroy(struct conn **c);
bool conn_up(const struct conn *c);
/* Steps not answered yet. */
int conn_waiting(const struct conn *c);
/* Puts a step at the end of the line; all that was pushed in one turn goes out in one write, closed by a sync. While the
 * connection is not up every step is answered DATABASE_DOWN (lost) on the next turn, a STEP_LOCAL with its own error. */
void conn_push(struct conn *c, struct step *s);

#endif
