-- name: inbox_erasures
-- Complete deletions this hat was told of, by number; for a month after their end.
select null::uuid, e.id, e.number, e.state, n.role, n.told_at, e.due_at, n.objected_at is not null,
  e.state = 'pausing' and n.objected_at is null and n.role <> 'committee' and e.decided_at is null
  from erasure_notice n
  join erasure e on e.id = n.erasure
 where n.hat = $1::uuid and coalesce(e.ended_at, e.erased_at, $2::bigint) > $2::bigint - 2592000000
 order by n.told_at desc, e.id limit 100;
