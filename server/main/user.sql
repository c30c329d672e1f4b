-- What the operator does to accounts, as the owner of the database.

-- name: user_by_login
select id from account where login = lower($1::text);

-- name: user_password
update account set password = $2::text, password_at = $3::bigint where id = $1::uuid;

-- name: user_lift
with lifted as (update stop set lifted_at = $2::bigint, lifted_words = $3::text where account = $1::uuid and lifted_at is null returning account)
update account a set state = 'active' from lifted where a.id = lifted.account and a.state = 'stopped' returning a.id;

-- name: user_sessions
select id from session where ($1::uuid is null or account = $1::uuid) and state <> 'ended' order by token_hash;

-- name: user_sessions_lock
select pg_advisory_xact_lock(('x' || encode(substring(token_hash from 1 for 8), 'hex'))::bit(64)::bigint)
  from session where ($1::uuid is null or account = $1::uuid) and state <> 'ended' order by token_hash;

-- name: user_sessions_end
with ended as (
  update session set state = 'ended', ended_at = $2::bigint, end_reason = $3::text where id = any($1::uuid[]) and state <> 'ended' returning id),
head as (update revocation_head set n = n + (select count(*) from ended) returning n),
revoked as (
  insert into revocation (n, session, locked, at)
  select head.n - (select count(*) from ended) + row_number() over (), ended.id, false, $2::bigint from ended, head returning session)
select pg_notify('revoked', session::text || ' ended') from revoked;
