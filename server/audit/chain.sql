-- Statements of the audit chain (chain.h). chain_writers: whoever could still commit a row under an id that was given out already holds
-- this lock since before it took the id.

-- name: chain_lock
select pg_advisory_xact_lock(7461737563680001);

-- name: chain_region
select deployment from region;

-- name: chain_head
select upto, hash from audit_chain order by upto desc limit 1;

-- name: chain_newest
select coalesce(max(id), 0)::bigint from audit;

-- name: chain_writers
select coalesce(array_to_string(array_agg(distinct virtualtransaction), ' '), '') from pg_locks
where locktype = 'relation' and database = (select oid from pg_database where datname = current_database())
  and relation = 'audit'::regclass and mode = 'RowExclusiveLock' and granted and pid <> pg_backend_pid();

-- name: chain_writers_left
select count(*) from pg_locks where locktype = 'virtualxid' and virtualtransaction = any (string_to_array($1::text, ' '));

-- name: chain_records
select id, at, act, result, session, account, hat, space, object, from_no, to_no, source from audit
where id > $1::bigint and id <= $2::bigint order by id limit $3::integer;

-- name: chain_add
insert into audit_chain (upto, rows, marks, hash, at) values ($1::bigint, $2::integer, $3::bytea, $4::bytea, $5::bigint);

-- name: chain_links
select upto, rows, marks, hash from audit_chain where upto > $1::bigint order by upto limit 50;

-- name: chain_waiting
select count(*) from audit where id > $1::bigint;
