-- Documents; see document.def.

-- name: document_list
-- Every edition, newest first, with when this hat confirmed it. counts: for who looks after people, of its staff.
with who as (
  select h.id, h.kind, h.facility, h.kind = 'office' or (h.kind = 'staff' and h.facility_admin) as tends from hat h where h.id = $1::uuid),
tended as materialized (
  select s.id from who join hat s on who.tends and s.kind = 'staff' and s.ended_at is null and s.admitted and (who.kind = 'office' or s.facility = who.facility))
select d.id, d.kind, d.edition, d.from_on::text, d.confirm_by::text, d.at, c.at, d.edition = (select max(n.edition) from document n where n.kind = d.kind),
  case when who.tends then (select count(*) from tended t where exists (select from document_confirm x join document e on e.id = x.document
    where x.hat = t.id and e.kind = d.kind and e.edition >= d.edition)) end,
  case when who.tends then (select count(*) from tended) end, d.version,
  (select jsonb_build_object('from_on', m.from_on, 'confirm_by', m.confirm_by, 'at', m.at) from document_move m where m.document = d.id order by m.version desc limit 1)
  from who cross join document d left join document_confirm c on c.hat = who.id and c.document = d.id
 order by d.kind, d.edition desc limit 300;

-- name: document_guidelines
select id, title, edition, link, version, changed_at from guideline where withdrawn_at is null order by id limit 100;

-- name: document_house
-- What the own facility has, newest edition of each line first.
select d.id, d.line, d.edition, d.title, d.confirm_by::text, d.at, c.at, d.edition = n.edition, n.ended_at,
  case when h.facility_admin then (select count(*) from facility_confirm x join hat s on s.id = x.hat and s.ended_at is null and s.kind = 'staff' and s.facility = h.facility
    where x.document = d.id) end,
  case when h.facility_admin then (select count(*) from hat s where s.kind = 'staff' and s.ended_at is null and s.admitted and s.facility = h.facility) end
  from hat h
  join facility_document d on d.facility = h.facility
  cross join lateral (select n.edition, n.ended_at from facility_document n where n.line = d.line order by n.edition desc limit 1) n
  left join facility_confirm c on c.hat = h.id and c.document = d.id
 where h.id = $1::uuid and h.kind = 'staff'
 order by n.ended_at is not null, d.line, d.edition desc limit 300;

-- name: document_text
select d.id, d.kind, null::text, d.edition, d.body, d.from_on::text, d.confirm_by::text from document d where d.id = $2::uuid
union all
select d.id, 'facility', d.title, d.edition, d.body, null, d.confirm_by::text
  from facility_document d join hat h on h.id = $1::uuid and h.kind = 'staff' and h.facility = d.facility where d.id = $2::uuid;

-- name: document_confirmed
-- Who has confirmed this edition or a newer one, of the staff whom this hat looks after; who has not comes first.
with who as (select h.id, h.kind, h.facility from hat h where h.id = $1::uuid),
asked as (
  select s.id, n.kana, (select min(x.at) from document_confirm x join document e on e.id = x.document where x.hat = s.id and e.kind = d.kind and e.edition >= d.edition) as at
    from who join document d on d.id = $2::uuid
    join hat s on s.kind = 'staff' and s.ended_at is null and s.admitted and (who.kind = 'office' or s.facility = who.facility)
    join account a on a.id = s.account join person n on n.id = a.person
  union all
  select s.id, n.kana, (select x.at from facility_confirm x where x.hat = s.id and x.document = f.id)
    from who join facility_document f on f.id = $2::uuid and f.facility = who.facility and who.kind = 'staff'
    join hat s on s.kind = 'staff' and s.ended_at is null and s.admitted and s.facility = f.facility
    join account a on a.id = s.account join person n on n.id = a.person)
select x.person, q.at, count(q.at) over (), count(*) over () from asked q join hat_person x on x.hat = q.id order by q.at is not null, q.kana, q.id limit 1000;

-- name: document_there
select exists (select from document where id = $2::uuid) or exists (select from facility_document f join hat h on h.id = $1::uuid and h.kind = 'staff' and h.facility = f.facility
  where f.id = $2::uuid);

-- name: document_next
-- The newest edition; whether this one ($2) is there; how many days everybody has for it.
select coalesce((select max(d.edition) from document d where d.kind = $1::text), 0), exists (select from document d where d.id = $2::uuid),
  $4::text::date >= $3::text::date, $4::text::date - day_of($5::bigint);

-- name: document_insert
insert into document (id, kind, edition, body, from_on, confirm_by, by, at)
values ($1::uuid, $2::text, $3::integer, $4::text, $5::text::date, $6::text::date, $7::uuid, $8::bigint)
on conflict do nothing returning id;

-- name: document_move_judge
-- What stands against these days ($3, $4): a day that is over is not moved, none is set or taken away, and who is asked earlier than before has $6 days for it.
select case when d.version <> $2::integer then 'conflict'
    when d.from_on is distinct from $3::text::date and coalesce(d.from_on <= t.today, true) then 'conflict'
    when d.from_on is distinct from $3::text::date and $3::text::date < t.today then 'from_on'
    when (d.confirm_by is null) <> ($4::text is null) then 'confirm_by'
    when d.confirm_by is distinct from $4::text::date and d.confirm_by < t.today then 'conflict'
    when $4::text::date < $3::text::date or ($4::text::date < d.confirm_by and $4::text::date - t.today < $6::integer) then 'confirm_by'
    when (d.from_on, d.confirm_by) is not distinct from ($3::text::date, $4::text::date) then 'same'
    else 'moves' end
  from document d, (select day_of($5::bigint) as today) t where d.id = $1::uuid for update of d;

-- name: document_move
with before as (
  insert into document_move (document, version, from_on, confirm_by, by, at)
  select id, version, from_on, confirm_by, $4::uuid, $5::bigint from document where id = $1::uuid)
update document set from_on = $2::text::date, confirm_by = $3::text::date, version = version + 1 where id = $1::uuid;

-- name: document_house_hearers
select s.id from hat h join hat s on s.facility = h.facility and s.kind = 'staff' and s.ended_at is null where h.id = $1::uuid;

-- name: document_guideline_insert
insert into guideline (id, title, edition, link, by, changed_at) values ($1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::bigint) on conflict (id) do nothing;

-- name: document_guideline_there
select version from guideline where id = $1::uuid and withdrawn_at is null for update;

-- name: document_guideline_set
update guideline set title = $2::text, edition = $3::text, link = $4::text, version = version + 1, by = $5::uuid, changed_at = $6::bigint where id = $1::uuid;

-- name: document_guideline_end
update guideline set withdrawn_at = $2::bigint, version = version + 1, by = $3::uuid where id = $1::uuid;

-- name: document_house_there
select exists (select from facility_document where id = $1::uuid), $2::text::date >= day_of($3::bigint);

-- name: document_house_next
-- The newest edition of a line of the own facility.
select d.edition from facility_document d join hat h on h.id = $1::uuid and h.facility = d.facility
 where d.line = $2::uuid and d.ended_at is null and d.edition = (select max(n.edition) from facility_document n where n.line = d.line) for update of d;

-- name: document_house_insert
insert into facility_document (id, facility, line, edition, title, body, confirm_by, by, at)
select $2::uuid, h.facility, $3::uuid, $4::integer, $5::text, $6::text, $7::text::date, h.id, $8::bigint from hat h where h.id = $1::uuid
on conflict do nothing returning id;

-- name: document_house_end
update facility_document d set ended_at = $3::bigint from hat h
 where h.id = $1::uuid and h.facility = d.facility and d.id = $2::uuid and d.ended_at is null
   and d.edition = (select max(n.edition) from facility_document n where n.line = d.line) returning d.id;

-- name: document_house_confirm
insert into facility_confirm (hat, document, at)
select h.id, d.id, $3::bigint from facility_document d join hat h on h.id = $1::uuid and h.facility = d.facility
 where d.id = $2::uuid and d.ended_at is null and d.edition = (select max(n.edition) from facility_document n where n.line = d.line)
on conflict do nothing returning document;

-- name: document_house_own
select exists (select from facility_document d join hat h on h.id = $1::uuid and h.facility = d.facility where d.id = $2::uuid);
