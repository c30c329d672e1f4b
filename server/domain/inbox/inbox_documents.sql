-- name: inbox_documents
-- What this hat is asked to confirm: of the region by a day, of the own facility with or without one. Which edition: the newest.
select null::uuid, d.id, d.kind, d.edition, null::text as title, o.day::text, o.day - day_of($2::bigint) + 1 as days_left
  from hat h join document d on d.edition = (select max(n.edition) from document n where n.kind = d.kind)
  cross join lateral (select min(o.confirm_by) as day from document o where o.kind = d.kind and o.confirm_by is not null and not exists (
    select from document_confirm x join document e on e.id = x.document where x.hat = h.id and e.kind = o.kind and e.edition >= o.edition)) o
 where h.id = $1::uuid and h.kind = 'staff' and h.ended_at is null and o.day is not null
union all
select null, f.id, 'facility', f.edition, f.title, f.confirm_by::text, greatest(f.confirm_by - day_of($2::bigint) + 1, 0)
  from hat h join facility_document f on f.facility = h.facility and f.ended_at is null and f.edition = (select max(n.edition) from facility_document n where n.line = f.line)
 where h.id = $1::uuid and h.kind = 'staff' and h.ended_at is null and not exists (select from facility_confirm x where x.hat = h.id and x.document = f.id)
 order by days_left nulls last, 2 limit 50;
