-- 様式3; see change.def. Rows are written by the functions that change staff (change_write).

-- name: change_list
-- Of the office every facility's, what was not received first; of a 施設管理者 the own one's. A page: behind the notice $2, which was not received ($3) when it
-- was read, or from the beginning; and how many were not received in all.
with w as (select h.id, h.kind, h.facility from hat h where h.id = $1::uuid),
waiting as (select count(*) as n from w join change_notice c on w.kind = 'office' or c.facility = w.facility where c.received_at is null)
select c.id, c.year || '-' || lpad(c.n::text, 4, '0'), c.kind, f.name, f.outside, c.name, c.kana, c.profession, c.was, b.person, c.at, c.received_at,
  case w.kind when 'office' then r.person end, waiting.n
  from w cross join waiting
  join change_notice c on w.kind = 'office' or c.facility = w.facility
  join facility f on f.id = c.facility
  join hat_person b on b.hat = c.by
  left join hat_person r on r.hat = c.received_by
 where $2::uuid is null
    or (w.kind = 'office' and c.received_at is null, c.year, c.n) < (select w.kind = 'office' and $3::boolean, x.year, x.n from change_notice x where x.id = $2::uuid)
 order by w.kind = 'office' and c.received_at is null desc, c.year desc, c.n desc limit $4::bigint;

-- name: change_receive
-- One clerk receives it; whether there is one at all is the second column.
with received as (update change_notice set received_at = $3::bigint, received_by = $2::uuid where id = $1::uuid and received_at is null returning facility)
select exists (select from received), exists (select from change_notice where id = $1::uuid);

-- name: change_told
-- Whose lists have changed: the office's, and the 施設管理者 of that facility.
select h.id from change_notice c join hat h on h.kind = 'office' or (h.facility = c.facility and h.facility_admin) where c.id = $1::uuid and h.ended_at is null;
