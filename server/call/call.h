/*
 * One call under way: what the runner hands to a noun's handler, and what a handler may do with it. Handlers never wait: they queue
 * statements (or a hot act, or keys) together with the function that goes on when the answer is there, and return.
 *
 *     enum err draft_read(struct call *c)                     → call_query(c, &q, then); return ERR_OK;
 *     static enum err then(struct call *c, const struct rows *r) → writes c->out; return ERR_OK;
 *
 * A handler that has queued nothing more is finished: the runner seals (audit, commit), answers and closes. Any error returned ends the
 * call: the transaction is rolled back, the error is the answer.
 */
#ifndef TASUKI_CALL_CALL_H
#define TASUKI_CALL_CALL_H

#include "base/arena.h"
#include "call/hot.h"
#include "call/route.h"
#include "crypt/sealed.h"
#include "db/bind.h"
#include "db/row.h"
#include "json/out.h"

struct app; /* what a worker's parts share: call/app.h */

typedef enum err (*call_rows)(struct call *c, const struct rows *r);
typedef enum err (*call_then)(struct call *c);
typedef enum err (*call_hot_then)(struct call *c, const struct hot_result *r);

struct call {
	unsigned magic;
	struct app *app;
	struct http_req *req;
	struct arena *arena; /* dies, wiped, with the request */
	struct route_match match;
	unsigned char token_hash[TOKEN_HASH];
	bool has_token;
	void *in;           /* struct <shape>_in */
	struct facts facts; /* of lanes READ and CALL */
	struct txn *txn;    /* lane CALL */

	/* The answer. */
	struct out out;
	int status;            /* 200 unless set */
	struct str set_cookie; /* whole header value; p NULL = none */
	bool clear_site_data;
	const char *page; /* the answer is no JSON but the bytes in out.buf, of this type */
	struct str etag;  /* of a page, with its quotes; p NULL = none */
	struct str file;  /* of a page that is to be kept as a file: its name, ASCII; p NULL = none */
	const struct http_file *sent; /* the answer is this file, or the part asked for */
	struct str detail; /* of an error: a field path */
	int64_t retry_after; /* s; of an error */
	struct str places; /* of PATIENT_DATA and CONSENT_NEEDED: JSON; p NULL = none */
	bool tap_helps;    /* of PATIENT_DATA: only guesses, the writer may answer for them */

	/* Audit of this call: filled by the runner, refined by the handler. */
	struct id128 audit_object;
	int64_t audit_from, audit_to;
	bool unaudited; /* reads of nothing: no row */
	enum err refusal;   /* the answer is this error, yet what was written is committed (a failed sign-in counts) */

	struct str allow; /* of METHOD_REFUSED: the methods there are */

	/* After the commit. */
	void (*committed)(struct call *c);
	void (*changed)(struct call *c); /* space_change's: hints and notices */
	void *changes;
	void *keep; /* the handler's own, in the arena */

	/* The runner's. */
	int step;
	unsigned pending;
	enum err failed;
	call_then space_then; /* call_space's */
	struct space_id *keys; /* that call_keys has asked for last; shown.c */
	size_t keys_n;
	int64_t began;
};

#define CALL_MAGIC 0xca11ca11u

/* Queues a statement: in the call's transaction (lane CALL), else on the read pool. then may be NULL. */
void call_query(struct call *c, const struct query *q, call_rows then);
/* Into the object that is open: "name": [one for each row]. The first error of `one`, after which nothing more is to be written. */
MUST_USE enum err call_write_rows(struct call *c, const char *name, const struct rows *r, enum err (*one)(struct call *c, const struct rows *r, int i));
/* The same, and closes that object. */
MUST_USE enum err call_write_last(struct call *c, const char *name, const struct rows *r, enum err (*one)(struct call *c, const struct rows *r, int i));
/* Answers {name: [one for each row]}; the first error of `one` is the answer instead. */
MUST_USE enum err call_write_list(struct call *c, const char *name, const struct rows *r, enum err (*one)(struct call *c, const struct rows *r, int i));
/* The whole answer {id}; made: 201, of something new. */
void call_answer_id(struct call *c, struct id128 id);
void call_answer_made(struct call *c, struct id128 id);
/* Waits until the keys of these spaces are on lease. Afterwards lease_key (NULL for spaces without a key) is good for one loop turn. */
void call_keys(struct call *c, const struct space_id *spaces, size_t n, call_then then);
/* Runs a hot act, in the owner worker. */
void call_hot(struct call *c, const struct hot_op *op, struct phi text, call_hot_then then);
/* Lanes OPEN and READ: opens a transaction, with the session locked if there is one; call_query uses it from then on, the runner commits it. */
void call_begin(struct call *c, call_then then);
/* For work of its own kind (a password check): between these two the call waits. call_resume runs `then` and may free c. */
void call_suspend(struct call *c);
void call_resume(struct call *c, enum err e, call_then then);

/*
 * Lane CALL, for a space that the path does not name: locks it (and the other spaces of its patient, as for one in the path), reads the facts anew (newer than the lock) and makes the call one about this
 * space. The handler then judges them by a rule of its own (decide).
 */
void call_space(struct call *c, struct space_id space, call_then then);
/* The same for the space of the item in the path: the one column of stmt ($1 the item, $2 the asker's hat). NOT_FOUND without a row. The item is the
 * audit row's object; what it is now is read again under the lock. */
MUST_USE enum err call_item_space(struct call *c, enum stmt stmt, call_then then);
/*
 * For a handler that has written nothing: ends the call with this answer and leaves an audit row of the refusal. So what is forbidden only in the
 * handler's eyes leaves its trace as what a rule forbids.
 */
MUST_USE enum err call_refuse(struct call *c, enum err e);

/* Ids and token of the asker for the hot lane. */
struct hot_op call_hot_op(const struct call *c, enum hot_kind kind);

/* Opens a sealed value into the arena; at->deployment is filled in here. KEYS_DOWN without a key; INTERNAL when it does not open. */
MUST_USE enum err call_unseal(const struct call *c, struct seal_place at, struct str sealed, struct phi *out_r);

/* Seals for at->space into the arena; at->deployment is filled in here. KEYS_DOWN without a key. */
MUST_USE enum err call_seal(const struct call *c, struct seal_place at, struct phi plain, struct str *out_r);
/* Makes the key of a new space, durable in store and recovery place, then goes on with the key on lease (a key that is there already is taken:
 * an earlier try of the same call made it). */
void call_new_key(struct call *c, struct space_id space, call_then then);

/* Runs a whole request: the entry of net_app. */
void call_run(struct app *app, struct http_req *r);

#endif
