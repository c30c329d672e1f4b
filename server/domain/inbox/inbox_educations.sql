-- name: inbox_educations
-- Of one's own facility: the one whose last education is longest ago.
select null::uuid, months_between(min(l.since), day_of($2::bigint)), min(l.since)::text
  from hat h
  join education_last l on l.facility = h.facility
 where h.id = $1::uuid and h.kind = 'staff' and h.facility_admin and h.ended_at is null
having count(*) > 0;
