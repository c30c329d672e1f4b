-- Gates; see gate.def.

-- name: gate_read
-- The newest edition of each document, with what this hat has done about it; 様式4 first. Who was let in once misses only what had a day.
select d.id, d.kind, d.edition, d.body, coalesce(c.at, case when d.kind = 'pledge' and not h.admitted then p.at end), p.way, t.way,
  t.held_on::text, f.name, h.admitted, o.day::text,
  case when h.admitted then o.day is not null when d.kind = 'pledge' then p.hat is null else c.hat is null end
  from hat h
  join facility f on f.id = h.facility
  cross join document d
  left join pledge p on p.hat = h.id
  left join training t on t.hat = h.id
  left join document_confirm c on c.hat = h.id and c.document = d.id
  cross join lateral (select min(o.confirm_by) as day from document o where o.kind = d.kind and o.confirm_by is not null and not exists (
    select from document_confirm x join document e on e.id = x.document where x.hat = h.id and e.kind = o.kind and e.edition >= o.edition)) o
 where h.id = $1::uuid and d.edition = (select max(n.edition) from document n where n.kind = d.kind)
 order by d.kind;

-- name: gate_name
-- Is this the name of who wears the hat, and the newest edition of 様式4?
select folded(p.name) = folded($2::text), exists (select from document d where d.id = $3::uuid and d.kind = 'pledge'
    and d.edition = (select max(n.edition) from document n where n.kind = 'pledge'))
  from hat h join account a on a.id = h.account join person p on p.id = a.person where h.id = $1::uuid;

-- name: gate_pledge
-- One that was exchanged earlier is recorded once; a newer edition is signed again.
with read as (
  insert into document_confirm (hat, document, at) select $1::uuid, $2::uuid, $6::bigint where $2::uuid is not null on conflict do nothing)
insert into pledge (hat, document, way, given_on, by, at)
values ($1::uuid, $2::uuid, $3::text, coalesce($4::text::date, day_of($6::bigint)), $5::uuid, $6::bigint)
on conflict (hat) do update set document = excluded.document, way = excluded.way, given_on = excluded.given_on, by = excluded.by, at = excluded.at
 where excluded.document is not null and pledge.document is distinct from excluded.document
returning hat;

-- name: gate_confirm
insert into document_confirm (hat, document, at) select $1::uuid, d.id, $3::bigint from document d
 where d.id = $2::uuid and d.kind in ('points', 'policy') and d.edition = (select max(n.edition) from document n where n.kind = d.kind)
on conflict (hat, document) do nothing returning hat;

-- name: gate_training
insert into training (hat, way, held_on, by, at) values ($1::uuid, $2::text, $3::text::date, $4::uuid, $5::bigint) on conflict do nothing returning hat;

-- name: gate_admit
select hat_admit($1::uuid);

-- name: gate_tended
-- Somebody else of the staff, whom this hat ($1) looks after: of its facility; of the office everybody. Whether the day ($3) has come.
select h.id, coalesce($3::text::date <= day_of($4::bigint), true) from hat h join account a on a.id = h.account join hat w on w.id = $1::uuid join account wa on wa.id = w.account
 where h.id = $2::uuid and h.kind = 'staff' and h.ended_at is null and a.person <> wa.person and (w.kind = 'office' or (w.facility_admin and h.facility = w.facility));

-- name: gate_staff
-- Of a facility everybody, of the office whom something is missing now ($2): what is there, never what is in it.
select h.id, x.person, coalesce(g.gate_at > $2::bigint, true), p.given_on::text, t.held_on::text, a.factor_since is not null, h.facility_admin,
  not exists (select from document d where d.kind in ('points', 'policy') and d.edition = (select max(n.edition) from document n where n.kind = d.kind)
    and not exists (select from document_confirm c where c.hat = h.id and c.document = d.id)), h.id = w.id, a.state = 'disabled' and a.password = 'none yet',
  h.version, h.absent_since, h.absent_until::text, exists (select from staff_offer o where o.hat = h.id and o.state = 'waiting' and o.expires_at > $2::bigint),
  case w.kind when 'staff' then (select count(distinct s.patient) from member m join space s on s.id = m.space
    where m.hat = h.id and m.to_seq is null and s.erased_at is null) end
  from hat w
  join hat h on h.kind = 'staff' and h.ended_at is null and (w.kind = 'office' or h.facility = w.facility)
  join hat_gate g on g.hat = h.id and (w.kind <> 'office' or g.gate_at <= $2::bigint)
  join account a on a.id = h.account
  join person n on n.id = a.person
  join hat_person x on x.hat = h.id
  left join pledge p on p.hat = h.id
  left join training t on t.hat = h.id
 where w.id = $1::uuid
 order by coalesce(g.gate_at > $2::bigint, true), n.kana, h.id limit 500;
