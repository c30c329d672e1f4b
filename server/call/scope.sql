-- Facts of one call (call/scope.c reads the columns by position) and the locks that make check and act one step.

-- name: scope
select f.id, f.account, f.hat, f.kind, f.state, f.started_at, f.end_at, f.idle_ms, f.active_at, f.account_active, f.hat_ended,
  s.id, s.consent, s.archived_at, s.frozen_at, s.read_until, s.seq, s.post_no, m.from_seq, m.read_from_seq, m.role,
  f.facility, f.facility_admin, s.kind, s.patient, s.instruction, s.attending_pending, s.closed_at, s.erased_at,
  f.physician, s.attending is not null and not s.attending_pending, coalesce(t.facility, s.facility), f.factor, f.must_enrol, f.factor_at, f.proved_at, f.gate_at,
  p.id, p.author, p.created_seq, p.no, p.version, p.deleted_at is not null, p.reply_to
  from session_facts f
  left join space s on s.id = $2::uuid
  left join hat t on t.id = s.attending
  left join member m on m.space = s.id and m.hat = f.hat and m.to_seq is null
  left join post p on p.id = $3::uuid and p.space = s.id
 where f.token_hash = $1::bytea;

-- name: scope_lock_session
select pg_advisory_xact_lock($1::bigint);

-- name: scope_lock_patient
-- The space of an ordinary act together with the other spaces of its patient: consent and deletion change both.
select id from space where id = $1::uuid or patient = (select patient from space where id = $1::uuid) order by id for no key update;

-- name: scope_lock_spaces
select id from space where id = any($1::uuid[]) order by id for no key update;
