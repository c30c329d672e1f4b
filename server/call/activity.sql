-- name: activity_flush
insert into session_activity (session, at)
select session, at from unnest($1::uuid[], $2::bigint[]) as n (session, at) order by session
on conflict (session) do update set at = greatest(session_activity.at, excluded.at);
