-- name: inbox_kin_resets
-- A relative's second factor was reset: for the relative, and for the others who manage that family timeline.
select k.space, s.patient, i.version, i.sealed, s.sealed_title, k.id, x.person, b.person, k.hat = k.told, k.at
  from kin_reset k
  join member m on m.space = k.space and m.hat = k.told and m.to_seq is null and (m.role in ('attending', 'delegate') or m.hat = k.hat)
  join space s on s.id = k.space and s.erased_at is null and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
  left join patient_identity i on i.patient = s.patient and i.space = s.id
  join hat_person x on x.hat = k.hat
  join hat_person b on b.hat = k.by
 where k.told = $1::uuid and k.seen_at is null
 order by k.at desc, k.id limit 50;
