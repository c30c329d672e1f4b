/* One row of facts: who asks, about which space and post. The same columns come from the ordinary scope statement and from the hot lane. */
#ifndef TASUKI_CALL_SCOPE_H
#define TASUKI_CALL_SCOPE_H

#include "db/row.h"
#include "policy/facts.h"

struct arena;
struct query;

/* Session, space and membership come first; then the post. */
#define SCOPE_PLACE_COLUMNS 37
#define SCOPE_POST_COLUMNS 7

/* Reads a row of the scope statement. f->now and f->terms must be set. */
void scope_read(const struct rows *r, int row, struct facts *f);
/* Its two parts, where they come from statements of their own: the first SCOPE_PLACE_COLUMNS columns; SCOPE_POST_COLUMNS columns from `col` on. */
void scope_read_place(const struct rows *r, int row, struct facts *f);
void scope_read_post(const struct rows *r, int row, int col, struct facts *f);
/* The scope statement. space and post may be all zero. */
void scope_query(struct query *q, struct arena *a, struct str token_hash, struct space_id space, struct post_id post);
/* An advisory lock number for a session: writers share it, ending the session takes it alone, so that check and act are one step. */
int64_t scope_session_lock(struct str token_hash);

#endif
