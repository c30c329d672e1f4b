-- name: inbox_vacancies
-- Timelines of one's own clinic whose 主治医 is gone, without a name: a 施設管理者 names a successor and reads nothing.
select null::uuid, s.id, (select x.person from hat_person x where x.hat = s.attending), coalesce(s.attending_at, s.created_at),
  (select x.person from handover o join hat_person x on x.hat = o.to_hat where o.space = s.id and o.state = 'offered')
  from hat h
  join space s on s.kind = 'care' and s.attending_pending and s.erased_at is null
  left join hat t on t.id = s.attending
 where h.id = $1::uuid and h.kind = 'staff' and h.facility_admin and coalesce(t.facility, s.facility) = h.facility
   and (s.consent <> 'withdrawn' or s.read_until >= $2::bigint)
 order by 4, s.id limit 200;
