-- Links for new accounts; see activation.def.

-- name: activation_void
update activation set expires_at = $2::bigint where account = $1::uuid and used_at is null and expires_at > $2::bigint;

-- name: activation_void_mail
update mail set state = 'void', ended_at = $2::bigint where account = $1::uuid and kind = 'activation' and state in ('queued', 'sending');

-- name: activation_add
insert into activation (token_hash, account, by, at, expires_at) values ($1::bytea, $2::uuid, $3::uuid, $4::bigint, $5::bigint);

-- name: activation_use
select outcome, its_login from activation_use($1::bytea, $2::text, $3::text, $4::bigint);

-- name: activation_of
select login, name, facility from activation_of($1::bytea, $2::bigint);
