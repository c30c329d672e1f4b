-- name: inbox_stops
select null::uuid, s.id, x.person, s.kind, s.reason, s.words, s.at
  from hat w
  join stop s on s.lifted_at is null and s.at <= $2::bigint + 3600000
    and exists (select from hat h where h.account = s.account and h.facility = w.facility and h.ended_at is null)
  join hat_person x on x.hat = s.hat
 where w.id = $1::uuid and w.facility_admin
 order by s.at desc, s.id limit 100;
