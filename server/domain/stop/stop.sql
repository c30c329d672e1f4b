-- Accounts that are stopped; see stop.def.

-- name: stop_list
-- Of office and committee all; of a 施設管理者 those of people of the facility. What is in force first.
select s.id, x.person, s.kind, s.reason, s.words, b.person, s.at, l.person, s.lifted_at, s.lifted_words, s.lifted_at is null and stop_liftable(s, w.id)
  from hat w
  join stop s on w.kind in ('office', 'committee')
    or exists (select from hat h where h.account = s.account and h.facility = w.facility and (h.ended_at is null or h.ended_at >= s.at))
  join hat_person x on x.hat = s.hat
  join hat_person b on b.hat = s.by
  left join hat_person l on l.hat = s.lifted_by
 where w.id = $1::uuid
 order by s.lifted_at is not null, s.at desc, s.id limit 500;

-- name: stop_people
-- Whom office and committee may stop, or warn: everybody of the staff side who is there.
select x.person, a.state, a.person = wa.person
  from hat w
  join account wa on wa.id = w.account
  join hat h on h.ended_at is null and h.kind in ('staff', 'office', 'committee')
  join account a on a.id = h.account and a.state in ('active', 'stopped')
  join person p on p.id = a.person
  join hat_person x on x.hat = h.id
  left join facility f on f.id = h.facility
 where w.id = $1::uuid and f.ended_at is null
 order by f.name nulls first, p.kana, h.id limit 5000;

-- name: stop_known
select s.by = $2::uuid from stop s where s.id = $1::uuid;

-- name: stop_put
select stop_put($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::bigint);

-- name: stop_lift
select stop_lift($1::uuid, $2::uuid, $3::text, $4::bigint);

-- name: stop_hearers
-- Who hears of it: the desks, and the 施設管理者 wherever the person works.
select h.id from stop s join hat h on h.ended_at is null
  and (h.kind in ('office', 'committee') or h.facility_admin and exists (select from hat o where o.account = s.account and o.ended_at is null and o.facility = h.facility))
 where s.id = $1::uuid;
