-- What a change of a space writes; see space_change.h.

-- name: space_event
with advanced as (update space set seq = $2::bigint where id = $1::uuid)
insert into event (space, seq, kind, at, hat, member) values ($1::uuid, $2::bigint, $3::text, $4::bigint, $5::uuid, $6::uuid);

-- name: space_post_event
with advanced as (update space set seq = $2::bigint where id = $1::uuid),
moved as (update post set seq = $2::bigint where id = $5::uuid)
insert into event (space, seq, kind, at, post) values ($1::uuid, $2::bigint, $3::text, $4::bigint, $5::uuid);

-- name: space_member_add
-- What stands before a member who reads from now on is not waited for: the cursors begin behind it.
with begun as (
  insert into cursor as c (space, hat, delivered_no, opened_no, at) select s.id, $2::uuid, s.post_no, s.post_no, $4::bigint from space s
   where s.id = $1::uuid and $5::bigint > 0
  on conflict (space, hat) do update set delivered_no = excluded.delivered_no, opened_no = excluded.opened_no, at = excluded.at)
insert into member (space, hat, from_seq, from_at, read_from_seq, role, sealed_relation, added_by)
values ($1::uuid, $2::uuid, $3::bigint, $4::bigint, $5::bigint, $6::text, $7::bytea, $8::uuid);

-- name: space_member_remove
with kept as (update draft set body = null, reply_to = null, at = $4::bigint where space = $1::uuid and hat = $2::uuid)
update member set to_seq = $3::bigint, to_at = $4::bigint where space = $1::uuid and hat = $2::uuid and to_seq is null;

-- name: space_close
update space set closed_at = $2::bigint, closed_by = $3::uuid where id = $1::uuid;

-- name: space_member_role
update member set role = $3::text where space = $1::uuid and hat = $2::uuid and to_seq is null;
