-- 保管リスト; see archive.def.

-- name: archive_set
update space set archived_at = $2::bigint, archive_reason = $3::text, archived_by = $4::uuid where id = $1::uuid;

-- name: archive_settle
update archive_proposal set state = $2::text, decided_at = $3::bigint where space = $1::uuid and state = 'waiting' returning by;

-- name: archive_propose
insert into archive_proposal (id, space, by, reason, state, at) values ($1::uuid, $2::uuid, $3::uuid, $4::text, 'waiting', $5::bigint)
on conflict do nothing returning (select attending from space where id = $2::uuid);
