-- Trainings; see training.def.

-- name: training_list
select s.id, s.title, s.kind, s.held_on::text, s.place, s.version, s.withdrawn_at, s.held_on <= day_of($1::bigint),
  (select count(*) from training_attendance a where a.session = s.id)
  from training_session s order by s.withdrawn_at is not null, s.held_on desc, s.at desc, s.id limit 300;

-- name: training_insert
insert into training_session (id, title, kind, held_on, place, by, at)
values ($1::uuid, $2::text, $3::text, $4::text::date, $5::text, $6::uuid, $7::bigint) on conflict (id) do nothing;

-- name: training_there
-- Locked, so that nobody is recorded in what is being changed.
select s.version, s.withdrawn_at is not null, s.held_on <= day_of($2::bigint), exists (select from training_attendance a where a.session = s.id), $3::text::date <= day_of($2::bigint)
  from training_session s where s.id = $1::uuid for update;

-- name: training_set
update training_session set title = $2::text, kind = $3::text, held_on = $4::text::date, place = $5::text, version = version + 1 where id = $1::uuid;

-- name: training_end
update training_session set withdrawn_at = $2::bigint, version = version + 1 where id = $1::uuid;

-- name: training_named
select id from training_session where id = $1::uuid;

-- name: training_people
-- Of a facility everybody, without one those who were there; what is there of the gates, never more.
select x.person, a.at, h.admitted, coalesce(t.held_on, (select max(o.held_on) from training_attendance y join training_session o on o.id = y.session where y.hat = h.id))::text,
  c.person = (select o.person from hat v join account o on o.id = v.account where v.id = $1::uuid)
  from hat h
  join account c on c.id = h.account
  join person n on n.id = c.person
  join hat_person x on x.hat = h.id
  left join training t on t.hat = h.id
  left join training_attendance a on a.hat = h.id and a.session = $2::uuid
 where h.kind = 'staff' and case when $3::uuid is null then a.hat is not null else h.facility = $3::uuid and h.ended_at is null end
 order by n.kana, h.id limit 1000;

-- name: training_attend
insert into training_attendance (session, hat, by, at) values ($1::uuid, $2::uuid, $3::uuid, $4::bigint) on conflict do nothing returning hat;

-- name: training_pass
-- Whoever is in already needs no gate.
insert into training (hat, way, held_on, session, by, at)
select h.id, 'attended', s.held_on, s.id, $3::uuid, $4::bigint from hat h, training_session s where h.id = $2::uuid and not h.admitted and s.id = $1::uuid
on conflict do nothing;

-- name: training_take_back
select training_take_back($1::uuid, $2::uuid), (select h.admitted from hat h where h.id = $2::uuid);

-- name: training_sessions
-- Of whom an entry let in; the lock of each first, so that no act of theirs commits after their end.
select s.id, pg_advisory_xact_lock(('x' || encode(substring(s.token_hash from 1 for 8), 'hex'))::bit(64)::bigint)
  from session s join hat h on h.id = s.hat where h.id = $1::uuid and not h.admitted and s.state <> 'ended' order by s.token_hash;

-- name: training_own
select t.way, t.held_on::text, w.reached_ms, w.done_at
  from hat h left join training t on t.hat = h.id left join training_watch w on w.hat = h.id and w.video = $2::text where h.id = $1::uuid;

-- name: training_watch_open
insert into training_watch (hat, video, reached_ms, at) values ($1::uuid, $2::text, 0, $3::bigint)
on conflict (hat, video) do update set reached_ms = training_watch.reached_ms returning reached_ms, at, done_at;

-- name: training_watch_set
update training_watch set reached_ms = $3::bigint, at = $4::bigint, done_at = $5::bigint where hat = $1::uuid and video = $2::text;

-- name: training_watched
insert into training (hat, way, held_on, by, at)
select h.id, 'video', day_of($2::bigint), h.id, $2::bigint from hat h where h.id = $1::uuid and not h.admitted on conflict do nothing returning hat;
