-- name: inbox_ties
-- Requests to this hat from those who still work here and are not blocked.
select coalesce(t.reason_key, t.space), t.id, case when t.reason_key is null then t.from_hat else t.id end, x.person, t.sealed_reason, t.at
  from tie_request t
  join directory_staff d on d.hat = t.from_hat
  join hat_person x on x.hat = t.from_hat
 where t.to_hat = $1::uuid and t.state = 'waiting' and t.at <= $2::bigint + 3600000 and not tie_blocked(t.to_hat, t.from_hat)
 order by t.at desc, t.id limit 100;
