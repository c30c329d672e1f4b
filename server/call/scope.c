#include "call/scope.h"

#include "base/check.h"
#include "db/bind.h"

static void read_session(const struct rows *r, int row, int col, struct facts *f)
{
	struct session_columns c = {
	        .state = rows_str(r, row, col + 4),
	        .started_at = rows_i64(r, row, col + 5),
	        .end_at = rows_i64(r, row, col + 6),
	        .idle_ms = rows_i64(r, row, col + 7),
	        .active_at = rows_i64(r, row, col + 8),
	        .account_active = rows_bool(r, row, col + 9),
	        .hat_ended = rows_bool(r, row, col + 10),
	};

	if (rows_null(r, row, col)) {
		f->session.state = SESSION_NONE;
		return;
	}
	f->session.id.id = rows_id(r, row, col);
	f->session.account.id = rows_id(r, row, col + 1);
	f->session.hat.id = rows_id(r, row, col + 2);
	f->session.hat_kind = facts_hat_kind(rows_str(r, row, col + 3));
	f->session.facility.id = rows_id(r, row, col + 28);
	f->session.facility_admin = rows_bool(r, row, col + 29);
	f->session.physician = rows_bool(r, row, col + 36);
	facts_session_state(&c, f->now, &f->session);
}

static void read_space(const struct rows *r, int row, int col, struct facts *f)
{
	struct space_columns c = {
	        .consent = rows_str(r, row, col + 12),
	        .instruction = rows_str(r, row, col + 32),
	        .archived_at = rows_i64(r, row, col + 13),
	        .frozen_at = rows_i64(r, row, col + 14),
	        .read_until = rows_i64(r, row, col + 15),
	        .closed_at = rows_i64(r, row, col + 34),
	        .erased_at = rows_i64(r, row, col + 35),
	};

	f->space.found = !rows_null(r, row, col + 11);
	if (!f->space.found)
		return;
	f->space.id.id = rows_id(r, row, col + 11);
	f->space.kind = facts_space_kind(rows_str(r, row, col + 30));
	f->space.patient.id = rows_id(r, row, col + 31);
	f->space.consented = facts_consented(rows_str(r, row, col + 12));
	f->space.instructed = facts_instructed(rows_str(r, row, col + 32));
	f->space.attending_pending = rows_bool(r, row, col + 33);
	f->space.seated = rows_bool(r, row, col + 37);
	f->space.clinic.id = rows_id(r, row, col + 38);
	facts_space_state(&c, f->now, &f->space.state, &f->space.readable);
	f->space.seq = rows_i64(r, row, col + 16);
	f->space.post_no = rows_i64(r, row, col + 17);
	f->member.found = !rows_null(r, row, col + 18);
	f->member.from_seq = rows_i64(r, row, col + 18);
	f->member.read_from_seq = rows_i64(r, row, col + 19);
	f->member.role = facts_role(rows_str(r, row, col + 20));
}

static void read_post(const struct rows *r, int row, int col, struct facts *f)
{
	f->post.found = !rows_null(r, row, col + 21);
	f->post.id.id = rows_id(r, row, col + 21);
	f->post.author.id = rows_id(r, row, col + 22);
	f->post.created_seq = rows_i64(r, row, col + 23);
	f->post.no = rows_i64(r, row, col + 24);
	f->post.version = (uint32_t)rows_i64(r, row, col + 25);
	f->post.deleted = rows_bool(r, row, col + 26);
	f->post.root.id = rows_id(r, row, col + 27);
}

void scope_read(const struct rows *r, int row, int col, struct facts *f)
{
	check(r != NULL && f != NULL && f->now > 0);
	read_session(r, row, col, f);
	read_space(r, row, col, f);
	read_post(r, row, col, f);
}

void scope_query(struct query *q, struct arena *a, struct str token_hash, struct space_id space, struct post_id post)
{
	query_init(q, a, STMT_scope);
	bind_bytes(q, token_hash);
	bind_id_or_null(q, space.id);
	bind_id_or_null(q, post.id);
}

int64_t scope_session_lock(struct str token_hash)
{
	uint64_t number = 0;

	check(token_hash.n >= sizeof(number));
	for (size_t i = 0; i < sizeof(number); i++) /* big-endian, as session.sql computes it */
		number = number << 8 | (unsigned char)token_hash.p[i];
	return (int64_t)number;
}
