-- Instructions to manage; see delegate.def.

-- name: delegate_member
select m.role, x.person->>'kind' = 'staff' and not (x.person->>'ended')::bool, hat_absent(m.hat) from member m join hat_person x on x.hat = m.hat
 where m.space = $1::uuid and m.hat = $2::uuid and m.to_seq is null;

-- name: delegate_insert
insert into instruction (id, space, attending, delegate, given_on, way, state, at, decided_at)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, (to_timestamp($5::bigint / 1000) at time zone 'Asia/Tokyo')::date, 'here', 'confirmed', $5::bigint, $5::bigint);

-- name: delegate_covered
-- Does a standing instruction go on when this space's own ends?
select exists (select from instruction n join space s on s.attending = n.attending
  where s.id = $1::uuid and n.space is null and n.delegate = $2::uuid and n.state = 'confirmed');

-- name: standing_list
-- Those a hat has given and those it was given.
select i.attending = $1::uuid, x.person, i.given_on::text, i.at from instruction i
  join hat_person x on x.hat = case when i.attending = $1::uuid then i.delegate else i.attending end
 where i.space is null and i.state = 'confirmed' and (i.attending = $1::uuid or i.delegate = $1::uuid) order by i.at desc, i.id;

-- name: standing_lock
-- Every timeline of the 主治医, in order; whoever joins one waits, and then sees what was given here.
select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 16));

-- name: standing_spaces
select id from space where attending = $1::uuid and not attending_pending and erased_at is null order by id for no key update;

-- name: standing_target
select d.hat, hat_absent(d.hat) from directory_staff d where d.hat = $1::uuid;

-- name: standing_withdraw
update instruction set state = 'withdrawn', decided_at = $3::bigint
 where space is null and attending = $1::uuid and delegate = $2::uuid and state in ('waiting', 'confirmed') returning id;

-- name: standing_members
-- In which of the 主治医's timelines the hat has this role, and nothing of the timeline's own behind it.
select s.id, s.seq from space s join member m on m.space = s.id and m.hat = $2::uuid and m.to_seq is null
 where s.attending = $1::uuid and not s.attending_pending and s.erased_at is null and m.role = $3::text
   and not exists (select from instruction i where i.space = s.id and i.delegate = m.hat and i.state in ('confirmed', 'declared'))
 order by s.id;

-- name: delegate_beside
-- The family timeline where the same word of the 主治医 stands behind this hat (family_instruction); the runner has locked it.
with ended as (update instruction i set state = 'withdrawn', decided_at = $3::bigint
  from space s, space f, instruction own
  where s.id = $1::uuid and s.kind = 'care' and f.patient = s.patient and f.kind = 'family' and f.erased_at is null and i.space = f.id and i.delegate = $2::uuid
    and i.state in ('confirmed', 'declared') and own.space = s.id and own.delegate = i.delegate and own.state in ('confirmed', 'declared')
    and (own.attending is not distinct from i.attending) and own.given_on = i.given_on and own.way = i.way and own.at = i.at returning i.space)
select f.id, f.seq from ended e join space f on f.id = e.space join member m on m.space = f.id and m.hat = $2::uuid and m.to_seq is null
 where m.role = 'delegate' and not exists (select from instruction n where n.space is null and n.attending = f.attending and n.delegate = m.hat and n.state = 'confirmed');

-- name: delegate_withdraw
update instruction set state = 'withdrawn', decided_at = $3::bigint
 where space = $1::uuid and delegate = $2::uuid and state in ('confirmed', 'declared') returning id;
