-- name: inbox_frozen
-- Spaces whose complete deletion was accepted.
select id from space where id = any($1::uuid[]) and frozen_at is not null;
