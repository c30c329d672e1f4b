-- What `job` ends because it is over.

-- name: job_sessions
with over as (
  update session set state = 'ended', ended_at = $1::bigint, end_reason = 'overall'
   where state <> 'ended' and end_at <= $1::bigint returning id, account, hat)
insert into audit (at, act, result, session, account, hat) select $1::bigint, 'session_end', 'ok', id, account, hat from over;

-- name: job_throttle
delete from throttle where until_at < $1::bigint and last_at < $2::bigint;
