-- name: inbox_invitations
-- With the columns that make up the space's state: what cannot be accepted now is not shown.
select i.space, s.patient, n.version, n.sealed, s.sealed_title, i.id, s.kind, i.sealed_relation, i.history, i.role, i.at, i.expires_at,
  (select x.person from hat_person x where x.hat = i.by), f.name, h.facility = s.facility,
  s.consent, s.archived_at, s.frozen_at, s.read_until, s.closed_at, s.erased_at, s.instruction, s.attending_pending
  from invitation i
  join hat h on h.id = i.hat
  join space s on s.id = i.space
  left join facility f on f.id = s.facility
  left join patient_identity n on n.patient = s.patient and n.space = s.id
 where i.hat = $1::uuid and i.state = 'waiting' and i.expires_at > $2::bigint
   and not exists (select from member m where m.space = s.id and m.hat = i.hat and m.to_seq is null)
 order by i.at desc, i.id limit 100;
