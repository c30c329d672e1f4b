-- The second factor; see factor.def.

-- name: factor_state
select a.factor_since, (select count(*) from recovery_code c where c.account = a.id and c.used_at is null and c.replaced_at is null)
  from account a where a.id = $1::uuid;

-- name: factor_offer
insert into factor (account, sealed_next, next_at) values ($1::uuid, $2::bytea, $3::bigint)
on conflict (account) do update set sealed_next = excluded.sealed_next, next_at = excluded.next_at;

-- name: factor_offered
select sealed_next from factor where account = $1::uuid and sealed_next is not null and next_at >= $2::bigint for update;

-- name: factor_enrol
-- The first code counts as used.
with f as (update factor set sealed = sealed_next, sealed_next = null, next_at = null, last_step = $3::bigint where account = $1::uuid),
s as (update session set second_factor_at = $2::bigint, proved_at = $2::bigint where id = $4::uuid)
update account set factor_since = $2::bigint, factor_changed_at = $2::bigint, enrol_until = null where id = $1::uuid;

-- name: factor_remove
with f as (update factor set sealed = null, sealed_next = null, next_at = null where account = $1::uuid),
c as (update recovery_code set replaced_at = $2::bigint where account = $1::uuid and used_at is null and replaced_at is null)
update account set factor_since = null, factor_changed_at = $2::bigint where id = $1::uuid and factor_since is not null returning id;

-- name: factor_codes
with old as (update recovery_code set replaced_at = $2::bigint where account = $1::uuid and used_at is null and replaced_at is null)
insert into recovery_code (id, account, hash, made_at) select gen_random_uuid(), $1::uuid, hash, $2::bigint from unnest($3::bytea[]) as n (hash);

-- name: factor_security_seen
update security_notice set seen_at = $3::bigint where id = $1::uuid and account = $2::uuid and seen_at is null returning id;

-- name: factor_reset_facts
-- Whom a login name names, if this hat ($2) looks after them: a 施設管理者 after those of the facility and the kin of its patients, the office after
-- 施設管理者, office and committee. Never after oneself, with whichever account. Who did not come back in the day of a reset (enrol_until) is asked in person again.
select a.id, h.id from account a
  join hat h on h.account = a.id and h.ended_at is null
  left join patient p on p.id = h.patient
  join hat w on w.id = $2::uuid
  join account wa on wa.id = w.account
 where a.login = lower($1::text) and a.state = 'active' and (a.factor_since is not null or a.enrol_until is not null) and a.person <> wa.person
   and case w.kind when 'office' then h.facility_admin or h.kind in ('office', 'committee') else w.facility_admin and coalesce(h.facility, p.facility) = w.facility end
 order by h.from_at, h.id limit 1;

-- name: factor_reset_lapse
update factor_reset set state = 'cancelled', decided_at = $2::bigint where account = $1::uuid and state = 'waiting' and at < $3::bigint;

-- name: factor_reset_ask
insert into factor_reset (id, account, hat, by, at, state) values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::bigint, 'waiting')
on conflict do nothing returning id;

-- name: factor_reset_list
-- What waits, for those who may confirm it, and for who asked: a 施設管理者 of the same facility, or the office. Neither is told a relative's name.
select r.id, x.person - 'sealed' - 'space', b.person, r.at, r.by = $1::uuid or wa.person = ba.person
  from factor_reset r
  join hat h on h.id = r.hat
  left join patient p on p.id = h.patient
  join account ha on ha.id = h.account
  join hat bh on bh.id = r.by
  join account ba on ba.id = bh.account
  join hat w on w.id = $1::uuid
  join account wa on wa.id = w.account
  join hat_person x on x.hat = r.hat
  join hat_person b on b.hat = r.by
 where r.state = 'waiting' and r.at >= $2::bigint and ha.person <> wa.person
   and (w.kind = 'office' or (w.facility_admin and coalesce(h.facility, p.facility) = w.facility))
 order by r.at, r.id limit 100;

-- name: factor_reset_decide
-- $5: done, by somebody else than who asked; else cancelled, by whoever could confirm it.
update factor_reset r set state = case when $5::bool then 'done' else 'cancelled' end, decided_by = $2::uuid, decided_at = $3::bigint
  from hat h left join patient p on p.id = h.patient, account ha, hat bh, account ba, hat w, account wa
 where r.id = $1::uuid and r.state = 'waiting' and r.at >= $4::bigint and h.id = r.hat and ha.id = h.account and bh.id = r.by and ba.id = bh.account
   and w.id = $2::uuid and wa.id = w.account and ha.person <> wa.person and (not $5::bool or ba.person <> wa.person)
   and (w.kind = 'office' or (w.facility_admin and coalesce(h.facility, p.facility) = w.facility))
 returning r.account;

-- name: factor_reset
with f as (update factor set sealed = null, sealed_next = null, next_at = null where account = $1::uuid),
c as (update recovery_code set replaced_at = $2::bigint where account = $1::uuid and used_at is null and replaced_at is null)
update account set factor_since = null, factor_changed_at = $2::bigint, enrol_until = $3::bigint where id = $1::uuid;
