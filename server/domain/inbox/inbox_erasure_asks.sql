-- name: inbox_erasure_asks
-- A blind request: every timeline of that clinic it could be about; one that has its timeline: for those who manage it.
select s.id, s.patient, n.version, n.sealed, s.sealed_title, e.id, e.number, e.asked_at,
  case when e.space is null then 'attach' when e.confirmed_at is null then 'confirm' else 'answer' end
  from hat h
  join member m on m.hat = h.id and m.to_seq is null and m.role in ('attending', 'delegate')
  join space s on s.id = m.space and s.kind = 'care' and s.erased_at is null and s.frozen_at is null
  join patient_identity n on n.patient = s.patient and n.space = s.id
  join erasure e on e.state = 'open' and e.asked_at <= $2::bigint + 3600000 and (
    e.space is null and e.facility = h.facility and not exists (select from erasure x where x.space = s.id and x.state not in ('erased', 'ended'))
    or e.space = s.id and (e.confirmed_at is null or (e.answered_at is null or e.dispute or not e.transcribed)
      and (m.role = 'attending' or s.attending is null or s.attending_pending)))
 where h.id = $1::uuid and h.kind = 'staff'
 order by e.asked_at, e.id, s.created_at desc, s.id limit 200;
