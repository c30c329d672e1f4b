-- Counts by the months of Japan since $2; see statistic.def. $1: of the facility of this hat; null: of the region.

-- name: statistic_months
-- (month, what is counted, how many, how many people stand behind it)
with own as (select h.facility from hat h where h.id = $1::uuid),
one as (
  select p.created_at as at, 'posts_' || s.kind as measure, p.id::text as what, p.author as hat from post p join space s on s.id = p.space
   where p.created_at >= $2::bigint
  union all
  select v.started_at, 'active', v.account::text, v.hat from session v where v.started_at >= $2::bigint
  union all
  select n.at, 'refused', n.id::text, n.hat from screening n where n.outcome = 'refused' and n.at >= $2::bigint
  union all
  select s.created_at, 'timelines', s.id::text, null from space s
   where s.kind in ('care', 'family') and s.created_at >= $2::bigint and ($1::uuid is null or s.facility = (select facility from own)))
select to_char(to_timestamp(o.at / 1000) at time zone 'Asia/Tokyo', 'YYYY-MM'), o.measure, count(distinct o.what),
  case when o.measure = 'timelines' then count(distinct o.what) else count(distinct h.account) end
  from one o left join hat h on h.id = o.hat
 where $1::uuid is null or o.measure = 'timelines' or h.facility = (select facility from own)
 group by 1, 2 order by 1 desc, 2 limit 500;

-- name: statistic_groups
-- Facilities by kind, people by 職種, as they are now; of one facility its people only.
with own as (select h.facility from hat h where h.id = $1::uuid)
select 'facilities', f.kind, count(*) from facility f where $1::uuid is null and f.ended_at is null and f.kind <> 'office' group by f.kind
union all
select 'people', coalesce(h.profession, 'other'), count(distinct h.account) from directory_staff d join hat h on h.id = d.hat
 where $1::uuid is null or h.facility = (select facility from own) group by 2
union all
select 'people', 'patient_side', count(*) from account a where $1::uuid is null and a.side = 'patient_side' and a.state = 'active' having count(*) > 0
 order by 1, 3 desc, 2;
