-- name: inbox_applications
select null::uuid, a.id, a.form->>'name', coalesce((a.form->>'outside')::boolean, false), a.state, a.changed_at
  from application a
 where a.state in ('waiting', 'resent') and a.changed_at <= $2::bigint + 3600000
   and exists (select from hat h where h.id = $1::uuid and h.kind in ('office', 'committee') and h.ended_at is null)
 order by a.changed_at, a.id limit 100;
