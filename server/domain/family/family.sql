-- Family timelines; see family.def.

-- name: family_beside
-- Of a care timeline: the family one beside it, and whether the consent in force covers one.
select (select f.id from space f where f.patient = s.patient and f.kind = 'family'),
  exists (select from consent c where c.space = s.id and c.withdrawn_at is null and c.scope_family)
  from space s where s.id = $1::uuid;

-- name: family_facts
-- What opening one needs of the care timeline: made already by an earlier try, anybody's, covered; identity, 主治医, and how the opener manages.
select exists (select from event e where e.space = $2::uuid and e.seq = 1 and e.hat = $3::uuid),
  exists (select from space f where f.patient = s.patient and f.kind = 'family'),
  exists (select from consent c where c.space = s.id and c.withdrawn_at is null and c.scope_family),
  s.patient, i.version, i.sealed, s.attending, s.sealed_attending, s.consent, s.instruction, s.facility
  from space s join patient_identity i on i.patient = s.patient and i.space = s.id where s.id = $1::uuid;

-- name: family_insert
insert into space (id, kind, patient, facility, consent, attending, sealed_attending, instruction, created_at)
values ($1::uuid, 'family', $2::uuid, $3::uuid, $4::text, $5::uuid, $6::bytea, $7::text, $8::bigint);

-- name: family_identity
insert into patient_identity (patient, space, version, sealed) values ($1::uuid, $2::uuid, $3::integer, $4::bytea);

-- name: family_instruction
-- The 主治医's word for the care timeline stands behind the opener here too; a standing one (包括) does so by itself.
insert into instruction (id, space, attending, delegate, given_on, way, state, at, decided_at)
select $1::uuid, $2::uuid, i.attending, i.delegate, i.given_on, i.way, i.state, i.at, i.decided_at
  from instruction i where i.space = $3::uuid and i.delegate = $4::uuid and i.state in ('confirmed', 'declared') limit 1;

-- name: kin_list
-- Those that wait or ran out, who came, and for a month those whom the patient's side did not want.
select i.id, i.sealed, case when i.state = 'waiting' and i.expires_at <= $2::bigint then 'expired' else i.state end, i.patient_self, i.key_person, i.at,
  i.expires_at, i.by, i.again_by is not null and i.expires_at > $2::bigint, i.hat,
  case when a.factor_since is not null then 'enrolled' when a.enrol_until is not null then 'reset' else 'none' end
  from kin_invitation i
  left join hat h on h.id = i.hat
  left join account a on a.id = h.account
 where i.space = $1::uuid and (i.state in ('waiting', 'waiting_patient') or i.state = 'declined' and i.decided_at > $2::bigint - 2592000000
   or i.state = 'joined' and exists (select from member m where m.space = i.space and m.hat = i.hat and m.to_seq is null))
 order by i.at desc, i.id limit 200;

-- name: kin_self_there
-- Is the patient in it, or about to come?
select exists (select from kin_invitation i left join hat h on h.id = i.hat where i.space = $1::uuid and i.patient_self
   and (i.state = 'waiting' and i.expires_at > $2::bigint or i.state in ('waiting_patient', 'joined') and h.ended_at is null))
  or exists (select from member m join hat h on h.id = m.hat where m.space = $1::uuid and m.to_seq is null and h.patient_self);

-- name: kin_insert
insert into kin_invitation (id, space, by, sealed, patient_self, key_person, token_hash, state, at, expires_at)
values ($1::uuid, $2::uuid, $3::uuid, $4::bytea, $5::boolean, $6::boolean, $7::bytea, 'waiting', $8::bigint, $9::bigint);

-- name: kin_renew
-- A new link; the one before works no more. For who is in it is one for a new password.
update kin_invitation i set token_hash = $3::bytea, expires_at = $4::bigint, again_by = case when i.state = 'joined' then $5::uuid end
 where i.space = $1::uuid and i.id = $2::uuid and (i.state = 'waiting'
   or i.state = 'joined' and exists (select from member m where m.space = i.space and m.hat = i.hat and m.to_seq is null)
     and not exists (select from hat h join account a on a.id = h.account where h.id = i.hat and a.enrol_until is not null)) returning id;

-- name: kin_cancel
update kin_invitation set state = 'cancelled', decided_at = $3::bigint
 where space = $1::uuid and id = $2::uuid and state in ('waiting', 'waiting_patient') returning hat;

-- name: kin_cancel_again
-- Of who is in: only the link for a new password.
update kin_invitation set again_by = null where space = $1::uuid and id = $2::uuid and state = 'joined' and again_by is not null returning id;

-- name: kin_look
-- What a link shows before one signs in: who made it, until when; of who is in already the login name. No name of a patient.
select (select x.person from hat_person x where x.hat = coalesce(i.again_by, i.by)), i.expires_at, i.space, a.login
  from kin_invitation i
  left join hat h on h.id = i.hat and i.again_by is not null and h.ended_at is null
  left join account a on a.id = h.account
 where i.token_hash = $1::bytea and i.expires_at > $2::bigint and (i.state = 'waiting' or i.state = 'joined' and a.id is not null);

-- name: kin_link
-- Under the space's lock, with the columns that make up its state. No row: somebody else was faster.
select i.id, i.sealed, i.patient_self, i.key_person, i.by, s.id, s.patient, s.seq, s.consent, s.instruction, s.archived_at, s.frozen_at, s.read_until,
  s.closed_at, s.erased_at, s.attending_pending, exists (select from account a where a.login = $3::text)
  from kin_invitation i join space s on s.id = i.space
 where i.token_hash = $1::bytea and i.state = 'waiting' and i.expires_at > $2::bigint;

-- name: kin_again
-- Whose password the link changes.
select h.account, h.id, i.id from kin_invitation i join hat h on h.id = i.hat
 where i.token_hash = $1::bytea and i.state = 'joined' and i.again_by is not null and i.expires_at > $2::bigint and h.ended_at is null;

-- name: kin_again_used
-- No row: somebody else was faster, or a newer link was made.
with used as (update kin_invitation i set again_by = null from hat h
  where i.token_hash = $1::bytea and i.state = 'joined' and i.again_by is not null and i.expires_at > $2::bigint and h.id = i.hat and h.ended_at is null returning h.account)
update account a set password = $3::text, password_at = $2::bigint from used where a.id = used.account returning a.login;

-- name: kin_person
with p as (insert into person (id, created_at) values ($1::uuid, $5::bigint))
insert into account (id, person, side, login, password, password_at, created_at)
values ($2::uuid, $1::uuid, 'patient_side', $3::text, $4::text, $5::bigint, $5::bigint);

-- name: kin_hat
insert into hat (id, account, kind, patient, sealed, patient_self, key_person, from_at)
values ($1::uuid, $2::uuid, 'kin', $3::uuid, $4::bytea, $5::boolean, $6::boolean, $7::bigint);

-- name: kin_used
update kin_invitation set state = $2::text, hat = $3::uuid, decided_at = $4::bigint where id = $1::uuid;

-- name: kin_reset_facts
-- Of a relative who is in. The last column: who manages the timeline may know the password, or choose it.
select a.id, h.id, a.factor_since is not null or a.enrol_until is not null,
  i.again_by is not null and i.expires_at > $3::bigint or a.password_at > a.created_at and a.password_at > $4::bigint
  from kin_invitation i join hat h on h.id = i.hat join account a on a.id = h.account
 where i.space = $1::uuid and i.id = $2::uuid and i.state = 'joined' and h.ended_at is null
   and exists (select from member m where m.space = i.space and m.hat = i.hat and m.to_seq is null)
 for no key update of a;

-- name: kin_reset_tell
insert into kin_reset (id, space, hat, by, told, at)
select gen_random_uuid(), m.space, $2::uuid, $3::uuid, m.hat, $4::bigint from member m
 where m.space = $1::uuid and m.to_seq is null and m.hat <> $3::uuid and (m.role in ('attending', 'delegate') or m.hat = $2::uuid) returning told;

-- name: kin_reset_seen
update kin_reset set seen_at = $3::bigint where id = $1::uuid and told = $2::uuid and seen_at is null returning id;

-- name: family_consulted
-- Who is asked about a newcomer: the patient, and キーパーソン.
select m.hat, h.patient_self from member m join hat h on h.id = m.hat
 where m.space = $1::uuid and m.to_seq is null and m.hat <> $2::uuid and h.kind = 'kin' and (h.patient_self or h.key_person);

-- name: newcomer_insert
insert into newcomer (id, space, hat, by, role, sealed_relation, all_history, state, at)
values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::text, $6::bytea, $7::boolean, $8::text, $9::bigint);

-- name: newcomer_told
-- Somebody who is in by another road: the patient, where one is in the timeline, is told.
insert into newcomer (id, space, hat, by, role, all_history, state, at)
select $1::uuid, $2::uuid, $3::uuid, $4::uuid, 'member', true, 'told', $5::bigint
 where exists (select from member m join hat h on h.id = m.hat where m.space = $2::uuid and m.to_seq is null and h.patient_self)
on conflict do nothing
returning (select m.hat from member m join hat h on h.id = m.hat where m.space = $2::uuid and m.to_seq is null and h.patient_self limit 1);

-- name: newcomer_space
select n.space from newcomer n where n.id = $1::uuid and exists (select from hat h where h.id = $2::uuid and (h.patient_self or h.key_person));

-- name: newcomer_open
-- One that can be answered, and whether the hat is still there.
select n.hat, n.by, n.role, n.sealed_relation, n.all_history, n.state, h.ended_at is not null or f.ended_at is not null
  from newcomer n join hat h on h.id = n.hat left join facility f on f.id = h.facility where n.id = $1::uuid and n.state in ('waiting', 'told');

-- name: newcomer_decide
update newcomer set state = $2::text, decided_at = $3::bigint, decided_by = $4::uuid where id = $1::uuid;

-- name: newcomer_invited
-- How it went, where whoever invited looks: of staff and of relatives.
with i as (update invitation set state = case when $3::boolean then 'accepted' else 'declined' end, decided_at = $4::bigint
   where space = $1::uuid and hat = $2::uuid and state = 'waiting_patient')
update kin_invitation set state = case when $3::boolean then 'joined' else 'declined' end, decided_at = $4::bigint
 where space = $1::uuid and hat = $2::uuid and state = 'waiting_patient';

-- name: newcomer_managers
select m.hat from member m where m.space = $1::uuid and m.to_seq is null and m.role in ('attending', 'delegate');

-- name: newcomer_settle
update newcomer set state = 'settled', decided_at = $3::bigint, decided_by = $4::uuid where space = $1::uuid and id = $2::uuid and state = 'objected'
returning id;
