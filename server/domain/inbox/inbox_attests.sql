-- name: inbox_attests
select null::uuid, r.id, f.name, f.outside, r.step, r.due_at, r.told_at, n.waiting,
  exists (select from attest_loose l where l.round = r.id and l.facility_admin and not l.can_stop)
  from hat h
  join attest_round r on r.closed_at is null and r.opened_at <= $2::bigint + 3600000
    and (h.kind = 'staff' and h.facility_admin and r.facility = h.facility or h.kind = 'office' and r.told_at is not null)
  join facility f on f.id = r.facility
  cross join lateral (select count(*) as waiting from attest_asked v where v.round = r.id and not v.settled) n
 where h.id = $1::uuid and h.ended_at is null and n.waiting > 0
 order by r.due_at, r.id limit 100;
