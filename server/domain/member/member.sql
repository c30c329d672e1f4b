-- The way out of a space; see member.def.

-- name: member_of
-- A member now, and how many others manage the space and are in it.
select m.role, (select count(*) from member x where x.space = m.space and x.to_seq is null and x.hat <> m.hat and x.role in ('attending', 'delegate', 'manager')),
  (select count(*) from member x where x.space = m.space and x.to_seq is null and x.hat <> m.hat)
  from member m where m.space = $1::uuid and m.hat = $2::uuid and m.to_seq is null;

-- name: member_settle_instruction
-- One that still waits for the 主治医 stays: it stands behind the timeline, not only behind this hat.
update instruction set state = 'withdrawn', decided_at = $3::bigint
 where space = $1::uuid and delegate = $2::uuid and state in ('confirmed', 'declared');

-- name: member_settle_invitations
-- What this hat had invited, and waits; the invited ones are told.
update invitation set state = 'cancelled', decided_at = $3::bigint
 where space = $1::uuid and by = $2::uuid and state in ('waiting', 'waiting_patient') returning hat;

-- name: member_settle_handover
update handover set state = 'cancelled', decided_at = $3::bigint
 where space = $1::uuid and state = 'offered' and (to_hat = $2::uuid or by = $2::uuid) returning to_hat;
