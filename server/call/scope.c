#include "call/scope.h"

#include "base/check.h"
#include "db/bind.h"

static void read_session(const struct rows *r, int row, struct facts *f)
{
	struct session_columns c = {
	        .state = rows_str(r, row, 4),
	        .started_at = rows_i64(r, row, 5),
	        .end_at = rows_i64(r, row, 6),
	        .idle_ms = rows_i64(r, row, 7),
	        .active_at = rows_i64(r, row, 8),
	        .account_active = rows_bool(r, row, 9),
	        .hat_ended = rows_bool(r, row, 10),
	};

	struct proof_columns proof = {
	        .factor = rows_bool(r, row, 32),
	        .must_enrol = rows_bool(r, row, 33),
	        .factor_at = rows_i64(r, row, 34),
	        .proved_at = rows_i64(r, row, 35),
	        .gate_at = rows_null(r, row, 36) ? INT64_MAX : rows_i64(r, row, 36),
	};

	if (rows_null(r, row, 0)) {
		f->session.state = SESSION_NONE;
		return;
	}
	f->session.id.id = rows_id(r, row, 0);
	f->session.account.id = rows_id(r, row, 1);
	f->session.hat.id = rows_id(r, row, 2);
	f->session.hat_kind = facts_hat_kind(rows_str(r, row, 3));
	f->session.facility.id = rows_id(r, row, 21);
	f->session.facility_admin = rows_bool(r, row, 22);
	f->session.physician = rows_bool(r, row, 29);
	facts_session_state(&c, f->now, &f->session);
	facts_session_proof(&proof, f->terms, f->now, &f->session);
}

static void read_space(const struct rows *r, int row, struct facts *f)
{
	struct space_columns c = {
	        .consent = rows_str(r, row, 12),
	        .instruction = rows_str(r, row, 25),
	        .archived_at = rows_i64(r, row, 13),
	        .frozen_at = rows_i64(r, row, 14),
	        .read_until = rows_i64(r, row, 15),
	        .closed_at = rows_i64(r, row, 27),
	        .erased_at = rows_i64(r, row, 28),
	};

	f->space.found = !rows_null(r, row, 11);
	if (!f->space.found)
		return;
	f->space.id.id = rows_id(r, row, 11);
	f->space.kind = facts_space_kind(rows_str(r, row, 23));
	f->space.patient.id = rows_id(r, row, 24);
	f->space.consented = facts_consented(rows_str(r, row, 12));
	f->space.instructed = facts_instructed(rows_str(r, row, 25));
	f->space.attending_pending = rows_bool(r, row, 26);
	f->space.seated = rows_bool(r, row, 30);
	f->space.clinic.id = rows_id(r, row, 31);
	facts_space_state(&c, f->now, &f->space.state, &f->space.readable);
	f->space.seq = rows_i64(r, row, 16);
	f->space.post_no = rows_i64(r, row, 17);
	f->member.found = !rows_null(r, row, 18);
	f->member.from_seq = rows_i64(r, row, 18);
	f->member.read_from_seq = rows_i64(r, row, 19);
	f->member.role = facts_role(rows_str(r, row, 20));
}

void scope_read_post(const struct rows *r, int row, int col, struct facts *f)
{
	f->post.found = !rows_null(r, row, col);
	f->post.id.id = rows_id(r, row, col);
	f->post.author.id = rows_id(r, row, col + 1);
	f->post.created_seq = rows_i64(r, row, col + 2);
	f->post.no = rows_i64(r, row, col + 3);
	f->post.version = (uint32_t)rows_i64(r, row, col + 4);
	f->post.deleted = rows_bool(r, row, col + 5);
	f->post.root.id = rows_id(r, row, col + 6);
}

void scope_read_place(const struct rows *r, int row, struct facts *f)
{
	check(r != NULL && f != NULL && f->now > 0 && f->terms != NULL);
	read_session(r, row, f);
	read_space(r, row, f);
}

void scope_read(const struct rows *r, int row, struct facts *f)
{
	scope_read_place(r, row, f);
	scope_read_post(r, row, SCOPE_PLACE_COLUMNS, f);
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
