-- Free groups; see circle.def.

-- name: circle_there
-- Made already by an earlier try of the same hat?
select exists (select from event e where e.space = $1::uuid and e.seq = 1 and e.hat = $2::uuid);

-- name: circle_insert
insert into space (id, kind, facility, consent, sealed_title, entry, created_at)
values ($1::uuid, 'circle', $2::uuid, 'not_needed', $3::bytea, $4::text, $5::bigint);

-- name: circle_set
update space set sealed_title = $2::bytea, entry = $3::text where id = $1::uuid;

-- name: circle_open_spaces
select s.id from space s where s.kind = 'circle' and s.entry = 'request' and s.closed_at is null and s.erased_at is null
 order by s.created_at desc, s.id limit 200;

-- name: circle_open_list
-- Those that one can ask to join, with what this hat is to each.
select s.id, s.sealed_title, a.version, a.sealed, (select count(*) from member m where m.space = s.id and m.to_seq is null),
  (select coalesce(jsonb_agg(x.person order by m.from_at, m.hat), '[]') from member m join hat_person x on x.hat = m.hat
    where m.space = s.id and m.to_seq is null and m.role = 'manager'),
  case when exists (select from member m where m.space = s.id and m.hat = $1::uuid and m.to_seq is null) then 'member'
    else coalesce((select r.state from circle_request r where r.space = s.id and r.hat = $1::uuid and r.state in ('waiting', 'declined')
      order by r.at desc limit 1), 'none') end
  from space s
  join agreement a on a.space = s.id and a.version = (select max(b.version) from agreement b where b.space = s.id)
 where s.kind = 'circle' and s.entry = 'request' and s.closed_at is null and s.erased_at is null
 order by s.created_at desc, s.id limit 200;

-- name: circle_facts
-- Of one that might be asked to join: can one, is it asked already, which aim and rules are the newest.
select s.kind = 'circle' and s.entry = 'request' and s.closed_at is null and s.erased_at is null, coalesce((select max(a.version) from agreement a where a.space = s.id), 0),
  exists (select from circle_request r where r.space = s.id and r.hat = $2::uuid and r.state = 'waiting')
  from space s where s.id = $1::uuid;

-- name: circle_request_add
insert into circle_request (id, space, hat, sealed_reason, state, at) values ($1::uuid, $2::uuid, $3::uuid, $4::bytea, 'waiting', $5::bigint);

-- name: circle_request_withdraw
update circle_request set state = 'withdrawn', decided_at = $3::bigint where space = $1::uuid and hat = $2::uuid and state = 'waiting' returning id;

-- name: circle_confirm
insert into agreement_confirm (space, version, hat, at) values ($1::uuid, $2::integer, $3::uuid, $4::bigint) on conflict do nothing;

-- name: circle_managers
select m.hat from member m where m.space = $1::uuid and m.to_seq is null and m.role = 'manager';

-- name: circle_request_list
select r.id, r.hat, x.person, r.sealed_reason, r.at from circle_request r
  join directory_staff d on d.hat = r.hat
  join hat_person x on x.hat = r.hat
 where r.space = $1::uuid and r.state = 'waiting' and not exists (select from member m where m.space = r.space and m.hat = r.hat and m.to_seq is null)
 order by r.at, r.id limit 200;

-- name: circle_request_waiting
-- Whose it is, whether that hat still works here, is in already, is on leave.
select r.hat, exists (select from directory_staff d where d.hat = r.hat),
  exists (select from member m where m.space = r.space and m.hat = r.hat and m.to_seq is null), hat_absent(r.hat)
  from circle_request r where r.id = $2::uuid and r.space = $1::uuid and r.state = 'waiting';

-- name: circle_request_decide
update circle_request set state = $2::text, decided_at = $3::bigint, decided_by = $4::uuid where id = $1::uuid;

-- name: circle_member
-- A member now: role, how many other managers there are, whether this hat can manage.
select m.role, (select count(*) from member x where x.space = m.space and x.to_seq is null and x.hat <> m.hat and x.role = 'manager'),
  exists (select from directory_staff d where d.hat = m.hat)
  from member m where m.space = $1::uuid and m.hat = $2::uuid and m.to_seq is null;

-- name: circle_close_requests
update circle_request set state = 'declined', decided_at = $2::bigint, decided_by = $3::uuid where space = $1::uuid and state = 'waiting' returning hat;

-- name: circle_close_invitations
update invitation set state = 'cancelled', decided_at = $2::bigint where space = $1::uuid and state = 'waiting' returning hat;

-- name: circle_report_add
insert into post_report (id, space, post, by, state, at) select gen_random_uuid(), p.space, p.id, $3::uuid, 'waiting', $2::bigint from post p where p.id = $1::uuid
on conflict (post) where state = 'waiting' do nothing returning id;

-- name: circle_report_note
-- For the office's counts: of the writer's facility, without a kind.
insert into screening (hat, space, outcome, kinds, at) select p.author, p.space, 'reported', '{}', $2::bigint from post p where p.id = $1::uuid;

-- name: circle_report_dismiss
update post_report set state = 'dismissed', decided_at = $2::bigint, decided_by = $3::uuid where post = $1::uuid and state = 'waiting' returning id;
