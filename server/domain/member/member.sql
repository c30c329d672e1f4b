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
-- What this hat had invited, and waits; the invited ones are told. Links of relatives work no more.
with links as (update kin_invitation set state = 'cancelled', decided_at = $3::bigint where space = $1::uuid and by = $2::uuid and state = 'waiting'),
again as (update kin_invitation set again_by = null where space = $1::uuid and again_by = $2::uuid)
update invitation set state = 'cancelled', decided_at = $3::bigint where space = $1::uuid and by = $2::uuid and state = 'waiting' returning hat;

-- name: member_settle_handover
update handover set state = 'cancelled', decided_at = $3::bigint
 where space = $1::uuid and state = 'offered' and (to_hat = $2::uuid or by = $2::uuid) returning to_hat;

-- name: member_settle_newcomer
update newcomer set state = 'withdrawn', decided_at = $3::bigint where space = $1::uuid and hat = $2::uuid and state in ('waiting', 'told', 'objected');

-- name: member_end_kin
update hat set ended_at = $2::bigint where id = $1::uuid and kind = 'kin' and ended_at is null returning account;

-- name: member_sessions
select id from session where account = $1::uuid and state <> 'ended';
