-- 在籍の確認; see attest.def.

-- name: attest_round
-- The round that is open; with none, when the one before ended.
select r.step, r.due_at, r.told_at, (select coalesce(max(o.closed_at), greatest(f.created_at, g.created_at)) from attest_round o where o.facility = f.id)
  from hat w
  join facility f on f.id = w.facility
  cross join region g
  left join attest_round r on r.facility = f.id and r.closed_at is null
 where w.id = $1::uuid;

-- name: attest_people
-- Who works there now, and what is said of them in the round that is open.
select x.person, h.facility_admin, h.id = w.id, v.hat is not null, v.answer, v.at, b.person->>'name', day_of(u.at)::text,
  coalesce(l.can_stop, false), t.at
  from hat w
  join hat h on h.facility = w.facility and h.kind = 'staff' and h.ended_at is null
  join account a on a.id = h.account and a.password <> 'none yet'
  join hat_person x on x.hat = h.id
  left join attest_asked v on v.hat = h.id
  left join attest_loose l on l.hat = h.id
  left join hat_person b on b.hat = v.by
  left join attest_stop t on t.account = h.account and t.lifted_at is null
  left join lateral (select s.started_at as at from session s where s.hat = h.id order by s.started_at desc limit 1) u on true
 where w.id = $1::uuid
 order by t.at is null, v.hat is null, coalesce(v.settled, true), not coalesce(l.can_stop, false), x.person->>'kana', h.id limit 1000;

-- name: attest_say
select attest_say($1::uuid, $2::uuid, $3::text, $4::bigint);

-- name: attest_restore
select attest_restore($1::uuid, $2::uuid, $3::bigint);

-- name: attest_overdue
select r.id, f.name, f.outside, r.due_at, r.told_at, (select count(*) from attest_asked v where v.round = r.id and not v.settled),
  (select coalesce(jsonb_agg(x.person order by x.person->>'kana', x.hat), '[]') from attest_loose l join hat_person x on x.hat = l.hat
    where l.round = r.id and l.can_stop),
  (select coalesce(jsonb_agg(x.person order by x.person->>'kana', x.hat), '[]') from attest_loose l join hat_person x on x.hat = l.hat
    where l.round = r.id and l.facility_admin and not l.can_stop)
  from attest_round r join facility f on f.id = r.facility
 where r.closed_at is null and r.told_at is not null
 order by r.due_at, r.id limit 500;

-- name: attest_stopped
-- Of who has left nothing waits any more.
select x.person, t.at from attest_stop t join hat h on h.id = t.hat and h.ended_at is null join hat_person x on x.hat = t.hat where t.lifted_at is null order by t.at desc, t.id limit 200;
