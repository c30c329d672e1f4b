/* 在籍の確認: a 施設管理者 is asked; the office sees what is overdue. */
#include "base/settings.h"
#include "call/app.h"
#include "domain/inbox/inbox_lists.h"

enum err inbox_attests(struct call *c, const struct rows *r, int i)
{
	enum { ID = 1, FACILITY, OUTSIDE, STEP, DUE_AT, TOLD_AT, WAITING, KEPT };
	int64_t told_at = rows_i64(r, i, TOLD_AT);
	struct out *o = &c->out;

	out_object(o);
	out_key_id(o, "id", rows_id(r, i, ID));
	out_key_text(o, "facility", rows_str(r, i, FACILITY));
	out_key_bool(o, "outside", rows_bool(r, i, OUTSIDE));
	out_key_text(o, "step", rows_str(r, i, STEP));
	out_key_i64(o, "due_at", rows_i64(r, i, DUE_AT));
	out_key_i64_or_null(o, "stop_at", told_at == 0 ? 0 : told_at + c->app->settings->attest_grace_days * 86400000LL);
	out_key_i64(o, "waiting", rows_i64(r, i, WAITING));
	out_key_bool(o, "kept", rows_bool(r, i, KEPT));
	out_end(o);
	return ERR_OK;
}
