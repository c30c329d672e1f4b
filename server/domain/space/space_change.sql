-- What a change of a space writes; see space_change.h.

-- name: space_event
with advanced as (update space set seq = $2::bigint where id = $1::uuid)
insert into event (space, seq, kind, at, hat, member) values ($1::uuid, $2::bigint, $3::text, $4::bigint, $5::uuid, $6::uuid);

-- name: space_member_add
insert into member (space, hat, from_seq, from_at, read_from_seq, role, sealed_relation, added_by)
values ($1::uuid, $2::uuid, $3::bigint, $4::bigint, $5::bigint, $6::text, $7::bytea, $8::uuid);

-- name: space_member_remove
with kept as (update draft set body = null, reply_to = null, at = $4::bigint where space = $1::uuid and hat = $2::uuid)
update member set to_seq = $3::bigint, to_at = $4::bigint where space = $1::uuid and hat = $2::uuid and to_seq is null;

-- name: space_member_role
update member set role = $3::text where space = $1::uuid and hat = $2::uuid and to_seq is null;
