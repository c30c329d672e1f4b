-- name: inbox_instructions
-- Timelines that were opened on this hat's word, as somebody says; until the answer the hat is not in them.
select i.space, s.patient, n.version, n.sealed, s.sealed_title, i.id, i.at, (select x.person from hat_person x where x.hat = i.delegate),
  i.given_on::text, i.way, f.name
  from instruction i
  join space s on s.id = i.space and s.erased_at is null and s.frozen_at is null
  left join facility f on f.id = s.facility
  join patient_identity n on n.patient = s.patient and n.space = s.id
 where i.attending = $1::uuid and i.state = 'waiting' and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
 order by i.at desc, i.id limit 100;
