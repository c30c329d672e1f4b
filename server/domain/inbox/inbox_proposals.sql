-- name: inbox_proposals
-- Timelines of this 主治医 that somebody proposes to move to the 保管リスト.
select p.space, s.patient, n.version, n.sealed, s.sealed_title, p.id, p.at, (select x.person from hat_person x where x.hat = p.by), p.reason, f.name
  from archive_proposal p
  join space s on s.id = p.space and s.attending = $1::uuid and not s.attending_pending and s.archived_at is null and s.frozen_at is null
    and s.erased_at is null
  join member m on m.space = s.id and m.hat = $1::uuid and m.to_seq is null
  left join facility f on f.id = s.facility
  join patient_identity n on n.patient = s.patient and n.space = s.id
 where p.state = 'waiting' and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
 order by p.at desc, p.id limit 100;
