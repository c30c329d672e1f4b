-- Regular education; see education.def.

-- name: education_staff
-- Who works at the asker's facility now, and when they last had one.
select x.person, l.held_on::text, months_between(l.since, day_of($2::bigint))
  from hat w
  join education_last l on l.facility = w.facility
  join hat_person x on x.hat = l.hat
 where w.id = $1::uuid
 order by l.held_on nulls first, x.person->>'kana', l.hat limit 1000;

-- name: education_list
select e.id, e.title, e.held_on::text, b.person,
  (select coalesce(jsonb_agg(x.person order by x.person->>'kana', x.hat), '[]') from education_person p join hat_person x on x.hat = p.hat where p.education = e.id)
  from hat w
  join education e on e.facility = w.facility and e.withdrawn_at is null
  join hat_person b on b.hat = e.by
 where w.id = $1::uuid
 order by e.held_on desc, e.at desc, e.id limit 200;

-- name: education_insert
-- Nothing when the key is there already.
insert into education (id, facility, title, held_on, by, at)
select $1::uuid, w.facility, $3::text, $4::text::date, w.id, $5::bigint from hat w where w.id = $2::uuid on conflict (id) do nothing returning id;

-- name: education_there
-- The asker's own row with this key: sent again.
select e.id from education e where e.id = $1::uuid and e.by = $2::uuid and e.withdrawn_at is null;

-- name: education_people
insert into education_person (education, hat)
select $1::uuid, l.hat from hat w join education_last l on l.facility = w.facility where w.id = $2::uuid and l.hat = any($3::uuid[])
returning hat;

-- name: education_today
select $1::text::date <= day_of($2::bigint);

-- name: education_withdraw
update education e set withdrawn_at = $3::bigint, withdrawn_by = $2::uuid
  from hat w where e.id = $1::uuid and w.id = $2::uuid and e.facility = w.facility and e.withdrawn_at is null returning e.id;
