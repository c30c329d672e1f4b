-- What `job` ends because it is over.

-- name: job_sessions
with over as (
  update session set state = 'ended', ended_at = $1::bigint, end_reason = 'overall'
   where state <> 'ended' and end_at <= $1::bigint returning id, account, hat)
insert into audit (at, act, result, session, account, hat) select $1::bigint, 'session_end', 'ok', id, account, hat from over;

-- name: job_application_drafts
select application_drafts_over($1::bigint);

-- name: job_tie_reasons
select tie_reasons_over($1::bigint);

-- name: job_kin_accounts
select kin_accounts_end($1::bigint, $2::bigint);

-- name: job_incidents
select incident_remind($1::bigint);

-- name: job_attest_open
select attest_open($1::bigint, $2::bigint, $3::bigint);

-- name: job_attest_remind
select attest_remind($1::bigint);

-- name: job_attest_stop
select attest_stop_loose($1::bigint, $2::bigint);

-- name: job_throttle
delete from throttle where until_at < $1::bigint and last_at < $2::bigint;

-- name: job_erasure_approved
select id from erasure where state = 'approved' and hold is null and accepted_at <= $1::bigint order by accepted_at;

-- name: job_erasure_pause
select erasure_pause($1::uuid, $2::bigint, $3::bigint);

-- name: job_erasure_due
select id from erasure where state = 'pausing' and due_at <= $1::bigint and hold is null order by due_at;

-- name: job_erasure_claim
select erasure_claim($1::uuid, $2::bigint, $3::integer);

-- name: job_erasure_executing
select id from erasure where state = 'executing' and executing_at <= $1::bigint + 3600000 order by executing_at;

-- name: job_erasure_keys
-- The keys that are to be destroyed, under the two approvals that count.
select x.space, e.digest, e.number, a.hats[1], a.hats[2] from erasure e
  join erasure_space x on x.erasure = e.id and x.ledger_no is null
  cross join lateral (select array_agg(p.hat order by p.at, p.hat) as hats from erasure_approval p where p.erasure = e.id and p.voided_at is null and p.digest = e.digest) a
 where e.id = $1::uuid and e.state = 'executing' order by x.space;

-- name: job_erasure_destroyed
select erasure_destroyed($1::uuid, $2::uuid, $3::bigint, $4::bigint);

-- name: job_erasure_purge
select erasure_purge(id, $2::bigint) from erasure where id = $1::uuid and purged_at is null;

-- name: job_erasure_certificate
select erasure_certificate($1::uuid, $2::bigint, $3::bigint);

-- name: job_erasure_certify
select erasure_certify($1::uuid, $2::text, $3::bytea, $4::bytea, $5::bigint);
