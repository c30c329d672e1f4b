-- 主治医の交代; see handover.def.

-- name: handover_target
-- A physician or dentist who is there; whether it is the same person as the account asking, or on leave.
select a.person = (select x.person from account x where x.id = $2::uuid), h.absent_since is not null from directory_staff d
  join hat h on h.id = d.hat join account a on a.id = h.account
 where d.hat = $1::uuid and h.profession in ('physician', 'dentist');

-- name: handover_close
update handover set state = 'cancelled', decided_at = $2::bigint where space = $1::uuid and state = 'offered' returning to_hat;

-- name: handover_insert
insert into handover (id, space, from_hat, to_hat, by, state, at)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, 'offered', $6::bigint);

-- name: handover_space
select space from handover where id = $1::uuid and to_hat = $2::uuid;

-- name: handover_own
-- One's own that waits, and whether the one who offers it is still the 主治医, or nobody is.
select h.by, h.from_hat is null and (s.attending is null or s.attending_pending) or h.from_hat = s.attending, s.attending
  from handover h join space s on s.id = h.space where h.id = $1::uuid and h.to_hat = $2::uuid and h.state = 'offered';

-- name: handover_decide
update handover set state = $2::text, decided_at = $3::bigint where id = $1::uuid;

-- name: handover_timelines
-- The timelines that change: roles of the new and the old 主治医 in them.
select s.id, s.seq, n.role, o.hat, x.ended_at is not null
  from space s
  left join member n on n.space = s.id and n.hat = $3::uuid and n.to_seq is null
  left join member o on o.space = s.id and o.hat = s.attending and o.to_seq is null
  left join hat x on x.id = s.attending
 where s.patient = (select c.patient from space c where c.id = $1::uuid) and s.erased_at is null
   and (s.id = $1::uuid or s.attending is not distinct from $2::uuid)
 order by s.id;

-- name: handover_attending
-- Whoever takes a timeline over stands behind it.
with confirmed as (update instruction set state = 'confirmed', decided_at = $3::bigint where space = $1::uuid and state = 'waiting'),
ended as (update instruction set state = 'withdrawn', decided_at = $3::bigint where space = $1::uuid and delegate = $2::uuid and state in ('confirmed', 'declared'))
update space set attending = $2::uuid, sealed_attending = null, attending_pending = false, attending_at = $3::bigint,
  instruction = case when instruction = 'own' then 'own' else 'confirmed' end where id = $1::uuid;

-- name: handover_roles
-- Members whose role is another one under the new 主治医's standing instructions.
select m.space, m.hat, case when x.manages then 'delegate' else 'member' end
  from member m join space s on s.id = m.space
  cross join lateral (select exists (select from instruction i where i.delegate = m.hat and (i.space = s.id and i.state in ('waiting', 'confirmed', 'declared')
    or i.space is null and i.attending = s.attending and i.state = 'confirmed')) as manages) x
 where m.space = any($1::uuid[]) and m.to_seq is null and m.role in ('delegate', 'member') and (m.role = 'delegate') <> x.manages
 order by m.space, m.hat;

-- name: handover_patient
select id, attending from space where patient = $1::uuid and erased_at is null order by id;

-- name: handover_declared
update space set attending = null, sealed_attending = $2::bytea, attending_pending = false, attending_at = $3::bigint, instruction = 'declared'
 where id = $1::uuid;
