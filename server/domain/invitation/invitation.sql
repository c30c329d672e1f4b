-- Invitations of staff; see invitation.def. Past its time a waiting one is expired, whether or not a row says so yet.

-- name: invitation_list
-- Those that wait, and for a month those that came to nothing by themselves.
select i.id, i.hat, x.person, i.sealed_relation, i.history, i.role, case when i.expires_at <= $2::bigint then 'expired' else i.state end,
  i.at, i.expires_at, i.by
  from invitation i join hat_person x on x.hat = i.hat
 where i.space = $1::uuid and (i.state in ('waiting', 'waiting_patient')
   or (i.state in ('declined', 'expired') and i.decided_at > $2::bigint - 2592000000
     and not exists (select from invitation n where n.space = i.space and n.hat = i.hat and n.at > i.at)
     and not exists (select from member m where m.space = i.space and m.hat = i.hat and m.to_seq is null)))
 order by i.at desc, i.id limit 200;

-- name: invitation_target
-- Whoever is to be invited: of the hosting facility, a member already, waiting already, on leave?
select d.facility = s.facility, exists (select from member m where m.space = s.id and m.hat = d.hat and m.to_seq is null),
  exists (select from invitation i where i.space = s.id and i.hat = d.hat and i.state in ('waiting', 'waiting_patient')
    and i.expires_at > $3::bigint), hat_absent(d.hat)
  from directory_staff d, space s where d.hat = $2::uuid and s.id = $1::uuid;

-- name: invitation_lapse
update invitation set state = 'expired', decided_at = expires_at
 where space = $1::uuid and hat = $2::uuid and state in ('waiting', 'waiting_patient') and expires_at <= $3::bigint;

-- name: invitation_insert
insert into invitation (id, space, hat, by, sealed_relation, history, role, state, at, expires_at)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::bytea, $6::text, $7::text, 'waiting', $8::bigint, $9::bigint);

-- name: invitation_waiting
-- One of the space, with whom it is for, and whether they are on leave.
select i.hat, h.facility = s.facility, h.absent_since is not null from invitation i join hat h on h.id = i.hat join space s on s.id = i.space
 where i.id = $2::uuid and i.space = $1::uuid and i.state in ('waiting', 'waiting_patient');

-- name: invitation_renew
update invitation set expires_at = $2::bigint where id = $1::uuid;

-- name: invitation_decide
update invitation set state = $2::text, decided_at = $3::bigint where id = $1::uuid;

-- name: invitation_space
select space from invitation where id = $1::uuid and hat = $2::uuid;

-- name: invitation_own
-- One's own that can still be answered, and whether the 主治医 has asked this hat to manage all patients.
select i.sealed_relation, i.history = 'all', i.role, i.by, h.facility = s.facility,
  s.kind in ('care', 'family') and exists (select from instruction n where n.space is null and n.attending = s.attending and n.delegate = i.hat
    and n.state = 'confirmed')
  from invitation i join hat h on h.id = i.hat join space s on s.id = i.space
 where i.id = $1::uuid and i.hat = $2::uuid and i.state = 'waiting' and i.expires_at > $3::bigint;
