-- Agreements; see agreement.def.

-- name: agreement_newest
select coalesce(max(version), 0) from agreement where space = $1::uuid;

-- name: agreement_add
insert into agreement (space, version, sealed, by, at) values ($1::uuid, $2::integer, $3::bytea, $4::uuid, $5::bigint);

-- name: agreement_confirm
insert into agreement_confirm (space, version, hat, at) values ($1::uuid, $2::integer, $3::uuid, $4::bigint) on conflict do nothing;

-- name: agreement_versions
-- Newest first; who confirmed each, of those who are members now.
select a.version, a.sealed, (select x.person from hat_person x where x.hat = a.by), a.at,
  (select coalesce(jsonb_agg(jsonb_build_object('hat', k.hat, 'at', k.at) order by k.at, k.hat), '[]') from agreement_confirm k
     join member m on m.space = k.space and m.hat = k.hat and m.to_seq is null
    where k.space = a.space and k.version = a.version)
  from agreement a where a.space = $1::uuid order by a.version desc limit 50;
