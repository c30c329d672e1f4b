-- name: inbox_warnings
select null::uuid, g.id, g.kind, g.words, g.due_on::text, g.at, g.due_on < day_of($2::bigint)
  from warning g where g.hat = $1::uuid and g.acknowledged_at is null and g.withdrawn_at is null
 order by g.due_on, g.at, g.id limit 100;
