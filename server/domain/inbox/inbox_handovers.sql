-- name: inbox_handovers
select h.space, s.patient, n.version, n.sealed, s.sealed_title, h.id, h.at, (select x.person from hat_person x where x.hat = h.by),
  (select x.person from hat_person x where x.hat = s.attending), f.name
  from handover h
  join space s on s.id = h.space and s.erased_at is null
  left join facility f on f.id = s.facility
  join patient_identity n on n.patient = s.patient and n.space = s.id
 where h.to_hat = $1::uuid and h.state = 'offered' and (h.from_hat is null or h.from_hat = s.attending)
   and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
 order by h.at desc, h.id limit 100;
