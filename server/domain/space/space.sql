-- Spaces as their members see them; see space.def.

-- name: space_list
-- The spaces of a hat, or one of them; sealed values are opened by the program.
select s.id, s.kind, s.patient, i.version, i.sealed, s.consent, s.archived_at, s.frozen_at, s.read_until, s.seq, s.post_no,
  coalesce(c.opened_no, 0), coalesce(c.delivered_no, 0),
  case when s.archived_at is null then 1 else 0 end * (select count(*) from (select from post p where p.space = s.id and p.no > coalesce(c.opened_no, 0) and p.author <> m.hat
     and p.deleted_at is null and p.created_seq > m.read_from_seq limit 1000) unread),
  (select p.created_at from post p where p.space = s.id and p.no = s.post_no),
  (select count(*) from member x where x.space = s.id and x.to_seq is null),
  (select jsonb_build_object('id', f.id, 'name', f.name, 'kind', f.kind, 'outside', f.outside, 'phone_day', f.phone_day,
     'phone_night', f.phone_night) from facility f where f.id = s.facility),
  s.attending, (select x.person->>'name' from hat_person x where x.hat = s.attending), s.sealed_attending,
  m.role, s.instruction, s.attending_pending, s.sealed_title, s.entry, s.archive_reason, s.archived_by, s.closed_at, s.erased_at,
  (select x.person from member y join hat_person x on x.hat = y.hat where s.kind = 'tie' and y.space = s.id and y.hat <> m.hat limit 1),
  (select max(a.version) from agreement a where a.space = s.id),
  exists (select from agreement_confirm a where a.space = s.id and a.hat = m.hat
     and a.version = (select max(b.version) from agreement b where b.space = s.id)), s.patient,
  (select jsonb_build_object('to', x.person, 'by', o.by, 'at', o.at) from handover o join hat_person x on x.hat = o.to_hat
     where o.space = s.id and o.state = 'offered'), s.attending_at,
  s.kind = 'tie' and exists (select from member y join hat h on h.id = y.hat left join facility f on f.id = h.facility
     where y.space = s.id and y.hat <> m.hat and (h.ended_at is not null or f.ended_at is not null)),
  (select jsonb_build_object('by', x.person, 'reason', p.reason, 'at', p.at) from archive_proposal p join hat_person x on x.hat = p.by
     where p.space = s.id and p.state = 'waiting'),
  case when s.kind = 'care' and s.archive_reason = 'death' then (select d.sealed from death d where d.space = s.id) end
  from member m
  join space s on s.id = m.space
  left join patient_identity i on i.patient = s.patient and i.space = s.id
  left join cursor c on c.space = s.id and c.hat = m.hat
 where m.hat = $1::uuid and m.to_seq is null and ($2::uuid is null or s.id = $2::uuid)
 order by 15 desc nulls last, s.id;

-- name: space_members
select m.hat, x.person, m.sealed_relation, m.role, m.from_at, m.to_at, m.read_from_seq = 0,
  case when x.person->>'kind' = 'kin' then 0 else coalesce(c.delivered_no, 0) end, case when x.person->>'kind' = 'kin' then 0 else coalesce(c.opened_no, 0) end,
  (select a.hat from member a where a.space = m.space and a.hat = m.added_by limit 1),
  (select jsonb_build_object('given_on', n.given_on, 'way', n.way, 'state', n.state, 'standing', n.space is null) from instruction n
     where m.role = 'delegate' and n.delegate = m.hat and n.state in ('waiting', 'confirmed', 'declared')
       and (n.space = m.space or n.space is null and n.attending = (select s.attending from space s where s.id = m.space))
     order by n.space is null limit 1),
  (select s.kind = 'family' from space s where s.id = m.space), m.space,
  case when m.to_seq is null and h.absent_since is not null and h.ended_at is null then jsonb_build_object('until', h.absent_until) end
  from member m
  join hat h on h.id = m.hat
  join hat_person x on x.hat = m.hat
  left join cursor c on c.space = m.space and c.hat = m.hat
 where m.space = $1::uuid and ($2::uuid is null or m.hat = $2::uuid)
 order by m.to_at desc nulls first, m.role = 'attending' desc, m.from_at, m.hat;
