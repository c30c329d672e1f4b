-- name: inbox_reports
-- Reported posts of the open circles that this hat manages.
select r.space, s.patient, null::integer, null::bytea, s.sealed_title, p.id, p.no, r.at, a.person, b.person
  from member g
  join space s on s.id = g.space and s.kind = 'circle' and s.closed_at is null and s.erased_at is null
  join post_report r on r.space = s.id and r.state = 'waiting' and r.at <= $2::bigint + 3600000
  join post p on p.id = r.post and p.deleted_at is null
  join hat_person a on a.hat = p.author
  join hat_person b on b.hat = r.by
 where g.hat = $1::uuid and g.to_seq is null and g.role = 'manager'
 order by r.at desc, r.id limit 100;
