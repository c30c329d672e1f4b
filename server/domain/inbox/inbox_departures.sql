-- name: inbox_departures
-- Timelines that this hat manages and somebody of the team has left by leaving their facility.
select d.space, s.patient, n.version, n.sealed, s.sealed_title, d.id, d.at, x.person, f.name
  from member m
  join space s on s.id = m.space and s.archived_at is null and s.frozen_at is null and s.erased_at is null
  join departure d on d.space = s.id and d.settled_at is null
  join hat_person x on x.hat = d.hat
  left join facility f on f.id = s.facility
  join patient_identity n on n.patient = s.patient and n.space = s.id
 where m.hat = $1::uuid and m.to_seq is null and m.role in ('attending', 'delegate') and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
 order by d.at desc, d.id limit 100;
