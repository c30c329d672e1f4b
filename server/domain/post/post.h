/* How a post is written into answers and frames. */
#ifndef TASUKI_DOMAIN_POST_POST_H
#define TASUKI_DOMAIN_POST_POST_H

#include "base/arena.h"
#include "base/err.h"
#include "db/row.h"
#include "json/out.h"

struct app;

/* The columns of post_now and what follows them. */
enum post_column {
	POST_ID, POST_SPACE, POST_NO, POST_SEQ, POST_CREATED_SEQ, POST_AUTHOR, POST_CREATED_AT, POST_BODY, POST_VERSION, POST_REPLY_TO, POST_REPLY_NO,
	POST_REPLIES, POST_EDITED_AT, POST_DELETED_AT, POST_DELETED_BY, POST_REASON, POST_REACTIONS, POST_RECEIPT,
	POST_REPORT, /* post_report_state: 2 hides the text */
	POST_PAGE_SEQ, POST_PAGE_OTHER /* of a page: the space's seq; whether there are posts on its other side */
};

/* Row i as an object. The space's key must be on lease (KEYS_DOWN); INTERNAL when the text does not open. */
MUST_USE enum err post_write(const struct app *app, struct arena *a, const struct rows *r, int i, struct out *o);
/* False for text of nothing but white space, the ideographic one included. */
bool post_body_says_something(struct phi body);

#endif
