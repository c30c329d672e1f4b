/*
 * The hot lane: the few acts that happen all day (posting, editing, deleting, reacting, the audit of reads). Calls that queued while the
 * last batch was being judged share one transaction: one statement for all facts, decisions in C, one set-based write a table, one commit.
 * A space's calls run in its owner worker (mesh.h brings them there); the row lock stays the safety net.
 */
#ifndef TASUKI_CALL_HOT_H
#define TASUKI_CALL_HOT_H

#include "base/phi.h"
#include "crypt/token.h"
#include "policy/decide.h"

#define HOT_CONNECTIONS 2

struct hot;
struct leases;
struct loop;
struct pool;

enum hot_kind { HOT_DELETE, HOT_EDIT, HOT_POST, HOT_REACT, HOT_READ, HOT_UNREACT };

/* What is asked; plain data, so that it can travel to the owner worker. */
struct hot_op {
	enum hot_kind kind;
	enum action action;
	unsigned char token_hash[TOKEN_HASH];
	struct space_id space; /* all zero for reads outside a space */
	struct post_id post;   /* the post acted on; of HOT_POST: the post replied to */
	struct id128 client_key;
	uint32_t version;
	int32_t reaction;       /* index into reaction_words */
	int64_t from_no, to_no; /* of a page read */
	bool keyless;           /* whose hat is no member: the key holder is not asked, which would tell by the time whether it knows the space */
	bool screened;          /* the text was looked at for patient data: a space about no patient takes no other (SCREEN_DOWN) */
};

/* What came of it. */
struct hot_result {
	enum err e;
	bool replayed; /* the client's key was here before: nothing new was written */
	struct post_id post;
	struct post_id root; /* reply_to as stored */
	struct session_id session;
	struct hat_id hat;
	int64_t no, seq, at, root_no;
	int64_t active_at; /* of the session, before this act */
};

typedef void (*hot_cb)(void *arg, const struct hot_result *r);

struct hot_options {
	struct loop *loop;
	struct pool *pool; /* HOT_CONNECTIONS, transactions only */
	struct leases *leases;
	const struct terms *terms; /* borrowed */
	struct deployment_id deployment;
	/* These spaces have new events up to these seqs, committed. */
	void (*committed)(void *arg, const struct space_id *spaces, const int64_t *seqs, size_t n);
	void *arg;
};

extern const char *const reaction_words[]; /* seen acknowledged thanks like done, NULL */

struct hot *hot_create(const struct hot_options *o);
void hot_destroy(struct hot **h);
bool hot_idle(const struct hot *h);

/*
 * Queues the call; text (body or reason) and source (peer address) are copied. cb fires once, never before returning. Errors: what decide() says, CONFLICT (edit of
 * an old version), BAD_VALUE, BUSY (over 2,000 queued), KEYS_DOWN, DATABASE_DOWN, STORAGE_FULL, COMMIT_UNKNOWN, INTERNAL.
 */
void hot_submit(struct hot *h, const struct hot_op *op, struct phi text, struct str source, hot_cb cb, void *arg);

#endif
