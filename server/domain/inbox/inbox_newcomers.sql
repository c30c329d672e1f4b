-- name: inbox_newcomers
-- Who is new, or waits at the door, in the family timeline of the patient, or of a キーパーソン: that one is asked only.
select n.space, n.id, x.person, n.state, n.at
  from hat h
  join member m on m.hat = h.id and m.to_seq is null
  join newcomer n on n.space = m.space and n.hat <> h.id and (n.state = 'waiting' or n.state = 'told' and h.patient_self)
  join space s on s.id = n.space and s.erased_at is null and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
  join hat_person x on x.hat = n.hat
 where h.id = $1::uuid and (h.patient_self or h.key_person)
 order by n.at desc, n.id limit 100;
