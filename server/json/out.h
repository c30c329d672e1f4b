/* Writes one JSON value piece by piece; commas come by themselves. A finished out is a well-formed text (checked). */
#ifndef TASUKI_JSON_OUT_H
#define TASUKI_JSON_OUT_H

#include "base/buf.h"
#include "base/id.h"
#include "base/phi.h"

#define OUT_DEPTH 15

struct out {
	struct buf buf;          /* owned: buf_finish, or hand it to http_answer */
	unsigned depth;
	bool some[OUT_DEPTH + 1]; /* something stands on this level already */
	char close[OUT_DEPTH + 1];
	bool key_open;
};

/* A zeroed struct out is a fresh one. */
void out_object(struct out *o);
void out_array(struct out *o);
void out_end(struct out *o); /* of the innermost object or array */
void out_key(struct out *o, const char *name);

void out_bool(struct out *o, bool v);
void out_i64(struct out *o, int64_t v);
void out_id(struct out *o, struct id128 v);
void out_id_or_null(struct out *o, struct id128 v); /* all zero = null */
void out_null(struct out *o);
void out_phi(struct out *o, struct phi v);
void out_raw(struct out *o, struct str json); /* well-formed JSON from the program itself or from SQL */
void out_text(struct out *o, struct str v);
void out_text_or_null(struct out *o, struct str v); /* p NULL = null */

/* key + value in one line */
void out_key_bool(struct out *o, const char *name, bool v);
void out_key_i64(struct out *o, const char *name, int64_t v);
void out_key_i64_or_null(struct out *o, const char *name, int64_t v); /* 0 = null */
void out_key_id(struct out *o, const char *name, struct id128 v);
void out_key_id_or_null(struct out *o, const char *name, struct id128 v);
void out_key_text(struct out *o, const char *name, struct str v);
void out_key_text_or_null(struct out *o, const char *name, struct str v);

void out_key_phi_or_null(struct out *o, const char *name, struct phi v);         /* p NULL = null */
void out_key_raw_or_null(struct out *o, const char *name, struct str json); /* p NULL = null */

/* The whole text; every object and array must have been ended. */
struct str out_done(const struct out *o);
void out_finish(struct out *o);

#endif
