-- name: inbox_security_notices
-- Of half a year.
select null::uuid, n.id, n.kind, n.at from hat w join security_notice n on n.account = w.account and n.seen_at is null and n.at > $2::bigint - 15552000000
 where w.id = $1::uuid and w.kind <> 'kin'
 order by n.at desc, n.id limit 20;
