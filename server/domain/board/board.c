#include "call/call.h"
#include "domain/board/board_rows.h"

static enum err write_confirmation(struct call *c, const struct rows *r, int i)
{
	out_object(&c->out);
	out_key(&c->out, "person");
	out_raw(&c->out, rows_str(r, i, 0));
	out_key_i64_or_null(&c->out, "at", rows_i64(r, i, 1));
	out_end(&c->out);
	return ERR_OK;
}

static enum err on_confirmations(struct call *c, const struct rows *r)
{
	return call_write_list(c, "confirmations", r, write_confirmation);
}

/* GET …/posts/{post}/confirmations: which 施設管理者 have confirmed it as it stands, and which have not. */
enum err board_confirmations(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_board_confirmations);
	bind_id(&q, c->match.space.id);
	bind_id(&q, c->match.post.id);
	call_query(c, &q, on_confirmations);
	return ERR_OK;
}
