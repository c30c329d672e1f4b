-- 様式5; see consent.def.

-- name: consent_record
insert into consent (id, space, kind, sealed, signed_on, copy_on, scope_photo, scope_family, scope_disaster, scope_after_death, recorded_by, recorded_at)
values ($1::uuid, $2::uuid, $3::text, $4::bytea, $5::text::date, $6::text::date, $7::boolean, $8::boolean, $9::boolean, $10::boolean, $11::uuid,
  $12::bigint);

-- name: consent_withdraw
update consent set withdrawn_at = $2::bigint, withdrawn_by = $3::uuid where space = $1::uuid and withdrawn_at is null returning id;

-- name: consent_of_spaces
-- The timelines of the patient, locked by the runner; gives the others for their own events.
-- A consent that does not cover the family timeline leaves that one stopped.
update space set consent = $2::text, read_until = $3::bigint where (kind = 'care' or $4::boolean or $2::text = 'withdrawn') and patient = (select patient from space where id = $1::uuid) and erased_at is null
returning id, seq;

-- name: consent_list
select c.id, c.kind, c.sealed, c.signed_on::text, c.copy_on::text, c.scope_photo, c.scope_family, c.scope_disaster, c.scope_after_death,
  (select x.person from hat_person x where x.hat = c.recorded_by), c.recorded_at,
  (select x.person from hat_person x where x.hat = c.withdrawn_by), c.withdrawn_at
  from consent c where c.space = $1::uuid order by c.recorded_at desc, c.id limit 100;
