-- What init writes, as the owner of the database.

-- name: init_region
insert into region (deployment, demo, name, network_name, association, office, committee, created_at)
values ($1::uuid, $2::boolean, $3::text, $4::text, $5::text, $6::text, $7::text, $8::bigint);

-- name: init_office_there
select exists (select from account);

-- name: init_office
with p as (insert into person (id, name, kana, created_at) values ($1::uuid, $4::text, $4::text, $6::bigint)),
a as (insert into account (id, person, side, login, password, password_at, created_at)
  values ($2::uuid, $1::uuid, 'staff', 'office', $5::text, $6::bigint, $6::bigint))
insert into hat (id, account, kind, from_at) values ($3::uuid, $2::uuid, 'office', $6::bigint);

-- name: init_office_hat
update account set last_hat = $2::uuid where id = $1::uuid;
