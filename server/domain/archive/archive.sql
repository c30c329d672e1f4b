-- 保管リスト; see archive.def.

-- name: archive_set
update space set archived_at = $2::bigint, archive_reason = $3::text, archived_by = $4::uuid where id = $1::uuid;

-- name: archive_settle
update archive_proposal set state = $2::text, decided_at = $3::bigint where space = $1::uuid and state = 'waiting' returning by;

-- name: archive_propose
insert into archive_proposal (id, space, by, reason, state, at) values ($1::uuid, $2::uuid, $3::uuid, $4::text, 'waiting', $5::bigint)
on conflict do nothing returning (select attending from space where id = $2::uuid);

-- name: death_facts
-- Is it in the 保管リスト because of a death; is the day ($2) none that is yet to come.
select coalesce(s.archive_reason = 'death', false), coalesce($2::text::date <= day_of($3::bigint), true) from space s where s.id = $1::uuid;

-- name: death_set
insert into death (space, sealed, by, at) values ($1::uuid, $2::bytea, $3::uuid, $4::bigint)
on conflict (space) do update set sealed = excluded.sealed, by = excluded.by, at = excluded.at;

-- name: death_forget
update death set sealed = null, by = $2::uuid, at = $3::bigint where space = $1::uuid and sealed is not null;
