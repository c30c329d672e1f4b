-- 主治医の指示; see instruction.def.

-- name: instruction_lock
select i.id, s.id from instruction i left join space s on s.id = i.space where i.id = $1::uuid and i.attending = $2::uuid for no key update of i;

-- name: instruction_lock_space
select seq from space where id = $1::uuid for no key update;

-- name: instruction_facts
select i.state, i.delegate, s.frozen_at is not null or s.erased_at is not null,
  (select m.role from member m where m.space = i.space and m.hat = i.attending and m.to_seq is null)
  from instruction i left join space s on s.id = i.space where i.id = $1::uuid;

-- name: instruction_decide
update instruction set state = $2::text, decided_at = $3::bigint where id = $1::uuid;

-- name: instruction_of_space
update space set instruction = $2::text, attending = $3::uuid, attending_pending = false where id = $1::uuid;

-- name: instruction_drop_waiting
-- And what the asker was told before: one instruction a hat.
update instruction set state = 'withdrawn', decided_at = $2::bigint
 where space = $1::uuid and (state = 'waiting' or delegate = $3::uuid and state in ('confirmed', 'declared'));

-- name: instruction_physician
select exists (select from hat h join account a on a.id = h.account left join facility f on f.id = h.facility
  where h.id = $1::uuid and h.kind = 'staff' and h.profession in ('physician', 'dentist') and h.ended_at is null and f.ended_at is null
    and a.state = 'active');

-- name: instruction_list
select i.id, (select x.person from hat_person x where x.hat = i.attending), (select x.person from hat_person x where x.hat = i.delegate),
  i.given_on::text, i.way, i.state, i.at, i.decided_at
  from instruction i where i.space = $1::uuid order by i.at desc, i.id limit 200;
