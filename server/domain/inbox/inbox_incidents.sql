-- name: inbox_incidents
select null::uuid, i.id, i.no, i.kind, i.state, f.name, f.outside, i.at, i.state = 'reported' and i.answer_by < $2::bigint
  from hat w
  join incident i on i.state <> 'closed' and incident_seen(i, w.id)
  join facility f on f.id = i.facility
 where w.id = $1::uuid and (w.kind = 'office' or w.facility_admin or w.kind = 'committee' and i.state = 'reported' and i.answer_by < $2::bigint)
 order by i.state = 'handling', i.open_since, i.no limit 100;
