-- Sessions; see session.def.

-- name: session_throttled
select coalesce(max(until_at), 0) from throttle where key = any($1::bytea[]);

-- name: session_throttle_failure
with n as (select * from unnest($1::bytea[], $2::int[]) as n (key, free))
insert into throttle as t (key, failures, last_at, until_at) select key, 1, $3::bigint, 0 from n order by key
on conflict (key) do update set last_at = $3::bigint,
  failures = case when t.last_at < $3::bigint - 86400000 then 1 else t.failures + 1 end,
  until_at = case when t.last_at >= $3::bigint - 86400000 and t.failures + 1 >= (select free from n where n.key = t.key)
    then $3::bigint + least(900000, 15000 * 2 ^ least(10, t.failures + 1 - (select free from n where n.key = t.key)))::bigint else 0 end;

-- name: session_throttle_success
update throttle set failures = 0, until_at = 0, last_at = $2::bigint where key = $1::bytea and failures > 0;

-- name: session_account_by_login
-- Of a stopped account too: who knows its password is told so.
select a.id, a.password, h.id, h.kind, a.factor_since is not null, x.sealed, p.kind from account a
  left join factor x on x.account = a.id
  left join stop p on p.account = a.id and p.lifted_at is null
  join lateral (select h.id, h.kind from hat h left join facility f on f.id = h.facility
     where h.account = a.id and h.ended_at is null and h.absent_since is null and f.ended_at is null order by h.id = a.last_hat desc nulls last, h.from_at, h.id limit 1) h on true
 where a.login = $1::text and (a.state = 'active' or a.state = 'stopped' and p.id is not null) and (a.enrol_until is null or a.enrol_until >= $2::bigint);

-- name: session_account_of
select a.password, a.factor_since is not null, x.sealed from account a left join factor x on x.account = a.id where a.id = $1::uuid;

-- name: session_factor_step
-- Each code is good once, whoever sends it at the same time.
update factor set last_step = $2::bigint where account = $1::uuid and last_step < $2::bigint returning account;

-- name: session_factor_recovery
update recovery_code set used_at = $3::bigint where account = $1::uuid and hash = $2::bytea and used_at is null and replaced_at is null returning id;

-- name: session_proved
update session set proved_at = $2::bigint, second_factor_at = case when $3::bool then $2::bigint else second_factor_at end
 where id = $1::uuid and state = 'active' returning id;

-- name: session_password_renew
update account set password = $2::text where id = $1::uuid;

-- name: session_password_set
update account set password = $3::text, password_at = $4::bigint where id = $1::uuid and password = $2::text and state = 'active' returning id;

-- name: session_insert
-- Who knows the password has not forgotten it: a link for a new one ends.
with s as (
  insert into session (id, token_hash, account, hat, state, started_at, end_at, idle_ms, source, proved_at, second_factor_at)
  values ($1::uuid, $2::bytea, $3::uuid, $4::uuid, 'active', $5::bigint, $6::bigint, $7::bigint, $8::text, $5::bigint, case when $9::bool then $5::bigint end)),
v as (insert into session_activity (session, at) values ($1::uuid, $5::bigint)),
a as (update account set last_hat = $4::uuid where id = $3::uuid returning id)
update password_link l set ended_at = $5::bigint, end_reason = 'sign_in' from a where l.account = a.id and l.ended_at is null;

-- name: session_succeed
-- A new token for the same sign-in. The hat may change: its limits hold, yet the overall one never moves back. $8: the password was shown, which ends a link for a new one.
with old as (select * from session where id = $2::uuid and state <> 'ended'),
s as (
  insert into session (id, token_hash, account, hat, state, started_at, end_at, idle_ms, second_factor_at, proved_at, device, source)
  select $1::uuid, $3::bytea, account, $4::uuid, 'active', $5::bigint, least(end_at, $5::bigint + $7::bigint), $6::bigint, second_factor_at,
    case when $8::bool then $5::bigint else proved_at end, device, source from old
  returning id, account, end_at),
v as (insert into session_activity (session, at) select id, $5::bigint from s),
a as (update account set last_hat = $4::uuid where id in (select account from s) returning id),
l as (update password_link l set ended_at = $5::bigint, end_reason = 'sign_in' from a where $8::bool and l.account = a.id and l.ended_at is null)
select end_at from s;

-- name: session_end
with ended as (
  update session set state = 'ended', ended_at = $2::bigint, end_reason = $3::text where id = any($1::uuid[]) and state <> 'ended' returning id),
head as (update revocation_head set n = n + (select count(*) from ended) returning n),
revoked as (
  insert into revocation (n, session, locked, at)
  select head.n - (select count(*) from ended) + row_number() over (), ended.id, false, $2::bigint from ended, head returning session)
select pg_notify('revoked', session::text || ' ended') from revoked;

-- name: session_lock
with locked as (update session set state = 'locked' where id = $1::uuid and state = 'active' returning id),
head as (update revocation_head set n = n + (select count(*) from locked) returning n),
revoked as (insert into revocation (n, session, locked, at) select head.n, locked.id, true, $2::bigint from locked, head returning session)
select pg_notify('revoked', session::text || ' locked') from revoked;

-- name: session_all_of_account
-- Takes the lock of each first (scope_session_lock), so that no act of theirs commits after their end.
select id, pg_advisory_xact_lock(('x' || encode(substring(token_hash from 1 for 8), 'hex'))::bit(64)::bigint)
  from session where account = $1::uuid and state <> 'ended' order by token_hash;

-- name: session_others_of_account
-- The same but for one of them ($2; null: none).
select id, pg_advisory_xact_lock(('x' || encode(substring(token_hash from 1 for 8), 'hex'))::bit(64)::bigint)
  from session where account = $1::uuid and id is distinct from $2::uuid and state <> 'ended' order by token_hash;

-- name: session_by_token
select id from session where token_hash = $1::bytea and state <> 'ended';

-- name: session_hat_of_account
select h.kind from hat h left join facility f on f.id = h.facility
 where h.id = $1::uuid and h.account = $2::uuid and h.ended_at is null and h.absent_since is null and f.ended_at is null;

-- name: session_view
select a.id, a.login, p.name, (select x.person from hat_person x where x.hat = $2::uuid),
  (select jsonb_agg(x.person order by h.from_at, h.id) from hat_person x join hat h on h.id = x.hat where h.account = a.id and h.ended_at is null and h.absent_since is null),
  w.kind, w.facility_admin, a.factor_since is not null, a.enrol_until is not null, g.gate_at
  from account a join person p on p.id = a.person join hat w on w.id = $2::uuid join hat_gate g on g.hat = w.id where a.id = $1::uuid;
