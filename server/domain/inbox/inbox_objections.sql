-- name: inbox_objections
-- Whom the patient's side does not want, in the family timelines that this hat manages.
select n.space, s.patient, i.version, i.sealed, s.sealed_title, n.id, x.person,
  exists (select from member y where y.space = n.space and y.hat = n.hat and y.to_seq is null),
  (select y.person from hat_person y where y.hat = n.decided_by), n.decided_at
  from member m
  join newcomer n on n.space = m.space and n.state = 'objected'
  join space s on s.id = n.space and s.erased_at is null and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
  left join patient_identity i on i.patient = s.patient and i.space = s.id
  join hat_person x on x.hat = n.hat
 where m.hat = $1::uuid and m.to_seq is null and m.role in ('attending', 'delegate')
 order by n.decided_at desc, n.id limit 100;
