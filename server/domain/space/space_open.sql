-- Opening a timeline; see space_open.c.

-- name: space_open_facts
select exists (select from event e where e.space = $1::uuid and e.seq = 1 and e.hat = $2::uuid),
  exists (select from hat h where h.id = $2::uuid and h.profession in ('physician', 'dentist')),
  exists (select from hat h join account a on a.id = h.account left join facility f on f.id = h.facility
    where h.id = $3::uuid and h.kind = 'staff' and h.profession in ('physician', 'dentist') and h.ended_at is null and f.ended_at is null
      and a.state = 'active'),
  exists (select from instruction i where i.attending = $3::uuid and i.delegate = $2::uuid and i.space is null and i.state = 'confirmed'), hat_absent($3::uuid);

-- name: space_open
with p as (insert into patient (id, facility, created_at) values ($1::uuid, $2::uuid, $3::bigint))
insert into space (id, kind, patient, facility, consent, attending, sealed_attending, instruction, created_at)
values ($4::uuid, 'care', $1::uuid, $2::uuid, 'none', $5::uuid, $6::bytea, $7::text, $3::bigint);

-- name: space_open_identity
insert into patient_identity (patient, space, version, sealed) values ($1::uuid, $2::uuid, 1, $3::bytea);

-- name: space_open_instruction
insert into instruction (id, space, attending, delegate, given_on, way, state, at, decided_at)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text::date, $6::text, $7::text, $8::bigint, case when $7::text <> 'waiting' then $8::bigint end);
