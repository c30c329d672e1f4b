-- トラブル連絡; see incident.def.

-- name: incident_who
-- Whoever reports: the facility; may the report be for $2; the account that concerns; is $3 there already, by this hat.
select w.facility, $2::uuid is null or x.id is not null, coalesce(x.account, w.account), i.id is not null, coalesce(i.by = w.id, false)
  from hat w
  left join hat x on x.id = $2::uuid and x.kind = 'staff' and x.ended_at is null and x.facility = w.facility and (w.facility_admin or x.id = w.id)
  left join incident i on i.id = $3::uuid
 where w.id = $1::uuid;

-- name: incident_insert
-- One that is there by now (sent twice at the same time) stays as it is.
insert into incident (id, facility, by, about, kind, noticed_at, words, first, signed_out, state, at, answer_by, open_since)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::bigint, $7::text, $8::text[], $9::boolean, 'reported', $10::bigint, $11::bigint, $10::bigint)
on conflict (id) do nothing returning id;

-- name: incident_step
insert into incident_step (incident, n, kind, at, hat, words, prevention)
select $1::uuid, coalesce(max(n), 0) + 1, $2::text, $3::bigint, $4::uuid, $5::text, $6::text from incident_step where incident = $1::uuid;

-- name: incident_tell
-- Who hears of it: the desks, the 施設管理者 of the facility, who reported it.
select h.id from incident i join hat h on h.ended_at is null and (h.kind in ('office', 'committee') or h.id = i.by or h.facility_admin and h.facility = i.facility)
 where i.id = $1::uuid;

-- name: incident_list
-- What nobody has answered first, then what is open.
select i.id, i.no, i.kind, i.state, i.version, x.person, a.person, i.noticed_at, i.at, i.answer_by, i.state = 'reported' and i.answer_by < $2::bigint,
  i.answered_at, i.open_since, i.closed_at
  from incident i join hat_person x on x.hat = i.by left join hat_person a on a.hat = i.about
 where incident_seen(i, $1::uuid)
 order by i.state = 'closed', i.state = 'handling', case when i.state = 'closed' then -i.closed_at else i.open_since end, i.no limit 500;

-- name: incident_show
select i.id, i.no, i.kind, i.state, i.version, x.person, a.person, i.noticed_at, i.at, i.answer_by, i.state = 'reported' and i.answer_by < $2::bigint,
  i.answered_at, i.open_since, i.closed_at, to_jsonb(i.first), i.signed_out, i.words,
  (select jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.at, 'by', b.person, 'words', s.words, 'prevention', s.prevention) order by s.n)
     from incident_step s join hat_person b on b.hat = s.hat where s.incident = i.id),
  (select w.kind = 'office' from hat w where w.id = $1::uuid), (select w.kind = 'committee' from hat w where w.id = $1::uuid),
  exists (select from hat w where w.id = $1::uuid and w.facility_admin and w.facility = i.facility)
  from incident i join hat_person x on x.hat = i.by left join hat_person a on a.hat = i.about
 where i.id = $3::uuid and incident_seen(i, $1::uuid);

-- name: incident_there
-- Locked.
select i.state, i.version, w.kind = 'office', coalesce(w.facility_admin and w.facility = i.facility, false)
  from incident i join hat w on w.id = $2::uuid
 where i.id = $1::uuid and incident_seen(i, w.id) for update of i;

-- name: incident_move
-- $3: the office has it in hand; $4: opened again.
update incident set state = $2::text, version = version + 1, answered_at = case when $3::boolean then coalesce(answered_at, $5::bigint) else answered_at end,
  open_since = case when $4::boolean then $5::bigint else open_since end, closed_at = case when $2::text = 'closed' then $5::bigint end
 where id = $1::uuid;
