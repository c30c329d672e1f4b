-- name: inbox_changes
-- 様式3 that the office has not received yet.
select null::uuid, c.id, c.year || '-' || lpad(c.n::text, 4, '0'), c.kind, f.name, f.outside, c.at
  from change_notice c join facility f on f.id = c.facility
 where c.received_at is null and c.at <= $2::bigint + 3600000 and exists (select from hat h where h.id = $1::uuid and h.kind = 'office' and h.ended_at is null)
 order by c.at, c.n limit 100;
