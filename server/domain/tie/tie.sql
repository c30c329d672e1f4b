-- つながり; see tie.def.

-- name: tie_facts
-- Of the hat $2, asked or blocked by $1: is it somebody else of the staff who is here; does $1 take nothing from there; on leave.
select exists (select from directory_staff d join hat h on h.id = d.hat where d.hat = $2::uuid
    and h.account <> (select x.account from hat x where x.id = $1::uuid)), tie_blocked($1::uuid, $2::uuid),
  hat_absent($2::uuid);

-- name: tie_request_add
insert into tie_request (id, space, from_hat, to_hat, sealed_reason, reason_key, state, at)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::bytea, $7::uuid, 'waiting', $6::bigint)
on conflict (least(from_hat, to_hat), greatest(from_hat, to_hat)) where state in ('waiting', 'accepted') do nothing
returning tie_blocked(to_hat, from_hat);

-- name: tie_withdraw
update tie_request set state = 'withdrawn', decided_at = $3::bigint where id = $1::uuid and from_hat = $2::uuid and state = 'waiting'
returning to_hat, tie_blocked(to_hat, from_hat);

-- name: tie_asked
-- The space that an accepted request becomes; whether who asked is on leave now.
select space, hat_absent(from_hat) from tie_request where id = $1::uuid and to_hat = $2::uuid and state = 'waiting';

-- name: tie_decide
-- By the one who was asked, about somebody who still works here and is not blocked.
update tie_request r set state = $3::text, decided_at = $4::bigint
  from directory_staff d
 where r.id = $1::uuid and r.to_hat = $2::uuid and r.state = 'waiting' and d.hat = r.from_hat and not tie_blocked(r.to_hat, r.from_hat)
returning r.space, r.from_hat, d.facility;

-- name: tie_space
insert into space (id, kind, facility, consent, created_at) values ($1::uuid, 'tie', $2::uuid, 'not_needed', $3::bigint);

-- name: tie_sent_spaces
select distinct coalesce(r.reason_key, r.space) from tie_request r where r.from_hat = $1::uuid and (r.state = 'waiting' or r.state = 'declined' and r.decided_at > $2::bigint)
 limit 200;

-- name: tie_sent
-- Asked by this hat: what waits, and what was declined since $2 and not asked again.
select r.id, coalesce(r.reason_key, r.space), x.person, r.sealed_reason, r.state, r.at, case when r.reason_key is null then r.from_hat else r.id end from tie_request r join hat_person x on x.hat = r.to_hat
 where r.from_hat = $1::uuid and (r.state = 'waiting' or r.state = 'declined' and r.decided_at > $2::bigint
   and not exists (select from tie_request n where n.from_hat in (r.from_hat, r.to_hat) and n.to_hat in (r.from_hat, r.to_hat) and n.at > r.at))
 order by r.at desc, r.id limit 100;

-- name: tie_blocked_list
select x.person, b.at from tie_block b join hat_person x on x.hat = b.hat where b.by = $1::uuid and b.lifted_at is null order by b.at desc, b.hat limit 200;

-- name: tie_live
-- What there is between two hats now: a request that waits, or a つながり; and whether the first has asked for it.
select r.id, r.space, r.state, r.from_hat = $1::uuid from tie_request r
 where least(r.from_hat, r.to_hat) = least($1::uuid, $2::uuid) and greatest(r.from_hat, r.to_hat) = greatest($1::uuid, $2::uuid)
   and r.state in ('waiting', 'accepted');

-- name: tie_block_set
insert into tie_block (by, hat, at) values ($1::uuid, $2::uuid, $3::bigint) on conflict (by, hat) do update set at = excluded.at, lifted_at = null;

-- name: tie_block_lift
update tie_block set lifted_at = $3::bigint where by = $1::uuid and hat = $2::uuid and lifted_at is null returning hat;

-- name: tie_ended
update tie_request set state = 'ended' where space = $1::uuid and state = 'accepted';
