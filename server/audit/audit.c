#include "audit/audit.h"

#include "base/check.h"
#include "db/bind.h"

struct columns {
	int64_t *at, *from, *to;
	struct str *act, *result, *source;
	struct id128 *session, *account, *hat, *space, *object;
};

static struct columns columns_of(struct arena *a, size_t n)
{
	return (struct columns){
	        .at = arena_array(a, n, sizeof(int64_t)),
	        .from = arena_array(a, n, sizeof(int64_t)),
	        .to = arena_array(a, n, sizeof(int64_t)),
	        .act = arena_array(a, n, sizeof(struct str)),
	        .result = arena_array(a, n, sizeof(struct str)),
	        .source = arena_array(a, n, sizeof(struct str)),
	        .session = arena_array(a, n, sizeof(struct id128)),
	        .account = arena_array(a, n, sizeof(struct id128)),
	        .hat = arena_array(a, n, sizeof(struct id128)),
	        .space = arena_array(a, n, sizeof(struct id128)),
	        .object = arena_array(a, n, sizeof(struct id128)),
	};
}

void audit_query(struct query *q, struct arena *a, const struct audit_row *rows, size_t n)
{
	struct columns c;

	check(q != NULL && rows != NULL && n > 0);
	c = columns_of(a, n);
	for (size_t i = 0; i < n; i++) {
		c.at[i] = rows[i].at;
		c.act[i] = str_of(rows[i].act);
		c.result[i] = str_of(err_code(rows[i].result));
		c.session[i] = rows[i].session.id;
		c.account[i] = rows[i].account.id;
		c.hat[i] = rows[i].hat.id;
		c.space[i] = rows[i].space.id;
		c.object[i] = rows[i].object;
		c.from[i] = rows[i].from_no;
		c.to[i] = rows[i].to_no;
		c.source[i] = rows[i].source;
	}
	query_init(q, a, STMT_audit_insert);
	bind_i64s(q, c.at, n);
	bind_texts(q, c.act, n);
	bind_texts(q, c.result, n);
	bind_ids(q, c.session, n);
	bind_ids(q, c.account, n);
	bind_ids(q, c.hat, n);
	bind_ids(q, c.space, n);
	bind_ids(q, c.object, n);
	bind_i64s(q, c.from, n);
	bind_i64s(q, c.to, n);
	bind_texts(q, c.source, n);
}
