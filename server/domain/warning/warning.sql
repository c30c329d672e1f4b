-- 注意 and 指導; see warning.def.

-- name: warning_to
-- Somebody of the staff who is there; is $2 a day to come (today is one); is $3 there already, by this hat ($5).
select h.id is not null, $2::text::date >= day_of($4::bigint), w.id is not null, coalesce(w.by = $5::uuid, false)
  from (select) one
  left join hat h on h.id = $1::uuid and h.kind = 'staff' and h.ended_at is null
  left join warning w on w.id = $3::uuid;

-- name: warning_insert
-- One that is there by now (sent twice at the same time) stays as it is.
insert into warning (id, hat, kind, words, due_on, by, at) values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text::date, $6::uuid, $7::bigint)
on conflict (id) do nothing;

-- name: warning_list
-- Of office and committee all; of a 施設管理者 those to people of the facility; one's own. Withdrawn ones last.
select g.id, x.person, g.kind, g.words, g.due_on::text, b.person, g.at, g.acknowledged_at, g.withdrawn_at, g.withdrawn_words, g.hat = w.id,
  g.acknowledged_at is null and g.withdrawn_at is null and g.due_on < day_of($2::bigint)
  from hat w
  join warning g on true
  join hat h on h.id = g.hat and (w.kind in ('office', 'committee') or h.id = w.id or w.facility_admin and h.facility = w.facility)
  join hat_person x on x.hat = g.hat
  join hat_person b on b.hat = g.by
 where w.id = $1::uuid
 order by g.withdrawn_at is not null, g.acknowledged_at is not null, g.due_on, g.at desc, g.id limit 500;

-- name: warning_there
-- Locked: was it withdrawn; was it acknowledged; whose it is.
select withdrawn_at is not null, acknowledged_at is not null, hat, hat = $2::uuid from warning where id = $1::uuid for update;

-- name: warning_acknowledge
update warning set acknowledged_at = $2::bigint where id = $1::uuid;

-- name: warning_withdraw
update warning set withdrawn_at = $2::bigint, withdrawn_by = $3::uuid, withdrawn_words = $4::text where id = $1::uuid;

-- name: warning_hearers
-- Who hears of what becomes of it: the person, the 施設管理者 of the facility, the desks.
select h.id from hat o join hat h on h.ended_at is null and (h.id = o.id or h.kind in ('office', 'committee') or h.facility_admin and h.facility = o.facility)
 where o.id = $1::uuid;
