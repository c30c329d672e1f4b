-- What `tasuki backup` asks and what `tasuki restore` does, as the owner of the database.

-- name: backup_facts
select current_setting('server_version_num')::integer / 10000, (select max(number) from schema_migration);

-- name: restore_facts
select current_setting('server_version_num')::integer / 10000, to_regclass('public.region') is not null,
  exists (select from pg_class where relnamespace = 'public'::regnamespace);

-- name: restore_roles
-- Those that the first migration makes and the dump's rights name.
select name, exists (select from pg_roles where rolname = name) from unnest(array['tasuki_demo', 'tasuki_front', 'tasuki_job', 'tasuki_mail']) as roles (name);

-- name: restore_role_demo
create role tasuki_demo login;

-- name: restore_role_front
create role tasuki_front login;

-- name: restore_role_job
create role tasuki_job login;

-- name: restore_role_mail
create role tasuki_mail login;

-- name: restore_major
update schema_meta set postgresql_major = $1::integer;

-- name: restore_rights
select database_rights();

-- name: restore_spaces
-- All under whose key something is sealed: spaces, and the region itself (second factors, reasons of requests that wait).
select id from space where erased_at is null and not (kind = 'board' and post_no = 0) -- the database makes the board, its key comes later
union select coalesce(reason_key, space) from tie_request where state = 'waiting'
union select deployment from region where exists (select from factor where sealed is not null)
 order by 1;

-- name: restore_purge
select sum(rows)::bigint from space_purge($1::uuid, $2::bigint);

-- name: restore_sessions
update session set state = 'ended', ended_at = $1::bigint, end_reason = 'restored' where state <> 'ended';
