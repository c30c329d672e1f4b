-- name: inbox_requests
-- Who asks to join the open circles that this hat manages.
select r.space, s.patient, null::integer, null::bytea, s.sealed_title, r.id, r.hat, x.person, r.sealed_reason, r.at
  from member g
  join space s on s.id = g.space and s.kind = 'circle' and s.closed_at is null and s.erased_at is null
  join circle_request r on r.space = s.id and r.state = 'waiting' and r.at <= $2::bigint + 3600000
  join directory_staff d on d.hat = r.hat
  join hat_person x on x.hat = r.hat
 where g.hat = $1::uuid and g.to_seq is null and g.role = 'manager'
   and not exists (select from member m where m.space = s.id and m.hat = r.hat and m.to_seq is null)
 order by r.at desc, r.id limit 100;
