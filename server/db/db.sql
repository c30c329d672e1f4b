-- The statements of db/ itself.

-- name: db_ping
select 1;
