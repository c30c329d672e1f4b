-- Complete deletions; see erasure.def. Locks: the patient's spaces first, then the request.

-- name: erasure_desk
-- Every request for the desk, those that wait for somebody first; whether this hat could approve it.
select e.id, s.shown, e.state, e.attached_at is not null, e.confirmed_at is not null, e.called_at is not null, e.checked_at is not null,
  e.answered_at is not null, e.transcribed and not e.dispute, e.hold is not null, e.due_at, e.objected_at,
  erasure_conflict(e.id, $1::uuid), erasure_eligible(e.id),
  exists (select from erasure_approval p join hat h on h.id = p.hat join account a on a.id = h.account where p.erasure = e.id and p.voided_at is null
    and a.person = (select b.person from hat g join account b on b.id = g.account where g.id = $1::uuid))
  from erasure e join erasure_shown s on s.id = e.id
 order by e.state in ('erased', 'ended'), e.asked_at desc, e.id limit 200;

-- name: erasure_clinics
-- Whom a blind request can be sent to: facilities with a physician or dentist.
select f.id, f.name, f.outside from facility f
 where f.ended_at is null and exists (select from hat h where h.facility = f.id and h.profession in ('physician', 'dentist') and h.ended_at is null)
 order by f.outside, f.name, f.id limit 500;

-- name: erasure_approvers
-- Everybody of office and committee, each human being once: ready, or what stands in the way besides a conflict of interest.
select distinct on (a.person) x.person,
  case when not (select demo from region) and a.factor_since is null then 'factor'
    when (a.password_at > a.created_at and a.password_at > $1::bigint - 604800000) or coalesce(a.factor_changed_at > $1::bigint - 604800000, false) then 'changed'
    else 'ready' end
  from hat h join account a on a.id = h.account join hat_person x on x.hat = h.id
 where h.kind in ('office', 'committee') and h.ended_at is null and a.state = 'active' order by a.person, h.kind, h.id limit 200;

-- name: erasure_clinic
select exists (select from facility f where f.id = $1::uuid and f.ended_at is null);

-- name: erasure_there
-- Made already by an earlier try of the same hat?
select exists (select from erasure e where e.id = $1::uuid and e.asked_by = $2::uuid);

-- name: erasure_insert
with c as (insert into erasure_counter as c (year, n) values ($5::integer, 1) on conflict (year) do update set n = c.n + 1 returning year, n)
insert into erasure (id, number, way, asked_by, asked_at, facility, space, state, attached_at, attached_by)
select $1::uuid, 'R-' || c.year || '-' || lpad(c.n::text, 4, '0'), $2::text, $3::uuid, $4::bigint, $6::uuid, $7::uuid, 'open',
  case when $7::uuid is not null then $4::bigint end, case when $7::uuid is not null then $3::uuid end from c;

-- name: erasure_managers
-- Who can say which timeline a blind request is about: whoever manages one and is of that clinic.
select distinct h.id from hat h join member m on m.hat = h.id and m.to_seq is null and m.role in ('attending', 'delegate')
  join space s on s.id = m.space and s.kind = 'care' and s.erased_at is null
 where h.facility = $1::uuid and h.ended_at is null;

-- name: erasure_item
-- The care timeline a request is about; null until one is named.
select space from erasure where id = $1::uuid and $2::uuid is not null;

-- name: erasure_of_space
-- The request about a timeline that is under way.
select id from erasure where space = $1::uuid and state not in ('erased', 'ended');

-- name: erasure_locked
-- What it is now, for the hat that acts on it.
select e.id, e.state, e.way, e.asked_by, e.facility, e.space, e.confirmed_at is not null, e.called_at is not null, e.checked_at is not null,
  e.answered_at is not null, e.transcribed and not e.dispute, e.hold is not null, e.objected_at, e.decided_at, e.digest,
  erasure_conflict(e.id, $2::uuid), n.role, n.objected_at is not null
  from erasure e left join erasure_notice n on n.erasure = e.id and n.hat = $2::uuid
 where e.id = $1::uuid for update of e;

-- name: erasure_attach
update erasure set space = $2::uuid, attached_at = $3::bigint, attached_by = $4::uuid where id = $1::uuid;

-- name: erasure_confirm
update erasure set confirmed_at = $2::bigint, confirmed_by = $3::uuid where id = $1::uuid;

-- name: erasure_answer
update erasure set answered_at = $2::bigint, answered_by = $3::uuid, transcribed = $4::boolean, dispute = $5::boolean, care_goes_on = $6::boolean
 where id = $1::uuid;

-- name: erasure_called
update erasure set called_at = $2::bigint, called_by = $3::uuid where id = $1::uuid;

-- name: erasure_checked
update erasure set checked_at = $2::bigint, checked_by = $3::uuid, check_way = $4::text where id = $1::uuid;

-- name: erasure_hold
update erasure set hold = $2::text, hold_review = $3::text::date, held_at = $4::bigint, held_by = $5::uuid where id = $1::uuid;

-- name: erasure_spaces
-- All spaces of the patient, with what is in them.
select s.id, s.kind, s.seq, (select count(*) from post p where p.space = s.id),
  (select count(*) from post_version v join post p on p.id = v.post where p.space = s.id),
  (select count(*) from member m where m.space = s.id and m.to_seq is null)
  from space s where s.patient = (select c.patient from space c where c.id = $1::uuid) and s.erased_at is null order by s.id;

-- name: erasure_freeze
-- null thaws.
update space set frozen_at = $2::bigint where id = any($1::uuid[]);

-- name: erasure_count
insert into erasure_space (erasure, space, kind, key_epoch, seq, posts, versions, members)
select $1::uuid, * from unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]);

-- name: erasure_accept
update erasure set state = 'accepted', accepted_at = $2::bigint, accepted_by = $3::uuid, digest = erasure_digest(id) where id = $1::uuid;

-- name: erasure_password
-- Of the session's account: the password, and whether it or the second factor was changed in the last week.
select a.password, a.login, (a.password_at > a.created_at and a.password_at > $2::bigint - 604800000) or coalesce(a.factor_changed_at > $2::bigint - 604800000, false) from account a where a.id = $1::uuid;

-- name: erasure_approval
insert into erasure_approval (erasure, hat, session, digest, at, factor_at)
select $1::uuid, $2::uuid, $3::uuid, e.digest, $4::bigint, (select s.second_factor_at from session s where s.id = $3::uuid) from erasure e where e.id = $1::uuid
  and not exists (select from erasure_approval p join hat h on h.id = p.hat join account a on a.id = h.account where p.erasure = e.id and p.voided_at is null
    and a.person = (select b.person from hat g join account b on b.id = g.account where g.id = $2::uuid));

-- name: erasure_alert
-- Every approval alerts the whole committee.
insert into erasure_notice (erasure, hat, role, told_at) select $1::uuid, h.id, 'committee', $2::bigint from hat h where h.kind = 'committee' and h.ended_at is null
on conflict (erasure, hat) do nothing;

-- name: erasure_committee
select h.id from hat h where h.kind = 'committee' and h.ended_at is null;

-- name: erasure_approved
update erasure set state = 'approved' where id = $1::uuid and erasure_approved(id) >= 2;

-- name: erasure_objected
with n as (update erasure_notice set objected_at = $2::bigint where erasure = $1::uuid and hat = $3::uuid)
update erasure set state = 'objected', objected_at = $2::bigint, objected_by = $3::uuid where id = $1::uuid;

-- name: erasure_decided
update erasure set state = case $4::text when 'go_on' then 'approved' else 'ended' end, decided_at = $2::bigint, decided_by = $3::uuid, decision = $4::text,
  decision_reason = $5::text, ended_at = case $4::text when 'stop' then $2::bigint end, ended_by = case $4::text when 'stop' then $3::uuid end,
  end_reason = case $4::text when 'stop' then 'stopped' end where id = $1::uuid;

-- name: erasure_certificate
-- For office and committee, whoever asked, and whoever was told.
select c.body, encode(c.signature, 'hex'), encode(c.public_key, 'hex') from certificate c
  join erasure e on e.id = c.erasure
 where e.id = $1::uuid and ($3::boolean or e.asked_by = $2::uuid or exists (select from erasure_notice n where n.erasure = e.id and n.hat = $2::uuid));

-- name: erasure_end
update erasure set state = 'ended', ended_at = $2::bigint, ended_by = $3::uuid, end_reason = $4::text where id = $1::uuid;

-- name: erasure_told
-- Whoever was told of it, and who asked.
select hat from erasure_notice where erasure = $1::uuid union select asked_by from erasure where id = $1::uuid;

-- name: erasure_here
-- The request about a timeline, as those see it who manage it; without one, null. And the name, sealed.
select e.id, r.shown, e.confirmed_at is not null, s.id, s.patient, i.version, i.sealed, s.sealed_title,
  (select count(*) from post p join space x on x.id = p.space where x.patient = s.patient), e.state, e.asked_by
  from space s
  left join erasure e on e.space = s.id and e.state not in ('erased', 'ended')
  left join erasure_shown r on r.id = e.id
  join patient_identity i on i.patient = s.patient and i.space = s.id
 where s.id = $1::uuid;

-- name: erasure_wished
-- The same as patient and family see it: of their own side only, and nothing of what the 主治医 answered.
select e.id, r.shown || '{"transcribed": null, "dispute": null, "care_goes_on": null, "hold": null, "hold_review": null, "digest": null, "spaces": 0, "posts": 0,
    "approvals": []}', e.id is not null, s.id, s.patient, i.version, i.sealed, s.sealed_title, (select count(*) from post p where p.space = s.id), e.state, e.asked_by
  from space s
  left join lateral (select x.* from erasure x join space c on c.id = x.space where c.patient = s.patient and x.state not in ('erased', 'ended') limit 1) e on true
  left join erasure_shown r on r.id = e.id
  join patient_identity i on i.patient = s.patient and i.space = s.id
 where s.id = $1::uuid;

-- name: erasure_of_patient
-- Of a family timeline: the care timeline that a request stands for, its clinic, and the request that is under way.
select coalesce(c.id, s.id), coalesce(t.facility, c.facility, s.facility),
  (select x.id from erasure x join space y on y.id = x.space where y.patient = s.patient and x.state not in ('erased', 'ended') limit 1)
  from space s
  left join space c on c.patient = s.patient and c.kind = 'care'
  left join hat t on t.id = c.attending
 where s.id = $1::uuid;
