-- What the policy layer asks before a text is stored; see guard.h.

-- name: guard_kind
-- The kind of a space for a member of it, and who that is: for anybody else it is as if it were not there.
select s.kind, x.hat from session x join member m on m.hat = x.hat and m.space = $2::uuid and m.to_seq is null join space s on s.id = m.space
 where x.token_hash = $1::bytea;

-- name: guard_facts
-- How many texts of this hat were refused since $2, and the print of its register: another print, another register.
select (select count(*) from screening n where n.hat = $1::uuid and n.at > $2::bigint and n.outcome in ('refused', 'asked', 'draft')),
  (select count(*) || ' ' || coalesce(sum(uuid_hash_extended(space, version)), 0) from guard_patient
    where hat = $1::uuid and (consent <> 'withdrawn' or read_until >= $3::bigint))
  || ' ' || (select count(*) from colleague where hat = $1::uuid);

-- name: guard_patients
-- The patients of the spaces that this hat can see, and nobody else: else a refusal would tell who is a patient. With the print of the same
-- moment; one row at least.
select p.*,
  (select count(*) || ' ' || coalesce(sum(uuid_hash_extended(space, version)), 0) from guard_patient
    where hat = $1::uuid and (consent <> 'withdrawn' or read_until >= $2::bigint))
  || ' ' || (select count(*) from colleague where hat = $1::uuid)
  from (select) one left join (select space, patient, version, sealed from guard_patient
   where hat = $1::uuid and (consent <> 'withdrawn' or read_until >= $2::bigint)
   limit 9000) p on true;

-- name: guard_colleagues
select k.space, k.id, k.sealed from colleague k join space s on s.id = k.space and s.erased_at is null
 where k.hat = $1::uuid order by k.at desc, k.id limit 500;

-- name: guard_staff
select x.person->>'name', x.person->>'kana' from directory_staff d join hat_person x on x.hat = d.hat;

-- name: guard_facilities
select name, phone_day, phone_night from facility where ended_at is null;

-- name: guard_note
insert into screening (hat, space, outcome, kinds, at) values ($1::uuid, $2::uuid, $3::text, $4::text[], $5::bigint);

-- name: guard_colleague_add
insert into colleague (id, hat, space, sealed, at) select id, $2::uuid, $3::uuid, sealed, $5::bigint from unnest($1::uuid[], $4::bytea[]) as r (id, sealed);

-- name: guard_unheard
-- Of these patients, has this hat not yet said in this space that they agree?
select exists (select from unnest($3::uuid[]) p where not exists (
  select from tie_consent c where c.hat = $1::uuid and c.space = $2::uuid and c.patient = p));

-- name: guard_consent_add
insert into tie_consent (hat, space, patient, at) select distinct $1::uuid, $2::uuid, p, $4::bigint from unnest($3::uuid[]) p on conflict do nothing;
